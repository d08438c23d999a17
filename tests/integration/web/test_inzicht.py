"""What is made of one's own view over real HTTP: timeline, monitor, the board and the four lists of regie; hidden looks absent."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from ketenhub.domain.json import rows, text
from ketenhub.keys import nieuw_id
from ketenhub.store import uitgaand
from tests.integration.flow.keten import OINS
from tests.integration.flow.test_scenario import play_until
from tests.integration.web.beloften import check_described, check_problem, check_quiet
from tests.integration.web.gastheer import KANARIE, Gastheer, a_gastheer, as_bytes
from tests.integration.web.test_plan import address, audit, fetch, say_something

if TYPE_CHECKING:
    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
AFGELEID = {
    "tijdlijn": "geefTijdlijn",
    "monitor": "geefMonitor",
    "afwegingen": "geefAfwegingen",
    "planbord": "geefPlanbord",
    "regieoverzicht": "geefRegieoverzicht",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plan(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gastheer]:
    """Give a served hub with one plan up to the breach of a condition."""
    async with a_gastheer(server, tmp_path_factory.mktemp("inzicht")) as found:
        await play_until(found.keten, 4)
        await found.keten.learn_references()
        yield found


async def ask(plan: Gastheer, wie: str, naam: str) -> dict[str, Any]:
    """Fetch something that is made of one's own view."""
    antwoord = await fetch(plan, wie, f"{address(plan, wie)}/{naam}")
    assert antwoord.status_code == 200, antwoord.text
    found: dict[str, Any] = antwoord.json()
    return found


async def events(plan: Gastheer, wie: str, soort: str) -> list[dict[str, Any]]:
    """Fetch all events of a kind, page by page."""
    found, na = [], ""
    for _ in range(20):
        body = await ask(plan, wie, f"tijdlijn?soort={soort}{na}")
        found += body["gebeurtenissen"]
        if "volgende" not in body:
            return found
        na = f"&na={body['volgende']}"
    raise AssertionError("the pages do not end")


async def board_row(plan: Gastheer, wie: str) -> dict[str, Any]:
    """Give the row of one recipient on the board."""
    (row,) = [r for r in (await ask(plan, "veilig_thuis", "planbord"))["ontvangers"] if r["organisatie"]["oin"] == OINS[wie]]
    found: dict[str, Any] = row
    return found


async def close_notices(plan: Gastheer, wie: str, status: str) -> None:
    """Close the waiting notifications of a recipient, as the worker does when an answer came or never came."""
    async with plan.keten.hub.opslag.walk() as tx:
        for row in await tx.fetch("select outbox_id from outbox where organisatie = $1 and status = 'wacht'", OINS[wie]):
            assert await uitgaand.settle(tx, row["outbox_id"], status, "proef")


async def a_change(plan: Gastheer) -> None:
    """Let the police say something that changes the view of the municipality."""
    await say_something(plan, "politie", {"soort": "veiligheidsvoorwaarde", "tekst": "Een voorwaarde meer.", "termijn": "2027-01-20"})


@pytest.mark.parametrize("naam", sorted(AFGELEID))
async def test_an_answer_is_what_the_description_promises_and_nobody_keeps_it(plan: Gastheer, naam: str) -> None:
    antwoord = await fetch(plan, "veilig_thuis", f"{address(plan, 'veilig_thuis')}/{naam}")
    check_described(antwoord, AFGELEID[naam])
    assert antwoord.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("naam", sorted(AFGELEID))
async def test_an_answer_is_one_disclosure_and_one_audit_line(plan: Gastheer, naam: str) -> None:
    verstrekt, regels = await plan.count("verstrekking"), len(await audit(plan))
    await ask(plan, "veilig_thuis", naam)
    assert await plan.count("verstrekking") == verstrekt + 1
    assert [f"plan bekeken: {naam}" in regel for regel in (await audit(plan))].count(True) >= 1
    assert len(await audit(plan)) == regels + 1


