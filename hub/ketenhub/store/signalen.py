"""The lives of signals: what runs in a casus, what a walk changes in it, and what a person acknowledged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ketenhub.store.opslag import Tx

# what calls a person is withdrawn with the life it belongs to, unless another one that still calls shares it
STIL = """update outbox o set status = 'ingetrokken', uitkomst = 'niet-meer-nodig', lease_tot = null
where o.status = 'wacht' and o.aanleiding = $3 and o.outbox_id in (
    select unnest(s.bezorging) from signaal s where s.casus_id = $1 and s.signaal_id = any($2))
and not exists (select 1 from signaal a where a.casus_id = $1 and a.signaal_id <> all ($2) and o.outbox_id = any(a.bezorging)
    and a.ernst = 'direct' and a.bevestigd_op is null and a.ingetrokken_op is null)"""
LOPEND = """select signaal_id, organisatie, spoor, sleutel, ernst from signaal
where casus_id = $1 and ingetrokken_op is null order by organisatie, op, signaal_id"""
WIJZIG = """with gezet as (
    update signaal s set spoor = n.spoor, ernst = n.ernst, vervalt = case when n.soort is null then s.vervalt end,
    ingetrokken_op = case when n.soort = 'ingetrokken' then now() end
    from unnest($2::text[], $3::text[], $4::text[], $5::text[]) as n (signaal_id, spoor, ernst, soort)
    where s.casus_id = $1 and s.signaal_id = n.signaal_id returning s.signaal_id, n.soort)
insert into signaalstap (casus_id, signaal_id, soort) select $1, signaal_id, soort from gezet where soort is not null"""
# a cause that runs already is raised by nobody a second time
BEGIN = """with gezet as (
    insert into signaal (casus_id, signaal_id, organisatie, spoor, sleutel, ernst, bezorging, vervalt)
    select $1, signaal_id, organisatie, spoor, sleutel, ernst, case when bezorging is null then '{}' else array[bezorging] end,
    now() + make_interval(secs => wacht)
    from unnest($2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::text[], $8::float8[])
    as n (signaal_id, organisatie, spoor, sleutel, ernst, bezorging, wacht)
    on conflict (casus_id, organisatie, sleutel) where ingetrokken_op is null do nothing returning signaal_id)
