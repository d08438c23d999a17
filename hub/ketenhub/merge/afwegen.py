"""Who may decide about a fact under professional secrecy, and what may be asked: the holder, about its own fact as it stands (domain 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import Afweegverzoek, Afweging
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import Hersteldoel, Veiligheidsdoel, Werkdoel
from ketenhub.merge.deelname import ZONE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus

    Genoodzaakt = Afweging | Afweegverzoek

DOELEN = (Veiligheidsdoel, Werkdoel, Hersteldoel)


def _check_need(item: Item, feit: Genoodzaakt, known: Mapping[str, Item], place: str) -> None:
    """Refuse what names no goal or two, or an end before it begins."""
    if (feit.noodzaak is None) == (feit.doel is None):
        raise OngeldigBericht(f"{place}/noodzaak", "noem een vast doel of een doel van het plan")
    goal = known.get(feit.doel) if feit.doel is not None else None
    if feit.doel is not None and (goal is None or not isinstance(goal.feit, DOELEN)):
        raise OngeldigBericht(f"{place}/doel", "dit is geen doel van het plan")
    if feit.geldig_tot < day_of(item.herkomst.geldig_op, ZONE):
        raise OngeldigBericht(f"{place}/geldigTot", "het einde ligt voor het begin")


def _check_decision(item: Item, feit: Afweging, stands: Mapping[str, Item], place: str) -> None:
    about = stands.get(feit.feit)
    if about is None:
        raise OngeldigBericht(f"{place}/feit", "een feit wordt afgewogen nadat het in een eerder bericht gezegd is")
    if about.herkomst.organisatie != item.herkomst.organisatie:
        raise OngeldigBericht(f"{place}/feit", "alleen wie het feit zei, weegt het af")
    if not about.herkomst.beroepsgeheim:
        raise OngeldigBericht(f"{place}/feit", "dit feit valt niet onder het beroepsgeheim")
    if about.herkomst.bericht != feit.bericht:
        raise OngeldigBericht(f"{place}/bericht", "het feit staat er nu zoals een ander bericht het gaf")
    if item.herkomst.professional is None:
        raise OngeldigBericht(f"{place}/professional", "noem wie het afwoog")


def check_weighing(items: list[Item], casus: Casus | None) -> None:
    """Refuse a decision about what is another's, is not there yet or reads otherwise by now; raises OngeldigBericht with the place.

    Whether whom a question is put to takes part is not looked at: the answer would tell who does.
    """
    fresh = {item.id: item for item in items}
    stands = {item.id: item for item in (casus.items if casus else ()) if item.id not in fresh}
    for n, item in enumerate(items):
        place = f"/feiten/{n}"
        match item.feit:
            case Afweging() as feit:
                _check_decision(item, feit, stands, place)
                _check_need(item, feit, stands | fresh, place)
            case Afweegverzoek() as feit:
                if feit.aan == item.herkomst.organisatie:
                    raise OngeldigBericht(f"{place}/aan", "een verzoek is aan een andere organisatie")
                _check_need(item, feit, stands | fresh, place)
            case _:
                pass
