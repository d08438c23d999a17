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
# casussen that were joined are one: what is found in a part is found in the whole
OP_BSN = """select coalesce(k.casus_id, n.casus_id) as casus_id, max(n.leden) as leden, bool_or(n.slachtoffer) as slachtoffer,
bool_or(n.op_pleger) as op_pleger
from (select z.casus_id, count(distinct z.persoon)::int as leden, bool_or(z.slachtoffer) as slachtoffer,
    coalesce(bool_or(b.spoor = 'pleger'), false) as op_pleger
    from zoeksleutel z left join betrokkenheid b on b.casus_id = z.casus_id and b.organisatie = $2
    where z.merk = any($1) group by z.casus_id) n
left join koppeling k on k.ander = n.casus_id and k.tot is null group by 1"""
SLUIT = "select versie from casus where casus_id = $1 for update"
SAMEN = "select pg_advisory_xact_lock(merk) from unnest($1::bigint[]) as merk"
OPEN = "insert into casus (casus_id, geopend_op, versie) values ($1, $2, 0)"
PROJECTIE = """select p.spoor, p.inhoud, s.gewikkeld, p.versie from projectie p
join sleutel s on s.casus_id = p.casus_id and s.houder = 'projectie:' || p.spoor where p.casus_id = $1"""
SLEUTELS = "select houder, gewikkeld from sleutel where casus_id = $1"
BETROKKEN = "select organisatie, verwijzing, spoor, regie, actief from betrokkenheid where casus_id = $1"
BIJDRAGEN = """select b.vastlegging_id, b.organisatie, b.inhoud, s.gewikkeld from bijdrage b
join sleutel s on s.casus_id = b.casus_id and s.houder = b.organisatie where b.casus_id = $1 order by b.volgnummer"""
NAMEN = "select vastlegging_id from bijdrage where casus_id = $1 order by volgnummer"
PROJECTIEVERSIE = "select versie from projectie where casus_id = $1 and spoor = $2"
ZICHTEN = "select organisatie, hash_uitsnede from werkregel where casus_id = $1"
# One statement for all of a walk. Its parts see the rows of before, so a row that stays is brought up to date and never deleted first.
STAP = """with
sleutels as (
    insert into sleutel (casus_id, houder, gewikkeld)
    select $1, * from unnest($6::text[], $7::bytea[]) on conflict do nothing),
bijdragen as (
    insert into bijdrage (casus_id, vastlegging_id, organisatie, bericht_id, spoor, ontvangen_op, inhoud)
    select $1, * from unnest($8::text[], $9::text[], $10::text[], $11::text[], $12::timestamptz[], $13::bytea[])),
betrokkenen as (
    insert into betrokkenheid as b (casus_id, organisatie, verwijzing, spoor, regie, actief)
    select $1, * from unnest($14::text[], $15::text[], $16::text[], $17::boolean[], $18::boolean[])
    on conflict (casus_id, organisatie) do update set spoor = excluded.spoor, regie = excluded.regie, actief = excluded.actief
    where (b.spoor, b.regie, b.actief) is distinct from (excluded.spoor, excluded.regie, excluded.actief)),
regie_uit as (
    delete from regie where casus_id = $1 and cardinality($19::text[]) > 0 and regierol <> all ($19::text[])),
regie_in as (
    insert into regie as r (casus_id, regierol, organisatie)
    select $1, * from unnest($19::text[], $20::text[])
    on conflict (casus_id, regierol) where actief do update set organisatie = excluded.organisatie
    where r.organisatie <> excluded.organisatie),
projecties as (
    insert into projectie (casus_id, spoor, versie, inhoud)
    select $1, spoor, $2, inhoud from unnest($21::text[], $22::bytea[]) as n (spoor, inhoud)
    on conflict (casus_id, spoor) do update set versie = excluded.versie, inhoud = excluded.inhoud),
projecties_uit as (
    delete from projectie where casus_id = $1 and spoor <> all ($21::text[] || $44::text[])),
bsns as (
    insert into zoeksleutel as z (merk, casus_id, persoon, slachtoffer)
    select merk, $1, min(persoon), bool_or(slachtoffer)
    from unnest($23::bytea[], $24::text[], $25::boolean[]) as n (merk, persoon, slachtoffer) group by merk
    on conflict (merk, casus_id) do update set slachtoffer = z.slachtoffer or excluded.slachtoffer
    where excluded.slachtoffer and not z.slachtoffer),
verwijzingen as (
    insert into berichtverwijzing (organisatie, soort, merk, casus_id)
    select *, $1 from unnest($26::text[], $27::text[], $28::bytea[]) on conflict do nothing),
voorstellen as (
    insert into koppelvoorstel (casus_id, ander) select $1, * from unnest($29::text[]) on conflict do nothing),
werkregels as (
    insert into werkregel (casus_id, organisatie, spoor, versie, regels_versie, hash_uitsnede, inhoud)
    select $1, organisatie, spoor, $2, regels, som, inhoud
    from unnest($30::text[], $31::text[], $32::text[], $33::text[], $34::bytea[]) as n (organisatie, spoor, regels, som, inhoud)
    on conflict (casus_id, organisatie) do update set spoor = excluded.spoor, versie = excluded.versie,
    regels_versie = excluded.regels_versie, hash_uitsnede = excluded.hash_uitsnede, inhoud = excluded.inhoud, etag = null),
zichten as (
    insert into zichtversie (casus_id, organisatie, zicht, hash_uitsnede, eigen)
    select $1, n.organisatie, 1 + coalesce((
        select max(z.zicht) from zichtversie z where z.casus_id = $1 and z.organisatie = n.organisatie), 0),
        n.som, n.organisatie = any($9::text[])
    from unnest($30::text[], $33::text[]) as n (organisatie, som)
    where n.som is distinct from (select w.hash_uitsnede from werkregel w where w.casus_id = $1 and w.organisatie = n.organisatie)),
uit as (
    insert into outbox (outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding, item, ernst, volgende_poging)
    select outbox_id, $1, organisatie, spoor, soort, baan, aanleiding, item, ernst, now() + make_interval(secs => wacht)
    from unnest($35::text[], $36::text[], $37::text[], $38::text[], $39::text[], $40::text[], $41::text[], $42::text[], $43::float8[])
    as n (outbox_id, organisatie, spoor, soort, baan, aanleiding, item, ernst, wacht))
update casus set versie = $2, fase = $3, ernst = $4, volgende_termijn = $5 where casus_id = $1"""
VERVALLEN = "select casus_id from casus where volgende_termijn <= $1 and casus_id > $2 order by casus_id limit $3"
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
    """A sealed projection of one track with its wrapped key, and of which version of the casus it is."""

    spoor: str
    inhoud: bytes
    gewikkeld: bytes
    versie: int


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
    """Everything one walk writes of a casus, in as few round trips as the driver allows; `blijft` names projections that stay."""

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
    blijft: list[str] = field(default_factory=list)
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


