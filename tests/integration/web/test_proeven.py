"""Trying a fact and checking a contribution over real HTTP: the same rooms as the real door, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from ketenhub.domain.json import text
from ketenhub.domain.kalender import add_months
from ketenhub.domain.moment import NEDERLAND
from ketenhub.keys import nieuw_id
from tests.integration.flow.keten import OINS
from tests.integration.flow.test_scenario import play_until
from tests.integration.web.beloften import check_described, check_problem, check_quiet
from tests.integration.web.gastheer import KANARIE, Gastheer, a_gastheer, a_message, as_bytes
from tests.integration.web.test_plan import address, audit, say_something

if TYPE_CHECKING:
    import httpx

    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
JSON = {"Content-Type": "application/json"}
CONTROLEER = "/v1/bijdragen/_controleer"
# all that a trial may leave: that someone looked, and the state of the connection's own bookkeeping
SPOREN = {"verstrekking"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gesplitst(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gastheer]:
    """Give a served hub with one plan whose tracks are separated."""
    async with a_gastheer(server, tmp_path_factory.mktemp("gesplitst")) as found:
        await play_until(found.keten, 5)
        await found.keten.learn_references()
        yield found


def a_day(ago: int) -> str:
    """Give the day so many days ago, as the plan counts days."""
    return (datetime.now(ZoneInfo(NEDERLAND)).date() - timedelta(days=ago)).isoformat()


def a_score(cijfer: str, **rest: Any) -> dict[str, Any]:
    """Build a professional's score of today about the household."""
    return {
        "soort": "veiligheidsbeoordeling",
        "ref": "proef",
        "geldigOp": a_day(0),
        "beoordelaar": {"soort": "professional"},
        "professional": {"ref": "proef-m", "functie": "Medewerker"},
        "over": {"soort": "huishouden"},
        "cijfer": cijfer,
        "reden": "Een proef.",
        **rest,
    }


def an_incident(**rest: Any) -> dict[str, Any]:
    """Build an incident."""
    return {"soort": "incident", "ref": "proef-i", "geldigOp": a_day(0), "aard": "dreiging", "omschrijving": "Een proef.", **rest}


async def attempt(plan: Gastheer, wie: str, feit: object) -> httpx.Response:
    return await plan.post(as_bytes({"feit": feit}), f"{address(plan, wie)}/_watals", JSON, wie=wie)


async def tried(plan: Gastheer, wie: str, feit: object) -> dict[str, Any]:
    antwoord = await attempt(plan, wie, feit)
    assert antwoord.status_code == 200, antwoord.text
    check_described(antwoord, "probeerFeit")
    found: dict[str, Any] = antwoord.json()
    return found


def kinds(uitkomst: dict[str, Any]) -> set[str]:
    return {s["soort"] for s in uitkomst.get("signalen", [])}


async def test_the_result_before_is_that_of_the_plan(plan: Gastheer) -> None:
    zicht, found = await plan.keten.view("politie"), await tried(plan, "politie", a_score("3"))
    assert found["nu"] == {naam: zicht[naam] for naam in ("fase", "signalen")}


async def test_a_tried_threat_shows_its_signal_after_and_not_before(plan: Gastheer) -> None:
    found = await tried(plan, "politie", an_incident())
    assert ("dreiging" in kinds(found["nu"]), "dreiging" in kinds(found["dan"])) == (False, True)


async def test_a_tried_fact_does_what_the_real_one_does(plan: Gastheer) -> None:
    feit = an_incident(aard="onveilig")
    dan = (await tried(plan, "politie", feit))["dan"]
    await say_something(plan, "politie", feit)
    zicht = await plan.keten.view("politie")
    assert dan == {naam: zicht[naam] for naam in ("fase", "signalen")}


async def test_a_tried_breach_breaks_the_condition_in_the_trial_only(plan: Gastheer) -> None:
    voorwaarde = text(await plan.keten.view("veilig_thuis"), "veiligheidsvoorwaarden", 0, "id")
    stap = {"soort": "voorwaardestand", "ref": "s", "geldigOp": a_day(0), "voorwaarde": voorwaarde, "stand": "geschonden"}
    found = await tried(plan, "veilig_thuis", stap)
    assert "schending_voorwaarde" in kinds(found["dan"]) - kinds(found["nu"])
    assert text(await plan.keten.view("veilig_thuis"), "veiligheidsvoorwaarden", 0, "stand") == "open"


async def test_nothing_of_a_trial_is_kept_but_that_someone_looked(plan: Gastheer) -> None:
    # whoever looks for the first time leaves duties to inform
    await plan.keten.view("politie")
    voor, regels = await plan.fingerprint(), await audit(plan)
    await tried(plan, "politie", an_incident())
    na, erbij = await plan.fingerprint(), [regel for regel in await audit(plan) if regel not in regels]
    assert {tabel for tabel in na if na[tabel] != voor[tabel]} == SPOREN
    assert ['"handeling":"plan bekeken: wat als"' in regel for regel in erbij] == [True]


