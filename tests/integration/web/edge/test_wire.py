"""On a real socket: what the server parser lets through is stopped, and each refusal is a problem on a closed connection."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from typing import Annotated

import httpx
import pytest
from fastapi import Depends, FastAPI
from starlette.requests import Request

from ketenhub.web.api.token import needs, token_router
from ketenhub.web.auth.tokens import Toegang
from ketenhub.web.guard import Guard, GuardedProtocol
from ketenhub.web.openapi import publish
from ketenhub.web.problems import Afhandeling, add_handlers
from tests.integration.web.gastheer import serve, write_raw
from tests.unit.web.edge.wereld import OIN, PLAN, Wereld, a_world

pytestmark = pytest.mark.socket
KOP = b"POST /v1/echo HTTP/1.1\r\nHost: hub.example\r\n"


def an_app(wereld: Wereld, gemeld: list[str] | None = None) -> FastAPI:
    app = FastAPI(title="Ketenhub", version="1.0.0", openapi_url=None, docs_url=None, redoc_url=None)
    app.state.poort = wereld.poort
    app.include_router(token_router(wereld.poort))

    async def plan(toegang: Annotated[Toegang, Depends(needs(PLAN))]) -> dict[str, str]:
        return {"organisatie": toegang.organisatie}

    async def echo(inhoud: dict[str, int]) -> dict[str, int]:
        return inhoud

    app.add_api_route("/v1/plan", plan, methods=["GET"])

    async def rauw(request: Request) -> dict[str, int]:
        return {"bytes": len(await request.body())}

    app.add_api_route("/v1/rauw", rauw, methods=["POST"])
    app.add_api_route("/v1/echo", echo, methods=["POST"])
    publish(app)
    add_handlers(app, Afhandeling(lambda: "inc", lambda _, soort: (gemeld if gemeld is not None else []).append(soort)))
    return app


def a_server(wereld: Wereld, protocol: type[GuardedProtocol] = GuardedProtocol) -> AbstractAsyncContextManager[int]:
    return serve(Guard(an_app(wereld), "1.0.0", lambda: "inc", lambda *_: None), protocol=protocol)


@pytest.mark.parametrize(
    ("status", "data"),
    [
        (400, KOP + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /v1/plan HTTP/1.1\r\nHost: a\r\n\r\n"),
        (400, KOP + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}"),
        (400, KOP + b"Content-Length: +2\r\n\r\n{}"),
        (400, KOP + b"X-Fold: a\r\n b\r\nContent-Length: 2\r\n\r\n{}"),
        (400, KOP.replace(b"\r\n", b"\n") + b"Content-Length: 2\n\n{}"),
        (400, b"POST /v1/echo HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}"),
        (400, KOP + b"Host: ander.example\r\nContent-Length: 2\r\n\r\n{}"),
        (400, b"GET http://evil.example/v1/jwks HTTP/1.1\r\nHost: hub.example\r\n\r\n"),
        (400, b"GET //evil.example/v1/jwks HTTP/1.1\r\nHost: hub.example\r\n\r\n"),
        (400, b"CONNECT evil.example:443 HTTP/1.1\r\nHost: hub.example\r\n\r\n"),
        (400, b"\x16\x03\x01\x02\x00\x01"),
        (431, KOP + b"X-Groot: " + b"a" * 20_000 + b"\r\nContent-Length: 2\r\n\r\n{}"),
        (431, KOP + b"X-Eindeloos: " + b"a" * 200_000),
        (431, KOP + b"X: y\r\n" * 120 + b"Content-Length: 2\r\n\r\n{}"),
        (
            413,
            KOP
            + b"Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            + b"80000\r\n"
            + b" " * 0x80000
            + b"\r\n80001\r\n"
            + b" " * 0x80001
            + b"\r\n",
        ),
        (415, KOP + b"Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}"),
    ],
)
async def test_bad_framing_gets_one_problem_and_a_closed_connection(status: int, data: bytes) -> None:
    async with a_server(a_world()) as poort:
        antwoord = await write_raw(poort, data)
    assert antwoord.startswith(b"HTTP/1.1 %d " % status)
    assert antwoord.count(b"HTTP/1.1 ") - antwoord.count(b"van HTTP/1.1 ") == 1
    assert b"content-type: application/problem+json" in antwoord.lower()


class Ongeduldig(GuardedProtocol):
    KOP_SECONDEN = 0.05


@pytest.mark.parametrize("data", [b"", b"GET /v1/jwks HTT", KOP])
async def test_a_head_that_does_not_come_is_not_waited_for(data: bytes) -> None:
    async with a_server(a_world(), Ongeduldig) as poort:
        assert (await write_raw(poort, data)).startswith(b"HTTP/1.1 408 ")


async def test_a_partner_gets_a_token_and_gets_in_over_the_wire() -> None:
    wereld = a_world()
    async with a_server(wereld) as poort, httpx.AsyncClient(base_url=f"http://127.0.0.1:{poort}", trust_env=False) as client:
        antwoord = await client.post("/v1/token", data=wereld.formulier(scope=PLAN), headers={"DPoP": wereld.bewijs("POST", "/v1/token")})
        assert antwoord.status_code == 200, antwoord.text
        assert (antwoord.headers["cache-control"], antwoord.headers["api-version"]) == ("no-store", "1.0.0")
        token = antwoord.json()["access_token"]
        koppen = {"Authorization": f"DPoP {token}", "DPoP": wereld.bewijs("GET", "/v1/plan", token)}
        assert (await client.get("/v1/plan", headers=koppen)).json() == {"organisatie": OIN}
        opnieuw = await client.get("/v1/plan", headers=koppen)
        niets = await client.get("/v1/plan")
        assert (opnieuw.status_code, opnieuw.json()) == (401, niets.json())
        assert "DPoP" in niets.headers["www-authenticate"]
        assert [set(sleutel) for sleutel in (await client.get("/v1/jwks")).json()["keys"]] == [
            {"kty", "crv", "x", "y", "kid", "use", "alg"}
        ] * 2
        beschrijving = await client.get("/v1/openapi.json")
        assert (beschrijving.headers["access-control-allow-origin"], beschrijving.json()["openapi"]) == ("*", "3.0.3")


@pytest.mark.parametrize(
    ("status", "soort", "inhoud"),
    [
        (415, "application/json", b"{}"),
        (400, "application/x-www-form-urlencoded", b"grant_type=a&grant_type=b"),
        (400, "application/x-www-form-urlencoded", b"grant_type"),
        (400, "application/x-www-form-urlencoded", b"grant_type=%ff"),
        (400, "application/x-www-form-urlencoded", b"grant_type=%00"),
        (400, "application/x-www-form-urlencoded", b"\xff=1"),
        (400, "application/x-www-form-urlencoded", b"&".join(b"a%d=1" % nummer for nummer in range(11))),
        (400, "application/x-www-form-urlencoded", b"grant_type=" + b"a" * 40_000),
        (400, "application/x-www-form-urlencoded", b""),
    ],
)
async def test_a_form_is_read_strictly(status: int, soort: str, inhoud: bytes) -> None:
    transport = httpx.ASGITransport(an_app(a_world()))
    async with httpx.AsyncClient(transport=transport, base_url="https://hub.example") as client:
        antwoord = await client.post("/v1/token", content=inhoud, headers={"content-type": soort})
    assert antwoord.status_code == status
    assert antwoord.headers["content-type"] == "application/problem+json"


async def chunks() -> AsyncIterator[bytes]:
    for _ in range(20):
        yield b" " * 65_536


async def test_a_route_that_reads_the_bytes_itself_sees_the_caller_leave_and_nothing_is_reported() -> None:
    gemeld: list[str] = []
    guard = Guard(an_app(a_world(), gemeld), "1.0.0", lambda: "inc", lambda _, soort: gemeld.append(soort))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(guard), base_url="https://hub.example") as client:
        for pad in ("/v1/rauw", "/v1/echo", "/v1/token"):
            antwoord = await client.post(
                pad,
                content=chunks(),
                headers={"content-type": "application/json" if pad == "/v1/echo" else "application/x-www-form-urlencoded"},
            )
            assert antwoord.status_code == (400 if pad == "/v1/token" else 413)
    assert gemeld == []
