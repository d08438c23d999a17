"""Derived values are content: a conclusion passes with its facts, and one about something absent as if it were there."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, texts
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

VT, POLITIE = "0" * 19 + "1", "0" * 19 + "2"
ALLES = [categorie.value for categorie in Categorie]


def a_score(ident: str, cijfer: str, **herkomst: Json) -> dict[str, Json]:
    """Build a score of Veilig Thuis."""
    origin: dict[str, Json] = {
        "organisatie": VT,
        "geldigOp": "2026-11-01",
        "ontvangenOp": "2026-11-01T10:00:00Z",
        "eigenId": ident,
        **herkomst,
    }
    return {"id": ident, "spoor": "onverdeeld", "herkomst": origin, "feit": {"soort": "veiligheidsbeoordeling", "cijfer": cijfer}}


CASUS: Object = {"items": [a_score("c1", "6"), a_score("c2", "2")], "personen": [], "deelnames": [], "regie": []}
STEMMEN: list[Json] = [
    {"stem": "Een", "vereist": True, "cijfer": "6", "stand": "goed", "paden": ["c1.cijfer"]},
    {"stem": "Twee", "vereist": True, "cijfer": "2", "stand": "onder", "paden": ["c2.cijfer"]},
    {"stem": "Drie", "vereist": True, "stand": "ontbreekt", "paden": []},
]
SIGNALEN: list[Json] = [
    {
        "sleutel": "a",
        "soort": "cijfer",
        "ernst": "direct",
        "dag": "2026-11-01",
        "tekst": "Een 2.",
        "spoor": "onverdeeld",
        "paden": ["c2.cijfer"],
    },
    {
        "sleutel": "b",
        "soort": "verouderd",
        "ernst": "attentie",
        "dag": "2026-11-01",
        "tekst": "Oud.",
        "spoor": "onverdeeld",
        "paden": ["c1.cijfer"],
    },
    {"sleutel": "c", "soort": "stilte", "ernst": "attentie", "dag": "2026-11-01", "tekst": "Stil.", "spoor": "onverdeeld", "paden": []},
]
TERMIJN: Json = {"soort": "voorwaarden", "tekst": "Spreek af.", "datum": "2026-11-20", "gevolg": "Opschalen.", "paden": []}
REDEN: Json = {"regel": "F1", "bron": "MOV-13", "tekst": "Nog geen afspraken.", "paden": []}
BEOORDELING: Object = {
    "sporen": [
        {
            "spoor": "onverdeeld",
            "fase": 1,
            "laagste": "2",
            "laagstePaden": ["c2.cijfer"],
            "poortZin": "Nog niet naar fase 2.",
            "stemmen": STEMMEN,
            "redenen": [REDEN],
            "termijnen": [TERMIJN],
            "signalen": SIGNALEN,
        }
    ]
}


def a_rule(ident: str, **rest: Json) -> dict[str, Json]:
    """Give a rule that shares everything, unless told otherwise."""
    return {
        "id": ident,
        "categorieen": list(ALLES),
        "doel": "toets",
        "grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1"},
        "noodzaak": "directe_veiligheid",
        "actie": "delen",
        "van": "2026-01-01",
        "toelichting": "voorbeeld",
        **rest,
    }


def but_not(*categorieen: str) -> list[dict[str, Json]]:
    """Share everything but some categories."""
    return [a_rule("alles"), a_rule("niet", actie="onthouden", categorieen=list(categorieen))]


def seen(rules: list[dict[str, Json]], *, regie: bool = False, casus: Object = CASUS, result: Object = BEOORDELING) -> Object:
    """Give what police see."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, {POLITIE: "politie"}, lambda persoon: persoon)
    return share(casus, result, Ontvanger(POLITIE, "politie", "onverdeeld", regie, "w"), omgeving).uitsnede.inhoud


def test_lowest_score_is_the_lowest_that_is_shared() -> None:
    walled: Object = {**CASUS, "items": [a_score("c1", "6"), a_score("c2", "2", nietVerder=True)]}
    assert at(seen([a_rule("alles")]), "fase", "laagste") == "2"
    assert at(seen([a_rule("alles")], casus=walled), "fase", "laagste") == "6"


def test_voice_that_is_due_again_is_named_only_to_who_sees_its_score() -> None:
    due: Json = {"stem": "org:1", "vereist": True, "cijfer": "6", "stand": "opnieuw", "paden": ["c1.cijfer"]}
    result: Object = {"sporen": [{"spoor": "onverdeeld", "fase": 1, "poortZin": "Nog niet naar fase 2.", "stemmen": [due]}]}
    assert len(texts(seen([a_rule("alles")], result=result), "fase", "poort", "opnieuw")) == 1
    assert texts(seen(but_not("cijfer"), result=result), "fase", "poort", "opnieuw") == ()


@pytest.mark.parametrize("deel", ["onder", "ontbreekt", "overig"])
def test_voices_with_and_without_a_score_are_hidden_alike(deel: str) -> None:
    assert at(seen(but_not("cijfer")), "fase", "poort", deel) == []


def test_minimised_score_is_shown_nowhere() -> None:
    rules = [a_rule("alles"), a_rule("klein", actie="minimaliseren", categorieen=["cijfer"], minimalisering="aanwezigheid")]
    text = json.dumps(seen(rules))
    assert '"2"' not in text
    assert "Een 2." not in text


