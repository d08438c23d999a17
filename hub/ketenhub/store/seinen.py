"""A hint from hub to worker that there is work: after the commit, coalesced, and never more than a hint (performance 1)."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import asyncpg

from ketenhub.domain.errors import TeDruk
from ketenhub.store.opslag import WACHT, WEG

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ketenhub.store.opslag import Opslag

KANAAL = "ketenhub_uit"
SEIN = f"notify {KANAAL}"
HERSTEL = 1.0


@dataclass(slots=True)
class Sein:
    """Ring after a commit, from the event loop; many rings at once are one notification."""

    opslag: Opslag
    _again: bool = False
    _task: asyncio.Task[None] | None = field(default=None)

    def ring(self) -> None:
        """Say that there may be work; returns at once and never fails, since the worker also looks by itself."""
        self._again = True
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._send())

    async def _send(self) -> None:
        while self._again:
            self._again = False
            with suppress(TeDruk):
                async with self.opslag.walk() as tx:
                    await tx.execute(SEIN)


async def keep_listening(url: str, wek: Callable[[], None]) -> None:
    """Listen for hints until cancelled; a lost connection is made again, and until then the worker looks by itself."""
    while True:
        lost = asyncio.Event()
        with suppress(TeDruk):
            async with listening(url, wek, lost.set):
                await lost.wait()
        await asyncio.sleep(HERSTEL)


@asynccontextmanager
async def listening(url: str, wek: Callable[[], None], weg: Callable[[], None] = lambda: None) -> AsyncIterator[None]:
    """Call `wek` at every hint, on a connection of its own, and `weg` when that is lost; raises TeDruk when the database is away."""
    try:
        connection = await asyncpg.connect(url, timeout=WACHT, server_settings={"application_name": "ketenhub-luister"})
    except (TimeoutError, *WEG):
        raise TeDruk("database", "de database antwoordt niet") from None
    try:
        connection.add_termination_listener(lambda _: weg())
        await connection.add_listener(KANAAL, lambda *_: wek())
        yield
    finally:
        with suppress(TimeoutError, *WEG):
            await connection.close(timeout=WACHT)
