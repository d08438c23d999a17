"""A Merkle tree that grows: one hash over many leaves, hashed as RFC 6962 says, changed leaf by leaf."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

LEEG = hashlib.sha256(b"").digest()


def leaf_hash(content: bytes) -> bytes:
    """Give the hash of a leaf; it can never be that of a node (RFC 6962, 2.1)."""
    return hashlib.sha256(b"\x00" + content).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


@dataclass(slots=True)
class Boom:
    """The tree as its levels; the last of an odd number goes up as it is, which gives the same root as RFC 6962."""

    lagen: list[list[bytes]] = field(default_factory=lambda: [[]])

    def put(self, place: int, leaf: bytes) -> None:
        """Set the leaf at a place, or add it when the place is the next one; raises IndexError beyond that."""
        for depth, level in enumerate(self.lagen):
            if place > len(level):
                raise IndexError(place)
            if place == len(level):
                level.append(leaf)
            level[place] = leaf
            if len(level) == 1:
                del self.lagen[depth + 1 :]
                return
            if depth + 1 == len(self.lagen):
                # the level above begins with the pair that was alone here
                self.lagen.append([level[0]])
            left = place & ~1
            leaf = _node(level[left], level[left + 1]) if left + 1 < len(level) else level[left]
            place >>= 1

    @property
    def root(self) -> bytes:
        """Give the hash over all leaves."""
        return self.lagen[-1][0] if self.lagen[0] else LEEG
