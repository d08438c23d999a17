"""Check a contribution the way the real door does, keep nothing of it, and say how it can be told better (VISIE-15, VISIE-38)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.errors import KetenhubError
from ketenhub.evaluate import hints
from ketenhub.flow.aannemen import rehearse
from ketenhub.flow.aantekenen import note

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.domain.fase import Reden
    from ketenhub.flow.aannemen import Keuring
    from ketenhub.flow.hub import Hub

GECONTROLEERD = "bijdrage gecontroleerd"


async def check(hub: Hub, bericht: Bericht, partner: str, keur: Keuring) -> tuple[Reden, ...]:
    """Give the hints for a contribution that the door would take; raises what the door raises. Each is noted in the sender's chain."""
    try:
        bijdrage = await rehearse(hub, bericht, partner, keur)
    except KetenhubError as fout:
        await note(hub, bericht.organisatie, GECONTROLEERD, fout.code)
        raise
    await note(hub, bericht.organisatie, GECONTROLEERD, "in orde")
    return hints(bijdrage.feiten, hub.pakket)
