"""Of what another recipient would see, only what the one who looks sees as well: a view of a view shows nothing new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ketenhub.domain.json import text
from ketenhub.share.bewijs import canonical
from ketenhub.share.verschil import ALTIJD, ONDERDELEN, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from ketenhub.domain.json import Json, Object

    Blad = tuple[tuple[str, ...], bytes]

ITEMS = ONDERDELEN - {"personen"}


def seen_by_both(eigen: Object, ander: Object) -> tuple[dict[str, Json], tuple[str, ...]]:
    """Give the part of the other's view that the one who looks sees just so, and the fields of which the other sees another form.

    Both views must name persons alike. What the other sees and the one who looks does not, is absent and not counted.
    """
    own, other = fields_of(eigen), fields_of(ander)
    # of one item only: that somebody else's phase or persons differ would tell what it knows and the one who looks does not
    forms = {p.pad for p, values in other.items() if p in own and values != own[p] and p.rij.partition("/")[0] in ITEMS}
    kept: dict[str, Json] = {key: value for key, value in ander.items() if key in ALTIJD}
    for key in ander:
        part = _both(eigen[key], ander[key]) if key in eigen else None
        if part:
            kept[key] = part
    return kept, tuple(sorted(forms))


def _both(eigen: Json, ander: Json) -> Json:
    if isinstance(eigen, Mapping) and isinstance(ander, Mapping):
        inner = {key: _both(eigen[key], ander[key]) for key in ander if key in eigen}
        return {key: value for key, value in inner.items() if value is not None}
    if isinstance(eigen, list | tuple) and isinstance(ander, list | tuple):
        return _both_rows(eigen, ander)
    return ander if eigen == ander and type(eigen) is type(ander) else None


def _both_rows(eigen: Sequence[Json], ander: Sequence[Json]) -> list[Json]:
    by_id = {text(row, "id"): row for row in eigen if text(row, "id") is not None}
    kept: list[Json] = []
    for row in ander:
        ident = text(row, "id")
        if ident in by_id:
            kept.append(_both(by_id[ident], row))
        elif row in eigen:
            kept.append(row)
    return kept


def _bytes(value: Json) -> bytes:
    return canonical({"": value})


def leaves_of(value: Json, path: tuple[str, ...] = ()) -> Iterator[Blad]:
    """Give each leaf of a view with its place: a row of a list by its own id, one without an id as a whole and wherever it stands."""
    if isinstance(value, Mapping) and value:
        for key, inner in value.items():
            yield from leaves_of(inner, (*path, key))
    elif isinstance(value, list | tuple) and value:
        for row in value:
            ident = text(row, "id")
            if ident is None:
                yield (*path, "*"), _bytes(row)
            else:
                yield from leaves_of(row, (*path, f"#{ident}"))
    else:
        yield path, _bytes(value)


def known_of(ander: Object, bekend: AbstractSet[Blad]) -> dict[str, Json]:
    """Give the part of a view of which each leaf is known; what is not, is absent and not counted."""
    kept = {key: _known(inner, (key,), bekend) for key, inner in ander.items()}
    return {key: value for key, value in kept.items() if value is not None}


def _known(value: Json, path: tuple[str, ...], bekend: AbstractSet[Blad]) -> Json:
    if isinstance(value, Mapping) and value:
        inner = {key: _known(one, (*path, key), bekend) for key, one in value.items()}
        return {key: one for key, one in inner.items() if one is not None} or None
    if isinstance(value, list | tuple) and value:
        rows = [_known_row(row, path, bekend) for row in value]
        return [row for row in rows if row is not None] or None
    return value if (path, _bytes(value)) in bekend else None


def _known_row(row: Json, path: tuple[str, ...], bekend: AbstractSet[Blad]) -> Json:
    ident = text(row, "id")
    if ident is None:
        return row if ((*path, "*"), _bytes(row)) in bekend else None
    return _known(row, (*path, f"#{ident}"), bekend)
