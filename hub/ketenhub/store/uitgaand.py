"""The outbox: claim with a lease in the row, number once, settle after sending (trust 2)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.store.opslag import Tx

# In `hoog` and `gewoon` only the oldest open row per (recipient, casus, lane) may go; `direct` never waits for another row.
CLAIM = """with kandidaat as (
    select o.outbox_id from outbox o
    where o.status = 'wacht' and o.volgende_poging <= now() and (o.lease_tot is null or o.lease_tot < now())
    and (o.baan = 'direct' or not exists (
        select 1 from outbox e where e.organisatie = o.organisatie and e.casus_id = o.casus_id and e.baan = o.baan
        and e.status = 'wacht' and e.orde < o.orde and e.soort = o.soort))
    order by case o.baan when 'direct' then 0 when 'hoog' then 1 else 2 end, o.volgende_poging, o.orde
    limit $1 for update skip locked)
update outbox u set lease_tot = now() + make_interval(secs => $2), pogingen = pogingen + 1 from kandidaat k
where u.outbox_id = k.outbox_id
returning u.outbox_id, u.casus_id, u.organisatie, u.spoor, u.soort, u.baan, u.aanleiding, u.item, u.ernst, u.volgnummer, u.mediatype,
u.inhoud, u.pogingen, u.aangemaakt, now() as nu"""
NUMMER = """insert into teller (organisatie, casus_id, baan, laatste) values ($1, $2, $3, 1)
on conflict (organisatie, casus_id, baan) do update set laatste = teller.laatste + 1 returning laatste"""
VASTLEGGEN = "update outbox set volgnummer = $2, mediatype = $3, inhoud = $4 where outbox_id = $1"
AFHANDELEN = """update outbox set status = $2, uitkomst = $3, lease_tot = null,
volgende_poging = coalesce(now() + make_interval(secs => $4), volgende_poging),
inhoud = case when $2 <> 'wacht' and soort = 'bericht' then null else inhoud end where outbox_id = $1"""
INHALEN = """select volgnummer, aanleiding, ernst, status, aangemaakt from outbox
where casus_id = $1 and baan = $2 and volgnummer > $3 and soort = 'notificatie' order by volgnummer limit $4"""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claimed row; `inhoud` is empty until the first attempt made its bytes."""

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
    pogingen: int
    aangemaakt: datetime
    nu: datetime


async def claim(tx: Tx, most: int, lease: float) -> list[Claim]:
    """Claim due rows for so many seconds; a lease that ran out needs no cleaner."""
    return [Claim(**dict(row)) for row in await tx.fetch(CLAIM, most, lease)]


async def next_number(tx: Tx, row: Claim) -> int:
    """Give the next sequence number of (recipient, casus, lane); asked once per row."""
    number: int = await tx.fetchval(NUMMER, row.organisatie, row.casus_id, row.baan)
    return number


async def keep_bytes(tx: Tx, outbox_id: str, volgnummer: int | None, mediatype: str, inhoud: bytes) -> None:
    """Keep the bytes of the first attempt: the same ever after."""
    await tx.execute(VASTLEGGEN, outbox_id, volgnummer, mediatype, inhoud)


async def settle(tx: Tx, outbox_id: str, status: str, uitkomst: str, again: float | None = None) -> None:
    """Mark after sending, never before: delivered, refused, withdrawn, dead, or waiting for so many seconds."""
    await tx.execute(AFHANDELEN, outbox_id, status, uitkomst, again)


async def read_after(tx: Tx, casus_id: str, baan: str, after: int, most: int = 100) -> list[tuple[int, str, str | None, str, datetime]]:
    """Give what a receiver that was down has missed, by lane and number."""
    rows = await tx.fetch(INHALEN, casus_id, baan, after, most)
    return [(r["volgnummer"], r["aanleiding"], r["ernst"], r["status"], r["aangemaakt"]) for r in rows]
