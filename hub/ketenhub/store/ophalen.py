"""Jobs to fetch what a notification only points to; carried by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.store.opslag import Tx

BEWAAR = "insert into ophaaltaak (taak_id, organisatie, partner, bericht_id, gewikkeld, inhoud) values ($1, $2, $3, $4, $5, $6)"
CLAIM = """with kandidaat as (
    select taak_id from ophaaltaak where status = 'wacht' and volgende_poging <= now() and (lease_tot is null or lease_tot < now())
    order by volgende_poging limit $1 for update skip locked)
update ophaaltaak t set lease_tot = now() + make_interval(secs => $2), pogingen = pogingen + 1 from kandidaat k where t.taak_id = k.taak_id
returning t.taak_id, t.organisatie, t.partner, t.bericht_id, t.gewikkeld, t.inhoud, t.pogingen, t.aangemaakt, now() as nu"""
AF = """update ophaaltaak set status = $2, lease_tot = null,
volgende_poging = coalesce(now() + make_interval(secs => $3), volgende_poging)
where taak_id = $1 and status = 'wacht' and pogingen = $4 returning 1"""
KLAAR = "update ophaaltaak set status = 'klaar', lease_tot = null, gewikkeld = '', inhoud = '' where taak_id = $1"
TERUG = """update ophaaltaak set lease_tot = null, pogingen = greatest(pogingen - 1, 0), volgende_poging = now() + make_interval(secs => $2)
where taak_id = $1 and status = 'wacht' and pogingen = $3"""
VERGRENDEL = "select 1 from ophaaltaak where taak_id = $1 and status = 'wacht' for update"


@dataclass(frozen=True, slots=True)
class Taak:
    """A job: whose message, through which partner, with the sealed message and addresses."""

    taak_id: str
    organisatie: str
    partner: str
    bericht_id: str
    gewikkeld: bytes
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Klus:
    """A claimed job: how often it was tried, since when it waits, and the clock of the database."""

    taak: Taak
    pogingen: int
    aangemaakt: datetime
    nu: datetime


async def keep_job(tx: Tx, taak: Taak) -> None:
    """Keep a job, in the transaction that accepted the message."""
    await tx.execute(BEWAAR, taak.taak_id, taak.organisatie, taak.partner, taak.bericht_id, taak.gewikkeld, taak.inhoud)


async def claim_jobs(tx: Tx, most: int, lease: float) -> list[Klus]:
    """Claim due jobs for so many seconds."""
    return [
        Klus(
            Taak(r["taak_id"], r["organisatie"], r["partner"], r["bericht_id"], r["gewikkeld"], r["inhoud"]),
            r["pogingen"],
            r["aangemaakt"],
            r["nu"],
        )
        for r in await tx.fetch(CLAIM, most, lease)
    ]


async def still_open(tx: Tx, taak_id: str) -> bool:
    """Lock the job; False when another worker finished it meanwhile."""
    return await tx.fetchval(VERGRENDEL, taak_id) is not None


async def finish_job(tx: Tx, taak_id: str) -> None:
    """Mark a job done; in the transaction of its walk, after `still_open`."""
    await tx.execute(KLAAR, taak_id)


async def settle_claim(tx: Tx, klus: Klus, status: str, again: float | None = None) -> bool:
    """Mark a claimed job dead, or waiting for so many seconds; False when its lease ran out and another took or finished it."""
    return await tx.fetchval(AF, klus.taak.taak_id, status, again, klus.pogingen) is not None


async def defer_job(tx: Tx, klus: Klus, seconds: float) -> None:
    """Put a claimed job back for so many seconds; this was no attempt."""
    await tx.execute(TERUG, klus.taak.taak_id, seconds, klus.pogingen)
