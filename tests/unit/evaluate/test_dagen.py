"""The days on which time alone changes a track: each with the one thing that makes it so."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.evaluate.dagen import changing_days
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived_as_told

# the term to agree conditions of a new casus: half of it, 80 %, all of it, and the day after
AFSPREKEN = {"2026-01-12", "2026-01-17", "2026-01-19", "2026-01-20"}


def days(*zinnen: str, dag: str, **rest: object) -> set[str]:
    """Give the days on which these facts change something, beside those of the term of a new casus."""
    found = {day.isoformat() for day in changing_days(lived_as_told(*zinnen, dag=dag, **{"personen": (), "deelnames": (), **rest}))}
    assert found >= AFSPREKEN
    return found - AFSPREKEN


def test_new_casus_changes_at_each_warning_and_the_day_after_its_term() -> None:
    assert days(dag="2026-01-05") == set()


@pytest.mark.parametrize(
    ("zin", "changes"),
    [
        ("2026-02-01 herstelpunt anna identiteit bereikt", {"2026-02-01"}),
        ("2026-01-06 maatregel m1 huisverbod tot 2026-01-26", {"2026-01-19", "2026-01-26", "2026-01-27"}),
        ("2026-01-06 incident vrijlating", {"2026-02-06"}),
        ("2026-01-06 incident geweld gehoord 2026-01-09", {"2026-02-09", "2026-07-06"}),
        ("2026-01-06 melding m1", {"2026-01-14"}),
        ("2026-01-06 toetsmoment 2026-03-01", {"2026-02-22", "2026-03-02"}),
        ("2026-01-06 overleg volgende 2026-03-01", {"2026-01-07", "2026-03-02"}),
        ("2026-01-06 structureel tot 2026-02-02", {"2026-01-06", "2026-02-03"}),
        ("2026-01-06 afspraak gecontroleerd", {"2026-01-06"}),
    ],
)
def test_each_fact_changes_something_on_its_own_days(zin: str, changes: set[str]) -> None:
    assert days(zin, dag="2026-01-10") - AFSPREKEN == changes - AFSPREKEN


def test_voice_that_will_join_or_leave_turns_the_track() -> None:
    parts = (b.a_part(b.VT, van="2026-03-01", tot="2026-05-01"),)
    assert days(dag="2026-01-10", deelnames=parts) == {"2026-03-01", "2026-05-02"}


def test_voice_that_stays_silent_is_told_after_as_long_as_a_score_stays_fresh() -> None:
    assert days(dag="2026-01-10", personen=(b.a_person(b.ANNA),)) == {"2026-02-05"}


def test_score_of_a_voice_that_nobody_waits_for_turns_stale_too() -> None:
    child = b.a_person("p-kim", volwassen=False)
    assert days("2026-01-06 cijfer kim 6", dag="2026-01-10", personen=(child,)) == {"2026-02-06"}


def test_seven_in_phase_two_counts_ages_and_is_advised_upon() -> None:
    found = days("2026-01-06 cijfer VT 7", dag="2026-01-10", deelnames=(b.a_part(b.VT),))
    # joined; a second round; silent and stale from the sixty-first day; half a year after direct safety
    assert found == {"2026-01-05", "2026-02-03", "2026-03-07", "2026-03-08", "2026-07-06"}


def test_member_that_leaves_changes_the_household_the_day_after_and_who_is_no_member_does_not() -> None:
    left = {"lid_tot": date(2026, 2, 1)}
    child = b.a_person("p-kim", volwassen=False).model_copy(update=left)
    neighbour = b.a_person("p-buur", lid=False).model_copy(update={"lid_tot": date(2026, 2, 20)})
    assert days(dag="2026-01-10", personen=(child, neighbour)) == {"2026-02-02"}
