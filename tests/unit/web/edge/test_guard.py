"""The guard refuses odd requests before the application hears of them, and dresses every answer."""

import asyncio
from collections.abc import Awaitable, Callable

import orjson
import pytest
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ketenhub.web.guard import Grenzen, Guard

Koppen = list[tuple[bytes, bytes]]
HOST: Koppen = [(b"host", b"hub.example")]


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    lichaam = b""
    while True:
        bericht = await receive()
        if bericht["type"] == "http.disconnect":
            break
        lichaam += bericht.get("body", b"")
        if not bericht.get("more_body"):
            break
    await PlainTextResponse(str(len(lichaam)))(scope, receive, send)


async def ask(
    koppen: Koppen,
    app: ASGIApp = echo,
    *,
    delen: tuple[bytes, ...] = (b"",),
    pad: str = "/v1/x",
    vraag: bytes = b"",
    grenzen: Grenzen | None = None,
    meld: Callable[[str, str], None] = lambda *_: None,
) -> tuple[int, dict[bytes, bytes], bytes]:
    uit: list[Message] = []
    rest = [{"type": "http.request", "body": deel, "more_body": nummer < len(delen) - 1} for nummer, deel in enumerate(delen)]

    async def receive() -> Message:
        if rest:
            return rest.pop(0)
        await asyncio.sleep(60)
        return {"type": "http.disconnect"}

    async def send(bericht: Message) -> None:
        uit.append(bericht)

    scope: Scope = {"type": "http", "method": "POST", "path": pad, "raw_path": pad.encode(), "query_string": vraag, "headers": koppen}
    await Guard(app, "1.2.3", lambda: "incident-1", meld, grenzen)(scope, receive, send)
    assert [bericht["type"] for bericht in uit].count("http.response.start") == 1
    return uit[0]["status"], dict(uit[0]["headers"]), b"".join(bericht.get("body", b"") for bericht in uit[1:])


async def test_an_ordinary_request_passes_and_the_answer_carries_version_and_no_store() -> None:
    status, koppen, lichaam = await ask([*HOST, (b"content-type", b'application/json; charset="UTF-8"')], delen=(b"ab", b"c"))
    assert (status, lichaam) == (200, b"3")
    assert koppen[b"api-version"] == b"1.2.3"
    assert koppen[b"cache-control"] == b"no-store"


async def test_a_route_keeps_its_own_headers() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("x", headers={"Cache-Control": "max-age=60"})(scope, receive, send)

    _, koppen, _ = await ask(HOST, app)
    assert koppen[b"cache-control"] == b"max-age=60"


@pytest.mark.parametrize(
    ("status", "koppen"),
    [
        (400, []),
        (400, [*HOST, *HOST]),
        (400, [(b"host", b"a b")]),
        (400, [(b"host", b"")]),
        (400, [*HOST, (b"content-length", b"1"), (b"content-length", b"1")]),
        (400, [*HOST, (b"content-length", b"1"), (b"transfer-encoding", b"chunked")]),
        (400, [*HOST, (b"content-length", b"-1")]),
        (400, [*HOST, (b"content-length", b"1, 1")]),
        (400, [*HOST, (b"transfer-encoding", b"gzip, chunked")]),
        (400, [*HOST, (b"transfer-encoding", b"chunked"), (b"transfer-encoding", b"chunked")]),
        (400, [*HOST, (b"x-folded", b"a\r\n b")]),
        (400, [*HOST, (b"x-nul", b"a\x00")]),
        (400, [*HOST, (b"authorization", b"a"), (b"authorization", b"b")]),
        (431, [*HOST, *[(b"x", b"y")] * 100]),
        (431, [*HOST, (b"x", b"y" * 16_384)]),
        (413, [*HOST, (b"content-length", b"1048577")]),
        (415, [*HOST, (b"content-encoding", b"gzip")]),
        (415, [*HOST, (b"content-type", b"application/json; charset=iso-8859-1")]),
        (415, [*HOST, (b"content-type", b"application/json;charset=utf-8;charset=utf-7")]),
    ],
)
async def test_odd_heads_get_a_problem_and_a_closed_connection(status: int, koppen: Koppen) -> None:
    gekregen, terug, lichaam = await ask(koppen)
    assert gekregen == status
    assert terug[b"content-type"] == b"application/problem+json"
    assert terug[b"connection"] == b"close"
    assert terug[b"api-version"] == b"1.2.3"
    assert orjson.loads(lichaam)["status"] == status


@pytest.mark.parametrize(
    ("pad", "vraag"),
    [("http://evil/x", b""), ("//evil/x", b""), ("/a%00b", b""), ("/a", b"q=%00"), ("/a", b"q=%ff"), ("/a", b"q=%E2%80%AE")],
)
async def test_odd_targets_are_refused(pad: str, vraag: bytes) -> None:
    status, _, _ = await ask(HOST, pad=pad, vraag=vraag)
    assert status == 400


async def test_the_body_is_counted_while_reading_not_believed() -> None:
    status, _, lichaam = await ask([*HOST, (b"transfer-encoding", b"chunked")], delen=(b"x" * 600_000, b"x" * 600_000))
    assert status == 413
    assert orjson.loads(lichaam)["code"] == "te-groot"


@pytest.mark.parametrize("delen", [(b"\xef\xbb\xbf{}",), (b"\xef", b"\xbb\xbf{}"), (b"\xff\xfe{}",)])
async def test_a_byte_order_mark_is_refused_also_in_pieces(delen: tuple[bytes, ...]) -> None:
    status, _, _ = await ask(HOST, delen=delen)
    assert status == 400


async def test_a_caller_who_never_finishes_is_told_and_let_go() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        await receive()

    async def never(scope: Scope, receive: Receive, send: Send) -> None:
        await asyncio.sleep(60)

    assert (await ask(HOST, never, grenzen=Grenzen(seconden=0.01)))[0] == 408
    assert (await ask(HOST, app, grenzen=Grenzen(seconden=0.01)))[0] == 503


async def test_what_breaks_is_reported_by_kind_and_the_answer_tells_nothing() -> None:
    gemeld: list[tuple[str, str]] = []

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        raise ValueError("999990019 Jan Jansen")

    status, _, lichaam = await ask(HOST, broken, meld=lambda incident, soort: gemeld.append((incident, soort)))
    assert status == 500
    assert gemeld == [("incident-1", "ValueError")]
    assert b"Jan" not in lichaam
    assert orjson.loads(lichaam)["incident"] == "incident-1"


async def test_what_breaks_halfway_an_answer_is_reported_too() -> None:
    gemeld: list[tuple[str, str]] = []

    async def broken(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise ValueError("x")

    status, _, _ = await ask(HOST, broken, meld=lambda incident, soort: gemeld.append((incident, soort)))
    assert status == 200
    assert gemeld == [("incident-1", "ValueError")]


async def test_websockets_are_closed_and_lifespan_passes() -> None:
    gezien: list[str] = []
    uit: list[Message] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        gezien.append(scope["type"])

    async def receive() -> Message:
        return {}

    async def send(bericht: Message) -> None:
        uit.append(bericht)

    guard: Callable[[Scope, Receive, Send], Awaitable[None]] = Guard(app, "1", lambda: "i", lambda *_: None)
    await guard({"type": "websocket"}, receive, send)
    await guard({"type": "lifespan"}, receive, send)
    assert gezien == ["lifespan"]
    assert uit == [{"type": "websocket.close", "code": 1008}]
