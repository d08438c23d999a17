"""Find, check and replace the references inside a fact, by the marks on its fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from ketenhub.domain.catalogus import marks_of
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.partijen import NAAMMERK
from ketenhub.domain.waarde import Waarde

if TYPE_CHECKING:
    from collections.abc import Callable

    Resolve = Callable[[str, str, str], str]

# a mark that was begun, or that of another form: the hub's own words have such places, a sender's have not
BEGIN = re.compile(r"@\{|\{(?:persoon|org):")
W = TypeVar("W", bound=Waarde)


def _check(value: object, place: str) -> None:
    if isinstance(value, Waarde):
        check_tags(value, place)
    elif isinstance(value, tuple):
        for n, inner in enumerate(value):
            _check(inner, f"{place}/{n}")
    elif type(value) is str and BEGIN.search(NAAMMERK.sub(" ", value)):
        raise OngeldigBericht(place, "een naam in een tekst staat als @{ref|naam}")


def check_tags(waarde: Waarde, place: str) -> None:
    """Refuse a text in which a name is marked wrongly; raises OngeldigBericht with its place."""
    for name, alias, _ in marks_of(type(waarde)):
        _check(getattr(waarde, name), f"{place}/{alias}")


def _replace_text(value: str, place: str, resolve: Resolve) -> str:
    if "@{" not in value:
        return value
    return NAAMMERK.sub(lambda found: f"@{{{resolve('persoon', found[1], place)}|{found[2]}}}", value)


def _replace(value: object, naar: str | None, place: str, resolve: Resolve) -> object:
    if isinstance(value, Waarde):
        return resolve_refs(value, place, resolve)
    if isinstance(value, tuple):
        return tuple(_replace(inner, naar, f"{place}/{n}", resolve) for n, inner in enumerate(value))
    if type(value) is str:
        return resolve(naar, value, place) if naar is not None else _replace_text(value, place, resolve)
    return value


def resolve_refs(waarde: W, place: str, resolve: Resolve) -> W:
    """Give the same value with every reference and every tagged name resolved; the sender's own `ref`, which refers to nothing, stays."""
    changed = {}
    for name, alias, naar in marks_of(type(waarde)):
        before = getattr(waarde, name)
        after = _replace(before, naar, f"{place}/{alias}", resolve)
        if after is not before and after != before:
            changed[name] = after
    return waarde.model_copy(update=changed) if changed else waarde
