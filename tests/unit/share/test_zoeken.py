"""What is looked at closely in a text, and what a known name, place or number needs to count there: each bound by itself."""

from __future__ import annotations

import pytest

from ketenhub.share.bekend import known_words
from tests.unit.share.vinden import bel, holds, items, waar, wie

BERG, HANS, WIL = wie(voorvoegsel="van der", achternaam="Berg"), wie(voornamen="Johannes"), wie(voornamen="Wilhelmina")


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("toen kwam hans thuis", True),
        ("Toen kwam hans thuis.", False),
        ("toen kwam jan thuis", False),
        ("zij wil naar huis", False),
        ("Zij wil naar huis.", False),
        ("Toen kwam Wil thuis.", True),
    ],
)
def test_short_form_in_small_letters_counts_from_four_letters_on_where_nobody_writes_capitals(tekst: str, found: bool) -> None:
    assert holds(tekst, HANS, WIL) is found


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("berg zand lag er, zei Noor tegen mevrouw", False),
        ("mevrouw berg lag er, zei Noor", True),
        ("berg lag er", True),
        ("Zij zag vd berg lopen.", True),
        ("Zij zag v.d. berg lopen.", True),
        ("Zij zag d. berg lopen.", True),
        ("Zij zag t berg lopen.", False),
    ],
)
def test_word_at_the_beginning_has_nothing_before_it_and_a_prefix_may_be_abbreviated(tekst: str, found: bool) -> None:
    assert holds(tekst, BERG) is found


@pytest.mark.parametrize("voornamen", ["Johannes Jan", "Jan Johannes"])
def test_second_given_name_that_is_a_short_form_of_the_first_is_a_name_of_its_own(voornamen: str) -> None:
    assert holds("Toen kwam jan thuis.", wie(voornamen=voornamen))


@pytest.mark.parametrize("naam", [{"voornamen": "Bo", "achternaam": "Bos"}, {"achternaam": "Bos-Bo"}])
def test_common_word_is_one_too_where_it_is_a_form_of_another_name(naam: dict[str, str]) -> None:
    assert not holds("Zij liepen in het bos.", wie(**naam))
    assert holds("Zij liepen in het bos.", wie(voornamen="Bo"))


@pytest.mark.parametrize(
    ("achternaam", "woord", "found"),
    [
        ("Dekker", "Dekke", True),
        ("Dekker", "Dekk", False),
        ("Dekkerman", "dekkermn", True),
        ("Dekkerma", "dekkerm", False),
        ("Ravenhof", "Lavenhof", True),
        ("Raafhof", "Laafhof", False),
        ("Ravenhorst", "Ravenhorstinga", False),
    ],
)
def test_typing_error_counts_from_five_letters_on_in_small_letters_from_eight_and_at_the_beginning_in_a_name_of_eight(
    achternaam: str, woord: str, found: bool
) -> None:
    assert holds(f"Toen kwam {woord} thuis.", wie(achternaam=achternaam)) is found


@pytest.mark.parametrize(
    ("naam", "tekst", "found"),
    [
        ({"achternaam": "Zilverberg"}, "Toen kwam silver berg thuis.", True),
        ({"achternaam": "Vekker-Bos"}, "Toen kwam vek ker thuis.", True),
        ({"achternaam": "Ravenhorst-Bos"}, "Toen kwam rafen horst thuis.", True),
        ({"voornamen": "Ward Dirk"}, "Toen kwam vard dirck thuis.", True),
        ({"voornamen": "Kim", "achternaam": "Bos"}, "Toen kwam kym bosch thuis.", True),
        ({"voorvoegsel": "van der", "achternaam": "Zilverberg"}, "Toen kwam vanderzil verberg thuis.", True),
        ({"voorvoegsel": "van", "achternaam": "Dijk"}, "Zij is van dik hout gemaakt.", False),
        ({"voornamen": "Helder Anna"}, "Daar stond een held er naast.", False),
        ({"achternaam": "Bos-Vlasakker"}, "Toen kwam bosvlasakker thuis.", True),
        ({"achternaam": "Bosman"}, "Toen kwam vdbosman thuis.", False),
        ({"achternaam": "Groot Bos"}, "Zij liepen in een groot bos.", False),
    ],
)
def test_name_in_pieces_or_glued_is_found_as_it_is_written_and_by_sound_and_common_words_in_a_row_are_none(
    naam: dict[str, str], tekst: str, found: bool
) -> None:
    assert holds(tekst, wie(**naam)) is found


