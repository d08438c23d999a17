"""Plain JSON values, as rooms that work on projections see them: objects are `dict`, lists are `list` or `tuple`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
Object: TypeAlias = "Mapping[str, Json]"


def at(value: Json, *path: str | int) -> Json:
    """Give the value at the path, or None where it is absent: hidden looks absent."""
    for step in path:
        if isinstance(step, str) and isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list | tuple) and isinstance(step, int) and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def text(value: Json, *path: str | int) -> str | None:
    """Give the text at the path, or None."""
    # one step into an object is what nearly everyone asks
    found = value.get(path[0]) if len(path) == 1 and isinstance(value, dict) and isinstance(path[0], str) else at(value, *path)
    return found if isinstance(found, str) else None


def rows(value: Json, *path: str | int) -> tuple[Object, ...]:
    """Give the objects in the list at the path; empty where it is absent."""
    found = at(value, *path)
    return tuple(row for row in found if isinstance(row, dict)) if isinstance(found, list | tuple) else ()


def texts(value: Json, *path: str | int) -> tuple[str, ...]:
    """Give the texts in the list at the path; empty where it is absent."""
    found = at(value, *path)
    return tuple(row for row in found if isinstance(row, str)) if isinstance(found, list | tuple) else ()
