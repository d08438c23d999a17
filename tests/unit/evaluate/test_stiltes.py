"""Scores that age or lack their reason, and voices that stay silent: whole signals, on the day that they come (domain F6, N6)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.stiltes import aged_and_silent, silent_days, silent_from
from ketenhub.evaluate.verloop import Verloop
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import ANNA, BEN, ORG, lived, lived_as_told

STIL = date(2026, 2, 5)


def asked(verloop: Verloop, soort: str) -> list[Signaal]:
    """Give what is asked of the voices, of one kind."""
    return [one for one in aged_and_silent(verloop, Spoor.ONVERDEELD) if one.soort == soort]


def a_question(soort: str, over: str, dag: date, tekst: str, *paden: str) -> Signaal:
    """Build a signal of attention."""
    return Signaal(
        sleutel=f"{soort}:{over}", soort=soort, ernst=Ernst.ATTENTIE, dag=dag, tekst=tekst, spoor=Spoor.ONVERDEELD, paden=tuple(paden)
    )


def test_every_required_voice_that_never_scored_is_silent_from_the_day_on_which_a_score_would_be_stale() -> None:
    silent = [a_question("stilte", voice, STIL, f"{{{voice}}} gaf nog geen cijfer.") for voice in (ORG, ANNA, BEN)]
    assert asked(lived(dag="2026-02-05"), "stilte") == silent
    assert asked(lived(dag="2026-02-04"), "stilte") == []
    assert silent_days(lived(dag="2026-01-06")) == [STIL] * 3


def test_excused_voice_is_not_asked() -> None:
    verloop = lived_as_told("2026-01-12 vrijstelling ben tot 2026-06-01", dag="2026-03-10")
    assert [one.sleutel for one in asked(verloop, "stilte")] == [f"stilte:{ORG}", f"stilte:{ANNA}"]


def test_organisation_counts_from_its_own_first_day_and_a_person_from_the_opening() -> None:
    parts = [b.a_part(b.VT), b.a_part(b.POLITIE, van="2026-01-20"), b.a_part(b.POLITIE, van="2026-03-01")]
    verloop = lived(dag="2026-03-10", deelnames=parts)
    assert [silent_from(verloop, key) for key in (f"org:{b.POLITIE}", ORG, ANNA)] == [date(2026, 2, 20), STIL, STIL]


@pytest.mark.parametrize(("dag", "oud"), [("2026-02-09", False), ("2026-02-10", True)])
def test_score_is_stale_on_the_day_after_its_last_day(dag: str, oud: bool) -> None:
    text = f"Het cijfer van {{{ORG}}} voor het huishouden is ouder dan 30 dagen (eigen afspraak)."
    stale = [a_question("verouderd", "f1", date(2026, 2, 10), text, "f1.cijfer")] if oud else []
    assert asked(lived_as_told("2026-01-10 cijfer VT 6", dag=dag), "verouderd") == stale


def test_score_without_a_reason_asks_for_it() -> None:
    text = f"{{{ORG}}} gaf een cijfer voor het huishouden zonder reden. Vraag de reden."
    found = asked(lived_as_told("2026-01-10 cijfer VT 6 zonder reden", dag="2026-01-10"), "onvolledig")
    assert found == [a_question("onvolledig", "f1", date(2026, 1, 10), text, "f1.cijfer")]
