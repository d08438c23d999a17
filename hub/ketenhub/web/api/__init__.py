"""The interface for systems, under /v1."""
