"""What may stand in the register of one person: the own track, that person, what was new, and the bases that the rules of then name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.codes import OPENBAAR_MINISTERIE
from ketenhub.domain.delen import Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.gereed import prepare
from ketenhub.share.register import (
    SOORT_VAN,
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


def fresh() -> Betrokken:
    """Give her as she is made anew."""
    return Betrokken(frozenset({"p-1"}), "onverdeeld", slachtoffer=True, pseudoniem=lambda wie, persoon: f"ps-{wie[-1]}-{persoon}")


def rules(*extra: dict[str, Json]) -> Regelset:
    rows = extra or (a_rule("r", "politie"), a_rule("g", "gemeente", grondslag={"wet": "Wpg", "artikel": "20", "bevestigd": True}))
    agreements: Json = [
        {"id": ident, "naam": "Convenant", "van": "2026-01-01", "tot": tot}
        for ident, tot in (("convenant", "2026-06-30"), ("lopend", "2026-11-02"))
    ]
    return Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": agreements, "regels": rows}))


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


def test_line_comes_for_what_was_new_alone_though_the_rest_of_the_fact_or_of_that_moment_was_had() -> None:
    first = a_view(incidenten=[an_incident()])
    for more in (an_incident() | {"id": "i2"}, an_incident() | {"gemeente": "Elzenwoude"}):
        assert [line.dag for line in lines(first, a_view(incidenten=[more])._replace(dag=LATER), wie=fresh())] == [DAG, LATER]
    beside: Json = {"geboortedatum": "1990", "herkomst": {"organisatie": {"oin": GEMEENTE}, "ontvangenOp": GEHOORD}}
    row = a_row("ps-2-p-1", soort="persoon", geboortedatum="1990")
    known, both = a_view(personen=[row]), a_view(personen=[row | {"bronnen": [beside]}])
    assert [line.dag for line in lines(known, both._replace(dag=LATER))] == [DAG, LATER]


def test_each_category_of_one_fact_stands_in_its_line() -> None:
    row = a_row("ps-2-p-1", soort="persoon", bsn="x", telefoon="x", geboortedatum="1990")
    assert categories(a_view(personen=[row])) == {"bsn", "contact", "identiteit"}


def test_lines_stand_by_day_and_organisation_in_whatever_order_they_were_read() -> None:
    other = a_view(incidenten=[an_incident(wie="ps-3-p-1")])._replace(organisatie=GEMEENTE)
    found = lines(other._replace(dag=LATER), other._replace(dag=DAG, doel="taak"), a_view(incidenten=[an_incident()]), other)
    assert [(line.dag, line.organisatie) for line in found] == [(DAG, POLITIE), (LATER, GEMEENTE)]


def test_what_does_not_count_hides_nothing_that_stands_after_it() -> None:
    for before in (an_incident(bron=POLITIE), an_incident(wie="ps-2-p-9")):
        assert categories(a_view(incidenten=[before, an_incident() | {"id": "i2"}])) == {"incident"}


def test_each_recipient_has_lines_of_its_own() -> None:
    other = a_view(incidenten=[an_incident(wie="ps-3-p-1")])._replace(organisatie=GEMEENTE)
    assert [line.organisatie for line in lines(a_view(incidenten=[an_incident()]), other)] == [POLITIE, GEMEENTE]


BRONLOOS: dict[str, Json] = {"id": "i1", "aard": "geweld", "personen": ["ps-2-p-1"]}


@pytest.mark.parametrize(
    "row",
    [
        an_incident(wie="ps-2-p-9"),
        an_incident(bron=POLITIE),
        a_row("i1", soort="incident", aard="geweld"),
        {"id": "i1", "aard": "geweld", "personen": ["ps-2-p-1"]},
    ],
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


@pytest.mark.parametrize(
    ("deel", "veld"),
    [
        ("veiligheidsvoorwaarden", {"soort": "veiligheidsvoorwaarde", "bijSchending": {"persoon": "ps-2-p-1"}, "tekst": "x"}),
        ("veiligheidsbeoordelingen", {"soort": "veiligheidsbeoordeling", "over": {"personen": ["ps-2-p-9", "ps-2-p-1"]}}),
    ],
)
def test_fact_is_about_the_person_however_deep_it_refers(deel: str, veld: dict[str, Json]) -> None:
    assert categories(a_view(**{deel: [a_row("i1") | veld]}))
    words = json.dumps(veld).replace("ps-2-p-1", "ps-2-p-8")
    assert categories(a_view(**{deel: [a_row("i1") | json.loads(words)]})) == set()


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
        ("politie", "onverdeeld", replace(ANNA, slachtoffer=False), True),
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


# who reported, who works there, what runs under criminal law, what a child told, and how organisations go about it
BLIJFT_BUITEN = {
    *("melder", "medewerker", "straf", "kindverhaal", "expertise", "betrokkenheid", "regie", "kenmerk", "fase", "signaal", "taak"),
    *("vrijgave", "tekstvrijgave", "afweging", "afweegverzoek", "doorbreking"),
}


@pytest.mark.parametrize("categorie", [one.value for one in Categorie])
def test_person_is_told_of_every_category_but_those_that_stay_out_of_every_register(categorie: str) -> None:
    told: set[str] = set()
    for part, soort in SOORT_VAN.items():
        naam = "ps-2-p-1" if soort == "persoon" else "i1"
        for veld in (veld for veld, kind in catalogus()[soort].items() if kind.value == categorie):
            merken: Merken = {(naam, GEHOORD): {veld: frozenset({"p-1"})}}
            told |= categories(a_view(**{part: [a_row(naam, soort=soort) | {veld: "x"}]}), wie=fresh(), merken=merken)
    assert told == {categorie} - BLIJFT_BUITEN


def test_reporter_is_left_out_of_a_report_that_counts() -> None:
    row = a_row("m", soort="melding", omschrijving="x", melder={"naam": "Buur"}, personen=["ps-2-p-1"])
    assert categories(a_view(meldingen=[row])) == {"melding"}


@pytest.mark.parametrize(
    ("rest", "telt"),
    [
        ({}, True),
        ({"actie": "onthouden"}, False),
        ({"ontvangerSoorten": ["gemeente"]}, False),
        ({"ontvangerSoorten": []}, True),
        ({"ontvangers": [POLITIE]}, True),
        ({"ontvangers": [VT]}, False),
        ({"sporen": ["pleger"]}, False),
        ({"sporen": ["onverdeeld"]}, True),
        ({"van": "2026-11-03"}, False),
        ({"van": "2026-11-02"}, True),
        ({"tot": "2026-11-01"}, False),
        ({"tot": "2026-11-02"}, True),
        ({"afspraak": "convenant"}, False),
        ({"afspraak": "onbekend"}, False),
        ({"afspraak": "lopend"}, True),
        ({"categorieen": ["bsn"]}, False),
        ({"bronSoorten": ["veilig_thuis"]}, True),
        ({"bronSoorten": ["gemeente"]}, False),
        ({"opToestemming": True}, True),
    ],
)
def test_basis_is_that_of_the_rules_that_were_about_such_a_field_and_recipient(rest: dict[str, Json], telt: bool) -> None:
    given = a_view(incidenten=[an_incident()])._replace(regels=rules({**a_rule("r", "politie"), **rest}))
    assert (len(lines(given)[0].grondslagen) == 1) is telt


SAID: dict[str, Json] = {"soort": "informering", "persoon": "p-1", "ontvanger": POLITIE}


def said(spoor: str = "onverdeeld", **feit: Json) -> Json:
    return an_item("i9", {**SAID, **feit}, VT, spoor)


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


def test_longest_judgement_that_still_holds_counts_and_telling_is_none() -> None:
    ends: tuple[str, ...] = ("2026-12-31", "2026-11-30", "2026-11-01")
    kept = [an_item(f"i{n}", {**SAID, "uitkomst": "uitzondering", "tot": tot}) for n, tot in enumerate(ends)]
    assert withheld_until(prepare({"items": kept, "personen": []}), ANNA, POLITIE, DAG) == "2026-12-31"
    told = prepare({"items": [said(uitkomst="verteld", tot="2026-12-31")], "personen": []})
    assert withheld_until(told, ANNA, POLITIE, DAG) is None


@pytest.mark.parametrize("feit", [{"uitkomst": "uitzondering", "tot": "2026-12-31"}, {"soort": "risicotaxatie", "uitkomst": "verteld"}])
def test_what_is_no_telling_is_not_taken_for_it(feit: dict[str, Json]) -> None:
    assert not was_told(prepare({"items": [an_item("i9", {**SAID, **feit})], "personen": []}), ANNA, POLITIE)


def test_judgement_about_something_else_than_telling_holds_nothing_back() -> None:
    other = prepare({"items": [said(soort="risicotaxatie", uitkomst="uitzondering", tot="2026-12-31")], "personen": []})
    assert withheld_until(other, ANNA, POLITIE, DAG) is None


@pytest.mark.parametrize(
    ("sporen", "wie", "verteld"),
    [
        (("pleger", "slachtoffer"), "slachtoffer", True),
        (("pleger", "slachtoffer"), "pleger", True),
        (("pleger",), "onverdeeld", True),
        (("onverdeeld",), "slachtoffer", True),
        (("onverdeeld",), "pleger", False),
        ((), "onverdeeld", False),
    ],
)
def test_telling_counts_for_a_person_when_any_of_it_was_on_the_own_track(sporen: tuple[str, ...], wie: str, verteld: bool) -> None:
    items = [an_item(f"i{n}", {**SAID, "uitkomst": "verteld"}, VT, spoor) for n, spoor in enumerate(sporen)]
    assert was_told(prepare({"items": items, "personen": []}), replace(ANNA, spoor=wie), POLITIE) is verteld
