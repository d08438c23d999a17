"""What a plugin offers and what it sees: the whole face of the hub towards partners."""