def test_term_for_conditions_that_are_not_there_is_only_for_who_sees_conditions() -> None:
    assert rows(seen([a_rule("alles")]), "fase", "termijnen")
    assert not rows(seen(but_not("voorwaarde")), "fase", "termijnen")


def test_reason_about_agreements_that_are_not_there_is_only_for_who_sees_agreements() -> None:
    assert rows(seen([a_rule("alles")]), "fase", "redenen")
    assert not rows(seen(but_not("afspraak")), "fase", "redenen")


def test_conclusion_that_names_an_absent_field_needs_its_facts_and_that_field() -> None:
    gap: Json = {"regel": "F11", "bron": "VISIE-48", "tekst": "Let op.", "paden": ["c1.cijfer"], "afwezig": "toetsmoment.geplandOp"}
    result: Object = {"sporen": [{"spoor": "onverdeeld", "fase": 1, "poortZin": "Nog niet.", "redenen": [gap]}]}
    assert [
        len(rows(seen(rules, result=result), "fase", "redenen")) for rules in ([a_rule("alles")], but_not("overleg"), but_not("cijfer"))
    ] == [
        1,
        0,
        0,
    ]


def test_term_that_rests_on_the_day_of_a_shared_item_is_shown() -> None:
    term: Json = {
        "soort": "directe_veiligheid",
        "tekst": "Tot dan.",
        "datum": "2026-11-20",
        "gevolg": "Opschalen.",
        "paden": ["c1.geldigOp"],
    }
    result: Object = {"sporen": [{"spoor": "onverdeeld", "fase": 1, "poortZin": "Nog niet.", "termijnen": [term]}]}
    assert rows(seen([a_rule("alles")], result=result), "fase", "termijnen")


def test_minimised_phase_is_the_phase_alone() -> None:
    rules = [a_rule("alles"), a_rule("klein", actie="minimaliseren", categorieen=["fase"])]
    assert seen(rules)["fase"] == {"fase": 1, "naam": "directe_veiligheid"}


def test_hidden_danger_reaches_regie_as_kind_and_severity_and_nobody_else() -> None:
    assert [(row["soort"], row["ernst"]) for row in rows(seen(but_not("cijfer"), regie=True), "signalen")] == [("cijfer", "direct")]
    assert "Een 2." not in json.dumps(seen(but_not("cijfer"), regie=True))
    assert not rows(seen(but_not("cijfer")), "signalen")


@pytest.mark.parametrize(("rules", "shows"), [([], True), (["fase"], False)])
def test_rule_for_a_phase_is_only_about_who_may_see_that_phase(rules: list[str], shows: bool) -> None:
    phased = [a_rule("deel", categorieen=["cijfer"], fasen=[1]), a_rule("fase", categorieen=["fase"])]
    hide = [a_rule("niet", actie="onthouden", categorieen=rules)] if rules else []
    assert ("veiligheidsbeoordelingen" in seen([*phased, *hide])) is shows


@pytest.mark.parametrize("actie", ["onthouden", "minimaliseren"])
@pytest.mark.parametrize(("fase", "shows"), [(True, True), (False, False)], ids=["phase seen", "phase hidden"])
def test_rule_that_holds_back_in_another_phase_holds_back_in_all_from_who_may_not_see_the_phase(
    actie: str, fase: bool, shows: bool
) -> None:
    rules = [a_rule("deel", categorieen=["cijfer"]), a_rule("niet", categorieen=["cijfer"], actie=actie, fasen=[3])]
    phase = [a_rule("fase", categorieen=["fase"])] if fase else []
    assert ("veiligheidsbeoordelingen" in seen([*rules, *phase])) is shows


def a_voice(stem: str, cijfer: str, stand: str) -> Json:
    """Give a required voice with a shared figure."""
    return {"stem": stem, "vereist": True, "cijfer": cijfer, "stand": stand, "paden": ["c1.cijfer"]}


def gate_of(*stemmen: Json, fase: int = 1) -> Json:
    """Give the gate that police see."""
    result: Object = {"sporen": [{"spoor": "onverdeeld", "fase": fase, "poortZin": "Nog niet.", "stemmen": stemmen}]}
    return at(seen([a_rule("alles")], result=result), "fase", "poort")


@pytest.mark.req("MOV-19")
@pytest.mark.parametrize(
    ("stand", "aantal"),
    [("goed", 1), ("ronde", 1), ("opnieuw", 0), ("verouderd", 0), ("onvolledig", 0), ("niet_alle_leden", 0), ("onder", 0)],
)
def test_only_a_figure_that_counts_now_is_counted_at_the_gate(stand: str, aantal: int) -> None:
    gate = gate_of(a_voice("Een", "7", stand), fase=2)
    assert (at(gate, "aantalVoldoende"), at(gate, "aantalVereist")) == (aantal, 1)


def test_voice_is_below_by_what_the_evaluator_asks_of_it() -> None:
    gate = gate_of(a_voice("Een", "6", "goed"), a_voice("Twee", "6", "onder"), fase=2)
    assert [row["stem"] for row in rows(gate, "onder")] == ["Twee"]
