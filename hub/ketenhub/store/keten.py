"""The audit chains: one line per look or act, each holding the hash of the one before (trust 8)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg

    from ketenhub.store.opslag import Tx

BEGIN = bytes(32)
LAATSTE = "select volgnummer, hash from laatste_regel($1)"
SCHRIJF = "insert into audit (keten, volgnummer, vorige, hash, regel) values ($1, $2, $3, $4, $5)"
LEES = "select keten, volgnummer, vorige, hash, regel from audit where keten = $1 order by volgnummer"
KOPPEN = "select distinct on (keten) keten, volgnummer, hash from audit order by keten, volgnummer desc"
KETENS = "select distinct keten from audit order by keten"


@dataclass(frozen=True, slots=True)
class Breuk:
    """The first line of a chain that is not what was written."""

    keten: str
    volgnummer: int
    reden: str


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


def _fault(row: asyncpg.Record, expected: int, previous: bytes, kop: Kop | None) -> str | None:
    if row["volgnummer"] != expected:
        return "een regel ontbreekt"
    if row["vorige"] != previous or row["hash"] != line_hash(row["keten"], expected, previous, row["regel"]):
        return "de regel is veranderd"
    if kop is not None and expected == kop.volgnummer and row["hash"] != kop.hash:
        return "de keten is herschreven"
    return None


async def verify_chain(tx: Tx, keten: str, kop: Kop | None = None) -> Breuk | None:
    """Give the first wrong line of a chain, or None when all are right.

    With a head that was noted earlier, a chain that was cut off or written anew since then is found too.
    """
    previous, expected = BEGIN, 1
    for row in await tx.fetch(LEES, keten):
        fault = _fault(row, expected, previous, kop)
        if fault is not None:
            return Breuk(keten, expected, fault)
        previous, expected = row["hash"], expected + 1
    if kop is not None and expected <= kop.volgnummer:
        return Breuk(keten, expected, "de keten is afgekapt")
    return None


async def read_heads(tx: Tx) -> list[Kop]:
    """Give the last line of every chain."""
    return [Kop(row["keten"], row["volgnummer"], row["hash"]) for row in await tx.fetch(KOPPEN)]


async def all_chains(tx: Tx) -> list[str]:
    """Give the names of all chains."""
    return [row["keten"] for row in await tx.fetch(KETENS)]
