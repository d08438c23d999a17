"""The duties to tell people that content about them went to somebody: kept once per recipient and person, never changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ketenhub.store.opslag import Tx

SCHRIJF = """insert into informeerplicht (casus_id, organisatie, persoon, spoor, soort, eigenaar, uiterlijk, grond, verstrekking_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing"""
LEES = """select organisatie, persoon, spoor, soort, eigenaar, uiterlijk, grond from informeerplicht where casus_id = $1
order by uiterlijk, organisatie, persoon"""


@dataclass(frozen=True, slots=True)
class Plichtregel:
    """One duty: to whom content about which person went, on which track, and what that asks of whom until when."""

    organisatie: str
    persoon: str
    spoor: str
    soort: str
    eigenaar: str
    uiterlijk: date
    grond: str | None


async def keep_duties(tx: Tx, casus_id: str, verstrekking_id: str, regels: Iterable[Plichtregel]) -> None:
    """Keep a duty for each person of whom this recipient gets content for the first time."""
    rows = [(casus_id, r.organisatie, r.persoon, r.spoor, r.soort, r.eigenaar, r.uiterlijk, r.grond, verstrekking_id) for r in regels]
    if rows:
        await tx.executemany(SCHRIJF, rows)


async def read_duties(tx: Tx, casus_id: str) -> list[Plichtregel]:
    """Give the duties of a casus, the nearest first."""
    return [Plichtregel(**dict(row)) for row in await tx.fetch(LEES, casus_id)]
