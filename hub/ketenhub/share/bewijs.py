"""What was disclosed, kept so that it can be rebuilt exactly: a manifest of paths, and a hash (architecture 2)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson
import rfc8785

from ketenhub.domain.json import at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketenhub.domain.json import Json, Object

    Path = tuple[str | int, ...]

ITEM_DEPTH = 2
TE_GROOT = 2**53


@dataclass(frozen=True, slots=True)
class Bron:
    """Where an item of the view was recorded: the message of the contribution, and the item as it stands there (plain JSON)."""

    vastlegging: str
    feit: Object


def _odd(value: Json) -> Iterator[Json]:
    """Find what RFC 8785 writes otherwise than by sorting keys alone: fractions, great numbers, keys that are not in ASCII."""
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if not all(map(str.isascii, one)):
                yield one
            waiting += one.values()
        elif isinstance(one, list | tuple):
            waiting += one
        elif isinstance(one, float) or (isinstance(one, int) and abs(one) >= TE_GROOT):
            yield one


def canonical(inhoud: Object) -> bytes:
    """Give the canonical form (RFC 8785) of a view; by the quick writer where both write the same bytes."""
    plain = next(_odd(inhoud), None) is None
    return orjson.dumps(inhoud, option=orjson.OPT_SORT_KEYS) if plain else rfc8785.dumps(inhoud)


def hash_of(inhoud: Object) -> str:
    """Give the SHA-256 over the canonical form of a view."""
    return hashlib.sha256(canonical(inhoud)).hexdigest()


@dataclass(frozen=True, slots=True)
class _Bladen:
    """The leaves of a view: those that a contribution holds, named, and all others, kept themselves."""

    genoemd: list[Json]
    afgeleid: list[Json]

    def take(self, value: Json, feit: Json, path: list[Json], bron: tuple[str, str] | None) -> None:
        """Take every leaf of a value; an empty list or object is a leaf too. `feit` is what the contribution holds at the same place."""
        if isinstance(value, dict) and value:
            held = feit if isinstance(feit, dict) else {}
            for key, inner in value.items():
                self.take(inner, held.get(key), [*path, key], bron)
        elif isinstance(value, list | tuple) and value:
            source = feit if isinstance(feit, list | tuple) else ()
            for n, inner in enumerate(value):
                self.take(inner, source[n] if n < len(source) else None, [*path, n], bron)
        elif bron is not None and value is not None and feit == value and type(feit) is type(value):
            self.genoemd.append([path, *bron])
        else:
            self.afgeleid.append([path, value])


def make_manifest(inhoud: Object, bronnen: Mapping[str, Bron]) -> dict[str, Json]:
    """Name per leaf the contribution it stands in; what stands in none (derived, minimised, a pseudonym) is kept itself."""
    bladen = _Bladen([], [])
    for key, part in inhoud.items():
        if not isinstance(part, list | tuple) or not part:
            bladen.take(part, None, [key], None)
            continue
        for n, row in enumerate(part):
            ident = str(at(row, "id"))
            bron = bronnen.get(ident)
            bladen.take(row, bron.feit if bron else None, [key, n], (bron.vastlegging, ident) if bron else None)
    return {"schema": "1", "paden": bladen.genoemd, "afgeleid": bladen.afgeleid}


def without_values(manifest: Object) -> dict[str, Json]:
    """Give a manifest of which a source was destroyed: which places it named, and nothing that was kept of what they showed."""
    return {"schema": "1", "paden": manifest.get("paden", []), "afgeleid": [], "vernietigd": True}


def named_paths(manifest: Object) -> list[str]:
    """Give where in the view the words of contributions stood, as JSON pointers: what is left to tell of a view that was destroyed."""
    named = at(manifest, "paden")
    paths = (_path(at(row, 0)) for row in named) if isinstance(named, Sequence) else ()
    return ["".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path) for path in paths]


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
    if manifest.get("vernietigd") is True:
        return None
    tree: dict[str, Json] = {}
    named = at(manifest, "paden")
    derived = at(manifest, "afgeleid")
    for row in named if isinstance(named, Sequence) else ():
        path = _path(at(row, 0))
        feit = find(str(at(row, 1)), str(at(row, 2)))
        if feit is None:
            return None
        _put(tree, path, at(feit, *path[ITEM_DEPTH:]))
    for row in derived if isinstance(derived, Sequence) else ():
        _put(tree, _path(at(row, 0)), at(row, 1))
    return tree
