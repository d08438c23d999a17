"""Night: the difference over 1,000 invented casussen and 8 recipients is that of brute force, in time and within memory."""

from __future__ import annotations

import resource
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ketenhub.bench.inhoud import Dag, opening
from ketenhub.bench.opname import take_in
from ketenhub.domain.delen import Actie, Minimalisering
from ketenhub.domain.gegeven import Categorie
from ketenhub.flow.beeld import Beeld
from ketenhub.flow.delen import cut_view
from ketenhub.flow.look import load_for
from ketenhub.flow.regeldossier import counted
from ketenhub.flow.regelleven import simulate
from ketenhub.flow.regelsimulatie import as_if, finish_simulation
from ketenhub.flow.regelvragen import result
from ketenhub.partners.organisaties import Organisatie
from ketenhub.share.verschil import Telling
from ketenhub.store import lopen
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import ANNEKE, a_rule, does, drafted, with_rule, with_rules
from tests.property.test_verschil import leaves

if TYPE_CHECKING:
    from ketenhub.domain.delen import Regelset
    from ketenhub.flow.hub import Hub

CASUSSEN = 1000
MEER = ("opvang", "ggz", "om", "raad")
SECONDEN, MEGABYTES = 60.0, 500


def eight(hub: Hub) -> Hub:
    """Give the hub of a region with eight organisations."""
    extra = [Organisatie(oin=f"{n:020}", naam=soort, soort=soort, partner="canoniek") for n, soort in enumerate(MEER, 1)]
    return replace(hub, keten=hub.keten.model_copy(update={"organisaties": (*hub.keten.organisaties, *extra)}))


def changed() -> Regelset:
    """Give the rules of the hub with one that opens, one that closes and one that minimises."""
    smaller = {"actie": Actie.MINIMALISEREN, "minimalisering": Minimalisering.INITIALEN}
    rules = with_rule("v2", a_rule("rec-situatie", Categorie.SITUATIE, "onveilige_situatie.omschrijving")).regels
    kept = [one.model_copy(update=smaller) if one.id == "gemeente-persoon" else one for one in rules if one.id != "politie-cijfer"]
    return with_rule("v2").model_copy(update={"regels": tuple(kept)})


async def by_brute_force(hub: Hub) -> dict[tuple[str, str], tuple[int, int, int]]:
    """Write both views of everybody down in full, and count per field and recipient what differs."""
    found: dict[tuple[str, str], Telling] = {}
    async with hub.opslag.walk() as tx:
        for casus_id in await lopen.all_casus_ids(tx):
            for wie in await lopen.read_involved(tx, casus_id):
                beeld = await load_for(hub, tx, casus_id, wie)
                _compare(hub, beeld, wie, found)
    return {key: (t.nieuw, t.anders, t.weg) for key, t in found.items()}


def _compare(hub: Hub, beeld: Beeld, wie: lopen.Betrokkene, found: dict[tuple[str, str], Telling]) -> None:
    fresh = [cut_view(as_if(hub, rules), Beeld(beeld.casus, beeld.beoordeling), wie) for rules in (hub.regels, changed())]
    before, after = (Counter(leaves(one.uitsnede.inhoud)) for one in fresh)
    up, down = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for (rij, pad, _), times in (after - before).items():
        up[rij, pad] += times
    for (rij, pad, _), times in (before - after).items():
        down[rij, pad] += times
    for rij, pad in up.keys() | down.keys():
        other = min(up[rij, pad], down[rij, pad])
        key = (pad, wie.organisatie)
        found[key] = found.get(key, Telling()) + Telling(up[rij, pad] - other, 0, other, down[rij, pad] - other)


@pytest.mark.slow
async def test_difference_over_a_thousand_casussen_is_that_of_brute_force(keten: Keten) -> None:
    hub = eight(await with_rules(keten))
    regie, *others = [one.oin for one in hub.keten.organisaties]
    assert regie == OINS["veilig_thuis"]
    dag = Dag(datetime.now(UTC))
    await take_in(hub, regie, (opening(n, dag, regie, tuple(others)) for n in range(CASUSSEN)))
    await drafted(hub, changed())
    await simulate(hub, does(ANNEKE))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    run = await finish_simulation(hub, (await result(hub, "v2")).simulatie.simulatie_id, lambda _, __: None)
    seconds = time.monotonic() - began
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{run.gedaan} casussen x 8 ontvangers: {seconds:.1f} s, {memory:.0f} MB in totaal, {memory - before / 1024:.0f} MB erbij")
    async with hub.opslag.rules() as tx:
        found = await counted(tx, run.simulatie_id)
    told = {(cel.pad, cel.organisatie): (t.nieuw, t.anders, t.weg) for cel, t in found.items()}
    assert (run.gedaan, told, seconds < SECONDEN, memory < MEGABYTES) == (CASUSSEN, await by_brute_force(hub), True, True)
