"""Hold a person who sends to what that person may see: of a casus that is closed to him he cannot speak either (trust 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.errors import OnbekendeVerwijzing
from ketenhub.flow.aantekenen import note
from ketenhub.flow.missers import count_miss
from ketenhub.store import kijken
from ketenhub.store.namens import NAMENS

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub


async def check_sender(hub: Hub, organisatie: str, verwijzing: str | None, handeling: str) -> None:
    """Refuse a reference of a casus that the person at it cannot see, as one that never was; it counts as a miss.

    A system that names nobody is no person. Raises OnbekendeVerwijzing.
    """
    if NAMENS.get() is None or verwijzing is None:
        return
    async with hub.opslag.request(organisatie) as tx:
        found = await kijken.find_own(tx, verwijzing)
    if found is None:
        await note(hub, organisatie, handeling, OnbekendeVerwijzing.code)
        await count_miss(hub)
        raise OnbekendeVerwijzing("/verwijzing")
