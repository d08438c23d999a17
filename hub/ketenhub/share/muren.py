"""The walls that no rule, administrator or plugin can open (domain 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text, texts

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.share.ontvanger import Ontvanger

PLEGER = "pleger"


def has_secret_place(casus: Object) -> bool:
    """Tell whether anyone in the casus has a secret address; then every place may give it away (wall 1)."""
    return any(at(item, "feit", "soort") == "plaats" and at(item, "feit", "geheim") is True for item in rows(casus, "items"))


def is_own(item: Object, ontvanger: Ontvanger) -> bool:
    """Tell whether the recipient said it itself."""
    return text(item, "herkomst", "organisatie") == ontvanger.oin


def is_named(item: Object, ontvanger: Ontvanger) -> bool:
    """Tell whether the one who said it named the recipient for it."""
    return ontvanger.oin in texts(item, "herkomst", "genoemd")


def other_track(item: Object, ontvanger: Ontvanger) -> bool:
    """Wall 4: the perpetrator's track sees its own items only; the victim's never sees the perpetrator's."""
    on_pleger = at(item, "spoor") == PLEGER
    match ontvanger.spoor:
        case "pleger":
            return not on_pleger
        case "slachtoffer":
            return on_pleger
        case _:
            return False


def item_wall(item: Object, ontvanger: Ontvanger) -> str | None:
    """Give the wall that holds back a whole item, or None."""
    if other_track(item, ontvanger):
        return "muur 4: dit staat op het andere spoor"
    if is_own(item, ontvanger) or is_named(item, ontvanger):
        return None
    walls = {
        "nietVerder": "muur 3: de bron gaf dit niet vrij voor anderen",
        "beroepsgeheim": "muur 5: dit valt onder het beroepsgeheim van de bron",
    }
    return next((wall for mark, wall in walls.items() if at(item, "herkomst", mark) is True), None)


def field_wall(item: Object, categorie: Categorie, ontvanger: Ontvanger, *, secret: bool) -> str | None:
    """Give the wall that holds back one field, or None."""
    own, named = is_own(item, ontvanger), is_named(item, ontvanger)
    if categorie is Categorie.LOCATIE and secret and not own:
        if ontvanger.spoor == PLEGER or not named:
            return "muur 1: een plaats kan een geheim adres verraden"
    if categorie is Categorie.MELDER and not (own or named) and at(item, "feit", "melder", "magGenoemd") is not True:
        return "muur 2: de melder blijft ongenoemd"
    return None
