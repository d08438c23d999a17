"""The audit chains: one line per look or act, each holding the hash of the one before (trust 8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

BEGIN = bytes(32)
SLOT = "select pg_advisory_xact_lock(hashtextextended($1, 0))"
LAATSTE = "select volgnummer, hash from audit where keten = $1 order by volgnummer desc limit 1"
SCHRIJF = "insert into audit (keten, volgnummer, vorige, hash, regel) values ($1, $2, $3, $4, $5)"
LEES = "select volgnummer, vorige, hash, regel from audit where keten = $1 order by volgnummer"
KETENS = "select distinct keten from audit order by keten"


@dataclass(frozen=True, slots=True)
class Breuk:
    """The first line of a chain that is not what was written."""

    keten: str
    volgnummer: int
    reden: str


def line_hash(keten: str, volgnummer: int, vorige: bytes, regel: str) -> bytes:
    """Give the hash of a line over its place, its predecessor and its text."""
    return hashlib.sha256(b"\x1f".join((keten.encode(), str(volgnummer).encode(), vorige, regel.encode()))).digest()


async def add_line(tx: Tx, keten: str, regel: str) -> None:
    """Add a line at the end of a chain, in the transaction of what it tells."""
    await tx.execute(SLOT, keten)
    last = await tx.fetchrow(LAATSTE, keten)
    number, previous = (last["volgnummer"] + 1, last["hash"]) if last else (1, BEGIN)
    await tx.execute(SCHRIJF, keten, number, previous, line_hash(keten, number, previous, regel), regel)


async def verify_chain(tx: Tx, keten: str) -> Breuk | None:
    """Give the first wrong line of a chain, or None when all are right."""
    previous, expected = BEGIN, 1
    for row in await tx.fetch(LEES, keten):
        if row["volgnummer"] != expected:
            return Breuk(keten, expected, "een regel ontbreekt")
        if row["vorige"] != previous or row["hash"] != line_hash(keten, expected, previous, row["regel"]):
            return Breuk(keten, expected, "de regel is veranderd")
        previous, expected = row["hash"], expected + 1
    return None


async def all_chains(tx: Tx) -> list[str]:
    """Give the names of all chains."""
    return [row["keten"] for row in await tx.fetch(KETENS)]
