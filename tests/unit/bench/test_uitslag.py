"""What a measurement says about itself: ratio, mark, percentile."""

import pytest

from ketenhub.bench.uitslag import Doel, Regel, percentile


def a_regel(hub: list[float], vloer: list[float], doel: Doel | None) -> Regel:
    return Regel("B0", "iets", "ms", hub, vloer, "vloer", doel)


def test_ratio_is_the_median_of_the_rounds_and_not_of_the_sums() -> None:
    assert a_regel([2.0, 30.0, 8.0], [1.0, 10.0, 2.0], None).verhouding == 3.0


def test_round_without_floor_does_not_count() -> None:
    assert a_regel([2.0, 6.0], [0.0, 2.0], None).verhoudingen == [3.0]


@pytest.mark.parametrize(
    ("hub", "mark"),
    [([2.0], "ruim gehaald"), ([2.5], "gehaald"), ([3.0], "gehaald"), ([3.1], "gemist")],
    ids=["rek", "tussen", "rand", "over"],
)
def test_mark_follows_the_ratio(hub: list[float], mark: str) -> None:
    assert a_regel(hub, [1.0], Doel(3.0, 2.0)).oordeel == mark


@pytest.mark.parametrize(("rate", "mark"), [([30.0], "ruim gehaald"), ([15.0], "gehaald"), ([14.0], "gemist")])
def test_more_is_better_where_the_goal_says_so(rate: list[float], mark: str) -> None:
    assert a_regel(rate, [100.0], Doel(0.15, 0.25, meer_is_beter=True)).oordeel == mark


def test_without_floor_a_ratio_is_never_reached() -> None:
    assert a_regel([1.0], [], Doel(3.0, 2.0)).oordeel == "vloer ontbreekt"


def test_goal_on_the_figure_itself_needs_no_floor() -> None:
    assert a_regel([4.0], [], Doel(5.0, op="hub")).oordeel == "gehaald"


def test_line_without_goal_has_no_mark() -> None:
    assert a_regel([1.0], [1.0], None).oordeel is None


@pytest.mark.parametrize(("part", "value"), [(0.5, 50.0), (0.99, 99.0), (1.0, 100.0)])
def test_percentile_is_the_nearest_rank(part: float, value: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], part) == value


def test_json_keeps_every_round() -> None:
    assert a_regel([2.0, 4.0], [1.0, 1.0], None).as_json()["hub"] == {"mediaan": 3.0, "min": 2.0, "max": 4.0, "waarden": [2.0, 4.0]}
