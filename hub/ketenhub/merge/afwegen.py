"""Who may decide that a fact goes or stays, and what may be asked: who said it, about the fact as it stands (domain 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import MINSTENS, Afweegverzoek, Afweging, Doorbreking, Doorbrekingsbevestiging, is_one
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import Hersteldoel, Veiligheidsdoel, Werkdoel
from ketenhub.merge.deelname import ZONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.regelpakket import Getal

    Genoodzaakt = Afweging | Afweegverzoek | Doorbreking

DOELEN = (Veiligheidsdoel, Werkdoel, Hersteldoel)


def decides_about(feit: Feit) -> str | None:
    """Give the fact about which a decision is, so that it stands on the track of that fact; None for what decides about no other."""
    match feit:
        case Afweging(feit=ref) | Doorbreking(feit=ref) | Doorbrekingsbevestiging(doorbreking=ref):
            return ref
        case _:
            return None


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


def _check_proposal(item: Item, feit: Doorbreking, known: Mapping[str, Item], place: str) -> None:
    about = known.get(feit.feit)
    if about is None or about.herkomst.organisatie != item.herkomst.organisatie or decides_about(about.feit) is not None:
        raise OngeldigBericht(f"{place}/feit", "alleen wie het feit zei, laat het gaan")
    if about.herkomst.bericht != feit.bericht:
        raise OngeldigBericht(f"{place}/bericht", "het feit staat er nu zoals een ander bericht het gaf")
    if feit.ontvanger == item.herkomst.organisatie:
        raise OngeldigBericht(f"{place}/ontvanger", "een doorbreking is voor een andere organisatie")
    if len(feit.reden.strip()) < MINSTENS:
        raise OngeldigBericht(f"{place}/reden", "een doorbreking zegt in een hele zin waarom")
    if item.herkomst.professional is None:
        raise OngeldigBericht(f"{place}/professional", "noem wie de doorbreking voorstelt")


def _check_confirmation(item: Item, feit: Doorbrekingsbevestiging, stands: Mapping[str, Item], place: str) -> None:
    about, second = stands.get(feit.doorbreking), item.herkomst.professional
    if about is None or not isinstance(about.feit, Doorbreking):
        raise OngeldigBericht(f"{place}/doorbreking", "een doorbreking wordt bevestigd nadat zij in een eerder bericht is voorgesteld")
    if about.herkomst.organisatie != item.herkomst.organisatie:
        raise OngeldigBericht(f"{place}/doorbreking", "alleen wie de doorbreking voorstelde, bevestigt haar")
    if about.herkomst.bericht != feit.bericht:
        raise OngeldigBericht(f"{place}/bericht", "de doorbreking staat er nu zoals een ander bericht haar gaf")
    first = about.herkomst.professional
    if second is None or first is None or is_one((first.ref, first.naam), (second.ref, second.naam)):
        raise OngeldigBericht(f"{place}/professional", "een ander dan wie haar voorstelde, bevestigt een doorbreking")


def check_length(feiten: Sequence[Feit], hoogstens: Getal) -> None:
    """Refuse an override that lasts longer than the pack says; raises OngeldigBericht with the place."""
    for n, feit in enumerate(feiten):
        if isinstance(feit, Doorbreking) and (feit.geldig_tot - day_of(feit.geldig_op, ZONE)).days > hoogstens.waarde:
            ours = ", een eigen afspraak" if hoogstens.eigen_afspraak else ""
            raise OngeldigBericht(f"/feiten/{n}/geldigTot", f"een doorbreking eindigt hoogstens {hoogstens.waarde} dagen na geldigOp{ours}")


def check_weighing(items: list[Item], casus: Casus | None) -> None:
    """Refuse to decide about what is another's, is not there yet or reads otherwise by now; raises OngeldigBericht with the place.

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
            case Doorbreking() as feit:
                _check_proposal(item, feit, stands | fresh, place)
                _check_need(item, feit, stands | fresh, place)
            case Doorbrekingsbevestiging() as feit:
                _check_confirmation(item, feit, stands, place)
            case _:
                pass
