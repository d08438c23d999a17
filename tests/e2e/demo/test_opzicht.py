"""Whoever watches over the demo's processes goes on watching, whatever fails to start."""

from __future__ import annotations

import asyncio
import os
import signal
from typing import TYPE_CHECKING

from ketenhub.demo.processen import Opzicht
from ketenhub.demo.regio import Regio
from ketenhub.testing.postgres import ZONDER_SCHIJF
from tests.e2e.demo.spelen import a_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.store.server import Server

GEDULD = 30


async def test_database_that_cannot_start_is_tried_until_it_can() -> None:
    with a_folder() as folder:
        folder.mkdir(parents=True)
        opzicht = Opzicht.of(Regio(folder), database=ZONDER_SCHIJF)
        opzicht.processen.clear()
        await asyncio.to_thread(opzicht.server.start)
        settings = folder / "pg" / "data" / "postgresql.auto.conf"
        good = await asyncio.to_thread(settings.read_bytes)
        watcher = asyncio.create_task(opzicht.watch())
        try:
            await asyncio.to_thread(settings.write_bytes, b"max_connections = geen getal\n")
            _end(opzicht.server)
            await _until(lambda: opzicht.database_herstart >= 3)
            assert opzicht.server.pid is None
            await asyncio.to_thread(settings.write_bytes, good)
            await _until(lambda: opzicht.server.pid is not None)
        finally:
            watcher.cancel()
            await asyncio.to_thread(opzicht.stop)


async def _until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(GEDULD):
        while True:
            if true():
                return
            await asyncio.sleep(0.05)


def _end(server: Server) -> None:
    """End the server cleanly, as somebody beside us would."""
    pid = server.pid
    assert pid is not None
    os.kill(pid, signal.SIGINT)
