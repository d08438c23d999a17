"""Note what a system did outside any casus, in the chain of its own organisation (trust 8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.errors import NietGevonden
from ketenhub.flow.audit import audit_line
from ketenhub.flow.missers import count_miss
from ketenhub.store.keten import add_line

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub


async def note(hub: Hub, organisatie: str, act: str, result: str, meer: Object | None = None) -> None:
    """Add a line to the organisation's chain; raises TeDruk when that cannot be, and then nothing is answered either.

    What was not found counts as a miss of the person who asked.
    """
    async with hub.opslag.request(organisatie) as tx:
        await add_line(tx, f"org:{organisatie}", audit_line(hub, act, organisatie, result, meer))
    if result == NietGevonden.code:
        await count_miss(hub)
