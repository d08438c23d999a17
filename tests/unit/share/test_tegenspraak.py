"""Which statements contradict each other, and what a recipient is told of that: no more than it reads of each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import rows, text, texts
from ketenhub.share.gereed import prepare
from ketenhub.share.tegenspraak import Groep, Lid, contradicts
from tests.unit.share.test_share import GEMEENTE, POLITIE, RECLASSERING, ROL, VT, a_rule, an_item, decided

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

ALLES = [a_rule("r")]


@pytest.mark.parametrize(
    ("een", "ander", "found"),
    [
        ("man", "vrouw", True),
        ("man", "man", False),
        (2024, 2025, True),
        (None, "man", False),
        ("", "man", False),
        ("onbekend", "man", False),
        ([], ["p-1"], False),
        ((), ["p-1"], False),
        (["p-1"], ["p-2"], True),
        (["p-1", "p-2"], ("p-2", "p-1"), False),
        (["p"], "p", True),
        ({"voornamen": "Anna"}, {"voornamen": "Anneke"}, True),
        ({"voornamen": "Anna"}, {"achternaam": "Vliet"}, False),
        ({"voornamen": "Anna", "achternaam": "Vliet"}, {"achternaam": "Bos", "voornamen": "Anna"}, True),
        ({"voornamen": "Anne Marie"}, {"voornamen": "ANNEMARIE"}, False),
        ({"voornamen": "Annemarie"}, {"voornamen": "anne-marie"}, False),
        ({"voornamen": "Anna"}, "Anna", True),
        ("Anna", {"voornamen": "Anna"}, True),
    ],
)
def test_two_values_contradict_each_other_unless_they_are_open_or_only_written_otherwise(een: Json, ander: Json, found: bool) -> None:
    assert [contradicts(een, ander), contradicts(ander, een)] == [found, found]


def a_casus(*items: Json, verklaringen: tuple[str, ...] = ("i1", "i2", "i3")) -> Object:
    """Give a casus in which one person is spoken of."""
    return {"items": items, "personen": [{"id": "p-1", "verklaringen": list(verklaringen)}]}


def groups(*items: Json) -> tuple[Groep, ...]:
    """Give the groups of a casus."""
    return prepare(a_casus(*items)).tegenspraak


def told(*items: Json, rules: list[dict[str, Json]] = ALLES) -> tuple[Object, ...]:
    """Give what the police are told of the differences in a casus."""
    return rows(decided(a_casus(*items), rules).uitsnede.inhoud, "verschillen")


PERSOON: dict[str, tuple[Json, Json]] = {
    "naam": ({"voornamen": "Anna"}, {"voornamen": "Ans"}),
    "geboortedatum": ("1990-01-01", "1990-01-02"),
    "geslacht": ("man", "vrouw"),
    "lid": ("volwassene", "minderjarig"),
    "gezinsrol": ("vader", "oom"),
    "telefoon": ("0612", "0613"),
    "bsn": ("999990019", "999990020"),
}


@pytest.mark.parametrize("veld", PERSOON)
def test_two_organisations_can_contradict_each_other_in_each_part_of_who_a_person_is(veld: str) -> None:
    een, ander = (an_item(f"i{n}", {"soort": "persoon", veld: PERSOON[veld][n - 1]}, bron) for n, bron in ((1, VT), (2, GEMEENTE)))
    assert groups(een, ander) == (Groep("persoon", "p-1", (veld,), (Lid("i1", VT, "2026-11-01"), Lid("i2", GEMEENTE, "2026-11-01"))),)


SITUATIE: dict[str, tuple[Json, Json]] = {
    "jaar": (2024, 2025),
    "datum": ("2024-01-01", "2024-01-02"),
    "waar": ("thuis", "buiten"),
    "slachtoffer": ("p-1", "p-2"),
    "personen": (["p-1"], ["p-1", "p-2"]),
}


@pytest.mark.req("VISIE-06")
@pytest.mark.parametrize("veld", SITUATIE)
def test_two_tellings_of_a_situation_can_differ_in_time_place_and_persons(veld: str) -> None:
    een, ander = ({"soort": "onveilige_situatie", "omschrijving": str(n), veld: SITUATIE[veld][n]} for n in (0, 1))
    found = groups(an_item("s1", een), an_item("s2", {**ander, "zelfdeAls": "s1"}, GEMEENTE))
    assert [(groep.soort, groep.over, groep.velden) for groep in found] == [("onveilige_situatie", "s1", (veld,))]


def test_statement_without_a_day_is_kept_as_one() -> None:
    een, ander = (
        an_item(f"i{n}", {"soort": "persoon", "geslacht": s}, bron, geldigOp=None) for n, bron, s in ((1, VT, "m"), (2, GEMEENTE, "v"))
    )
    assert [lid.geldig_op for groep in groups(een, ander) for lid in groep.leden] == ["", ""]


def test_one_organisation_contradicts_nobody_by_itself() -> None:
    assert groups(*(an_item(f"i{n}", {"soort": "persoon", "geslacht": s}) for n, s in ((1, "man"), (2, "vrouw")))) == ()


def test_statement_that_does_not_say_what_it_is_about_contradicts_nothing() -> None:
    steps = (
        an_item(f"s{n}", {"soort": "voorwaardestand", "stand": s}, bron) for n, bron, s in ((1, VT, "open"), (2, GEMEENTE, "geschonden"))
    )
    assert groups(*steps) == ()


ANDEREN = (VT, GEMEENTE, RECLASSERING, "0" * 19 + "8", "0" * 19 + "7", "0" * 19 + "6")


def test_difference_about_a_person_names_the_person_the_field_and_the_organisations_in_order() -> None:
    said = [an_item(f"i{n}", {"soort": "persoon", "geslacht": str(n)}, bron) for n, bron in enumerate(ANDEREN)]
    (row,) = rows(decided(a_casus(*said, verklaringen=tuple(f"i{n}" for n in range(9))), ALLES).uitsnede.inhoud, "verschillen")
    assert (row["soort"], row["veld"], row["over"], set(row)) == ("persoon", "geslacht", "ps-p-1", {"soort", "veld", "over", "bronnen"})
    assert [text(one, "oin") for one in rows(row, "bronnen")] == sorted(ANDEREN)


def a_role(ident: str, zekerheid: str, bron: str) -> dict[str, Json]:
    """Give a role of the person."""
    return an_item(ident, {"soort": "persoonsrol", "persoon": "p-1", "rol": "slachtoffer", "zekerheid": zekerheid}, bron)


ROLLEN = (a_role("i8", "vermoeden", VT), a_role("i7", "vastgesteld", VT), a_role("i6", "vermoeden", GEMEENTE))


def test_difference_about_a_role_names_the_person_and_only_the_statements_that_differ_between_organisations() -> None:
    (row,) = told(*ROLLEN)
    assert (row["soort"], row["veld"], row["over"], row["onderdelen"]) == ("persoonsrol", "zekerheid", "ps-p-1", ["i6", "i7"])


@pytest.mark.parametrize("veld", ["persoon", "rol"])
def test_role_of_which_it_was_made_smaller_whose_or_which_it_is_differs_from_nothing(veld: str) -> None:
    assert told(*ROLLEN, rules=[*ALLES, a_rule("b", actie="minimaliseren", categorieen=["rol"], velden=[veld])]) == ()


def test_field_that_is_hidden_hides_no_difference_in_the_next() -> None:
    een, ander = (
        an_item(f"i{n}", {"soort": "persoon", "naam": {"voornamen": naam}, "geslacht": naam}, bron)
        for n, bron, naam in ((1, VT, "Anna"), (2, GEMEENTE, "Ans"))
    )
    hidden = a_rule("b", actie="onthouden", categorieen=["identiteit"], velden=["naam"])
    assert [row["veld"] for row in told(een, ander, rules=[*ALLES, hidden])] == ["geslacht"]


def a_telling(ident: str, bron: str, jaar: int, als: str | None = None, **herkomst: Json) -> dict[str, Json]:
    """Give a telling of a situation."""
    return an_item(
        ident, {"soort": "onveilige_situatie", "omschrijving": "x", "jaar": jaar, "zelfdeAls": als}, bron, "onverdeeld", **herkomst
    )


def test_difference_in_a_situation_names_the_first_of_its_tellings_and_those_that_differ() -> None:
    (row,) = told(a_telling("s2", VT, 2024), a_telling("s1", GEMEENTE, 2025, "s2"), a_telling("s3", GEMEENTE, 2024, "s2"))
    assert (row["soort"], row["veld"], row["over"], row["onderdelen"]) == ("onveilige_situatie", "jaar", "s1", ["s1", "s2"])


@pytest.mark.req("VISIE-38")
def test_hidden_first_telling_of_a_situation_is_not_named_by_the_difference_between_the_others() -> None:
    hidden, second = a_telling("s1", VT, 2020, nietVerder=True), a_telling("s2", VT, 2024, "s1")
    (row,) = told(hidden, second, a_telling("s3", GEMEENTE, 2025, "s2"))
    assert (row["over"], row["onderdelen"]) == ("s2", ["s2", "s3"])


@pytest.mark.req("VISIE-38")
def test_two_tellings_that_a_hidden_one_ties_together_are_not_compared_though_both_point_at_it() -> None:
    assert told(a_telling("s1", VT, 2020, nietVerder=True), a_telling("s2", VT, 2024, "s1"), a_telling("s3", GEMEENTE, 2025, "s1")) == ()


def test_situations_that_a_hidden_telling_ties_together_are_told_apart_and_in_order() -> None:
    pairs = [one for n in (4, 2, 1, 3, 5) for one in (a_telling(f"a{n}", VT, 2024, "h"), a_telling(f"b{n}", GEMEENTE, 2025, f"a{n}"))]
    found = told(a_telling("h", VT, 2024, nietVerder=True), *pairs)
    assert [texts(row, "onderdelen") for row in found] == [(f"a{n}", f"b{n}") for n in (1, 2, 3, 4, 5)]


VOORWAARDE = an_item("v1", {"soort": "veiligheidsvoorwaarde", "tekst": "Hij belt.", "termijn": "2026-12-01"})


def a_step(ident: str, bron: str, stand: str, op: str, **herkomst: Json) -> dict[str, Json]:
    """Give a step of the condition."""
    return an_item(ident, {"soort": "voorwaardestand", "voorwaarde": "v1", "stand": stand}, bron, "onverdeeld", geldigOp=op, **herkomst)


def test_difference_about_a_condition_is_between_the_last_words_by_their_day_and_not_by_their_id() -> None:
    steps = (
        a_step("s1", VT, "gerealiseerd", "2026-11-04"),
        a_step("s9", VT, "geschonden", "2026-11-01"),
        a_step("s5", GEMEENTE, "open", "2026-11-02"),
        a_step("s4", GEMEENTE, "geschonden", "2026-11-03"),
    )
    (row,) = told(VOORWAARDE, *steps)
    assert (row["soort"], row["veld"], row["over"], row["onderdelen"]) == ("voorwaardestand", "stand", "v1", ["s1", "s4"])


def test_breach_without_a_time_is_the_last_word_of_its_day_in_a_difference_too() -> None:
    said = (a_step("s1", VT, "geschonden", "2026-11-01"), a_step("s2", VT, "gerealiseerd", "2026-11-01T08:00:00Z"))
    (row,) = told(VOORWAARDE, *said, a_step("s3", GEMEENTE, "gerealiseerd", "2026-10-30"))
    assert row["onderdelen"] == ["s1", "s3"]


def test_condition_that_lapsed_last_differs_in_nothing_and_one_that_lapsed_before_does() -> None:
    early, late = a_step("s9", VT, "geschonden", "2026-11-01"), a_step("s1", GEMEENTE, "vervallen", "2026-11-02")
    assert told(VOORWAARDE, late, early) == ()
    assert len(told(VOORWAARDE, a_step("s9", VT, "geschonden", "2026-11-03"), late)) == 1


def test_steps_of_which_none_is_shown_make_no_difference() -> None:
    steps = (
        a_step(ident, bron, stand, "2026-11-01", nietVerder=True)
        for ident, bron, stand in (("s1", VT, "open"), ("s2", GEMEENTE, "geschonden"))
    )
    assert told(VOORWAARDE, *steps) == ()


@pytest.mark.parametrize("herkomst", [{}, {"nietVerder": True}], ids=["shown", "hidden"])
def test_difference_about_a_condition_is_for_who_sees_that_condition(herkomst: dict[str, Json]) -> None:
    condition = {**VOORWAARDE, "herkomst": {"organisatie": VT, "geldigOp": "2026-11-01", **herkomst}}
    steps = (a_step("s1", VT, "gerealiseerd", "2026-11-01"), a_step("s2", GEMEENTE, "geschonden", "2026-11-01"))
    assert len(told(condition, *steps)) == (0 if herkomst else 1)


@pytest.mark.parametrize("partij", [{"persoon": "p-1"}, {"organisatie": POLITIE}])
def test_agreement_of_a_person_or_an_organisation_as_two_tell_it_can_differ_by_the_last_word_of_each(partij: dict[str, Json]) -> None:
    def an_agreement(ident: str, bron: str, oordeel: str, op: str) -> dict[str, Json]:
        feit: dict[str, Json] = {"soort": "instemming", "voorwaarde": "v1", "oordeel": oordeel, **partij}
        return an_item(ident, feit, bron, geldigOp=op)

    first, last = an_agreement("a9", VT, "oneens", "2026-11-01"), an_agreement("a1", VT, "eens", "2026-11-02")
    (row,) = told(VOORWAARDE, first, last, an_agreement("a5", GEMEENTE, "oneens", "2026-11-01"))
    assert (row["soort"], row["veld"], row["over"], row["onderdelen"]) == ("instemming", "oordeel", "v1", ["a1", "a5"])
    assert told(VOORWAARDE, first, last, an_agreement("a5", GEMEENTE, "eens", "2026-11-01")) == ()


def test_role_that_two_organisations_tell_alike_makes_no_difference() -> None:
    assert told(ROL, a_role("i7", "vermoeden", GEMEENTE)) == ()
