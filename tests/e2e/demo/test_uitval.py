"""Kill the worker, the hub or PostgreSQL during the scenario: it completes, with nothing lost and nothing twice (trust R1-R3)."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from ketenhub.demo.draaien import Verteller, Wens, run_demo
from ketenhub.demo.regio import Regio
from ketenhub.domain.errors import TeDruk
from ketenhub.main import Databank, open_hub, rebuild_projections, verify_audit
from ketenhub.settings import Instellingen
from ketenhub.store.opslag import open_opslag
from ketenhub.store.server import Server
from ketenhub.store.uitgaand import tally
from ketenhub.testing.postgres import ZONDER_SCHIJF
from tests.e2e.demo.spelen import a_folder, free_ports

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.demo.processen import Opzicht
    from ketenhub.demo.spel import Uitslag

SLACHTOFFERS = ("hub", "worker", "database")
EVEN = 0.25
KIJK = 0.2
SLOT = 3000
GEDULD = 180
SCHOON = ("inbox", "bijdrage", "outbox", "verstrekking")


@dataclass(slots=True)
class Verstoorder:
    """Kill one of the processes a moment after something begins, so that it dies in the midst of it."""

    slachtoffer: str
    keren: int = 0
    bezig: set[asyncio.Task[None]] = field(default_factory=set)
    opzicht: Opzicht | None = None

    def take(self, opzicht: Opzicht) -> None:
        """Take the processes and strike for the first time."""
        self.opzicht = opzicht
        self.strike()

    def strike(self, *_: object) -> None:
        """Strike in a moment."""
        task = asyncio.get_running_loop().create_task(self._later())
        self.bezig.add(task)
        task.add_done_callback(self.bezig.discard)

    async def _later(self) -> None:
        await asyncio.sleep(EVEN)
        pid = self._pid()
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.keren += 1

    def _pid(self) -> int | None:
        if self.opzicht is None:
            return None
        if self.slachtoffer == "database":
            return self.opzicht.server.pid
        (proces,) = [p for p in self.opzicht.processen if p.naam == self.slachtoffer]
        return proces.draait.pid if proces.draait is not None and proces.alive() else None


@dataclass(frozen=True, slots=True)
class Naloop:
    """What stands on disk after the run: rows per table, rows twice, broken chains, projections that differ, and what still waits."""

    rijen: dict[str, int]
    nummers: Counter[tuple[str, str, str, int]]
    breuken: list[str]
    verschillen: int
    wacht: int


async def _inspect(folder: Path, server: Server) -> Naloop:
    settings = Instellingen(datamap=folder, database_url=server.url, keten=Regio(folder).keten, demo=True)
    differing = await asyncio.to_thread(_rebuild, settings)
    broken = [str(found) for found in await verify_audit(settings, {}, lambda _done, _of: None)]
    async with open_hub(settings, Databank(server.url, server.url, ingebouwd=False)) as hub, hub.opslag.walk() as tx:
        rows = {table: await tx.fetchval(f"select count(*) from {table}") for table in SCHOON}
        numbered = await tx.fetch("select organisatie, casus_id, baan, volgnummer from outbox where volgnummer is not null")
        waiting = await tx.fetchval("select count(*) from outbox where status = 'wacht'")
    return Naloop(rows, Counter((r[0], r[1], r[2], r[3]) for r in numbered), broken, differing, waiting)


def _rebuild(settings: Instellingen) -> int:
    return asyncio.run(rebuild_projections(settings, lambda _done, _of: None))


async def _drained(url: str) -> None:
    """Wait until nothing waits any more; what a killed worker held comes back when its lease has run out."""
    async with asyncio.timeout(GEDULD):
        while True:
            if await _nothing_waits(url):
                return
            await asyncio.sleep(KIJK)


async def _nothing_waits(url: str) -> bool:
    try:
        opslag = await open_opslag(url)
        async with opslag.walk() as tx:
            jobs = await tx.fetchval("select count(*) from ophaaltaak where status = 'wacht'")
            done = jobs == 0 and "wacht" not in await tally(tx)
        await opslag.close()
    except TeDruk:
        return False
    return bool(done)


async def _run(folder: Path, verstoorder: Verstoorder | None) -> Uitslag:
    """Play the whole scenario, let everything that waits go out, and stop."""
    strike = verstoorder.strike if verstoorder else lambda *_: None
    met = verstoorder.take if verstoorder else lambda _: None
    ended: list[Uitslag] = []
    over = asyncio.Event()

    def end(_: object, uitslag: Uitslag | None) -> None:
        ended.extend([uitslag] if uitslag else [])
        over.set()

    # a killed PostgreSQL keeps what the system holds for it: so this need not wait for the disk
    wens = Wens(folder, free_ports(), ruimte=60, database=ZONDER_SCHIJF)
    demo = asyncio.create_task(run_demo(wens, Verteller(strike, end), met))
    demo.add_done_callback(lambda _: over.set())
    await over.wait()
    if ended:
        await _drained(Server(folder / "pg").url)
    demo.cancel()
    try:
        with suppress(asyncio.CancelledError):
            await demo
    except Exception as fout:
        fout.add_note(_last_words(folder))
        raise
    return ended[0]


def _last_words(folder: Path) -> str:
    """Give what the processes said last, for who has to find out why it stopped; everything here is invented."""
    return "\n".join(f"{path.name}: ...{path.read_text('utf-8', 'replace')[-SLOT:]}" for path in sorted(folder.glob("*.log")))


def _play(folder: Path, verstoorder: Verstoorder | None) -> tuple[Uitslag, Naloop]:
    uitslag = asyncio.run(_run(folder, verstoorder))
    server = Server(folder / "pg")
    server.start()
    try:
        return uitslag, asyncio.run(_inspect(folder, server))
    finally:
        server.stop()


@pytest.fixture(scope="module")
def rustig() -> Naloop:
    """Play once undisturbed, to know what there should be."""
    with a_folder() as folder:
        uitslag, naloop = _play(folder, None)
    assert uitslag.gemist == []
    return naloop


@pytest.mark.parametrize("slachtoffer", SLACHTOFFERS)
def test_killed_process_loses_nothing_and_does_nothing_twice(slachtoffer: str, rustig: Naloop) -> None:
    verstoorder = Verstoorder(slachtoffer)
    with a_folder() as folder:
        uitslag, naloop = _play(folder, verstoorder)
    assert (uitslag.gemist, uitslag.geweigerd, verstoorder.keren >= 5) == ([], [], True)
    assert {name: naloop.rijen[name] for name in ("inbox", "bijdrage")} == {name: rustig.rijen[name] for name in ("inbox", "bijdrage")}
    assert [place for place, times in naloop.nummers.items() if times > 1] == []
    assert (naloop.breuken, naloop.verschillen, naloop.wacht) == ([], 0, 0)
