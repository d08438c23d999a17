"""What the sources want of sharing, shown on whole contributions: who gets what, by which kind of rule, and what never leaves."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from ketenhub.domain.codes import WETTELIJKE_DOELEN
from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows, text
from tests.unit.eisen.wereld import GEMEENTE, POLITIE, SITUATIE, VT, a_household, a_rule, rules, say, seen

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json

ALLES = [categorie.value for categorie in Categorie]


def with_police(*feiten: dict[str, Json]) -> Casus:
    """Give a household in which the police take part and Veilig Thuis says these things."""
    return say(a_household(), {"soort": "betrokkenheid", "ref": "politie", "organisatie": POLITIE, "van": "2026-01-10"}, *feiten)


def without(*categorieen: str) -> Regelset:
    """Share everything with the police but these categories."""
    return rules(a_rule("politie", *(c for c in ALLES if c not in categorieen)))


@pytest.mark.req("VISIE-40")
def test_what_a_child_told_has_a_sharing_rule_of_its_own() -> None:
    casus = with_police({**SITUATIE, "ref": "verhaal", "genoemdDoor": "de school", "verteldDoorKind": "Papa gooide een bord."})
    shown = [rows(seen(casus, POLITIE, regels), "onveiligeSituaties") for regels in (without("kindverhaal"), without())]
    assert ["bord" in json.dumps(view) for view in shown] == [False, True]
    assert [any(text(row, "genoemdDoor") == "de school" for row in view) for view in shown] == [True, True]


@pytest.mark.req("MDA-23")
def test_a_joint_risk_assessment_names_instrument_and_participants_and_is_a_class_of_its_own() -> None:
    taxatie: dict[str, Json] = {
        "soort": "risicotaxatie",
        "ref": "taxatie",
        "instrument": "RIT",
        "deelnemers": ["regie", "ggz"],
        "uitkomst": "Hoog.",
    }
    casus = with_police({**taxatie, "persoon": "ben"})
    (own,) = rows(seen(casus), "risicotaxaties")
    assert (own["instrument"], own["deelnemers"]) == ("RIT", ["regie", "ggz"])
    assert [len(rows(seen(casus, POLITIE, regels), "risicotaxaties")) for regels in (without("risicotaxatie"), without())] == [0, 1]


@pytest.mark.req("MDA-38")
@pytest.mark.parametrize("aard", ["actieoverleg", "zsm"])
def test_a_forum_names_who_was_there_and_has_an_audience_of_its_own(aard: str) -> None:
    casus = with_police({"soort": "overleg", "ref": "o", "aard": aard, "wijze": "apart", "aanwezig": ["OM", "reclassering"]})
    assert [(row["aard"], row["aanwezig"]) for row in rows(seen(casus), "overleggen")] == [(aard, ["OM", "reclassering"])]
    assert [len(rows(seen(casus, POLITIE, regels), "overleggen")) for regels in (without("overleg"), without())] == [0, 1]


@pytest.mark.req("VT-17")
@pytest.mark.parametrize("doel", WETTELIJKE_DOELEN)
def test_a_statutory_task_of_veilig_thuis_is_a_purpose_of_a_rule(doel: str) -> None:
    casus = with_police()
    assert rows(seen(casus, POLITIE, rules(a_rule("politie", "situatie", doel=doel))), "onveiligeSituaties")


@pytest.mark.req("MDA-33")
@pytest.mark.parametrize("oordeel", ["nee", "ingetrokken", "niet_gevraagd"])
def test_a_share_rests_on_another_basis_where_there_is_no_consent(oordeel: str) -> None:
    consent: dict[str, Json] = {"soort": "toestemming", "ref": "t", "persoon": "anna", "doel": "hulp", "oordeel": oordeel}
    assert rows(seen(with_police(consent), POLITIE, without()), "onveiligeSituaties")


@pytest.mark.req("MDA-35")
@pytest.mark.parametrize("veld", ["noodzaak", "doel", "grondslag"])
def test_a_rule_without_necessity_purpose_or_basis_cannot_exist(veld: str) -> None:
    regel = {key: value for key, value in a_rule("politie", "situatie").items() if key != veld}
    with pytest.raises(ValidationError) as error:
        rules(regel)
    assert [one["loc"] for one in error.value.errors()] == [("regels", 0, veld)]


@pytest.mark.req("MDA-36")
def test_what_is_under_secrecy_leaves_only_for_whom_its_holder_named_in_that_item() -> None:
    secret: dict[str, Json] = {**SITUATIE, "ref": "geheim", "omschrijving": "Verteld aan de arts.", "beroepsgeheim": True}
    released: dict[str, Json] = {**secret, "ref": "vrij", "omschrijving": "Vrijgegeven door de arts.", "genoemd": [POLITIE]}
    told = json.dumps(seen(with_police(secret, released), POLITIE, without()), ensure_ascii=False)
    assert ["Verteld aan de arts" in told, "Vrijgegeven door de arts" in told] == [False, True]


@pytest.mark.req("MDA-22")
def test_advice_about_danger_stays_on_the_track_on_which_it_was_given() -> None:
    split: dict[str, Json] = {"soort": "geweldsoort", "ref": "g", "aard": "intiem_terrorisme", "slachtoffers": ["anna"], "plegers": ["ben"]}
    parts: list[dict[str, Json]] = [
        {"soort": "betrokkenheid", "ref": oin, "organisatie": oin, "van": "2026-01-10", "opSpoor": spoor}
        for oin, spoor in ((POLITIE, "slachtoffer"), (GEMEENTE, "pleger"))
    ]
    casus = say(a_household(), split, *parts)
    casus = say(casus, {"soort": "consultatie", "ref": "c", "vraag": "Hoe spreken wij hem?", "aan": "forensisch", "advies": "Niet alleen."})
    regels = rules(a_rule("politie", *ALLES), a_rule("gemeente", *ALLES))
    assert [len(rows(seen(casus, oin, regels), "consultaties")) for oin in (VT, POLITIE, GEMEENTE)] == [1, 1, 0]


@pytest.mark.req("MDA-39")
def test_who_reported_by_office_and_which_professional_stay_with_veilig_thuis() -> None:
    professional: dict[str, Json] = {"ref": "prof-9", "functie": "Spoedarts", "naam": "D. Vos", "beschermd": True}
    melding: dict[str, Json] = {
        "soort": "melding",
        "ref": "m",
        "identificatie": "M-1",
        "ontvangen": "2026-01-10",
        "omschrijving": "Letsel.",
    }
    casus = with_police({"soort": "betrokkenheid", "ref": "gemeente", "organisatie": GEMEENTE, "van": "2026-01-10"})
    office: dict[str, Json] = {"ambtshalve": True, "melder": {"hoedanigheid": "Spoedarts", "naam": "D. Vos"}, "genoemd": [VT]}
    casus = say(casus, {**melding, **office, "professional": professional}, van=POLITIE)
    regels = rules(a_rule("veilig_thuis", *ALLES), {**a_rule("gemeente", *ALLES), "id": "gemeente"})
    views = {oin: json.dumps(seen(casus, oin, regels)) for oin in (VT, GEMEENTE)}
    assert ["Letsel" in view for view in views.values()] == [True, True]
    assert [word for word in ("Spoedarts", "D. Vos", "ambtshalve", "prof-9") if word in views[GEMEENTE]] == []
    assert "ambtshalve" in views[VT]
