"""From a message to a contribution, within what the manifest promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ophaalverzoek
from ketenhub.domain.catalogus import categories_of
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.gegeven import Categorie

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.contract.partner import Partner
    from ketenhub.domain.bijdrage import Bijdrage

FRAME = frozenset({Categorie.KENMERK, Categorie.MEDEWERKER})


def _check_brings(bijdrage: Bijdrage, levert: frozenset[Categorie]) -> None:
    for n, feit in enumerate(bijdrage.feiten):
        for name, _, categorie in categories_of(type(feit)):
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
