"""What is listed of a track from its own items alone, with or without a phase: goals and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.evaluate.aanwijzingen import item_hints
from ketenhub.evaluate.samenhang import goal_rows

if TYPE_CHECKING:
    from ketenhub.domain.fase import Spoorbeoordeling
    from ketenhub.evaluate.verloop import Verloop


def with_lists(result: Spoorbeoordeling, verloop: Verloop) -> Spoorbeoordeling:
    """Give the result with its lists."""
    feiten, pakket = verloop.toestand.feiten, verloop.toestand.kader.pakket
    hints = item_hints(feiten.items, pakket)
    return result.model_copy(update={"doelen": goal_rows(verloop), "aanwijzingen": hints})
