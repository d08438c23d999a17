"""The doors for systems and people."""
