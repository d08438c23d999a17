"""From a message to a contribution, within what the manifest promises."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ophaalverzoek
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.gegeven import Categorie, Gegeven

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.contract.partner import Partner
    from ketenhub.domain.bijdrage import Bijdrage
    from ketenhub.domain.waarde import Waarde

FRAME = frozenset({Categorie.KENMERK, Categorie.MEDEWERKER})


@cache
def categories_of(model: type[Waarde]) -> tuple[tuple[str, Categorie], ...]:
    """Give the data category of each field of a kind of fact; raises when a field has none (closed by default)."""
    found = []
    for name, info in model.model_fields.items():
        marks = [mark.categorie for mark in info.metadata if isinstance(mark, Gegeven)]
        if len(marks) != 1:
            raise OngeldigBericht(f"{model.__name__}.{name}", "een veld heeft precies een categorie")
        found.append((name, marks[0]))
    return tuple(found)


def _check_brings(bijdrage: Bijdrage, levert: frozenset[Categorie]) -> None:
    for n, feit in enumerate(bijdrage.feiten):
        for name, categorie in categories_of(type(feit)):
            if categorie not in levert and categorie not in FRAME and getattr(feit, name) not in (None, ()):
                raise OngeldigBericht(f"/feiten/{n}/{name}", "deze partner brengt deze soort gegevens niet")


def translate(bericht: Bericht, partner: Partner, levert: frozenset[Categorie]) -> Bijdrage | Ophaalverzoek:
    """Give the contribution, or the wish to fetch first; raises OngeldigBericht with the place."""
    result = partner.translate_in(bericht)
    if isinstance(result, Ophaalverzoek):
        return result
    if not result.feiten and not result.intrekkingen:
        raise OngeldigBericht("/feiten", "het bericht zegt niets")
    _check_brings(result, levert)
    return result
