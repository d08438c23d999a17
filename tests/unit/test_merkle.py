"""The tree over all chains gives the root that RFC 6962 gives, however it grew."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.store.merkle import LEEG, Boom, leaf_hash


def the_root(leaves: list[bytes]) -> bytes:
    """Give the root as RFC 6962 section 2.1 defines it, from the whole list at once."""
    if len(leaves) < 2:
        return leaves[0] if leaves else LEEG
    half = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + the_root(leaves[:half]) + the_root(leaves[half:])).digest()


@given(st.lists(st.tuples(st.integers(0, 40), st.binary(max_size=4)), max_size=60))
def test_tree_that_grew_and_changed_has_the_root_of_its_leaves(steps: list[tuple[int, bytes]]) -> None:
    tree, leaves = Boom(), list[bytes]()
    for place, content in steps:
        at = min(place, len(leaves))
        leaves[at : at + 1] = [leaf_hash(content)]
        tree.put(at, leaf_hash(content))
    assert tree.root == the_root(leaves)


def test_leaf_is_no_node() -> None:
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != the_root([left, right])


def test_place_beyond_the_end_is_refused() -> None:
    with pytest.raises(IndexError):
        Boom().put(1, leaf_hash(b"a"))
