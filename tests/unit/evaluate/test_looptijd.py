"""From which day a 7 counts or is stale, and which terms run, warn and escalate (domain F3, F7, F8)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.samenwerking import Consultatie, Opschaling
from ketenhub.evaluate.stabiel import stability_term, stale_on, voice_clock
from ketenhub.evaluate.termijnen import Loopt, advice_day, advised, escalated, running_terms, shown_terms
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import ANNA, ORG, SEVENS, SIX, all_say, lived


@pytest.mark.req("VISIE-29")
def test_seven_counts_from_the_later_of_the_second_round_and_the_months_without_an_incident() -> None:
    sevens = all_say("7", "2026-02-10")
    clock = voice_clock(lived(*sevens, dag="2026-02-20"), ORG)
    assert clock is not None
    assert (clock.dag, clock.ronde, clock.eigen_afspraak) == (date(2026, 3, 10), True, True)
    incident = b.an_item(b.an_incident(op="2026-01-08"), ident="i")
    clock = voice_clock(lived(incident, *sevens, dag="2026-02-20"), ORG)
    assert clock is not None
    assert (clock.dag, clock.ronde) == (date(2026, 7, 8), False)
    assert clock.paden[-1] == "i.aard"


@pytest.mark.parametrize(
    ("items", "dag"),
    [
        (all_say("6", "2026-02-10"), "2026-02-20"),
        (all_say("7", "2026-02-10"), "2026-03-10"),
        (all_say("7", "2026-02-10")[1:], "2026-02-20"),
        (SEVENS, "2026-02-20"),
    ],
    ids=["no seven", "from today", "phase one", "phase three"],
)
def test_no_clock_runs_where_no_seven_waits(items: list[Item], dag: str) -> None:
    assert voice_clock(lived(*items, dag=dag), ORG) is None


def test_term_of_stable_safety_is_that_of_the_last_voice_with_the_facts_of_all() -> None:
    sevens = [*all_say("7", "2026-02-10")[:2], b.an_item(b.a_score("7", op="2026-02-15", door=b.BEN), ident="ben")]
    term = stability_term(lived(*sevens, dag="2026-02-20"))
    assert term is not None
    assert (term.soort, term.datum, term.eigen_afspraak) == ("stabiele_veiligheid", date(2026, 3, 15), True)
    assert len(term.paden) == 3
    assert "ben.cijfer" in term.paden
    assert stability_term(lived(*SIX, dag="2026-01-20")) is None


@pytest.mark.req("CON-30")
def test_voice_is_stale_the_day_after_the_limit_of_its_oldest_score() -> None:
    scores = [b.an_item(b.a_score("5", op=op, over=(who,))) for op, who in (("2026-01-10", b.ANNA), ("2026-01-20", b.BEN))]
    verloop = lived(*scores, dag="2026-01-25")
    assert stale_on(verloop, ORG) == date(2026, 2, 10)
    assert stale_on(verloop, ANNA) is None


def a_condition(ref: str, afgesproken: str, termijn: str) -> Item:
    return b.an_item(b.a_condition(ref, op=afgesproken, termijn=termijn))


def terms(*items: Item, dag: str) -> list[tuple[str, str, str]]:
    return [(t.soort, t.begin.isoformat(), t.eind.isoformat()) for _, t in running_terms(lived(*items, dag=dag))]


def test_warning_comes_on_the_part_of_the_term_rounded_up_and_the_escalation_the_day_after() -> None:
    term = Loopt("directe_veiligheid", date(2026, 1, 1), date(2026, 1, 12), "termijn")
    assert term.warned([50, 80, 100]) == [(50, date(2026, 1, 7)), (80, date(2026, 1, 10)), (100, date(2026, 1, 12))]
    assert term.escaleert == date(2026, 1, 13)


def test_conditions_are_agreed_within_ten_working_days_and_then_their_own_term_runs() -> None:
    assert terms(dag="2026-01-10") == [("voorwaarden", "2026-01-05", "2026-01-19")]
    in_time, late = a_condition("v", "2026-01-19", "2026-02-20"), a_condition("v", "2026-01-20", "2026-02-20")
    assert terms(in_time, dag="2026-01-25") == [("directe_veiligheid", "2026-01-19", "2026-02-20")]
    assert [row[0] for row in terms(late, dag="2026-01-25")] == ["voorwaarden", "directe_veiligheid"]


@pytest.mark.req("VISIE-18")
def test_term_ends_three_months_after_the_first_agreement_at_the_latest() -> None:
    first, second = a_condition("v", "2026-01-10", "2026-04-10"), a_condition("w", "2026-03-01", "2026-05-30")
    assert terms(second, dag="2026-03-05")[-1] == ("directe_veiligheid", "2026-03-01", "2026-05-30")
    done = b.an_item(b.a_stand("v", "gerealiseerd", op="2026-03-02", bewijs="Gezien."))
    assert terms(first, second, done, dag="2026-03-05") == [("directe_veiligheid", "2026-01-10", "2026-04-10")]


def test_earliest_term_of_what_is_open_decides_and_what_lapsed_or_was_realised_does_not() -> None:
    early, late = a_condition("v", "2026-01-10", "2026-02-01"), a_condition("w", "2026-01-12", "2026-03-01")
    assert terms(early, late, dag="2026-01-20") == [("directe_veiligheid", "2026-01-10", "2026-02-01")]
    lapsed = b.an_item(b.a_stand("v", "vervallen", op="2026-01-15"))
    assert terms(early, late, lapsed, dag="2026-01-20") == [("directe_veiligheid", "2026-01-12", "2026-03-01")]
    done = b.an_item(b.a_stand("v", "gerealiseerd", op="2026-01-15", bewijs="Gezien."))
    assert terms(early, late, done, dag="2026-01-20") == [("directe_veiligheid", "2026-01-10", "2026-03-01")]
    both = b.an_item(b.a_stand("w", "gerealiseerd", op="2026-01-16", bewijs="Gezien."))
    assert terms(early, late, done, both, dag="2026-01-20") == [("directe_veiligheid", "2026-01-10", "2026-02-01")]
    assert terms(early, lapsed, dag="2026-01-20") == []
    afterwards = b.an_item(b.a_stand("v", "vervallen", op="2026-02-02"))
    assert terms(early, late, afterwards, dag="2026-02-10") == [("directe_veiligheid", "2026-01-10", "2026-02-01")]


def test_term_names_the_condition_that_decides_and_those_that_began_it() -> None:
    ((_, term),) = running_terms(
        lived(a_condition("v", "2026-01-10", "2026-02-01"), a_condition("w", "2026-01-10", "2026-03-01"), dag="2026-01-20")
    )
    assert term.paden == ("v.termijn", "v.geldigOp", "w.geldigOp")
    assert term.oorzaak == "termijn:2026-01-05"


def test_after_a_fall_only_what_was_agreed_since_starts_a_term() -> None:
    old, fallen = a_condition("v", "2026-01-08", "2026-03-01"), b.an_item(b.an_incident(op="2026-01-20"))
    new = a_condition("w", "2026-01-20", "2026-04-01")
    assert terms(old, *SIX, fallen, dag="2026-01-25") == [
        ("directe_veiligheid", "2026-01-08", "2026-03-01"),
        ("voorwaarden", "2026-01-20", "2026-02-03"),
    ]
    assert terms(old, *SIX, fallen, new, dag="2026-01-25")[-1] == ("directe_veiligheid", "2026-01-20", "2026-04-01")
    shown = shown_terms(lived(old, *SIX, fallen, dag="2026-01-25"))
    assert [(t.soort, t.datum, t.eigen_afspraak) for t in shown if t.soort == "voorwaarden"] == [("voorwaarden", date(2026, 2, 3), True)]


@pytest.mark.req("VISIE-27")
@pytest.mark.parametrize(
    ("dag", "answer", "open_"),
    [
        ("2026-02-01", None, False),
        ("2026-02-02", None, True),
        ("2026-02-20", ("2026-02-01", "RvdK doet mee."), True),
        ("2026-02-20", ("2026-02-02", "RvdK doet mee."), False),
        ("2026-02-20", ("2026-02-10", None), True),
    ],
)
def test_term_that_passed_escalates_from_the_day_after_until_it_is_answered(
    dag: str, answer: tuple[str, str | None] | None, open_: bool
) -> None:
    items = [a_condition("v", "2026-01-10", "2026-02-01")]
    if answer:
        op, text = answer
        items.append(b.an_item(Opschaling(ref="o", geldig_op=date.fromisoformat(op), reden="Voorbij.", antwoord=text)))
    verloop = lived(*items, dag=dag)
    ((periode, term),) = running_terms(verloop)
    assert escalated(verloop, periode, term) == open_


def test_day_of_the_answer_goes_before_the_day_of_the_request() -> None:
    answered = Opschaling(ref="o", geldig_op=date(2026, 1, 20), reden="Voorbij.", antwoord="RvdK doet mee.", beantwoord_op=date(2026, 2, 2))
    verloop = lived(a_condition("v", "2026-01-10", "2026-02-01"), b.an_item(answered), dag="2026-02-20")
    ((periode, term),) = running_terms(verloop)
    assert not escalated(verloop, periode, term)


@pytest.mark.parametrize(("op", "open_"), [("2026-02-01", False), ("2026-02-02", True)])
def test_gate_that_opened_in_time_never_escalated(op: str, open_: bool) -> None:
    verloop = lived(a_condition("v", "2026-01-10", "2026-02-01"), *all_say("6", op), dag="2026-02-20")
    ((periode, term),) = running_terms(verloop)
    assert escalated(verloop, periode, term) == open_


@pytest.mark.req("CON-14")
def test_advice_is_asked_half_a_year_after_direct_safety_in_phase_two_alone() -> None:
    assert advice_day(lived(*SIX, dag="2026-01-20")) == date(2026, 7, 10)
    assert advice_day(lived(dag="2026-01-20")) is None
    assert advice_day(lived(*SEVENS, dag="2026-03-01")) is None


@pytest.mark.parametrize(
    ("advies", "op", "told"), [("Doe dit.", "2026-02-01", True), ("Doe dit.", "2026-01-31", False), (None, "2026-02-01", False)]
)
def test_advice_counts_when_it_was_given_since_that_day(advies: str | None, op: str, told: bool) -> None:
    asked = Consultatie(ref="c", geldig_op=date.fromisoformat(op), vraag="Wat nu?", aan="Forensisch centrum", advies=advies)
    assert advised(lived(b.an_item(asked), dag="2026-03-01"), date(2026, 2, 1)) == told


def test_shown_terms_stand_in_the_order_of_their_days_and_a_measure_that_runs_out_is_one() -> None:
    measure = b.an_item(b.a_measure("m", "huisverbod", van="2026-01-05", tot="2026-01-16"))
    shown = shown_terms(lived(measure, a_condition("v", "2026-01-10", "2026-02-01"), dag="2026-01-12"))
    assert [(t.soort, t.datum, t.paden) for t in shown] == [
        ("maatregel", date(2026, 1, 16), ("m.tot",)),
        ("directe_veiligheid", date(2026, 2, 1), ("v.termijn", "v.geldigOp")),
    ]
    assert [t.soort for t in shown_terms(lived(*SIX, dag="2026-01-20"))] == ["consulteren"]
