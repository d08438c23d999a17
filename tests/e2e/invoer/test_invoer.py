"""A real hub in a process of its own, under everything bad at once: it stays up, stays polite and stays silent (trust P6)."""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from ketenhub.demo.regio import DEELNEMERS, HUB_POORT, Regio
from ketenhub.keys import nieuw_id
from ketenhub.testing.postgres import a_server, database_url, fresh_database
from tests.e2e.invoer.maker import Maker
from tests.integration.flow.keten import BIJDRAGE
from tests.integration.web.gastheer import KANARIE, a_message, a_port, as_bytes
from tests.integration.web.slecht import KOPPEN, LICHAMEN
from tests.integration.web.test_xml import ONLEESBAAR, ZINLOOS, a_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NACHT = bool(os.environ.get("KETENHUB_NACHT"))
WEGEN = (
    "/v1/token",
    "/v1/bijdragen",
    "/partners/politie/berichten",
    "/v1/verstrekkingen/_zoek",
    "/v1/veiligheidsplannen/x",
    "/v1/berichten/x",
)
BROKKEN = (
    b"\r\n",
    b"\n",
    b"\x00",
    b"\xff",
    b" ",
    b":",
    b"%",
    b"Host: b\r\n",
    b"Content-Length: 9\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"GET ",
)


@contextmanager
def a_hub(folder: Path, url: str) -> Iterator[tuple[Regio, subprocess.Popen[bytes]]]:
    """Run `ketenhub serve` on a free port; what it says goes to a file."""
    with a_port() as probe:
        port = probe.getsockname()[1]
    regio = Regio(folder, verschuiving=port - HUB_POORT)
    regio.write()
    omgeving = {
        "KETENHUB_DATAMAP": str(folder),
        "KETENHUB_DATABASE_URL": url,
        "KETENHUB_KETEN": str(regio.keten),
        "KETENHUB_ADRES": regio.hub,
        "KETENHUB_POORT": str(port),
        "KETENHUB_DEMO": "1",
    }
    with (folder / "uitvoer").open("wb") as uitvoer:
        opdracht = [sys.executable, "-m", "ketenhub.cli", "serve"]
        proces = subprocess.Popen(opdracht, env=os.environ | omgeving, stdout=uitvoer, stderr=uitvoer, stdin=subprocess.DEVNULL)
    try:
        end = time.monotonic() + 60
        while True:
            with suppress(httpx.TransportError):
                if httpx.get(f"{regio.hub}/gezond", trust_env=False).status_code == 200:
                    break
            assert proces.poll() is None, (folder / "uitvoer").read_text("utf-8", "replace")
            assert time.monotonic() < end
            time.sleep(0.1)
        yield regio, proces
    finally:
        proces.terminate()
        proces.wait(30)


def log_in(regio: Regio, client: httpx.Client, wie: str) -> str:
    """Log in as an organisation's system."""
    (d,) = (d for d in DEELNEMERS if d.sleutel == wie)
    sleutel = json.loads(regio.settings_of(d).read_bytes())["sleutel"]
    nu = int(time.time())
    naam = f"{wie}-systeem"
    claims = {"iss": naam, "sub": naam, "aud": f"{regio.hub}/v1/token", "jti": nieuw_id(), "iat": nu, "exp": nu + 60}
    kop = {"alg": "ES256", "typ": "JWT", "kid": sleutel["kid"]}
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": jwt.encode(kop, claims, ECKey.import_key(sleutel), algorithms=["ES256"]),
    }
    answer = client.post("/v1/token", data=form)
    assert answer.status_code == 200, answer.text
    token: str = answer.json()["access_token"]
    return token


def send_all(client: httpx.Client, tokens: dict[str, str]) -> list[tuple[str, httpx.Response]]:
    """Send every bad message there is, through the door that it is for."""
    gekregen = []
    for slecht in [*LICHAMEN, *KOPPEN]:
        kop = {"Authorization": f"Bearer {tokens['veilig_thuis']}", "Content-Type": BIJDRAGE} | slecht.kop
        inhoud = slecht.maak(nieuw_id())
        gekregen.append((slecht.naam, client.post("/v1/bijdragen", content=inhoud, headers={n: w for n, w in kop.items() if w})))
    for naam, bederf in {**ONLEESBAAR, **ZINLOOS}.items():
        kop = {"Authorization": f"Bearer {tokens['politie']}", "Content-Type": "application/xml"}
        gekregen.append((naam, client.post(WEGEN[2], content=bederf(a_report("0" * 32)), headers=kop)))
    return gekregen


