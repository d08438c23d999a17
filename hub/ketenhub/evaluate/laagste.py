"""The lowest score: a household is as safe as its least safe member, and nothing is averaged (domain 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.stemmen import Bord


def standing_scores(bord: Bord) -> list[Cijfer]:
    """Give every score that stands, of all voices, those of children and network too."""
    return [cijfer for stem in bord.stemmen.values() for cijfer in bord.current(stem)]


def lowest(cijfers: Iterable[Cijfer]) -> tuple[str | None, tuple[str, ...]]:
    """Give the lowest figure as it was given, and the paths of all scores that are that low."""
    found = sorted(cijfers, key=lambda c: (c.rang, c.item))
    if not found:
        return None, ()
    return found[0].cijfer, tuple(c.pad for c in found if c.rang == found[0].rang)
