"""A partner's system over HTTP: receives and checks what the hub sends, and sends what the scenario asks."""

from __future__ import annotations

import asyncio
import base64
import json
import signal
import sys
import time
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

import aiohttp
from aiohttp import web

from ketenhub.deliver.signature import verify_hmac
from ketenhub.testing.klant import Klant

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.json import Json

GROEP = "ketenhub.simulators"
Route: TypeAlias = web.RouteDef


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What the scenario asks a partner's system to send: an own form by name, with plain values."""

    vorm: str
    waarden: dict[str, Json]


@dataclass(frozen=True, slots=True)
class Zending:
    """What the system sends: path at the hub, media type, exact bytes."""

    pad: str
    mediatype: str
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """What came in at a system's own route: path, query, headers in small letters, exact bytes."""

    pad: str
    vraag: dict[str, str]
    kop: dict[str, str]
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Reactie:
    """What the system answers on its own route."""

    status: int
    mediatype: str = "application/json"
    inhoud: bytes = b""


class Systeem(Protocol):
    """What is particular to one kind of partner's system."""

    def make(self, opdracht: Opdracht, simulator: Simulator) -> Zending:
        """Make the message in the partner's own form."""
        ...

    def routes(self, simulator: Simulator) -> list[Route]:
        """Give the routes that only this kind of system has, each made by `route`."""
        ...


@dataclass(slots=True)
class Simulator:
    """One running system: its configuration, what it received, and its faults on demand."""

    naam: str
    oin: str
    partner: str
    hub: str
    client_id: str
    sleutel: dict[str, str]
    scopes: tuple[str, ...]
    geheim: str
    adres: str
    systeem: Systeem
    notificaties: list[dict[str, Json]] = field(default_factory=list)
    berichten: list[dict[str, Json]] = field(default_factory=list)
    gezien: set[str] = field(default_factory=set)
    eigen: dict[str, Json] = field(default_factory=dict)
    storing: int = 0
    geweigerd: int = 0
    klant: Klant | None = None

    def keep(self, ident: str, body: dict[str, Json], lijst: list[dict[str, Json]]) -> None:
        """Keep what came, once per id; a repeat is counted on the first."""
        if ident in self.gezien:
            for row in lijst:
                if row["id"] == ident:
                    row["keer"] = int(str(row["keer"])) + 1
            return
        self.gezien.add(ident)
        lijst.append({"id": ident, "op": time.time(), "keer": 1, **body})


def route(sim: Simulator, methode: str, pad: str, handel: Callable[[Aanvraag], Reactie]) -> Route:
    """Make a system's own route; the fault on demand comes first, so that no system can forget it."""

    async def handle(request: web.Request) -> web.Response:
        body = await request.read()
        if sim.storing:
            return web.Response(status=sim.storing)
        kop = {name.lower(): value for name, value in request.headers.items()}
        given = handel(Aanvraag(request.path, dict(request.query), kop, body))
        return web.Response(status=given.status, body=given.inhoud, content_type=given.mediatype)

    return web.route(methode, pad, handle)


async def _receive_notice(request: web.Request) -> web.Response:
    sim = request.app[SIMULATOR]
    body = await request.read()
    if sim.storing:
        return web.Response(status=sim.storing)
    if not verify_hmac(sim.geheim, dict(request.headers), body, int(time.time())):
        sim.geweigerd += 1
        return web.Response(status=401)
    sim.keep(request.headers["webhook-id"], {"inhoud": json.loads(body)}, sim.notificaties)
    return web.Response(status=204)


async def _state(request: web.Request) -> web.Response:
    sim = request.app[SIMULATOR]
    return web.json_response({"notificaties": sim.notificaties, "berichten": sim.berichten, "geweigerd": sim.geweigerd})


async def _fault(request: web.Request) -> web.Response:
    request.app[SIMULATOR].storing = int((await request.json())["status"])
    return web.Response(status=204)


async def _send(request: web.Request) -> web.Response:
    sim = request.app[SIMULATOR]
    body = await request.json()
    zending = sim.systeem.make(Opdracht(body["vorm"], body["waarden"]), sim)
    return await _call(sim, "POST", zending.pad, zending.inhoud, {"Content-Type": zending.mediatype})


async def _fetch(request: web.Request) -> web.Response:
    body = await request.json()
    inhoud = json.dumps(body["inhoud"]).encode() if body.get("inhoud") is not None else None
    kop = {**body.get("kop", {}), **({"Content-Type": "application/json"} if inhoud is not None else {})}
    return await _call(request.app[SIMULATOR], body.get("methode", "GET"), body["pad"], inhoud, kop)


async def _call(sim: Simulator, method: str, pad: str, inhoud: bytes | None, kop: dict[str, str]) -> web.Response:
    if sim.klant is None:
        return web.Response(status=503)
    answer = await sim.klant.call(method, pad, inhoud, kop)
    body = {"status": answer.status, "mediatype": answer.mediatype, "inhoud": base64.b64encode(answer.inhoud).decode(), "kop": answer.kop}
    return web.json_response(body)


SIMULATOR: web.AppKey[Simulator] = web.AppKey("simulator", Simulator)


def build_app(sim: Simulator) -> web.Application:
    """Give the web application of one simulated system."""
    app = web.Application(client_max_size=2**21)
    app[SIMULATOR] = sim
    app.add_routes(
        [
            web.post("/notificaties", _receive_notice),
            web.get("/_stand", _state),
            web.post("/_storing", _fault),
            web.post("/_stuur", _send),
            web.post("/_haal", _fetch),
            *sim.systeem.routes(sim),
        ]
    )
    return app


def load_system(partner: str) -> Systeem:
    """Give what is particular to this partner's system, from the installed plugins."""
    (entry,) = entry_points(group=GROEP, name=partner)
    found: Systeem = entry.load()
    return found


async def run(settings: dict[str, Json], port: int) -> None:
    """Serve one simulated system on loopback until told to stop."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as sessie:
        sim = Simulator(systeem=load_system(str(settings["partner"])), **{**settings, "scopes": tuple(settings["scopes"])})  # type: ignore[arg-type]  # plain settings of our own demo
        sim.klant = Klant(sim.hub, sim.client_id, sim.sleutel, sim.scopes, sessie)
        runner = web.AppRunner(build_app(sim), access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        stop = asyncio.Event()
        for sig in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(sig, stop.set)
        await stop.wait()
        await runner.cleanup()


def main() -> None:
    """Run `python -m ketenhub.testing.simulator SETTINGS PORT`."""
    asyncio.run(run(json.loads(Path(sys.argv[1]).read_bytes()), int(sys.argv[2])))


if __name__ == "__main__":
    main()
