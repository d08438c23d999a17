"""Find and replace the references inside a fact, by the marks on its fields."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, TypeVar, get_args

from ketenhub.domain.gegeven import Verwijst
from ketenhub.domain.waarde import Waarde

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic.fields import FieldInfo

    Resolve = Callable[[str, str, str], str]

MERK = re.compile(r"@\{([A-Za-z0-9._:~-]{1,128})\|([^|{}@]{1,200})\}")
EIGEN = "ref"
W = TypeVar("W", bound=Waarde)


def _marks(annotation: object) -> str | None:
    """Give what an annotation refers to, however deep in a tuple or an option the mark stands."""
    for found in getattr(annotation, "__metadata__", ()):
        if isinstance(found, Verwijst):
            return found.naar
    for inner in get_args(annotation):
        naar = _marks(inner)
        if naar is not None:
            return naar
    return None


def _field_mark(info: FieldInfo) -> str | None:
    for found in info.metadata:
        if isinstance(found, Verwijst):
            return found.naar
    return _marks(info.annotation)


@cache
def marks_of(model: type[Waarde]) -> tuple[tuple[str, str, str | None], ...]:
    """Give per field: its name, its name on the wire, and what it refers to."""
    return tuple((name, info.alias or name, _field_mark(info)) for name, info in model.model_fields.items())


def _replace_text(value: str, place: str, resolve: Resolve) -> str:
    if "@{" not in value:
        return value
    return MERK.sub(lambda found: f"@{{{resolve('persoon', found[1], place)}|{found[2]}}}", value)


def _replace(value: object, naar: str | None, place: str, resolve: Resolve) -> object:
    if isinstance(value, Waarde):
        return resolve_refs(value, place, resolve)
    if isinstance(value, tuple):
        return tuple(_replace(inner, naar, f"{place}/{n}", resolve) for n, inner in enumerate(value))
    if type(value) is str:
        return resolve(naar, value, place) if naar is not None else _replace_text(value, place, resolve)
    return value


def resolve_refs(waarde: W, place: str, resolve: Resolve) -> W:
    """Give the same value with every reference and every tagged name resolved; the sender's own `ref` stays."""
    changed = {}
    for name, alias, naar in marks_of(type(waarde)):
        if name == EIGEN:
            continue
        before = getattr(waarde, name)
        after = _replace(before, naar, f"{place}/{alias}", resolve)
        if after is not before and after != before:
            changed[name] = after
    return waarde.model_copy(update=changed) if changed else waarde
