"""A plugin that wants more than was decided gets nothing of it: no value, no field, no other row, no row twice, no order of its own."""

from __future__ import annotations

import pytest

from ketenhub.share.aandacht import within

ROWS = [{"id": "a", "tekst": "een"}, {"id": "b", "tekst": "twee"}]


@pytest.mark.parametrize(
    ("narrowed", "kept"),
    [
        ([ROWS[1], ROWS[0]], ROWS),
        ([ROWS[0], ROWS[0]], ROWS[:1]),
        ([{"id": "a", "tekst": "anders"}], [{"id": "a"}]),
        ([{"id": "c", "tekst": "een"}], []),
        ([ROWS[0] | {"extra": 1}], ROWS[:1]),
    ],
    ids=["order", "twice", "value", "row", "field"],
)
def test_rows_are_kept_once_in_their_order_with_what_they_had(narrowed: list[dict[str, object]], kept: list[dict[str, object]]) -> None:
    assert within(ROWS, narrowed) == kept  # type: ignore[arg-type]  # a plugin can give anything


@pytest.mark.parametrize(("decided", "narrowed"), [([1], [True]), (["x"], [["x"]]), ([["x"]], ["x"])])
def test_value_of_another_kind_is_not_the_value_that_was_decided(decided: list[object], narrowed: list[object]) -> None:
    assert within(decided, narrowed) == []  # type: ignore[arg-type]  # a plugin can give anything
