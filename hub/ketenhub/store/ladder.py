"""The ladder in the database: who is due, found by index, and the calls that go out for it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx

VERVALLEN = """select casus_id from (
    select casus_id, vervalt from signaal where vervalt <= coalesce($1, now()) order by vervalt limit $2) n
group by casus_id order by min(vervalt)"""
BEURT = """select s.signaal_id, s.organisatie, s.spoor, s.bezorging, coalesce($2, now()) as nu,
exists (select 1 from outbox o where o.outbox_id = any(s.bezorging) and o.status = 'bezorgd') as bezorgd
from signaal s where s.casus_id = $1 and s.vervalt <= coalesce($2, now()) order by s.op, s.signaal_id"""
STAPPEN = """select signaal_id, soort, op, trede from signaalstap
where casus_id = $1 and signaal_id = any($2) order by volgnummer"""
STAP = "insert into signaalstap (casus_id, signaal_id, soort, op, trede) values ($1, $2, $3, $4, $5)"
ZET = "update signaal set trede = $3, vervalt = $4, bezorging = coalesce($5, bezorging) where casus_id = $1 and signaal_id = $2"
ROEP = """insert into outbox (outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding, ernst, contact)
values ($1, $2, $3, $4, 'notificatie', 'direct', $5, 'direct', $6)"""
# kind, moment and rung
Stapregel = tuple[str, datetime, str | None]


@dataclass(frozen=True, slots=True)
class Beurt:
    """A life that is due: whose it is, whether the call to its rung arrived, and its steps."""

    signaal_id: str
    organisatie: str
    spoor: str
    bezorgd: bool
    nu: datetime
    stappen: tuple[Stapregel, ...]


@dataclass(frozen=True, slots=True)
class Roep:
    """A notification that calls someone: which organisation, on its own track, why, and at which contact point."""

    outbox_id: str
    organisatie: str
    spoor: str
    aanleiding: str
    contact: str | None


@dataclass(frozen=True, slots=True)
class Klim:
    """What the ladder did for one life: its new steps, the rung, when to look again, and the calls when there are new ones."""

    signaal_id: str
    stappen: tuple[Stapregel, ...]
    trede: str
    vervalt: datetime | None
    bezorging: tuple[str, ...] | None


async def find_due(tx: Tx, nu: datetime | None, most: int) -> list[str]:
    """Give the casussen with a life that is due, the longest due first; without a moment, by the database's clock."""
    return [row["casus_id"] for row in await tx.fetch(VERVALLEN, nu, most)]


async def read_steps(tx: Tx, casus_id: str, idents: Sequence[str]) -> dict[str, list[Stapregel]]:
    """Give the steps of these lives, each in order."""
    found: dict[str, list[Stapregel]] = defaultdict(list)
    for row in await tx.fetch(STAPPEN, casus_id, list(idents)):
        found[row["signaal_id"]].append((row["soort"], row["op"], row["trede"]))
    return found


async def read_due(tx: Tx, casus_id: str, nu: datetime | None) -> list[Beurt]:
    """Give the lives of a locked casus that are due, with their steps."""
    rows = await tx.fetch(BEURT, casus_id, nu)
    steps = await read_steps(tx, casus_id, [row["signaal_id"] for row in rows])
    return [Beurt(r["signaal_id"], r["organisatie"], r["spoor"], r["bezorgd"], r["nu"], tuple(steps[r["signaal_id"]])) for r in rows]


async def keep_climb(tx: Tx, casus_id: str, klim: Klim) -> None:
    """Keep the steps of one life and where it stands now."""
    rows = [(casus_id, klim.signaal_id, *stap) for stap in klim.stappen]
    if rows:
        await tx.executemany(STAP, rows)
    await tx.execute(ZET, casus_id, klim.signaal_id, klim.trede, klim.vervalt, None if klim.bezorging is None else list(klim.bezorging))


async def call(tx: Tx, casus_id: str, calls: Sequence[Roep]) -> None:
    """Put calls in the outbox, in the lane that nothing holds up."""
    await tx.executemany(ROEP, [(c.outbox_id, casus_id, c.organisatie, c.spoor, c.aanleiding, c.contact) for c in calls])
