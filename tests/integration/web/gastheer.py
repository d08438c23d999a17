"""A hub on a real database behind a real socket, as `ketenhub serve` runs it: what the tests at the doors act on."""

from __future__ import annotations

import asyncio
import json
import socket
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import httpx
import uvicorn

from ketenhub.keys import nieuw_id
from ketenhub.log.emit import Bestemming, open_log
from ketenhub.log.events import DEFECT
from ketenhub.main import load_rules, make_door
from ketenhub.web.app import Web, create_app
from ketenhub.web.auth.clients import SCOPES, Client
from ketenhub.web.guard import GuardedProtocol
from tests.integration.flow.keten import BIJDRAGE, OINS, Keten, a_keten

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from ketenhub.log.emit import Emit
    from ketenhub.partners.organisaties import Keten as Streek
    from ketenhub.store.server import Server
    from ketenhub.web.auth.poort import Poort

KANARIE = "Kanarie-Zonnebloemhof-17"
VLUCHTIG = frozenset({"quarantaine", "audit", "eenmalig"})
MERK = "select '{0}' as tabel, coalesce(sum(hashtextextended(ctid::text || ' ' || xmin::text, 0)), 0) as merk from {0}"
TABELLEN = "select tablename from pg_tables where schemaname = 'public' order by 1"


@dataclass(slots=True)
class Gastheer:
    """A served hub: its port, a client that speaks real HTTP to it, and the file it logs to."""

    keten: Keten
    poort: Poort
    nummer: int
    client: httpx.AsyncClient
    log: Path

    def token(self, wie: str = "veilig_thuis", scopes: frozenset[str] = SCOPES, geleden: float = 0.0) -> str:
        """Make a token for an organisation's system, as the hub itself would have some seconds ago."""
        uitgever = replace(self.poort.uitgever, nu=lambda: datetime.now(UTC) - timedelta(seconds=geleden))
        client = Client(f"{wie}-systeem", OINS[wie], self.poort.uitgever.sleutels, scopes)  # type: ignore[arg-type]  # its keys are not asked for
        return uitgever.issue(client, scopes, None)

    def headers(self, wie: str = "veilig_thuis") -> dict[str, str]:
        """Give the headers of a caller that is logged in."""
        return {"Authorization": f"Bearer {self.token(wie)}"}

    async def post(
        self, inhoud: Any, pad: str = "/v1/bijdragen", kop: dict[str, str] | None = None, wie: str = "veilig_thuis"
    ) -> httpx.Response:
        """Send a body as one organisation; `kop` goes over the usual headers, and an empty value leaves one out."""
        alle = {**self.headers(wie), "Content-Type": BIJDRAGE} | (kop or {})
        return await self.client.post(pad, content=inhoud, headers={naam: waarde for naam, waarde in alle.items() if waarde})

    async def say(self, data: bytes) -> bytes:
        """Write raw bytes on a new connection and give all that comes back."""
        return await write_raw(self.nummer, data)

    async def fingerprint(self) -> dict[str, int]:
        """Give a mark of every table but those that a refusal may write: any row added, changed or removed gives another."""
        async with self.keten.hub.opslag.walk() as tx:
            tabellen = [row["tablename"] for row in await tx.fetch(TABELLEN)]
            merken = " union all ".join(MERK.format(t) for t in tabellen if t not in VLUCHTIG and not t.startswith("migratie"))
            return {row["tabel"]: row["merk"] for row in await tx.fetch(merken)}

    async def count(self, tabel: str) -> int:
        """Count the rows of a table."""
        async with self.keten.hub.opslag.walk() as tx:
            aantal: int = await tx.fetchval(f"select count(*) from {tabel}")
        return aantal


def _report(emit: Emit, incident: str, kind: str) -> None:
    emit(DEFECT.met(wat="web", fout=kind, incident=incident))


def a_port() -> socket.socket:
    """Give a socket bound to a free port; named as TCP, or asyncio leaves Nagle's algorithm on and each answer waits 40 ms."""
    luister = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    luister.bind(("127.0.0.1", 0))
    return luister


async def write_raw(nummer: int, data: bytes) -> bytes:
    """Write raw bytes to a port of this machine and give all that comes back."""
    lezer, schrijver = await asyncio.open_connection("127.0.0.1", nummer)
    schrijver.write(data)
    antwoord = b""
    async with asyncio.timeout(20):
        with suppress(ConnectionResetError):
            while deel := await lezer.read(65_536):
                antwoord += deel
    schrijver.close()
    return antwoord


@asynccontextmanager
async def serve(app: Any, luister: socket.socket | None = None, protocol: type[GuardedProtocol] = GuardedProtocol) -> AsyncIterator[int]:
    """Serve an application on a free port, or on this one, the way the hub does; gives the port."""
    luister = luister or a_port()
    config = uvicorn.Config(app, http=protocol, ws="none", log_config=None, access_log=False, lifespan="off", server_header=False)
    server = uvicorn.Server(config)
    taak = asyncio.create_task(server.serve([luister]))
    try:
        async with asyncio.timeout(20):
            while not server.started:  # noqa: ASYNC110 - uvicorn offers a flag and no event
                await asyncio.sleep(0.01)
        yield luister.getsockname()[1]
    finally:
        server.should_exit = True
        await taak


@asynccontextmanager
async def a_gastheer(server: Server, folder: Path, streek: Callable[[Streek], Streek] = lambda same: same) -> AsyncIterator[Gastheer]:
    """Put a hub together on a fresh database and serve it; `streek` may give the region other people or organisations."""
    log = folder / "hub.log"
    async with a_keten(server, folder, load_rules()) as keten:
        keten.hub = replace(keten.hub, keten=streek(keten.hub.keten))
        with open_log(Bestemming(log, folder / "verwerking.log"), keten.hub.nu) as emit:
            poort = make_door(keten.hub, demo=True)
            app = create_app(Web(keten.hub, poort, partial(_report, emit)))
            async with (
                serve(app) as nummer,
                httpx.AsyncClient(base_url=f"http://127.0.0.1:{nummer}", trust_env=False, verify=False, timeout=30) as client,
            ):
                yield Gastheer(keten, poort, nummer, client, log)


def a_message(ident: str | None = None) -> dict[str, Any]:
    """Build a contribution with something of every kind in it: persons, a report, a score, a condition with a term."""
    return {
        "berichtId": ident or nieuw_id(),
        "opgesteldOp": "2026-11-01T10:00:00Z",
        "feiten": [
            {"soort": "persoon", "ref": "a", "geldigOp": "2026-11-01", "naam": {"achternaam": "Terpoorten"}, "geboortedatum": "1990-01-02"},
            {
                "soort": "veiligheidsbeoordeling",
                "ref": "cijfer",
                "geldigOp": "2026-11-01",
                "beoordelaar": {"soort": "professional"},
                "professional": {"ref": "m1", "functie": "Wijkteam"},
                "over": {"soort": "huishouden"},
                "cijfer": "5",
                "reden": "Er was weer ruzie.",
            },
            {"soort": "veiligheidsvoorwaarde", "ref": "v", "geldigOp": "2026-11-01", "tekst": "De afspraak.", "termijn": "2026-12-01"},
        ],
    }


def as_bytes(bericht: object) -> bytes:
    """Write a message as its sender would."""
    return json.dumps(bericht, separators=(",", ":")).encode()