def send_made(client: httpx.Client, token: str, maker: Maker) -> list[httpx.Response]:
    """Send messages of the right form with values from the edge, many of them about the same few cases."""
    koppen = {"Authorization": f"Bearer {token}", "Content-Type": BIJDRAGE}
    gemaakt = [maker.message(nieuw_id()) | {"eigenReferentie": f"zaak-{n % 5}"} for n in range(3_000 if NACHT else 100)]
    return [client.post("/v1/bijdragen", content=as_bytes(bericht), headers=koppen) for bericht in gemaakt]


def send_good(client: httpx.Client, token: str) -> httpx.Response:
    """Send a message with which nothing is wrong."""
    return client.post(
        "/v1/bijdragen", content=as_bytes(a_message()), headers={"Authorization": f"Bearer {token}", "Content-Type": BIJDRAGE}
    )


def spoiled(kans: random.Random, token: str) -> bytes:
    """Give a good request with some bytes taken out, doubled or put in, anywhere."""
    inhoud = as_bytes(a_message(KANARIE[:8]))
    kop = f"Host: a.example\r\nAuthorization: Bearer {token}\r\nContent-Type: {BIJDRAGE}\r\nContent-Length: {len(inhoud)}\r\n"
    data = bytearray(f"POST {kans.choice(WEGEN)} HTTP/1.1\r\n{kop}Connection: close\r\n\r\n".encode() + inhoud)
    for _ in range(kans.randint(1, 4)):
        plek = kans.randrange(len(data))
        data[plek : plek + kans.randint(0, 3)] = kans.choice((b"", kans.choice(BROKKEN), bytes([kans.randrange(256)])))
    return bytes(data)


async def say(port: int, data: bytes) -> bytes:
    """Write and give what comes back; a caller that says nothing more closes its side."""
    lezer, schrijver = await asyncio.open_connection("127.0.0.1", port)
    antwoord = b""
    async with asyncio.timeout(60):
        with suppress(ConnectionError):
            schrijver.write(data)
            schrijver.write_eof()
            while deel := await lezer.read(65_536):
                antwoord += deel
    schrijver.close()
    return antwoord


async def flood(port: int, requests: list[bytes]) -> list[bytes]:
    """Say all of it, sixteen at a time."""
    ruimte = asyncio.Semaphore(16)

    async def one(data: bytes) -> bytes:
        async with ruimte:
            return await say(port, data)

    return await asyncio.gather(*[one(data) for data in requests])


def no_trace(folder: Path) -> None:
    """See that the hub wrote nothing of what was sent, and took none of it for a defect of its own."""
    said = (folder / "uitvoer").read_text("utf-8", "replace")
    for woord in (KANARIE, "999970012", "Ravenhorst", "Traceback", "defect"):
        assert woord not in said


async def test_a_hub_under_bad_input_stays_up_polite_and_silent(tmp_path: Path) -> None:
    seed = int(os.environ.get("KETENHUB_ZAAD", random.randrange(10**9)))
    print(f"KETENHUB_ZAAD={seed}")
    kans = random.Random(seed)
    with a_server() as server:
        url = database_url(server, await fresh_database(server))
        with a_hub(tmp_path, url) as (regio, proces), httpx.Client(base_url=regio.hub, trust_env=False, timeout=60) as client:
            tokens = {wie: log_in(regio, client, wie) for wie in ("veilig_thuis", "politie")}
            gekregen = await asyncio.to_thread(send_all, client, tokens)
            assert [(naam, antwoord.status_code) for naam, antwoord in gekregen if antwoord.status_code not in {400, 415}] == []
            assert [naam for naam, antwoord in gekregen if KANARIE in antwoord.text] == []
            port = int(regio.hub.rpartition(":")[2])
            antwoorden = await flood(port, [spoiled(kans, tokens["veilig_thuis"]) for _ in range(5_000 if NACHT else 300)])
            assert [antwoord[:200] for antwoord in antwoorden if antwoord.startswith(b"HTTP/1.1 5")] == []
            gemaakt = await asyncio.to_thread(send_made, client, tokens["veilig_thuis"], Maker(kans))
            assert {antwoord.status_code for antwoord in gemaakt} <= {201, 400, 403}
            goed = await asyncio.to_thread(send_good, client, tokens["politie"])
            assert (goed.status_code, proces.poll()) == (201, None)
        no_trace(tmp_path)
