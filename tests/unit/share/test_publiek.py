"""Who of the people themselves gets a view and as whom, and the edges of what was found safe to show them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.gegeven import Categorie
from ketenhub.share.gereed import prepare
from ketenhub.share.mensen import audience, shown_to
from ketenhub.share.ontvanger import Ontvanger
from tests.unit.share.test_share import GEMEENTE, PERSOON, ROL, VT, a_casus, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Gereed

DAG = date(2026, 1, 10)
MENS = Ontvanger("", "betrokkene", "onverdeeld", regie=False, verwijzing="w", persoon="p-1")
AFSPRAAK: dict[str, Json] = {"soort": "veiligheidsafspraak", "wie": "Oma", "wat": "Belt."}
SCENARIO: dict[str, Json] = {"soort": "proactief_scenario", "stappen": ["Bel 112."], "tonenAanBetrokkenen": True}


def a_household(*verklaringen: dict[str, Json], splitsing: Json = None, **row: Json) -> Object:
    """Give a casus with one person, as the fold knows them and as organisations spoke of them."""
    items = [an_item(f"s{n}", {"soort": "persoon", **said}, VT) for n, said in enumerate(verklaringen)]
    person: Json = {"id": "p-1", "verklaringen": [item["id"] for item in items], "lid": True, "volwassen": True, **row}
    other: Json = {"id": "p-2", "verklaringen": [], "lid": False, "volwassen": False}
    return {"items": items, "personen": [other, person], "splitsing": splitsing}


def who(casus: Object, persoon: str = "p-1") -> str | None:
    """Give as whom a person gets a view."""
    found = audience(casus, persoon, DAG, "w")
    return None if found is None else found.soort


def test_adult_of_the_household_is_a_recipient_without_an_organisation_that_never_directs() -> None:
    assert audience(a_household({}), "p-1", DAG, "w") == Ontvanger(
        "", "betrokkene", "onverdeeld", regie=False, verwijzing="w", persoon="p-1"
    )


def test_person_who_is_not_in_the_casus_gets_nothing() -> None:
    assert who(a_household({}), "p-9") is None


@pytest.mark.req("MDA-02")
@pytest.mark.parametrize(
    ("lid", "soort"),
    [
        ("meerderjarig_kind_in_huis", "meerderjarig_kind"),
        ("meerderjarig_kind_uit_huis", "meerderjarig_kind"),
        ("volwassene", "betrokkene"),
    ],
)
def test_adult_child_is_one_as_soon_as_one_organisation_said_so(lid: str, soort: str) -> None:
    assert who(a_household({}, {"lid": lid}, {})) == soort


@pytest.mark.parametrize(
    ("row", "soort"),
    [
        ({"volwassen": False}, None),
        ({"volwassen": False, "volwassenVanaf": "2026-01-11"}, None),
        ({"volwassen": False, "volwassenVanaf": "2026-01-10"}, "betrokkene"),
        ({"volwassen": False, "volwassenVanaf": "2026-01-09"}, "betrokkene"),
    ],
)
def test_minor_gets_a_view_from_the_eighteenth_birthday_on(row: dict[str, Json], soort: str | None) -> None:
    assert who(a_household({}, **row)) == soort


@pytest.mark.parametrize(
    ("row", "soort"),
    [({"lidTot": "2026-01-09"}, None), ({"lidTot": "2026-01-10"}, "betrokkene"), ({"lid": False}, None)],
)
def test_who_left_the_household_gets_nothing_from_the_day_after(row: dict[str, Json], soort: str | None) -> None:
    assert who(a_household({}, **row)) == soort


@pytest.mark.req("ROUTE-05")
@pytest.mark.parametrize(("akkoord", "soort"), [("2026-01-09", "netwerk"), ("2026-01-10", "netwerk"), ("2026-01-11", None), (None, None)])
def test_who_was_invited_gets_a_view_from_the_day_of_agreement_on(akkoord: str | None, soort: str | None) -> None:
    said: dict[str, Json] = {"uitgenodigdDoor": "p-2", "akkoordOp": akkoord, "magZien": ["afspraak"]}
    assert who(a_household(said, lid=False)) == soort


@pytest.mark.req("ROUTE-05")
def test_where_organisations_agreed_different_things_with_someone_of_the_network_only_what_all_agreed_counts() -> None:
    said: dict[str, Json] = {"uitgenodigdDoor": "p-2", "akkoordOp": "2026-01-08"}
    casus = a_household({**said, "magZien": ["afspraak", "scenario"]}, {}, {**said, "magZien": ["afspraak", "identiteit"]}, lid=False)
    found = audience(casus, "p-1", DAG, "w")
    assert found is not None
    assert found.alleen == frozenset({Categorie.AFSPRAAK})


@pytest.mark.req("MDA-20", "MDA-46")
@pytest.mark.parametrize(
    ("splitsing", "spoor", "found"),
    [
        (None, "slachtoffer", "onverdeeld"),
        ({}, "slachtoffer", "slachtoffer"),
        ({}, "pleger", "pleger"),
        ({}, "beide", "pleger"),
        ({}, None, "pleger"),
    ],
)
def test_person_of_whom_it_is_not_sure_that_they_are_on_the_victims_track_gets_what_is_on_the_other(
    splitsing: Json, spoor: str | None, found: str
) -> None:
    ontvanger = audience(a_household({}, splitsing=splitsing, spoor=spoor), "p-1", DAG, "w")
    assert ontvanger is not None
    assert ontvanger.spoor == found


def a_check(**rest: Json) -> dict[str, Json]:
    """Give a check on safety."""
    return {"soort": "vrijgave", "onderdeel": "i3", "doelgroepen": ["betrokkene"], "veilig": True, "getoetstOp": "2026-01-10", **rest}


def ready(*feiten: dict[str, Json]) -> Gereed:
    """Make a casus ready with these facts, the first of which has the id i3."""
    return prepare(a_casus(*(an_item(f"i{n}", feit) for n, feit in enumerate(feiten, 3))))


def shows(*feiten: dict[str, Json], dag: date = DAG) -> bool:
    """Tell whether the first fact can reach a person of the household."""
    return "i3" in shown_to(ready(*feiten), MENS, dag)


@pytest.mark.req("MDA-46")
@pytest.mark.parametrize(
    ("check", "shown"),
    [
        ({}, True),
        ({"doelgroepen": ["netwerk"]}, False),
        ({"doelgroepen": ["netwerk", "betrokkene"]}, True),
        ({"personen": ["p-1", "p-2"]}, True),
        ({"personen": ["p-2"]}, False),
        ({"veilig": False}, False),
        ({"veilig": None}, False),
        ({"getoetstOp": "2026-01-11"}, False),
        ({"getoetstOp": None}, False),
        ({"tot": "2026-01-10"}, True),
        ({"tot": "2026-01-09"}, False),
        ({"onderdeel": "i9"}, False),
        ({"onderdeel": None}, False),
    ],
)
def test_one_check_shows_a_thing_to_its_audience_on_its_days_and_only_that_thing(check: dict[str, Json], shown: bool) -> None:
    assert shows(AFSPRAAK, a_check(**check)) is shown


@pytest.mark.req("MDA-46")
def test_check_for_somebody_else_takes_nothing_away_from_the_one_that_comes_after_it() -> None:
    assert shows(AFSPRAAK, a_check(personen=["p-2"]), a_check())
    assert shows(AFSPRAAK, a_check(doelgroepen=["netwerk"]), a_check())


@pytest.mark.req("MDA-46")
def test_check_that_finds_it_unsafe_decides_whether_it_came_first_or_last_and_whatever_its_days() -> None:
    unsafe = a_check(veilig=False, getoetstOp="2026-03-01", tot="2025-01-01")
    assert not shows(AFSPRAAK, unsafe, a_check())
    assert not shows(AFSPRAAK, a_check(), unsafe)


@pytest.mark.req("MDA-46")
def test_what_only_looks_like_a_check_shows_nothing() -> None:
    gereed = ready(AFSPRAAK, a_check())
    afspraak, check = gereed.stukken[-2:]
    fake = replace(check, vorm=check.vorm._replace(soort="werkdoel"))
    found = [shown_to(replace(gereed, stukken=(afspraak, one)), MENS, DAG) for one in (check, fake)]
    assert ["i3" in shown for shown in found] == [True, False]


@pytest.mark.req("MDA-46")
@pytest.mark.parametrize(
    ("scenario", "shown"),
    [
        ({}, True),
        ({"geldigTot": "2026-01-10"}, True),
        ({"geldigTot": "2026-01-09"}, False),
        ({"tonenAanBetrokkenen": False}, False),
        ({"tonenAanBetrokkenen": None}, False),
    ],
)
def test_scenario_is_shown_while_it_holds_and_says_itself_that_it_may_be(scenario: dict[str, Json], shown: bool) -> None:
    assert shows({**SCENARIO, **scenario}, a_check()) is shown


@pytest.mark.req("MDA-46")
def test_thing_of_another_kind_is_not_shown_even_when_somebody_found_it_safe() -> None:
    assert not shows({"soort": "werkdoel", "tekst": "x"}, a_check())


@pytest.mark.req("MDA-02")
@pytest.mark.parametrize(
    ("feit", "own"),
    [
        ({"soort": "veiligheidsbeoordeling", "beoordelaar": {"persoon": "p-1"}}, True),
        ({"soort": "veiligheidsbeoordeling", "beoordelaar": {"persoon": "p-2"}}, False),
        ({"soort": "veiligheidsbeoordeling", "beoordelaar": {"persoon": "p-1", "namens": "de buren"}}, False),
        ({"soort": "instemming", "persoon": "p-1", "oordeel": "eens"}, True),
        ({"soort": "instemming", "persoon": "p-2", "oordeel": "eens"}, False),
        ({"soort": "toestemming", "persoon": "p-1", "oordeel": "ja"}, True),
        ({"soort": "toestemming", "persoon": "p-2", "oordeel": "ja"}, False),
        ({"soort": "gezondheidsfeit", "persoon": "p-1", "tekst": "x"}, False),
    ],
)
def test_own_words_are_what_a_person_said_and_not_what_was_said_for_or_of_that_person(feit: dict[str, Json], own: bool) -> None:
    assert shows(feit) is own


@pytest.mark.req("MDA-46")
def test_with_what_is_shown_go_the_names_of_who_stands_in_it_and_nothing_else_that_was_said_of_them() -> None:
    other = an_item("i7", {"soort": "persoon", "naam": {"voornamen": "Ben"}}, GEMEENTE)
    third = an_item("i8", {"soort": "persoon", "naam": {"voornamen": "Kim"}}, GEMEENTE)
    casus: Object = {
        "items": [PERSOON, ROL, other, third, an_item("i3", {**AFSPRAAK, "wat": "@{p-2|Ben} belt."}), an_item("i4", a_check())],
        "personen": [
            {"id": "p-1", "verklaringen": ["i1", "i2"]},
            {"id": "p-2", "verklaringen": ["i7"]},
            {"id": "p-3", "verklaringen": ["i8"]},
        ],
    }
    assert shown_to(prepare(casus), MENS, DAG) == frozenset({"i1", "i3", "i7"})
