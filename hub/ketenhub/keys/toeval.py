"""Random ids and keys; no time part, so an id tells nothing."""

from __future__ import annotations

import secrets


def nieuw_id() -> str:
    """Give 128 random bits as a text that is safe in addresses and does not begin with a dash."""
    return f"i{secrets.token_urlsafe(16)}"


def random_bytes(count: int) -> bytes:
    """Give so many random bytes."""
    return secrets.token_bytes(count)


def chance() -> float:
    """Give a chance from 0 up to 1."""
    return int.from_bytes(random_bytes(4), "big") / 2**32
