"""On which days what reaches somebody changes by itself, though nothing of the household does."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import Doorbrekingsbevestiging
from ketenhub.domain.moment import day_of
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.sporen import OVER_DELEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus
    from ketenhub.evaluate.kader import Kader

EEN_DAG = timedelta(days=1)
HIER = (Spoor.PLEGER, Spoor.BEIDE)


def sharing_days(items: Iterable[Item], kader: Kader) -> Iterator[date]:
    """Give the days on which what may be shared changes by itself: when a decision or a question begins, and the day after its last."""
    for item in items:
        if isinstance(item.feit, OVER_DELEN) and not item.ingetrokken:
            yield day_of(item.herkomst.geldig_op, kader.zone)
            if not isinstance(item.feit, Doorbrekingsbevestiging):
                yield item.feit.geldig_tot + EEN_DAG


def perpetrator_days(casus: Casus, kader: Kader) -> Iterator[date]:
    """Give the days on which the perpetrator's side may be given something else: by a decision there, or as somebody comes or goes."""
    yield from sharing_days((item for item in casus.items if item.spoor is Spoor.PLEGER), kader)
    for d in casus.deelnames:
        if d.spoor in HIER:
            yield d.van
            yield from () if d.tot is None else (d.tot + EEN_DAG,)
