"""Find, check and hold the installed plugins."""
