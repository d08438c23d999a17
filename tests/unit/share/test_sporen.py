"""Who directs both tracks gets the result of each and the track of each item; nobody else learns that there are two."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.unit.share.test_share import INCIDENT, POLITIE, RECLASSERING, SOORTEN, VT, a_casus, a_rule, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object


def a_result(spoor: str, voice: str) -> dict[str, Json]:
    """Give the evaluator's result of one track, in which one voice is missing."""
    stem: Json = {"stem": "{org:" + voice + "}", "vereist": True, "stand": "ontbreekt", "paden": []}
    return {"spoor": spoor, "poortZin": f"Zin van {spoor}.", "stemmen": [stem], "redenen": [], "termijnen": [], "signalen": []}


BEOORDELING: Object = {"sporen": [a_result("slachtoffer", POLITIE), a_result("pleger", RECLASSERING), a_result("beide", VT)]}
CASUS = a_casus(an_item("i3", INCIDENT, POLITIE, "slachtoffer"), an_item("i4", {**INCIDENT, "personen": []}, RECLASSERING, "pleger"))


def view_of(oin: str, spoor: str, **rule: Json) -> Object:
    """Share the casus with one recipient, under one rule for its kind."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [{**a_rule("r", SOORTEN[oin]), **rule}]}))
    namen = {VT: "Veilig Thuis", POLITIE: "Politie", RECLASSERING: "Reclassering"}
    omgeving = Omgeving(regels, date(2026, 11, 2), namen, SOORTEN, lambda persoon: f"ps-{persoon}")
    return share(CASUS, BEOORDELING, Ontvanger(oin, SOORTEN[oin], spoor, regie=oin == VT, verwijzing="w"), omgeving).uitsnede.inhoud


@pytest.mark.req("MDA-20")
def test_who_directs_both_gets_the_result_of_each_track_beside_the_headline() -> None:
    view = view_of(VT, "beide")
    shown = {str(row["spoor"]): (text(row, "poort", "zin"), texts(row, "poort", "ontbreekt")) for row in rows(view, "sporen")}
    assert shown == {"slachtoffer": ("Zin van slachtoffer.", ("Politie",)), "pleger": ("Zin van pleger.", ("Reclassering",))}
    assert text(view, "fase", "poort", "zin") == "Zin van beide."


def test_who_directs_both_sees_on_which_track_each_item_stands() -> None:
    assert {str(row["id"]): row["spoor"] for row in rows(view_of(VT, "beide"), "incidenten")} == {"i3": "slachtoffer", "i4": "pleger"}


def test_without_a_rule_on_the_phase_there_is_no_result_per_track_either() -> None:
    view = view_of(VT, "beide", categorieen=["incident"])
    assert "fase" not in view
    assert "sporen" not in view


@pytest.mark.parametrize(("oin", "spoor"), [(POLITIE, "slachtoffer"), (RECLASSERING, "pleger"), (POLITIE, "onverdeeld")])
def test_nobody_else_gets_a_result_per_track_or_the_track_of_an_item(oin: str, spoor: str) -> None:
    view = view_of(oin, spoor)
    assert "sporen" not in view
    assert [at(row, "spoor") for row in rows(view, "incidenten")] == [None] * len(rows(view, "incidenten"))
    assert rows(view, "incidenten") != ()


def sentence_on_track(*stemmen: Json, categorieen: list[str] | None = None) -> tuple[str | None, tuple[str, ...]]:
    """Give what the probation service reads of its track without a phase: the sentence, and who is missing."""
    result: Object = {"sporen": [{"spoor": "pleger", "poortZin": "Twee stemmen ontbreken.", "stemmen": stemmen}]}
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("r", "reclassering", categorieen=categorieen)]}))
    omgeving = Omgeving(regels, date(2026, 11, 2), {RECLASSERING: "Reclassering"}, SOORTEN, lambda persoon: f"ps-{persoon}")
    ontvanger = Ontvanger(RECLASSERING, "reclassering", "pleger", regie=False, verwijzing="w")
    view = share(CASUS, result, ontvanger, omgeving).uitsnede.inhoud
    return text(view, "fase", "poort", "zin"), texts(view, "fase", "poort", "ontbreekt")


OWN: Json = {"stem": "{org:" + RECLASSERING + "}", "organisatie": RECLASSERING, "vereist": True, "stand": "ontbreekt", "paden": []}
OTHER: Json = {"stem": "{persoon:p-1}", "persoon": "p-1", "vereist": True, "stand": "ontbreekt", "paden": []}


@pytest.mark.req("MDA-20")
def test_sentence_of_a_track_without_a_phase_counts_no_voice_that_is_not_listed() -> None:
    assert sentence_on_track(OWN, OTHER, categorieen=["fase"]) == (
        "Dit spoor heeft geen fase. Bel de regie voor overleg.",
        ("Reclassering",),
    )


def test_sentence_of_a_track_without_a_phase_is_whole_where_every_voice_is_listed() -> None:
    zin, missing = sentence_on_track(OWN, OTHER)
    assert (zin, len(missing)) == ("Twee stemmen ontbreken.", 2)


def test_broken_condition_that_is_not_shared_is_not_counted_in_the_sentence_either() -> None:
    broken: Json = {"regel": "F5", "bron": "VISIE-57", "tekst": "Een voorwaarde is geschonden.", "paden": ["v-hidden.tekst"]}
    result: Object = {"sporen": [{**a_result("pleger", RECLASSERING), "stemmen": [], "redenen": [broken]}]}
    assert text(track_view(result), "zin") == "Dit spoor heeft geen fase. Bel de regie voor overleg."


def track_view(result: Object) -> Json:
    """Give the gate of a track as the probation service gets it."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("r", "reclassering")]}))
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, SOORTEN, lambda persoon: f"ps-{persoon}")
    ontvanger = Ontvanger(RECLASSERING, "reclassering", "pleger", regie=False, verwijzing="w")
    return at(share(CASUS, result, ontvanger, omgeving).uitsnede.inhoud, "fase", "poort")


def test_person_with_a_voice_on_both_tracks_is_named_with_the_track_in_the_headline() -> None:
    heard: Json = {"stem": "Ben", "vereist": False, "cijfer": "6", "stand": "telt_niet_mee", "paden": ["i3.aard"]}
    awaited: Json = {"stem": "Ben", "vereist": True, "stand": "ontbreekt", "paden": []}
    headline: Object = {"sporen": [{"spoor": "beide", "fase": 1, "poortZin": "Nog niet.", "stemmen": [heard, awaited]}]}
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("r", "veilig_thuis")]}))
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, SOORTEN, lambda persoon: f"ps-{persoon}")
    view = share(CASUS, headline, Ontvanger(VT, "veilig_thuis", "beide", regie=True, verwijzing="w"), omgeving).uitsnede.inhoud
    gate = at(view, "fase", "poort")
    assert [row["stem"] for row in rows(gate, "overig")] == ["Ben (spoor van het slachtoffer)"]
    assert texts(gate, "ontbreekt") == ("Ben (spoor van de pleger)",)
