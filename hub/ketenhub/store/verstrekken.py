"""Disclosures: what left, to whom, when, under which rules, with the sealed manifest and two hashes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx

SCHRIJF = """insert into verstrekking (verstrekking_id, casus_id, organisatie, spoor, soort, doel, op, regels_versie,
hash_uitsnede, hash_bytes, gewikkeld, manifest, zicht, noodtoegang)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"""
SOM = "select hash_uitsnede from verstrekking where verstrekking_id = $1"
LEES = """select verstrekking_id, casus_id, organisatie, spoor, soort, doel, op, regels_versie, hash_uitsnede,
hash_bytes, gewikkeld, manifest from verstrekking where casus_id = $1 and organisatie = $2 and op <= $3
and ($4::timestamptz is null or (op, verstrekking_id) > ($4, $5)) order by op, verstrekking_id limit $6"""
VAN_CASUS = """select verstrekking_id, casus_id, organisatie, spoor, soort, doel, op, regels_versie, hash_uitsnede,
hash_bytes, gewikkeld, manifest from verstrekking where casus_id = $1 and soort <> all($2) and (op, verstrekking_id) > ($3, $4)
order by op, verstrekking_id limit $5"""
WANNEER = "select op from verstrekking where verstrekking_id = $1 and casus_id = $2 and organisatie = $3"


@dataclass(frozen=True, slots=True)
class Verstrekking:
    """One disclosure; `manifest` is sealed with a key of its own.

    `zicht` is the version of the own view, where the whole of it was shown; `noodtoegang` the break-glass by which it was seen.
    """

    verstrekking_id: str
    casus_id: str
    organisatie: str
    spoor: str
    soort: str
    doel: str
    op: datetime
    regels_versie: str
    hash_uitsnede: str
    hash_bytes: str
    gewikkeld: bytes
    manifest: bytes
    zicht: int | None = None
    noodtoegang: str | None = None


async def keep_disclosure(tx: Tx, v: Verstrekking) -> None:
    """Record a disclosure, before its first byte goes."""
    await tx.execute(
        SCHRIJF,
        v.verstrekking_id,
        v.casus_id,
        v.organisatie,
        v.spoor,
        v.soort,
        v.doel,
        v.op,
        v.regels_versie,
        v.hash_uitsnede,
        v.hash_bytes,
        v.gewikkeld,
        v.manifest,
        v.zicht,
        v.noodtoegang,
    )


@dataclass(frozen=True, slots=True)
class Bladzijde:
    """Which disclosures: to whom, up to when, after which one, and at most how many."""

    organisatie: str
    tot: datetime
    na: tuple[datetime, str] | None = None
    hoogstens: int = 100


async def find_place(tx: Tx, casus_id: str, organisatie: str, verstrekking_id: str) -> datetime | None:
    """Give when this organisation got this disclosure of this casus, or None."""
    found: datetime | None = await tx.fetchval(WANNEER, verstrekking_id, casus_id, organisatie)
    return found


async def read_disclosures(tx: Tx, casus_id: str, vraag: Bladzijde) -> list[Verstrekking]:
    """Give a page of what an organisation got of a casus up to a moment."""
    op, ident = vraag.na or (None, None)
    rows = await tx.fetch(LEES, casus_id, vraag.organisatie, vraag.tot, op, ident, vraag.hoogstens)
    return [Verstrekking(**dict(row)) for row in rows]


async def read_all_disclosures(tx: Tx, casus_id: str, zonder: Sequence[str], na: tuple[datetime, str], most: int) -> list[Verstrekking]:
    """Give what anyone got of a casus after one disclosure, without these kinds, oldest first."""
    return [Verstrekking(**dict(row)) for row in await tx.fetch(VAN_CASUS, casus_id, list(zonder), *na, most)]


async def find_view_hash(tx: Tx, verstrekking_id: str) -> str | None:
    """Give the hash of the view that was disclosed under this id."""
    found: str | None = await tx.fetchval(SOM, verstrekking_id)
    return found
