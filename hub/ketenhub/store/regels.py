"""Sharing rules as they are kept: versions, the steps of their life, and which of them holds now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import asyncpg

from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

SLOT = 4_141_410
GELDEND = "select versie, hash from deelregelgeldend"
INHOUD = "select inhoud from deelregelversie where versie = $1"
VERSIE = "select versie, hash from deelregelversie where versie = $1"
ALLE = "select versie, hash from deelregelversie"
OP_HASH = "select versie from deelregelversie where hash = $1"
BEWAAR = "insert into deelregelversie (versie, hash, inhoud) values ($1, $2, $3)"
STAP = """insert into deelregelstap (versie, stap, door, organisatie, reden, van, simulatie_id, bevestiging)
values ($1, $2, $3, $4, $5, $6, $7, $8)"""
STAPPEN = """select volgnummer, versie, stap, door, organisatie, reden, op, van, simulatie_id, bevestiging from deelregelstap
where $1::text is null or versie = $1 order by volgnummer"""


@dataclass(frozen=True, slots=True)
class Stap:
    """One step in the life of a version: who took it, why, and what it rests on."""

    versie: str
    stap: str
    door: str
    organisatie: str
    reden: str
    van: datetime | None = None
    simulatie_id: str | None = None
    bevestiging: str | None = None


@dataclass(frozen=True, slots=True)
class Gezet:
    """A step that was taken: its number and when."""

    volgnummer: int
    op: datetime
    stap: Stap


async def one_at_a_time(tx: Tx) -> datetime:
    """Let those who change rules take turns, until the transaction ends; gives the moment of the database."""
    await tx.execute("select pg_advisory_xact_lock($1)", SLOT)
    now: datetime = await tx.fetchval("select clock_timestamp()")
    return now


async def find_in_force(tx: Tx) -> tuple[str, str] | None:
    """Give version and hash of the rules that hold at the moment of this transaction; None before the first."""
    try:
        r = await tx.fetchrow(GELDEND)
    except asyncpg.UndefinedTableError:
        raise Instellingsfout("database", "er wachten migraties: draai ketenhub migrate") from None
    return None if r is None else (r["versie"], r["hash"])


async def read_rules(tx: Tx, versie: str) -> str | None:
    """Give the exact text of a version."""
    found: str | None = await tx.fetchval(INHOUD, versie)
    return found


async def find_version(tx: Tx, versie: str) -> str | None:
    """Give the hash of a version, or None when there is none of this name."""
    r = await tx.fetchrow(VERSIE, versie)
    return None if r is None else str(r["hash"])


async def moment(tx: Tx) -> datetime:
    """Give the moment of this transaction, by the clock of the database."""
    now: datetime = await tx.fetchval("select now()")
    return now


async def read_hashes(tx: Tx) -> dict[str, str]:
    """Give the hash of every version."""
    return {r["versie"]: r["hash"] for r in await tx.fetch(ALLE)}


async def find_by_hash(tx: Tx, som: str) -> str | None:
    """Give the version that says exactly this."""
    found: str | None = await tx.fetchval(OP_HASH, som)
    return found


async def keep_rules(tx: Tx, versie: str, som: str, inhoud: str) -> None:
    """Keep a version for ever."""
    await tx.execute(BEWAAR, versie, som, inhoud)


async def keep_step(tx: Tx, s: Stap) -> None:
    """Keep a step beside those before it."""
    await tx.execute(STAP, s.versie, s.stap, s.door, s.organisatie, s.reden, s.van, s.simulatie_id, s.bevestiging)


async def read_steps(tx: Tx, versie: str | None = None) -> list[Gezet]:
    """Give every step that was ever taken, or those of one version, oldest first."""
    found = []
    for r in await tx.fetch(STAPPEN, versie):
        row = dict(r)
        found.append(Gezet(row.pop("volgnummer"), row.pop("op"), Stap(**row)))
    return found
