"""The edges of who may be one person: which statements are compared, what decides, and what is said beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.merge.gelijkenis import Punt, propose
from tests.unit.merge.test_gelijkenis import ANNA, GEMEENTE, POLITIE, VT, judged
from tests.unit.merge.test_gelijkenis import said as a_person

if TYPE_CHECKING:
    from ketenhub.domain.json import Json


def points(*people: dict[str, Json]) -> list[Punt]:
    (found,) = propose(list(people))
    return list(found.punten)


@pytest.mark.parametrize(
    ("value", "other", "told"),
    [
        ("vrouw", "vrouw", "gelijk"),
        ("vrouw", "man", "verschilt"),
        ("vrouw", "onbekend", None),
        ("onbekend", "onbekend", None),
        ("vrouw", None, None),
        (None, "vrouw", None),
    ],
)
@pytest.mark.parametrize(("veld", "words"), [("geslacht", "Het geslacht"), ("lid", "Of deze persoon meerderjarig is")])
def test_what_is_known_of_both_is_said_beside(value: str | None, other: str | None, told: str | None, veld: str, words: str) -> None:
    found = points(a_person("a", VT, ANNA, **{veld: value}), a_person("b", POLITIE, ANNA, **{veld: other}))[3:]
    sentence = {"gelijk": f"{words} is gelijk.", "verschilt": f"{words} verschilt."}
    assert [(p.veld, p.oordeel, p.uitleg) for p in found] == ([(veld, told, sentence[told])] if told else [])


def test_one_number_agrees_and_stands_first() -> None:
    found = points(a_person("a", VT, ANNA, bsn="999990019"), a_person("b", POLITIE, ANNA, bsn="999990019"))
    assert [(p.veld, p.oordeel) for p in found[:2]] == [("bsn", "gelijk"), ("achternaam", "gelijk")]


def test_number_that_only_the_second_has_decides_nothing() -> None:
    assert len(propose([a_person("a", VT, ANNA), a_person("b", POLITIE, ANNA, bsn="999990019")])) == 1


@pytest.mark.parametrize("turned", [False, True])
def test_pair_of_statements_that_agree_most_is_told(turned: bool) -> None:
    source: dict[str, Json] = {"naam": {**ANNA}, "geboortedatum": "1990-05-06", "herkomst": {"organisatie": {"oin": GEMEENTE}}}
    initials: dict[str, Json] = {"voorletters": "A.", "achternaam": "Vliet"}
    told: dict[str, Json] = {"naam": initials, "geboortedatum": "1990-05-06", "herkomst": {"organisatie": {"oin": GEMEENTE}}}
    best = a_person("b", POLITIE, ANNA, bronnen=[told]) if turned else a_person("b", POLITIE, initials, bronnen=[source])
    assert [p.oordeel for p in points(a_person("a", VT, ANNA), best)] == ["gelijk"] * 3


@pytest.mark.parametrize(
    ("een", "ander", "oordeel"),
    [
        ({"voorvoegsel": "de", "achternaam": "Boer"}, {"voorvoegsel": "den", "achternaam": "Boer"}, "past"),
        ({"achternaam": "de Boer"}, {"achternaam": "Vliet-de Boer"}, "past"),
        ({"achternaam": "Berg-Vliet"}, {"achternaam": "Vliet-de Boer"}, None),
        ({"achternaam": "Vliet"}, {"achternaam": "Berg-de Boer"}, None),
        ({}, {"achternaam": "Vliet"}, None),
        ({"achternaam": "van Bergen"}, {"achternaam": "Vanbergen"}, None),
    ],
)
def test_surname_fits_by_a_part_of_either_and_not_by_a_part_of_both(
    een: dict[str, Json], ander: dict[str, Json], oordeel: str | None
) -> None:
    for first, second in ((een, ander), (ander, een)):
        found = judged({"voornamen": "Anna", **first}, {"voornamen": "Anna", **second})
        assert (found or {}).get("achternaam") == oordeel


@pytest.mark.parametrize(
    ("een", "ander", "oordeel"),
    [
        ("Maria", "Anna Maria", "past"),
        ("Maria Johanna", "Anna Maria", None),
        ("Maria Johanna", "Anna Maria Johanna", None),
        ("Bo", "Anna Maria", None),
    ],
)
def test_first_name_fits_by_another_of_the_names_only_when_one_has_a_single_name(een: str, ander: str, oordeel: str | None) -> None:
    for first, second in ((een, ander), (ander, een)):
        found = judged({"achternaam": "Vliet", "voornamen": first}, {"achternaam": "Vliet", "voornamen": second})
        assert (found or {}).get("voornaam") == oordeel


def test_no_initials_fit_no_others() -> None:
    for first, second in (({}, {"voorletters": "A."}), ({"voorletters": "A."}, {})):
        assert judged({"achternaam": "Vliet", **first}, {"achternaam": "Vliet", **second}) is None
