"""The outbox: claim with a lease in the row, number once, settle after sending (trust 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.store.lopen import Uitgaande
    from ketenhub.store.opslag import Tx

# In `hoog` and `gewoon` only the oldest open row per (recipient, casus, lane) may go; `direct` never waits for another row.
CLAIM = """with kandidaat as (
    select o.outbox_id from outbox o
    where o.status = 'wacht' and o.volgende_poging <= now() and (o.lease_tot is null or o.lease_tot < now())
    and (not $5 or o.baan = 'direct')
    and not exists (select 1 from unnest($3::text[], $4::text[]) as vol (organisatie, baan)
        where vol.organisatie = o.organisatie and vol.baan = o.baan)
    and (o.baan = 'direct' or not exists (
        select 1 from outbox e where e.organisatie = o.organisatie and e.casus_id = o.casus_id and e.baan = o.baan
        and e.status = 'wacht' and e.orde < o.orde and e.soort = o.soort))
    order by case o.baan when 'direct' then 0 when 'hoog' then 1 else 2 end, o.volgende_poging, o.orde
    limit $1 for update skip locked)
update outbox u set lease_tot = now() + make_interval(secs => $2), pogingen = pogingen + 1 from kandidaat k
where u.outbox_id = k.outbox_id
returning u.outbox_id, u.casus_id, u.organisatie, u.spoor, u.soort, u.baan, u.aanleiding, u.item, u.ernst, u.volgnummer, u.mediatype,
u.inhoud, u.gewikkeld, u.pogingen, u.aangemaakt, now() as nu, u.orde, u.contact"""
NUMMER = """insert into teller (organisatie, casus_id, baan, laatste) values ($1, $2, $3, 1)
on conflict (organisatie, casus_id, baan) do update set laatste = teller.laatste + 1 returning laatste"""
GENUMMERD = "select volgnummer from outbox where outbox_id = $1 for update"
NUMMEREN = "update outbox set volgnummer = $2 where outbox_id = $1"
VASTLEGGEN = """update outbox set volgnummer = coalesce(volgnummer, $2), mediatype = $3, inhoud = $4, gewikkeld = $5
where outbox_id = $1 and inhoud is null returning 1"""
AFHANDELEN = """update outbox set status = $2, uitkomst = $3, lease_tot = null, afgehandeld = case when $2 <> 'wacht' then now() end,
volgende_poging = coalesce(now() + make_interval(secs => $4), volgende_poging),
inhoud = case when $2 <> 'wacht' and soort = 'bericht' then null else inhoud end,
gewikkeld = case when $2 = 'wacht' then gewikkeld end
where outbox_id = $1 and status = 'wacht' and ($5::int is null or $2 <> 'wacht' or pogingen = $5) returning 1"""
TERUG = """update outbox set lease_tot = null, pogingen = pogingen - 1, volgende_poging = now() + make_interval(secs => $3)
where outbox_id = $1 and status = 'wacht' and pogingen = $2 returning 1"""
VERVANG = """insert into outbox (outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding, item, ernst, volgnummer, vervangt, orde)
overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, (select volgnummer from outbox where outbox_id = $10), $10, $11)"""
INHALEN = """select volgnummer, aanleiding, ernst, status, aangemaakt from outbox
where casus_id = $1 and baan = $2 and volgnummer > $3 and soort = 'notificatie' order by volgnummer limit $4"""
EENMAAL = """insert into outbox (outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding)
select $1, $2, $3, spoor, 'notificatie', $4, $5 from betrokkenheid where casus_id = $2 and organisatie = $3 and actief
on conflict do nothing"""
REGIE = "select organisatie, spoor from betrokkenheid where casus_id = $1 and regie and actief order by organisatie"
STAND = "select status, count(*) as aantal from outbox group by status"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claimed row; `inhoud` is empty until the first attempt made its bytes. `orde` is its place in the lane.

    `contact` names the contact point of the organisation that is called; None: where it always listens.
    """

    outbox_id: str
    casus_id: str
    organisatie: str
    spoor: str
    soort: str
    baan: str
    aanleiding: str
    item: str | None
    ernst: str | None
    volgnummer: int | None
    mediatype: str | None
    inhoud: bytes | None
    gewikkeld: bytes | None
    pogingen: int
    aangemaakt: datetime
    nu: datetime
    orde: int = 0
    contact: str | None = None


async def claim(tx: Tx, most: int, lease: float, full: frozenset[tuple[str, str]] = frozenset(), direct_only: bool = False) -> list[Claim]:
    """Claim due rows for so many seconds, leaving out (organisation, lane) that are full; a lease that ran out needs no cleaner."""
    places = sorted(full)
    rows = await tx.fetch(CLAIM, most, lease, [o for o, _ in places], [b for _, b in places], direct_only)
    return [Claim(**dict(row)) for row in rows]