@pytest.mark.parametrize("naam", ["tijdlijn", "monitor"])
async def test_who_has_the_same_answer_gets_304_and_no_disclosure(plan: Gastheer, naam: str) -> None:
    pad = f"{address(plan, 'politie')}/{naam}"
    merk = (await fetch(plan, "politie", pad)).headers["etag"]
    verstrekt = await plan.count("verstrekking")
    antwoord = await fetch(plan, "politie", pad, {"If-None-Match": merk})
    assert (antwoord.status_code, antwoord.content) == (304, b"")
    assert await plan.count("verstrekking") == verstrekt


async def test_the_mark_of_an_answer_is_not_the_mark_of_the_plan(plan: Gastheer) -> None:
    merk = (await fetch(plan, "politie", f"{address(plan, 'politie')}/tijdlijn")).headers["etag"]
    await fetch(plan, "politie", f"{address(plan, 'politie')}/tijdlijn", {"If-None-Match": merk})
    assert (await fetch(plan, "politie", address(plan, "politie"), {"If-None-Match": merk})).status_code == 200


@pytest.mark.parametrize("naam", sorted(AFGELEID))
async def test_a_reference_of_another_is_as_absent_as_one_that_never_was(plan: Gastheer, naam: str) -> None:
    vreemd = plan.keten.stand.verwijzingen["veilig_thuis"]
    niets = "i" + "x" * (len(vreemd) - 1)
    een = await fetch(plan, "politie", f"/v1/veiligheidsplannen/{vreemd}/{naam}")
    twee = await fetch(plan, "politie", f"/v1/veiligheidsplannen/{niets}/{naam}")
    check_problem(een, 404, "niet-gevonden", f"/v1/veiligheidsplannen/{vreemd}/{naam}")
    assert een.text.replace(vreemd, niets) == twee.text


@pytest.mark.parametrize("naam", ["planbord", "regieoverzicht"])
async def test_for_who_does_not_direct_the_board_does_not_exist(plan: Gastheer, naam: str) -> None:
    eigen, niets = plan.keten.stand.verwijzingen["politie"], "bestaat-niet"
    voor, regels = await plan.fingerprint(), len(await audit(plan))
    een = await fetch(plan, "politie", f"/v1/veiligheidsplannen/{eigen}/{naam}")
    twee = await fetch(plan, "politie", f"/v1/veiligheidsplannen/{niets}/{naam}")
    check_problem(een, 404, "niet-gevonden", f"/v1/veiligheidsplannen/{eigen}/{naam}")
    assert een.text.replace(eigen, niets) == twee.text
    assert await plan.fingerprint() == voor
    assert len(await audit(plan)) == regels + 2


@pytest.mark.parametrize("naam", sorted(AFGELEID))
@pytest.mark.parametrize("vraag", [f"?{KANARIE}=1", "?soort=alles", "?na=x"])
async def test_a_parameter_that_does_not_fit_is_refused_by_its_place(plan: Gastheer, naam: str, vraag: str) -> None:
    pad = f"{address(plan, 'veilig_thuis')}/{naam}"
    antwoord = await fetch(plan, "veilig_thuis", pad + vraag)
    check_problem(antwoord, 400, "ongeldige-aanvraag", pad)
    check_quiet(plan, antwoord)


@pytest.mark.req("ROUTE-18")
async def test_the_timeline_holds_the_events_of_ones_own_view_in_order(plan: Gastheer) -> None:
    for wie in ("veilig_thuis", "politie", "gemeente"):
        zicht, found = await plan.keten.view(wie), await events(plan, wie, "cijfer")
        assert {e["id"] for e in found} == {b["id"] for b in rows(zicht, "veiligheidsbeoordelingen")} != set()
        assert [e["op"] for e in found] == sorted(e["op"] for e in found)


@pytest.mark.req("ROUTE-18")
async def test_the_phase_changes_stand_in_the_timeline_without_being_typed(plan: Gastheer) -> None:
    verloop = rows(await plan.keten.view("veilig_thuis"), "fase", "verloop")
    antwoord = await fetch(plan, "veilig_thuis", f"{address(plan, 'veilig_thuis')}/tijdlijn?soort=fase")
    assert [{"op": e["op"], "fase": e["fase"]} for e in antwoord.json()["gebeurtenissen"]] == list(verloop)
    assert verloop[0]["fase"] == 1


