"""The way out over real connections on loopback: what arrives, what is refused, and where it ends."""

from __future__ import annotations

import asyncio
import gzip
import json
import socket
import time
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from joserfc import jwt
from joserfc.jwk import OctKey

from ketenhub.deliver.client import Uitgang, open_transport
from ketenhub.deliver.egress import Plek, Register, make_register
from ketenhub.deliver.ophalen import fetch
from ketenhub.deliver.registratie import Eindpunt, Geheim, Registratie, Zgwsleutel
from ketenhub.deliver.signature import verify_hmac
from ketenhub.deliver.soorten import Zending, make_request
from ketenhub.deliver.transport import HOOGSTENS, Antwoord, Fout, Verzoek
from tests.integration.deliver.wereld import a_raw_server, a_receiver

GEHEIM = Geheim("proef", "whsec_" + "QUJD" * 11)
BOM = 400 * 1024 * 1024


def registered(*adressen: str) -> Register:
    return make_register([Registratie("00000099000000001003", "canoniek", ophalen=adressen)], demo=True)


async def send(adres: str, seconden: float = 5.0, **changes: object) -> Antwoord:
    async with open_transport(Uitgang(registered(adres), seconden)) as transport:
        return await transport.send(replace(Verzoek(adres, inhoud=b"{}"), **changes))  # type: ignore[arg-type]  # fields of Verzoek


async def test_a_signed_webhook_arrives_byte_for_byte() -> None:
    async with a_receiver() as ontvanger:
        eindpunt = Eindpunt(f"{ontvanger.adres}/notificaties", "webhook", (GEHEIM,))
        async with open_transport(Uitgang(registered(eindpunt.adres))) as transport:
            zending = Zending("iMessage00000001", "application/cloudevents+json", '{"a":"\u00eb", "b": 1}'.encode())
            antwoord = await transport.send(make_request(eindpunt, zending, datetime.now(UTC)))
    assert (antwoord.status, antwoord.fout, antwoord.inhoud, antwoord.afgekapt) == (204, None, b"", False)
    ((method, path, kop, body),) = ontvanger.verzoeken
    assert (method, path, body) == ("POST", "/notificaties", zending.inhoud)
    assert verify_hmac(GEHEIM.waarde, kop, body, int(time.time()))
    assert kop["Content-Type"] == "application/cloudevents+json"
    assert kop["Host"] == f"127.0.0.1:{ontvanger.port}"
    assert "Cookie" not in kop


@pytest.mark.parametrize("status", [200, 201, 302, 400, 410, 429, 503])
async def test_any_answer_comes_back_as_a_value(status: int) -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Retry-After": "7", "Location": "/elders"}, text="antwoord")

    async with a_receiver(answer) as ontvanger:
        antwoord = await send(f"{ontvanger.adres}/in")
    assert (antwoord.status, antwoord.inhoud, antwoord.header("retry-after")) == (status, b"antwoord", "7")
    assert antwoord.as_contract().mediatype == "text/plain"
    assert len(ontvanger.verzoeken) == 1


async def test_a_redirect_is_never_followed() -> None:
    async with a_receiver() as goal:

        async def answer(_: web.Request) -> web.Response:
            return web.Response(status=307, headers={"Location": f"{goal.adres}/kwaad"})

        async with a_receiver(answer) as ontvanger:
            antwoord = await send(f"{ontvanger.adres}/in")
    assert antwoord.status == 307
    assert goal.verzoeken == []


async def test_cookies_are_neither_kept_nor_sent() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(headers={"Set-Cookie": "volg=1; Path=/"})

    async with a_receiver(answer) as ontvanger:
        adres = f"{ontvanger.adres}/in"
        async with open_transport(Uitgang(registered(adres))) as transport:
            for _ in range(2):
                await transport.send(Verzoek(adres))
    assert [kop.get("Cookie") for _, _, kop, _ in ontvanger.verzoeken] == [None, None]


async def test_proxies_and_passwords_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login hub password geheim\n", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    async with a_receiver() as proxy, a_receiver() as ontvanger:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.adres)
        antwoord = await send(f"{ontvanger.adres}/in")
    assert antwoord.status == 204
    assert proxy.verzoeken == []
    assert "Authorization" not in ontvanger.verzoeken[0][2]


