"""The plan has one id and a name per organisation: who says veiligheidsactieplan means the same plan (MOV-06, CON-19)."""

from __future__ import annotations

import pytest

from ketenhub.domain.json import rows
from ketenhub.keys import nieuw_id
from tests.integration.web.beloften import check_problem
from tests.integration.web.gastheer import Gastheer, as_bytes

pytestmark = pytest.mark.asyncio(loop_scope="module")


def a_body(plan: Gastheer, plannaam: str) -> bytes:
    """Build a contribution of the municipality under a name of the plan."""
    doel = {
        "soort": "veiligheidsvoorwaarde",
        "ref": nieuw_id(),
        "geldigOp": "2026-11-20",
        "tekst": "Onder een naam.",
        "termijn": "2026-12-20",
    }
    return as_bytes(
        {
            "berichtId": nieuw_id(),
            "opgesteldOp": "2026-11-20T10:00:00Z",
            "verwijzing": plan.keten.stand.verwijzingen["gemeente"],
            "plannaam": plannaam,
            "feiten": [doel],
        }
    )


@pytest.mark.req("MOV-06", "CON-19")
async def test_what_comes_under_the_alias_lands_on_the_same_plan(plan: Gastheer) -> None:
    casussen = await plan.count("casus")
    antwoord = await plan.post(a_body(plan, "veiligheidsactieplan"), wie="gemeente")
    assert (antwoord.status_code, await plan.count("casus")) == (201, casussen)
    zicht = await plan.keten.view("veilig_thuis")
    assert "Onder een naam." in [v["tekst"] for v in rows(zicht, "veiligheidsvoorwaarden")]


@pytest.mark.req("MOV-06", "CON-19")
async def test_each_organisation_sees_its_own_name_for_it(plan: Gastheer) -> None:
    named = {wie: (await plan.keten.view(wie))["plannaam"] for wie in ("veilig_thuis", "politie", "gemeente")}
    assert named == {"veilig_thuis": "veiligheidsplan", "politie": "veiligheidsplan", "gemeente": "veiligheidsactieplan"}


@pytest.mark.req("CON-19")
async def test_a_plan_van_aanpak_is_no_name_for_this_plan(plan: Gastheer) -> None:
    antwoord = await plan.post(a_body(plan, "plan_van_aanpak"), wie="gemeente")
    check_problem(antwoord, 400, "ongeldig-bericht", "/v1/bijdragen")
    assert antwoord.json()["plaats"] == "/plannaam"
