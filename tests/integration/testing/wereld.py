"""A hub that is served for real, partner systems that run for real, and the worker in between; what the tests act on."""

from __future__ import annotations

import asyncio
import base64
import json
import os
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

import aiohttp
import uvicorn
from aiohttp import web

from ketenhub.demo.invullen import Speelstand, fill
from ketenhub.demo.regio import DEELNEMERS, Regio
from ketenhub.domain.errors import Instellingsfout
from ketenhub.log.emit import nowhere
from ketenhub.main import Databank, make_door, make_workers, open_hub, open_way_out
from ketenhub.settings import Instellingen
from ketenhub.store.migratie import drop_database
from ketenhub.store.seinen import keep_listening
from ketenhub.testing.canoniek import CanoniekSysteem
from ketenhub.testing.klant import Klant
from ketenhub.testing.postgres import database_url, fresh_database, owner_database_url
from ketenhub.testing.simulator import Simulator, build_app, load_system
from ketenhub.web.app import Web, create_app
from ketenhub.web.guard import GuardedProtocol

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from ketenhub.demo.regio import Deelnemer
    from ketenhub.domain.json import Json
    from ketenhub.flow.carry import Weg
    from ketenhub.flow.hub import Hub
    from ketenhub.log.emit import Emit
    from ketenhub.store.server import Server
    from ketenhub.testing.simulator import Systeem

GEDULD = 20.0
OINS = {d.sleutel: d.oin for d in DEELNEMERS}
EIGEN_VORM = {"gemeente"}


@dataclass(slots=True)
class Wereld:
    """A region that runs: the hub behind its address, a system per organisation behind its own, and the way out."""

    regio: Regio
    hub: Hub
    weg: Weg
    settings: Instellingen
    databank: Databank
    sessie: aiohttp.ClientSession
    systemen: dict[str, Simulator]
    stand: Speelstand
    defecten: list[str] = field(default_factory=list)

    def address(self, wie: str) -> str:
        """Give the address of an organisation's system."""
        return self.systemen[wie].adres

    async def ask(self, wie: str, pad: str, body: Json = None) -> dict[str, Json]:
        """Talk to an organisation's own system, as the demo does."""
        async with self.sessie.request("GET" if body is None else "POST", f"{self.address(wie)}{pad}", json=body) as answer:
            content = await answer.read()
            found: dict[str, Json] = json.loads(content) if content else {}
            return found

    async def order(self, wie: str, vorm: str, waarden: Json) -> dict[str, Json]:
        """Let a system send one of its forms; gives status and content of the hub's answer."""
        return opened(await self.ask(wie, "/_stuur", {"vorm": vorm, "waarden": fill(waarden, wie, self.stand)}))

    async def fetch(self, wie: str, pad: str) -> dict[str, Json]:
        """Let a system ask something of the hub."""
        return opened(await self.ask(wie, "/_haal", {"pad": pad}))

    async def value(self, question: str, *values: object) -> Json:
        """Ask the database one value."""
        async with self.hub.opslag.walk() as tx:
            found: Json = await tx.fetchval(question, *values)
            return found

    async def change(self, statement: str, *values: object) -> None:
        """Change the database behind the hub's back: time that passed."""
        async with self.hub.opslag.walk() as tx:
            await tx.execute(statement, *values)

    async def audit_lines(self, chain: str) -> list[str]:
        """Give the lines of one chain."""
        async with self.hub.opslag.walk() as tx:
            return [row["regel"] for row in await tx.fetch("select regel from audit where keten = $1 order by volgnummer", chain)]


def opened(answer: dict[str, Json]) -> dict[str, Json]:
    """Give the hub's answer with its content read."""
    content = base64.b64decode(str(answer["inhoud"]))
    return {"status": answer["status"], "kop": answer["kop"], "inhoud": json.loads(content) if content else None}


async def until(holds: Callable[[], bool | Awaitable[bool]]) -> None:
    """Wait until something holds; raises TimeoutError when it never does."""
    async with asyncio.timeout(GEDULD):
        while True:
            found = holds()
            if found is True or (not isinstance(found, bool) and await found):
                return
            await asyncio.sleep(0.02)


