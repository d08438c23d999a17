"""The ladder as it runs in production: a worker process of its own, real addresses, and hours of a few seconds."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx
import pytest
from aiohttp import web

from ketenhub.deliver.signature import verify_hmac
from ketenhub.demo.invullen import Speelstand
from ketenhub.demo.regio import DEELNEMERS, Regio
from ketenhub.main import Databank, make_door, open_hub
from ketenhub.settings import Instellingen
from ketenhub.testing.postgres import a_server, database_url, fresh_database, owner_database_url
from ketenhub.web.app import Web, create_app
from tests.integration.deliver.wereld import Ontvanger, a_receiver
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.signalen import GEHEIM, acknowledge, danger, the_direct

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
    from pathlib import Path

    from ketenhub.store.server import Server

GEDULD = 60.0
ONBEVESTIGD = "signaal-onbevestigd"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Run one embedded server for these tests."""
    with a_server() as running:
        yield running


@dataclass(slots=True)
class Wereld:
    """A hub, the one place where everyone listens, and a worker process that can be killed."""

    keten: Keten
    ontvanger: Ontvanger
    omgeving: dict[str, str]
    log: Path
    worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the worker."""
        with self.log.open("ab") as log:
            command = [sys.executable, "-m", "ketenhub.cli", "worker"]
            self.worker = subprocess.Popen(command, env={**os.environ, **self.omgeving}, stdout=log, stderr=log)

    def kill(self) -> None:
        """Kill the worker at once."""
        if self.worker is not None:
            self.worker.kill()
            self.worker.wait()

    def calls(self, soort: str = ONBEVESTIGD) -> list[str]:
        """Give where calls of a kind arrived, in order."""
        seen = [(pad, json.loads(body)) for _, pad, _, body in self.ontvanger.verzoeken]
        return [pad for pad, body in seen if isinstance(body.get("data"), dict) and body["data"]["soort"] == soort]


async def wait(holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds; raises TimeoutError when it never does."""
    async with asyncio.timeout(GEDULD):
        while True:
            if await holds():
                return
            await asyncio.sleep(0.02)


async def called(wereld: Wereld, plek: str, soort: str = ONBEVESTIGD) -> None:
    """Wait until a call arrived somewhere; shows what the worker said when it never does."""

    async def arrived() -> bool:
        return plek in wereld.calls(soort)

    try:
        await wait(arrived)
    except TimeoutError:
        raise AssertionError(f"{wereld.calls()} {wereld.log.read_text('utf-8')[-2000:]}") from None


def place(wie: str, punt: str) -> str:
    """Give where an organisation is called."""
    return f"/{OINS[wie]}/{punt}"


def write_region(folder: Path, regio: Regio, ontvanger: Ontvanger, **seconden: int) -> Path:
    """Let everyone listen at the receiver, the police at all its contact points; gives the file with the hours of this region."""
    regio.write()
    body = json.loads(regio.keten.read_bytes())
    for row in body["organisaties"]:
        row["notificaties"] = {"adres": f"{ontvanger.adres}/{row['oin']}/notificaties", "transport": "webhook", "geheim": GEHEIM}
        row.pop("berichten", None)
        row.pop("ophalen", None)
        if row["oin"] == OINS["politie"]:
            row |= {punt: {"adres": f"{ontvanger.adres}/{row['oin']}/{punt}", "geheim": GEHEIM} for punt in ("team", "wacht")}
    regio.keten.write_text(json.dumps(body), encoding="utf-8")
    figures = {
        naam: {"waarde": waarde, "eenheid": "seconden", "bron": "MOV-23", "toelichting": "Kort, voor deze proef."}
        for naam, waarde in seconden.items()
    }
    pakket = folder / "pakket.json"
    pakket.write_text(json.dumps({"versie": "proef-1", "toelichting": "Korte uren.", "getallen": figures}), encoding="utf-8")
    return pakket


@asynccontextmanager
async def a_world(
    server: Server, folder: Path, antwoord: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None, **seconden: int
) -> AsyncIterator[Wereld]:
    """Put a region together in which hours are seconds, with a worker that runs by itself."""
    regio, name = Regio(folder), await fresh_database(server)
    databank = Databank(database_url(server, name), owner_database_url(server, name), ingebouwd=False)
    async with AsyncExitStack() as stack:
        ontvanger = await stack.enter_async_context(a_receiver(antwoord))
        pakket = write_region(folder, regio, ontvanger, **seconden)
        settings = Instellingen(
            datamap=folder, database_url=databank.url, keten=regio.keten, regelpakket=pakket, adres=regio.hub, demo=True, gewoon_venster=0.0
        )
        hub = await stack.enter_async_context(open_hub(settings, databank))
        defects: list[str] = []
        app = create_app(Web(hub, make_door(hub, demo=True), lambda _, kind: defects.append(kind)))
        client = await stack.enter_async_context(httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=regio.hub))
        keys = {d.sleutel: json.loads(regio.settings_of(d).read_bytes())["sleutel"] for d in DEELNEMERS}
        keten = Keten(hub, client, Speelstand(datetime.now(UTC), OINS, "PL-1"), keys, defects)
        own = {
            "KETENHUB_DATAMAP": str(folder),
            "KETENHUB_DATABASE_URL": databank.url,
            "KETENHUB_KETEN": str(regio.keten),
            "KETENHUB_REGELPAKKET": str(pakket),
            "KETENHUB_ADRES": regio.hub,
            "KETENHUB_DEMO": "1",
            "KETENHUB_WORKER__LEASE": "30",
        }
        wereld = Wereld(keten, ontvanger, own, folder / "worker.log")
        wereld.start()
        stack.callback(wereld.kill)
        yield wereld
    assert defects == []


