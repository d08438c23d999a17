"""The Dutch texts: numbers as words, one and more, and the order in which a sentence says what is in the way."""

from __future__ import annotations

import pytest

from ketenhub.evaluate.poort import Obstakel, Obstakelsoort
from ketenhub.evaluate.teksten import (
    bridge_text,
    count_text,
    day_text,
    days_ago_note,
    figure,
    gate_sentence,
    persons,
    track_sentence,
    voice,
)
from tests.unit.evaluate.borden import START

# one, two, in the order in which the gate says them
PER_STEM: tuple[tuple[Obstakelsoort, str, str], ...] = (
    ("onder", "Eén stem geeft minder dan een 6.", "Twee stemmen geven minder dan een 6."),
    ("houdt_tegen", "Eén andere stem geeft minder dan een 6.", "Twee andere stemmen geven minder dan een 6."),
    ("ontbreekt", "Eén stem ontbreekt.", "Twee stemmen ontbreken."),
    (
        "andere_schaal",
        "Eén stem gaf alleen een cijfer op een andere schaal.",
        "Twee stemmen gaven alleen een cijfer op een andere schaal.",
    ),
    ("opnieuw", "Eén stem moet opnieuw een cijfer geven.", "Twee stemmen moeten opnieuw een cijfer geven."),
    ("verouderd", "Eén stem is verouderd.", "Twee stemmen zijn verouderd."),
    ("onvolledig", "Eén stem gaf geen reden bij het cijfer.", "Twee stemmen gaven geen reden bij het cijfer."),
    (
        "niet_alle_leden",
        "Eén stem gaf nog niet over iedereen een cijfer.",
        "Twee stemmen gaven nog niet over iedereen een cijfer.",
    ),
    ("ronde", "Eén stem gaf nog geen tweede ronde.", "Twee stemmen gaven nog geen tweede ronde."),
    ("voorwaarde", "Eén voorwaarde is geschonden.", "Twee voorwaarden zijn geschonden."),
)
ALS_GEHEEL: tuple[tuple[Obstakelsoort, str], ...] = (
    ("geen_stem", "Er is nog niemand die een cijfer moet geven."),
    ("brug", "Er is gevaar op het andere spoor. Bel de regie."),
    ("incident", "Het laatste incident is nog te kort geleden. De 7 is voorlopig."),
    ("bescherming", "Er is nog geen bescherming vastgelegd."),
    ("controle", "Er is nog geen bewijs van controle."),
    ("stresstest", "Het plan is nog niet getest onder druk."),
)
ALLE = [*(Obstakel(soort) for soort, _ in ALS_GEHEEL[::-1]), *(Obstakel(row[0]) for row in PER_STEM[::-1])]


def test_gate_sentence_says_everything_in_one_order_and_counts_what_can_be_counted() -> None:
    whole = " ".join(text for _, text in ALS_GEHEEL)
    one = " ".join(row[1] for row in PER_STEM)
    more = " ".join(row[2] for row in PER_STEM)
    assert gate_sentence(1, ALLE) == f"Nog niet naar fase 2. {one} {whole}"
    assert gate_sentence(1, ALLE * 2) == f"Nog niet naar fase 2. {more} {whole}"
    assert gate_sentence(2, [Obstakel("onder")]) == "Nog niet naar fase 3. Eén stem geeft minder dan een 7."
    assert gate_sentence(2, []) == "Nog niet naar fase 3."
    assert gate_sentence(3, ALLE) == "Fase 3 is bereikt. Afsluiten gebeurt nooit vanzelf."


def test_track_sentence_says_only_what_its_own_voices_and_conditions_lack() -> None:
    said = [row for row in PER_STEM if row[0] in ("onder", "houdt_tegen", "ontbreekt", "voorwaarde")]
    one, more = (" ".join(row[n] for row in said) for n in (1, 2))
    assert track_sentence(ALLE) == f"Dit spoor heeft geen fase. {one} Bel de regie voor overleg."
    assert track_sentence(ALLE * 2) == f"Dit spoor heeft geen fase. {more} Bel de regie voor overleg."
    assert track_sentence([]) == "Dit spoor heeft geen fase. Bel de regie voor overleg."


def test_numbers_up_to_twelve_are_words_that_open_a_sentence() -> None:
    words = "Geen Eén Twee Drie Vier Vijf Zes Zeven Acht Negen Tien Elf Twaalf 13 14"
    assert " ".join(count_text(aantal) for aantal in range(15)) == words


@pytest.mark.req("CON-07")
@pytest.mark.parametrize(
    ("soort", "words"),
    [
        ("geweld", "geweld"),
        ("onveilig", "een onveilig voorval"),
        ("dreiging", "dreiging"),
        ("vrijlating", "een vrijlating"),
        ("schending_maatregel", "een geschonden maatregel"),
        ("schending_voorwaarde", "een geschonden voorwaarde"),
        ("maatregel_einde", "het einde van een maatregel"),
        ("cijfer", "een cijfer onder de 6"),
        ("nul_op_tien", "een 0 op de schaal van 0 tot 10"),
    ],
)
def test_danger_of_the_other_track_is_told_by_its_kind_alone(soort: str, words: str) -> None:
    assert bridge_text(soort) == f"Gevaar op het andere spoor: {words}. Bel de regie."


def test_days_figures_names_and_our_own_figures_are_written_as_people_say_them() -> None:
    assert day_text(START) == "5 januari 2026"
    assert (figure("6.5"), figure("7+")) == ("6,5", "7+")
    assert (voice("org:1"), voice(None)) == ("{org:1}", "{}")
    assert persons(["p-anna", "", "p-ben"]) == "{persoon:p-anna} en {persoon:p-ben}"
    assert persons([]) == persons([""]) == "het huishouden"
    assert (days_ago_note(True), days_ago_note(False)) == (" (eigen afspraak)", "")
