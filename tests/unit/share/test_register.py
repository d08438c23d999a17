"""What may stand in the register of one person: the own track, that person, what was new, and the bases that the rules of then name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.codes import OPENBAAR_MINISTERIE
from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.gereed import prepare
from ketenhub.share.register import (
    TOONBAAR,
    Betrokken,
    Gegeven,
    Regel,
    all_ids,
    may_stand,
    start,
    tags_of,
    victim,
    was_told,
    withheld_until,
)
from tests.unit.share.test_share import GEMEENTE, POLITIE, SOORTEN, VT, a_rule, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.register import Merken

DAG, LATER = date(2026, 11, 2), date(2026, 11, 3)
GEHOORD = "2026-11-01T10:00:00Z"
ANNA = Betrokken(frozenset({"p-1"}), "onverdeeld", slachtoffer=True, pseudoniem=lambda wie, persoon: f"ps-{wie[-1]}-{persoon}")


def rules(*extra: dict[str, Json]) -> Regelset:
    rows = extra or (a_rule("r", "politie"), a_rule("g", "gemeente", grondslag={"wet": "Wpg", "artikel": "20", "bevestigd": True}))
    agreement: Json = {"id": "convenant", "naam": "Convenant", "van": "2026-01-01", "tot": "2026-06-30"}
    return Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": [agreement], "regels": rows}))


def a_row(ident: str, bron: str = VT, gehoord: str = GEHOORD, **velden: Json) -> dict[str, Json]:
    return {"id": ident, **velden, "herkomst": {"organisatie": {"oin": bron}, "ontvangenOp": gehoord}}


def an_incident(wie: str = "ps-2-p-1", bron: str = VT, gehoord: str = GEHOORD) -> dict[str, Json]:
    return a_row("i1", bron, gehoord, soort="incident", aard="geweld", personen=[wie])


def a_view(**parts: Json) -> Gegeven:
    return Gegeven(DAG, POLITIE, "onverdeeld", "plan", rules(), parts)


def lines(*gegeven: Gegeven, wie: Betrokken = ANNA, merken: Merken | None = None) -> tuple[Regel, ...]:
    adding = start(wie, SOORTEN, merken or {})
    for one in gegeven:
        adding.read(one)
    return adding.lines


def categories(*gegeven: Gegeven, wie: Betrokken = ANNA, merken: Merken | None = None) -> set[str]:
    return {categorie for line in lines(*gegeven, wie=wie, merken=merken) for categorie in line.categorieen}


def test_line_names_day_recipient_purpose_categories_and_basis() -> None:
    (line,) = lines(a_view(incidenten=[an_incident()]))
    basis = "Wmo 2015 artikel 4.1.1 (nog te bevestigen door een jurist)"
    assert line == Regel(DAG, POLITIE, "plan", frozenset({"incident"}), frozenset({basis}))


def test_basis_that_was_confirmed_is_not_in_doubt() -> None:
    given = a_view(incidenten=[an_incident(wie="ps-3-p-1")])._replace(organisatie=GEMEENTE)
    assert lines(given)[0].grondslagen == {"Wpg artikel 20"}


def test_what_was_had_already_makes_no_line_and_what_was_said_anew_does() -> None:
    given = a_view(incidenten=[an_incident()])
    assert len(lines(given, given._replace(dag=LATER))) == 1
    again = a_view(incidenten=[an_incident(gehoord="2026-11-02T10:00:00Z")])._replace(dag=LATER)
    assert [line.dag for line in lines(given, again)] == [DAG, LATER]


def test_each_recipient_has_lines_of_its_own() -> None:
    other = a_view(incidenten=[an_incident(wie="ps-3-p-1")])._replace(organisatie=GEMEENTE)
    assert [line.organisatie for line in lines(a_view(incidenten=[an_incident()]), other)] == [POLITIE, GEMEENTE]


@pytest.mark.parametrize(
    "row",
    [an_incident(wie="ps-2-p-9"), an_incident(bron=POLITIE), a_row("i1", soort="incident", aard="geweld"), {"id": "i1", "aard": "geweld"}],
    ids=["about another", "own words", "about nobody", "without its source"],
)
def test_what_is_not_about_this_person_or_not_of_another_makes_no_line(row: dict[str, Json]) -> None:
    assert lines(a_view(incidenten=[row])) == ()


def test_statement_about_the_person_counts_and_what_others_said_beside_it() -> None:
    beside: Json = {"geboortedatum": "1990", "herkomst": {"organisatie": {"oin": GEMEENTE}, "ontvangenOp": GEHOORD}}
    row = a_row("ps-2-p-1", soort="persoon", bsn="x", rollen=[{"rol": "pleger"}], bronnen=[beside])
    assert categories(a_view(personen=[row])) == {"bsn", "identiteit"}
    assert categories(a_view(personen=[row | {"id": "ps-2-p-9"}])) == set()


def test_text_that_names_the_person_counts_where_the_fact_refers_to_nobody() -> None:
    merken: Merken = {("i1", GEHOORD): {"omschrijving": frozenset({"p-1"})}}
    row = a_row("i1", soort="incident", omschrijving="Anna riep.", aard="geweld")
    assert categories(a_view(incidenten=[row]), merken=merken) == {"incident"}
    assert categories(a_view(incidenten=[row | {"personen": ["ps-2-p-9"]}]), merken=merken) == set()
    hidden = {key: value for key, value in row.items() if key != "omschrijving"}
    assert categories(a_view(incidenten=[hidden]), merken=merken) == set()


def test_every_id_that_ever_meant_the_person_counts() -> None:
    both = replace(ANNA, idents=frozenset({"p-1", "p-0"}))
    assert categories(a_view(incidenten=[an_incident(wie="ps-2-p-0")]), wie=both) == {"incident"}
    casus: Object = {"zelfde": [["p-0", "p-1"], ["p-7", "p-8"]]}
    assert (all_ids(casus, "p-1"), all_ids({}, "p-1")) == (frozenset({"p-0", "p-1"}), frozenset({"p-1"}))


@pytest.mark.parametrize(
    ("spoor", "rij", "wie", "telt"),
    [
        ("slachtoffer", None, "slachtoffer", True),
        ("slachtoffer", None, "pleger", False),
        ("pleger", None, "pleger", True),
        ("pleger", None, "slachtoffer", False),
        ("onverdeeld", None, "slachtoffer", True),
        ("onverdeeld", None, "pleger", False),
        ("beide", "slachtoffer", "slachtoffer", True),
        ("beide", "slachtoffer", "pleger", False),
        ("beide", "pleger", "pleger", True),
        ("beide", "pleger", "slachtoffer", False),
        ("beide", None, "slachtoffer", False),
        ("beide", None, "pleger", False),
    ],
)
def test_only_rows_of_the_own_track_count(spoor: str, rij: str | None, wie: str, telt: bool) -> None:
    row = an_incident() | ({"spoor": rij} if rij else {})
    given = a_view(incidenten=[row])._replace(spoor=spoor)
    assert (categories(given, wie=replace(ANNA, spoor=wie)) == {"incident"}) is telt


@pytest.mark.parametrize(
    ("soort", "spoor", "wie", "mag"),
    [
        ("politie", "onverdeeld", ANNA, True),
        ("politie", None, ANNA, True),
        (OPENBAAR_MINISTERIE, "onverdeeld", ANNA, False),
        ("vrouwenopvang", "onverdeeld", ANNA, True),
        ("vrouwenopvang", "onverdeeld", replace(ANNA, slachtoffer=False), False),
        ("politie", "slachtoffer", replace(ANNA, spoor="slachtoffer"), True),
        ("politie", "beide", replace(ANNA, spoor="slachtoffer"), True),
        ("politie", "pleger", replace(ANNA, spoor="slachtoffer"), False),
        ("politie", None, replace(ANNA, spoor="slachtoffer"), False),
        ("politie", "slachtoffer", replace(ANNA, spoor="pleger"), False),
    ],
)
def test_who_may_stand_in_a_register(soort: str, spoor: str | None, wie: Betrokken, mag: bool) -> None:
    assert may_stand(wie, soort, spoor) is mag


@pytest.mark.parametrize("categorie", ["melder", "medewerker", "straf", "kindverhaal", "vrijgave", "kenmerk", "taak", "signaal", "fase"])
def test_what_stays_out_of_every_register(categorie: str) -> None:
    assert Categorie(categorie) not in TOONBAAR


def test_reporter_is_left_out_of_a_report_that_counts() -> None:
    row = a_row("m", soort="melding", omschrijving="x", melder={"naam": "Buur"}, personen=["ps-2-p-1"])
    assert categories(a_view(meldingen=[row])) == {"melding"}


@pytest.mark.parametrize(
    ("rest", "telt"),
    [
        ({}, True),
        ({"actie": "onthouden"}, False),
        ({"ontvangerSoorten": ["gemeente"]}, False),
        ({"ontvangers": [POLITIE]}, True),
        ({"ontvangers": [VT]}, False),
        ({"sporen": ["pleger"]}, False),
        ({"van": "2026-11-03"}, False),
        ({"tot": "2026-11-01"}, False),
        ({"tot": "2026-11-02"}, True),
        ({"afspraak": "convenant"}, False),
        ({"afspraak": "onbekend"}, False),
        ({"categorieen": ["bsn"]}, False),
        ({"bronSoorten": ["veilig_thuis"]}, True),
        ({"bronSoorten": ["gemeente"]}, False),
        ({"opToestemming": True}, True),
    ],
)
def test_basis_is_that_of_the_rules_that_were_about_such_a_field_and_recipient(rest: dict[str, Json], telt: bool) -> None:
    given = a_view(incidenten=[an_incident()])._replace(regels=rules({**a_rule("r", "politie"), **rest}))
    assert (len(lines(given)[0].grondslagen) == 1) is telt


def said(spoor: str = "onverdeeld", **feit: Json) -> Json:
    return an_item("i9", {"soort": "informering", "persoon": "p-1", "ontvanger": POLITIE, **feit}, VT, spoor)


def test_what_was_told_is_of_the_own_track_and_what_may_not_be_told_of_any() -> None:
    for spoor in ("slachtoffer", "pleger"):
        told = prepare({"items": [said(spoor, uitkomst="verteld")], "personen": []})
        assert was_told(told, replace(ANNA, spoor=spoor), POLITIE)
        assert not was_told(told, replace(ANNA, spoor="pleger" if spoor == "slachtoffer" else "slachtoffer"), POLITIE)
        kept = prepare({"items": [said(spoor, uitkomst="uitzondering", tot="2026-12-31")], "personen": []})
        assert withheld_until(kept, replace(ANNA, spoor="pleger"), POLITIE, DAG) == "2026-12-31"


def test_what_was_judged_of_another_or_ended_holds_nothing_back() -> None:
    kept = prepare({"items": [said(uitkomst="uitzondering", tot="2026-11-01")], "personen": []})
    assert withheld_until(kept, ANNA, POLITIE, DAG) is None
    assert withheld_until(kept, ANNA, POLITIE, date(2026, 11, 1)) == "2026-11-01"
    assert withheld_until(kept, ANNA, GEMEENTE, date(2026, 11, 1)) is None
    assert withheld_until(kept, replace(ANNA, idents=frozenset({"p-2"})), POLITIE, date(2026, 11, 1)) is None
    of_all = prepare({"items": [said(uitkomst="uitzondering", tot="2026-12-31", ontvanger=None)], "personen": []})
    assert withheld_until(of_all, ANNA, GEMEENTE, DAG) == "2026-12-31"


def test_who_is_called_victim_and_perpetrator_is_no_victim_alone() -> None:
    asked: tuple[list[str], ...] = (["slachtoffer"], ["slachtoffer", "pleger"], [], ["pleger"])
    assert [victim({"rollen": rollen}) for rollen in asked] == [True, False, False, False]


def test_tags_are_found_per_field_of_running_text() -> None:
    feit: Object = {"soort": "incident", "omschrijving": "@{p-1|Anna} en @{p-2|Ben}.", "aard": "geweld"}
    assert tags_of(feit) == {"omschrijving": {"p-1", "p-2"}}