async def next_number(tx: Tx, row: Claim) -> int:
    """Give the next sequence number of (recipient, casus, lane); asked once per row."""
    number: int = await tx.fetchval(NUMMER, row.organisatie, row.casus_id, row.baan)
    return number


async def number_once(tx: Tx, row: Claim) -> int:
    """Give the sequence number of this row, made at the first asking; two workers with the same row get the same."""
    known: int | None = await tx.fetchval(GENUMMERD, row.outbox_id)
    if known is None:
        known = await next_number(tx, row)
        await tx.execute(NUMMEREN, row.outbox_id, known)
    return known


@dataclass(frozen=True, slots=True)
class Bewaard:
    """The bytes of a row as they are kept; a message is sealed, and the wrapped key stands beside."""

    mediatype: str
    inhoud: bytes
    gewikkeld: bytes | None = None


async def keep_bytes(tx: Tx, outbox_id: str, volgnummer: int | None, made: Bewaard) -> bool:
    """Keep the bytes of the first attempt: the same ever after. False when bytes stood there already; those count."""
    return await tx.fetchval(VASTLEGGEN, outbox_id, volgnummer, made.mediatype, made.inhoud, made.gewikkeld) is not None


async def settle(tx: Tx, outbox_id: str, status: str, uitkomst: str, again: float | None = None) -> bool:
    """Mark after sending, never before: delivered, refused, withdrawn, dead, or waiting for so many seconds; False when it was closed."""
    return await tx.fetchval(AFHANDELEN, outbox_id, status, uitkomst, again, None) is not None


async def settle_claim(tx: Tx, row: Claim, status: str, uitkomst: str, again: float | None = None) -> bool:
    """Mark as `settle` does; but a retry by a worker whose lease ran out, and whose row another took, changes nothing."""
    return await tx.fetchval(AFHANDELEN, row.outbox_id, status, uitkomst, again, row.pogingen) is not None


async def defer(tx: Tx, row: Claim, seconds: float) -> bool:
    """Put a claimed row back for so many seconds; this was no attempt. False when another took it meanwhile."""
    return await tx.fetchval(TERUG, row.outbox_id, row.pogingen, seconds) is not None


async def replace(tx: Tx, row: Claim, new: Uitgaande) -> bool:
    """Withdraw a claimed row for a narrower one under a new id, that takes over its number and place; False when it was closed."""
    if not await settle(tx, row.outbox_id, "ingetrokken", "vervangen"):
        return False
    what = (new.outbox_id, row.casus_id, new.organisatie, new.spoor, new.soort, row.baan, new.aanleiding, new.item, new.ernst)
    await tx.execute(VERVANG, *what, row.outbox_id, row.orde)
    return True


async def tell_regie(tx: Tx, row: Claim, aanleiding: str, *, bereikbaar: bool) -> None:
    """Put one notification for regie in the outbox, once per row and reason; a recipient that cannot be reached is not told."""
    for n, found in enumerate(await tx.fetch(REGIE, row.casus_id)):
        if bereikbaar or found["organisatie"] != row.organisatie:
            await tx.execute(EENMAAL, f"{row.outbox_id}-{aanleiding}-{n}", row.casus_id, found["organisatie"], "hoog", aanleiding)


async def announce(tx: Tx, ident: str, casus_id: str, aanleiding: str, *, pleger: bool | None = None) -> None:
    """Put one notification for everyone who directs a casus in the outbox: that something happened, never what.

    `pleger` where it is of one side: then nobody who stands on the other alone is told.
    """
    directs = await tx.fetch(REGIE, casus_id)
    told = [row for row in directs if pleger is None or row["spoor"] == "beide" or (row["spoor"] == "pleger") is pleger]
    for n, found in enumerate(told):
        await tx.execute(EENMAAL, f"{ident}-{n}", casus_id, found["organisatie"], "hoog", aanleiding)


async def tally(tx: Tx) -> dict[str, int]:
    """Give how many rows stand where; together they are everything that ever had to go out (trust R7)."""
    return {row["status"]: row["aantal"] for row in await tx.fetch(STAND)}


async def read_after(tx: Tx, casus_id: str, baan: str, after: int, most: int = 100) -> list[tuple[int, str, str | None, str, datetime]]:
    """Give what a receiver that was down has missed, by lane and number; in its own request only, where it sees only its own rows."""
    rows = await tx.fetch(INHALEN, casus_id, baan, after, most)
    return [(r["volgnummer"], r["aanleiding"], r["ernst"], r["status"], r["aangemaakt"]) for r in rows]
