"""The terms as they are shown, whole: words, day, consequence, whose figure and paths (domain F7, F8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ketenhub.domain.fase import Termijn
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.termijnen import Loopt, running_terms, shown_terms
from tests.unit.evaluate.levens import SIX, all_say, lived, told

VOORWAARDEN = Termijn(
    soort="voorwaarden",
    tekst="Spreek voorwaarden af binnen 10 werkdagen.",
    datum=date(2026, 1, 19),
    gevolg="Zonder voorwaarden wordt opgeschaald.",
    eigen_afspraak=True,
)


def direct_safety(dag: date, *paden: str) -> Termijn:
    return Termijn(
        soort="directe_veiligheid",
        tekst="Op deze dag moet iedereen minstens een 6 kunnen geven.",
        datum=dag,
        gevolg="Is het dan niet veilig, dan wordt opgeschaald.",
        paden=tuple(paden),
    )


def measure_ends(dag: date, path: str) -> Termijn:
    text = "Een maatregel loopt af."
    return Termijn(soort="maatregel", tekst=text, datum=dag, gevolg="Op die dag komt er een signaal.", paden=(path,))


@pytest.mark.req("VISIE-18")
def test_terms_of_phase_one_and_measures_stand_by_day_with_what_happens_when_they_pass() -> None:
    facts = told(
        "2026-01-20 voorwaarde v2 termijn 2026-02-20",
        "2026-01-20 voorwaarde v1 termijn 2026-02-20",
        "2026-01-06 maatregel m2 huisverbod tot 2026-01-22",
        "2026-01-06 maatregel m1 contactverbod tot 2026-01-22",
    )
    assert shown_terms(lived(*facts, dag="2026-01-21")) == (
        VOORWAARDEN,
        measure_ends(date(2026, 1, 22), "m1.tot"),
        measure_ends(date(2026, 1, 22), "m2.tot"),
        direct_safety(date(2026, 2, 20), "v1.termijn", "v1.geldigOp", "v2.geldigOp"),
    )


def test_a_measure_that_ends_today_is_no_term_any_more() -> None:
    facts = told("2026-01-06 maatregel m1 huisverbod tot 2026-01-12")
    assert shown_terms(lived(*facts, dag="2026-01-11")) == (measure_ends(date(2026, 1, 12), "m1.tot"), VOORWAARDEN)
    assert shown_terms(lived(*facts, dag="2026-01-12")) == (VOORWAARDEN,)


@pytest.mark.req("CON-14")
def test_in_phase_two_only_the_advice_stands_as_an_advice() -> None:
    facts = told("2026-01-08 voorwaarde v1 termijn 2026-03-01")
    text = "Half jaar na directe veiligheid: is er dan geen stabiele veiligheid, vraag advies."
    advice = Termijn(soort="consulteren", tekst=text, datum=date(2026, 7, 10), gevolg="Dit is een advies, geen fout.")
    assert shown_terms(lived(*facts, *SIX, dag="2026-01-20")) == (advice,)


@pytest.mark.req("VISIE-29")
def test_when_every_voice_gives_a_seven_the_day_on_which_it_can_count_is_a_term() -> None:
    found = shown_terms(lived(*all_say("7", "2026-02-10"), dag="2026-02-20"))
    assert [(t.soort, t.datum) for t in found] == [
        ("stabiele_veiligheid", date(2026, 3, 10)),
        ("consulteren", date(2026, 8, 10)),
    ]


def test_every_stretch_of_phase_one_has_its_own_terms_under_a_cause_that_stays() -> None:
    facts = told("2026-01-12 voorwaarde v1 termijn 2026-03-01", "2026-01-11 voorwaarde v2 termijn 2026-04-01", "2026-01-20 incident geweld")
    verloop = lived(*facts, *all_say("6", "2026-01-13"), dag="2026-01-25")
    first, second = verloop.periodes
    assert running_terms(verloop) == [
        (first, Loopt("directe_veiligheid", date(2026, 1, 11), date(2026, 3, 1), "termijn:2026-01-05", ("v1.termijn", "v2.geldigOp"))),
        (second, Loopt("voorwaarden", date(2026, 1, 20), date(2026, 2, 3), "voorwaarden:2026-01-20")),
    ]
    assert [(t.soort, t.datum) for t in shown_terms(verloop)] == [("voorwaarden", date(2026, 2, 3))]


def test_a_stretch_counts_what_was_agreed_on_its_last_day_and_not_what_was_agreed_after_it() -> None:
    facts = told("2026-01-13 voorwaarde v1 termijn 2026-03-01", "2026-01-14 voorwaarde v2 termijn 2026-02-01")
    verloop = lived(*facts, *all_say("6", "2026-01-13"), dag="2026-01-25")
    ((_, term),) = running_terms(verloop)
    assert (term.begin, term.eind, term.paden) == (date(2026, 1, 13), date(2026, 3, 1), ("v1.termijn", "v1.geldigOp"))


def test_of_two_conditions_with_one_term_the_first_id_decides_and_a_state_on_the_last_day_still_counts() -> None:
    both = ("2026-01-10 voorwaarde v2 termijn 2026-02-01", "2026-01-10 voorwaarde v1 termijn 2026-02-01")
    ((_, term),) = running_terms(lived(*told(*both), dag="2026-01-20"))
    assert term.paden == ("v1.termijn", "v1.geldigOp", "v2.geldigOp")
    lapsed = told(*both, "2026-02-01 stand v1 vervallen")
    ((_, term),) = running_terms(lived(*lapsed, dag="2026-02-10"))
    assert term.paden == ("v2.termijn", "v2.geldigOp")


def test_a_whole_term_warns_on_its_last_day_however_long_it_is() -> None:
    term = Loopt("directe_veiligheid", date(2026, 1, 1), date(2026, 7, 20), "termijn")
    assert term.warned([50, 100]) == [(50, date(2026, 4, 11)), (100, date(2026, 7, 20))]


def test_a_figure_that_the_region_changed_is_marked_as_its_own() -> None:
    verloop = lived(*told("2026-01-10 voorwaarde v1 termijn 2026-02-20"), dag="2026-01-21")
    pack = Regelpakket()
    months, kader = pack.termijn_hoogstens.model_copy(update={"eigen_afspraak": True}), verloop.toestand.kader
    verloop.toestand.kader = replace(kader, pakket=pack.model_copy(update={"termijn_hoogstens": months}))
    assert [term.eigen_afspraak for term in shown_terms(verloop)] == [True]
