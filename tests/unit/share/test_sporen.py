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
