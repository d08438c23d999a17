"""What follows from a filtered view and from nothing else: timeline, pattern, overviews. Pure."""
