"""What the walk reads and writes of one casus."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx

OP_VERWIJZING = "select casus_id from betrokkenheid where verwijzing = $1 and organisatie = $2 and actief"
OP_BERICHT = "select casus_id from berichtverwijzing where organisatie = $1 and soort = $2 and merk = $3"
OP_BSN = """select z.casus_id, count(distinct z.persoon)::int as leden, bool_or(z.slachtoffer) as slachtoffer,
coalesce(bool_or(b.spoor = 'pleger'), false) as op_pleger
from zoeksleutel z left join betrokkenheid b on b.casus_id = z.casus_id and b.organisatie = $2
where z.merk = any($1) group by z.casus_id"""
SLUIT = "select versie from casus where casus_id = $1 for update"
OPEN = "insert into casus (casus_id, geopend_op, versie) values ($1, $2, 0)"
PROJECTIE = """select p.spoor, p.inhoud, s.gewikkeld from projectie p
join sleutel s on s.casus_id = p.casus_id and s.houder = 'projectie:' || p.spoor where p.casus_id = $1"""
SLEUTELS = "select houder, gewikkeld from sleutel where casus_id = $1"
SLEUTEL = "insert into sleutel (casus_id, houder, gewikkeld) values ($1, $2, $3) on conflict do nothing"
BETROKKEN = "select organisatie, verwijzing, spoor, regie, actief from betrokkenheid where casus_id = $1"
BETREK = """insert into betrokkenheid (casus_id, organisatie, verwijzing, spoor, regie, actief) values ($1, $2, $3, $4, $5, $6)
on conflict (casus_id, organisatie) do update set spoor = excluded.spoor, regie = excluded.regie, actief = excluded.actief"""
REGIE_UIT = "delete from regie where casus_id = $1"
REGIE = "insert into regie (casus_id, regierol, organisatie) values ($1, $2, $3)"
BIJDRAGE = """insert into bijdrage (casus_id, vastlegging_id, organisatie, bericht_id, spoor, ontvangen_op, inhoud)
values ($1, $2, $3, $4, $5, $6, $7)"""
BIJDRAGEN = """select b.vastlegging_id, b.organisatie, b.inhoud, s.gewikkeld from bijdrage b
join sleutel s on s.casus_id = b.casus_id and s.houder = b.organisatie where b.casus_id = $1 order by b.volgnummer"""
CASUS = "update casus set versie = $2, fase = $3, ernst = $4, volgende_termijn = $5 where casus_id = $1"
PROJECTEER = """insert into projectie (casus_id, spoor, versie, inhoud) values ($1, $2, $3, $4)
on conflict (casus_id, spoor) do update set versie = excluded.versie, inhoud = excluded.inhoud"""
PROJECTIE_UIT = "delete from projectie where casus_id = $1 and not spoor = any($2)"
BSN = """insert into zoeksleutel (merk, casus_id, persoon, slachtoffer) values ($1, $2, $3, $4)
on conflict (merk, casus_id) do update set slachtoffer = zoeksleutel.slachtoffer or excluded.slachtoffer"""
BERICHT = "insert into berichtverwijzing (organisatie, soort, merk, casus_id) values ($1, $2, $3, $4) on conflict do nothing"
VOORSTEL = "insert into koppelvoorstel (casus_id, ander) values ($1, $2) on conflict do nothing"
WERK = "select organisatie, hash_uitsnede from werkregel where casus_id = $1"
WERKREGEL = """insert into werkregel (casus_id, organisatie, spoor, versie, regels_versie, hash_uitsnede, inhoud)
values ($1, $2, $3, $4, $5, $6, $7) on conflict (casus_id, organisatie) do update set spoor = excluded.spoor, versie = excluded.versie,
regels_versie = excluded.regels_versie, hash_uitsnede = excluded.hash_uitsnede, inhoud = excluded.inhoud"""
UIT = """insert into outbox (outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding, item, ernst, volgende_poging)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + make_interval(secs => $10))"""
VERVALLEN = "select casus_id from casus where volgende_termijn <= $1 order by volgende_termijn, casus_id limit $2"
ALLE = "select casus_id from casus order by casus_id"


@dataclass(frozen=True, slots=True)
class Betrokkene:
    """An organisation's row in the casus: its opaque reference, track, regie or not, active or not."""

    organisatie: str
    verwijzing: str
    spoor: str
    regie: bool
    actief: bool


@dataclass(frozen=True, slots=True)
class Projectieregel:
    """A sealed projection of one track with its wrapped key."""

    spoor: str
    inhoud: bytes
    gewikkeld: bytes


@dataclass(frozen=True, slots=True)
class Uitgaande:
    """A new outbox row."""

    outbox_id: str
    organisatie: str
    spoor: str
    soort: str
    baan: str
    aanleiding: str
    item: str | None = None
    ernst: str | None = None
    wacht: float = 0.0


@dataclass(slots=True)
class Stap:
    """Everything one walk writes of a casus, in as few round trips as the driver allows."""

    casus_id: str
    versie: int
    fase: int | None = None
    ernst: str | None = None
    volgende_termijn: date | None = None
    sleutels: list[tuple[str, bytes]] = field(default_factory=list)
    bijdrage: tuple[str, str, str, str, datetime, bytes] | None = None
    betrokkenen: list[Betrokkene] = field(default_factory=list)
    regie: list[tuple[str, str]] = field(default_factory=list)
    projecties: list[tuple[str, bytes]] = field(default_factory=list)
    bsns: list[tuple[bytes, str, bool]] = field(default_factory=list)
    verwijzingen: list[tuple[str, str, bytes]] = field(default_factory=list)
    voorstellen: list[str] = field(default_factory=list)
    werkregels: list[tuple[str, str, str, str, bytes]] = field(default_factory=list)
    uit: list[Uitgaande] = field(default_factory=list)


