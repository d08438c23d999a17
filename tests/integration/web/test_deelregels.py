"""Administrators' systems live the whole life of rules over HTTP; every wish that does not fit is a problem document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from ketenhub.flow.regelsimulatie import carry_simulation
from ketenhub.main import make_door, own_rules
from ketenhub.web.app import Web, create_app
from ketenhub.web.auth.clients import BEHEERSCOPES, DEELREGELS_BEHEREN, DEELREGELS_LEZEN, SCOPES, Client
from tests.integration.flow.keten import OINS, Keten, a_keten
from tests.integration.flow.regels import ANNEKE, BRAM, GEHEIM, REDEN, a_household, opens_incidents, with_rules
from tests.integration.web.beloften import hold_to_description

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server
    from ketenhub.web.auth.poort import Poort

BASIS = "/v1/deelregels"
ALLE = SCOPES | BEHEERSCOPES


@dataclass(slots=True)
class Balie:
    """Where a system of administrators asks: a hub that asks the database for its rules, and a client of Veilig Thuis."""

    hub: Hub
    poort: Poort
    client: httpx.AsyncClient
    keten: Keten

    def headers(self, wie: str = "veilig_thuis", scopes: frozenset[str] = ALLE) -> dict[str, str]:
        """Give the headers of a system that is logged in."""
        client = Client(f"{wie}-systeem", OINS[wie], self.poort.uitgever.sleutels, scopes)  # type: ignore[arg-type]  # its keys are not asked for
        return {"Authorization": f"Bearer {self.poort.uitgever.issue(client, scopes, None)}"}

    async def get(self, pad: str, **rest: Any) -> httpx.Response:
        """Ask something."""
        return await self.client.get(f"{BASIS}{pad}", headers=self.headers(**rest))

    async def post(self, pad: str, body: object, kop: dict[str, str] | None = None, **rest: Any) -> httpx.Response:
        """Do something."""
        return await self.client.post(f"{BASIS}{pad}", json=body, headers={**self.headers(**rest), **(kop or {})})

    async def etag(self, versie: str = "v2") -> str:
        """Give the mark of the state of a version."""
        return (await self.get(f"/versies/{versie}")).headers["etag"]

    async def decide(self, stap: str, wie: str, versie: str = "v2", **rest: object) -> httpx.Response:
        """Take a step on the state of now."""
        body = {"stap": stap, "beheerder": wie, "reden": REDEN, **rest}
        return await self.post(f"/versies/{versie}/besluiten", body, {"If-Match": await self.etag(versie)})

    async def draft(self, **rest: object) -> httpx.Response:
        """Keep a draft."""
        return await self.post("/versies", a_draft(**rest))

    async def simulate(self) -> httpx.Response:
        """Ask for a simulation, and let a worker carry it."""
        answer = await self.post("/versies/v2/simulatie", {"beheerder": ANNEKE}, {"If-Match": await self.etag()})
        while await carry_simulation(self.hub):
            pass
        return answer


def a_draft(**rest: object) -> dict[str, object]:
    """Build the body of a draft."""
    rules = opens_incidents().model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {"beheerder": ANNEKE, "reden": REDEN, "regelset": rules, **rest}


@pytest.fixture
async def balie(server: Server, tmp_path: Path) -> AsyncIterator[Balie]:
    """Serve a hub to systems that have every scope."""
    async with a_keten(server, tmp_path, own_rules()) as keten:
        hub = await with_rules(keten)
        rows = []
        for organisatie in hub.keten.organisaties:
            doors = tuple(one.model_copy(update={"scopes": tuple(sorted(ALLE))}) for one in organisatie.aansluitingen)
            rows.append(organisatie.model_copy(update={"aansluitingen": doors}))
        keten.hub = hub = replace(hub, keten=hub.keten.model_copy(update={"organisaties": tuple(rows)}))
        poort = make_door(hub, demo=True)
        app = create_app(Web(hub, poort, lambda _, kind: keten.defecten.append(kind)))
        hooks = {"response": [hold_to_description]}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=hub.adres, event_hooks=hooks) as client:
            yield Balie(hub, poort, client, keten)


async def test_whole_life_over_http(balie: Balie) -> None:
    answers = [
        await balie.draft(),
        await balie.simulate(),
        await balie.decide("goedgekeurd", BRAM),
        await balie.decide("gepubliceerd", ANNEKE),
        await balie.decide("teruggedraaid", BRAM),
    ]
    assert [answer.status_code for answer in answers] == [201, 202, 201, 201, 201]
    found = (await balie.get("/versies")).json()["versies"]
    assert [(one["versie"], one["stand"]) for one in found] == [(balie.hub.regels.versie, "geldend"), ("v2", "teruggedraaid")]


async def test_version_is_shown_with_rules_history_and_findings(balie: Balie) -> None:
    await balie.draft()
    body = (await balie.get("/versies/v2")).json()
    assert (body["stand"], body["stappen"][0]["beheerder"], body["regelset"]["versie"]) == ("ontwerp", ANNEKE, "v2")
    assert [one for one in body["bevindingen"] if one["blokkeert"]] == []


async def test_changes_are_told_in_words_beside_what_holds(balie: Balie) -> None:
    await balie.draft()
    body = (await balie.get("/versies/v2/wijzigingen")).json()
    assert (body["met"], [(one["regel"], one["soort"]) for one in body["wijzigingen"]]) == (
        balie.hub.regels.versie,
        [("gem-incident", "nieuw")],
    )


async def test_simulation_shows_fields_and_numbers_and_no_value(balie: Balie) -> None:
    await a_household(balie.keten)
    await balie.draft()
    await balie.simulate()
    answer = await balie.get("/versies/v2/simulatie")
    first = answer.json()["verschil"][0]
    assert (first["soort"], first["nieuw"], GEHEIM in answer.text) == ("gemeente", 1, False)


async def test_list_of_versions_goes_on_after_one(balie: Balie) -> None:
    await balie.draft()
    body = (await balie.get(f"/versies?na={balie.hub.regels.versie}")).json()
    assert ([one["versie"] for one in body["versies"]], "volgende" in body) == (["v2"], False)


async def test_invented_household_is_looked_at_as_a_recipient(balie: Balie) -> None:
    names = (await balie.get("/huishoudens")).json()["huishoudens"]
    answer = await balie.post("/huishoudens/_bekijk", {"beheerder": ANNEKE, "huishouden": names[1], "soort": "politie"})
    assert (answer.status_code, answer.json()["simulatie"]["als"]) == (200, "politie")


async def test_regie_looks_at_its_own_plan_as_a_participant(balie: Balie) -> None:
    await a_household(balie.keten)
    pad = f"/v1/veiligheidsplannen/{balie.keten.stand.verwijzingen['veilig_thuis']}/_bekijk"
    answer = await balie.client.post(pad, json={"ontvanger": OINS["gemeente"]}, headers=balie.headers())
    assert (answer.status_code, answer.json()["simulatie"]["als"]) == (200, OINS["gemeente"])


async def test_step_without_the_state_it_is_taken_on_is_refused(balie: Balie) -> None:
    await balie.draft()
    answer = await balie.post("/versies/v2/simulatie", {"beheerder": ANNEKE})
    assert (answer.status_code, answer.json()["code"]) == (428, "voorwaarde-ontbreekt")


async def test_step_on_an_older_state_is_refused_and_not_taken(balie: Balie) -> None:
    await balie.draft()
    old = await balie.etag()
    await balie.simulate()
    body = {"stap": "goedgekeurd", "beheerder": BRAM, "reden": REDEN}
    answer = await balie.post("/versies/v2/besluiten", body, {"If-Match": old})
    assert (answer.status_code, (await balie.get("/versies/v2")).json()["stand"]) == (412, "gesimuleerd")


async def test_any_state_is_enough_where_the_caller_says_so(balie: Balie) -> None:
    await balie.draft()
    answer = await balie.post("/versies/v2/simulatie", {"beheerder": ANNEKE}, {"If-Match": "*"})
    assert answer.status_code == 202


@pytest.mark.parametrize("tag", ['W/"x"', '"a", "b"', "x"])
async def test_mark_that_is_no_single_strong_one_is_refused(balie: Balie, tag: str) -> None:
    await balie.draft()
    answer = await balie.post("/versies/v2/simulatie", {"beheerder": ANNEKE}, {"If-Match": tag})
    assert (answer.status_code, answer.json()["plaats"]) == (400, "If-Match")


async def test_author_does_not_approve(balie: Balie) -> None:
    await balie.draft()
    await balie.simulate()
    answer = await balie.decide("goedgekeurd", ANNEKE)
    assert (answer.status_code, answer.json()["plaats"]) == (403, "beheerder")


async def test_system_of_another_organisation_does_not_act_for_this_administrator(balie: Balie) -> None:
    answer = await balie.post("/versies", a_draft(), wie="politie")
    assert (answer.status_code, answer.json()["plaats"]) == (403, "beheerder")


async def test_publication_of_what_was_not_approved_is_a_conflict(balie: Balie) -> None:
    await balie.draft()
    answer = await balie.decide("gepubliceerd", ANNEKE)
    assert (answer.status_code, answer.json()["code"]) == (409, "tegenstrijdig")


async def test_fault_in_the_rules_is_refused_with_its_place(balie: Balie) -> None:
    body: dict[str, Any] = a_draft()
    body["regelset"]["regels"][0]["velden"] = ["verzonnen"]
    answer = await balie.post("/versies", body)
    assert (answer.status_code, answer.json()["plaats"]) == (400, "/regels/0/velden/0")


@pytest.mark.parametrize("weg", ["grondslag", "doel", "noodzaak"])
async def test_rule_without_basis_purpose_or_necessity_is_refused_with_its_place(balie: Balie, weg: str) -> None:
    body: dict[str, Any] = a_draft()
    del body["regelset"]["regels"][3][weg]
    answer = await balie.post("/versies", body)
    assert (answer.status_code, answer.json()["plaats"]) == (400, f"/regelset/regels/3/{weg}")


@pytest.mark.parametrize(
    ("methode", "pad", "genoeg"),
    [
        ("GET", "/versies", DEELREGELS_LEZEN),
        ("GET", "/versies/v2", DEELREGELS_LEZEN),
        ("GET", "/versies/v2/wijzigingen", DEELREGELS_LEZEN),
        ("GET", "/versies/v2/simulatie", DEELREGELS_LEZEN),
        ("GET", "/huishoudens", DEELREGELS_LEZEN),
        ("POST", "/versies", DEELREGELS_BEHEREN),
        ("POST", "/versies/v2/simulatie", DEELREGELS_BEHEREN),
        ("POST", "/versies/v2/besluiten", DEELREGELS_BEHEREN),
        ("POST", "/huishoudens/_bekijk", DEELREGELS_BEHEREN),
    ],
)
async def test_every_route_asks_its_own_scope(balie: Balie, methode: str, pad: str, genoeg: str) -> None:
    less = ALLE - {DEELREGELS_BEHEREN, genoeg}
    answer = await balie.client.request(methode, f"{BASIS}{pad}", headers=balie.headers(scopes=less))
    assert (answer.status_code, answer.json()["code"]) == (403, "geen-toegang")


@pytest.mark.parametrize("pad", ["/versies/v9", "/versies/v9/wijzigingen", "/versies/v9/simulatie"])
async def test_version_that_is_not_there_is_not_found(balie: Balie, pad: str) -> None:
    assert (await balie.get(pad)).status_code == 404


@pytest.mark.parametrize("pad", ["/versies?na=bestaat-niet", "/versies?x=1", "/versies/v2?x=1", "/versies/v2/wijzigingen?met="])
async def test_question_that_does_not_fit_is_refused(balie: Balie, pad: str) -> None:
    assert (await balie.get(pad)).status_code == 400


async def test_body_in_another_media_type_is_refused(balie: Balie) -> None:
    answer = await balie.client.post(
        f"{BASIS}/versies", content=b"versie: v2", headers={**balie.headers(), "Content-Type": "application/yaml"}
    )
    assert answer.status_code == 415
