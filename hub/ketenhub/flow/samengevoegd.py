"""The casus as a fold over its own contributions and those of the casussen it reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.bijdrage import Opening, Vastlegging
from ketenhub.domain.errors import Vernietigd
from ketenhub.domain.groep import first_of_each
from ketenhub.flow import beeld as projectie
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.merge.fold import fold
from ketenhub.merge.koppelen import adopt, as_one, fold_joined
from ketenhub.store import koppelingen, lopen, vernietigen

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx


WEG = "vernietigd"


@dataclass(frozen=True, slots=True)
class Vouw:
    """A casus as it is read, and as its own contributions alone make it."""

    casus: Casus
    eigen: Casus


def _opened(opening: Opening) -> Vastlegging:
    """Give the place of a contribution that was destroyed: that it opened the casus, and not a word more."""
    return Vastlegging(
        vastlegging_id=WEG,
        casus_id=opening.casus_id,
        organisatie=opening.organisatie,
        bericht_id=WEG,
        opgesteld_op=opening.geopend_op,
        ontvangen_op=opening.geopend_op,
        vertaling=WEG,
        opening=opening,
    )


async def contributions(hub: Hub, tx: Tx, casus_id: str) -> list[Vastlegging]:
    """Give what was recorded in this casus itself, in order of arrival, without what was destroyed."""
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    found = []
    for row in await lopen.read_contributions(tx, casus_id):
        try:
            found.append(projectie.open_contribution(row, bos))
        except Vernietigd:
            continue
    if found and found[0].opening is not None:
        return found
    begun = await vernietigen.read_opening(tx, casus_id)
    return [_opened(Opening.model_validate_json(begun)), *found] if begun is not None else []


async def fold_again(hub: Hub, tx: Tx, casus_id: str, extra: Vastlegging | None = None) -> Vouw | None:
    """Fold a casus anew, `extra` last; None when it cannot be folded any more."""
    kept = await contributions(hub, tx, casus_id)
    decided = await koppelingen.read_same(tx, casus_id)
    zelfde = first_of_each(decided)
    own = as_one([*kept, *([extra] if kept and extra is not None else [])], zelfde)
    parts = {}
    for ander in await koppelingen.read_parts(tx, casus_id):
        # what was decided here counts for what is read along too
        parts[ander] = as_one(await contributions(hub, tx, ander), first_of_each([*decided, *await koppelingen.read_same(tx, ander)]))
    eigen, casus = fold(own), fold_joined(own, parts)
    if casus is None or eigen is None:
        return None
    main = await koppelingen.find_main(tx, casus_id)
    return Vouw(casus.model_copy(update={"opgenomen_in": main, "zelfde": tuple(sorted(zelfde.items()))}), eigen)


@dataclass(frozen=True, slots=True)
class Namen:
    """What a casus rests on, by name: of each casus it reads, itself included, the contributions and the pairs of persons that are one."""

    bijdragen: dict[str, list[str]]
    gelijk: dict[str, list[tuple[str, str]]]


async def names_now(tx: Tx, casus_id: str) -> Namen:
    """Give what a casus rests on now."""
    read = [casus_id, *await koppelingen.read_parts(tx, casus_id)]
    return Namen({one: await lopen.names_of(tx, one) for one in read}, {one: await koppelingen.read_same(tx, one) for one in read})


async def fold_named(hub: Hub, tx: Tx, casus_id: str, namen: Namen) -> tuple[Casus | None, bool]:
    """Fold a casus from what was named, and tell whether all of that can still be opened."""
    kept: dict[str, list[Vastlegging]] = {}
    for one, named in namen.bijdragen.items():
        kept[one] = [found for found in await contributions(hub, tx, one) if found.vastlegging_id in set(named)]
    whole = all(len(kept[one]) == len(named) for one, named in namen.bijdragen.items())
    decided = namen.gelijk[casus_id]
    own = as_one(kept.pop(casus_id), first_of_each(decided))
    parts = {ander: as_one(found, first_of_each([*decided, *namen.gelijk[ander]])) for ander, found in kept.items()}
    return fold_joined(own, parts) if own else None, whole


async def adopted_ever(hub: Hub, tx: Tx, casus_id: str) -> list[Vastlegging]:
    """Give what this casus ever read of others, as it read it: for what was known on a date."""
    found: list[Vastlegging] = []
    parts = await koppelingen.read_parts(tx, casus_id, ever=True)
    casus = fold(await contributions(hub, tx, casus_id)) if parts else None
    for ander in parts:
        other = await contributions(hub, tx, ander)
        read = fold(other)
        if casus is not None and read is not None:
            found += adopt(other, casus, read)
    return found
