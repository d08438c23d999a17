"""Who may see a casus beside what the organisation may: the conflict list, who is assigned, and break-glass."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from ketenhub.store.namens import Gebroken

if TYPE_CHECKING:
    from ketenhub.store.opslag import Tx

ZET = """insert into conflict (conflict_id, casus_id, organisatie, persoon, door, op, gewikkeld, inhoud)
values ($1, $2, $3, $4, $5, $6, $7, $8)"""
EINDE = "insert into conflicteinde (conflict_id, casus_id, door, op, gewikkeld, inhoud) values ($1, $2, $3, $4, $5, $6)"
LIJST = """select c.conflict_id, c.organisatie, c.persoon, c.door, c.op, c.gewikkeld, c.inhoud,
e.door as einde_door, e.op as einde_op, e.gewikkeld as einde_gewikkeld, e.inhoud as einde_inhoud
from conflict c left join conflicteinde e using (conflict_id) where c.casus_id = $1 order by c.op, c.conflict_id"""
GESLOTEN = "select exists (select from gesloten(array[$2]) g where g.casus_id = $1)"
WIJS = """insert into toewijzing (toewijzing_id, casus_id, organisatie, persoon, van, door) values ($1, $2, $3, $4, $5, $6)
on conflict (organisatie, casus_id, persoon) where tot is null do nothing"""
TOEGEWEZEN = """select toewijzing_id, persoon, van, tot, door from toewijzing where casus_id = $1 and organisatie = $2
order by van, toewijzing_id"""
ONTHEF = "update toewijzing set tot = $4 where toewijzing_id = $1 and casus_id = $2 and organisatie = $3 and tot is null"
BREEK = """insert into noodtoegang
(noodtoegang_id, casus_id, organisatie, verwijzing, persoon, van, tot, beoordelen_voor, gewikkeld, inhoud)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"""
GEBROKEN = """select noodtoegang_id, casus_id, verwijzing, tot from noodtoegang
where persoon = nullif(current_setting('ketenhub.persoon', true), '') and tot > moment_van_verzoek() order by van"""
NOODTOEGANGEN = """select n.noodtoegang_id, n.verwijzing, n.persoon, n.van, n.tot, n.beoordelen_voor, n.gewikkeld, n.inhoud,
b.persoon as beoordelaar, b.oordeel, b.op as beoordeeld_op, b.gewikkeld as oordeel_gewikkeld, b.inhoud as oordeel_inhoud
from noodtoegang n left join noodbeoordeling b using (noodtoegang_id)
where $1::text is null or n.noodtoegang_id = $1 order by n.van desc, n.noodtoegang_id limit $2"""
BEOORDEEL = """insert into noodbeoordeling (noodtoegang_id, organisatie, persoon, oordeel, op, gewikkeld, inhoud)
values ($1, $2, $3, $4, $5, $6, $7)"""
MEEST = 500


@dataclass(frozen=True, slots=True)
class Woorden:
    """What a person said with an act, sealed with a key of its own."""

    gewikkeld: bytes
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Conflict:
    """A person who may never see a casus: of which organisation, set by which one and when; `einde` when it was ended, by whom."""

    conflict_id: str
    organisatie: str
    persoon: str
    door: str
    op: datetime
    woorden: Woorden
    einde: tuple[str, datetime, Woorden] | None = None


@dataclass(frozen=True, slots=True)
class Toewijzing:
    """Who works on a casus for an organisation, since and until when, and which person assigned it."""

    toewijzing_id: str
    persoon: str
    van: datetime
    tot: datetime | None = None
    door: str | None = None


@dataclass(frozen=True, slots=True)
class Noodtoegang:
    """A break-glass: whose, of which casus by the organisation's own reference, from when to when, and when its review is due."""

    noodtoegang_id: str
    organisatie: str
    verwijzing: str
    persoon: str
    van: datetime
    tot: datetime
    beoordelen_voor: date
    woorden: Woorden


@dataclass(frozen=True, slots=True)
class Noodoordeel:
    """What the privacy officer found of a break-glass."""

    persoon: str
    oordeel: str
    op: datetime
    woorden: Woorden


