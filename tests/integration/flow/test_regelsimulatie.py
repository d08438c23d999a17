"""A simulation counts over all live casussen what a version changes, whoever dies meanwhile, and keeps no value."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.gegeven import Categorie
from ketenhub.flow.delen import cut_view, ground
from ketenhub.flow.look import load_for
from ketenhub.flow.regeldossier import counted
from ketenhub.flow.regelleven import simulate
from ketenhub.flow.regelsimulatie import as_if, carry_simulation, finish_simulation
from ketenhub.flow.regelvragen import result
from ketenhub.share.verschil import fields_of
from ketenhub.store import lopen
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import (
    ANNEKE,
    GEHEIM,
    a_household,
    a_message,
    a_rule,
    does,
    dossier,
    drafted,
    opens_incidents,
    simulated,
    with_rule,
    with_rules,
)

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.domain.delen import Regelset
    from ketenhub.flow.hub import Hub
    from ketenhub.share.verschil import Verschil

VEEL = 25


@pytest.fixture
async def hub(keten: Keten) -> Hub:
    """Give a hub that asks the database which rules hold."""
    return await with_rules(keten)


async def many_households(keten: Keten, count: int) -> None:
    """Open this many casussen of police and Veilig Thuis."""
    for n in range(count):
        incident = {"soort": "incident", "aard": "onveilig", "omschrijving": f"{GEHEIM} {n}"}
        opening = a_message(f"huis-{n}", incident, geadresseerden=[OINS["veilig_thuis"]])
        assert (await keten.send("politie", opening)).status_code == 201


def opens_reports() -> Regelset:
    """Give the rules of the hub, with less of incidents for police and more of reports."""
    minder = [one for one in with_rule("x").regels if one.id != "politie-voorval"]
    extra = a_rule("pol-maatregel", Categorie.MAATREGEL, "maatregel.aard", naar="politie")
    return with_rule("v2", extra).model_copy(update={"regels": (*minder, extra)})


async def what_was_counted(hub: Hub) -> Verschil:
    """Give what the last simulation counted."""
    async with hub.opslag.rules() as tx:
        return await counted(tx, (await result(hub, "v2")).simulatie.simulatie_id)


async def carried(hub: Hub) -> None:
    """Carry whatever is unfinished to its end."""
    while await carry_simulation(hub):
        pass


async def visible_to(hub: Hub, oin: str) -> int:
    """Count every field that an organisation sees over all its casussen."""
    total = 0
    async with hub.opslag.walk() as tx:
        for casus_id in await lopen.all_casus_ids(tx):
            for wie in await lopen.read_involved(tx, casus_id):
                if wie.organisatie == oin and wie.actief:
                    view = cut_view(hub, await load_for(hub, tx, casus_id, wie), wie).uitsnede.inhoud
                    total += sum(len(values) for values in fields_of(view).values())
    return total


async def test_field_that_opens_is_counted_for_who_takes_part_and_for_nobody_else(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    await drafted(hub, opens_incidents())
    await simulated(hub)
    opened = {(cel.soort, cel.pad) for cel, telling in (await what_was_counted(hub)).items() if telling.nieuw}
    assert ("gemeente", "incident.omschrijving") in opened
    assert {soort for soort, _ in opened} == {"gemeente"}


async def test_sum_of_what_was_counted_is_the_difference_of_what_is_seen(hub: Hub, keten: Keten) -> None:
    await many_households(keten, 3)
    await drafted(hub, opens_reports())
    await simulated(hub)
    found = {cel: telling for cel, telling in (await what_was_counted(hub)).items() if cel.organisatie == OINS["politie"]}
    growth = sum(telling.nieuw - telling.weg for telling in found.values())
    seen = [await visible_to(as_if(hub, regels), OINS["politie"]) for regels in (hub.regels, opens_reports())]
    assert growth == seen[1] - seen[0] != 0


async def test_what_the_people_themselves_would_see_is_counted_too(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    less = with_rule("v2")
    await drafted(hub, less.model_copy(update={"regels": tuple(one for one in less.regels if one.id != "mensen-namen")}))
    await simulated(hub)
    gone = {(cel.soort, cel.pad, telling.weg) for cel, telling in (await what_was_counted(hub)).items()}
    assert ("betrokkene", "persoon.naam", 1) in gone


async def test_who_decides_before_asking_which_rules_hold_is_stopped(hub: Hub) -> None:
    with pytest.raises(RuntimeError):
        ground(hub, OINS["politie"])


async def test_run_that_dies_goes_on_and_counts_nothing_twice(hub: Hub, keten: Keten) -> None:
    await many_households(keten, VEEL)
    await drafted(hub, opens_reports())
    await simulated(hub)
    whole = await what_was_counted(hub)
    now, asked = hub.nu, iter(range(1000))

    def dying() -> datetime:
        if next(asked) == 30:
            raise ZeroDivisionError
        return now()

    await simulate(hub, does(ANNEKE))
    with pytest.raises(ZeroDivisionError):
        await carried(replace(hub, nu=dying))
    halfway = (await result(hub, "v2")).simulatie.gedaan
    await carried(hub)
    assert (halfway < VEEL, await what_was_counted(hub)) == (True, whole)


async def test_two_processes_carry_one_run_together(hub: Hub, keten: Keten) -> None:
    await many_households(keten, VEEL)
    await drafted(hub, opens_reports())
    await simulate(hub, does(ANNEKE))
    ident = (await result(hub, "v2")).simulatie.simulatie_id
    ends = await asyncio.gather(*[finish_simulation(hub, ident, lambda _, __: None) for _ in range(2)])
    assert {(run.gedaan, run.totaal) for run in ends} == {(VEEL, VEEL)}


async def test_progress_is_told_from_begin_to_end(hub: Hub, keten: Keten) -> None:
    await many_households(keten, VEEL)
    await drafted(hub, opens_reports())
    await simulate(hub, does(ANNEKE))
    heard: list[tuple[int, int]] = []
    await finish_simulation(hub, (await result(hub, "v2")).simulatie.simulatie_id, lambda done, of: heard.append((done, of)))
    assert heard == [(20, VEEL), (VEEL, VEEL)]


async def test_second_request_while_one_runs_starts_no_other(hub: Hub) -> None:
    await drafted(hub, opens_reports())
    await simulate(hub, does(ANNEKE))
    first = (await result(hub, "v2")).simulatie.simulatie_id
    await simulate(hub, does(ANNEKE))
    assert (await result(hub, "v2")).simulatie.simulatie_id == first


async def test_casus_whose_key_was_destroyed_is_its_own_number(hub: Hub, keten: Keten) -> None:
    await many_households(keten, 2)
    await drafted(hub, opens_reports())
    async with hub.opslag.walk() as tx:
        gone = (await lopen.all_casus_ids(tx))[0]
        await tx.execute("delete from sleutel where casus_id = $1 and houder like 'projectie:%'", gone)
    await simulated(hub)
    run = (await result(hub, "v2")).simulatie
    assert (run.gedaan, run.niet_berekenbaar) == (2, 2)


async def test_casus_that_opens_during_a_run_is_left_to_the_next(hub: Hub, keten: Keten) -> None:
    await many_households(keten, 1)
    await drafted(hub, opens_reports())
    await simulate(hub, does(ANNEKE))
    incident = {"soort": "incident", "aard": "onveilig", "omschrijving": "later"}
    await keten.send("politie", a_message("later", incident, geadresseerden=[OINS["veilig_thuis"]]))
    await carried(hub)
    assert (await result(hub, "v2")).simulatie.gedaan == 1


async def test_no_value_of_any_casus_is_kept_by_a_simulation(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    await drafted(hub, opens_incidents())
    await simulated(hub)
    async with hub.opslag.walk() as tx:
        kept = [str(dict(row)) for table in ("deelregelverschil", "deelregelstap") for row in await tx.fetch(f"select * from {table}")]
    assert (bool(kept), [line for line in kept if GEHEIM in line or "999990019" in line]) == (True, [])


async def test_simulation_discloses_and_sends_nothing(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    counts = "select (select count(*) from verstrekking), (select count(*) from outbox), (select sum(versie) from casus)"
    async with hub.opslag.walk() as tx:
        before = tuple(await tx.fetchrow(counts))
    await drafted(hub, opens_incidents())
    await simulated(hub)
    async with hub.opslag.walk() as tx:
        assert tuple(await tx.fetchrow(counts)) == before


async def test_finished_run_is_a_step_in_the_life_of_the_version(hub: Hub) -> None:
    await drafted(hub, opens_incidents())
    await simulated(hub)
    assert (await dossier(hub)).geteld == (await result(hub, "v2")).simulatie.simulatie_id
