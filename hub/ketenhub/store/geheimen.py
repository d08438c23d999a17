"""The hub's own keys as they are kept, wrapped: which generations there are, and their life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ketenhub.store.opslag import Tx

# held shared by every walk (migration 0014), alone by who turns or closes a key
SLOT = 4_141_415
HOUD = "select houd_sleutels()"
ALLEEN = f"select pg_advisory_xact_lock({SLOT})"
VERSIE = """select coalesce(sum(case staat when 'huidig' then 1 when 'vorig' then 2 else 3 end), 0)::bigint from geheim"""
LEES = """select soort, generatie, naam, staat, gewikkeld, op, extract(epoch from now() - op)::float8 as leeftijd from geheim
order by soort, generatie desc"""
SCHRIJF = "insert into geheim (soort, generatie, naam, staat, gewikkeld) values ($1, $2, $3, $4, $5)"
OPZIJ = "update geheim set staat = 'vorig' where soort = any($1::text[]) and staat = 'huidig'"
SLUIT = """update geheim set staat = 'gesloten', gewikkeld = '', gesloten_op = now()
where soort = any($1::text[]) and staat = 'vorig' returning soort"""


@dataclass(frozen=True, slots=True)
class Generatie:
    """One generation of a key: its name, where its life stands, itself wrapped, since when, and for how many seconds."""

    soort: str
    generatie: int
    naam: bytes
    staat: str
    gewikkeld: bytes
    op: datetime
    leeftijd: float


async def hold(tx: Tx) -> int:
    """Let nobody turn or close a key until this transaction ends; gives the version of the ring as it is now."""
    found: int = await tx.fetchval(HOUD)
    return found


async def hold_alone(tx: Tx) -> None:
    """Wait until no walk is under way; those that come wait for this transaction."""
    await tx.execute(ALLEEN)


async def version(tx: Tx) -> int:
    """Give the version of the ring."""
    found: int = await tx.fetchval(VERSIE)
    return found


async def read_generations(tx: Tx) -> list[Generatie]:
    """Give every generation of every kind, the newest first."""
    return [Generatie(**dict(row)) for row in await tx.fetch(LEES)]


async def keep_generation(tx: Tx, nieuw: tuple[str, int, bytes, bytes], staat: str = "huidig") -> None:
    """Keep a generation: kind, number, name and itself wrapped."""
    soort, generatie, naam, gewikkeld = nieuw
    await tx.execute(SCHRIJF, soort, generatie, naam, staat, gewikkeld)


async def set_aside(tx: Tx, soorten: Sequence[str]) -> None:
    """Let the current generation of these kinds be the one before."""
    await tx.execute(OPZIJ, list(soorten))


async def close_previous(tx: Tx, soorten: Sequence[str]) -> bool:
    """Destroy the generation before of these kinds; only the name stays. False when there was none."""
    return bool(await tx.fetch(SLUIT, list(soorten)))
