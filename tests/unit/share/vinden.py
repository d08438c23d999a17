"""Facts that know a name, a place or a number, and whether a text holds what they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.share.bekend import known_words

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object


def wie(**naam: str) -> dict[str, Json]:
    """Give a person with a name."""
    return {"soort": "persoon", "naam": dict(naam)}


def bel(telefoon: str) -> dict[str, Json]:
    """Give a person with a telephone number."""
    return {"soort": "persoon", "telefoon": telefoon}


def waar(**velden: Json) -> dict[str, Json]:
    """Give a place."""
    return {"soort": "plaats", **velden}


def items(*feiten: dict[str, Json]) -> list[Object]:
    """Give these facts as items."""
    return [{"feit": feit} for feit in feiten]


def holds(tekst: str, *feiten: dict[str, Json]) -> bool:
    """Tell whether a text holds something that these facts know."""
    return known_words(items(*feiten)).found_in([tekst]) == {tekst}
