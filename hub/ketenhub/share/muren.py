"""The walls that no rule, administrator or plugin can open (domain 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.tekst import looks_like_address

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.share.ontvanger import Ontvanger

PLEGER = "pleger"
OVERAL = ("onverdeeld", "beide")


def has_secret_place(casus: Object) -> bool:
    """Tell whether anyone in the casus has a secret address; then every place may give it away (wall 1)."""
    return any(at(item, "feit", "soort") == "plaats" and at(item, "feit", "geheim") is True for item in rows(casus, "items"))


def is_own(item: Object, ontvanger: Ontvanger) -> bool:
    """Tell whether the recipient said it itself."""
    return text(item, "herkomst", "organisatie") == ontvanger.oin


def is_named(item: Object, ontvanger: Ontvanger) -> bool:
    """Tell whether the one who said it named the recipient for it."""
    return ontvanger.oin in texts(item, "herkomst", "genoemd")


def is_released(item: Object, ontvanger: Ontvanger) -> bool:
    """Tell whether the holder decided for this one item that the recipient may have it (wall 5); addressing a message is no decision."""
    return ontvanger.oin in texts(item, "feit", "genoemd")


def other_track(item: Object, ontvanger: Ontvanger) -> bool:
    """Wall 4: the perpetrator's track sees its own items only; the victim's never sees the perpetrator's; an unknown track sees nothing."""
    on_pleger = at(item, "spoor") == PLEGER
    match ontvanger.spoor:
        case "pleger":
            return not on_pleger
        case "slachtoffer":
            return on_pleger
        case spoor:
            return spoor not in OVERAL


def item_wall(item: Object, ontvanger: Ontvanger) -> str | None:
    """Give the wall that holds back a whole item, or None."""
    if other_track(item, ontvanger):
        return "muur 4: dit staat op het andere spoor"
    if is_own(item, ontvanger):
        return None
    walls = {
        "muur 3: de bron gaf dit niet vrij voor anderen": at(item, "herkomst", "nietVerder") is True and not is_named(item, ontvanger),
        "muur 5: dit valt onder het beroepsgeheim van de bron": at(item, "herkomst", "beroepsgeheim") is True
        and not is_released(item, ontvanger),
    }
    return next((wall for wall, stands in walls.items() if stands), None)


def is_protected(item: Object) -> bool:
    """Tell whether the professional who said it is protected."""
    return any(at(item, part, "professional", "beschermd") is True for part in ("herkomst", "feit"))


def field_wall(item: Object, categorie: Categorie, ontvanger: Ontvanger, *, secret: bool) -> str | None:
    """Give the wall that holds back one field, or None."""
    if is_own(item, ontvanger):
        return None
    named = is_named(item, ontvanger)
    match categorie:
        case Categorie.LOCATIE:
            # whether an address is secret stands on the victim's track, so on the other no place passes at all
            wall, stands = "muur 1: een plaats kan een geheim adres verraden", ontvanger.spoor == PLEGER or (secret and not named)
        case Categorie.MELDER:
            wall, stands = "muur 2: de melder blijft ongenoemd", not named and at(item, "feit", "melder", "magGenoemd") is not True
        case Categorie.MEDEWERKER:
            wall, stands = "muur 2: deze medewerker is beschermd", not named and is_protected(item)
        case _:
            return None
    return wall if stands else None


def text_wall(texts_: tuple[str, ...], item: Object, ontvanger: Ontvanger) -> str | None:
    """Give the wall that holds back free text on the perpetrator's track, or None.

    There the hub may not compare with what it knows of the victim, since that would tell by what is held; so it does not depend on it.
    """
    if ontvanger.spoor != PLEGER or not texts_ or is_own(item, ontvanger):
        return None
    if not is_named(item, ontvanger):
        return "muur 4: op dit spoor is niet na te gaan of de tekst het andere spoor noemt"
    if any(looks_like_address(words) for words in texts_):
        return "muur 1: de tekst lijkt een adres te noemen"
    return None
