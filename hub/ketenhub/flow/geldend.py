"""Which sharing rules hold now: asked of the database in every walk and look, so that all processes change at the same moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ketenhub.domain.errors import Instellingsfout
from ketenhub.flow.regelbron import words_of
from ketenhub.store import regels as opslag

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

BASIS = "de regels waarmee deze hub begon"
BEGIN = datetime(1900, 1, 1, tzinfo=UTC)
HUB = "hub"


async def in_force(hub: Hub, tx: Tx) -> Hub:
    """Give the hub with the rules that hold at the moment of this transaction, fixed for all that is done with it."""
    if hub.regelbron is None:
        return hub
    found = await opslag.find_in_force(tx)
    if found is None:
        return replace(hub, regelbron=None)
    regels = await hub.regelbron.load(tx, *found)
    hub.regelbron.laatst = regels
    return replace(hub, regels=regels, regelbron=None)


async def in_force_now(hub: Hub) -> Hub:
    """Give the hub with the rules that hold now, for what is done outside one transaction."""
    if hub.regelbron is None:
        return hub
    async with hub.opslag.walk() as tx:
        return await in_force(hub, tx)


async def adopt_base(hub: Hub) -> None:
    """Make the rules of the file the first version, when there is none yet."""
    inhoud, som = words_of(hub.regels)
    async with hub.opslag.rules() as tx:
        await opslag.one_at_a_time(tx)
        if await opslag.find_in_force(tx) is not None:
            return
        versie = hub.regels.versie
        await opslag.keep_rules(tx, versie, som, inhoud)
        for stap, van in (("ontworpen", None), ("gepubliceerd", BEGIN)):
            await opslag.keep_step(tx, opslag.Stap(versie, stap, HUB, hub.oin, BASIS, van))


async def check_known(hub: Hub) -> None:
    """Refuse a file of rules that never became a version: who changes it would think that it counts. Raises Instellingsfout."""
    async with hub.opslag.rules() as tx:
        if await opslag.find_by_hash(tx, words_of(hub.regels)[1]) is None:
            raise Instellingsfout("KETENHUB_REGELS", "dit bestand is geen versie in de database: lees het in met ketenhub regels invoer")
