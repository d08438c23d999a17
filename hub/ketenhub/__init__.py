"""Ketenhub."""
