"""The signals of danger, said whole: low scores, what happened, and a 0 on the other scale (domain F6)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.overzicht import Inschakeling
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.alarmen import happened, low_scores, other_scale, zeros
from ketenhub.evaluate.feiten import Cijfer
from ketenhub.evaluate.orde import order_of
from ketenhub.testing import builders as b
from tests.unit.evaluate.borden import ZONE, a_board, a_score
from tests.unit.evaluate.levens import lived_as_told
from tests.unit.evaluate.woorden import ORGANISATIES

HUIS = Spoor.ONVERDEELD
DAG = date(2026, 1, 8)
WEEG = "Weeg opnieuw maatregelen in het strafrecht, civiel en van het bestuur."


def low(*zinnen: str, dag: str = "2026-01-10") -> list[Signaal]:
    """Give the signals of low scores, with a child beside Anna and Ben."""
    persons = (b.a_person(b.ANNA), b.a_person(b.BEN), b.a_person("p-kim", volwassen=False))
    return list(low_scores(lived_as_told(*zinnen, dag=dag, personen=persons), HUIS))


# --- low scores


@pytest.mark.req("MOV-19")
def test_low_score_tells_who_gave_what_about_whom() -> None:
    assert low("2026-01-08 cijfer VT 5.5 over ben+anna") == [
        Signaal(
            sleutel="cijfer:f1:2026-01-08",
            soort="cijfer",
            ernst=Ernst.HOOG,
            dag=DAG,
            tekst=f"{{org:{b.VT}}} geeft een 5,5 voor {{persoon:p-anna}} en {{persoon:p-ben}}.",
            spoor=HUIS,
            paden=("f1.cijfer",),
        )
    ]


@pytest.mark.req("MOV-19")
@pytest.mark.parametrize(
    ("zinnen", "soort", "ernst", "rest"),
    [
        (["2026-01-08 cijfer anna 3"], "cijfer", Ernst.HOOG, ""),
        (["2026-01-08 cijfer anna 2.9"], "cijfer", Ernst.DIRECT, ""),
        (["2026-01-08 cijfer anna 3 zonder reden"], "cijfer", Ernst.HOOG, " De reden ontbreekt nog."),
        (["2026-01-08 cijfer kim 3"], "cijfer", Ernst.HOOG, " De fase verandert hierdoor niet. Regie weegt wat nodig is."),
        (["2026-01-08 cijfer anna 3", "2026-01-07 cijfer anna 6"], "daling", Ernst.HOOG, " Dat was een 6 of meer."),
        (
            ["2026-01-08 cijfer kim 2 zonder reden", "2026-01-07 cijfer kim 6"],
            "daling",
            Ernst.DIRECT,
            " Dat was een 6 of meer. De fase verandert hierdoor niet. Regie weegt wat nodig is. De reden ontbreekt nog.",
        ),
    ],
)
def test_low_score_tells_that_it_fell_moves_nothing_or_lacks_a_reason(zinnen: list[str], soort: str, ernst: Ernst, rest: str) -> None:
    (signaal,) = low(*zinnen)
    assert (signaal.sleutel, signaal.soort, signaal.ernst) == ("cijfer:f1:2026-01-08", soort, ernst)
    assert signaal.tekst.partition("voor het huishouden.")[2] == rest


@pytest.mark.req("VISIE-11")
def test_only_at_a_zero_somebody_is_to_be_called() -> None:
    nobody_known = tuple(Inschakeling(soort=soort, organisaties=(), paden=()) for soort in Regelpakket().direct_inschakelen)
    found = {s.paden: s.inschakelen for s in low("2026-01-08 cijfer anna 0", "2026-01-08 cijfer ben 0.1")}
    assert found == {("f1.cijfer",): nobody_known, ("f2.cijfer",): ()}


def test_six_is_not_low() -> None:
    assert low("2026-01-08 cijfer anna 6", "2026-01-08 cijfer kim 7") == []


# --- what happened


@pytest.mark.req("MOV-19")
def test_danger_that_puts_a_phase_back_asks_to_weigh_measures_anew() -> None:
    assert list(happened(lived_as_told("2026-01-08 incident geweld als i", dag="2026-01-10"), HUIS)) == [
        Signaal(
            sleutel="geweld:i:2026-01-08",
            soort="geweld",
            ernst=Ernst.HOOG,
            dag=DAG,
            tekst=f"Er is geweld op 8 januari 2026. {WEEG}",
            spoor=HUIS,
            paden=("i.aard",),
        )
    ]


def test_danger_that_leaves_the_phase_says_that_it_is_there_and_no_more() -> None:
    (signaal,) = happened(lived_as_told("2026-01-08 incident vrijlating", dag="2026-01-10"), HUIS)
    assert signaal.tekst == "Er is een vrijlating op 8 januari 2026."


@pytest.mark.req("MDA-28")
def test_broken_condition_shows_its_own_steps_and_never_those_of_another() -> None:
    agreed = [f"2026-01-06 voorwaarde {ref} termijn 2026-03-01 stappen {who}" for ref, who in (("v1", "VT"), ("v2", "anna"))]
    bare = "2026-01-06 voorwaarde v3 termijn 2026-03-01"
    broken = ("2026-01-08 stand v1 geschonden als s1", "2026-01-08 stand v3 geschonden als s3")
    found = {s.paden: s.vervolg for s in happened(lived_as_told(*agreed, bare, *broken, dag="2026-01-10"), HUIS)}
    assert found == {("s1.stand",): ("v1.bijSchending",), ("s3.stand",): ()}


# --- a 0 on the other scale


def ten(rang: int, day: int) -> Cijfer:
    """Give a score on the other scale, where a low one is no danger to the phase."""
    score = a_score(rang, day)
    return replace(score, orde=order_of(score.dag, ZONE, danger=False))


def test_zero_stands_until_the_voice_answers_it_with_a_six_for_that_subject() -> None:
    assert zeros([ten(0, 3)], a_board()) == [ten(0, 3)]
    assert zeros([ten(0, 3)], a_board(a_score(600, 4))) == []


@pytest.mark.parametrize(
    "answer",
    [
        a_score(599, 4),
        # for somebody else, by somebody else, by another organisation
        a_score(600, 4, b.ANNA),
        a_score(600, 4, door="prof-2"),
        a_score(600, 4, stem="org:other"),
        # before it, or on its day without an hour
        a_score(600, 2),
        a_score(600, 3),
    ],
)
def test_what_does_not_answer_a_zero_leaves_it_standing(answer: Cijfer) -> None:
    assert zeros([ten(0, 3)], a_board(answer)) == [ten(0, 3)]


def test_only_the_last_on_the_other_scale_counts_and_the_lower_of_two_on_one_day() -> None:
    assert zeros([ten(700, 5), ten(0, 3)], a_board()) == []
    assert zeros([ten(0, 3), ten(700, 1)], a_board()) == [ten(0, 3)]
    assert zeros([ten(0, 3), ten(700, 3)], a_board()) == [ten(0, 3)]
    assert zeros([ten(1, 3)], a_board()) == []


def test_zero_on_the_other_scale_is_told_and_its_voice_asked_for_a_score_that_counts() -> None:
    verloop = lived_as_told("2026-01-08 cijfer VT 0 over ben op schaal 0-10", dag="2026-01-10")
    assert list(other_scale(verloop, HUIS)) == [
        Signaal(
            sleutel="nul_op_tien:f1:2026-01-08",
            soort="nul_op_tien",
            ernst=Ernst.HOOG,
            dag=DAG,
            tekst=f"{{org:{b.VT}}} geeft een 0 voor {{persoon:p-ben}} op de schaal van 0 tot 10. Het gevaar is nu echt.",
            spoor=HUIS,
            paden=("f1.cijfer",),
        ),
        Signaal(
            sleutel=f"andere_schaal:org:{b.VT}",
            soort="andere_schaal",
            ernst=Ernst.ATTENTIE,
            dag=DAG,
            tekst=f"Vraag {{org:{b.VT}}} om een cijfer van 0 tot 7+. De schaal van 0 tot 10 telt niet voor de fase.",
            spoor=HUIS,
            paden=("f1.cijfer",),
        ),
    ]


def test_each_voice_that_scored_only_there_is_asked_once_after_its_last() -> None:
    said = [f"2026-01-{dag} cijfer {wie} 8 op schaal 0-10" for dag, wie in (("09", "anna"), ("07", "anna"), ("12", "ben"))]
    said += [f"2026-01-08 cijfer {wie} 8 op schaal 0-10" for wie in reversed(ORGANISATIES)]
    verloop = lived_as_told(*said, "2026-01-06 cijfer VT 6", dag="2026-01-15")
    asked = [(s.sleutel.partition(":")[2], str(s.dag), s.paden) for s in other_scale(verloop, HUIS)]
    assert asked == [
        (f"org:{ORGANISATIES['Politie']}", "2026-01-08", ("f6.cijfer",)),
        (f"org:{ORGANISATIES['Gemeente']}", "2026-01-08", ("f5.cijfer",)),
        (f"org:{ORGANISATIES['Reclassering']}", "2026-01-08", ("f4.cijfer",)),
        ("persoon:p-anna", "2026-01-09", ("f1.cijfer",)),
        ("persoon:p-ben", "2026-01-12", ("f3.cijfer",)),
    ]
