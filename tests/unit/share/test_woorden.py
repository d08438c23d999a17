"""The word lists, entry by entry: what each word does to a text is said in woorden.toml once more, and not read from the list."""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from ketenhub.share.vorm import looks_like_address
from ketenhub.share.woorden import ROEPNAMEN
from tests.unit.share.vinden import bel, holds, waar, wie

LIJST = tomllib.loads((Path(__file__).parent / "woorden.toml").read_text("utf-8"))
WEGDELEN, CIJFERS = LIJST["wegdelen"].split(), LIJST["cijfers"]
WEG_TITELS, SOORTEN, VOORVOEGSELS = LIJST["weg_titels"].split(), LIJST["soorten"].split(), LIJST["voorvoegsels"].split()
TITELS, LIDWOORDEN, VULLING, GEWOON = (
    words.split() for words in (LIJST["titels"], LIJST["lidwoorden"], LIJST["vulling"], LIJST["gewoon"]["woorden"])
)


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("deel", WEGDELEN)
def test_street_is_found_where_its_last_part_is_abbreviated_and_looks_like_an_address(deel: str) -> None:
    assert holds("Zij zit in Berken str. nu.", waar(straat=f"Berken{deel}"))
    assert holds("Zij vluchtte door de Beuken str. heen.", {"soort": "melding", "incidentplaats": f"Beuken{deel} 4"})
    assert looks_like_address(f"Zij zit in Berken{deel} 12.")


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("deel", [*WEGDELEN, *LIJST["wegdelen_kort"].split()])
def test_street_is_found_with_every_last_part_that_people_give_it(deel: str) -> None:
    assert holds(f"Zij zit in berken {deel}. nu.", waar(straat="Berkenlaan"))


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("tekst", ["Zij zit in Berken", "Zij zit in Berken xx", "Zij zit in Berken hu"])
def test_what_is_no_last_part_of_a_street_makes_no_street(tekst: str) -> None:
    assert not holds(f"{tekst}.", waar(straat="Berkenlaan"))
    assert not looks_like_address(f"{tekst} 12")


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("titel", WEG_TITELS)
def test_street_is_found_without_the_title_in_it(titel: str) -> None:
    assert holds("Zij zit aan de vosselman nu.", waar(straat=f"{titel} Vosselman"))


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize("soort", SOORTEN)
def test_institution_is_found_without_the_word_that_only_says_what_it_is(soort: str) -> None:
    assert holds("Zij zit op Kievit nu.", waar(omschrijving=f"{soort} Kievit"))


@pytest.mark.parametrize("woord", CIJFERS)
def test_figure_in_words_reads_as_that_figure(woord: str) -> None:
    rest = "23456789"[len(CIJFERS[woord]) :]
    assert holds(f"Bel nul zes {woord} {rest}.", bel(f"06{CIJFERS[woord]}{rest}"))


@pytest.mark.parametrize("woord", VULLING)
def test_what_people_say_between_figures_parts_no_number(woord: str) -> None:
    assert holds(f"Bel nul zes {woord} een twee drie vier vijf zes zeven acht.", bel("0612345678"))


@pytest.mark.parametrize("titel", TITELS)
def test_common_word_behind_a_title_is_a_name(titel: str) -> None:
    assert holds(f"Daar liep {titel} bos langs.", wie(achternaam="Bos"))


@pytest.mark.parametrize("woord", LIDWOORDEN)
def test_common_word_behind_an_article_is_none_where_nobody_writes_capitals(woord: str) -> None:
    assert not holds(f"daar lag {woord} bos", wie(achternaam="Bos"))
    assert holds(f"daar lag {woord} vlak bos", wie(achternaam="Bos"))


@pytest.mark.parametrize("woord", VOORVOEGSELS)
def test_prefix_in_a_surname_is_no_name_by_itself_and_stands_before_one(woord: str) -> None:
    assert not holds(f"{woord.capitalize()} zei niets.", wie(voornamen="Milan", achternaam=f"{woord} Ravenhorst"))
    assert not holds(f"Mevrouw {woord[0].upper()}. zei niets.", wie(voornamen="Milan", achternaam=f"{woord} Qualm"))
    assert holds(f"Toen kwam {woord} bos langs.", wie(achternaam=f"{woord} Bos"))


@pytest.mark.parametrize("woord", GEWOON)
def test_common_word_is_no_name_in_small_letters(woord: str) -> None:
    assert not holds(f"Zij zag {woord} niet.", wie(achternaam=woord.capitalize()))


@pytest.mark.parametrize("rij", ROEPNAMEN, ids=lambda rij: rij[0])
def test_whoever_knows_one_first_name_of_a_row_finds_the_next(rij: tuple[str, ...]) -> None:
    for een, ander in pairwise((*rij, rij[0])):
        assert holds(f"Toen kwam {ander.capitalize()} thuis.", wie(voornamen=een))


@pytest.mark.parametrize(
    ("een", "ander", "found"),
    [
        ("Johannes", "Joop", True),
        ("Joeke", "Djoeke", True),
        ("Şükrü", "Sukru", True),
        ("Helena", "Hélène", True),
        ("Helene", "Lena", True),
        ("Corné", "Kees", True),
        ("Joey", "Jozef", True),
        ("Tegen", "Djoeke", False),
        ("Joop", "Kees", False),
    ],
)
def test_first_name_is_found_by_another_of_its_own_row_alone(een: str, ander: str, found: bool) -> None:
    assert holds(f"Toen kwam {ander} thuis.", wie(voornamen=een)) is found
