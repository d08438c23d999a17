"""Who keeps asking for what is not there for that person is told to the privacy officer: once per series, and never for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.store import missers
from ketenhub.store.namens import NAMENS

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub


async def count_miss(hub: Hub) -> None:
    """Count a miss of the person of this request; of a system that names nobody nothing is counted."""
    wie = NAMENS.get()
    if wie is None:
        return
    now, grens = hub.nu(), hub.missers
    async with hub.opslag.walk() as tx:
        count = await missers.add_miss(tx, missers.Misser(wie.organisatie, wie.persoon, now), now - grens.venster)
        if count >= grens.aantal and not await missers.told_since(tx, wie.persoon, now - grens.venster):
            await missers.tell_officer(tx, missers.Melding(hub.nieuw_id(), wie.organisatie, "missers", wie.persoon, now))
