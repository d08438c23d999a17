"""Run the demo on this machine: a folder, a database, processes of their own, the scenario, and where to look."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from ketenhub.demo.processen import Opzicht
from ketenhub.demo.regio import HUB_POORT, Regio
from ketenhub.demo.resten import stop_leftovers
from ketenhub.demo.spel import Uitslag, play
from ketenhub.domain.errors import Instellingsfout
from ketenhub.keys.kast import Bestandskast
from ketenhub.store.migratie import create_database, migrate

if TYPE_CHECKING:
    from ketenhub.domain.json import Object

GEDULD = 30.0
KENMERK = "ketenhub-demo"
GESPEELD = "uitslag.json"


@dataclass(frozen=True, slots=True)
class Wens:
    """What is asked: where the data stand, from which port, whether earlier data are kept, and whether it ends after the scenario.

    `regels` names other sharing rules than the hub's own. `ruimte` is how many times longer something may take than the scenario
    says: for a machine that is busy, and for those who kill processes meanwhile. `database` are settings of PostgreSQL beside ours.
    """

    map: Path
    poort: int = HUB_POORT
    bewaar: bool = False
    eenmaal: bool = False
    regels: Path | None = None
    ruimte: int = 1
    database: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verteller:
    """Who is told what: each step as it ends, and the end of it all."""

    stap: Callable[[Object, int], None]
    klaar: Callable[[Regio, Uitslag | None], None]


def default_folder() -> Path:
    """Give `.demo` here, or a folder of this user for temporary files where the database's user cannot get in here."""
    here = Path.cwd() / ".demo"
    if os.geteuid() != 0 or all(above.stat().st_mode & 0o001 for above in here.parents):
        return here
    return Path(tempfile.gettempdir()) / KENMERK


def prepare_folder(wens: Wens) -> None:
    """Make the folder, empty unless kept; refuses a folder that is not a demo's own."""
    sign = wens.map / KENMERK
    if wens.map.exists() and any(wens.map.iterdir()) and not sign.exists():
        raise Instellingsfout("demo", f"in {wens.map} staat iets anders; kies een andere map met --map")
    if sign.exists() and not wens.bewaar:
        shutil.rmtree(wens.map)
    wens.map.mkdir(mode=0o755, parents=True, exist_ok=True)
    sign.touch()


async def _migrated(opzicht: Opzicht) -> None:
    await asyncio.to_thread(opzicht.server.start)
    await create_database(opzicht.server.owner_url)
    await migrate(opzicht.server.owner_url)


async def wait_until_healthy(regio: Regio) -> None:
    """Wait until the hub says that it runs; raises Instellingsfout with where to look when it does not."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=2)) as sessie:
        for _ in range(int(GEDULD / 0.1)):
            with suppress(aiohttp.ClientError, TimeoutError):
                async with sessie.get(f"{regio.hub}/gezond") as answer:
                    if answer.status == 200:
                        return
            await asyncio.sleep(0.1)
    raise Instellingsfout("demo", f"de hub startte niet; kijk in {regio.map / 'hub.log'}")


async def _forever() -> None:
    await asyncio.Event().wait()


async def _play_and_tell(regio: Regio, wens: Wens, verteller: Verteller) -> Uitslag | None:
    await wait_until_healthy(regio)
    played = regio.map / GESPEELD
    uitslag = None
    if not played.exists():
        uitslag = await play(regio, wens.ruimte, verteller.stap)
        played.write_text(json.dumps(summary(uitslag), ensure_ascii=False), encoding="utf-8")
    verteller.klaar(regio, uitslag)
    if not wens.eenmaal:
        await _forever()
    return uitslag


def summary(uitslag: Uitslag) -> dict[str, object]:
    """Give what a machine reads of a run."""
    return {
        "geslaagd": not uitslag.gemist,
        "stappen": uitslag.stappen,
        "gemist": uitslag.gemist,
        "ontvangen": uitslag.ontvangen,
    }


async def run_demo(wens: Wens, verteller: Verteller, met: Callable[[Opzicht], None] = lambda _: None) -> Uitslag | None:
    """Start everything, play, tell, and stay until cancelled; `met` is handed the processes, for those who disturb them.

    Raises Instellingsfout when a port is taken or the folder is not a demo's own. Gives None when the kept data were played before.
    """
    regio = Regio(wens.map, verschuiving=wens.poort - HUB_POORT)
    await asyncio.to_thread(stop_leftovers, wens.map)
    regio.check_ports()
    prepare_folder(wens)
    regio.write()
    Bestandskast(wens.map / "hoofdsleutel").create()
    opzicht = Opzicht.of(regio, wens.regels, wens.database)
    watcher: asyncio.Task[None] | None = None
    try:
        await _migrated(opzicht)
        opzicht.start()
        watcher = asyncio.create_task(opzicht.watch())
        met(opzicht)
        return await _play_and_tell(regio, wens, verteller)
    finally:
        if watcher is not None:
            watcher.cancel()
        await asyncio.to_thread(opzicht.stop)