async def test_an_unregistered_place_hears_nothing() -> None:
    async with a_receiver() as ontvanger, a_receiver() as ander:
        async with open_transport(Uitgang(registered(f"{ontvanger.adres}/in"))) as transport:
            for adres in (
                f"{ander.adres}/in",
                f"http://localhost:{ontvanger.port}/in",
                f"http://127.1:{ontvanger.port}/in",
                f"http://2130706433:{ontvanger.port}/in",
                f"http://0x7f.1:{ontvanger.port}/in",
                f"http://[::ffff:127.0.0.1]:{ontvanger.port}/in",
                f"http://hub@127.0.0.1:{ontvanger.port}/in",
                f"https://127.0.0.1:{ontvanger.port}/in",
                f"http://127.0.0.1:{ontvanger.port}\\@elders/in",
            ):
                assert (await transport.send(Verzoek(adres))).fout is Fout.GEWEIGERD
        assert ontvanger.verzoeken == []
        assert ander.verzoeken == []


@pytest.mark.parametrize("host", ["partner.test", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "localhost"])
async def test_a_registered_name_that_means_this_machine_is_refused_on_its_address(host: str) -> None:
    """The listener must stay silent: not one connection is made, whatever the spelling."""
    connected: list[int] = []

    def heard(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connected.append(1)
        writer.close()

    server = await asyncio.start_server(heard, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def zoek(host: str, poort: int) -> list[str]:
        if host == "partner.test":
            return ["127.0.0.1"]
        return list({str(info[4][0]) for info in await asyncio.get_running_loop().getaddrinfo(host, poort, type=socket.SOCK_STREAM)})

    register = Register(frozenset({Plek("https", host, port)}))
    async with open_transport(Uitgang(register, 5.0, zoek)) as transport:
        antwoord = await transport.send(Verzoek(f"https://{host}:{port}/in"))
    server.close()
    await server.wait_closed()
    assert antwoord.fout in {Fout.GEWEIGERD, Fout.VERBINDING}
    assert antwoord.fout is Fout.GEWEIGERD or host == "0177.0.0.1"
    assert connected == []


async def test_a_name_that_changes_between_check_and_connection_gains_nothing() -> None:
    """What is resolved is what is checked is what is connected to; each new connection asks and checks again."""
    asked: list[str] = []

    async def zoek(host: str, poort: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) > 1 else ["127.0.0.1", "10.0.0.1"]

    register = Register(frozenset({Plek("https", "partner.test", 9)}))
    async with open_transport(Uitgang(register, 5.0, zoek)) as transport:
        answers = [await transport.send(Verzoek("https://partner.test:9/in")) for _ in range(2)]
    assert [a.fout for a in answers] == [Fout.GEWEIGERD] * 2
    assert asked == ["partner.test"] * 2


async def test_a_gzip_bomb_is_read_to_64_kib_and_no_further() -> None:
    block = gzip.compress(bytes(16 * 1024 * 1024), 9)
    bomb = block * (BOM // (16 * 1024 * 1024))
    assert len(bomb) < 500_000

    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb) + bomb)
        await writer.drain()

    async with a_raw_server(reply) as adres:
        tracemalloc.start()
        before = tracemalloc.get_traced_memory()[0]
        antwoord = await send(adres)
        peak = tracemalloc.get_traced_memory()[1] - before
        tracemalloc.stop()
    assert (antwoord.status, antwoord.afgekapt, len(antwoord.inhoud)) == (200, True, HOOGSTENS)
    assert peak < 16 * 1024 * 1024


async def test_an_endless_answer_is_cut_at_its_limit() -> None:
    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    async with a_raw_server(reply) as adres:
        antwoord = await send(adres)
    assert (antwoord.status, antwoord.afgekapt, antwoord.inhoud) == (200, True, b"x" * HOOGSTENS)


async def test_an_answer_of_exactly_the_limit_is_whole() -> None:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=b"x" * HOOGSTENS)

    async with a_receiver(answer) as ontvanger:
        antwoord = await send(f"{ontvanger.adres}/in")
    assert (antwoord.afgekapt, len(antwoord.inhoud)) == (False, HOOGSTENS)


async def test_silence_ends_in_time() -> None:
    async def reply(reader: asyncio.StreamReader, _: asyncio.StreamWriter) -> None:
        await reader.read()

    async with a_raw_server(reply) as adres:
        assert (await asyncio.wait_for(send(adres, 0.2), 10)).fout is Fout.TIJD


async def test_drops_that_go_on_for_ever_end_in_time() -> None:
    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.02)

    async with a_raw_server(reply) as adres:
        assert (await asyncio.wait_for(send(adres, 0.3), 10)).fout is Fout.TIJD


