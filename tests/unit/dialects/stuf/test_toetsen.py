"""What the schema lets through and must not pass: wrong numbers, days, codes and texts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.dialects.stuf.toetsen import (
    SLEUTEL,
    a_bsn,
    a_day,
    an_instant,
    an_oin,
    one_of,
    read_day,
    read_instant,
    shaped,
    text_of,
    write_day,
    write_instant,
)

if TYPE_CHECKING:
    from ketenhub.dialects.stuf.toetsen import Toets


@pytest.mark.parametrize("bsn", ["999970008", "999970057"])
def test_right_bsn_passes(bsn: str) -> None:
    assert a_bsn(bsn) is None


@pytest.mark.parametrize("bsn", ["999970009", "000000000", "99997000", "9999700080", "99997000a", "٩٩٩٩٧٠٠٠٨", ""])
def test_wrong_bsn_is_refused(bsn: str) -> None:
    assert a_bsn(bsn) is not None


@pytest.mark.parametrize(
    "day", ["20251399", "20250229", "20250100", "18000101", "99991231", "2025010", "202501011", "-2025010", "2025٠101", ""]
)
def test_day_that_does_not_exist_is_refused(day: str) -> None:
    assert a_day(day) is not None


@pytest.mark.parametrize("oin", ["1", "0" * 19, "0" * 21, "0" * 19 + "x", "٠" * 20, ""])
def test_oin_has_twenty_digits(oin: str) -> None:
    assert an_oin(oin) is not None


@pytest.mark.parametrize("moment", ["20260302246000", "2026030210156", "20261399", "202603021015000000", "20260302101560", ""])
def test_moment_that_does_not_exist_is_refused(moment: str) -> None:
    assert an_instant(moment) is not None


@pytest.mark.parametrize(
    ("toets", "value"),
    [
        (text_of(10), ""),
        (text_of(10), " \n "),
        (text_of(10), "a" * 11),
        (text_of(10, 3), "ab"),
        (text_of(10), "a\x85b"),
        (text_of(10), "a\u202eb"),
        (text_of(10), "a\rb"),
        (one_of({"ja"}), "nee"),
        (shaped(SLEUTEL, 5), ""),
        (shaped(SLEUTEL, 5), "abcdef"),
        (shaped(SLEUTEL, 5), "a/b"),
        (shaped(SLEUTEL, 5), "a\n"),
    ],
)
def test_empty_overlong_and_strange_values_are_refused(toets: Toets, value: str) -> None:
    reden = toets(value)
    assert reden is not None
    assert not value.strip() or value not in reden


def test_ordinary_values_pass() -> None:
    assert [text_of(10)("één\nregel"), one_of({"ja"})("ja"), shaped(SLEUTEL, 5)("a-b_1"), an_oin("0" * 20)] == [None] * 4


@pytest.mark.parametrize(
    ("moment", "utc"),
    [
        ("20260302101500", datetime(2026, 3, 2, 9, 15, tzinfo=UTC)),
        ("20260702101500", datetime(2026, 7, 2, 8, 15, tzinfo=UTC)),
        ("20260302101500123", datetime(2026, 3, 2, 9, 15, 0, 123000, tzinfo=UTC)),
        ("20260302", datetime(2026, 3, 1, 23, tzinfo=UTC)),
        ("202603021015", datetime(2026, 3, 2, 9, 15, tzinfo=UTC)),
    ],
)
def test_moment_without_a_zone_is_dutch_time(moment: str, utc: datetime) -> None:
    assert read_instant(moment) == utc


@given(st.dates(date(1850, 1, 1), date(2199, 12, 31)))
def test_day_survives_writing_and_reading(day: date) -> None:
    assert read_day(write_day(day)) == day


# the hour that comes twice when summer ends is read as the first of the two
@given(st.integers(0, 6_000_000_000).map(lambda second: datetime.fromtimestamp(second, UTC)).filter(lambda moment: moment.month != 10))
def test_moment_survives_writing_and_reading(moment: datetime) -> None:
    assert read_instant(write_instant(moment)) == moment