@pytest.mark.parametrize(
    ("naam", "tekst", "found"),
    [
        ("Milan", "Zij riep m i l a n heel hard.", True),
        ("Mil", "Zij riep a m i l heel hard.", False),
        ("Bo", "Zij riep a b o k heel hard.", False),
    ],
)
def test_name_of_three_letters_is_not_looked_for_among_loose_letters(naam: str, tekst: str, found: bool) -> None:
    assert holds(tekst, wie(voornamen=naam)) is found


def test_initials_are_found_whatever_text_stands_before_them() -> None:
    bekend = known_words(items(wie(voornamen="Mila", achternaam="Terpoorten")))
    assert bekend.found_in(["Besproken met A.", "M. T. werd geduwd."]) == {"M. T. werd geduwd."}


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Mw. T. belde.", True),
        ("Zei mevr T. niets.", True),
        ("Zei meneer van der T. niets.", True),
        ("Zei de fam. T. niets.", True),
        ("Zei dhr. X. niets.", False),
        ("Onder beheer T. stond niets.", False),
        ("Zei T. niets.", False),
    ],
)
def test_letter_of_a_surname_counts_behind_a_title_that_is_a_word_by_itself(tekst: str, found: bool) -> None:
    assert holds(tekst, wie(voornamen="Mila", achternaam="Terpoorten")) is found


def test_number_in_words_is_one_text_and_what_stands_between_its_figures_parts_it() -> None:
    texts = ["Bel 612345678.", "Bel nul zes kat een twee drie vier vijf zes zeven acht."]
    assert known_words(items(bel("0612345678"))).found_in(texts) == {texts[0]}


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Bel 06 12345 zes zeven acht.", True),
        ("Bel 06 123456 zeven acht.", True),
        ("Bel 06 1234567 acht.", True),
        ("Bel 06 1234567 min acht.", True),
        ("Bel 06 1234567 of acht.", False),
        ("Bel 06 1234567 negen.", False),
    ],
)
def test_number_of_which_a_part_is_in_words_is_found(tekst: str, found: bool) -> None:
    assert holds(tekst, bel("0612345678")) is found


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Mail naar info@milan.nl straks.", True),
        ("Mail naar m.i.l.a.n@x.nl straks.", True),
        (f"Mail naar milan{'x' * 300}@x.nl straks.", True),
        ("Zoek naar _milan straks.", True),
        ("Zoek naar milanX9 straks.", True),
        ("Zoek naar 9milan straks.", True),
        ("Zei milanese 9 keer.", False),
        ("Zei milanese @ straks.", False),
        ("Zei milanese-9 keer.", False),
    ],
)
def test_name_is_found_among_other_letters_only_where_the_piece_holds_a_sign_or_a_figure_against_a_letter(tekst: str, found: bool) -> None:
    assert holds(tekst, wie(voornamen="Milan")) is found


@pytest.mark.parametrize(
    "tekst",
    [
        "Milan😀 was er.",
        "Zij en ❤Milan.",
        "Milan→Noor.",
        "Terpoorten‑Bosman belde.",
        "Bel 06‑12345678.",
        "Bel 06–12 34 56 78.",
        "Op 9999→XK.",
    ],
)
def test_sign_of_whatever_kind_against_a_name_or_in_a_number_hides_nothing(tekst: str) -> None:
    known = (wie(voornamen="Milan"), wie(achternaam="Bosman"), bel("0612345678"), waar(postcode="9999 XK"))
    assert holds(tekst, *known)


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("plek", "tekst", "found"),
    [
        (waar(straat="Kastanjelaan"), "Zij zit aan de kastanje str.", True),
        (waar(straat="Zilverlindelaan"), "Zij zit aan de zilverlinde.", True),
        (waar(straat="Kerkpad"), "Zij liep naar Kerkpas.", False),
        (waar(straat="Kerkdreef"), "Zij liep naar Kerkdraf.", True),
        (waar(omschrijving="Basisschool Ot en Sien"), "Zij gaat naar ot en sien.", True),
        (waar(omschrijving="Molenzicht"), "Zij gaat naar de Molenzichtschool.", True),
        (waar(omschrijving="Basisschool Regenboog"), "Die Regenboog zag zij op haar regenboogvlag.", True),
        (waar(omschrijving="Basisschool Regenboog"), "Zij zag daar op de regenboog.", False),
        (waar(omschrijving="Basisschool Regenboog"), "Op haar regenboog stond Regenboog.", True),
        (waar(postcode="9999 XK", geheim=True), "De postcode is 9999.", True),
    ],
)
def test_place_is_found_in_small_letters_too_and_one_that_is_a_word_by_its_capital(
    plek: dict[str, str | bool], tekst: str, found: bool
) -> None:
    assert holds(tekst, dict(plek)) is found
