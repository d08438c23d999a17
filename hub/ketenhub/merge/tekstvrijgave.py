"""Who may let a held text go: a named person of the organisation that said it, about the text as it stands now (domain 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import TEKST, leaves_of
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.samenwerking import Tekstvrijgave

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.casus import Casus


def _check(item: Item, feit: Tekstvrijgave, stands: Mapping[str, Item], place: str) -> None:
    about = stands.get(feit.feit)
    if about is None:
        raise OngeldigBericht(f"{place}/feit", "een tekst wordt vrijgegeven nadat zij in een eerder bericht gezegd is")
    if about.herkomst.organisatie != item.herkomst.organisatie:
        raise OngeldigBericht(f"{place}/feit", "alleen wie de tekst zei, geeft haar vrij")
    if about.herkomst.bericht != feit.bericht:
        raise OngeldigBericht(f"{place}/bericht", "de tekst staat er nu zoals een ander bericht haar gaf")
    if feit.veld not in {path[0] for path, kind in leaves_of(about.feit.soort).items() if kind == TEKST}:
        raise OngeldigBericht(f"{place}/veld", "dit is geen veld met vrije tekst")
    if item.herkomst.professional is None:
        raise OngeldigBericht(f"{place}/professional", "noem wie de tekst bekeek")


def check_releases(items: list[Item], casus: Casus | None) -> None:
    """Refuse to let a text go that is another's, is not there yet, or reads otherwise by now; raises OngeldigBericht with the place."""
    fresh = {item.id for item in items}
    stands = {item.id: item for item in (casus.items if casus else ()) if item.id not in fresh}
    for n, item in enumerate(items):
        if isinstance(item.feit, Tekstvrijgave):
            _check(item, item.feit, stands, f"/feiten/{n}")
