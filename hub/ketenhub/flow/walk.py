"""One message, one transaction: link, record, merge, evaluate, share, deliver (architecture 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from ketenhub.domain.bijdrage import Opening
from ketenhub.domain.moment import day_of
from ketenhub.evaluate import evaluate
from ketenhub.flow import beeld as projectie
from ketenhub.flow.aanknopen import Binnen, bsn_marks, find_casus, references
from ketenhub.flow.delen import decide
from ketenhub.flow.geldend import in_force
from ketenhub.flow.horen import Verandering, known_signals, messages, notices
from ketenhub.flow.rust import PLEGER, Voor, at_rest, kept_rows, next_term, read_before
from ketenhub.flow.samengevoegd import fold_again
from ketenhub.flow.signaleren import open_book
from ketenhub.flow.sleutelring import hold_ring
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record
from ketenhub.store import lopen

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Vastlegging
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.signaleren import Boek
    from ketenhub.merge.link import Koppeling
    from ketenhub.store.lopen import Betrokkene, Stap
    from ketenhub.store.opslag import Tx


def _involved(hub: Hub, casus: Casus, before: list[Betrokkene]) -> list[Betrokkene]:
    """Give everyone's row: the opaque reference stays, track and activity follow the fold."""
    known = {b.organisatie: b.verwijzing for b in before}
    directs = {r.organisatie for r in casus.regie if r.regierol in {"casusregie", "zicht_op_veiligheid"}}
    today = day_of(hub.nu(), ZoneInfo(hub.kalender.zone))
    return [
        lopen.Betrokkene(
            d.organisatie,
            known.get(d.organisatie) or hub.nieuw_id(),
            d.spoor.value,
            d.organisatie in directs,
            d.van <= today and (d.tot is None or d.tot >= today),
        )
        for d in casus.deelnames
    ]


@dataclass(frozen=True, slots=True)
class Boeken:
    """What a walk shares by: the hash of each one's last view, the lives of the signals, what was said, the keys, and who is left alone."""

    hashes: dict[str, str]
    levens: Boek
    vastlegging: Vastlegging | None
    bos: Sleutelbos
    rust: bool


def _share(hub: Hub, stap: Stap, beelden: dict[str, Beeld], voor: Voor, boeken: Boeken) -> None:
    """Decide per involved organisation, raise its signals, and put what it should hear in the outbox."""
    vastlegging, bos = boeken.vastlegging, boeken.bos
    sender = vastlegging.organisatie if vastlegging else None
    for wie in stap.betrokkenen:
        if boeken.rust and wie.spoor == PLEGER:
            boeken.levens.leave(wie.organisatie)
            continue
        if not wie.actief:
            continue
        known = known_signals(voor.of(wie.spoor))
        besluit = decide(hub, beelden[projectie.row_of(wie.spoor)], wie)
        raised = boeken.levens.compare(wie, besluit.signalen)
        told = notices(hub, wie, besluit, Verandering(boeken.hashes.get(wie.organisatie), known, sender, raised))
        boeken.levens.tell(wie.organisatie, told)
        stap.uit += told + messages(hub, wie, vastlegging)
        content = bos.seal(f"werkregel:{wie.organisatie}", "werkregel", wie.organisatie, orjson.dumps(besluit.werkregel))
        stap.werkregels.append((wie.organisatie, wie.spoor, hub.regels.versie, besluit.som, content))


async def finish(hub: Hub, tx: Tx, casus: Casus, voor: Voor, kept: tuple[Sleutelbos, Stap, Vastlegging | None]) -> FaseBeoordeling:
    """Walk on from evaluate: the same for a message and for time that passes."""
    hub = await in_force(hub, tx)
    bos, stap, vastlegging = kept
    today = day_of(hub.nu(), ZoneInfo(hub.kalender.zone))
    beoordeling = evaluate(casus, today, hub.pakket, hub.kalender, hub.keten.kinds())
    beelden = projectie.cut(casus, beoordeling)
    rust, before = at_rest(voor, casus, beoordeling), await lopen.read_involved(tx, casus.id)
    rows = _involved(hub, casus, before)
    stap.betrokkenen = kept_rows(rows, before) if rust else rows
    if rust:
        del beelden[PLEGER]
        stap.blijft.append(PLEGER)
    boeken = Boeken(await lopen.read_view_hashes(tx, casus.id), await open_book(hub, tx, casus.id), vastlegging, bos, rust)
    _share(hub, stap, beelden, voor, boeken)
    stap.projecties = projectie.seal(beelden, bos)
    stap.sleutels = bos.nieuw
    stap.regie = [(r.regierol.value, r.organisatie) for r in casus.regie]
    headline = beoordeling.sporen[-1]
    stap.fase = headline.fase.value if headline.fase is not None else None
    stap.volgende_termijn = next_term(voor, beoordeling, rust=rust)
    await lopen.write_step(tx, stap)
    await boeken.levens.write(tx)
    return beoordeling


