"""The audit chains: one line per look or act, each holding the hash of the one before (trust 8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

BEGIN = bytes(32)
LAATSTE = "select volgnummer, hash from laatste_regel($1)"
SCHRIJF = "insert into audit (keten, volgnummer, vorige, hash, regel) values ($1, $2, $3, $4, $5)"


@dataclass(frozen=True, slots=True)
class Kop:
    """The last line of a chain: what a day root is made over, and what shows that a chain was cut."""

    keten: str
    volgnummer: int
    hash: bytes


def line_hash(keten: str, volgnummer: int, vorige: bytes, regel: str) -> bytes:
    """Give the hash of a line over its place, its predecessor and its text."""
    return hashlib.sha256(b"\x1f".join((keten.encode(), str(volgnummer).encode(), vorige, regel.encode()))).digest()


async def add_line(tx: Tx, keten: str, regel: str) -> None:
    """Add a line at the end of a chain, in the transaction of what it tells."""
    last = await tx.fetchrow(LAATSTE, keten)
    number, previous = (last["volgnummer"] + 1, last["hash"]) if last else (1, BEGIN)
    await tx.execute(SCHRIJF, keten, number, previous, line_hash(keten, number, previous, regel), regel)
