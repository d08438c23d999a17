"""When the concern of an organisation that left is answered: regie and a second organisation say what became of it (domain F2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ketenhub.domain.beoordeling import ProfessionalStem, Veiligheidsbeoordeling
from ketenhub.domain.regie import Zorgbesluit
from ketenhub.evaluate.orde import Orde, order_of

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from ketenhub.domain.bijdrage import Item
    from ketenhub.evaluate.sporen import Zicht


@dataclass(frozen=True, slots=True)
class Zorgeinde:
    """Regie and a second organisation recorded what became of the concern of an organisation that left."""

    stem: str
    orde: Orde
    item: str


def _left_on(zicht: Zicht, organisatie: str) -> date | None:
    """Give the last day of an organisation that takes part no more."""
    parts = [d.tot for d in zicht.deelnames if d.organisatie == organisatie]
    ends = [tot for tot in parts if tot is not None]
    return max(ends) if ends and len(ends) == len(parts) else None


def _directs(zicht: Zicht, organisatie: str, orde: Orde, zone: ZoneInfo) -> bool:
    """Tell whether the organisation held casusregie at that moment."""
    earlier = [(order_of(since, zone, danger=False), who) for since, who in zicht.regie]
    return max((row for row in earlier if row[0] <= orde), default=min(earlier))[1] == organisatie


def _closure(zicht: Zicht, organisatie: str, besluiten: list[Item], zone: ZoneInfo) -> Zorgeinde | None:
    left = _left_on(zicht, organisatie)
    if left is None:
        return None
    told = {item.id: order_of(item.herkomst.geldig_op, zone, danger=False) for item in besluiten}
    after = sorted((i for i in besluiten if told[i.id][0] > left.toordinal()), key=lambda i: (told[i.id], i.id))
    regie = [i for i in after if _directs(zicht, i.herkomst.organisatie, told[i.id], zone)]
    second = [i for i in after if i.herkomst.organisatie not in {organisatie, *(r.herkomst.organisatie for r in regie)}]
    if not regie or not second:
        return None
    last = max(regie[0], second[0], key=lambda i: (told[i.id], i.id))
    return Zorgeinde(f"org:{organisatie}", told[last.id], last.id)


def read_closures(items: tuple[Item, ...], zicht: Zicht, zone: ZoneInfo) -> tuple[Zorgeinde, ...]:
    """Give the moments at which a concern was answered; a decision taken before the concern was heard answers nothing."""
    besluiten: dict[str, list[Item]] = {}
    heard = {
        item.herkomst.organisatie: item.herkomst.ontvangen_op
        for item in sorted(items, key=lambda i: i.herkomst.ontvangen_op)
        if isinstance(feit := item.feit, Veiligheidsbeoordeling) and isinstance(feit.beoordelaar, ProfessionalStem)
    }
    for item in items:
        if isinstance(feit := item.feit, Zorgbesluit):
            concern = heard.get(feit.organisatie)
            if concern is not None and concern <= item.herkomst.ontvangen_op:
                besluiten.setdefault(feit.organisatie, []).append(item)
    found = [_closure(zicht, organisatie, said, zone) for organisatie, said in besluiten.items()]
    return tuple(closure for closure in found if closure is not None)