async def test_a_name_that_never_resolves_ends_in_time() -> None:
    async def zoek(host: str, poort: int) -> list[str]:
        await asyncio.Event().wait()
        return []

    register = Register(frozenset({Plek("https", "partner.test", 443)}))
    async with open_transport(Uitgang(register, 0.2, zoek)) as transport:
        assert (await asyncio.wait_for(transport.send(Verzoek("https://partner.test/")), 10)).fout is Fout.TIJD


@pytest.mark.parametrize(
    ("wire", "fout"),
    [
        (b"", Fout.VERBINDING),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nkort", Fout.VERBINDING),
        (b"dit is geen HTTP\r\n\r\n", Fout.ANTWOORD),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd", Fout.ANTWOORD),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 100_000 + b"\r\n\r\n", Fout.ANTWOORD),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Fout.ANTWOORD),
    ],
    ids=["hangt op", "breekt af", "geen http", "geen gzip", "lange kop", "kapot stuk"],
)
async def test_broken_answers_are_values_too(wire: bytes, fout: Fout) -> None:
    async def reply(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(wire)
        await writer.drain()

    async with a_raw_server(reply) as adres:
        antwoord = await send(adres)
    assert antwoord.fout in {fout, Fout.ANTWOORD}
    assert antwoord.status == 0


async def test_nobody_listening_is_no_connection() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert (await send(f"http://127.0.0.1:{port}/in")).fout is Fout.VERBINDING


@pytest.mark.parametrize("kop", [(("X-Regel", "a\r\nHost: kwaad"),), (("X\nY", "a"),)])
async def test_a_header_cannot_break_the_frame(kop: tuple[tuple[str, str], ...]) -> None:
    async with a_receiver() as ontvanger:
        antwoord = await send(f"{ontvanger.adres}/in", kop=kop)
    assert antwoord.fout is Fout.ANTWOORD
    assert ontvanger.verzoeken == []


async def test_fetching_shows_the_token_and_takes_at_most_one_mib() -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=json.dumps({"url": "x" * (2**21 if "groot" in request.path else 2**19)}).encode())

    async with a_receiver(answer) as ontvanger:
        sleutel = Zgwsleutel("ketenhub", GEHEIM)
        registratie = Registratie("00000099000000001003", "gemeente", ophalen=(f"{ontvanger.adres}/api",), ophaalsleutel=sleutel)
        async with open_transport(Uitgang(make_register([registratie], demo=True))) as transport:
            good = await fetch(transport, registratie, f"{ontvanger.adres}/api/zaken/1", datetime.now(UTC))
            long = await fetch(transport, registratie, f"{ontvanger.adres}/api/groot", datetime.now(UTC))
            other = await fetch(transport, registratie, f"{ontvanger.adres}/elders", datetime.now(UTC))
    assert (good.status, good.fout, len(good.inhoud)) == (200, None, 2**19 + len('{"url": ""}'))
    assert (long.fout, long.inhoud) == (Fout.ANTWOORD, b"")
    assert other.fout is Fout.GEWEIGERD
    assert [path for _, path, _, _ in ontvanger.verzoeken] == ["/api/zaken/1", "/api/groot"]
    method, _, kop, body = ontvanger.verzoeken[0]
    token = jwt.decode(kop["Authorization"].removeprefix("Bearer "), OctKey.import_key(GEHEIM.waarde), algorithms=["HS256"])
    assert (method, body, token.claims["client_id"], kop["Accept-Crs"]) == ("GET", b"", "ketenhub", "EPSG:4326")


async def test_many_at_once_share_connections_and_each_gets_its_own_answer() -> None:
    async def answer(request: web.Request) -> web.Response:
        await asyncio.sleep(0.001)
        return web.Response(body=await request.read())

    async with a_receiver(answer) as ontvanger:
        adres = f"{ontvanger.adres}/in"
        async with open_transport(Uitgang(registered(adres))) as transport:
            found = await asyncio.gather(*(transport.send(Verzoek(adres, inhoud=str(n).encode())) for n in range(200)))
    assert [antwoord.inhoud for antwoord in found] == [str(n).encode() for n in range(200)]


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="alleen waar het systeem open bestanden toont")
async def test_closing_leaves_no_connection_behind() -> None:
    async with a_receiver() as ontvanger:
        before = open_files()
        for _ in range(3):
            await send(f"{ontvanger.adres}/in")
        await asyncio.sleep(0.2)
        assert open_files() <= before + 1
