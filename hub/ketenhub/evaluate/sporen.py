"""Which items, members and organisations belong to a track; the perpetrator's sees its own alone (domain F12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import Afweegverzoek, Afweging, Doorbreking, Doorbrekingsbevestiging
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regie import Regie, Regierol

if TYPE_CHECKING:
    from datetime import date, datetime

    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus, Deelname, PersoonInBeeld

# what is asked and decided about sharing says nothing of the household: it moves nothing that anyone sees of a phase, nor is it input
OVER_DELEN = (Afweging, Afweegverzoek, Doorbreking, Doorbrekingsbevestiging)


@dataclass(frozen=True, slots=True)
class Zicht:
    """Everything the evaluator may look at for one track."""

    spoor: Spoor
    gesplitst: bool
    items: tuple[Item, ...]
    personen: tuple[PersoonInBeeld, ...]
    deelnames: tuple[Deelname, ...]
    regie: tuple[tuple[date | datetime, str], ...]


def _directors(casus: Casus) -> tuple[tuple[date | datetime, str], ...]:
    """Give from which moment which organisation held casusregie; it says nothing of who said so."""
    accepted = [
        (item.herkomst.geldig_op, feit.organisatie)
        for item in casus.items
        if isinstance(feit := item.feit, Regie) and feit.regierol is Regierol.CASUSREGIE and feit.stap == "aanvaard"
    ]
    return ((casus.opening.geopend_op, casus.opening.regie), *accepted)


def split_tracks(casus: Casus) -> tuple[Zicht, Zicht | None]:
    """Give the whole household, or the victim's track and the perpetrator's beside it.

    An organisation on both tracks is a voice on the victim's track; on the other it would only show that it looks on. One that regie
    has not assigned yet counts as `pleger` for what it receives, but there its name could give a shelter or a school away.
    """
    regie = _directors(casus)
    items = tuple(item for item in casus.items if not isinstance(item.feit, OVER_DELEN))
    if casus.splitsing is None:
        return Zicht(Spoor.ONVERDEELD, False, items, casus.personen, casus.deelnames, regie), None
    victim = Zicht(
        Spoor.SLACHTOFFER,
        True,
        tuple(item for item in items if item.spoor is not Spoor.PLEGER),
        tuple(p for p in casus.personen if p.spoor is not Spoor.PLEGER),
        tuple(d for d in casus.deelnames if d.spoor is not Spoor.PLEGER or not d.toegewezen),
        regie,
    )
    perpetrator = Zicht(
        Spoor.PLEGER,
        True,
        tuple(item for item in items if item.spoor is Spoor.PLEGER),
        casus.plegerkant,
        tuple(d for d in casus.deelnames if d.spoor is Spoor.PLEGER and d.toegewezen),
        regie,
    )
    return victim, perpetrator
