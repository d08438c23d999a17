"""Rebuild what was given: from its manifest and the contributions it names, never from the rules or the casus of today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.errors import Vernietigd
from ketenhub.flow import beeld as projectie
from ketenhub.flow.samengevoegd import adopted_ever
from ketenhub.flow.sleutels import Sleutelbos, open_one_time
from ketenhub.keys.kluis import Plek
from ketenhub.share.bewijs import hash_of, named_paths, rebuild
from ketenhub.store import lopen

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Vastlegging
    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx
    from ketenhub.store.verstrekken import Verstrekking

    Feiten = Mapping[tuple[str, str], Object]


async def every_contribution(hub: Hub, tx: Tx, casus_id: str) -> list[Vastlegging]:
    """Give every contribution that a casus ever read and that can still be opened."""
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    found = await adopted_ever(hub, tx, casus_id)
    for sealed in await lopen.read_contributions(tx, casus_id):
        try:
            found.append(projectie.open_contribution(sealed, bos))
        except Vernietigd:
            continue
    return found


async def all_facts(hub: Hub, tx: Tx, casus_id: str) -> Feiten:
    """Give every fact that can still be opened, by message and item."""
    items: dict[tuple[str, str], Object] = {}
    for kept in await every_contribution(hub, tx, casus_id):
        items |= {(kept.bericht_id, i.id): i.feit.model_dump(mode="json", by_alias=True, exclude_none=True) for i in kept.items}
    return items


def open_manifest(hub: Hub, v: Verstrekking) -> Object:
    """Open what was kept of a disclosure; raises Vernietigd."""
    place = Plek("verstrekking", "manifest", v.verstrekking_id, v.organisatie)
    manifest: Object = orjson.loads(open_one_time(hub.kluis, place, v.gewikkeld, v.manifest))
    return manifest


@dataclass(frozen=True, slots=True)
class Herbouwd:
    """One disclosure, and the view of then as it was rebuilt; None where its words were destroyed, then `plaatsen` is where they stood."""

    verstrekking: Verstrekking
    uitsnede: Object | None = None
    plaatsen: tuple[str, ...] | None = None

    @property
    def staat(self) -> str:
        """Give whether it is what it was."""
        if self.uitsnede is None:
            return "vernietigd"
        return "gelijk" if hash_of(self.uitsnede) == self.verstrekking.hash_uitsnede else "verschilt"


def rebuilt(hub: Hub, v: Verstrekking, items: Feiten) -> Herbouwd:
    """Rebuild the view of a disclosure, whole: for its own recipient alone, and for whoever limits it to what the asker was shown."""
    try:
        manifest = open_manifest(hub, v)
    except Vernietigd:
        return Herbouwd(v)
    uitsnede = rebuild(manifest, lambda bericht, item: items.get((bericht, item)))
    return Herbouwd(v, uitsnede, tuple(named_paths(manifest)) if uitsnede is None else None)