async def test_what_a_trial_showed_can_be_rebuilt_later(plan: Gastheer) -> None:
    await tried(plan, "veilig_thuis", an_incident())
    vraag = {"verwijzing": plan.keten.stand.verwijzingen["veilig_thuis"], "organisatie": OINS["veilig_thuis"]}
    rows = (await plan.post(as_bytes(vraag), "/v1/verstrekkingen/_zoek", JSON)).json()["verstrekkingen"]
    laatste = rows[-1]
    assert (laatste["soort"], laatste["staat"], bool(laatste["uitsnede"]["simulatie"]["dan"])) == ("simulatie", "gelijk", True)


@pytest.mark.req("MOV-27")
async def test_who_enters_a_seven_sees_the_last_incident_the_risk_factors_and_the_days_to_go(plan: Gastheer) -> None:
    await say_something(plan, "politie", an_incident(aard="geweld", geldigOp=a_day(1), ref="echt"))
    await say_something(plan, "politie", {"soort": "risicofactor", "ref": "r", "tekst": "Schulden."})
    zeven = (await tried(plan, "politie", a_score("7")))["zeven"]
    assert zeven["laatsteIncident"]["op"] >= a_day(1)
    assert "Schulden." in [r["tekst"] for r in zeven["openRisicofactoren"]]
    assert zeven["teltVanaf"] >= add_months(date.fromisoformat(a_day(1)), 6).isoformat()
    assert zeven["dagenTeGaan"] == (date.fromisoformat(zeven["teltVanaf"]) - date.fromisoformat(a_day(0))).days


async def test_under_a_seven_there_is_no_clock(plan: Gastheer) -> None:
    assert "zeven" not in await tried(plan, "politie", a_score("6"))


@pytest.mark.req("MDA-27")
async def test_a_figure_that_changes_asks_for_its_cause_and_shows_what_happened_since(plan: Gastheer) -> None:
    await say_something(plan, "gemeente", a_score("5", ref="eerder", geldigOp=a_day(2)))
    await say_something(plan, "gemeente", {"soort": "overleg", "aard": "mdo", "wijze": "samen", "geldigOp": a_day(1), "besluiten": ["Ja."]})
    anders, gelijk = [(await tried(plan, "gemeente", a_score(cijfer)))["verandering"] for cijfer in ("6", "5")]
    assert anders["vorige"] == {"cijfer": "5", "op": a_day(2)}
    assert (anders["vraagtAanleiding"], gelijk["vraagtAanleiding"]) == (True, False)
    assert "overleg" in {g["soort"] for g in anders["gebeurtenissen"]}


async def test_the_perpetrators_track_learns_nothing_of_the_other_by_trying(gesplitst: Gastheer) -> None:
    """Whatever the victim's side says, each answer to each trial is the same, byte for byte."""
    proeven = [a_score("7"), a_score("2"), an_incident(), an_incident(aard="vrijlating")]
    voor = [(await attempt(gesplitst, "reclassering", feit)).content for feit in proeven]
    await say_something(gesplitst, "politie", an_incident(aard="geweld", ref="v1"))
    await say_something(gesplitst, "gemeente", a_score("1", ref="v2"))
    await say_something(gesplitst, "veilig_thuis", {"soort": "risicofactor", "ref": "v3", "tekst": "Een zorg."})
    await say_something(gesplitst, "veilig_thuis", {"soort": "overleg", "ref": "v4", "aard": "mdo", "wijze": "apart"})
    na = [(await attempt(gesplitst, "reclassering", feit)).content for feit in proeven]
    assert na == voor
    assert len(set(voor)) == len(voor)


async def test_a_reference_to_what_is_hidden_sounds_like_one_to_nothing(gesplitst: Gastheer) -> None:
    verborgen = text(await gesplitst.keten.view("veilig_thuis"), "veiligheidsvoorwaarden", 0, "id")
    stap = {"soort": "voorwaardestand", "ref": "s", "geldigOp": a_day(0), "stand": "geschonden"}
    antwoorden = [await attempt(gesplitst, "reclassering", stap | {"voorwaarde": ident}) for ident in (verborgen, "bestaat-niet")]
    check_problem(antwoorden[0], 400, "onbekende-verwijzing", f"{address(gesplitst, 'reclassering')}/_watals")
    assert antwoorden[0].content == antwoorden[1].content


async def test_a_trial_on_anothers_reference_is_as_absent_as_on_nothing(plan: Gastheer) -> None:
    vreemd = plan.keten.stand.verwijzingen["veilig_thuis"]
    niets = "i" + "x" * (len(vreemd) - 1)
    een, twee = [
        await plan.post(as_bytes({"feit": an_incident()}), f"/v1/veiligheidsplannen/{ref}/_watals", JSON, wie="politie")
        for ref in (vreemd, niets)
    ]
    check_problem(een, 404, "niet-gevonden", f"/v1/veiligheidsplannen/{vreemd}/_watals")
    assert een.text.replace(vreemd, niets) == twee.text


