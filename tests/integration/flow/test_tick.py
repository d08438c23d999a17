"""Time that passes reaches every casus that is due, also beside one that breaks, and however many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.flow.tick import tick
from ketenhub.keys import nieuw_id
from ketenhub.worker.guard import Gelukt, attempt

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ketenhub.domain.json import Json
    from ketenhub.flow.hub import Hub
    from tests.integration.flow.keten import Keten

LATER = timedelta(days=100)


async def reported(keten: Keten, ref: str) -> None:
    """Let a new casus begin, in which nobody agrees any conditions."""
    person: Json = {"soort": "persoon", "ref": ref, "geldigOp": "2026-11-01", "naam": {"achternaam": ref}}
    body: Json = {"berichtId": nieuw_id(), "opgesteldOp": "2026-11-01T10:00:00Z", "feiten": [person]}
    assert (await keten.send("politie", body)).status_code == 201


async def guarded(act: Callable[[], Awaitable[None]]) -> bool:
    """Do one casus as a worker does."""
    return isinstance(await attempt(act), Gelukt)


def later(keten: Keten) -> Hub:
    """Give the hub on a day on which every term has come."""
    now = keten.hub.nu() + LATER
    return replace(keten.hub, nu=lambda: now)


async def test_casus_that_breaks_holds_up_no_other(keten: Keten) -> None:
    for ref in ("een", "twee", "drie"):
        await reported(keten, ref)
    async with keten.hub.opslag.walk() as tx:
        casus_id = await tx.fetchval("select min(casus_id) from casus")
        await tx.execute("update projectie set inhoud = '\\x00'::bytea where casus_id = $1", casus_id)
    assert await tick(later(keten), guarded) == 2


async def test_every_page_of_what_is_due_is_walked_in_one_tick(keten: Keten) -> None:
    for ref in ("een", "twee", "drie", "vier", "vijf"):
        await reported(keten, ref)
    assert await tick(later(keten), per_keer=2) == 5
