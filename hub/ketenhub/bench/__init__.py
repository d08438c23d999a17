"""Measure the hub against floors in the same run."""
