"""The day roots over the audit chains, and every audit line beside the head that was noted there (trust 8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.store.keten import Kop

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence
    from datetime import date, datetime

    from ketenhub.store.opslag import Tx

# one maker at a time, also with several workers
SLOT = "select pg_advisory_xact_lock(hashtext('auditwortel'))"
LAATSTE = "select dag, op, vorige, wortel, handtekening, sleutel from auditwortel order by dag desc limit 1"
ALLE = "select dag, op, vorige, wortel, handtekening, sleutel from auditwortel where dag > $1 order by dag limit $2"
SCHRIJF = "insert into auditwortel (dag, op, vorige, wortel, handtekening, sleutel) values ($1, $2, $3, $4, $5, $6)"
KOP = """insert into auditkop (dag, plek, keten, volgnummer, hash)
select $1, * from unnest($2::bigint[], $3::text[], $4::bigint[], $5::bytea[])"""
BEKEND = "select distinct on (plek) plek, keten, volgnummer, hash from auditkop order by plek, dag desc"
# hop from chain to chain instead of reading every line
KOPPEN = """with recursive ketens as (
    (select keten from audit order by keten limit 1)
    union all
    select (select a.keten from audit a where a.keten > k.keten order by a.keten limit 1) from ketens k where k.keten is not null)
select k.keten, l.volgnummer, l.hash from ketens k
cross join lateral (select volgnummer, hash from audit where keten = k.keten order by volgnummer desc limit 1) l order by k.keten"""
PER_DAG = "select dag, plek, keten, volgnummer, hash from auditkop order by dag, plek"
REGELS = """select a.keten, a.volgnummer, a.vorige, a.hash, a.regel, k.hash as kop, k.dag from audit a
left join auditkop k using (keten, volgnummer) order by a.keten, a.volgnummer"""
WEG = """select keten, min(volgnummer) as volgnummer from auditkop k
where not exists (select from audit a where a.keten = k.keten and a.volgnummer = k.volgnummer) group by keten order by keten"""
AANTAL = "select count(*) from audit"
BLOK = 1000


@dataclass(frozen=True, slots=True)
class Wortel:
    """A root as it was kept: `vorige` is the hash of what was signed the day before."""

    dag: date
    op: datetime
    vorige: bytes
    wortel: bytes
    handtekening: str
    sleutel: str


@dataclass(frozen=True, slots=True)
class Blad:
    """Where a chain ended on a day, and its fixed place in the tree."""

    plek: int
    kop: Kop


@dataclass(frozen=True, slots=True)
class Auditregel:
    """A line of a chain with the head that was noted at its place, if any."""

    kop: Kop
    vorige: bytes
    regel: str
    genoteerd: bytes | None


async def one_maker(tx: Tx) -> None:
    """Let nobody else make a root until this transaction ends; what is read after the wait is what stands there then."""
    await tx.execute(SLOT)


async def last_root(tx: Tx) -> Wortel | None:
    """Give the newest root."""
    row = await tx.fetchrow(LAATSTE)
    return Wortel(*row) if row else None


async def read_roots(tx: Tx, na: date, hoogstens: int) -> list[Wortel]:
    """Give roots in order, those after a day."""
    return [Wortel(*row) for row in await tx.fetch(ALLE, na, hoogstens)]


async def known_leaves(tx: Tx) -> list[Blad]:
    """Give for every chain in the tree its place and where it ended at its last root."""
    return [Blad(row["plek"], Kop(row["keten"], row["volgnummer"], row["hash"])) for row in await tx.fetch(BEKEND)]


async def read_heads(tx: Tx) -> list[Kop]:
    """Give the last line of every chain, by name."""
    return [Kop(row["keten"], row["volgnummer"], row["hash"]) for row in await tx.fetch(KOPPEN)]


async def keep_root(tx: Tx, wortel: Wortel, bladen: Sequence[Blad]) -> None:
    """Keep a root with the heads that changed since the one before."""
    await tx.execute(SCHRIJF, wortel.dag, wortel.op, wortel.vorige, wortel.wortel, wortel.handtekening, wortel.sleutel)
    columns = [[b.plek for b in bladen], [b.kop.keten for b in bladen], [b.kop.volgnummer for b in bladen], [b.kop.hash for b in bladen]]
    await tx.execute(KOP, wortel.dag, *columns)


async def leaves_by_day(tx: Tx) -> AsyncIterator[tuple[date, Blad]]:
    """Give every head that was noted, day by day."""
    async for row in tx.cursor(PER_DAG, prefetch=BLOK):
        yield row["dag"], Blad(row["plek"], Kop(row["keten"], row["volgnummer"], row["hash"]))


async def every_line(tx: Tx) -> AsyncIterator[Auditregel]:
    """Give every audit line, chain by chain in order, with the head that was noted there."""
    async for row in tx.cursor(REGELS, prefetch=BLOK):
        yield Auditregel(Kop(row["keten"], row["volgnummer"], row["hash"]), row["vorige"], row["regel"], row["kop"])


async def cut_chains(tx: Tx) -> list[tuple[str, int]]:
    """Give the chains that are shorter than a head that was noted, with the first number that is gone."""
    return [(row["keten"], row["volgnummer"]) for row in await tx.fetch(WEG)]


async def count_lines(tx: Tx) -> int:
    """Give how many audit lines there are."""
    return int(await tx.fetchval(AANTAL))
