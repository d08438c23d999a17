"""The casus as a pure fold over what was recorded; dropping it loses nothing (architecture 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import Afweging
from ketenhub.domain.casus import Casus, Ingetrokken
from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.domain.partijen import Persoon
from ketenhub.merge.deelname import derive_participation, derive_regie, derive_split, in_order
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
    if (old.herkomst.opgesteld_op, old.herkomst.bericht) > (new.herkomst.opgesteld_op, new.herkomst.bericht):
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


def _bsns(items: tuple[Item, ...], sleutels: tuple[tuple[str, str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Give whom each BSN means, from what is said now: a corrected number links nobody any more."""
    ids = {(org, ref): ident for org, ref, ident in sleutels if ident.startswith("p-")}
    found: dict[str, str] = {}
    for item in in_order(i for i in items if isinstance(i.feit, Persoon)):
        if isinstance(item.feit, Persoon) and item.feit.bsn:
            found.setdefault(item.feit.bsn, ids[item.herkomst.organisatie, item.feit.ref])
    return tuple(sorted(found.items()))


def _withdrawn(casus: Casus, vastlegging: Vastlegging) -> tuple[Ingetrokken, ...]:
    fresh = {
        Ingetrokken(organisatie=vastlegging.organisatie, ref=i.ref, opgesteld_op=vastlegging.opgesteld_op, bericht=vastlegging.bericht_id)
        for i in vastlegging.intrekkingen
    }
    return tuple(sorted({*casus.ingetrokken, *fresh}, key=lambda i: (i.organisatie, i.ref, i.opgesteld_op, i.bericht)))


def _stands(item: Item, withdrawn: tuple[Ingetrokken, ...]) -> bool:
    """Tell whether nobody took the item back after it was said, whichever of the two arrived first."""
    herkomst = item.herkomst
    return not any(
        (i.organisatie, i.ref) == (herkomst.organisatie, herkomst.eigen_id)
        and i.opgesteld_op >= herkomst.opgesteld_op
        and i.bericht != herkomst.bericht
        for i in withdrawn
    )


def _left(item: Item, withdrawn: tuple[Ingetrokken, ...]) -> Item | None:
    """Give what is left of an item after what was taken back: all of it, nothing, or of a decision that there was one.

    A decision that is taken back is silence; were it gone, the one before would count again.
    """
    if _stands(item, withdrawn):
        return item
    return item.model_copy(update={"ingetrokken": True}) if isinstance(item.feit, Afweging) else None


def merge(casus: Casus | None, vastlegging: Vastlegging) -> Casus:
    """Give the casus one version higher, with the contribution in it."""
    if casus is None:
        if vastlegging.opening is None:
            raise Tegenstrijdig("casus", "de eerste bijdrage opent de casus")
        casus = Casus(id=vastlegging.casus_id, versie=0, opening=vastlegging.opening)
    withdrawn = _withdrawn(casus, vastlegging)
    items = casus.items
    for item in vastlegging.items:
        items = _add(items, item)
    if withdrawn:
        items = tuple(kept for item in items if (kept := _left(item, withdrawn)) is not None)
    sleutels = _keys(casus.sleutels, vastlegging)
    regie = derive_regie(items, casus.opening)
    # what was separated stays so: taking a suspicion back must not open the victim's items to the other side
    splitsing = derive_split(items) or casus.splitsing or derive_split(vastlegging.items)
    everyone, apart = derive_persons(items, sleutels, casus.opening, splitsing)
    return Casus(
        id=casus.id,
        versie=casus.versie + 1,
        opening=casus.opening,
        items=items,
        personen=everyone,
        plegerkant=apart,
        deelnames=derive_participation(items, casus.opening, regie, splitsing),
        regie=regie,
        splitsing=splitsing,
        sleutels=sleutels,
        bsns=_bsns(items, sleutels),
        ingetrokken=withdrawn,
        gekoppeld=casus.gekoppeld,
        opgenomen_in=casus.opgenomen_in,
        zelfde=casus.zelfde,
    )


def fold(vastleggingen: Iterable[Vastlegging]) -> Casus | None:
    """Build the casus anew from everything that was recorded; None when nothing was."""
    casus: Casus | None = None
    for vastlegging in vastleggingen:
        casus = merge(casus, vastlegging)
    return casus