async def one_at_a_time(tx: Tx, merken: Sequence[bytes]) -> None:
    """Let messages that share one of these marks look for their casus after each other, always in the same order."""
    if merken:
        await tx.execute(SAMEN, sorted({int.from_bytes(merk[:8], "big", signed=True) for merk in merken}))


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
    return [Projectieregel(**dict(row)) for row in await tx.fetch(PROJECTIE, casus_id)]


async def read_keys(tx: Tx, casus_id: str) -> dict[str, bytes]:
    """Give the wrapped keys of the casus by holder."""
    return {row["houder"]: row["gewikkeld"] for row in await tx.fetch(SLEUTELS, casus_id)}


async def read_involved(tx: Tx, casus_id: str) -> list[Betrokkene]:
    """Give everyone's row in the casus."""
    rows = await tx.fetch(BETROKKEN, casus_id)
    return [Betrokkene(r["organisatie"], r["verwijzing"], r["spoor"], r["regie"], r["actief"]) for r in rows]


async def read_view_hashes(tx: Tx, casus_id: str) -> dict[str, str]:
    """Give the hash of each organisation's last view."""
    return {row["organisatie"]: row["hash_uitsnede"] for row in await tx.fetch(ZICHTEN, casus_id)}


async def read_contributions(tx: Tx, casus_id: str) -> list[tuple[str, str, bytes, bytes]]:
    """Give (vastlegging_id, organisation, sealed content, wrapped key) in the order of arrival."""
    rows = await tx.fetch(BIJDRAGEN, casus_id)
    return [(r["vastlegging_id"], r["organisatie"], r["inhoud"], r["gewikkeld"]) for r in rows]


async def names_of(tx: Tx, casus_id: str) -> list[str]:
    """Give the names of the contributions of a casus itself, in the order of arrival; nothing of what they say."""
    return [row["vastlegging_id"] for row in await tx.fetch(NAMEN, casus_id)]


async def version_of(tx: Tx, casus_id: str, spoor: str) -> int | None:
    """Give the version of a projection."""
    found: int | None = await tx.fetchval(PROJECTIEVERSIE, casus_id, spoor)
    return found


async def find_due(tx: Tx, on: date, na: str, most: int) -> list[str]:
    """Give the casussen whose next term has come, by index, those after another."""
    return [row["casus_id"] for row in await tx.fetch(VERVALLEN, on, na, most)]


async def all_casus_ids(tx: Tx) -> list[str]:
    """Give every casus."""
    return [row["casus_id"] for row in await tx.fetch(ALLE)]


async def write_step(tx: Tx, stap: Stap) -> None:
    """Write everything of one walk within its transaction, in one statement."""
    bijdrage = [stap.bijdrage] if stap.bijdrage is not None else []
    betrokkenen = [(b.organisatie, b.verwijzing, b.spoor, b.regie, b.actief) for b in stap.betrokkenen]
    uit = [(u.outbox_id, u.organisatie, u.spoor, u.soort, u.baan, u.aanleiding, u.item, u.ernst, u.wacht) for u in stap.uit]
    await tx.execute(
        STAP,
        stap.casus_id,
        stap.versie,
        stap.fase,
        stap.ernst,
        stap.volgende_termijn,
        *_columns(stap.sleutels, 2),
        *_columns(bijdrage, 6),
        *_columns(betrokkenen, 5),
        *_columns(stap.regie, 2),
        *_columns(stap.projecties, 2),
        *_columns(stap.bsns, 3),
        *_columns(stap.verwijzingen, 3),
        stap.voorstellen,
        *_columns(stap.werkregels, 5),
        *_columns(uit, 9),
        stap.blijft,
    )


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    """Turn rows into one array per column, as `unnest` takes them."""
    return [[row[n] for row in rows] for n in range(width)]
