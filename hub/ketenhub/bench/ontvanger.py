"""A receiver on loopback: notes when the first byte of each notification came, checks its signature, and says thank you."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from dataclasses import dataclass, field

from typing_extensions import override

from ketenhub.deliver.signature import verify_hmac

EINDE = b"\r\n\r\n"
MEESTE = 500_000
DANK = b"HTTP/1.1 204 No Content\r\n\r\n"
WEIGER = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"


@dataclass(slots=True)
class Stand:
    """What came in: the moment of the first byte per id, and how many were refused."""

    geheim: str
    aankomst: dict[str, float] = field(default_factory=dict)
    geweigerd: int = 0

    def take(self, kop: dict[str, str], body: bytes, began: float) -> bytes:
        """Check one notification and give the answer."""
        if not verify_hmac(self.geheim, kop, body, int(time.time())):
            self.geweigerd += 1
            return WEIGER
        if len(self.aankomst) < MEESTE:
            self.aankomst.setdefault(kop["webhook-id"], began)
        return DANK

    def show(self, pad: str) -> bytes:
        """Give what came so far; at `/_aankomst` with every moment, and then forget them."""
        body: dict[str, object] = {"aantal": len(self.aankomst), "geweigerd": self.geweigerd}
        if pad == "/_aankomst":
            body["aankomst"] = self.aankomst
            self.aankomst = {}
        raw = json.dumps(body).encode()
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(raw) + raw


class Gesprek(asyncio.Protocol):
    """One connection; requests come one after the other."""

    def __init__(self, stand: Stand) -> None:
        self.stand = stand
        self.buffer = b""
        self.began = 0.0
        self.transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.Transport):
            self.transport = transport

    @override
    def data_received(self, data: bytes) -> None:
        if not self.buffer:
            self.began = time.time()
        self.buffer += data
        head, found, rest = self.buffer.partition(EINDE)
        if not found or self.transport is None:
            return
        first, *lines = head.decode("latin-1").split("\r\n")
        kop = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        size = int(kop.get("content-length", "0"))
        if len(rest) < size:
            return
        self.buffer = b""
        method, pad, _ = first.split(" ", 2)
        self.transport.write(self.stand.show(pad) if method == "GET" else self.stand.take(kop, rest[:size], self.began))


async def run(geheim: str, poort: int) -> None:
    """Listen on loopback until told to stop."""
    loop, stop, stand = asyncio.get_running_loop(), asyncio.Event(), Stand(geheim)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = await loop.create_server(lambda: Gesprek(stand), "127.0.0.1", poort)
    async with server:
        await stop.wait()


def main() -> None:
    """Run `python -m ketenhub.bench.ontvanger PORT`; the secret comes on standard input."""
    asyncio.run(run(sys.stdin.readline().strip(), int(sys.argv[1])))


if __name__ == "__main__":
    main()
