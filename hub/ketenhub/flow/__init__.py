"""The order of the rooms: only here is it known which comes after which."""
