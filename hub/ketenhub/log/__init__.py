"""Log events as values, with a list of what may leave per stream."""
