"""The decision log: each answer about decisions, with what is needed to decide it again; sealed, and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

VELDEN = """besluit_id, casus_id, organisatie, spoor, vorm, op, dag, regels_versie, regels_hash, software, hash_antwoord,
verstrekking_id, gewikkeld, inhoud"""
SCHRIJF = f"insert into besluitlog ({VELDEN}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)"  # noqa: S608 - the names of columns
BINNEN = "($1::timestamptz is null or op >= $1) and ($2::timestamptz is null or op < $2)"
TEL = f"select count(*) from besluitlog where {BINNEN}"  # noqa: S608 - a fixed condition
LEES = f"select {VELDEN} from besluitlog where {BINNEN} and (op, besluit_id) > ($3, $4) order by op, besluit_id limit $5"  # noqa: S608 - both are fixed


@dataclass(frozen=True, slots=True)
class Besluitregel:
    """One answer: who asked, under which rules and software, the hash of the answer, and sealed what it rests on.

    Without a casus nothing was found; without a disclosure nothing was shown.
    """

    besluit_id: str
    casus_id: str | None
    organisatie: str
    spoor: str
    vorm: str
    op: datetime
    dag: date
    regels_versie: str
    regels_hash: str
    software: str
    hash_antwoord: str
    verstrekking_id: str | None
    gewikkeld: bytes
    inhoud: bytes


Tijdvak = tuple[datetime | None, datetime | None]


async def keep_decision(tx: Tx, regel: Besluitregel) -> None:
    """Record an answer, before its first byte goes."""
    r = regel
    await tx.execute(
        SCHRIJF,
        r.besluit_id,
        r.casus_id,
        r.organisatie,
        r.spoor,
        r.vorm,
        r.op,
        r.dag,
        r.regels_versie,
        r.regels_hash,
        r.software,
        r.hash_antwoord,
        r.verstrekking_id,
        r.gewikkeld,
        r.inhoud,
    )


async def count_decisions(tx: Tx, tijdvak: Tijdvak) -> int:
    """Count the answers of a period."""
    found: int = await tx.fetchval(TEL, *tijdvak)
    return found


async def read_decisions(tx: Tx, tijdvak: Tijdvak, na: tuple[datetime, str], most: int) -> list[Besluitregel]:
    """Give the answers of a period after one, oldest first."""
    return [Besluitregel(**dict(row)) for row in await tx.fetch(LEES, *tijdvak, *na, most)]
