"""The clock of a 7 and what moved a figure, from a view alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, rows
from ketenhub.inzicht.scoren import Klok, Stem, moved, scores_of, weigh_seven

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

VANDAAG = date(2026, 11, 20)
KLOK = Klok(VANDAAG, 6, 28)
EEN = Stem("1", (), professional=True)


def an_item(ident: str, op: str, oin: str = "1", **velden: Json) -> dict[str, Json]:
    return {"id": ident, "herkomst": {"organisatie": {"oin": oin, "naam": "Een"}, "geldigOp": op}, **velden}


def a_score(ident: str, op: str, cijfer: str, oin: str = "1", **velden: Json) -> dict[str, Json]:
    base: dict[str, Json] = {"beoordelaar": {"soort": "professional"}, "over": {"soort": "huishouden", "personen": []}, "schaal": "0-7+"}
    return an_item(ident, op, oin, cijfer=cijfer, **{**base, **velden})


@pytest.mark.req("MOV-27")
def test_the_last_incident_starts_the_months_again() -> None:
    view = {"incidenten": [an_item("i", "2026-10-01", aard="geweld"), an_item("j", "2026-11-02", aard="vrijlating")]}
    found = weigh_seven(view, EEN, KLOK)
    assert (found["laatsteIncident"], found["teltVanaf"], found["dagenTeGaan"]) == (
        {"op": "2026-10-01", "soort": "geweld"},
        "2027-04-01",
        132,
    )


@pytest.mark.parametrize(
    ("view", "soort"),
    [
        ({"maatregelschendingen": [an_item("i", "2026-11-01")]}, "schending_maatregel"),
        ({"meldingen": [an_item("i", "2026-11-05", incidentdatum="2026-11-01")]}, "melding"),
    ],
    ids=["measure", "report"],
)
def test_a_broken_measure_and_a_report_tell_of_an_incident_too(view: dict[str, Json], soort: str) -> None:
    assert weigh_seven(view, EEN, KLOK)["laatsteIncident"] == {"op": "2026-11-01", "soort": soort}


def test_an_incident_of_a_day_to_come_is_no_incident_yet() -> None:
    assert "laatsteIncident" not in weigh_seven({"incidenten": [an_item("i", "2026-12-01", aard="geweld")]}, EEN, KLOK)


@pytest.mark.parametrize(
    ("cijfers", "vanaf"),
    [
        ([], "2026-12-18"),
        ([a_score("a", "2026-11-01", "7")], "2026-11-29"),
        ([a_score("a", "2026-09-01", "7"), a_score("b", "2026-10-01", "5"), a_score("c", "2026-11-01", "7+")], "2026-11-29"),
        ([a_score("a", "2026-01-01", "7")], "2026-01-29"),
        ([a_score("a", "2026-11-01", "7", "2")], "2026-12-18"),
        ([a_score("a", "2026-11-01", "7", schaal="0-10")], "2026-12-18"),
    ],
    ids=["first", "second round", "after a lower one", "long since", "of another", "other scale"],
)
def test_the_second_round_counts_from_the_first_seven_of_this_voice(cijfers: list[Json], vanaf: str) -> None:
    assert weigh_seven({"veiligheidsbeoordelingen": cijfers}, EEN, KLOK)["teltVanaf"] == vanaf


def test_days_that_are_over_are_none_to_go() -> None:
    assert weigh_seven({"veiligheidsbeoordelingen": [a_score("a", "2026-01-01", "7")]}, EEN, KLOK)["dagenTeGaan"] == 0


def test_a_person_is_a_voice_apart_from_the_organisation_that_wrote_it_down() -> None:
    own = a_score("a", "2026-11-01", "7", beoordelaar={"soort": "betrokkene", "persoon": "p"})
    view = {"veiligheidsbeoordelingen": [own, a_score("b", "2026-11-02", "5")]}
    assert [[r["id"] for r in scores_of(view, stem)] for stem in (EEN, Stem("p", (), professional=False))] == [["b"], ["a"]]


@pytest.mark.req("MDA-27")
def test_what_happened_since_the_last_figure_stands_beside_the_new_one() -> None:
    view = {
        "veiligheidsbeoordelingen": [a_score("a", "2026-11-01", "6"), a_score("b", "2026-11-10", "5")],
        "incidenten": [an_item("i", "2026-11-05", aard="geweld"), an_item("j", "2026-11-12", aard="onveilig")],
    }
    found = moved(view, EEN, "4", VANDAAG)
    assert (found["vorige"], [e["id"] for e in rows(found, "gebeurtenissen")]) == ({"cijfer": "5", "op": "2026-11-10"}, ["j"])


@pytest.mark.req("MDA-27")
@pytest.mark.parametrize(("cijfer", "vraagt"), [("5", False), ("5.0", False), ("5.5", True), ("7+", True)])
def test_a_figure_asks_for_its_cause_when_it_differs(cijfer: str, vraagt: bool) -> None:
    view = {"veiligheidsbeoordelingen": [a_score("a", "2026-11-01", "5")]}
    assert at(moved(view, EEN, cijfer, VANDAAG), "vraagtAanleiding") is vraagt


def test_a_first_figure_has_nothing_before_it() -> None:
    assert moved({}, EEN, "5", VANDAAG) == {"vraagtAanleiding": False, "gebeurtenissen": []}
