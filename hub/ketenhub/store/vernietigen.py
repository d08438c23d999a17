"""What is destroyed with a key, and everything that held its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ketenhub.store.uitgaand import Claim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.store.opslag import Tx

TEL = """select count(*) as alle, count(*) filter (where exists (
    select from geheim g where g.soort = 'hoofdsleutel' and g.naam = v.hoofdsleutel and g.staat <> 'gesloten')) as nog
from vernietiging v"""
CASUS = "select casus_id from betrokkenheid where verwijzing = $1"
# casussen that read this one along, now or ever; what they showed of it they showed as their own
LEZERS = "select casus_id, bool_or(tot is null) as nog from koppeling where ander = $1 group by casus_id order by casus_id"
DELEN = """select b.verwijzing from koppeling k join betrokkenheid b on b.casus_id = k.ander and b.organisatie = $2
where k.casus_id = $1 and k.tot is null order by 1"""
EERSTE = """select min(ontvangen_op) as sinds, exists (select from sleutel where casus_id = $1 and houder = $2) as sleutel,
(select max(op) from vernietiging where casus_id = $1 and organisatie = $2) as vernietigd
from bijdrage where casus_id = $1 and organisatie = $2"""
# who looks or renders holds no lock; what one had read before may still be put on record after
ONDERWEG = """select virtualtransaction from pg_locks where locktype = 'virtualxid' and granted and pid <> pg_backend_pid()"""
# only projections and lines of work lists go beside: all else of others stays theirs
SLEUTELS = """delete from sleutel where casus_id = $1 and houder = $2
or casus_id = any($3::text[]) and (houder like 'projectie:%' or houder like 'werkregel:%')"""
WOORDEN = (
    """update koppelbesluit set gewikkeld = '' where organisatie = $2 and gewikkeld <> '' and (casus_id = $1
    or voorstel_id in (select voorstel_id from koppelvoorstel where casus_id = $1 or ander = $1))""",
    "update persoonsbesluit set gewikkeld = '' where organisatie = $2 and gewikkeld <> '' and casus_id = $1",
    """update signaalstap set gewikkeld = '' where gewikkeld <> '' and casus_id = $1
    and signaal_id in (select signaal_id from signaal where casus_id = $1 and organisatie = $2)""",
)
VERSTREKKINGEN = """select verstrekking_id, organisatie, gewikkeld, manifest from verstrekking
where casus_id = any($1::text[]) and op >= $2 and op <= coalesce($3::timestamptz, op) order by verstrekking_id for update"""
LIJSTEN = """select verstrekking_id, organisatie, gewikkeld, manifest from lijstverstrekking
where casussen && $1::text[] and op >= $2 and op <= coalesce($3::timestamptz, op) order by verstrekking_id for update"""
# what an answer about decisions rested on; that it was given, and its hash, stays
BESLUITEN = """update besluitlog set gewikkeld = '' where gewikkeld <> '' and casus_id = any($1::text[])
and op >= $2 and op <= coalesce($3::timestamptz, op)"""
MANIFEST = "update {0} set gewikkeld = $2, manifest = $3 where verstrekking_id = $1"
BERICHTEN = """select outbox_id, casus_id, organisatie, spoor, soort, baan, aanleiding, item, ernst, volgnummer, mediatype, inhoud,
gewikkeld, pogingen, aangemaakt, now() as nu, orde, contact from outbox
where casus_id = any($1::text[]) and status = 'wacht' and soort = 'bericht' and inhoud is not null order by orde for update"""
# what the new fold does not make again, ends
UIT = "update betrokkenheid set actief = false, regie = false where casus_id = $1 and organisatie <> all($2::text[]) and (actief or regie)"
REGEL_WEG = """delete from werkregel w where casus_id = $1
and not exists (select from sleutel s where s.casus_id = w.casus_id and s.houder = 'werkregel:' || w.organisatie)"""
BEELD_WEG = """delete from projectie p where casus_id = $1
and not exists (select from sleutel s where s.casus_id = p.casus_id and s.houder = 'projectie:' || p.spoor)"""
SCHRIJF = """insert into vernietiging (casus_id, organisatie, door, reden, hoofdsleutel, opening) values ($1, $2, $3, $4, $5, $6)"""
OPENING = "select opening from vernietiging where casus_id = $1 and opening is not null order by volgnummer desc limit 1"


@dataclass(frozen=True, slots=True)
class Verzegeld:
    """A disclosure that may hold the content: to whom, and its manifest with the key of its own."""

    verstrekking_id: str
    organisatie: str
    gewikkeld: bytes
    manifest: bytes


@dataclass(frozen=True, slots=True)
class Vernietigd:
    """What is put on record of a destruction: where, whose, by whom, why, under which master key, and how the casus had begun."""

    casus_id: str
    organisatie: str
    door: str
    reden: str
    hoofdsleutel: bytes
    opening: str | None


async def count_destroyed(tx: Tx) -> tuple[int, int]:
    """Give how many destructions there were, and of how many the master key of that moment is not closed."""
    row = await tx.fetchrow(TEL)
    return (row["alle"], row["nog"]) if row else (0, 0)


async def find_casus(tx: Tx, verwijzing: str) -> str | None:
    """Give the casus behind a reference, whosever it is; for who administers keys alone."""
    found: str | None = await tx.fetchval(CASUS, verwijzing)
    return found


async def read_readers(tx: Tx, casus_id: str) -> dict[str, bool]:
    """Give the casussen that ever read this one along, and whether they still do."""
    return {row["casus_id"]: row["nog"] for row in await tx.fetch(LEZERS, casus_id)}


async def read_parts(tx: Tx, casus_id: str, organisatie: str) -> list[str]:
    """Give how an organisation calls the casussen that this one reads along: their keys are others."""
    return [row["verwijzing"] for row in await tx.fetch(DELEN, casus_id, organisatie)]


@dataclass(frozen=True, slots=True)
class Woorden:
    """Since when an organisation's words stand in a casus, whether there is a key to them, and when one was destroyed last."""

    sinds: datetime | None
    sleutel: bool
    vernietigd: datetime | None


