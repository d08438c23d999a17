"""Heads and framing at the doors of the hub itself, over a raw socket: one problem, a closed connection, nothing changed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import orjson
import pytest

from ketenhub.web.beschrijving import describe
from tests.integration.flow.keten import BIJDRAGE
from tests.integration.web.beloften import check_problem, check_quiet
from tests.integration.web.gastheer import KANARIE, Gastheer, a_message, as_bytes

pytestmark = pytest.mark.asyncio(loop_scope="module")
WEGEN = ("/v1/token", "/v1/bijdragen", "/partners/canoniek/berichten", "/v1/verstrekkingen/_zoek")
LEESWEGEN = (
    "/v1/veiligheidsplannen/x",
    "/v1/veiligheidsplannen/x/notificaties",
    "/v1/berichten/x",
    "/v1/jwks",
    "/v1/openapi.json",
    "/gezond",
)


def a_head(gastheer: Gastheer, pad: str, *regels: bytes, host: bytes = b"Host: hub.example\r\n") -> bytes:
    begin = f"POST {pad} HTTP/1.1\r\nContent-Type: {BIJDRAGE}\r\nAuthorization: Bearer {gastheer.token()}\r\n".encode()
    return begin + host + b"".join(regel + b"\r\n" for regel in regels) + b"\r\n"


@pytest.mark.parametrize("pad", WEGEN)
@pytest.mark.parametrize(
    ("status", "host", "regels"),
    [
        (400, b"Host: a.example\r\nHost: b.example\r\n", (b"Content-Length: 2",)),
        (400, b"", (b"Content-Length: 2",)),
        (400, b"Host: " + KANARIE.encode() + b" x\r\n", (b"Content-Length: 2",)),
        (400, b"Host: a.example\r\n", (b"Content-Length: 2", b"Transfer-Encoding: chunked")),
        (400, b"Host: a.example\r\n", (b"Content-Length: 2", b"Content-Length: 3")),
        (400, b"Host: a.example\r\n", (b"Content-Length: -2",)),
        (400, b"Host: a.example\r\n", (b"Transfer-Encoding: gzip, chunked",)),
        (400, b"Host: a.example\r\n", (b"Content-Length: 2", b"Authorization: Bearer " + KANARIE.encode())),
        (400, b"Host: a.example\r\n", (b"Content-Length: 2", b"Idempotency-Key: a", b"Idempotency-Key: b")),
        (413, b"Host: a.example\r\n", (b"Content-Length: 2097152",)),
        (413, b"Host: a.example\r\n", (b"Content-Length: 99999999999",)),
        (415, b"Host: a.example\r\n", (b"Content-Length: 2", b"Content-Encoding: gzip")),
        (431, b"Host: a.example\r\n", (b"Content-Length: 2", b"X-A: " + b"x" * 17_000)),
        (431, b"Host: a.example\r\n", (b"Content-Length: 2", *[b"X-A: y"] * 101)),
    ],
)
async def test_a_bad_head_is_one_problem_on_a_closed_connection(
    gastheer: Gastheer, pad: str, status: int, host: bytes, regels: tuple[bytes, ...]
) -> None:
    voor = await gastheer.fingerprint()
    antwoord = await gastheer.say(a_head(gastheer, pad, *regels, host=host) + b"{}")
    kop, _, lichaam = antwoord.partition(b"\r\n\r\n")
    assert kop.startswith(b"HTTP/1.1 %d " % status)
    assert b"content-type: application/problem+json" in kop.lower()
    assert orjson.loads(lichaam)["status"] == status
    assert KANARIE.encode() not in antwoord
    assert await gastheer.fingerprint() == voor


async def spaces() -> AsyncIterator[bytes]:
    for _ in range(32):
        yield b" " * 65_536


@pytest.mark.parametrize("pad", ["/v1/bijdragen", "/partners/canoniek/berichten", "/v1/verstrekkingen/_zoek"])
@pytest.mark.parametrize("gehakt", [True, False])
async def test_two_mebibytes_are_refused_with_and_without_a_length(gastheer: Gastheer, pad: str, gehakt: bool) -> None:
    soort = {"Content-Type": "application/json" if pad.endswith("_zoek") else BIJDRAGE, "Connection": "close"}
    voor = await gastheer.fingerprint()
    antwoord = await gastheer.post(spaces() if gehakt else b" " * 2**21, pad, soort)
    check_problem(antwoord, 413, "te-groot", pad)
    check_quiet(gastheer, antwoord)
    assert await gastheer.fingerprint() == voor


async def test_a_message_of_just_under_a_mebibyte_is_not_too_large(gastheer: Gastheer) -> None:
    antwoord = await gastheer.post(as_bytes(a_message()) + b" " * (2**20 - 2_000))
    assert antwoord.status_code == 201, antwoord.text


async def test_charset_utf_8_in_any_case_is_fine(gastheer: Gastheer) -> None:
    for soort in (f"{BIJDRAGE}; charset=UTF-8", f'{BIJDRAGE.upper()};charset="utf-8"'):
        assert (await gastheer.post(as_bytes(a_message()), kop={"Content-Type": soort})).status_code == 201


@pytest.mark.parametrize("methode", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("pad", [*WEGEN, *LEESWEGEN])
async def test_a_method_that_an_address_does_not_know_is_405_with_what_it_does_know(gastheer: Gastheer, methode: str, pad: str) -> None:
    antwoord = await gastheer.client.request(methode, pad, headers=gastheer.headers())
    check_problem(antwoord, 405, "methode-niet-toegestaan", pad)
    assert set(antwoord.headers["allow"].split(", ")) <= {"GET", "HEAD", "POST"}


@pytest.mark.parametrize("pad", LEESWEGEN[:4])
async def test_head_is_not_offered_since_looking_without_showing_is_a_look_too(gastheer: Gastheer, pad: str) -> None:
    antwoord = await gastheer.client.head(pad, headers=gastheer.headers())
    assert (antwoord.status_code, antwoord.headers["allow"], antwoord.content) == (405, "GET", b"")


@pytest.mark.parametrize(
    "pad",
    [
        "/v1",
        "/v1/",
        "/v1/bijdragen/",
        "/v1/niets",
        "/v2/bijdragen",
        "/partners/canoniek",
        "/docs",
        "/redoc",
        "/openapi.json",
        "/.env",
        "/v1/../v1/x",
    ],
)
async def test_an_unknown_address_is_404_with_and_without_a_token(gastheer: Gastheer, pad: str) -> None:
    met = await gastheer.client.get(pad, headers=gastheer.headers())
    zonder = await gastheer.client.get(pad)
    check_problem(met, 404, "niet-gevonden", met.request.url.path)
    assert met.content == zonder.content


@pytest.mark.parametrize(
    "doel", ["/v1/berichten/%00", "/v1/berichten/%ff", "/v1/berichten/%e2%80%ae", "/v1/berichten/%ed%a0%80", "/v1/berichten/x?a=%00"]
)
async def test_hidden_characters_in_an_address_are_refused(gastheer: Gastheer, doel: str) -> None:
    antwoord = await gastheer.say(f"GET {doel} HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n".encode())
    assert antwoord.startswith(b"HTTP/1.1 400 ")
    assert b'"code":"ongeldige-aanvraag"' in antwoord


async def test_the_description_is_public_and_says_where_this_hub_stands(gastheer: Gastheer) -> None:
    antwoord = await gastheer.client.get("/v1/openapi.json")
    assert (antwoord.status_code, antwoord.headers["access-control-allow-origin"], antwoord.headers["api-version"]) == (200, "*", "1.0.0")
    assert antwoord.json()["servers"] == [{"url": f"{gastheer.keten.hub.adres}/v1"}]
    assert antwoord.json()["paths"].keys() == describe()["paths"].keys()
