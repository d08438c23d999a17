"""What the sources want of a plan that lives on: parts that end, phases that change, days that pass, and a decision that is the OM's."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at
from ketenhub.flow.tick import tick
from tests.integration.flow.keten import OINS, Keten, part
from tests.integration.flow.test_scenario import play_until

if TYPE_CHECKING:
    import httpx

    from ketenhub.domain.json import Json, Object

GISTEREN = "${dag:-1}"


async def tell(keten: Keten, wie: str, /, **feit: Json) -> httpx.Response:
    """Let an organisation say one thing about the case."""
    ref = f"eis-{feit['soort']}"
    feiten: list[Json] = [{"ref": ref, "geldigOp": "${dag:0}", **feit}]
    body: Object = {"berichtId": ref, "opgesteldOp": "${nu}", "verwijzing": "${verwijzing}", "feiten": feiten}
    return await keten.play({"van": wie, "waarden": body})


async def end_part(keten: Keten, wie: str) -> None:
    """Let regie end the part of an organisation."""
    answer = await tell(keten, "veilig_thuis", soort="betrokkenheid", organisatie=OINS[wie], van="${dag:-16}", tot=GISTEREN)
    assert answer.status_code == 201, answer.text


async def ask(keten: Keten, wie: str) -> int:
    return (await keten.get(wie, f"/v1/veiligheidsplannen/{keten.stand.verwijzingen[wie]}")).status_code


@pytest.mark.req("MOV-04")
async def test_whose_part_ended_sees_and_hears_nothing_new_and_the_period_stays_on_record(keten: Keten) -> None:
    await play_until(keten, 2)
    await keten.learn_references()
    await end_part(keten, "gemeente")
    waiting = "select count(*) from outbox where organisatie = $1"
    async with keten.hub.opslag.walk() as tx:
        before = await tx.fetchval(waiting, OINS["gemeente"])
    danger = await tell(keten, "politie", soort="incident", aard="dreiging", omschrijving="Er werd gedreigd.")
    async with keten.hub.opslag.walk() as tx:
        after = await tx.fetchval(waiting, OINS["gemeente"])
    assert (danger.status_code, await ask(keten, "gemeente"), after - before) == (201, 404, 0)
    ended = [row for row in part(await keten.view("veilig_thuis"), "betrokkenheden") if row.get("tot")]
    assert [(row["organisatie"], bool(row["van"])) for row in ended] == [(OINS["gemeente"], True)]


@pytest.mark.req("MOV-22")
async def test_the_plan_lives_on_for_the_others_when_one_organisation_is_done(keten: Keten) -> None:
    await play_until(keten, 2)
    before = {wie: await keten.view(wie) for wie in ("veilig_thuis", "politie")}
    await end_part(keten, "gemeente")
    for wie, old in before.items():
        now = await keten.view(wie)
        assert now["verwijzing"] == old["verwijzing"]
        kept = [{row["id"] for row in part(view, "veiligheidsvoorwaarden")} for view in (old, now)]
        assert kept[0] <= kept[1]


@pytest.mark.req("MOV-22")
async def test_work_is_handed_over_to_who_sees_the_offer_and_takes_it_on(keten: Keten) -> None:
    await play_until(keten, 2)
    before = await keten.view("veilig_thuis")
    offer = {"aan": OINS["gemeente"], "wat": "Elke week langsgaan.", "reden": "Ons werk is klaar.", "per": "2026-12-01"}
    assert (await tell(keten, "politie", soort="overdracht", **offer)).status_code == 201
    (seen,) = part(await keten.view("gemeente"), "overdrachten")
    step = {"soort": "overdrachtstand", "overdracht": seen["id"], "stand": "aanvaard"}
    assert (await tell(keten, "politie", **step)).status_code == 403
    assert (await tell(keten, "gemeente", **step)).status_code == 201
    after = await keten.view("veilig_thuis")
    assert [row["stand"] for row in part(after, "overdrachtstanden")] == ["aanvaard"]
    assert (after["verwijzing"], after["deelnames"]) == (before["verwijzing"], before["deelnames"])


@pytest.mark.req("VISIE-05")
async def test_a_change_of_phase_neither_closes_nor_copies_the_plan(keten: Keten) -> None:
    await play_until(keten, 3)
    later = await keten.view("veilig_thuis")
    assert (await tell(keten, "politie", soort="incident", aard="geweld", omschrijving="Er was geweld.")).status_code == 201
    fallen = await keten.view("veilig_thuis")
    assert [at(view, "fase", "fase") for view in (later, fallen)] == [2, 1]
    assert fallen["verwijzing"] == later["verwijzing"]
    assert {row["id"] for row in part(later, "veiligheidsvoorwaarden")} <= {row["id"] for row in part(fallen, "veiligheidsvoorwaarden")}
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from casus") == 1


@pytest.mark.req("VISIE-25")
async def test_a_prosecution_decision_of_another_than_the_om_is_refused_and_on_record(keten: Keten) -> None:
    await play_until(keten, 2)
    suspicion = await tell(keten, "politie", soort="strafbaarfeitvermoeden", niveau="vermoeden", grond="Letsel.")
    assert suspicion.status_code == 201
    betreft = part(await keten.view("politie"), "strafbareFeitVermoedens")[-1]["id"]
    answer = await tell(keten, "politie", soort="afstemming", betreft=betreft, met=[OINS["veilig_thuis"]], vervolgingsbeslissing="sepot")
    assert (answer.status_code, answer.json()["code"]) == (403, "alleen-om")
    async with keten.hub.opslag.walk() as tx:
        lines = [row["regel"] for row in await tx.fetch("select regel from audit where keten = $1", f"org:{OINS['politie']}")]
    assert "alleen-om" in lines[-1]


@pytest.mark.req("MDA-06")
@pytest.mark.parametrize(("stap", "fase"), [(2, 1), (3, 2)])
async def test_a_day_that_changes_something_is_judged_without_a_message(keten: Keten, stap: int, fase: int) -> None:
    await play_until(keten, stap)
    assert at(await keten.view("veilig_thuis"), "fase", "fase") == fase
    when: datetime = keten.hub.nu() + timedelta(days=100)
    assert await tick(keten.hub) == 0
    assert await tick(replace(keten.hub, nu=lambda: when)) == 1
    found = await keten.view("veilig_thuis")
    assert "verouderd" in {row["soort"] for row in part(found, "signalen")}


@pytest.mark.req("ROUTE-14")
async def test_a_part_that_begins_later_is_planned_for_regie_and_begins_on_its_day(keten: Keten) -> None:
    async def active() -> list[bool]:
        async with keten.hub.opslag.walk() as tx:
            return [
                row["actief"] for row in await tx.fetch("select actief from betrokkenheid where organisatie = $1", OINS["reclassering"])
            ]

    await play_until(keten, 2)
    planned = await tell(keten, "veilig_thuis", soort="betrokkenheid", organisatie=OINS["reclassering"], van="${dag:3}")
    assert (planned.status_code, await active()) == (201, [False])
    parts = part(await keten.view("veilig_thuis"), "betrokkenheden")
    assert [bool(row["van"]) for row in parts if row["organisatie"] == OINS["reclassering"]] == [True]
    when: datetime = keten.hub.nu() + timedelta(days=3)
    await tick(replace(keten.hub, nu=lambda: when))
    assert await active() == [True]


@pytest.mark.req("MDA-04")
async def test_intensive_regie_is_a_kind_of_its_own_and_its_holder_gets_the_picture_of_all(keten: Keten) -> None:
    await play_until(keten, 3)
    answer = await tell(
        keten, "veilig_thuis", soort="regie", regierol="casusregie", organisatie=OINS["veilig_thuis"], stap="aanvaard", intensief=True
    )
    assert answer.status_code == 201, answer.text
    view = await keten.view("veilig_thuis")
    assert [row["intensief"] for row in part(view, "regiestappen") if at(row, "herkomst", "eigenId") == "eis-regie"] == [True]
    told = {at(row, "herkomst", "organisatie", "oin") for row in part(view, "veiligheidsbeoordelingen")}
    assert {OINS["veilig_thuis"], OINS["politie"], OINS["gemeente"]} <= told