async def test_pages_of_the_timeline_hold_each_event_once(plan: Gastheer) -> None:
    feiten = [
        {"soort": "incident", "ref": nieuw_id(), "geldigOp": "2026-11-10", "aard": "onveilig", "omschrijving": "Ruzie."} for _ in range(120)
    ]
    body = {
        "berichtId": nieuw_id(),
        "opgesteldOp": "2026-11-20T10:00:00Z",
        "verwijzing": plan.keten.stand.verwijzingen["politie"],
        "feiten": feiten,
    }
    assert (await plan.post(as_bytes(body), wie="politie")).status_code == 201
    idents = [e["id"] for e in await events(plan, "politie", "incident")]
    assert len(idents) == len(set(idents)) >= 120


async def test_a_place_that_is_not_in_the_timeline_is_refused_and_not_taken_for_the_end(plan: Gastheer) -> None:
    pad = f"{address(plan, 'politie')}/tijdlijn"
    antwoord = await fetch(plan, "politie", f"{pad}?na={'0' * 32}")
    check_problem(antwoord, 400, "ongeldige-aanvraag", pad)
    assert antwoord.json()["plaats"] == "query/na"


@pytest.mark.req("ROUTE-18")
async def test_the_pattern_counts_only_what_one_sees(plan: Gastheer) -> None:
    body = {"soort": "incident", "aard": "dreiging", "omschrijving": "Alleen voor ons.", "nietVerder": True}
    voor = {wie: (await ask(plan, wie, "tijdlijn"))["geweldspatroon"]["aantalIncidenten"] for wie in ("politie", "gemeente")}
    await say_something(plan, "politie", body)
    na = {wie: (await ask(plan, wie, "tijdlijn"))["geweldspatroon"]["aantalIncidenten"] for wie in voor}
    assert na == {"politie": voor["politie"] + 1, "gemeente": voor["gemeente"]}


@pytest.mark.req("VT-14")
async def test_the_monitor_gives_condition_state_and_last_evidence(plan: Gastheer) -> None:
    (voorwaarde,) = [v for v in (await ask(plan, "veilig_thuis", "monitor"))["voorwaarden"] if v["stand"] == "geschonden"]
    stap = {"soort": "voorwaardestand", "voorwaarde": voorwaarde["id"], "stand": "gerealiseerd", "bewijs": "Gezien bij een huisbezoek."}
    await say_something(plan, "veilig_thuis", stap)
    (row,) = [v for v in (await ask(plan, "veilig_thuis", "monitor"))["voorwaarden"] if v["id"] == voorwaarde["id"]]
    assert (row["laatsteBewijs"]["bewijs"], row["laatsteBewijs"]["op"]) == ("Gezien bij een huisbezoek.", "2026-11-20")


@pytest.mark.req("VT-14")
async def test_the_monitor_gives_the_contacts_of_each_member(plan: Gastheer) -> None:
    persoon = text(await plan.keten.view("veilig_thuis"), "personen", 0, "id")
    await say_something(plan, "veilig_thuis", {"soort": "monitor", "persoon": persoon, "contactOp": "2026-11-19", "komtVeiligheid": True})
    (row,) = [lid for lid in (await ask(plan, "veilig_thuis", "monitor"))["leden"] if lid["persoon"] == persoon]
    assert [(c["op"], c["komtVeiligheid"]) for c in row["contacten"]] == [("2026-11-19", True)]


@pytest.mark.req("VISIE-53")
async def test_who_fetched_its_view_is_up_to_date_on_the_board(plan: Gastheer) -> None:
    await fetch(plan, "gemeente", address(plan, "gemeente"))
    row = await board_row(plan, "gemeente")
    assert (row["staat"], row["verstrekt"]["versie"]) == ("bij", row["versie"])


@pytest.mark.req("VISIE-53")
async def test_a_partner_that_is_down_is_outdated_within_one_evaluation(plan: Gastheer) -> None:
    await fetch(plan, "gemeente", address(plan, "gemeente"))
    voor = await board_row(plan, "gemeente")
    await a_change(plan)
    row = await board_row(plan, "gemeente")
    assert (row["staat"], row["versie"], row["verstrekt"]["versie"]) == ("verouderd", voor["versie"] + 1, voor["versie"])
    assert row["verouderdSinds"] == row["sinds"] > voor["sinds"]