async def police_alone(wereld: Wereld) -> None:
    """Let there be danger of which regie knows already, so that only the ladder of the police runs."""
    await danger(wereld.keten)
    await acknowledge(wereld.keten, "veilig_thuis", (await the_direct(wereld.keten, "veilig_thuis"))["signaalId"])


async def pass_by(wereld: Wereld, seconds: float) -> None:
    """Wait until so long after the raising, by the database's clock."""
    await wait(lambda: _value(wereld, "select now() > min(op) + make_interval(secs => $1) from signaal", seconds))


async def _value(wereld: Wereld, query: str, *values: object) -> bool:
    async with wereld.keten.hub.opslag.walk() as tx:
        return bool(await tx.fetchval(query, *values))


@pytest.mark.req("MOV-23")
async def test_nobody_answers_and_each_rung_is_called_once_up_to_the_top(server: Server, tmp_path: Path) -> None:
    async with a_world(server, tmp_path, ladderTeam=2, ladderRegie=4, ladderWacht=6) as wereld:
        await police_alone(wereld)
        await called(wereld, place("politie", "wacht"))
        await pass_by(wereld, 8)
        assert wereld.calls() == [place("politie", "team"), place("veilig_thuis", "notificaties"), place("politie", "wacht")]


async def test_call_to_a_contact_point_is_signed_and_tells_nothing(server: Server, tmp_path: Path) -> None:
    async with a_world(server, tmp_path, ladderTeam=1) as wereld:
        await police_alone(wereld)
        await called(wereld, place("politie", "team"))
        ((kop, body),) = [(kop, body) for _, pad, kop, body in wereld.ontvanger.verzoeken if pad == place("politie", "team")]
    assert verify_hmac(GEHEIM, kop, body, int(kop["webhook-timestamp"]))
    data = json.loads(body)["data"]
    assert data == {
        "verwijzing": wereld.keten.stand.verwijzingen["politie"],
        "soort": ONBEVESTIGD,
        "baan": "direct",
        "ernst": "direct",
    }


async def test_acknowledgement_ends_the_ladder(server: Server, tmp_path: Path) -> None:
    async with a_world(server, tmp_path, ladderTeam=2, ladderRegie=12, ladderWacht=13) as wereld:
        await police_alone(wereld)
        await called(wereld, place("politie", "team"))
        answer = await acknowledge(wereld.keten, "politie", (await the_direct(wereld.keten, "politie"))["signaalId"])
        await pass_by(wereld, 15)
        assert (answer.status_code, wereld.calls()) == (201, [place("politie", "team")])


async def test_partner_that_is_down_makes_the_ladder_go_on_at_once_and_regie_hears_it(server: Server, tmp_path: Path) -> None:
    async def down(request: web.Request) -> web.StreamResponse:
        return web.Response(status=503 if request.path == place("politie", "notificaties") else 204)

    async with a_world(server, tmp_path, down, directBezorgdBinnen=2) as wereld:
        await police_alone(wereld)
        await called(wereld, place("politie", "team"))
        await called(wereld, place("veilig_thuis", "notificaties"), "direct-niet-bezorgd")
        await pass_by(wereld, 6)
        assert wereld.calls() == [place("politie", "team")]


async def test_worker_that_is_killed_on_the_ladder_climbs_on_and_calls_nobody_twice(server: Server, tmp_path: Path) -> None:
    async with a_world(server, tmp_path, ladderTeam=1, ladderRegie=3, ladderWacht=5) as wereld:
        await police_alone(wereld)
        await called(wereld, place("politie", "team"))
        # what was sent and not yet marked may come again under its own id; here the ladder is under test
        await wait(lambda: _value(wereld, "select status = 'bezorgd' from outbox where contact = 'team'"))
        wereld.kill()
        await pass_by(wereld, 4)
        wereld.start()
        await called(wereld, place("politie", "wacht"))
        assert wereld.calls() == [place("politie", "team"), place("veilig_thuis", "notificaties"), place("politie", "wacht")]