async def find_by_reference(tx: Tx, verwijzing: str, organisatie: str) -> str | None:
    """Give the casus behind the reference that the hub gave this organisation."""
    found: str | None = await tx.fetchval(OP_VERWIJZING, verwijzing, organisatie)
    return found


async def find_by_message(tx: Tx, organisatie: str, soort: str, merk: bytes) -> str | None:
    """Give the casus of this organisation's own case number (`eigen`) or of a message it sent or received (`bericht`)."""
    found: str | None = await tx.fetchval(OP_BERICHT, organisatie, soort, merk)
    return found


async def find_by_bsn(tx: Tx, merken: Sequence[bytes], organisatie: str) -> list[tuple[str, int, bool, bool]]:
    """Give per casus how many of these persons are known, whether one is a victim, and whether the sender is on the perpetrator's track."""
    rows = await tx.fetch(OP_BSN, list(merken), organisatie)
    return [(row["casus_id"], row["leden"], row["slachtoffer"], row["op_pleger"]) for row in rows]


async def open_casus(tx: Tx, casus_id: str, op: datetime) -> None:
    """Make a new casus."""
    await tx.execute(OPEN, casus_id, op)


async def lock_casus(tx: Tx, casus_id: str) -> int | None:
    """Lock the casus row first, always; gives the version, None when there is no such casus."""
    found: int | None = await tx.fetchval(SLUIT, casus_id)
    return found


async def read_projections(tx: Tx, casus_id: str) -> list[Projectieregel]:
    """Give the sealed projections that this role may see."""
    return [Projectieregel(row["spoor"], row["inhoud"], row["gewikkeld"]) for row in await tx.fetch(PROJECTIE, casus_id)]


async def read_keys(tx: Tx, casus_id: str) -> dict[str, bytes]:
    """Give the wrapped keys of the casus by holder."""
    return {row["houder"]: row["gewikkeld"] for row in await tx.fetch(SLEUTELS, casus_id)}


async def read_involved(tx: Tx, casus_id: str) -> list[Betrokkene]:
    """Give everyone's row in the casus."""
    rows = await tx.fetch(BETROKKEN, casus_id)
    return [Betrokkene(r["organisatie"], r["verwijzing"], r["spoor"], r["regie"], r["actief"]) for r in rows]


async def read_view_hashes(tx: Tx, casus_id: str) -> dict[str, str]:
    """Give the hash of each organisation's last view."""
    return {row["organisatie"]: row["hash_uitsnede"] for row in await tx.fetch(WERK, casus_id)}


async def read_contributions(tx: Tx, casus_id: str) -> list[tuple[str, str, bytes, bytes]]:
    """Give (vastlegging_id, organisation, sealed content, wrapped key) in the order of arrival."""
    rows = await tx.fetch(BIJDRAGEN, casus_id)
    return [(r["vastlegging_id"], r["organisatie"], r["inhoud"], r["gewikkeld"]) for r in rows]


async def find_due(tx: Tx, on: date, most: int) -> list[str]:
    """Give the casussen whose next term has come, by index."""
    return [row["casus_id"] for row in await tx.fetch(VERVALLEN, on, most)]


async def all_casus_ids(tx: Tx) -> list[str]:
    """Give every casus."""
    return [row["casus_id"] for row in await tx.fetch(ALLE)]


async def write_step(tx: Tx, stap: Stap) -> None:
    """Write everything of one walk within its transaction."""
    ident = stap.casus_id
    await tx.executemany(SLEUTEL, [(ident, houder, wrapped) for houder, wrapped in stap.sleutels])
    if stap.bijdrage is not None:
        await tx.execute(BIJDRAGE, ident, *stap.bijdrage)
    await tx.executemany(BETREK, [(ident, b.organisatie, b.verwijzing, b.spoor, b.regie, b.actief) for b in stap.betrokkenen])
    if stap.regie:
        await tx.execute(REGIE_UIT, ident)
        await tx.executemany(REGIE, [(ident, rol, organisatie) for rol, organisatie in stap.regie])
    await tx.executemany(PROJECTEER, [(ident, spoor, stap.versie, inhoud) for spoor, inhoud in stap.projecties])
    await tx.execute(PROJECTIE_UIT, ident, [spoor for spoor, _ in stap.projecties])
    await tx.executemany(BSN, [(merk, ident, persoon, victim) for merk, persoon, victim in stap.bsns])
    await tx.executemany(BERICHT, [(organisatie, soort, merk, ident) for organisatie, soort, merk in stap.verwijzingen])
    await tx.executemany(VOORSTEL, [(ident, ander) for ander in stap.voorstellen])
    await tx.executemany(
        WERKREGEL, [(ident, org, spoor, stap.versie, regels, som, inhoud) for org, spoor, regels, som, inhoud in stap.werkregels]
    )
    await tx.executemany(
        UIT, [(u.outbox_id, ident, u.organisatie, u.spoor, u.soort, u.baan, u.aanleiding, u.item, u.ernst, u.wacht) for u in stap.uit]
    )
    await tx.execute(CASUS, ident, stap.versie, stap.fase, stap.ernst, stap.volgende_termijn)
