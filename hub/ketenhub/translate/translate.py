"""From a message to a contribution, within what the manifest promises."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ophaalverzoek
from ketenhub.domain.catalogus import categories_of
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.waarde import Waarde

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.contract.partner import Partner
    from ketenhub.domain.bijdrage import Bijdrage

FRAME = frozenset({Categorie.KENMERK, Categorie.MEDEWERKER})
EERSTE_JAAR, LAATSTE_JAAR = 1900, 2199
GROOTSTE = 1_000_000


def _alias(value: Waarde, name: str) -> str:
    """Give the name of a field as it stands in the message."""
    return type(value).model_fields[name].alias or name


def _check_brings(bijdrage: Bijdrage, levert: frozenset[Categorie]) -> None:
    for n, feit in enumerate(bijdrage.feiten):
        for name, _, categorie in categories_of(type(feit)):
            if categorie not in levert and categorie not in FRAME and getattr(feit, name) not in (None, ()):
                raise OngeldigBericht(f"/feiten/{n}/{_alias(feit, name)}", "deze partner brengt deze soort gegevens niet")


def _check_reach(value: object, place: str) -> None:
    """Refuse years and numbers with which nobody can reckon: terms are counted on from them."""
    match value:
        case date() if not EERSTE_JAAR <= value.year <= LAATSTE_JAAR:
            raise OngeldigBericht(place, f"het jaar valt buiten {EERSTE_JAAR} tot en met {LAATSTE_JAAR}")
        case int() if abs(value) > GROOTSTE:
            raise OngeldigBericht(place, f"het getal is groter dan {GROOTSTE}")
        case tuple():
            for n, one in enumerate(value):
                _check_reach(one, f"{place}/{n}")
        case Waarde():
            for name, one in value:
                _check_reach(one, f"{place}/{_alias(value, name)}")
        case _:
            pass


def check_contribution(bijdrage: Bijdrage, levert: frozenset[Categorie]) -> None:
    """Hold a contribution to what the manifest promises and to what can be reckoned with; raises OngeldigBericht with the place."""
    if not bijdrage.feiten and not bijdrage.intrekkingen:
        raise OngeldigBericht("/feiten", "het bericht zegt niets")
    _check_brings(bijdrage, levert)
    _check_reach(bijdrage, "")


def translate(bericht: Bericht, partner: Partner, levert: frozenset[Categorie]) -> Bijdrage | Ophaalverzoek:
    """Give the contribution, or the wish to fetch first; raises OngeldigBericht with the place."""
    result = partner.translate_in(bericht)
    if isinstance(result, Ophaalverzoek):
        return result
    check_contribution(result, levert)
    return result
