"""A disclosure rebuilds to its hash from the contributions it names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.domain.bijdrage import Vastlegging
from ketenhub.share.bewijs import Bron, canonical, hash_of, make_manifest, named_paths, rebuild, without_values

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

FEIT: Object = {"soort": "incident", "omschrijving": "iets", "personen": ["p-1", "p-2"], "aard": "geweld"}
VIEW: Object = {
    "verwijzing": "v",
    "fase": {"fase": 1, "redenen": []},
    "incidenten": [{"id": "i1", "soort": "incident", "omschrijving": "iets", "personen": ["x", "y"], "aard": "geweld"}],
}


def test_view_rebuilds_to_its_hash() -> None:
    manifest = make_manifest(VIEW, {"i1": Bron("b1", FEIT)})
    again = rebuild(manifest, lambda _, __: FEIT)
    assert again is not None
    assert hash_of(again) == hash_of(VIEW)


def test_words_of_a_contribution_are_named_and_not_copied() -> None:
    manifest = make_manifest(VIEW, {"i1": Bron("b1", FEIT)})
    named: Json = manifest["paden"]
    assert isinstance(named, list)
    assert [["incidenten", 0, "omschrijving"], "b1", "i1"] in named
    assert "iets" not in str(manifest)


def test_destroyed_source_gives_no_view() -> None:
    manifest = make_manifest(VIEW, {"i1": Bron("b1", FEIT)})
    assert rebuild(manifest, lambda _, __: None) is None


def test_places_of_what_was_shown_are_pointers_and_hold_no_value() -> None:
    manifest = without_values(make_manifest({"a": [{"id": "i1", "b/c~d": {"e": ["x"]}}]}, {"i1": Bron("b1", {"b/c~d": {"e": ["x"]}})}))
    assert named_paths(manifest) == ["/a/0/b~1c~0d/e/0"]
    assert named_paths({}) == []


def test_manifest_without_values_names_what_it_named_and_rebuilds_nothing() -> None:
    manifest = make_manifest(VIEW, {"i1": Bron("b1", FEIT)})
    left = without_values(manifest)
    assert (left["paden"], left["afgeleid"]) == (manifest["paden"], [])
    assert rebuild(left, lambda _, __: FEIT) is None
    assert without_values(left) == left
    assert (left["schema"], left["vernietigd"], set(left)) == ("1", True, {"schema", "paden", "afgeleid", "vernietigd"})


LEAF = st.none() | st.booleans() | st.integers(-1000, 1000) | st.text(max_size=5)
TREE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=12
)


@given(st.dictionaries(st.text(max_size=4), TREE, max_size=4))
def test_any_view_rebuilds_from_derived_values_alone(view: dict[str, Json]) -> None:
    assert rebuild(make_manifest(view, {}), lambda _, __: None) == view


TEKENS = st.characters(exclude_categories=["Cs"])
WAARDEN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False) | st.text(TEKENS),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(TEKENS), inner),
)


@given(st.dictionaries(st.text(TEKENS), WAARDEN))
def test_quick_writer_writes_the_canonical_form(value: dict[str, Json]) -> None:
    assert canonical(value) == rfc8785.dumps(value)


BEWAARD = sorted((Path(__file__).parent / "manifesten").glob("schema-*.json"))


@pytest.mark.parametrize("pad", BEWAARD, ids=lambda pad: pad.stem)
def test_disclosure_kept_by_an_earlier_version_is_rebuilt_by_this_one(pad: Path) -> None:
    """Contributions and manifests stand in these files as that version wrote them; they are never written again."""
    kept = json.loads(pad.read_text("utf-8"))
    facts: dict[tuple[str, str], Object] = {}
    for one in kept["bijdragen"]:
        read = Vastlegging.model_validate_json(json.dumps(one))
        facts |= {(read.bericht_id, i.id): i.feit.model_dump(mode="json", by_alias=True, exclude_none=True) for i in read.items}
    for gegeven in kept["verstrekkingen"]:
        assert gegeven["manifest"]["schema"] == kept["schema"]
        view = rebuild(gegeven["manifest"], lambda bericht, item: facts.get((bericht, item)))
        assert view is not None
        assert hash_of(view) == gegeven["hash"]


def test_field_that_a_later_version_adds_to_a_fact_changes_nothing_of_what_was_disclosed() -> None:
    manifest = make_manifest(VIEW, {"i1": Bron("b1", FEIT)})
    again = rebuild(manifest, lambda _, __: {**FEIT, "nieuw": "waarde", "omgeving": {"nieuw": 1}})
    assert again is not None
    assert hash_of(again) == hash_of(VIEW)
