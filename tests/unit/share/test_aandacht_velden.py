"""A decided view is only ever made smaller: to what a message is about, and to what a plugin kept of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.share.aandacht import focus, within

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

VIEW: dict[str, Json] = {
    "verwijzing": "w",
    "spoor": "onverdeeld",
    "plannaam": "plan",
    "fase": {"fase": 1},
    "personen": [{"id": "p-1"}, {"id": "p-2"}],
    "incidenten": [{"id": "i1"}, {"id": "i2"}, {"id": "p-1"}],
    "maatregelen": [{"id": "m1"}],
}


def test_focus_keeps_the_head_the_items_and_the_persons_that_were_asked_for_and_nothing_derived() -> None:
    assert focus(VIEW, frozenset({"i2", "p-2"}), frozenset({"p-1", "m1"})) == {
        "verwijzing": "w",
        "spoor": "onverdeeld",
        "plannaam": "plan",
        "personen": [{"id": "p-1"}],
        "incidenten": [{"id": "i2"}],
    }


def test_focus_makes_no_head_that_was_not_there() -> None:
    assert focus({"spoor": "pleger"}, frozenset(), frozenset()) == {"spoor": "pleger"}


@pytest.mark.req("VISIE-38")
@pytest.mark.parametrize(
    ("decided", "narrowed", "kept"),
    [
        ({"a": 1, "b": 2}, {"a": 1}, {"a": 1}),
        ({"a": 1}, {"a": 1, "b": 2}, {"a": 1}),
        ({"a": 1}, {"a": 2}, {}),
        ({"a": 1}, {"a": True}, {}),
        ({"a": None}, {"a": None}, {"a": None}),
        ({"a": "x"}, {"a": "x"}, {"a": "x"}),
        ({"a": "x"}, {"a": "y"}, {}),
        ({"a": "x"}, {"a": ["x"]}, {}),
        ({"a": ["x"]}, {"a": "x"}, {}),
        ({"a": {"b": 1}}, {"a": "x"}, {}),
        ({"a": "x"}, {"a": {"b": 1}}, {}),
        ({"a": {"b": 1}}, {"a": ["b"]}, {}),
        ({"a": ["b"]}, {"a": {"b": 1}}, {}),
        ({"a": 1}, {"a": ["b"]}, {}),
        ({"a": ["b"]}, {"a": 1}, {}),
        ({"a": {"b": 1, "c": 2}}, {"a": {"c": 2, "d": 3}}, {"a": {"c": 2}}),
        ({"a": ["x", "y"]}, {"a": ["y", "z"]}, {"a": ["y"]}),
        ({"a": ["x"]}, {"a": []}, {"a": []}),
        ({"a": [{"id": "1", "b": 1, "c": 2}]}, {"a": [{"id": "1", "c": 2, "d": 3}]}, {"a": [{"id": "1", "c": 2}]}),
        ({"a": [{"id": "1"}]}, {"a": [{"id": "2"}]}, {"a": []}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 1}]}),
        ({"a": [{"b": 1, "c": 2}]}, {"a": [{"b": 1}]}, {"a": []}),
        ({"a": ("x", "y")}, {"a": ["x"]}, {"a": ["x"]}),
    ],
)
def test_plugin_can_leave_out_and_neither_change_nor_add(decided: Json, narrowed: Json, kept: Json) -> None:
    assert within(decided, narrowed) == kept


def test_whole_that_is_no_object_stays_as_it_was_decided() -> None:
    found = [within("x", "y"), within(1, 2), within({"a": 1}, "y"), within(["a"], {"a": 1}), within(["a"], 3)]
    assert found == ["x", 1, {"a": 1}, ["a"], ["a"]]
