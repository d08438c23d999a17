"""Let the partner translate, and hold the result to what the partner may bring. Pure."""
