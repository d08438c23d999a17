"""The casus as a pure fold over what was recorded; dropping it loses nothing (architecture 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.casus import Casus
from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.domain.partijen import Persoon
from ketenhub.merge.deelname import derive_participation, derive_regie, derive_split
from ketenhub.merge.persoon import derive_persons

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.bijdrage import Item, Vastlegging


def _replaces(old: Item, new: Item) -> bool:
    return (
        old.herkomst.organisatie == new.herkomst.organisatie
        and old.herkomst.eigen_id == new.herkomst.eigen_id
        and old.feit.soort == new.feit.soort
    )


def _add(items: tuple[Item, ...], new: Item) -> tuple[Item, ...]:
    """Add an item; a later statement under the same own id replaces the earlier one, whichever arrives first."""
    old = next((item for item in items if _replaces(item, new)), None)
    if old is None:
        return (*items, new)
    if old.herkomst.opgesteld_op > new.herkomst.opgesteld_op:
        return items
    return (*(item for item in items if item is not old), new)


def _keys(casus_keys: tuple[tuple[str, str, str], ...], vastlegging: Vastlegging) -> tuple[tuple[str, str, str], ...]:
    keys = {(org, ref, ident.startswith("p-")): ident for org, ref, ident in casus_keys}
    keys |= {(org, ref, True): ident for org, ref, ident in vastlegging.personen}
    keys |= {
        (vastlegging.organisatie, item.herkomst.eigen_id, False): item.id
        for item in vastlegging.items
        if not isinstance(item.feit, Persoon)
    }
    return tuple(sorted((org, ref, ident) for (org, ref, _), ident in keys.items()))


def _bsns(casus: Casus, vastlegging: Vastlegging) -> tuple[tuple[str, str], ...]:
    named = {ref: ident for _, ref, ident in vastlegging.personen}
    found = dict(casus.bsns)
    for item in vastlegging.items:
        if isinstance(item.feit, Persoon) and item.feit.bsn:
            found.setdefault(item.feit.bsn, named[item.feit.ref])
    return tuple(sorted(found.items()))


def merge(casus: Casus | None, vastlegging: Vastlegging) -> Casus:
    """Give the casus one version higher, with the contribution in it."""
    if casus is None:
        if vastlegging.opening is None:
            raise Tegenstrijdig("casus", "de eerste bijdrage opent de casus")
        casus = Casus(id=vastlegging.casus_id, versie=0, opening=vastlegging.opening)
    withdrawn = {intrekking.ref for intrekking in vastlegging.intrekkingen}
    items = tuple(
        item for item in casus.items if not (item.herkomst.organisatie == vastlegging.organisatie and item.herkomst.eigen_id in withdrawn)
    )
    for item in vastlegging.items:
        items = _add(items, item)
    sleutels = _keys(casus.sleutels, vastlegging)
    regie = derive_regie(items, casus.opening)
    splitsing = derive_split(items)
    return Casus(
        id=casus.id,
        versie=casus.versie + 1,
        opening=casus.opening,
        items=items,
        personen=derive_persons(items, sleutels, casus.opening, splitsing),
        deelnames=derive_participation(items, casus.opening, regie, splitsing),
        regie=regie,
        splitsing=splitsing,
        sleutels=sleutels,
        bsns=_bsns(casus, vastlegging),
    )


def fold(vastleggingen: Iterable[Vastlegging]) -> Casus | None:
    """Build the casus anew from everything that was recorded; None when nothing was."""
    casus: Casus | None = None
    for vastlegging in vastleggingen:
        casus = merge(casus, vastlegging)
    return casus
