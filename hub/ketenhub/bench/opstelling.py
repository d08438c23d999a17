"""The setting of every measurement: a real database, plans in it, the hub and the receiver as processes of their own."""

from __future__ import annotations

from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import aiohttp
import asyncpg

from ketenhub.bench.inhoud import Dag
from ketenhub.bench.proces import Opdracht, free_port, running
from ketenhub.bench.regio import OINS, Regio
from ketenhub.bench.rekening import Rekening
from ketenhub.bench.zaaien import make_floor, seed
from ketenhub.keys.kast import Bestandskast
from ketenhub.main import Databank, open_hub
from ketenhub.settings import Instellingen
from ketenhub.store.migratie import create_database, migrate
from ketenhub.testing.postgres import a_server

if TYPE_CHECKING:
    import subprocess
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from ketenhub.bench.maat import Maat
    from ketenhub.bench.vloer import Pgbench
    from ketenhub.bench.zaaien import Plan
    from ketenhub.store.server import Server
    from ketenhub.testing.klant import Klant

VERBINDINGEN = 64


@dataclass(slots=True)
class Opstelling:
    """Everything that runs, and what the measurements need to act on it."""

    map: Path
    server: Server
    regio: Regio
    dag: Dag
    plannen: list[Plan]
    klanten: dict[str, Klant]
    sessie: aiohttp.ClientSession
    vloer: Pgbench | None
    _processen: dict[str, subprocess.Popen[bytes]]
    beurt: int = 0

    def account(self, *names: str) -> Rekening:
        """Open the account of the database and of these processes."""

        def pid_of(name: str) -> Callable[[], int | None]:
            return lambda: self._processen[name].pid if name in self._processen else None

        return Rekening.open({"postgres": lambda: self.server.pid, **{name: pid_of(name) for name in names}})

    def settings(self) -> dict[str, str]:
        """Give the hub's settings as its environment."""
        return settings_of(self.map, self.server, self.regio)

    @asynccontextmanager
    async def also(self, opdracht: Opdracht) -> AsyncIterator[None]:
        """Run one more process while this lasts."""
        async with running(opdracht, self.map) as child:
            self._processen[opdracht.naam] = child
            try:
                yield
            finally:
                del self._processen[opdracht.naam]

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[None]:
        """Run a worker while this lasts."""
        async with self.also(Opdracht("worker", ("ketenhub.cli", "worker"), self.settings())):
            yield

    async def ask(self, sql: str, *values: object) -> list[asyncpg.Record]:
        """Ask the database as its owner; never while something is measured."""
        connection = await asyncpg.connect(self.server.owner_url)
        try:
            return list(await connection.fetch(sql, *values))
        finally:
            await connection.close()


def settings_of(folder: Path, server: Server, regio: Regio) -> dict[str, str]:
    """Give the hub's settings as its environment."""
    return {
        "KETENHUB_DATAMAP": str(folder),
        "KETENHUB_DATABASE_URL": server.url,
        "KETENHUB_KETEN": str(regio.keten),
        "KETENHUB_ADRES": regio.hub,
        "KETENHUB_POORT": str(regio.hub_poort),
        "KETENHUB_DEMO": "1",
        "KETENHUB_GEWOON_VENSTER": "0",
    }


@asynccontextmanager
async def an_arrangement(maat: Maat, tell: Callable[[str], None]) -> AsyncIterator[Opstelling]:
    """Build the setting and take everything away afterwards; raises Instellingsfout with the reason."""
    async with AsyncExitStack() as stack:
        server = stack.enter_context(a_server(extra={}))
        folder, dag = server.folder.parent, Dag(datetime.now(UTC))
        tell("database")
        await create_database(server.owner_url)
        await migrate(server.owner_url)
        await _keep_commit_times(server)
        regio = Regio.make(folder, free_port(), free_port())
        Bestandskast(folder / "hoofdsleutel").create()
        tell(f"{maat.plannen} plannen")
        own = Instellingen(datamap=folder, sleutelbestand=None, keten=regio.keten, adres=regio.hub, demo=True, gewoon_venster=0)
        async with open_hub(own, Databank(server.url, server.owner_url, ingebouwd=False)) as hub:
            plannen = await seed(hub, dag, maat.plannen)
            vloer = await make_floor(hub, server, dag, plannen[0])
        tell("hub en ontvanger")
        sessie = await stack.enter_async_context(aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=VERBINDINGEN)))
        klanten = {oin: regio.client(oin, sessie) for oin in OINS}
        found = Opstelling(folder, server, regio, dag, plannen, klanten, sessie, vloer, {})
        listener = ("ketenhub.bench.ontvanger", str(regio.ontvanger_poort))
        await stack.enter_async_context(found.also(Opdracht("ontvanger", listener, {}, regio.ontvanger_poort, regio.geheim + "\n")))
        await stack.enter_async_context(found.also(Opdracht("hub", ("ketenhub.cli", "serve"), found.settings(), regio.hub_poort)))
        yield found


async def _keep_commit_times(server: Server) -> None:
    """Let the database note when each transaction committed, which the alarm is measured from."""
    owner = await asyncpg.connect(server.owner_url)
    try:
        await owner.execute("alter system set track_commit_timestamp = on")
    finally:
        await owner.close()
    server.stop()
    server.start()
