"""Everything that the plan lacks, in one order; none of it moves the phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.evaluate.opzet import setup_gaps
from ketenhub.evaluate.samenhang import plan_links
from ketenhub.evaluate.schending import breach_plans
from ketenhub.evaluate.veiligthuis import research_gaps
from ketenhub.evaluate.volledig import plan_gaps
from ketenhub.evaluate.voorwaarden import condition_gaps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.fase import Dekkingsrij, Reden
    from ketenhub.evaluate.verloop import Verloop


def shortcomings(verloop: Verloop, dekking: tuple[Dekkingsrij, ...]) -> Iterator[Reden]:
    """Give what is missing, how the plan is set up, what hangs loose, and what the conditions and reports do not say."""
    yield from plan_gaps(verloop)
    yield from setup_gaps(verloop)
    yield from plan_links(verloop)
    yield from condition_gaps(verloop, dekking)
    yield from breach_plans(verloop)
    yield from research_gaps(verloop)
