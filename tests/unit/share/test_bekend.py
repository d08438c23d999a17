"""Which words of a name, a place or a number hold a text, and which do not: one way of writing at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.share.bekend import known_words, walled_words
from tests.unit.share.vinden import holds, items, waar, wie

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

MILAN, HANS = wie(voornamen="Milan"), wie(voornamen="Johannes")


@pytest.mark.parametrize("ending", ["", "s", "je", "tje", "pje", "etje", "jes", "tjes"])
def test_name_with_what_is_hung_on_it_is_that_name_with_or_without_a_capital(ending: str) -> None:
    assert holds(f"Toen kwam Milan{ending} thuis.", MILAN)
    assert holds(f"Toen kwam milan{ending} thuis.", MILAN)


@pytest.mark.parametrize("woord", ["Milaatje", "milaatje", "Bootje", "bootje", "Anneetje"])
def test_small_form_with_its_last_letter_doubled_is_heard_as_that_name(woord: str) -> None:
    assert holds(f"Toen kwam {woord} thuis.", wie(voornamen="Mila"), wie(voornamen="Bo"), wie(voornamen="Anne"))


@pytest.mark.parametrize(
    ("woord", "found"),
    [("Hans", True), ("Hansje", True), ("Hanstje", True), ("Hanspje", False), ("Hansjes", False), ("hans", False), ("hannes", True)],
)
def test_short_form_counts_with_a_capital_or_when_it_is_long_and_carries_less(woord: str, found: bool) -> None:
    assert holds(f"Toen kwam {woord} thuis.", HANS) is found


def test_name_that_is_also_a_short_form_of_another_counts_as_the_name_whoever_was_told_first() -> None:
    assert not holds("Toen kwam jan thuis.", HANS)
    assert holds("Toen kwam jan thuis.", HANS, wie(voornamen="Jan"))
    assert holds("Toen kwam jan thuis.", wie(voornamen="Jan"), HANS)


BERG, TENBERG = wie(voorvoegsel="van der", achternaam="Berg"), wie(voorvoegsel="ten", achternaam="Berg")


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Zij zag der berg lopen.", True),
        ("Zij zag ten berg lopen.", False),
        ("Zij zag mevrouw berg lopen.", True),
        ("Zij zag een berg.", False),
        ("Zij zag Berg lopen.", True),
    ],
)
def test_common_word_is_a_name_with_a_capital_a_title_or_behind_its_own_prefix(tekst: str, found: bool) -> None:
    assert holds(tekst, BERG) is found


def test_two_people_with_one_surname_each_bring_their_own_prefix() -> None:
    assert [holds(f"Zij zag {voor} berg lopen.", BERG, TENBERG) for voor in ("der", "ten", "het")] == [True, True, False]


RAVEN = wie(voornamen="Anna Maria", voorvoegsel="van der", achternaam="Ravenhorst-Bos")


@pytest.mark.parametrize(
    "woord",
    [
        "annamaria",
        "annavanderravenhorstbos",
        "ravenhorstbosanna",
        "annaravenhorst",
        "annabos",
        "vanderravenhorstbos",
        "vdravenhorstbos",
        "ravenhorstbos",
        "ra ven horst",
        "an na ma ria",
        "dek ker",
    ],
)
def test_name_is_found_where_its_parts_are_glued_together_or_broken(woord: str) -> None:
    assert holds(f"Toen kwam {woord} thuis.", RAVEN, wie(achternaam="Dekker"))


@pytest.mark.parametrize(("voornaam", "woord", "found"), [("Jor", "jorbos", True), ("Jo", "jobos", False)])
def test_name_that_is_glued_together_has_six_letters_or_more(voornaam: str, woord: str, found: bool) -> None:
    assert holds(f"Toen kwam {woord} thuis.", wie(voornamen=voornaam, achternaam="Bos")) is found


@pytest.mark.parametrize("woord", ["mariabos", "vdbos", "bosanna"])
def test_parts_that_nobody_writes_as_one_are_no_name(woord: str) -> None:
    assert not holds(f"Toen kwam {woord}straks thuis.", RAVEN)


ZWART = wie(voornamen="Johan Peter", voorvoegsel="van der", achternaam="Zwartepoorte-Qualm")
LETTERS = wie(voornamen="Johan", voorletters="A.B.C.D.E.", achternaam="Zwartepoorte")


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Toen kwam J.P. v.d. Z. thuis.", True),
        ("Toen kwam J. Z. thuis.", True),
        ("Toen kwam J. Q. thuis.", True),
        ("Toen kwam P. Z. thuis.", False),
        ("Toen kwam J. X. thuis.", False),
        ("Toen kwam mevrouw Z. thuis.", True),
        ("Toen kwam mevrouw Q. thuis.", True),
        ("Toen kwam mevrouw X. thuis.", False),
        ("Toen kwam Z. thuis.", False),
    ],
)
def test_initials_are_those_of_the_given_names_in_order_with_one_of_a_surname(tekst: str, found: bool) -> None:
    assert holds(tekst, ZWART) is found


@pytest.mark.parametrize(
    ("tekst", "found"), [("Toen kwam A.B.C.D. Z. thuis.", True), ("Toen kwam A. Z. thuis.", True), ("Toen kwam J. Z. thuis.", False)]
)
def test_initials_that_were_told_go_before_those_of_the_given_names(tekst: str, found: bool) -> None:
    assert holds(tekst, LETTERS) is found


def test_person_with_one_part_of_a_name_has_no_initials() -> None:
    assert not holds("Toen kwam J. Z. thuis.", wie(voornamen="Johan"), wie(achternaam="Zwartepoorte"))


def test_first_given_name_counts_though_it_is_a_prefix_elsewhere_and_the_next_does_not() -> None:
    naam = wie(voornamen="El Van")
    assert [holds(f"Toen riep {woord} luid.", naam) for woord in ("El", "Van")] == [True, False]


@pytest.mark.parametrize("nummer", ["0612345678", "06-1234 5678", "+31 6 12345678", "0031612345678", "00 31 6 1234 5678", "31612345678"])
def test_number_is_found_with_or_without_a_country(nummer: str) -> None:
    assert holds(f"Bel {nummer}.", {"soort": "persoon", "telefoon": "06-12345678"})


@pytest.mark.parametrize(("telefoon", "nummer"), [("06-12345678", "10612345678"), ("06-12345678", "06123456789"), ("12345678", "12345678")])
def test_number_inside_another_or_too_short_to_tell_is_not_found(telefoon: str, nummer: str) -> None:
    assert not holds(f"Dossier {nummer}.", {"soort": "persoon", "telefoon": telefoon})


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("tekst", "geheim", "found"),
    [
        ("Zij zit op 9999 XK.", False, True),
        ("De postcode is 9999.", True, True),
        ("De postcode begint met 9999.", True, True),
        ("De postcode is 9999.", False, False),
        ("De postcode is 99991.", True, False),
        ("De postcode van haar huis is 9999.", True, False),
        ("Het kost 9999 euro.", True, False),
    ],
)
def test_figures_of_a_postcode_alone_hold_a_text_while_the_place_is_secret_and_the_text_says_what_they_are(
    tekst: str, geheim: bool, found: bool
) -> None:
    assert holds(tekst, waar(postcode="9999 XK", geheim=geheim, woonplaats="Xanterveen")) is found


def test_letters_of_a_foreign_postcode_alone_hold_nothing() -> None:
    assert not holds("De postcode is ABCD.", waar(postcode="ABCD 12", geheim=True))


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("straat", "tekst", "found"),
    [
        ("Oude Brink", "Zij zit aan de oude brink.", True),
        ("Oude Brink", "Zij zit aan de oude brinkmarkt.", False),
        ("Burgemeester Kastanjelaan", "Zij zit aan de Kastanjelaan.", True),
        ("Burgemeester Kastanjelaan", "Zij zit aan de Kastanje str.", True),
        ("Burgemeester Vosselman", "Zij zit aan de vosselman.", True),
        ("Prins Pad", "Het pad is lang.", False),
        ("Prins Hoek", "Zij stond in de hoek.", False),
        ("Zilverlindelaan", "Zij zit aan de zil verlin delaan.", True),
        ("Beekkade", "Zij zit in Beek str.", False),
        ("Pad naar de oude brink toe", "Zij ging het pad naar de oude brink toe.", False),
        ("Pad naar de oude brink", "Zij ging het pad naar de oude brink op.", True),
        ("Zee", "Zij ging naar Zee.", True),
        ("Ei", "Zij ging naar Ei.", False),
        ("E I", "Zij ging naar E I.", False),
        ("Berenkade", "Zij zit in Beren str.", True),
        ("Rosakade", "Zij zit in Rosa str.", True),
        ("Rozenbot", "Zij zit in de Roz enbot.", True),
    ],
)
def test_street_is_found_as_people_write_it_and_a_common_word_in_it_is_not(straat: str, tekst: str, found: bool) -> None:
    assert holds(tekst, waar(straat=straat)) is found


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("plek", "tekst", "found"),
    [
        ("Basisschool De Kievit", "Zij gaat naar De Kievit.", True),
        ("Basisschool De Kievit", "Daar vloog een kievit.", False),
        ("Basisschool Regenboog", "Zij gaat naar de Regenboogschool.", True),
        ("Basisschool Regenboog", "Daar stond een regenboog.", False),
        ("Basisschool Regenboog", "zij gaat naar de regenboog.", True),
        ("School Iris", "Zij gaat naar Iris.", True),
        ("School Vos", "Zij gaat naar Vos.", False),
        ("Praktijk A Lindenburg", "Zij gaat naar Lindenburg.", True),
        ("De Linde", "Zij gaat naar de linde.", True),
        ("De Linde", "Zij gaat naar deli nde.", False),
        ("De Kievit", "Zij zit bij de kievits binnen.", True),
        ("Vv", "Zij zit bij vv binnen.", False),
    ],
)
def test_institution_is_found_with_and_without_the_word_that_only_says_what_it_is(plek: str, tekst: str, found: bool) -> None:
    assert holds(tekst, waar(omschrijving=plek)) is found


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("plaats", "tekst", "found"),
    [
        ("Esdoornkade 4", "Zij vluchtte door de Esdoornkade.", True),
        ("Esdoornkade 4, 7777 QZ Westerveen", "Zij vluchtte naar 7777qz.", True),
        ("Esdoornkade 4, 7777 QZ Westerveen", "De postcode is 7777.", False),
        ("Esdoornkade 4, 7777 QZ Westerveen", "Zij vluchtte naar Westerveen.", False),
        ("Esdoornkade 4", "Zij vluchtte naar de kade.", False),
    ],
)
def test_of_where_an_incident_was_the_street_and_the_postcode_hold_a_text(plaats: str, tekst: str, found: bool) -> None:
    assert holds(tekst, {"soort": "melding", "incidentplaats": plaats}) is found


@pytest.mark.parametrize(
    ("woord", "found"),
    [
        ("Ravenhors", True),
        ("Ravenhorrsst", True),
        ("Ravenhosrt", True),
        ("Lavenhorst", True),
        ("ravemhorst", True),
        ("Ravenhart", False),
        ("Dekkar", True),
        ("dekkar", False),
        ("Bekker", False),
    ],
)
def test_one_typing_error_in_a_long_name_is_still_that_name(woord: str, found: bool) -> None:
    assert holds(f"Toen kwam {woord} thuis.", wie(achternaam="Ravenhorst"), wie(achternaam="Dekker")) is found


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Mail naar milan99@x.nl straks.", True),
        ("Zoek naar @milan_x straks.", True),
        ("Zoek naar m1lan straks.", True),
        ("Mail naar info@x.nl, zei milanese.", False),
        ("Mail naar bas99@x.nl straks.", False),
    ],
)
def test_name_of_four_letters_or_more_is_found_in_an_address_or_a_user_name(tekst: str, found: bool) -> None:
    assert holds(tekst, MILAN, wie(voornamen="Bas")) is found


@pytest.mark.parametrize(
    ("tekst", "found"), [("Toen kwam m i l a n thuis.", True), ("Toen kwam b o thuis.", False), ("Toen kwam m i l thuis.", False)]
)
def test_name_that_is_spelled_letter_by_letter_is_found_from_four_letters_on(tekst: str, found: bool) -> None:
    assert holds(tekst, MILAN, wie(voornamen="Bo")) is found


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Bel nul zes een twee drie vier vijf zes zeven acht.", True),
        ("Bel nul zes, dan een twee drie vier vijf zes zeven acht.", True),
        ("Bel nul zes kat een twee drie vier vijf zes zeven acht.", False),
        ("Er waren twee of drie.", False),
    ],
)
def test_number_that_is_written_in_words_is_found(tekst: str, found: bool) -> None:
    assert holds(tekst, {"soort": "persoon", "telefoon": "0612345678"}) is found


@pytest.mark.req("MOV-16")
def test_walls_are_about_every_place_once_one_is_secret_and_about_whom_nobody_may_name() -> None:
    open_, secret = waar(straat="Zilverlindelaan"), waar(straat="Kastanjelaan", geheim=True)
    melder: dict[str, Json] = {"soort": "melding", "melder": {"naam": "Dekker"}}
    texts = ["De Zilverlindelaan.", "De Kastanjelaan.", "Dekker belde.", "Milan belde."]
    found = [walled_words(items(MILAN, *given)).found_in(texts) for given in ((open_,), (open_, secret), (melder,))]
    assert found == [frozenset(), frozenset(texts[:2]), frozenset(texts[2:3])]


@pytest.mark.parametrize("beschermd", [True, False])
def test_who_among_staff_is_protected_is_known_and_a_colleague_who_is_not_protected_is_not(beschermd: bool) -> None:
    wie_: dict[str, Json] = {"naam": "van Noordhoek", "beschermd": beschermd}
    taak: dict[str, Json] = {"soort": "taak"}
    given: list[Object] = [{"feit": {**taak, "professional": wie_}}, {"feit": taak, "herkomst": {"professional": wie_}}]
    found = {(len(find([item]).found_in(["Noordhoek belde."])) == 1) for item in given for find in (known_words, walled_words)}
    assert found == {beschermd}


@pytest.mark.parametrize(("mag", "found"), [(True, False), (False, True), (None, True)])
def test_reporter_is_known_unless_the_report_says_that_the_name_may_be_told(mag: bool | None, found: bool) -> None:
    melder: dict[str, Json] = {"naam": "Dekker", "magGenoemd": mag}
    assert holds("Dekker belde.", {"soort": "melding", "melder": melder}) is found


def test_surname_of_prefixes_alone_is_no_name_and_keeps_no_other_from_being_one() -> None:
    naam = wie(voornamen="Milan", voorvoegsel="van", achternaam="Der")
    assert [holds(f"Toen kwam {woord} thuis.", naam) for woord in ("Milan", "Der", "Van")] == [True, False, False]
