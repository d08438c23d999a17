"""Destroy the words of one organisation in one casus: its data key, and in the same transaction whatever held what it kept."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import KetenhubError, NietGevonden, Tegenstrijdig, Vernietigd
from ketenhub.flow.audit import audit_line
from ketenhub.flow.draaien import check_administrator, known_numbers, note_act
from ketenhub.flow.rust import Voor, read_before
from ketenhub.flow.samengevoegd import contributions, fold_again
from ketenhub.flow.sleutelring import hold_ring
from ketenhub.flow.sleutels import Sleutelbos, one_time_key, open_one_time
from ketenhub.flow.walk import finish
from ketenhub.keys.kluis import Plek
from ketenhub.share.bewijs import without_values
from ketenhub.store import lopen, merken, uitgaand, vernietigen
from ketenhub.store.keten import add_line
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx
    from ketenhub.store.vernietigen import Verzegeld

DAAD = "sleutel vernietigd"
# no transaction of the hub lasts as long; and how late a look can be put on record
GEDULD, POLL = 30.0, 0.1
NASLEEP = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opdracht:
    """Whose words in which casus (by anyone's reference), who orders it and why."""

    beheerder: str
    verwijzing: str
    organisatie: str
    reden: str


@dataclass(frozen=True, slots=True)
class Vernietiging:
    """What was destroyed or made again, and by which references the same organisation's words stand under keys of their own."""

    casussen: int = 0
    verstrekkingen: int = 0
    lijsten: int = 0
    berichten: int = 0
    ook: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Doel:
    """The casus, those that read it along now and ever, since when the words stood there, and until when they may be on record."""

    casus_id: str
    nu: tuple[str, ...]
    ooit: tuple[str, ...]
    sinds: datetime
    tot: datetime | None


async def destroy(hub: Hub, opdracht: Opdracht) -> Vernietiging:
    """Destroy for good; broken off, the same again goes on.

    Raises NietGevonden, Tegenstrijdig when there is nothing to destroy, GeenToegang; each is on record.
    """

    async def once() -> Vernietiging:
        async with hub.opslag.walk() as tx:
            return await _destroy(hub, tx, opdracht)

    try:
        check_administrator(hub, opdracht.beheerder)
        done = await retried(once)
        await _let_end(hub)
        late = await retried(partial(_sweep, hub, opdracht))
    except KetenhubError as fout:
        async with hub.opslag.walk() as tx:
            await note_act(hub, tx, opdracht.beheerder, "vernietigen", fout.code)
        raise
    hub.wek()
    more = (done.verstrekkingen + late.verstrekkingen, done.lijsten + late.lijsten, done.berichten + late.berichten)
    return replace(done, verstrekkingen=more[0], lijsten=more[1], berichten=more[2])


async def _let_end(hub: Hub) -> None:
    """Wait for who looked or rendered meanwhile: what was read before may be put on record after."""
    async with hub.opslag.walk() as tx:
        busy = await vernietigen.under_way(tx)
    for _ in range(int(GEDULD / POLL)):
        async with hub.opslag.walk() as tx:
            busy &= await vernietigen.under_way(tx)
        if not busy:
            return
        await asyncio.sleep(POLL)


async def _find(tx: Tx, opdracht: Opdracht) -> tuple[_Doel, bool]:
    """Find and lock, the casus first, then what reads it, as a walk does; and tell whether there is a key to destroy."""
    casus_id = await vernietigen.find_casus(tx, opdracht.verwijzing)
    if casus_id is None:
        raise NietGevonden("casus")
    await lopen.lock_casus(tx, casus_id)
    readers = await vernietigen.read_readers(tx, casus_id)
    for ident in readers:
        await lopen.lock_casus(tx, ident)
    words = await vernietigen.find_words(tx, casus_id, opdracht.organisatie)
    if words.sinds is None or not (words.sleutel or words.vernietigd):
        raise Tegenstrijdig("organisatie", "van deze organisatie staat in deze casus niets dat te vernietigen is")
    until = words.vernietigd + NASLEEP if words.vernietigd is not None and not words.sleutel else None
    now = (casus_id, *(ident for ident, still in readers.items() if still))
    return _Doel(casus_id, now, (casus_id, *readers), words.sinds, until), words.sleutel


async def _sweep(hub: Hub, opdracht: Opdracht) -> Vernietiging:
    """Do to what was put on record late what was done to the rest."""
    async with hub.opslag.walk() as tx:
        doel, again = await _find(tx, opdracht)
        # who spoke again meanwhile has a new key; what is late is late by a minute at most
        late = replace(doel, tot=hub.nu() if again else doel.tot)
        return await _take_out(hub, tx, late)


async def _before(hub: Hub, tx: Tx, casus_id: str) -> Voor:
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    return replace(read_before(await lopen.read_projections(tx, casus_id), bos), door="opnieuw")


async def _opening(hub: Hub, tx: Tx, casus_id: str, organisatie: str) -> str | None:
    """Give how the casus began, when the words that are destroyed told so: who opened it for whom is no content."""
    kept = await contributions(hub, tx, casus_id)
    opening = kept[0].opening if kept and kept[0].organisatie == organisatie else None
    return opening.model_dump_json(by_alias=True) if opening is not None else None


async def _destroy(hub: Hub, tx: Tx, opdracht: Opdracht) -> Vernietiging:
    await hold_ring(tx, hub.kluis)
    doel, key = await _find(tx, opdracht)
    if not key:
        # destroyed before, and broken off: only what was late is left
        return Vernietiging()
    before = {ident: await _before(hub, tx, ident) for ident in doel.nu}
    opening = await _opening(hub, tx, doel.casus_id, opdracht.organisatie)
    kept = vernietigen.Vernietigd(doel.casus_id, opdracht.organisatie, opdracht.beheerder, opdracht.reden, hub.kluis.naam, opening)
    await vernietigen.keep_destruction(tx, kept)
    await vernietigen.destroy_keys(tx, doel.casus_id, opdracht.organisatie, doel.nu)
    done = await _take_out(hub, tx, doel)
    for ident, voor in before.items():
        await _build_again(hub, tx, ident, voor)
    marks = [one for bsn in await known_numbers(hub, tx, doel.casus_id) for one in hub.kluis.marks("bsn", bsn)]
    await merken.keep_marks(tx, doel.casus_id, marks)
    await _note(hub, tx, opdracht, doel)
    also = await vernietigen.read_parts(tx, doel.casus_id, opdracht.organisatie)
    return replace(done, casussen=len(doel.nu), ook=tuple(also))


async def _take_out(hub: Hub, tx: Tx, doel: _Doel) -> Vernietiging:
    """Take what was made of the words out of disclosures, pages of work lists and messages that wait."""
    await vernietigen.destroy_decisions(tx, doel.ooit, doel.sinds, doel.tot)
    views = await vernietigen.read_disclosures(tx, doel.ooit, doel.sinds, doel.tot)
    pages = await vernietigen.read_list_disclosures(tx, doel.ooit, doel.sinds, doel.tot)
    return Vernietiging(
        verstrekkingen=await _strip(hub, tx, "verstrekking", views, without_values),
        lijsten=await _strip(hub, tx, "lijstverstrekking", pages, _without(doel)),
        berichten=await _withdraw(hub, tx, doel),
    )


async def _withdraw(hub: Hub, tx: Tx, doel: _Doel) -> int:
    """Withdraw each message whose bytes were made already; what takes its place is decided anew when it is sent."""
    made = await vernietigen.read_made_messages(tx, doel.nu)
    for row in made:
        new = lopen.Uitgaande(hub.nieuw_id(), row.organisatie, row.spoor, "bericht", row.baan, row.aanleiding, row.item, row.ernst)
        await uitgaand.replace(tx, row, new)
    return len(made)


def _without(doel: _Doel) -> Callable[[Object], Object]:
    """Give what leaves these casussen out of a page of a work list."""
    return lambda shown: {ident: line for ident, line in shown.items() if ident not in doel.ooit}


async def _strip(hub: Hub, tx: Tx, tabel: str, kept: list[Verzegeld], less: Callable[[Object], Object]) -> int:
    """Keep of each disclosure what is no content, under another key; gives how many were others before."""
    count = 0
    for one in kept:
        place = Plek(tabel, "manifest", one.verstrekking_id, one.organisatie)
        try:
            manifest: Object = orjson.loads(open_one_time(hub.kluis, place, one.gewikkeld, one.manifest))
        except Vernietigd:
            continue
        left = less(manifest)
        if left == manifest:
            continue
        wrapped, sealed = one_time_key(hub.kluis, place, orjson.dumps(left))
        await vernietigen.replace_manifest(tx, tabel, replace(one, gewikkeld=wrapped, manifest=sealed))
        count += 1
    return count


async def _build_again(hub: Hub, tx: Tx, casus_id: str, voor: Voor) -> None:
    """Fold what is left and walk on, under new keys; what is not made again ends."""
    found = await fold_again(hub, tx, casus_id)
    if found is not None:
        bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
        await finish(hub, tx, found.casus, voor, (bos, lopen.Stap(casus_id, found.casus.versie), None))
    await vernietigen.end_rest(tx, casus_id, [d.organisatie for d in found.casus.deelnames] if found is not None else [])


async def _note(hub: Hub, tx: Tx, opdracht: Opdracht, doel: _Doel) -> None:
    more = {"beheerder": opdracht.beheerder}
    for ident in doel.ooit:
        await add_line(tx, f"casus:{ident}", audit_line(hub, DAAD, opdracht.organisatie, "gedaan", more))
    await add_line(tx, f"org:{opdracht.organisatie}", audit_line(hub, DAAD, opdracht.organisatie, "gedaan", more))
    await note_act(hub, tx, opdracht.beheerder, "vernietigen", "gedaan")
