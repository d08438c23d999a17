"""The signals of terms, whole, and the order in which signals stand (domain F6, F7, F8)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.signalen import in_order, signals
from ketenhub.evaluate.verloop import Verloop
from tests.unit.evaluate.levens import SIX, all_say, lived, told

TERMEN = ("termijn_50", "termijn_80", "termijn_100", "opschalen", "consulteren")
HELFT = "De tijd voor directe veiligheid is voor 50 % voorbij (eigen afspraak). De laatste dag is 9 februari 2026."


def of_terms(verloop: Verloop) -> list[Signaal]:
    """Give the signals that time alone raises."""
    return [signaal for signaal in signals(verloop, None, met_termijnen=True) if signaal.soort in TERMEN]


def a_signal(soort: str, oorzaak: str, ernst: Ernst, dag: date, tekst: str, *paden: str) -> Signaal:
    return Signaal(sleutel=f"{soort}:{oorzaak}", soort=soort, ernst=ernst, dag=dag, tekst=tekst, spoor=Spoor.ONVERDEELD, paden=tuple(paden))


@pytest.mark.req("VISIE-27")
@pytest.mark.parametrize(
    ("dag", "soort", "since", "part"),
    [
        ("2026-01-25", "termijn_50", date(2026, 1, 25), "50"),
        ("2026-02-03", "termijn_80", date(2026, 2, 3), "80"),
        ("2026-02-09", "termijn_100", date(2026, 2, 9), "100"),
    ],
)
def test_the_highest_part_of_the_term_that_passed_warns_with_the_facts_that_set_the_term(
    dag: str, soort: str, since: date, part: str
) -> None:
    verloop = lived(*told("2026-01-10 voorwaarde v1 termijn 2026-02-09"), dag=dag)
    text = HELFT.replace("50", part)
    assert of_terms(verloop) == [a_signal(soort, "termijn:2026-01-05", Ernst.ATTENTIE, since, text, "v1.termijn", "v1.geldigOp")]


@pytest.mark.req("VISIE-27")
def test_the_day_before_the_first_part_nothing_warns() -> None:
    assert of_terms(lived(*told("2026-01-10 voorwaarde v1 termijn 2026-02-09"), dag="2026-01-24")) == []


@pytest.mark.req("CON-13")
def test_the_term_for_agreeing_conditions_warns_in_its_own_words() -> None:
    text = "De tijd om voorwaarden af te spreken is voor 50 % voorbij (eigen afspraak). De laatste dag is 19 januari 2026."
    assert of_terms(lived(dag="2026-01-12")) == [a_signal("termijn_50", "voorwaarden:2026-01-05", Ernst.ATTENTIE, date(2026, 1, 12), text)]


@pytest.mark.req("VISIE-27", "CON-13")
def test_a_term_that_passed_escalates_in_its_own_words_and_warns_no_more() -> None:
    ask = "Schaal op: Veilig Thuis, Raad voor de Kinderbescherming, strafketen of MDA++."
    assert of_terms(lived(*told("2026-01-10 voorwaarde v1 termijn 2026-02-09"), dag="2026-02-10")) == [
        a_signal(
            "opschalen",
            "termijn:2026-01-05",
            Ernst.HOOG,
            date(2026, 2, 10),
            f"Er is geen directe veiligheid op 9 februari 2026. {ask}",
            "v1.termijn",
            "v1.geldigOp",
        )
    ]
    assert of_terms(lived(dag="2026-01-20")) == [
        a_signal(
            "opschalen",
            "voorwaarden:2026-01-05",
            Ernst.HOOG,
            date(2026, 1, 20),
            f"Er zijn geen voorwaarden afgesproken op 19 januari 2026. {ask}",
        )
    ]


def test_neither_an_answered_escalation_nor_a_term_whose_goal_came_warns() -> None:
    answered = told("2026-01-10 voorwaarde v1 termijn 2026-02-09", "2026-02-11 opschaling antwoord")
    assert of_terms(lived(*answered, dag="2026-02-12")) == []
    reached = [*told("2026-01-10 voorwaarde v1 termijn 2026-02-09"), *all_say("6", "2026-01-28")]
    assert of_terms(lived(*reached, dag="2026-01-30")) == []


@pytest.mark.req("CON-14")
def test_half_a_year_of_direct_safety_asks_for_advice_until_it_is_given() -> None:
    text = "Er is een half jaar directe veiligheid, maar nog geen stabiele veiligheid. Vraag advies. Dit is geen fout."
    expected = a_signal("consulteren", "2026-07-10", Ernst.ATTENTIE, date(2026, 7, 10), text)
    assert of_terms(lived(*SIX, dag="2026-07-09")) == []
    assert of_terms(lived(*SIX, dag="2026-07-10")) == [expected]
    assert of_terms(lived(*SIX, *told("2026-07-11 consultatie advies"), dag="2026-07-12")) == []


def test_the_track_without_a_phase_hears_of_no_terms() -> None:
    verloop = lived(dag="2026-01-12")
    assert [s.soort for s in signals(verloop, None, met_termijnen=False) if s.soort in TERMEN] == []


@pytest.mark.req("MOV-19")
def test_the_most_severe_stands_first_then_the_oldest_then_by_key() -> None:
    early, late = date(2026, 1, 8), date(2026, 1, 9)
    wanted = [
        a_signal("dreiging", "b", Ernst.DIRECT, late, "Er is dreiging."),
        a_signal("geweld", "d", Ernst.HOOG, early, "Er is geweld."),
        a_signal("geweld", "e", Ernst.HOOG, early, "Er is geweld."),
        a_signal("geweld", "a", Ernst.HOOG, late, "Er is geweld."),
        a_signal("stilte", "c", Ernst.ATTENTIE, early, "Het is stil."),
    ]
    verloop = lived(dag="2026-01-12")
    assert in_order(reversed(wanted), verloop) == in_order([wanted[2], *wanted[:2], *wanted[3:]], verloop) == tuple(wanted)
