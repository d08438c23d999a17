"""Keep of a decided view only what one message is about; nothing can be added here (architecture 4, `narrow`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ketenhub.domain.json import rows, text

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

ALTIJD = ("verwijzing", "spoor", "plannaam")
PERSONEN = "personen"


def focus(inhoud: Object, items: frozenset[str], personen: frozenset[str]) -> dict[str, Json]:
    """Give the view with these items and persons alone; derived parts such as the phase are left out."""
    found: dict[str, Json] = {key: inhoud[key] for key in ALTIJD if key in inhoud}
    for key in inhoud:
        wanted = personen if key == PERSONEN else items
        kept: list[Json] = [row for row in rows(inhoud, key) if text(row, "id") in wanted]
        if kept:
            found[key] = kept
    return found


def within(decided: Json, narrowed: Json) -> Json:
    """Give what a plugin kept of what was decided; what it changed or added is dropped."""
    if isinstance(decided, Mapping) and isinstance(narrowed, Mapping):
        return {key: within(decided[key], narrowed[key]) for key in narrowed if key in decided and _fits(decided[key], narrowed[key])}
    if isinstance(decided, Sequence) and isinstance(narrowed, Sequence) and not isinstance(decided, str):
        return _rows_within(decided, narrowed)
    return decided


def _fits(decided: Json, narrowed: Json) -> bool:
    """Tell whether a value may stand where it was decided: the same leaf, or the same kind of holder."""
    for kind in (Mapping, str):
        if isinstance(decided, kind) or isinstance(narrowed, kind):
            return isinstance(decided, kind) and isinstance(narrowed, kind) and (kind is Mapping or decided == narrowed)
    if isinstance(decided, Sequence):
        return isinstance(narrowed, Sequence)
    return decided == narrowed and type(decided) is type(narrowed)


def _rows_within(decided: Sequence[Json], narrowed: Sequence[Json]) -> list[Json]:
    """Give the rows that were kept, each once and in the order in which they were decided: order and repetition could say something too."""
    kept = {text(row, "id"): row for row in narrowed}
    found: list[Json] = []
    for row in decided:
        ident = text(row, "id")
        if ident is not None:
            found += [within(row, kept[ident])] if ident in kept else []
        elif any(one == row and type(one) is type(row) for one in narrowed):
            found.append(row)
    return found
