"""Simulations of rules over live casussen: how far each is, and what it counted; paths and counts, never a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx

KOLOMMEN = "simulatie_id, versie, tegen, door, organisatie, begonnen_op, totaal, gedaan, niet_berekenbaar, klaar_op"
BEGIN = "insert into deelregelsimulatie (simulatie_id, versie, tegen, door, organisatie) values ($1, $2, $3, $4, $5)"
EEN = f"select {KOLOMMEN} from deelregelsimulatie where simulatie_id = $1"  # noqa: S608 - our own columns
LAATSTE = f"select {KOLOMMEN} from deelregelsimulatie where versie = $1 order by begonnen_op desc limit 1"  # noqa: S608 - our own columns
# whoever is counting holds the row; a process that dies lets go of it, and what it had not committed is counted again
PAK = f"""select {KOLOMMEN}, laatste from deelregelsimulatie where klaar_op is null and ($1::text is null or simulatie_id = $1)
order by begonnen_op limit 1 for update skip locked"""  # noqa: S608 - our own columns
TEL = """update deelregelsimulatie s set totaal = (select count(*) from casus where geopend_op <= s.begonnen_op)
where simulatie_id = $1 returning totaal"""
VOLGENDE = "select casus_id from casus where casus_id > $1 and geopend_op <= $2 order by casus_id limit $3"
VERDER = """update deelregelsimulatie set gedaan = gedaan + $2, niet_berekenbaar = niet_berekenbaar + $3, laatste = $4,
klaar_op = case when $5 then now() end where simulatie_id = $1"""
BIJ = """insert into deelregelverschil as v (simulatie_id, pad, categorie, soort, organisatie, nieuw, ruimer, anders, weg)
select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::int[], $7::int[], $8::int[], $9::int[])
on conflict (simulatie_id, pad, soort, organisatie) do update set nieuw = v.nieuw + excluded.nieuw,
ruimer = v.ruimer + excluded.ruimer, anders = v.anders + excluded.anders, weg = v.weg + excluded.weg"""
VERSCHIL = """select pad, categorie, soort, organisatie, nieuw, ruimer, anders, weg from deelregelverschil where simulatie_id = $1
order by nieuw > 0 desc, ruimer > 0 desc, nieuw desc, ruimer desc, weg desc, pad, soort, organisatie"""

Rij = tuple[str, str, str, str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Simulatie:
    """One run: of which version against which, who asked, and how far it is."""

    simulatie_id: str
    versie: str
    tegen: str
    door: str
    organisatie: str
    begonnen_op: datetime
    totaal: int
    gedaan: int
    niet_berekenbaar: int
    klaar_op: datetime | None


async def begin_run(tx: Tx, ident: str, versies: tuple[str, str], wie: tuple[str, str]) -> None:
    """Ask for a run; whoever has time carries it."""
    await tx.execute(BEGIN, ident, *versies, *wie)


async def find_run(tx: Tx, ident: str) -> Simulatie | None:
    """Give a run."""
    r = await tx.fetchrow(EEN, ident)
    return None if r is None else Simulatie(**dict(r))


async def latest_run(tx: Tx, versie: str) -> Simulatie | None:
    """Give the last run of a version."""
    r = await tx.fetchrow(LAATSTE, versie)
    return None if r is None else Simulatie(**dict(r))


async def take_run(tx: Tx, ident: str | None = None) -> tuple[Simulatie, str] | None:
    """Hold an unfinished run until the transaction ends, with the casus that was counted last; None when another holds it."""
    r = await tx.fetchrow(PAK, ident)
    if r is None:
        return None
    row = dict(r)
    return Simulatie(**{key: value for key, value in row.items() if key != "laatste"}), row["laatste"]


async def count_cases(tx: Tx, ident: str) -> int:
    """Count once how many casussen a run goes over: those that were there when it began."""
    found: int = await tx.fetchval(TEL, ident)
    return found


async def next_cases(tx: Tx, run: Simulatie, na: str, most: int) -> list[str]:
    """Give the next casussen of a run."""
    return [row["casus_id"] for row in await tx.fetch(VOLGENDE, na, run.begonnen_op, most)]


async def keep_progress(tx: Tx, ident: str, done: tuple[int, int, str], *, klaar: bool) -> None:
    """Keep how far a run is: casussen more, of which recipients could not be computed, and the last casus."""
    await tx.execute(VERDER, ident, *done, klaar)


async def add_counts(tx: Tx, ident: str, rijen: Sequence[Rij]) -> None:
    """Add what was counted to what was counted before."""
    if rijen:
        await tx.execute(BIJ, ident, *[[row[n] for row in rijen] for n in range(8)])


async def read_counts(tx: Tx, ident: str) -> list[Rij]:
    """Give what a run counted, newly visible first: path, category, kind, organisation, new, wider, other form, gone."""
    return [tuple(row.values()) for row in await tx.fetch(VERSCHIL, ident)]
