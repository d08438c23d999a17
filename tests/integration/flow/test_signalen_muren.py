"""The walls around signals: the rules of now at the door, and the database that shows nobody another's life or track."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie
from ketenhub.domain.errors import NietGevonden
from ketenhub.domain.json import rows
from ketenhub.flow.bevestigen import Bevestiging, read_signals
from ketenhub.flow.bevestigen import acknowledge as confirm
from ketenhub.flow.walk import walk_on
from ketenhub.store import lopen
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.signalen import a_score, acknowledge, danger, listed, say, the_direct

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub

TABELLEN = ("signaal", "signaalstap")


def under_rule(hub: Hub, actie: Actie) -> Hub:
    """Give a hub whose rule about signals for the police does something else."""
    changed = [r.model_copy(update={"actie": actie}) if r.id == "politie-signaal" else r for r in hub.regels.regels]
    regels = hub.regels.model_copy(update={"versie": f"proef-{actie.value}", "regels": tuple(changed)})
    return replace(hub, regels=regels, regelbron=None)


async def test_sign_to_look_for_has_no_life_and_asks_for_nobody(keten: Keten) -> None:
    await danger(keten)
    hub = under_rule(keten.hub, Actie.MINIMALISEREN)
    (row,) = rows(json.loads(await read_signals(hub, OINS["politie"], keten.stand.verwijzingen["politie"])), "signalen")
    assert {"signaalId", "staat", "sinds", "trede"} & set(row) == set()


@pytest.mark.parametrize("actie", [Actie.ONTHOUDEN, Actie.MINIMALISEREN])
async def test_signal_that_the_rules_of_now_hide_does_not_exist_for_its_recipient(keten: Keten, actie: Actie) -> None:
    await danger(keten)
    ident, hub = str((await the_direct(keten, "politie"))["signaalId"]), under_rule(keten.hub, actie)
    for one in (ident, "bestaat-niet"):
        with pytest.raises(NietGevonden):
            await confirm(hub, Bevestiging(OINS["politie"], keten.stand.verwijzingen["politie"], one, "R. de Boer"))
    assert ident not in (await read_signals(hub, OINS["politie"], keten.stand.verwijzingen["politie"])).decode()


async def test_signal_that_new_rules_show_is_listed_before_the_next_walk_raises_it(keten: Keten) -> None:
    hidden = under_rule(keten.hub, Actie.ONTHOUDEN)
    await danger(keten)
    async with keten.hub.opslag.walk() as tx:
        casus = await tx.fetchval("select casus_id from casus")
        await lopen.lock_casus(tx, casus)
        await walk_on(hidden, tx, casus)
    assert await listed_open(keten)
    assert [row for row in await listed_open(keten) if "signaalId" in row] == []
    await say(keten, "veilig_thuis", a_score("5"))
    assert [row for row in await listed_open(keten) if "signaalId" not in row] == []


async def listed_open(keten: Keten) -> list[Object]:
    """Give the signals of the police that are not withdrawn."""
    return [row for row in await listed(keten, "politie") if row["staat"] == "open"]


@pytest.mark.parametrize("tabel", TABELLEN)
async def test_other_organisation_sees_no_row(keten: Keten, tabel: str) -> None:
    await danger(keten)
    async with keten.hub.opslag.request(OINS["gemeente"]) as tx:
        assert await tx.fetch(f"select 1 from {tabel}") == []


async def test_organisation_in_the_same_casus_sees_its_own_rows_alone(keten: Keten) -> None:
    await danger(keten)
    async with keten.hub.opslag.request(OINS["politie"]) as tx:
        assert {r["organisatie"] for r in await tx.fetch("select organisatie from signaal")} == {OINS["politie"]}
        own = {r["signaal_id"] for r in await tx.fetch("select signaal_id from signaal")}
        assert {r["signaal_id"] for r in await tx.fetch("select signaal_id from signaalstap")} == own


async def test_who_directs_sees_that_others_were_told_but_none_of_their_steps(keten: Keten) -> None:
    await danger(keten)
    await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"])
    async with keten.hub.opslag.request(OINS["veilig_thuis"]) as tx:
        assert {r["organisatie"] for r in await tx.fetch("select organisatie from signaal")} == {OINS["politie"], OINS["veilig_thuis"]}
        assert await tx.fetch("select 1 from signaalstap where soort = 'bevestigd'") == []


@pytest.mark.parametrize("tabel", TABELLEN)
async def test_other_track_sees_no_row(keten: Keten, tabel: str) -> None:
    await danger(keten)
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("update betrokkenheid set spoor = 'pleger' where organisatie = $1", OINS["politie"])
    async with keten.hub.opslag.request(OINS["politie"]) as tx:
        assert await tx.fetch(f"select 1 from {tabel}") == []
