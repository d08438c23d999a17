"""The life of a condition, and when an agreement was checked, as the rules read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import Afspraakstand, Veiligheidsafspraak, Veiligheidsvoorwaarde, Voorwaardestand
from ketenhub.evaluate.orde import Orde, order_of

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

    from ketenhub.domain.bijdrage import Item


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """A condition with the day it was agreed, its term, and its life so far."""

    item: str
    afgesproken: date
    pad: str
    termijn: date
    standen: tuple[tuple[Orde, str, bool], ...] = ()

    def on(self, dag: date) -> tuple[str, bool]:
        """Give how it stood at the end of the day, and whether there was evidence."""
        for orde, stand, proven in reversed(self.standen):
            if orde[0] <= dag.toordinal():
                return stand, proven
        return "open", False


def read_conditions(items: tuple[Item, ...], zone: ZoneInfo) -> tuple[Voorwaarde, ...]:
    """Give every condition with its life so far."""
    stands: dict[str, list[tuple[Orde, str, bool]]] = {}
    for item in items:
        if isinstance(feit := item.feit, Voorwaardestand):
            orde = order_of(item.herkomst.geldig_op, zone, danger=feit.stand == "geschonden")
            stands.setdefault(feit.voorwaarde, []).append((orde, feit.stand, feit.bewijs is not None))
    found = []
    for item in items:
        if isinstance(feit := item.feit, Veiligheidsvoorwaarde):
            agreed = feit.afgesproken_op or day_of(item.herkomst.geldig_op, zone)
            path = f"{item.id}.afgesprokenOp" if feit.afgesproken_op else f"{item.id}.geldigOp"
            found.append(Voorwaarde(item.id, agreed, path, feit.termijn, tuple(sorted(stands.get(item.id, ())))))
    return tuple(found)


def read_checks(items: tuple[Item, ...]) -> tuple[tuple[date, str], ...]:
    """Give the day of every check, told with the agreement itself or with how it was kept (ROUTE-26), and where it stands."""
    found = []
    for item in items:
        match item.feit:
            case Veiligheidsafspraak(controles=checks):
                found += [(check.op, f"{item.id}.controles") for check in checks]
            case Afspraakstand(controle=check) if check is not None:
                found.append((check.op, f"{item.id}.controle"))
            case _:
                pass
    return tuple(sorted(found))