@pytest.mark.parametrize(
    ("feit", "plaats"),
    [
        ({"soort": "taak"}, "/feit"),
        (a_score("8"), "/feit"),
        (a_score("6") | {"reden": None}, "/feit"),
        (an_incident(geldigOp="2250-01-01"), "/feiten/0/geldigOp"),
        (an_incident(personen=[KANARIE]), "/feiten/0/personen/0"),
        ({**an_incident(), KANARIE: 1}, "/feit/(onbekend veld)"),
    ],
)
async def test_a_fact_that_cannot_be_is_refused_by_its_place(plan: Gastheer, feit: object, plaats: str) -> None:
    antwoord = await attempt(plan, "politie", feit)
    assert antwoord.status_code == 400
    assert antwoord.json()["plaats"].startswith(plaats.partition("(")[0].rstrip("/"))
    check_quiet(plan, antwoord)


async def test_a_contribution_in_order_is_told_so_and_nothing_is_kept(plan: Gastheer) -> None:
    voor, regels = await plan.fingerprint(), len(await audit(plan))
    antwoord = await plan.post(as_bytes(a_message()), CONTROLEER)
    check_described(antwoord, "controleerBijdrage")
    assert antwoord.json() == {"staat": "in orde", "aanwijzingen": []}
    assert await plan.fingerprint() == voor
    assert len(await audit(plan)) == regels + 1


async def test_a_checked_contribution_can_be_sent_as_if_it_was_never_checked(plan: Gastheer) -> None:
    bericht = as_bytes(a_message())
    await plan.post(bericht, CONTROLEER)
    antwoord = await plan.post(bericht)
    assert (antwoord.status_code, "Idempotent-Replayed" in antwoord.headers) == (201, False)


@pytest.mark.req("VISIE-15", "VISIE-38")
async def test_a_vague_situation_gets_hints_with_their_place_and_no_refusal(plan: Gastheer) -> None:
    bericht = a_message()
    bericht["feiten"].append(
        {"soort": "onveilige_situatie", "ref": "o", "geldigOp": "2026-11-01", "slachtoffer": "a", "omschrijving": "Ruzie.", "jaar": 2026}
    )
    antwoord = await plan.post(as_bytes(bericht), CONTROLEER)
    check_described(antwoord, "controleerBijdrage")
    hints = antwoord.json()["aanwijzingen"]
    assert {(h["bron"], h["plaats"]) for h in hints} >= {("VISIE-15", "/feiten/3/datum"), ("VISIE-38", "/feiten/3/omschrijving")}


BLANCO = {"berichtId": "x", "opgesteldOp": "2026-11-20T10:00:00Z"}
FOUTEN = {
    "geen json": b"{",
    "niets": as_bytes(BLANCO),
    "onbekend veld": as_bytes({**BLANCO, KANARIE: 1}),
    "vreemde verwijzing": as_bytes({**BLANCO, "verwijzing": KANARIE, "feiten": [an_incident()]}),
    "geen regie": as_bytes(
        {
            **BLANCO,
            "feiten": [
                {
                    "soort": "regie",
                    "ref": "r",
                    "geldigOp": "2026-11-20",
                    "regierol": "casusregie",
                    "organisatie": OINS["politie"],
                    "stap": "aanvaard",
                }
            ],
        }
    ),
    "te lange termijn": as_bytes(
        {
            **BLANCO,
            "feiten": [{"soort": "veiligheidsvoorwaarde", "ref": "v", "geldigOp": "2026-11-20", "tekst": KANARIE, "termijn": "2027-11-20"}],
        }
    ),
}


@pytest.mark.parametrize("naam", sorted(FOUTEN))
async def test_a_check_refuses_what_the_door_refuses_in_the_same_words(plan: Gastheer, naam: str) -> None:
    voor = await plan.fingerprint()
    check_ = await plan.post(FOUTEN[naam], CONTROLEER, wie="gemeente")
    deur = await plan.post(FOUTEN[naam], wie="gemeente")
    assert deur.status_code >= 400
    assert [{**een.json(), "instance": ""} for een in (check_, deur)] == [{**deur.json(), "instance": ""}] * 2
    check_quiet(plan, check_)
    assert await plan.fingerprint() == voor


async def test_other_bytes_under_a_known_number_are_refused_by_the_check_too(plan: Gastheer) -> None:
    ident = nieuw_id()
    await plan.post(as_bytes(a_message(ident)))
    antwoord = await plan.post(as_bytes({**a_message(ident), "opgesteldOp": "2026-11-02T10:00:00Z"}), CONTROLEER)
    check_problem(antwoord, 409, "sleutel-hergebruikt", CONTROLEER)


async def test_a_repeat_is_in_order_as_the_door_would_say(plan: Gastheer) -> None:
    bericht = as_bytes(a_message())
    await plan.post(bericht)
    assert (await plan.post(bericht, CONTROLEER)).json()["staat"] == "in orde"
