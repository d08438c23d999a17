"""The words of the field: frozen values and the errors, and nothing that touches the world."""
