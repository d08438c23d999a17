"""What tells who holds which version of its own view: versions, disclosures and receipts, never contents."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.store.opslag import Tx

VERSIES = """select z.organisatie, z.zicht, z.hash_uitsnede, z.op, z.eigen from zichtversie z
join betrokkenheid b using (casus_id, organisatie) where z.casus_id = $1 and b.actief order by z.organisatie, z.zicht"""
VERSTREKT = """select organisatie, zicht, min(op) as eerst, max(op) as laatst, min(soort) as soort from verstrekking
where casus_id = $1 and zicht is not null group by organisatie, zicht order by organisatie, zicht"""
NOTIFICATIES = """select organisatie, aangemaakt, status, afgehandeld from outbox
where casus_id = $1 and soort = 'notificatie' order by organisatie, orde"""


@dataclass(slots=True)
class Sporen:
    """The traces of one recipient: versions (number, hash, when, own), disclosures (number, first, last, how), notifications."""

    versies: list[tuple[int, str, datetime, bool]] = field(default_factory=list)
    verstrekt: list[tuple[int, datetime, datetime, str]] = field(default_factory=list)
    notificaties: list[tuple[datetime, str, datetime | None]] = field(default_factory=list)


async def read_traces(tx: Tx, casus_id: str) -> dict[str, Sporen]:
    """Give the traces of everyone who takes part, by organisation."""
    found: defaultdict[str, Sporen] = defaultdict(Sporen)
    for r in await tx.fetch(VERSIES, casus_id):
        found[r["organisatie"]].versies.append((r["zicht"], r["hash_uitsnede"], r["op"], r["eigen"]))
    for r in await tx.fetch(VERSTREKT, casus_id):
        found[r["organisatie"]].verstrekt.append((r["zicht"], r["eerst"], r["laatst"], r["soort"]))
    for r in await tx.fetch(NOTIFICATIES, casus_id):
        found[r["organisatie"]].notificaties.append((r["aangemaakt"], r["status"], r["afgehandeld"]))
    return dict(found)
