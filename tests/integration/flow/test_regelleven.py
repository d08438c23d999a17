"""Rules live: draft, simulate, a second administrator, publish from a moment, roll back; and what holds changes for all at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import Instellingsfout, Tegenstrijdig
from ketenhub.domain.json import rows
from ketenhub.flow.geldend import adopt_base, check_known, in_force_now
from ketenhub.flow.look import Vraag, look
from ketenhub.flow.regelbron import Regelbron
from ketenhub.flow.regelleven import Publicatie, publish, roll_back
from ketenhub.flow.werk import read_worklist
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import (
    ANNEKE,
    BRAM,
    a_household,
    a_message,
    does,
    dossier,
    drafted,
    opens_incidents,
    published,
    states,
    with_rules,
)

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.look import Zicht

MEENS = Publicatie(bevestiging="Zo bedoeld.")
GEMEENTE = OINS["gemeente"]


@pytest.fixture
async def hub(keten: Keten) -> Hub:
    """Give a hub that asks the database which rules hold."""
    return await with_rules(keten)


async def municipality(hub: Hub, keten: Keten, *heeft: str) -> Zicht:
    """Look as the municipality."""
    return await look(hub, Vraag(GEMEENTE, keten.stand.verwijzingen["gemeente"], "toets", heeft=frozenset(heeft)))


async def incidents(hub: Hub, keten: Keten) -> int:
    """Count the incidents that the municipality sees."""
    return len(rows((await municipality(hub, keten)).uitsnede.inhoud, "incidenten"))


async def test_rules_of_the_file_are_the_first_version_and_hold(hub: Hub) -> None:
    assert await states(hub) == {hub.regels.versie: "geldend"}


async def test_first_version_is_adopted_once_whatever_file_comes_later(hub: Hub) -> None:
    await adopt_base(replace(hub, regels=opens_incidents()))
    assert list(await states(hub)) == [hub.regels.versie]


async def test_file_that_never_became_a_version_stops_the_start(hub: Hub) -> None:
    with pytest.raises(Instellingsfout):
        await check_known(replace(hub, regels=opens_incidents()))


async def test_whole_life_ends_with_the_new_version_in_force_and_the_old_one_superseded(hub: Hub) -> None:
    await published(hub, opens_incidents())
    assert await states(hub) == {hub.regels.versie: "vervangen", "v2": "geldend"}


async def test_every_step_is_kept_with_who_took_it_and_why(hub: Hub) -> None:
    await published(hub, opens_incidents())
    taken = [(one.stap.stap, one.stap.door) for one in (await dossier(hub)).stappen]
    assert taken == [("ontworpen", ANNEKE), ("gesimuleerd", ANNEKE), ("goedgekeurd", BRAM), ("gepubliceerd", ANNEKE)]


async def test_every_step_and_every_refusal_is_in_the_chain(hub: Hub) -> None:
    await drafted(hub, opens_incidents())
    with pytest.raises(Tegenstrijdig):
        await publish(hub, does(ANNEKE), MEENS)
    async with hub.opslag.rules() as tx:
        lines = [row["regel"] for row in await tx.fetch("select regel from audit where keten = 'deelregels' order by volgnummer")]
    assert ['"uitkomst":"ontworpen"' in lines[0], '"uitkomst":"tegenstrijdig"' in lines[1]] == [True, True]


async def test_running_hub_shows_what_a_new_version_opens_without_a_restart(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    before = await incidents(hub, keten)
    await published(hub, opens_incidents())
    assert (before, await incidents(hub, keten)) == (0, 1)


async def test_every_process_changes_at_the_same_moment(hub: Hub) -> None:
    other = replace(hub, regelbron=Regelbron())
    await in_force_now(other)
    await published(hub, opens_incidents())
    assert (await in_force_now(other)).regels.versie == "v2"


async def test_version_from_a_later_moment_does_not_hold_before(hub: Hub) -> None:
    await published(hub, opens_incidents(), Publicatie(datetime.now(UTC) + timedelta(hours=1), "Zo bedoeld."))
    assert ((await states(hub))["v2"], (await in_force_now(hub)).regels.versie) == ("gepland", hub.regels.versie)


async def test_version_holds_when_its_moment_has_come(hub: Hub) -> None:
    moment = datetime.now(UTC) + timedelta(seconds=1)
    await published(hub, opens_incidents(), Publicatie(moment, "Zo bedoeld."))
    async with hub.opslag.rules() as tx:
        await tx.execute("select pg_sleep_until($1)", moment + timedelta(milliseconds=50))
    assert (await in_force_now(hub)).regels.versie == "v2"


async def test_what_was_fixed_for_one_walk_stays_fixed(hub: Hub) -> None:
    pinned = await in_force_now(hub)
    await published(hub, opens_incidents())
    assert (await in_force_now(pinned)).regels.versie == hub.regels.versie


async def test_view_of_before_is_never_called_unchanged_after_a_publication(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    zicht = await municipality(hub, keten)
    first = (await municipality(hub, keten, zicht.etag)).ongewijzigd
    await published(hub, opens_incidents())
    assert (first, (await municipality(hub, keten, zicht.etag)).ongewijzigd) == (True, False)


async def test_work_list_is_made_again_under_the_new_version(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    await published(hub, opens_incidents())
    await read_worklist(hub, GEMEENTE)
    async with hub.opslag.walk() as tx:
        assert await tx.fetchval("select regels_versie from werkregel where organisatie = $1", GEMEENTE) == "v2"


async def test_walk_and_disclosure_bear_the_version_they_were_decided_under(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    await published(hub, opens_incidents())
    more = a_message(
        "later", {"soort": "incident", "aard": "onveilig", "omschrijving": "Weer."}, verwijzing=keten.stand.verwijzingen["politie"]
    )
    await keten.send("politie", more)
    await municipality(hub, keten)
    async with hub.opslag.walk() as tx:
        line = await tx.fetchval("select regels_versie from werkregel where organisatie = $1", OINS["politie"])
        shown = await tx.fetchval("select regels_versie from verstrekking where organisatie = $1 order by op desc limit 1", GEMEENTE)
    assert (line, shown) == ("v2", "v2")


async def test_roll_back_is_one_step_and_works_at_once(hub: Hub, keten: Keten) -> None:
    await a_household(keten)
    await published(hub, opens_incidents())
    await roll_back(hub, does(BRAM))
    assert ((await states(hub))["v2"], await incidents(hub, keten)) == ("teruggedraaid", 0)


async def test_roll_back_of_a_version_that_waits_leaves_what_holds(hub: Hub) -> None:
    await published(hub, opens_incidents(), Publicatie(datetime.now(UTC) + timedelta(hours=1), "Zo bedoeld."))
    await roll_back(hub, does(BRAM))
    assert await states(hub) == {hub.regels.versie: "geldend", "v2": "teruggedraaid"}


async def test_roll_back_goes_one_version_back_at_a_time(hub: Hub) -> None:
    await published(hub, opens_incidents())
    await published(hub, opens_incidents("v3"))
    await roll_back(hub, does(ANNEKE, "v3"))
    await roll_back(hub, does(ANNEKE, "v2"))
    assert await states(hub) == {hub.regels.versie: "geldend", "v2": "teruggedraaid", "v3": "teruggedraaid"}