@pytest.mark.req("VISIE-53")
async def test_a_receipt_confirms_that_a_partner_was_told_and_not_that_it_has_the_view(plan: Gastheer) -> None:
    await a_change(plan)
    await close_notices(plan, "gemeente", "bezorgd")
    row = await board_row(plan, "gemeente")
    assert row["staat"] == "bericht_bevestigd"
    assert row["bevestigdOp"] >= row["verouderdSinds"]


async def test_a_notification_that_was_given_up_confirms_nothing(plan: Gastheer) -> None:
    await close_notices(plan, "gemeente", "bezorgd")
    await a_change(plan)
    await close_notices(plan, "gemeente", "dood")
    row = await board_row(plan, "gemeente")
    assert (row["staat"], row["notificatie"]) == ("verouderd", "dood")


async def test_what_one_said_oneself_makes_nobody_behind_on_it(plan: Gastheer) -> None:
    await fetch(plan, "politie", address(plan, "politie"))
    await a_change(plan)
    assert (await board_row(plan, "politie"))["staat"] == "bij"


async def test_looking_at_a_part_is_not_having_the_plan(plan: Gastheer) -> None:
    await a_change(plan)
    await ask(plan, "gemeente", "tijdlijn")
    assert (await board_row(plan, "gemeente"))["staat"] != "bij"


@pytest.mark.req("VISIE-61")
async def test_the_time_from_change_to_delivered_is_shown_with_the_target_and_who_is_over_it(plan: Gastheer) -> None:
    await a_change(plan)
    open_ = (await board_row(plan, "gemeente"))["bezorging"]["laatste"]
    await close_notices(plan, "gemeente", "bezorgd")
    bord = await ask(plan, "veilig_thuis", "planbord")
    (row,) = [r for r in bord["ontvangers"] if r["organisatie"]["oin"] == OINS["gemeente"]]
    assert bord["doel"] == {"minuten": 60, "eigenAfspraak": True}
    assert "bezorgdOp" not in open_
    assert row["bezorging"]["laatste"]["bezorgdOp"] == row["bevestigdOp"]
    assert (row["bezorging"]["laatste"]["overDoel"], row["bezorging"]["overDoel"]) == (False, 0)


@pytest.mark.req("VISIE-53")
async def test_the_board_holds_versions_and_no_contents(plan: Gastheer) -> None:
    shown = json.dumps(await ask(plan, "veilig_thuis", "planbord"))
    found = rows(await plan.keten.view("veilig_thuis"), "personen")
    words = [word for persoon in found for deel in ("voornamen", "achternaam") if (word := text(persoon, "naam", deel))]
    assert words
    assert [word for word in words if word in shown] == []


@pytest.mark.req("ROUTE-11")
async def test_the_overview_gives_the_four_lists_from_the_plan_and_the_board(plan: Gastheer) -> None:
    zicht = await plan.keten.view("veilig_thuis")
    await say_something(plan, "veilig_thuis", {"soort": "taak", "tekst": "Bel de school.", "eigenaar": OINS["gemeente"]})
    voorwaarde = text(zicht, "veiligheidsvoorwaarden", 0, "id")
    await say_something(
        plan, "politie", {"soort": "instemming", "voorwaarde": voorwaarde, "organisatie": OINS["politie"], "oordeel": "oneens"}
    )
    found = await ask(plan, "veilig_thuis", "regieoverzicht")
    assert [t["tekst"] for who in found["wieDoetWat"] for t in who["taken"]] == ["Bel de school."]
    assert {r["organisatie"]["oin"] for r in found["geinformeerd"]} == {OINS[wie] for wie in ("veilig_thuis", "politie", "gemeente")}
    assert ([o["oordeel"] for o in found["zorg"]["oneens"]], bool(found["zorg"]["signalen"])) == (["oneens"], True)
    assert [v["id"] for v in found["doel"]["voorwaarden"]] == [v["id"] for v in rows(zicht, "veiligheidsvoorwaarden")]
