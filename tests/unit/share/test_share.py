"""Kiezen en delen: nothing leaves without a rule, the strictest wins, and no rule opens a wall."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import Deelbesluit, share

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

VT, POLITIE, GEMEENTE, RECLASSERING = ("0" * 19 + n for n in "1234")
SOORTEN = {VT: "veilig_thuis", POLITIE: "politie", GEMEENTE: "gemeente", RECLASSERING: "reclassering"}
ALLES = [categorie.value for categorie in Categorie]


def an_item(ident: str, feit: dict[str, Json], bron: str = VT, spoor: str = "onverdeeld", **herkomst: Json) -> dict[str, Json]:
    """Give an item as the projection holds it."""
    origin: dict[str, Json] = {
        "organisatie": bron,
        "geldigOp": "2026-11-01",
        "ontvangenOp": "2026-11-01T10:00:00Z",
        "eigenId": ident,
        **herkomst,
    }
    return {"id": ident, "spoor": spoor, "herkomst": origin, "feit": feit}


PERSOON = an_item("i1", {"soort": "persoon", "ref": "a", "naam": {"voornamen": "Mila", "achternaam": "Terpoorten"}})
ROL = an_item("i2", {"soort": "persoonsrol", "persoon": "p-1", "rol": "slachtoffer", "zekerheid": "vermoeden"})
INCIDENT: dict[str, Json] = {"soort": "incident", "aard": "geweld", "omschrijving": "@{p-1|Mila} werd geduwd.", "personen": ["p-1"]}
SCHOOL: dict[str, Json] = {"soort": "plaats", "persoon": "p-1", "aard": "school", "geheim": False, "omschrijving": "De Kievit"}
OPVANG: dict[str, Json] = {"soort": "plaats", "persoon": "p-1", "aard": "opvang", "geheim": True, "straat": "Zilverlindelaan"}


def a_casus(*items: Json) -> Object:
    """Give a casus with one person."""
    return {"items": [PERSOON, ROL, *items], "personen": [{"id": "p-1", "verklaringen": ["i1"]}], "deelnames": [], "regie": []}


def a_rule(ident: str, naar: str = "politie", actie: str = "delen", categorieen: list[str] | None = None, **rest: Json) -> dict[str, Json]:
    """Give a rule that shares, unless told otherwise."""
    return {
        "id": ident,
        "ontvangerSoorten": [naar],
        "categorieen": list(categorieen or ALLES),
        "doel": "veiligheidsplan",
        "grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1"},
        "noodzaak": "directe_veiligheid",
        "actie": actie,
        "van": "2026-01-01",
        "toelichting": "voorbeeld",
        **rest,
    }


def decided(casus: Object, rules: list[dict[str, Json]], oin: str = POLITIE, spoor: str = "onverdeeld") -> Deelbesluit:
    """Share a casus with one recipient."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    ontvanger = Ontvanger(oin, SOORTEN[oin], spoor, regie=oin == VT, verwijzing="w")
    omgeving = Omgeving(regels, date(2026, 11, 2), {VT: "Veilig Thuis"}, SOORTEN, lambda persoon: f"ps-{persoon}")
    return share(casus, {"sporen": []}, ontvanger, omgeving)


def seen(besluit: Deelbesluit) -> str:
    """Give everything the recipient gets, as text."""
    return json.dumps(besluit.uitsnede.inhoud, ensure_ascii=False)


def test_without_a_rule_nothing_leaves() -> None:
    assert decided(a_casus(an_item("i3", INCIDENT)), []).uitsnede.inhoud == {"verwijzing": "w", "spoor": "onverdeeld", "personen": []}


def test_rule_for_another_recipient_shares_nothing() -> None:
    assert "incidenten" not in decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r", "gemeente")]).uitsnede.inhoud


def test_one_withholding_rule_beats_any_number_that_share() -> None:
    rules = [a_rule("a"), a_rule("b", velden=["omschrijving"]), a_rule("z", actie="onthouden", categorieen=["incident"])]
    assert "incidenten" not in decided(a_casus(an_item("i3", INCIDENT)), rules).uitsnede.inhoud


def test_minimising_beats_sharing() -> None:
    rules = [a_rule("a"), a_rule("b", actie="minimaliseren", categorieen=["identiteit"], minimalisering="initialen")]
    assert "Terpoorten" not in seen(decided(a_casus(), rules))
    assert "M.T." in seen(decided(a_casus(), rules))


