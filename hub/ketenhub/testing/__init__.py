"""Builders, fakes and the conformance suite for plugins."""
