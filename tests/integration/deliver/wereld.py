"""Partners on loopback: one that keeps what comes, and one that answers raw bytes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable


@dataclass
class Ontvanger:
    """A partner's server on loopback that keeps what came and answers what it is told."""

    port: int = 0
    verzoeken: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    antwoord: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None

    @property
    def adres(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.verzoeken.append((request.method, request.path_qs, dict(request.headers), await request.read()))
        return web.Response(status=204) if self.antwoord is None else await self.antwoord(request)


@asynccontextmanager
async def a_receiver(antwoord: Callable[[web.Request], Awaitable[web.StreamResponse]] | None = None) -> AsyncIterator[Ontvanger]:
    ontvanger = Ontvanger(antwoord=antwoord)
    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", ontvanger.handle)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    ontvanger.port = runner.addresses[0][1]
    try:
        yield ontvanger
    finally:
        await runner.cleanup()


@asynccontextmanager
async def a_raw_server(reply: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]) -> AsyncIterator[str]:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await reply(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/in"
    finally:
        server.close()