def a_free_region(folder: Path) -> Regio:
    """Give a region on ports that nobody uses, apart from the regions of tests beside this one."""
    for n in count(os.getpid() * 10 % 15000):
        regio = Regio(folder, hub_poort=12000, verschuiving=n)
        try:
            regio.check_ports()
        except Instellingsfout:
            continue
        regio.write()
        return regio
    raise AssertionError


@asynccontextmanager
async def a_site(app: web.Application, port: int) -> AsyncIterator[None]:
    """Serve one system on loopback."""
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield
    finally:
        await runner.cleanup()


@asynccontextmanager
async def a_served_hub(hub: Hub, port: int, defecten: list[str]) -> AsyncIterator[None]:
    """Serve the API as `serve_hub` does, in this loop."""
    app = create_app(Web(hub, make_door(hub, demo=True), lambda _, kind: defecten.append(kind)))
    config = uvicorn.Config(app, "127.0.0.1", port, http=GuardedProtocol, ws="none", log_config=None, access_log=False, lifespan="off")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server.serve())
    try:
        await until(lambda: server.started)
        yield
    finally:
        server.should_exit = True
        await task


def a_simulator(regio: Regio, deelnemer: Deelnemer, sessie: aiohttp.ClientSession) -> Simulator:
    """Make a system from its own settings file; those whose own form is not under test speak canonical JSON."""
    own = json.loads(regio.settings_of(deelnemer).read_bytes())
    systeem: Systeem = load_system(deelnemer.partner) if deelnemer.sleutel in EIGEN_VORM else CanoniekSysteem()
    sim = Simulator(systeem=systeem, **{**own, "scopes": tuple(own["scopes"])})
    sim.klant = Klant(sim.hub, sim.client_id, sim.sleutel, sim.scopes, sessie)
    return sim


@asynccontextmanager
async def a_region(server: Server, folder: Path, emit: Emit = nowhere) -> AsyncIterator[Wereld]:
    """Put the whole region together as `main` does, on a fresh database."""
    regio = a_free_region(folder)
    name = await fresh_database(server)
    settings = Instellingen(datamap=folder, keten=regio.keten, adres=regio.hub, demo=True, gewoon_venster=0.0)
    databank = Databank(database_url(server, name), owner_database_url(server, name), ingebouwd=False)
    defecten: list[str] = []
    async with AsyncExitStack() as stack:
        stack.push_async_callback(drop_database, server.owner_url, name)
        hub = await stack.enter_async_context(open_hub(settings, databank))
        weg = await stack.enter_async_context(open_way_out(hub, settings, emit))
        sessie = await stack.enter_async_context(aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=GEDULD)))
        port = regio.hub_poort + regio.verschuiving
        await stack.enter_async_context(a_served_hub(hub, port, defecten))
        systemen = {d.sleutel: a_simulator(regio, d, sessie) for d in DEELNEMERS}
        for d in DEELNEMERS:
            await stack.enter_async_context(a_site(build_app(systemen[d.sleutel]), regio.port(d)))
        yield Wereld(regio, hub, weg, settings, databank, sessie, systemen, Speelstand(datetime.now(UTC), OINS, "PL-1"), defecten)
    assert defecten == []


@asynccontextmanager
async def the_workers(wereld: Wereld, weg: Weg | None = None) -> AsyncIterator[None]:
    """Let the worker of the outbox and the one that fetches run, as `run_worker` does."""
    uit, halen = make_workers(weg or wereld.weg, wereld.settings)
    tasks = [asyncio.create_task(worker.run()) for worker in (uit, halen)]

    def wek() -> None:
        uit.wek()
        halen.wek()

    ears = asyncio.create_task(keep_listening(wereld.databank.url, wek))
    try:
        yield
    finally:
        ears.cancel()
        uit.stop()
        halen.stop()
        await asyncio.wait_for(asyncio.gather(*tasks), GEDULD)
        await asyncio.gather(ears, return_exceptions=True)
