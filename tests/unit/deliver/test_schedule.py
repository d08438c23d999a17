"""Trying is long, giving up is loud."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.contract.bericht import Antwoord as Partnerantwoord
from ketenhub.contract.bericht import Ontvangst
from ketenhub.deliver.schedule import MINSTENS, OPGEVEN_NA, Geschiedenis, is_disturbed, next_wait, read_retry_after
from ketenhub.deliver.transport import Antwoord, Fout
from ketenhub.deliver.uitkomst import Gevolg, classify, weigh

NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
MIDDEN = 0.5


def played(baan: str, jitter: random.Random | None = None, retry_after: float | None = None) -> list[float]:
    """Play a partner that never answers: the seconds at which it is tried."""
    moments, now, tries = [], NU, 0
    while (wait := next_wait(Geschiedenis(tries, NU), now, baan, retry_after, jitter.random() if jitter else MIDDEN)) is not None:
        now += timedelta(seconds=wait)
        moments.append((now - NU).total_seconds())
        tries += 1
    return moments


def test_waits_are_those_of_the_table() -> None:
    moments = played("gewoon")
    waits = [b - a for a, b in zip([0.0, *moments], moments, strict=False)]
    assert waits[:12] == [0, 5, 30, 120, 600, 1800, 3600, 7200, 14400, 21600, 21600, 21600]
    assert set(waits[12:]) == {21600}


@pytest.mark.parametrize("baan", ["direct", "hoog", "gewoon"])
@pytest.mark.parametrize("seed", range(20))
def test_it_tries_for_five_days_and_twenty_times_and_then_stops(baan: str, seed: int) -> None:
    moments = played(baan, random.Random(seed))
    assert len(moments) >= MINSTENS
    assert OPGEVEN_NA.total_seconds() <= moments[-1] <= OPGEVEN_NA.total_seconds() + 6 * 3600 * 1.2


def test_twenty_attempts_come_even_when_the_partner_asks_for_the_longest_waits() -> None:
    assert len(played("hoog", retry_after=10.0**9)) >= MINSTENS


def test_direct_tries_every_half_minute_for_ten_minutes() -> None:
    moments = played("direct")
    assert moments[:21] == [30.0 * n for n in range(21)]


def test_direct_then_follows_the_same_table_from_where_its_age_stands() -> None:
    waits = [b - a for a, b in zip(played("direct")[20:], played("direct")[21:], strict=False)]
    assert waits[:6] == [600, 1800, 3600, 7200, 14400, 21600]


@given(st.integers(0, 60), st.floats(0, 1), st.sampled_from(["direct", "hoog", "gewoon"]))
def test_chance_moves_a_wait_by_at_most_a_fifth(tries: int, jitter: float, baan: str) -> None:
    history = Geschiedenis(tries, NU - timedelta(hours=tries / 4))
    middle, found = next_wait(history, NU, baan, None, MIDDEN), next_wait(history, NU, baan, None, jitter)
    assert middle is not None
    assert found is not None
    assert middle * 0.8 - 1e-6 <= found <= middle * 1.2 + 1e-6


@pytest.mark.parametrize(("asked", "expected"), [(1, 120), (150, 150), (10**6, 240), (0, 120)])
def test_retry_after_counts_between_once_and_twice_the_planned_wait(asked: float, expected: float) -> None:
    assert next_wait(Geschiedenis(3, NU), NU, "hoog", asked, MIDDEN) == expected


def test_trying_ends_after_enough_attempts_over_enough_days() -> None:
    assert next_wait(Geschiedenis(1, NU), NU, "hoog", None, MIDDEN) == 5
    assert next_wait(Geschiedenis(20, NU - OPGEVEN_NA), NU, "hoog", None, MIDDEN) is None
    assert next_wait(Geschiedenis(19, NU - OPGEVEN_NA), NU, "hoog", None, MIDDEN) is not None


def test_failing_for_an_hour_is_a_disturbance() -> None:
    assert is_disturbed(Geschiedenis(5, NU - timedelta(hours=1)), NU)
    assert not is_disturbed(Geschiedenis(5, NU - timedelta(minutes=59)), NU)
    assert not is_disturbed(Geschiedenis(0, NU - timedelta(hours=2)), NU)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Tue, 24 Nov 2026 12:01:30 GMT", 90.0),
        ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
        ("Tue, 24 Nov 2026 12:01:30 -0000", 90.0),
        (None, None),
        ("", None),
        ("-5", None),
        ("morgen", None),
        ("٣٠", None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value, NU) == seconds


@pytest.mark.parametrize(
    ("status", "gevolg"),
    [
        *((status, Gevolg.BEZORGD) for status in (200, 201, 202, 204, 299)),
        *((status, Gevolg.OPNIEUW) for status in (0, 100, 300, 301, 302, 304, 307, 308, 408, 425, 429, 500, 502, 503, 504, 599, 600)),
        *((status, Gevolg.PARTNER) for status in (400, 401, 403, 404, 409, 413, 415, 422, 499)),
        (410, Gevolg.GESTOPT),
    ],
)
def test_an_answer_is_sorted_by_its_status(status: int, gevolg: Gevolg) -> None:
    assert classify(Antwoord(status)) is gevolg


@pytest.mark.parametrize("fout", list(Fout))
def test_without_a_whole_answer_it_is_tried_again_whatever_the_status(fout: Fout) -> None:
    assert classify(Antwoord(200, fout=fout)) is Gevolg.OPNIEUW


@pytest.mark.parametrize(
    ("said", "gevolg"),
    [(Ontvangst.GEWEIGERD, Gevolg.GEWEIGERD), (Ontvangst.OPNIEUW, Gevolg.OPNIEUW), (Ontvangst.AANGENOMEN, Gevolg.OPNIEUW)],
)
def test_other_refusals_are_the_partners_word_and_success_is_2xx_only(said: Ontvangst, gevolg: Gevolg) -> None:
    seen: list[Partnerantwoord] = []

    def lees(antwoord: Partnerantwoord) -> Ontvangst:
        seen.append(antwoord)
        return said

    antwoord = Antwoord(422, (("Content-Type", "Text/XML; charset=utf-8"), ("Retry-After", "60")), b"<Fo03/>")
    uitkomst = weigh(antwoord, lees, NU)
    assert (uitkomst.gevolg, uitkomst.status, uitkomst.reden) == (gevolg, 422, "http-422")
    assert uitkomst.retry_after == (60.0 if gevolg is Gevolg.OPNIEUW else None)
    assert seen == [Partnerantwoord(422, "text/xml", b"<Fo03/>")]


def test_the_plugin_is_not_asked_about_success_or_trouble() -> None:
    def lees(_: Partnerantwoord) -> Ontvangst:
        raise AssertionError

    assert weigh(Antwoord(204), lees, NU).gevolg is Gevolg.BEZORGD
    assert weigh(Antwoord(fout=Fout.TIJD), lees, NU).reden == "tijd"
    assert weigh(Antwoord(503, (("retry-after", "7"),)), lees, NU).retry_after == 7
    assert weigh(Antwoord(410), lees, NU).gevolg is Gevolg.GESTOPT
