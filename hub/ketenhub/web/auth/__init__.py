"""Who gets in: client assertions, access tokens and proofs of possession (trust 5)."""
