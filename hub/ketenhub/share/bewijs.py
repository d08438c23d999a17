"""What was disclosed, kept so that it can be rebuilt exactly: a manifest of paths, and a hash (architecture 2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import rfc8785

from ketenhub.domain.json import at, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketenhub.domain.json import Json, Object

    Path = tuple[str | int, ...]

ITEM_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Bron:
    """Where an item of the view was recorded: the message of the contribution, and the item as it stands there (plain JSON)."""

    vastlegging: str
    feit: Object


def hash_of(inhoud: Object) -> str:
    """Give the SHA-256 over the canonical form (RFC 8785) of a view."""
    return hashlib.sha256(rfc8785.dumps(inhoud)).hexdigest()


def leaves(value: Json, path: Path = ()) -> Iterator[tuple[Path, Json]]:
    """Give every leaf of a value with its path; an empty list or object is a leaf too."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        for n, inner in enumerate(value):
            yield from leaves(inner, (*path, n))
    else:
        yield path, value


def make_manifest(inhoud: Object, bronnen: Mapping[str, Bron]) -> dict[str, Json]:
    """Name per leaf the contribution it stands in; what stands in none (derived, minimised, a pseudonym) is kept itself."""
    named: list[Json] = []
    derived: list[Json] = []
    for path, leaf in leaves(inhoud):
        bron = bronnen.get(text(inhoud, *path[:ITEM_DEPTH], "id") or "") if len(path) > ITEM_DEPTH else None
        inner = path[ITEM_DEPTH:]
        if bron is not None and leaf is not None and at(bron.feit, *inner) == leaf:
            named.append([list(path), bron.vastlegging, text(inhoud, *path[:ITEM_DEPTH], "id")])
        else:
            derived.append([list(path), leaf])
    return {"schema": "1", "paden": named, "afgeleid": derived}


def _put(tree: dict[str, Json] | list[Json], path: Path, leaf: Json) -> None:
    """Put a leaf at its path; leaves come in the order of the view, so lists grow by one."""
    if not path:
        return
    step, *rest = path
    if not rest:
        _set(tree, step, leaf)
        return
    below = at(tree, step)
    if not isinstance(below, dict | list):
        below = [] if isinstance(rest[0], int) else {}
        _set(tree, step, below)
    _put(below, tuple(rest), leaf)


def _set(tree: dict[str, Json] | list[Json], step: str | int, value: Json) -> None:
    if isinstance(tree, dict):
        tree[str(step)] = value
        return
    place = int(step)
    tree.extend([None] * (place + 1 - len(tree)))
    tree[place] = value


def _path(value: Json) -> Path:
    return tuple(step for step in value if isinstance(step, str | int)) if isinstance(value, Sequence) else ()


def rebuild(manifest: Object, find: Callable[[str, str], Object | None]) -> dict[str, Json] | None:
    """Rebuild the view from its manifest and the contributions it names; None when a source was destroyed.

    `find(vastlegging, item)` gives the recorded fact as plain JSON.
    """
    tree: dict[str, Json] = {}
    named = at(manifest, "paden")
    derived = at(manifest, "afgeleid")
    for row in named if isinstance(named, Sequence) else ():
        path = _path(at(row, 0))
        feit = find(text(row, 1) or "", text(row, 2) or "")
        if feit is None:
            return None
        _put(tree, path, at(feit, *path[ITEM_DEPTH:]))
    for row in derived if isinstance(derived, Sequence) else ():
        _put(tree, _path(at(row, 0)), at(row, 1))
    return tree
