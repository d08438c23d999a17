"""Who changed a score is asked what made it change: once, about the last change, with both scores (MDA-27)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.aanleiding import cause_signals
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived_as_told


def asked(*zinnen: str) -> list[tuple[str, tuple[str, ...]]]:
    """Give of each question its key and the two scores it is about."""
    return [(s.sleutel, s.paden) for s in cause_signals(lived_as_told(*zinnen, dag="2026-01-25"))]


@pytest.mark.req("MDA-27")
def test_question_names_voice_both_figures_and_subject_and_is_for_the_organisation_of_a_professional() -> None:
    found = list(
        cause_signals(
            lived_as_told(
                "2026-01-08 cijfer anna 5.5",
                "2026-01-15 cijfer anna 6",
                "2026-01-09 cijfer VT 3 over ben",
                "2026-01-16 cijfer VT 7+ over ben",
                dag="2026-01-20",
            )
        )
    )
    assert found == [
        Signaal(
            sleutel="aanleiding:f2",
            soort="aanleiding",
            ernst=Ernst.ATTENTIE,
            dag=date(2026, 1, 15),
            tekst="{persoon:p-anna} gaf eerst een 5,5 en nu een 6 voor het huishouden. Vraag wat dat veranderde.",
            spoor=Spoor.ONVERDEELD,
            paden=("f1.cijfer", "f2.cijfer"),
            afwezig="veiligheidsbeoordeling.aanleiding",
        ),
        Signaal(
            sleutel="aanleiding:f4",
            soort="aanleiding",
            ernst=Ernst.ATTENTIE,
            dag=date(2026, 1, 16),
            tekst=f"{{org:{b.VT}}} gaf eerst een 3 en nu een 7+ voor {{persoon:p-ben}}. Vraag wat dat veranderde.",
            spoor=Spoor.ONVERDEELD,
            organisatie=b.VT,
            paden=("f3.cijfer", "f4.cijfer"),
            afwezig="veiligheidsbeoordeling.aanleiding",
        ),
    ]


@pytest.mark.req("MDA-27")
def test_last_of_three_is_compared_with_the_one_before_it() -> None:
    assert asked("2026-01-06 cijfer anna 4", "2026-01-12 cijfer anna 5", "2026-01-18 cijfer anna 6") == [
        ("aanleiding:f3", ("f2.cijfer", "f3.cijfer"))
    ]
    assert asked("2026-01-06 cijfer anna 4", "2026-01-12 cijfer anna 5", "2026-01-18 cijfer anna 5") == []


def test_scores_are_compared_by_the_day_they_were_true_and_not_by_their_id() -> None:
    assert asked("2026-01-18 cijfer anna 6", "2026-01-06 cijfer anna 4") == [("aanleiding:f1", ("f2.cijfer", "f1.cijfer"))]


def test_lower_of_two_scores_of_one_day_is_the_later() -> None:
    assert asked("2026-01-08 cijfer anna 6", "2026-01-08 cijfer anna 7") == [("aanleiding:f1", ("f2.cijfer", "f1.cijfer"))]


def test_score_that_no_longer_stands_is_not_asked_about() -> None:
    household = ("2026-01-06 cijfer VT 4", "2026-01-08 cijfer VT 6")
    assert asked(*household) == [("aanleiding:f2", ("f1.cijfer", "f2.cijfer"))]
    assert asked(*household, "2026-01-12 cijfer VT 6 over anna", "2026-01-12 cijfer VT 6 over ben") == []