async def find_words(tx: Tx, casus_id: str, organisatie: str) -> Woorden:
    """Give how the words of an organisation stand in a casus."""
    row = await tx.fetchrow(EERSTE, casus_id, organisatie)
    return Woorden(row["sinds"], row["sleutel"], row["vernietigd"]) if row else Woorden(None, sleutel=False, vernietigd=None)


async def under_way(tx: Tx) -> set[str]:
    """Give every other transaction that is under way."""
    return {row["virtualtransaction"] for row in await tx.fetch(ONDERWEG)}


async def destroy_keys(tx: Tx, casus_id: str, organisatie: str, gelezen: Sequence[str]) -> None:
    """Destroy the data key, the keys of what was made of it in these casussen, and those of the organisation's own words about them."""
    await tx.execute(SLEUTELS, casus_id, organisatie, list(gelezen))
    for woorden in WOORDEN:
        await tx.execute(woorden, casus_id, organisatie)


async def read_disclosures(tx: Tx, casussen: Sequence[str], sinds: datetime, tot: datetime | None) -> list[Verzegeld]:
    """Give the disclosures of these casussen since a moment, up to another."""
    return [Verzegeld(**dict(row)) for row in await tx.fetch(VERSTREKKINGEN, list(casussen), sinds, tot)]


async def read_list_disclosures(tx: Tx, casussen: Sequence[str], sinds: datetime, tot: datetime | None) -> list[Verzegeld]:
    """Give the pages of work lists that named one of these casussen since a moment, up to another."""
    return [Verzegeld(**dict(row)) for row in await tx.fetch(LIJSTEN, list(casussen), sinds, tot)]


async def destroy_decisions(tx: Tx, casussen: Sequence[str], sinds: datetime, tot: datetime | None) -> None:
    """Destroy the keys of what answers about decisions rested on, since a moment, up to another."""
    await tx.execute(BESLUITEN, list(casussen), sinds, tot)


async def replace_manifest(tx: Tx, tabel: str, v: Verzegeld) -> None:
    """Put another manifest in place of the one that was kept, under another key."""
    await tx.execute(MANIFEST.format(tabel), v.verstrekking_id, v.gewikkeld, v.manifest)


async def read_made_messages(tx: Tx, casussen: Sequence[str]) -> list[Claim]:
    """Give the messages that wait with bytes already made."""
    return [Claim(**dict(row)) for row in await tx.fetch(BERICHTEN, list(casussen))]


async def end_rest(tx: Tx, casus_id: str, organisaties: Sequence[str]) -> None:
    """End what a casus does not hold any more: who takes part no longer, and lines and projections without a key."""
    await tx.execute(UIT, casus_id, list(organisaties))
    await tx.execute(REGEL_WEG, casus_id)
    await tx.execute(BEELD_WEG, casus_id)


async def keep_destruction(tx: Tx, v: Vernietigd) -> None:
    """Put a destruction on record."""
    await tx.execute(SCHRIJF, v.casus_id, v.organisatie, v.door, v.reden, v.hoofdsleutel, v.opening)


async def read_opening(tx: Tx, casus_id: str) -> str | None:
    """Give how a casus began, when the contribution that told so was destroyed."""
    found: str | None = await tx.fetchval(OPENING, casus_id)
    return found
