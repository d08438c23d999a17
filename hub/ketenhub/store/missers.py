"""Misses of a person, counted within a window, and what the privacy officer of an organisation is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

BEURT = "select pg_advisory_xact_lock(hashtextextended('misser:' || $1, 0))"
VEEG = "delete from misser where organisatie = $1 and persoon = $2 and op <= $3"
TEL = "insert into misser (organisatie, persoon, op) values ($1, $2, $3)"
HOEVEEL = "select count(*) from misser where organisatie = $1 and persoon = $2"
VERTELD = "select exists (select from privacymelding where soort = 'missers' and persoon = $1 and op > $2)"
VERTEL = "insert into privacymelding (melding_id, organisatie, soort, persoon, op) values ($1, $2, $3, $4, $5)"
LEES = "select melding_id, organisatie, soort, persoon, op from privacymelding order by op desc, melding_id limit $1"


@dataclass(frozen=True, slots=True)
class Misser:
    """Who asked for what is not there, and when; never for what."""

    organisatie: str
    persoon: str
    op: datetime


@dataclass(frozen=True, slots=True)
class Melding:
    """What the privacy officer is told: of which kind, about which person of the organisation where one was named, and when."""

    melding_id: str
    organisatie: str
    soort: str
    persoon: str | None
    op: datetime


async def add_miss(tx: Tx, misser: Misser, sinds: datetime) -> int:
    """Keep a miss, forget those of before the window, and give how many are left; one at a time per person."""
    await tx.execute(BEURT, misser.persoon)
    await tx.execute(VEEG, misser.organisatie, misser.persoon, sinds)
    await tx.execute(TEL, misser.organisatie, misser.persoon, misser.op)
    found: int = await tx.fetchval(HOEVEEL, misser.organisatie, misser.persoon)
    return found


async def told_since(tx: Tx, persoon: str, sinds: datetime) -> bool:
    """Tell whether a series of this person was told since then."""
    found: bool = await tx.fetchval(VERTELD, persoon, sinds)
    return found


async def tell_officer(tx: Tx, melding: Melding) -> None:
    """Put a line on the list of the privacy officer."""
    await tx.execute(VERTEL, melding.melding_id, melding.organisatie, melding.soort, melding.persoon, melding.op)


async def read_told(tx: Tx, most: int) -> list[Melding]:
    """Give what the officer of this request was told, the last first; by row-level security to an officer alone."""
    return [Melding(**dict(row)) for row in await tx.fetch(LEES, most)]