async def _load(hub: Hub, tx: Tx, koppeling: Koppeling, binnen: Binnen) -> tuple[Voor, Sleutelbos, Opening]:
    """Lock the casus first, or open a new one."""
    if koppeling.casus_id is not None:
        await lopen.lock_casus(tx, koppeling.casus_id)
        bos = Sleutelbos(hub.kluis, koppeling.casus_id, await lopen.read_keys(tx, koppeling.casus_id))
        voor = read_before(await lopen.read_projections(tx, koppeling.casus_id), bos)
        if voor.casus is not None:
            return voor, bos, voor.casus.opening
    opening = Opening(
        casus_id=koppeling.casus_id or hub.nieuw_id(),
        geopend_op=binnen.ontvangen_op,
        organisatie=binnen.organisatie,
        geadresseerden=binnen.bijdrage.geadresseerden,
        regie=hub.keten.regie,
    )
    await lopen.open_casus(tx, opening.casus_id, opening.geopend_op)
    return Voor(), Sleutelbos(hub.kluis, opening.casus_id, {}), opening


async def merged(hub: Hub, tx: Tx, casus: Casus | None, vastlegging: Vastlegging) -> tuple[Casus, Casus]:
    """Give the casus with the contribution in it, and what its own contributions alone make of it."""
    joined = await fold_again(hub, tx, casus.id, vastlegging) if casus is not None and (casus.gekoppeld or casus.zelfde) else None
    if joined is not None:
        return joined.casus, joined.eigen
    merged = merge(casus, vastlegging)
    return merged, merged


async def walk_on(hub: Hub, tx: Tx, casus_id: str) -> None:
    """Fold a locked casus anew and walk on from evaluate: what it reads has changed."""
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    voor = read_before(await lopen.read_projections(tx, casus_id), bos)
    found = await fold_again(hub, tx, casus_id)
    if found is not None:
        await finish(hub, tx, found.casus, voor, (bos, lopen.Stap(casus_id, found.casus.versie), None))


def _heard(hub: Hub, binnen: Binnen, opening: Opening, pseudoniemen: dict[str, str]) -> Ontvangen:
    """Give what the hub knows of the message beside its words."""
    sender = hub.keten.find(binnen.organisatie)
    return Ontvangen(
        binnen.organisatie,
        binnen.ontvangen_op,
        binnen.vertaling,
        hub.nieuw_id,
        opening,
        pseudoniemen,
        soort=sender.soort if sender is not None else "",
        werkdoelen=hub.pakket.most_goals(),
    )


def recorded(hub: Hub, binnen: Binnen, casus: Casus | None, opening: Opening) -> Vastlegging:
    """Give the contribution as it would be kept in this casus; raises what `record` raises."""
    people = {p.id: p.id for p in casus.personen} | dict(casus.zelfde) if casus else {}
    pseudoniemen = {hub.kluis.pseudonym(binnen.organisatie, called): ident for called, ident in people.items()}
    return record(binnen.bijdrage, casus, _heard(hub, binnen, opening, pseudoniemen))


async def walk(hub: Hub, tx: Tx, binnen: Binnen) -> str:
    """Let a contribution walk through the rooms; gives the casus it landed in.

    Raises OnbekendeVerwijzing, AlleenRegie, AlleenOM, OngeldigBericht; then nothing of it stays.
    """
    await hold_ring(tx, hub.kluis)
    koppeling = await find_casus(hub, tx, binnen)
    voor, bos, opening = await _load(hub, tx, koppeling, binnen)
    vastlegging = recorded(hub, binnen, voor.casus, opening)
    casus, own = await merged(hub, tx, voor.casus, vastlegging)
    sealed = bos.seal(
        binnen.organisatie, "bijdrage", vastlegging.vastlegging_id, vastlegging.model_dump_json(by_alias=True, exclude_none=True).encode()
    )
    spoor = vastlegging.items[0].spoor.value if vastlegging.items else "onverdeeld"
    stap = lopen.Stap(casus.id, casus.versie)
    stap.bijdrage = (vastlegging.vastlegging_id, binnen.organisatie, vastlegging.bericht_id, spoor, binnen.ontvangen_op, sealed)
    stap.bsns = bsn_marks(hub, own)
    stap.verwijzingen = references(hub, binnen, vastlegging)
    stap.voorstellen = list(koppeling.voorstellen)
    await finish(hub, tx, casus, voor, (bos, stap, vastlegging))
    if casus.opgenomen_in is not None:
        await lopen.lock_casus(tx, casus.opgenomen_in)
        await walk_on(hub, tx, casus.opgenomen_in)
    return casus.id
