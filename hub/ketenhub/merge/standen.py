"""The lives of the parts of a plan: in which state a statement puts them, which steps exist, and who may take them (domain 2)."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ketenhub.domain.errors import AlleenRegie, GeenToegang, OnbekendeVerwijzing, OngeldigBericht
from ketenhub.domain.geweld import Maatregel
from ketenhub.domain.moment import order_key
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.plan import Instemming, Veiligheidsdoel, Voorwaardestand, Werkdoel
from ketenhub.domain.regie import Overdracht, Overdrachtstand, Regierol
from ketenhub.domain.samenwerking import Consultatie, Monitor, Opschaling, Taak, Toetsmoment
from ketenhub.merge.deelname import ZONE, in_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.domain.casus import Casus

# One table per kind: from a state to the states that may follow. Staying in a state is no step; where nothing follows, it is the last.
STAPPEN = MappingProxyType(
    {
        # a breach is never refused; what was broken is not simply open again: it is realised anew or lapses (domain F5)
        "voorwaardestand": {
            "open": {"gerealiseerd", "geschonden", "vervallen"},
            "gerealiseerd": {"open", "geschonden", "vervallen"},
            "geschonden": {"gerealiseerd", "vervallen"},
            "vervallen": {"open", "geschonden"},
        },
        "veiligheidsdoel": {"open": {"behaald"}, "behaald": {"open"}},
        "maatregel": {"lopend": {"beeindigd"}, "beeindigd": set()},
        "opschaling": {"gevraagd": {"beantwoord"}, "beantwoord": set()},
        "consultatie": {"gevraagd": {"geadviseerd"}, "geadviseerd": set()},
        "taak": {"open": {"beantwoord"}, "beantwoord": set()},
        "toetsmoment": {"gepland": {"gedaan"}, "gedaan": set()},
        "monitor": {"lopend": {"beeindigd"}, "beeindigd": set()},
        # who refused is asked anew with another offer; what was taken on is finished once
        "overdrachtstand": {"aangeboden": {"aanvaard", "geweigerd"}, "aanvaard": {"afgerond"}, "geweigerd": set(), "afgerond": set()},
    }
)
REGIE = (Regierol.CASUSREGIE, Regierol.ZICHT_OP_VEILIGHEID)


def state_of(feit: Feit) -> str | None:
    """Give the state in which a statement puts its part; None for a part without a life."""
    match feit:
        case Voorwaardestand() | Overdrachtstand():
            return feit.stand
        case Veiligheidsdoel(behaald_op=day):
            states = ("open", "behaald")
        case Maatregel(beeindigd_op=day) | Monitor(beeindigd_op=day):
            states = ("lopend", "beeindigd")
        case Opschaling(antwoord=day):
            states = ("gevraagd", "beantwoord")
        case Consultatie(advies=day):
            states = ("gevraagd", "geadviseerd")
        case Taak():
            day, states = feit.antwoord or feit.beantwoord_op, ("open", "beantwoord")
        case Toetsmoment(gedaan_op=day):
            states = ("gepland", "gedaan")
        case _:
            return None
    return states[day is not None]


def _about(feit: Feit) -> tuple[str, str] | None:
    """Give what a step is about and the state in which that begins; None for what is no step about another part."""
    match feit:
        case Voorwaardestand(voorwaarde=ref):
            return ref, "open"
        case Overdrachtstand(overdracht=ref):
            return ref, "aangeboden"
        case _:
            return None


def _before(item: Item, items: Iterable[Item]) -> str | None:
    """Give the state in which the part was when this became true; a statement that is older than what stands takes no step."""
    about = _about(item.feit)
    if about is not None:
        moment = order_key(item.herkomst.geldig_op, ZONE)
        earlier = [
            state_of(i.feit)
            for i in in_order(items)
            if _about(i.feit) == about and i.id != item.id and order_key(i.herkomst.geldig_op, ZONE) <= moment
        ]
        return earlier[-1] if earlier else about[1]
    old = next((i for i in items if i.id == item.id and i.herkomst.opgesteld_op <= item.herkomst.opgesteld_op), None)
    return state_of(old.feit) if old is not None else None


def _check_step(item: Item, items: Iterable[Item], place: str) -> None:
    after = state_of(item.feit)
    before = _before(item, items)
    if after is None or before is None or after == before:
        return
    if after not in STAPPEN[item.feit.soort][before]:
        raise OngeldigBericht(place, f"van {before} naar {after} is geen stap")


def _check_hand(item: Item, items: Iterable[Item], place: str, *, regie: bool) -> None:
    """Leave closing and opening a condition to who set it or directs, and consent to the party itself."""
    org = item.herkomst.organisatie
    match item.feit:
        case Voorwaardestand(voorwaarde=ref, stand="vervallen" | "open"):
            setter = next((i.herkomst.organisatie for i in items if i.id == ref), org)
            if not regie and setter != org:
                raise AlleenRegie(f"{place}/stand", "alleen wie de voorwaarde stelde of regie heeft")
        case Instemming(organisatie=str() as partij) if partij != org and not regie:
            raise AlleenRegie(f"{place}/organisatie", "een organisatie stemt alleen voor zichzelf in")
        case Overdrachtstand():
            _check_handover(item, items, place, regie=regie)
        case _:
            return


def _check_handover(item: Item, items: Iterable[Item], place: str, *, regie: bool) -> None:
    """Leave taking on and refusing to who gets the work, and finishing to who gave it; for somebody of the network the giver answers."""
    feit, org = item.feit, item.herkomst.organisatie
    if not isinstance(feit, Overdrachtstand):
        return
    offer = next((i for i in items if i.id == feit.overdracht and isinstance(i.feit, Overdracht)), None)
    if offer is None or not isinstance(offer.feit, Overdracht):
        raise OnbekendeVerwijzing(f"{place}/overdracht")
    giver = offer.herkomst.organisatie
    if feit.stand == "afgerond" and org != giver and not regie:
        raise GeenToegang(f"{place}/stand", "wie overdraagt of de regie heeft, rondt af")
    if feit.stand != "afgerond" and org != (offer.feit.aan or giver):
        raise GeenToegang(f"{place}/stand", "alleen wie het werk krijgt, aanvaardt of weigert")


def taken_on(items: Iterable[Item]) -> bool:
    """Tell whether somebody took work on that an organisation handed over and did not take back."""
    known = list(items)
    given = {i.id for i in known if isinstance(i.feit, Overdracht)}
    return any(isinstance(i.feit, Overdrachtstand) and i.feit.stand == "aanvaard" and i.feit.overdracht in given for i in known)


def _check_successor(item: Item, after: list[Item], place: str) -> None:
    """Refuse to end the last monitor while nobody is known to take over (ROUTE-39)."""
    feit = item.feit
    if not isinstance(feit, Monitor) or feit.beeindigd_op is None or feit.overgenomen_door is not None:
        return
    if not taken_on(after) and not any(isinstance(i.feit, Monitor) and i.feit.beeindigd_op is None for i in after):
        raise OngeldigBericht(f"{place}/overgenomenDoor", "de laatste monitor eindigt pas als bekend is wie het overneemt")


def _check_goals(item: Item, after: list[Item], place: str, most: int | None) -> None:
    """Refuse one active work goal too many where the method says so (MOV-08); each side of a split has its own."""
    feit = item.feit
    if most is None or not isinstance(feit, Werkdoel) or not feit.actief:
        return
    side = item.spoor is Spoor.PLEGER
    active = [i for i in after if isinstance(i.feit, Werkdoel) and i.feit.actief and (i.spoor is Spoor.PLEGER) == side]
    if len(active) > most:
        raise OngeldigBericht(f"{place}/actief", f"er zijn hoogstens {most} werkdoelen actief")


def _beside(item: Item, items: list[Item]) -> list[Item]:
    """Give what an item is weighed with: on the perpetrator's track its own side alone, else a refusal would tell of the other (wall 4)."""
    return [i for i in items if i.spoor is Spoor.PLEGER] if item.spoor is Spoor.PLEGER else items


def check_steps(items: list[Item], casus: Casus | None, provisional: str, werkdoelen: int | None) -> None:
    """Refuse a step that does not exist or is not this organisation's; raises OngeldigBericht or GeenToegang with the place."""
    fresh = {item.id for item in items}
    for n, item in enumerate(items):
        place, org = f"/feiten/{n}", item.herkomst.organisatie
        known = _beside(item, list(casus.items) if casus else [])
        after = [one for one in known if one.id not in fresh] + _beside(item, items)
        regie = org == provisional if casus is None else any(r.organisatie == org and r.regierol in REGIE for r in casus.regie)
        # a later fact of the same message steps on from an earlier one
        so_far = known + items[:n]
        _check_step(item, so_far, place)
        _check_hand(item, known + items, place, regie=regie)
        _check_successor(item, after, place)
        _check_goals(item, after, place, werkdoelen)
