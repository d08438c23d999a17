"""Proposals to join two casussen, what was decided about them, and the joins themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

LIJST = """select v.voorstel_id, v.op, v.besluit, nieuw.verwijzing as nieuw, bekend.verwijzing as bekend,
coalesce(nieuw.regie, false) and coalesce(bekend.regie, false) as beide
from koppelvoorstel v
left join betrokkenheid nieuw on nieuw.casus_id = v.casus_id
left join betrokkenheid bekend on bekend.casus_id = v.ander
where (v.op, v.voorstel_id) > ($1, $2) order by v.op, v.voorstel_id limit $3"""
PLEK = "select op from koppelvoorstel where voorstel_id = $1"
EEN = """select v.casus_id, v.ander, v.besluit, coalesce(nieuw.regie, false) and coalesce(bekend.regie, false) as beide
from koppelvoorstel v
left join betrokkenheid nieuw on nieuw.casus_id = v.casus_id
left join betrokkenheid bekend on bekend.casus_id = v.ander
where v.voorstel_id = $1"""
STAAT = "select besluit from koppelvoorstel where voorstel_id = $1 for update"
ZET = "update koppelvoorstel set besluit = $2 where voorstel_id = $1"
BESLUIT = """insert into koppelbesluit (voorstel_id, casus_id, besluit, organisatie, op, gewikkeld, inhoud)
values ($1, $2, $3, $4, $5, $6, $7)"""
BEGIN = "insert into koppeling (casus_id, ander, van) values ($1, $2, $3)"
EINDE = "update koppeling set tot = $3 where casus_id = $1 and ander = $2 and tot is null"
DELEN = "select ander from koppeling where casus_id = $1 and (tot is null or $2) group by ander order by ander"
HOOFD = "select casus_id from koppeling where ander = $1 and tot is null"

BESLOTEN = """select distinct on (persoon, ander) persoon, ander, besluit, organisatie, op from persoonsbesluit
where casus_id = $1 order by persoon, ander, volgnummer desc"""
PERSOON = """insert into persoonsbesluit (casus_id, persoon, ander, besluit, organisatie, op, gewikkeld, inhoud)
values ($1, $2, $3, $4, $5, $6, $7, $8)"""


@dataclass(frozen=True, slots=True)
class Voorstelregel:
    """A proposal as one organisation may see it: references are its own, and absent where it takes no part."""

    voorstel_id: str
    op: datetime
    besluit: str | None
    nieuw: str | None
    bekend: str | None
    beide: bool


@dataclass(frozen=True, slots=True)
class Voorstel:
    """A proposal to join the new casus to the known one; `beide` tells whether the one who asks directs both."""

    nieuw: str
    bekend: str
    besluit: str | None
    beide: bool


@dataclass(frozen=True, slots=True)
class Besluit:
    """A decision as it is kept: the words sealed with a key of their own."""

    voorstel_id: str
    besluit: str
    organisatie: str
    op: datetime
    gewikkeld: bytes
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Persoonsregel:
    """What was decided last about a pair of persons, by whom and when."""

    persoon: str
    ander: str
    besluit: str
    organisatie: str
    op: datetime


async def read_proposals(tx: Tx, after: tuple[datetime, str], most: int) -> list[Voorstelregel]:
    """Give the proposals that row-level security lets this organisation see, oldest first."""
    rows = await tx.fetch(LIJST, *after, most)
    return [Voorstelregel(r["voorstel_id"], r["op"], r["besluit"], r["nieuw"], r["bekend"], r["beide"]) for r in rows]


async def find_place(tx: Tx, voorstel_id: str) -> datetime | None:
    """Give where a proposal stands in the list, when this organisation may see it."""
    found: datetime | None = await tx.fetchval(PLEK, voorstel_id)
    return found


async def find_proposal(tx: Tx, voorstel_id: str) -> Voorstel | None:
    """Give a proposal, when row-level security lets this organisation see it."""
    r = await tx.fetchrow(EEN, voorstel_id)
    return None if r is None else Voorstel(r["casus_id"], r["ander"], r["besluit"], r["beide"])


async def lock_state(tx: Tx, voorstel_id: str) -> str | None:
    """Lock a proposal and give what was decided last."""
    found: str | None = await tx.fetchval(STAAT, voorstel_id)
    return found


async def keep_decision(tx: Tx, casus_id: str, besluit: Besluit) -> None:
    """Keep a decision beside those before it."""
    b = besluit
    await tx.execute(BESLUIT, b.voorstel_id, casus_id, b.besluit, b.organisatie, b.op, b.gewikkeld, b.inhoud)
    await tx.execute(ZET, b.voorstel_id, b.besluit)


async def begin_join(tx: Tx, casus_id: str, ander: str, op: datetime) -> None:
    """Let a casus read another from now on."""
    await tx.execute(BEGIN, casus_id, ander, op)


async def end_join(tx: Tx, casus_id: str, ander: str, op: datetime) -> None:
    """End the row of a join."""
    await tx.execute(EINDE, casus_id, ander, op)


async def read_parts(tx: Tx, casus_id: str, *, ever: bool = False) -> list[str]:
    """Give the casussen that this one reads, or ever read."""
    return [r["ander"] for r in await tx.fetch(DELEN, casus_id, ever)]


async def find_main(tx: Tx, casus_id: str) -> str | None:
    """Give the casus that reads this one."""
    found: str | None = await tx.fetchval(HOOFD, casus_id)
    return found


async def read_decided(tx: Tx, casus_id: str) -> list[Persoonsregel]:
    """Give each pair of persons of this casus about which something was decided, with the last word."""
    return [Persoonsregel(**dict(r)) for r in await tx.fetch(BESLOTEN, casus_id)]


async def read_same(tx: Tx, casus_id: str) -> list[tuple[str, str]]:
    """Give the pairs of persons of this casus that are one, as was decided last."""
    return [(r.persoon, r.ander) for r in await read_decided(tx, casus_id) if r.besluit == "dezelfde"]


async def keep_same(tx: Tx, casus_id: str, paar: tuple[str, str], besluit: Besluit) -> None:
    """Keep a decision about a pair of persons beside those before it."""
    b = besluit
    await tx.execute(PERSOON, casus_id, *sorted(paar), b.besluit, b.organisatie, b.op, b.gewikkeld, b.inhoud)
