"""Who may be one person: names by sound, one day of birth, different organisations; explained, deterministic, and never by a place."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.merge.gelijkenis import Gelijkenis, propose
from ketenhub.merge.koppelen import check_decided

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

VT, POLITIE, GEMEENTE = (f"{n:020d}" for n in (1, 2, 3))
ANNA: dict[str, Json] = {"voornamen": "Anna", "achternaam": "Vliet"}


def said(ident: str, oin: str, naam: dict[str, Json], **rest: Json) -> dict[str, Json]:
    """Build what one organisation says of a person, as a view tells it."""
    return {"id": ident, "naam": naam, "geboortedatum": "1990-05-06", "herkomst": {"organisatie": {"oin": oin}}, **rest}


def judged(naam: dict[str, Json], naam2: dict[str, Json], **rest: Json) -> dict[str, str] | None:
    """Give the points on which two persons are proposed as one, or None."""
    found = propose([said("a", VT, naam), said("b", POLITIE, naam2, **rest)])
    return {punt.veld: punt.oordeel for punt in found[0].punten} if found else None


@pytest.mark.parametrize(
    ("achternaam", "ander", "oordeel"),
    [
        ({"achternaam": "Vliet"}, {"achternaam": "Vliet"}, "gelijk"),
        ({"voorvoegsel": "van der", "achternaam": "Vliet"}, {"achternaam": "van der Vliet"}, "gelijk"),
        ({"voorvoegsel": "van der", "achternaam": "Vliet"}, {"achternaam": "Vliet"}, "past"),
        ({"achternaam": "Meijer"}, {"achternaam": "Meyer"}, "past"),
        ({"achternaam": "Meijer"}, {"achternaam": "Meier"}, "past"),
        ({"achternaam": "Jansen"}, {"achternaam": "Janssen"}, "past"),
        ({"achternaam": "Bosch"}, {"achternaam": "Bos"}, "past"),
        ({"achternaam": "Éthé"}, {"achternaam": "Ethe"}, "gelijk"),
        ({"achternaam": "Vliet-de Boer"}, {"achternaam": "de Boer"}, "past"),
        ({"achternaam": "de Boer-Vliet"}, {"achternaam": "Vliet-de Boer"}, "past"),
        ({"achternaam": "De Den"}, {"achternaam": "De Den"}, "gelijk"),
        ({"achternaam": "Vliet"}, {"achternaam": "Vloed"}, None),
        ({"achternaam": "Vliet"}, {}, None),
    ],
)
def test_surname_is_compared_by_sound_without_its_prefix(achternaam: dict[str, Json], ander: dict[str, Json], oordeel: str | None) -> None:
    found = judged({"voornamen": "Anna", **achternaam}, {"voornamen": "Anna", **ander})
    assert (found or {}).get("achternaam") == oordeel


@pytest.mark.parametrize(
    ("voornaam", "ander", "oordeel"),
    [
        ({"voornamen": "Anna"}, {"voornamen": "Anna"}, "gelijk"),
        ({"voornamen": "Anna Maria"}, {"voornamen": "Anna"}, "past"),
        ({"voornamen": "Anna Maria"}, {"voornamen": "Maria"}, "past"),
        ({"voornamen": "Thea"}, {"voornamen": "Tea"}, "past"),
        ({"voornamen": "Anna Maria"}, {"voorletters": "A.M."}, "past"),
        ({"voornamen": "Anna"}, {"voorletters": "AM"}, "past"),
        ({"voorletters": "A.M."}, {"voorletters": "A"}, "past"),
        ({"voornamen": "Anna"}, {"voorletters": "B."}, None),
        ({"voornamen": "Anna"}, {"voornamen": "Agnes"}, None),
        ({"voornamen": "Anna"}, {}, None),
    ],
)
def test_first_name_fits_by_name_by_one_of_the_names_or_by_initials(
    voornaam: dict[str, Json], ander: dict[str, Json], oordeel: str | None
) -> None:
    found = judged({"achternaam": "Vliet", **voornaam}, {"achternaam": "Vliet", **ander})
    assert (found or {}).get("voornaam") == oordeel


@pytest.mark.parametrize("born", ["1990-05-07", "1990", None, True])
def test_another_year_alone_or_no_day_of_birth_proposes_nobody(born: Json) -> None:
    assert judged(ANNA, ANNA, geboortedatum=born) is None


def test_two_minimised_days_of_birth_are_no_day_of_birth() -> None:
    assert propose([said("a", VT, ANNA, geboortedatum="1990"), said("b", POLITIE, ANNA, geboortedatum="1990")]) == ()


def test_whom_one_organisation_named_both_are_two() -> None:
    beside: dict[str, Json] = {"naam": {**ANNA}, "geboortedatum": "1990-05-06", "herkomst": {"organisatie": {"oin": VT}}}
    assert propose([said("a", VT, ANNA), said("b", VT, ANNA)]) == ()
    assert propose([said("a", VT, ANNA), said("b", POLITIE, ANNA, bronnen=[beside])]) == ()


def test_numbers_that_differ_make_two_and_one_number_makes_a_proposal_whatever_the_name() -> None:
    other: dict[str, Json] = {"voornamen": "Bo", "achternaam": "Berg"}
    assert propose([said("a", VT, ANNA, bsn="999990019"), said("b", POLITIE, ANNA, bsn="999990020")]) == ()
    assert len(propose([said("a", VT, ANNA, bsn="999990019"), said("b", POLITIE, ANNA)])) == 1
    (found,) = propose([said("a", VT, ANNA, bsn="999990019"), said("b", POLITIE, other, bsn="999990019")])
    assert [punt.veld for punt in found.punten] == ["bsn"]


def test_what_differs_is_said_beside_what_agrees_and_no_value_is_told() -> None:
    (found,) = propose([said("a", VT, ANNA, geslacht="vrouw"), said("b", POLITIE, ANNA, geslacht="man", lid="volwassene")])
    assert [(p.veld, p.oordeel) for p in found.punten] == [
        ("achternaam", "gelijk"),
        ("voornaam", "gelijk"),
        ("geboortedatum", "gelijk"),
        ("geslacht", "verschilt"),
    ]
    assert not any(value in p.uitleg for p in found.punten for value in ("Anna", "Vliet", "1990", "vrouw"))


def test_shared_place_or_telephone_makes_no_proposal() -> None:
    place: dict[str, Json] = {"telefoon": "0611111111", "straat": "Vlierpad", "huisnummer": "9"}
    assert propose([said("a", VT, {"voornamen": "Anna"}, **place), said("b", POLITIE, {"voornamen": "Anna"}, **place)]) == ()


def test_proposals_do_not_depend_on_the_order_of_the_persons() -> None:
    people = [said("c", GEMEENTE, ANNA), said("a", VT, ANNA), said("b", POLITIE, {"voorletters": "A", "achternaam": "Vliet"})]
    found: list[tuple[Gelijkenis, ...]] = [propose(list(order)) for order in permutations(people)]
    assert [(g.persoon, g.ander) for g in found[0]] == [("a", "b"), ("a", "c"), ("b", "c")]
    assert all(one == found[0] for one in found)


def test_decision_that_contradicts_another_one_is_refused_also_by_way_of_a_third() -> None:
    with pytest.raises(Tegenstrijdig):
        check_decided({("a", "b"): "niet_dezelfde", ("a", "c"): "dezelfde"}, ("b", "c"), "dezelfde")
    with pytest.raises(Tegenstrijdig):
        check_decided({("a", "b"): "dezelfde", ("b", "c"): "dezelfde"}, ("a", "c"), "niet_dezelfde")


def test_decision_that_changes_an_earlier_one_about_the_same_two_is_taken() -> None:
    check_decided({("a", "b"): "dezelfde"}, ("a", "b"), "niet_dezelfde")
    check_decided({("a", "b"): "niet_dezelfde"}, ("a", "b"), "dezelfde")