insert into signaalstap (casus_id, signaal_id, soort, trede) select $1, signaal_id, 'ontstaan', 'persoon' from gezet"""
STAPPEN = """select s.signaal_id, s.organisatie, s.spoor, s.sleutel, s.ernst, s.op, s.trede, s.vervalt, s.bevestigd_op, s.ingetrokken_op,
t.volgnummer, t.gewikkeld, t.inhoud
from signaal s left join signaalstap t on t.casus_id = s.casus_id and t.signaal_id = s.signaal_id and t.soort = 'bevestigd'"""
LEVENS = f"{STAPPEN} where s.casus_id = $1 and s.ingetrokken_op is null order by s.op, s.signaal_id"
VOORBIJ = f"""{STAPPEN} where s.casus_id = $1 and s.organisatie = $2 and s.ingetrokken_op is not null
order by s.ingetrokken_op desc, s.signaal_id limit $3"""
EEN = f"{STAPPEN} where s.casus_id = $1 and s.organisatie = $2 and s.signaal_id = $3"
NU = "select now()"
BEVESTIG = "update signaal set bevestigd_op = $3, vervalt = null where casus_id = $1 and signaal_id = $2"
BEVESTIGING = """insert into signaalstap (casus_id, signaal_id, soort, op, gewikkeld, inhoud)
values ($1, $2, 'bevestigd', $3, $4, $5)"""


@dataclass(frozen=True, slots=True)
class Lopend:
    """A life that runs, as the walk compares it."""

    signaal_id: str
    organisatie: str
    spoor: str
    sleutel: bytes
    ernst: str


@dataclass(frozen=True, slots=True)
class Gewijzigd:
    """What a walk changes in a life; `soort` is the step, or None when only the track of the recipient changed."""

    signaal_id: str
    spoor: str
    ernst: str
    soort: str | None


@dataclass(frozen=True, slots=True)
class Nieuw:
    """A life that begins; `bezorging` is the notification that tells of it, `wacht` in how many seconds the ladder looks first."""

    signaal_id: str
    organisatie: str
    spoor: str
    sleutel: bytes
    ernst: str
    bezorging: str | None
    wacht: float | None


@dataclass(frozen=True, slots=True)
class Leven:
    """A life as its recipient may know it, with what its person said, sealed."""

    signaal_id: str
    organisatie: str
    spoor: str
    sleutel: bytes
    ernst: str
    op: datetime
    trede: str
    vervalt: datetime | None
    bevestigd_op: datetime | None
    ingetrokken_op: datetime | None
    volgnummer: int | None
    gewikkeld: bytes | None
    inhoud: bytes | None


@dataclass(frozen=True, slots=True)
class Bevestigd:
    """That a person acknowledged: when, and who and what, sealed with a key of its own."""

    signaal_id: str
    op: datetime
    gewikkeld: bytes
    inhoud: bytes


async def read_running(tx: Tx, casus_id: str) -> list[Lopend]:
    """Give every life that runs in a casus; for the walk."""
    return [Lopend(**dict(row)) for row in await tx.fetch(LOPEND, casus_id)]


async def silence(tx: Tx, casus_id: str, idents: Sequence[str], aanleiding: str) -> None:
    """Withdraw the calls up the ladder that wait for these lives alone; before the lives change, in the order in which rows are locked."""
    await tx.execute(STIL, casus_id, list(idents), aanleiding)


async def change_lives(tx: Tx, casus_id: str, rows: Sequence[Gewijzigd]) -> None:
    """Move, ease or end lives; an eased or ended one calls nobody any more."""
    columns = zip(*((r.signaal_id, r.spoor, r.ernst, r.soort) for r in rows), strict=True)
    await tx.execute(WIJZIG, casus_id, *(list(column) for column in columns))


async def begin_lives(tx: Tx, casus_id: str, rows: Sequence[Nieuw]) -> None:
    """Begin lives."""
    columns = zip(*((r.signaal_id, r.organisatie, r.spoor, r.sleutel, r.ernst, r.bezorging, r.wacht) for r in rows), strict=True)
    await tx.execute(BEGIN, casus_id, *(list(column) for column in columns))


async def read_lives(tx: Tx, casus_id: str) -> list[Leven]:
    """Give the lives that run and that this role may see: one's own, and for who directs the others' too."""
    return [Leven(**dict(row)) for row in await tx.fetch(LEVENS, casus_id)]


async def read_ended(tx: Tx, casus_id: str, organisatie: str, most: int) -> list[Leven]:
    """Give one's own lives that ended, the last first."""
    return [Leven(**dict(row)) for row in await tx.fetch(VOORBIJ, casus_id, organisatie, most)]


async def find_life(tx: Tx, casus_id: str, organisatie: str, signaal_id: str) -> Leven | None:
    """Give one of an organisation's own lives, when this role may see it."""
    row = await tx.fetchrow(EEN, casus_id, organisatie, signaal_id)
    return None if row is None else Leven(**dict(row))


async def database_now(tx: Tx) -> datetime:
    """Give the moment by the database's clock, which the ladder follows (trust 9)."""
    found: datetime = await tx.fetchval(NU)
    return found


async def keep_acknowledgement(tx: Tx, casus_id: str, bevestigd: Bevestigd) -> None:
    """Keep that a person acknowledged; nobody is called for it any more."""
    b = bevestigd
    await tx.execute(BEVESTIG, casus_id, b.signaal_id, b.op)
    await tx.execute(BEVESTIGING, casus_id, b.signaal_id, b.op, b.gewikkeld, b.inhoud)
