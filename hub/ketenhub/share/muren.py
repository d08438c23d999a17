"""The walls that no rule, administrator or plugin can open (domain 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.delen import Omstandigheid
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.afwegen import released
from ketenhub.share.gereed import NIETS, PLEGER
from ketenhub.share.ontvanger import Houding

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.share.gereed import Gereed, Stuk, Vorm
    from ketenhub.share.ontvanger import Ontvanger

OVERAL = ("onverdeeld", "beide")
MUUR_5 = "muur 5: dit valt onder het beroepsgeheim van de bron"
# who weighed what, or let it go, is nobody else's; a question is of who asks and who is asked
EIGEN_ZAAK = {"afweging": None, "doorbreking": None, "doorbrekingsbevestiging": None, "afweegverzoek": "aan"}


def other_track(stuk: Stuk, ontvanger: Ontvanger) -> bool:
    """Wall 4: the perpetrator's track sees its own items only; the victim's never sees the perpetrator's; an unknown track sees nothing."""
    on_pleger = stuk.spoor == PLEGER
    match ontvanger.spoor:
        case "pleger":
            return not on_pleger
        case "slachtoffer":
            return on_pleger
        case spoor:
            return spoor not in OVERAL


def own_affair(stuk: Stuk, ontvanger: Ontvanger) -> bool:
    """Tell whether an item is only for who said it, or for whom it was put to, and this recipient is neither."""
    soort = stuk.vorm.soort
    if soort not in EIGEN_ZAAK or stuk.bron == ontvanger.oin:
        return False
    other = EIGEN_ZAAK[soort]
    return other is None or stuk.waarden.get(other) != ontvanger.oin


def item_wall(stuk: Stuk, ontvanger: Ontvanger, dag: date) -> str | None:
    """Give the wall that holds back a whole item, or None.

    To wall 5 only the holder's decision about this one item counts, as it stands on the day; addressing a message is no decision. It
    comes last, so that where it is named no other wall stands.
    """
    oin = ontvanger.oin
    if other_track(stuk, ontvanger):
        return "muur 4: dit staat op het andere spoor"
    if own_affair(stuk, ontvanger):
        return "dit is alleen voor wie het zei of aan wie het gevraagd is"
    if stuk.niet_verder and stuk.bron != oin and oin not in stuk.genoemd:
        return "muur 3: de bron gaf dit niet vrij voor anderen"
    return MUUR_5 if stuk.beroepsgeheim and stuk.bron != oin and not released(stuk, oin, dag) else None


def happened_in(gereed: Gereed, ontvanger: Ontvanger, dag: date) -> frozenset[str]:
    """Tell whether there was an incident in the municipality of the recipient, which need not be where anyone lives (MDA-45).

    That is a place too: it is not told from an incident of which wall 1 holds the place back.
    """
    if ontvanger.gemeente is None:
        return NIETS
    own = ontvanger.gemeente.casefold()
    for stuk in gereed.stukken:
        where = stuk.waarden.get("gemeente") if stuk.vorm.soort == "incident" else None
        if isinstance(where, str) and where.casefold() == own and item_wall(stuk, ontvanger, dag) is None:
            eigen, named = stuk.bron == ontvanger.oin, ontvanger.oin in stuk.genoemd
            houding = Houding(ontvanger.spoor, "", eigen, named, gereed.geheim, ontvanger.persoon is not None)
            if field_wall(Categorie.LOCATIE, stuk.vorm, houding) is None:
                return frozenset({Omstandigheid.VOORVAL_IN_GEMEENTE})
    return NIETS


def _hides_places(houding: Houding) -> bool:
    """Tell whether a place is held back: whether an address is secret stands on the victim's track, so on the other none passes at all."""
    return houding.spoor == PLEGER or houding.mens or (houding.geheim and not houding.genoemd)


def field_wall(categorie: Categorie, vorm: Vorm, houding: Houding) -> str | None:
    """Give the wall that holds back one field, or None."""
    if houding.eigen:
        return None
    match categorie:
        case Categorie.LOCATIE:
            wall, stands = "muur 1: een plaats kan een geheim adres verraden", _hides_places(houding)
        case Categorie.CONTACT if vorm.plaatsnummer:
            wall, stands = "muur 1: het nummer kan verraden waar iemand is", _hides_places(houding)
        case Categorie.MELDER:
            wall, stands = "muur 2: de melder blijft ongenoemd", not houding.genoemd and not vorm.melder_vrij
        case Categorie.MEDEWERKER:
            wall, stands = "muur 2: deze medewerker is beschermd", not houding.genoemd and vorm.beschermd
        case _:
            return None
    return wall if stands else None


def text_wall(naam: str, vorm: Vorm, houding: Houding) -> str | None:
    """Give the wall that holds back free text on the perpetrator's track, or from the people themselves; else None.

    On that track the hub may not compare with what it knows of the victim, since that would tell by what is held; so it does not depend
    on it. What goes to the people themselves somebody checked.
    """
    if houding.mens:
        return "muur 1: de tekst lijkt een adres te noemen" if naam in vorm.met_adres else None
    if houding.spoor != PLEGER or naam not in vorm.met_tekst or houding.eigen:
        return None
    if not houding.genoemd:
        return "muur 4: op dit spoor is niet na te gaan of de tekst het andere spoor noemt"
    return "muur 1: de tekst lijkt een adres te noemen" if naam in vorm.met_adres else None