async def keep_conflict(tx: Tx, casus_id: str, c: Conflict) -> None:
    """Close a casus to a person."""
    await tx.execute(ZET, c.conflict_id, casus_id, c.organisatie, c.persoon, c.door, c.op, c.woorden.gewikkeld, c.woorden.inhoud)


async def end_conflict(tx: Tx, casus_id: str, conflict_id: str, einde: tuple[str, datetime, Woorden]) -> None:
    """Open a casus again to a person, as far as this line closed it."""
    door, op, woorden = einde
    await tx.execute(EINDE, conflict_id, casus_id, door, op, woorden.gewikkeld, woorden.inhoud)


async def read_conflicts(tx: Tx, casus_id: str) -> list[Conflict]:
    """Give the whole conflict list of a casus, ended lines too, the oldest first."""
    found = []
    for r in await tx.fetch(LIJST, casus_id):
        ended = r["einde_op"] is not None
        einde = (r["einde_door"], r["einde_op"], Woorden(r["einde_gewikkeld"], r["einde_inhoud"])) if ended else None
        words = Woorden(r["gewikkeld"], r["inhoud"])
        found.append(Conflict(r["conflict_id"], r["organisatie"], r["persoon"], r["door"], r["op"], words, einde))
    return found


async def is_closed(tx: Tx, casus_id: str, persoon: str) -> bool:
    """Tell whether a casus is closed to a person, by its own list or by that of a casus it was joined with."""
    found: bool = await tx.fetchval(GESLOTEN, casus_id, persoon)
    return found


async def keep_assignment(tx: Tx, casus_id: str, organisatie: str, t: Toewijzing) -> None:
    """Assign a casus to a person; one that was assigned already stays as it is."""
    await tx.execute(WIJS, t.toewijzing_id, casus_id, organisatie, t.persoon, t.van, t.door)


async def end_assignment(tx: Tx, plek: tuple[str, str, str], op: datetime) -> None:
    """End an assignment; `plek` is its id, its casus and its organisation. One that ended already stays as it is."""
    await tx.execute(ONTHEF, *plek, op)


async def read_assignments(tx: Tx, casus_id: str, organisatie: str) -> list[Toewijzing]:
    """Give who was ever assigned to a casus for an organisation, the first first."""
    return [Toewijzing(**dict(row)) for row in await tx.fetch(TOEGEWEZEN, casus_id, organisatie)]


async def keep_broken(tx: Tx, casus_id: str, n: Noodtoegang) -> None:
    """Open a casus to a person for the time that the row says."""
    own = (n.organisatie, n.verwijzing, n.persoon, n.van, n.tot, n.beoordelen_voor)
    await tx.execute(BREEK, n.noodtoegang_id, casus_id, *own, n.woorden.gewikkeld, n.woorden.inhoud)


async def read_broken(tx: Tx) -> tuple[Gebroken, ...]:
    """Give each break-glass of the person of this request that lasts, the first first."""
    return tuple(Gebroken(**dict(row)) for row in await tx.fetch(GEBROKEN))


async def read_for_review(tx: Tx, organisatie: str, noodtoegang_id: str | None = None) -> list[tuple[Noodtoegang, Noodoordeel | None]]:
    """Give what there is to review and what was found, the last first; by row-level security to a privacy officer alone."""
    found = []
    for r in await tx.fetch(NOODTOEGANGEN, noodtoegang_id, MEEST):
        own = (r["verwijzing"], r["persoon"], r["van"], r["tot"], r["beoordelen_voor"])
        broken = Noodtoegang(r["noodtoegang_id"], organisatie, *own, Woorden(r["gewikkeld"], r["inhoud"]))
        words = Woorden(r["oordeel_gewikkeld"], r["oordeel_inhoud"])
        judged = None if r["oordeel"] is None else Noodoordeel(r["beoordelaar"], r["oordeel"], r["beoordeeld_op"], words)
        found.append((broken, judged))
    return found


async def keep_review(tx: Tx, noodtoegang_id: str, organisatie: str, o: Noodoordeel) -> None:
    """Keep what the privacy officer found; once."""
    await tx.execute(BEOORDEEL, noodtoegang_id, organisatie, o.persoon, o.oordeel, o.op, o.woorden.gewikkeld, o.woorden.inhoud)
