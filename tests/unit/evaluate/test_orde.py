"""What counts as later: by day, then by hour, and on one day danger after agreement (domain F5)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from math import inf

from ketenhub.domain.kalender import Kalender
from ketenhub.evaluate.orde import BEGIN, order_of

ZONE = Kalender().tijdzone
DAG = date(2026, 1, 8)


def test_beginning_is_the_start_of_the_day_before_the_first_there_is_without_danger() -> None:
    assert (date.min.toordinal() - 1, -inf, False) == BEGIN
    assert order_of(date.min, ZONE, danger=False) > BEGIN


def test_on_one_day_an_agreement_stands_first_and_a_danger_last_with_every_hour_between() -> None:
    hours = [datetime(2026, 1, 8, hour, tzinfo=UTC) for hour in (0, 12, 22)]
    agreement, danger = order_of(DAG, ZONE, danger=False), order_of(DAG, ZONE, danger=True)
    between = [order_of(hour, ZONE, danger=danger) for hour in hours for danger in (False, True)]
    assert [agreement, *between, danger] == sorted({agreement, *between, danger})


def test_day_is_the_day_in_the_netherlands() -> None:
    late = datetime(2026, 1, 8, 23, 30, tzinfo=UTC)
    assert order_of(late, ZONE, danger=False) == (date(2026, 1, 9).toordinal(), late.timestamp(), 0)
    assert order_of(date(2026, 1, 8), ZONE, danger=True) < order_of(late, ZONE, danger=False)
