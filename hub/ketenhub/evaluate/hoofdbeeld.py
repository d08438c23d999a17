"""The headline over both tracks, for those who direct both (domain 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.inschakelen import recalled
from ketenhub.evaluate.laagste import lowest, standing_scores
from ketenhub.evaluate.signalen import in_order

if TYPE_CHECKING:
    from ketenhub.domain.fase import Spoorbeoordeling
    from ketenhub.evaluate.verloop import Verloop


def headline(slachtoffer: Verloop, own: Spoorbeoordeling, pleger: Verloop, other: Spoorbeoordeling) -> Spoorbeoordeling:
    """Give the lower of both, in full, for those who direct both tracks."""
    toestand = slachtoffer.toestand
    facts = (toestand.feiten, pleger.toestand.feiten)
    low, low_paths = lowest([*standing_scores(toestand.bord), *standing_scores(pleger.toestand.bord)])
    return own.model_copy(
        update={
            "spoor": Spoor.BEIDE,
            "laagste": low,
            "laagste_paden": low_paths,
            "poort_paden": tuple(sorted({*own.poort_paden, *other.poort_paden})),
            "stemmen": own.stemmen + other.stemmen,
            "redenen": own.redenen + other.redenen,
            "aanwijzingen": own.aanwijzingen + other.aanwijzingen,
            "signalen": in_order(recalled((*(s for s in own.signalen if not s.brug), *other.signalen), facts, toestand.kader), slachtoffer),
            "doelen": own.doelen + other.doelen,
        }
    )
