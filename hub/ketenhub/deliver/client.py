"""The transport itself: aiohttp behind the guard, without redirects, proxies or cookies, and with an end to everything (trust 3)."""

from __future__ import annotations

import asyncio
import zlib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import aiohttp

from ketenhub.deliver.egress import AdresGeweigerd, Naslag, ask_system, read_url
from ketenhub.deliver.transport import Antwoord, Fout

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator

    from ketenhub.deliver.egress import Register, Zoeker
    from ketenhub.deliver.transport import Verzoek

SECONDEN = 20.0
STUK = 16 * 1024
VERBINDINGEN = 256
PER_PLEK = 32
AFZENDER = "Ketenhub"
# the first that fits counts
FOUTEN: tuple[tuple[tuple[type[Exception], ...], Fout], ...] = (
    ((AdresGeweigerd, aiohttp.InvalidURL), Fout.GEWEIGERD),
    ((TimeoutError,), Fout.TIJD),
    ((aiohttp.ClientConnectionError, OSError), Fout.VERBINDING),
    ((aiohttp.ClientError, ValueError, zlib.error), Fout.ANTWOORD),
)
MOEITE = tuple(kind for kinds, _ in FOUTEN for kind in kinds)


@dataclass(frozen=True, slots=True)
class Uitgang:
    """How the way out is made: what is registered, how long it may take, who resolves names, and whom TLS trusts (None: the system)."""

    register: Register
    seconden: float = SECONDEN
    zoek: Zoeker = ask_system
    tls: ssl.SSLContext | None = None


class HttpTransport:
    """Send over HTTP/1.1; made by `open_transport` only."""

    def __init__(self, uitgang: Uitgang, sessie: aiohttp.ClientSession) -> None:
        self._uitgang = uitgang
        self._sessie = sessie

    async def send(self, verzoek: Verzoek) -> Antwoord:
        """Send once and read at most so many decoded bytes; trouble is an answer with a `fout`."""
        try:
            async with asyncio.timeout(self._uitgang.seconden):
                return await self._exchange(verzoek)
        except MOEITE as error:
            return Antwoord(fout=next(fout for kinds, fout in FOUTEN if isinstance(error, kinds)))

    async def _exchange(self, verzoek: Verzoek) -> Antwoord:
        url = read_url(verzoek.adres)
        self._uitgang.register.check_url(url)
        async with self._sessie.request(
            verzoek.methode, url, headers=verzoek.kop, data=verzoek.inhoud or None, allow_redirects=False
        ) as answer:
            body, cut = await _read(answer, verzoek.hoogstens)
            return Antwoord(answer.status, tuple(answer.headers.items()), body, afgekapt=cut)


async def _read(answer: aiohttp.ClientResponse, most: int) -> tuple[bytes, bool]:
    """Read the decoded body as a stream; hang up as soon as there is more than may be."""
    found = bytearray()
    async for piece in answer.content.iter_chunked(STUK):
        found += piece
        if len(found) > most:
            answer.close()
            return bytes(found[:most]), True
    return bytes(found), False


@asynccontextmanager
async def open_transport(uitgang: Uitgang) -> AsyncIterator[HttpTransport]:
    """Open the way out, and close every connection afterwards."""
    connector = aiohttp.TCPConnector(
        resolver=Naslag(uitgang.register, uitgang.zoek),
        use_dns_cache=False,
        socket_factory=uitgang.register.open_socket,
        ssl=uitgang.tls if uitgang.tls is not None else True,
        limit=VERBINDINGEN,
        limit_per_host=PER_PLEK,
    )
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": AFZENDER, "Accept-Encoding": "gzip"},
        timeout=aiohttp.ClientTimeout(total=None),
        trust_env=False,
        read_bufsize=STUK,
    ) as sessie:
        yield HttpTransport(uitgang, sessie)
