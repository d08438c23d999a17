"""A manifest leaf by leaf: what it names, what it keeps itself, and in which bytes a view is hashed."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
import rfc8785

from ketenhub.share.bewijs import Bron, canonical, hash_of, make_manifest, rebuild

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

FEIT: Object = {"soort": "incident", "aard": "geweld", "aantal": 1, "wie": ["a", "b"], "waar": {"plaats": "x"}, "leeg": None}


@pytest.mark.parametrize(
    "value",
    [
        {"a": 1.0},
        {"a": 1.0, "b": "x"},
        {"a": 1.0, "b": None},
        {"a": [1.0, None, "x"]},
        {"a": {"b": 1.0}},
        {"a": ({"b": 1.0}, "x")},
        {"\ue000": 1, "\U0001f600": 2},
        {"a": {"b": 0, "\ue000": 1, "\U0001f600": 2}},
        {"b": True, "a": [1, -1, None, "é"], "c": {}},
        {"a": 2**53 - 1, "b": -(2**53) + 1},
    ],
)
def test_view_is_written_in_its_canonical_form_whatever_stands_in_it(value: dict[str, Json]) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("number", [2**53, -(2**53), 2**60])
def test_number_that_has_no_canonical_form_is_refused(number: int) -> None:
    with pytest.raises(rfc8785.CanonicalizationError):
        canonical({"a": number})


def test_hash_is_over_the_canonical_form() -> None:
    assert hash_of({"b": 1, "a": "é"}) == hashlib.sha256('{"a":"é","b":1}'.encode()).hexdigest()


def leaves(view: Object) -> tuple[Json, Json]:
    """Give what a manifest names and what it keeps."""
    found = make_manifest(view, {"i1": Bron("b1", FEIT)})
    assert (found["schema"], set(found)) == ("1", {"schema", "paden", "afgeleid"})
    return found["paden"], found["afgeleid"]


def test_leaf_that_stands_in_a_contribution_at_the_same_place_is_named_and_every_other_is_kept() -> None:
    row: Json = {
        "id": "i1",
        "aard": "geweld",
        "soort": "anders",
        "aantal": True,
        "wie": ("a", "c", "d"),
        "waar": {"plaats": "x", "land": "y"},
        "leeg": None,
        "geen": [],
        "niets": {},
    }
    named, kept = leaves({"fase": {"fase": 1}, "leeg": [], "incidenten": [row]})
    assert named == [
        [["incidenten", 0, "aard"], "b1", "i1"],
        [["incidenten", 0, "wie", 0], "b1", "i1"],
        [["incidenten", 0, "waar", "plaats"], "b1", "i1"],
    ]
    assert kept == [
        [["fase", "fase"], 1],
        [["leeg"], []],
        [["incidenten", 0, "id"], "i1"],
        [["incidenten", 0, "soort"], "anders"],
        [["incidenten", 0, "aantal"], True],
        [["incidenten", 0, "wie", 1], "c"],
        [["incidenten", 0, "wie", 2], "d"],
        [["incidenten", 0, "waar", "land"], "y"],
        [["incidenten", 0, "leeg"], None],
        [["incidenten", 0, "geen"], []],
        [["incidenten", 0, "niets"], {}],
    ]


def test_value_of_another_form_than_the_contribution_holds_is_kept() -> None:
    named, kept = leaves({"incidenten": [{"id": "i1", "wie": "a", "waar": ["x"], "aard": {"geweld": 1}}]})
    assert (named, len(kept) if isinstance(kept, list) else None) == ([], 4)


def test_rows_that_stand_in_no_contribution_are_kept_whole_and_each_bears_its_own_place() -> None:
    assert leaves({"rijen": [{"id": "i9", "a": 1}, "los", {"b": 2}]}) == (
        [],
        [[["rijen", 0, "id"], "i9"], [["rijen", 0, "a"], 1], [["rijen", 1], "los"], [["rijen", 2, "b"], 2]],
    )


VIEW: dict[str, Json] = {
    "verwijzing": "v",
    "leeg": [],
    "fase": {"redenen": [], "poort": {"open": True}},
    "incidenten": [{"id": "i1", "aard": "geweld", "wie": ["a", "z"], "waar": {"plaats": "x"}}, {"id": "i2", "rijen": [[1], [2, 3]]}],
}


def test_view_is_rebuilt_from_its_manifest_and_the_contribution_that_it_names() -> None:
    asked: list[tuple[str, str]] = []

    def find(vastlegging: str, item: str) -> Object:
        asked.append((vastlegging, item))
        return FEIT

    assert rebuild(make_manifest(VIEW, {"i1": Bron("b1", FEIT)}), find) == VIEW
    assert asked == [("b1", "i1")] * 3


def test_source_that_was_destroyed_gives_no_view_though_others_are_there() -> None:
    manifest = make_manifest(VIEW, {"i1": Bron("b1", FEIT), "i2": Bron("b2", {"rijen": [[1]]})})
    assert rebuild(manifest, lambda vastlegging, _: FEIT if vastlegging == "b1" else None) is None


@pytest.mark.parametrize("manifest", [{}, {"paden": None, "afgeleid": None}, {"paden": [], "afgeleid": [[None, 1], [[], 1]]}])
def test_manifest_that_holds_nothing_is_an_empty_view(manifest: Object) -> None:
    assert rebuild(manifest, lambda _, __: None) == {}


def test_value_of_a_contribution_that_is_not_there_any_more_is_nothing() -> None:
    manifest: Object = {"paden": [[["rijen", 0, "aard"], "b1", "i1"]], "afgeleid": []}
    assert rebuild(manifest, lambda _, __: {}) == {"rijen": [{"aard": None}]}
