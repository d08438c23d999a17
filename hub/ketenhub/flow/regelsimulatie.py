"""The difference of a version over all live casussen, in slices that survive whatever dies; paths and counts, never a value."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from ketenhub.domain.errors import NietGevonden, Vernietigd
from ketenhub.domain.json import rows, text
from ketenhub.flow import beeld as projectie
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import recipient, surroundings
from ketenhub.flow.informeren import today
from ketenhub.flow.regeldossier import rules_of
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.share.mensen import audience
from ketenhub.share.verschil import added, difference
from ketenhub.store import lopen, simulaties
from ketenhub.store.keten import add_line
from ketenhub.store.regels import Stap, find_version, keep_step

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.delen import Regelset
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.share.ontvanger import Ontvanger
    from ketenhub.share.verschil import Verschil
    from ketenhub.store.opslag import Tx
    from ketenhub.store.simulaties import Simulatie

SNEDE = 20
WACHT = 0.5
KETEN = "deelregels"
KLAAR = "verschil over alle lopende casussen berekend"


async def _rules(hub: Hub, tx: Tx, versie: str) -> Regelset:
    """Give a version as the one object that this process compiled it for, where it keeps them."""
    som = await find_version(tx, versie)
    return await hub.regelbron.load(tx, versie, som) if hub.regelbron is not None and som is not None else await rules_of(tx, versie)


def _people(hub: Hub, beelden: dict[str, Beeld]) -> list[Ontvanger]:
    """Give the people themselves as recipients, who would see something if they asked."""
    whole = next((beelden[row] for row in projectie.HEEL if row in beelden), None)
    found = [audience(whole.casus, text(row, "id") or "", today(hub), "") for row in rows(whole.casus, "personen")] if whole else []
    return [one for one in found if one is not None]


async def _of_casus(hub: Hub, tx: Tx, casus_id: str, regels: tuple[Regelset, Regelset]) -> tuple[Verschil, int]:
    """Count what changes in one casus for everyone who takes part, and for how many nothing could be computed."""
    involved = [recipient(hub, wie) for wie in await lopen.read_involved(tx, casus_id) if wie.actief]
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    beelden: dict[str, Beeld] = {}
    for rij in await lopen.read_projections(tx, casus_id):
        # whose key was destroyed, nobody sees under any rule
        with suppress(Vernietigd):
            beelden[rij.spoor] = projectie.open_row(rij, bos)
    found: Verschil = {}
    failed = 0
    for ontvanger in (*involved, *_people(hub, beelden)):
        beeld = beelden.get(projectie.row_of(ontvanger.spoor))
        failed += beeld is None
        if beeld is not None:
            worlds = (surroundings(hub, regels[0], ontvanger.oin), surroundings(hub, regels[1], ontvanger.oin))
            found = added(found, difference(beeld.gereed, beeld.beoordeling, [ontvanger], worlds))
    return found, failed


async def _slice(hub: Hub, tx: Tx, run: Simulatie, last: str) -> tuple[int, bool]:
    """Count the next casussen of a run and keep how far it is; gives how many, and whether that was all."""
    regels = (await _rules(hub, tx, run.tegen), await _rules(hub, tx, run.versie))
    if run.gedaan == 0:
        await simulaties.count_cases(tx, run.simulatie_id)
    ids = await simulaties.next_cases(tx, run, last, SNEDE)
    total: Verschil = {}
    failed = 0
    for casus_id in ids:
        found, more = await _of_casus(hub, tx, casus_id, regels)
        failed += more
        total = added(total, found)
    rijen = [(*cel, telling.nieuw, telling.ruimer, telling.anders, telling.weg) for cel, telling in sorted(total.items())]
    await simulaties.add_counts(tx, run.simulatie_id, rijen)
    klaar = len(ids) < SNEDE
    await simulaties.keep_progress(tx, run.simulatie_id, (len(ids), failed, ids[-1] if ids else last), klaar=klaar)
    if klaar:
        step = Stap(run.versie, "gesimuleerd", run.door, run.organisatie, KLAAR, simulatie_id=run.simulatie_id)
        await keep_step(tx, step)
        await add_line(tx, KETEN, audit_line(hub, "deelregels: gesimuleerd", run.organisatie, KLAAR, {"versie": run.versie}))
    return len(ids), klaar


async def carry_simulation(hub: Hub, ident: str | None = None) -> bool:
    """Carry one slice of an unfinished run, this one or the oldest; tells whether there was one that nobody else was carrying."""
    async with hub.opslag.walk() as tx:
        taken = await simulaties.take_run(tx, ident)
        if taken is None:
            return False
        await _slice(hub, tx, *taken)
    return True


async def finish_simulation(hub: Hub, ident: str, step: Callable[[int, int], None]) -> Simulatie:
    """Carry a run to its end, together with whoever carries it too; `step` hears how many casussen are done, of how many."""
    while True:
        carried = await carry_simulation(hub, ident)
        async with hub.opslag.rules() as tx:
            run = await simulaties.find_run(tx, ident)
        if run is None:
            raise NietGevonden("simulatie")
        step(run.gedaan, max(run.totaal, run.gedaan))
        if run.klaar_op is not None:
            return run
        if not carried:
            await asyncio.sleep(WACHT)


def as_if(hub: Hub, regels: Regelset) -> Hub:
    """Give a hub in which these rules hold, whatever holds outside it."""
    return replace(hub, regels=regels, regelbron=None)