def test_rule_outside_its_dates_does_not_share() -> None:
    assert "incidenten" not in decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r", tot="2026-06-01")]).uitsnede.inhoud


def test_tagged_name_becomes_the_role_where_the_name_is_withheld() -> None:
    text = seen(decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r", categorieen=["incident", "rol"])]))
    assert "slachtoffer werd geduwd." in text
    assert "Mila" not in text


def test_known_name_outside_a_tag_holds_the_text() -> None:
    loose = an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."})
    text = seen(decided(a_casus(loose), [a_rule("r")]))
    assert "werd geduwd" not in text
    named = an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."}, genoemd=[POLITIE])
    assert "werd geduwd" in seen(decided(a_casus(named), [a_rule("r")]))


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("spoor", ["onverdeeld", "beide", "slachtoffer"])
def test_wall_1_place_goes_to_the_giver_and_whom_it_named_only(spoor: str) -> None:
    places = (an_item("i3", OPVANG), an_item("i4", SCHOOL, GEMEENTE))
    assert "plaatsen" not in decided(a_casus(*places), [a_rule("r")], POLITIE, spoor).uitsnede.inhoud
    named = (an_item("i3", OPVANG, genoemd=[POLITIE]), an_item("i4", SCHOOL, GEMEENTE))
    text = seen(decided(a_casus(*named), [a_rule("r")], POLITIE, spoor))
    assert "Zilverlindelaan" in text
    assert "De Kievit" not in text


def test_wall_1_place_never_reaches_the_perpetrators_track_even_when_named() -> None:
    place = an_item("i3", OPVANG, spoor="pleger", genoemd=[RECLASSERING])
    assert "Zilverlindelaan" not in seen(decided(a_casus(place), [a_rule("r", "reclassering")], RECLASSERING, "pleger"))


def test_wall_2_unnamed_reporter_stays_unnamed() -> None:
    melding: dict[str, Json] = {
        "soort": "melding",
        "identificatie": "m1",
        "melder": {"hoedanigheid": "buur", "naam": "Dekker", "magGenoemd": False},
    }
    text = seen(decided(a_casus(an_item("i3", melding)), [a_rule("r")]))
    assert "m1" in text
    assert "Dekker" not in text


@pytest.mark.parametrize("mark", ["nietVerder", "beroepsgeheim"])
def test_walls_3_and_5_hold_the_item_but_not_from_its_source_or_whom_it_named(mark: str) -> None:
    rules = [a_rule("p"), a_rule("g", "gemeente"), a_rule("v", "veilig_thuis")]
    casus = a_casus(an_item("i3", INCIDENT, VT, genoemd=[GEMEENTE], beroepsgeheim=mark == "beroepsgeheim", nietVerder=mark == "nietVerder"))
    assert ["incidenten" in decided(casus, rules, oin).uitsnede.inhoud for oin in (POLITIE, GEMEENTE, VT)] == [False, True, True]


@pytest.mark.req("MDA-20")
def test_wall_4_other_track_changes_nothing_for_the_perpetrators_side() -> None:
    rules = [a_rule("r", "reclassering")]
    own = an_item("i9", {**INCIDENT, "personen": []}, RECLASSERING, "pleger")
    small = decided(a_casus(own), rules, RECLASSERING, "pleger")
    large = decided(a_casus(own, an_item("i3", INCIDENT, POLITIE), an_item("i4", OPVANG)), rules, RECLASSERING, "pleger")
    assert seen(small) == seen(large)


def test_reference_to_a_hidden_item_is_absent_too() -> None:
    step: dict[str, Json] = {"soort": "hoedanigheid", "persoon": "p-1", "incident": "i3", "hoedanigheid": "getuige"}
    casus = a_casus(an_item("i3", INCIDENT, nietVerder=True), an_item("i4", step))
    assert "i3" not in seen(decided(casus, [a_rule("r")]))


def test_explanation_names_rule_basis_purpose_and_necessity() -> None:
    besluit = decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r")])
    words = next(b.explain() for b in besluit.besluiten if b.item == "i3" and b.veld == "omschrijving")
    for part in ("regel r", "Wmo 2015", "veiligheidsplan", "directe_veiligheid", "jurist"):
        assert part in words


@pytest.mark.parametrize("ontbreekt", ["doel", "grondslag", "noodzaak"])
def test_rule_without_basis_purpose_or_necessity_cannot_exist(ontbreekt: str) -> None:
    rule = {key: value for key, value in a_rule("r").items() if key != ontbreekt}
    with pytest.raises(ValueError, match=ontbreekt):
        Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [rule]}))
