"""Time has no message: walk on from evaluate for every casus whose next term has come."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.moment import day_of
from ketenhub.flow.rust import read_before
from ketenhub.flow.samengevoegd import fold_again
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.flow.walk import finish
from ketenhub.store import lopen
from ketenhub.store.opslag import retried

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ketenhub.flow.hub import Hub

    Bewaakt = Callable[[Callable[[], Awaitable[None]]], Awaitable[bool]]

PER_KEER = 100


async def _walk_on(hub: Hub, casus_id: str) -> None:
    async def once() -> None:
        async with hub.opslag.walk() as tx:
            versie = await lopen.lock_casus(tx, casus_id)
            bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
            voor = replace(read_before(await lopen.read_projections(tx, casus_id), bos), door="tijd")
            if versie is not None and voor.casus is not None:
                await finish(hub, tx, voor.casus, voor, (bos, lopen.Stap(casus_id, versie), None))

    await retried(once)


async def _plainly(act: Callable[[], Awaitable[None]]) -> bool:
    await act()
    return True


async def tick(hub: Hub, bewaakt: Bewaakt = _plainly, per_keer: int = PER_KEER) -> int:
    """Evaluate every casus that is due again; gives how many. Finds them by index, page by page, however many there are.

    `bewaakt` does one casus and tells whether it went well: with a worker's guard, one that breaks holds up no other.
    """
    today, na, count = day_of(hub.nu(), ZoneInfo(hub.kalender.zone)), "", 0
    while True:
        async with hub.opslag.walk() as tx:
            due = await lopen.find_due(tx, today, na, per_keer)
        if not due:
            break
        for casus_id in due:
            count += await bewaakt(partial(_walk_on, hub, casus_id))
        na = due[-1]
    if count:
        hub.wek()
    return count


async def rebuild_all(hub: Hub, step: Callable[[int, int], None]) -> int:
    """Fold every casus anew from its contributions; `step` hears how many are done, of how many. Gives how many differed."""
    async with hub.opslag.walk() as tx:
        ids = await lopen.all_casus_ids(tx)
    differed = 0
    for done, casus_id in enumerate(ids, 1):
        async with hub.opslag.walk() as tx:
            versie = await lopen.lock_casus(tx, casus_id)
            bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
            found, voor = await fold_again(hub, tx, casus_id), read_before(await lopen.read_projections(tx, casus_id), bos)
            casus = found.casus if found is not None else None
            same = voor.casus is not None and casus is not None and voor.casus.model_dump_json() == casus.model_dump_json()
            differed += not same
            if casus is not None and versie is not None and not same:
                await finish(hub, tx, casus, replace(voor, door="opnieuw"), (bos, lopen.Stap(casus_id, versie), None))
        step(done, len(ids))
    return differed
