"""Plain JSON values, as rooms that work on projections see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Object: TypeAlias = "Mapping[str, Json]"


def at(value: Json, *path: str | int) -> Json:
    """Give the value at the path, or None where it is absent: hidden looks absent."""
    for step in path:
        if isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        elif isinstance(step, int) and isinstance(value, Sequence) and not isinstance(value, str) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Json, *path: str | int) -> str | None:
    """Give the text at the path, or None."""
    found = at(value, *path)
    return found if isinstance(found, str) else None


def rows(value: Json, *path: str | int) -> tuple[Object, ...]:
    """Give the objects in the list at the path; empty where it is absent."""
    found = at(value, *path)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return tuple(row for row in found if isinstance(row, Mapping))
    return ()


def texts(value: Json, *path: str | int) -> tuple[str, ...]:
    """Give the texts in the list at the path; empty where it is absent."""
    found = at(value, *path)
    if isinstance(found, Sequence) and not isinstance(found, str):
        return tuple(row for row in found if isinstance(row, str))
    return ()
