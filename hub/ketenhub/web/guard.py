"""Stand before everything: refuse badly framed, too large, too slow or oddly encoded requests, and dress every answer."""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

import httptools
import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from typing_extensions import override
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from ketenhub.domain.errors import KetenhubError, OngeldigBericht, TeDruk
from ketenhub.store.namens import NAMENS
from ketenhub.web.auth.ruimte import NA_AFLOOP
from ketenhub.web.problems import (
    PROBLEM,
    KopTeGroot,
    MediatypeNietOndersteund,
    OngeldigeAanvraag,
    TeGroot,
    TeLangzaam,
    incident,
    problem,
    problem_response,
)
from ketenhub.web.strict_json import has_forbidden

_HOST = re.compile(rb"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?\Z")
_LENGTE = re.compile(rb"[0-9]{1,12}\Z")
_REGELBREUK = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_CHARSET = re.compile(r";[ \t]*charset[ \t]*=[ \t]*\"?([^\";, \t]*)\"?", re.IGNORECASE)
_BOM = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_EENMALIG = (
    b"transfer-encoding",
    b"authorization",
    b"content-encoding",
    b"content-type",
    b"dpop",
    b"idempotency-key",
    b"if-match",
    b"ketenhub-medewerker",
)
_SLUIT = {"connection": "close"}
NALEZEN_SECONDEN = 2.0
NALEZEN_BYTES = 8 * 1024 * 1024

Meld = Callable[[str, str], None]


@dataclass(frozen=True, slots=True)
class Grenzen:
    """The limits of one request (trust 4)."""

    kop_bytes: int = 16 * 1024
    velden: int = 100
    lichaam_bytes: int = 1024 * 1024
    seconden: float = 20.0


class Guard:
    """Wrap the whole application; nothing reaches it that this has not looked at."""

    def __init__(self, app: ASGIApp, versie: str, nieuw_id: Callable[[], str], meld: Meld, grenzen: Grenzen | None = None) -> None:
        self._app = app
        self._versie = versie
        self._nieuw_id = nieuw_id
        self._meld = meld
        self._grenzen = grenzen or Grenzen()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Check the head, count the body, watch the time, and answer for what breaks."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        ronde = _Ronde(scope, receive, send, self._versie, self._grenzen)
        fout = next(check_head(scope, self._grenzen), None)
        if fout is not None:
            await ronde.refuse(fout)
            return
        na_afloop: list[Callable[[], None]] = []
        niemand = NAMENS.set(None)
        try:
            await self._run({**scope, NA_AFLOOP: na_afloop}, ronde)
        finally:
            NAMENS.reset(niemand)
            for stap in na_afloop:
                stap()

    async def _run(self, scope: Scope, ronde: "_Ronde") -> None:
        """Run the application within its time; what breaks outside its own handlers ends here."""
        tijd = asyncio.timeout(self._grenzen.seconden)
        try:
            async with tijd:
                await self._app(scope, ronde.receive, ronde.send)
        except Exception as fout:  # noqa: BLE001 - the last-resort handler (house-style 8)
            if tijd.expired():
                await ronde.refuse(TeDruk(reden="De hub had te veel tijd nodig.") if ronde.gelezen else TeLangzaam())
            elif (
                not ronde.geweigerd and ronde.status < HTTPStatus.INTERNAL_SERVER_ERROR
            ):  # from 500 on the handlers inside have reported it
                gevallen = incident(self._nieuw_id)
                self._meld(gevallen.extra["incident"], type(fout).__name__)
                await ronde.refuse(gevallen)


class _Ronde:
    """One request and its answer, seen from outside the application."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, versie: str, grenzen: Grenzen) -> None:
        self._pad: str = scope["path"]
        self._receive = receive
        self._send = send
        self._koppen = answer_headers(versie)
        self._limiet = grenzen.lichaam_bytes
        self._geteld = 0
        self._begin = b""
        self.status = 0
        self.geweigerd = False
        self.gelezen = False

    async def receive(self) -> Message:
        """Hand on the body while counting it; beyond the limit the application only sees the caller leave."""
        if self.geweigerd:
            return {"type": "http.disconnect"}
        bericht = await self._receive()
        if bericht["type"] != "http.request":
            return bericht
        deel: bytes = bericht.get("body", b"")
        self._geteld += len(deel)
        self.gelezen = not bericht.get("more_body", False)
        if len(self._begin) < len(_BOM[0]):
            self._begin += deel[: len(_BOM[0])]
        fout = self._wrong()
        if fout is not None:
            await self.refuse(fout)
            return {"type": "http.disconnect"}
        return bericht

    def _wrong(self) -> KetenhubError | None:
        if self._geteld > self._limiet:
            return TeGroot(reden=f"Een bericht mag hoogstens {self._limiet} bytes zijn.")
        if self._begin.startswith(_BOM):
            return OngeldigBericht("", "Het bericht begint met een byte order mark.")
        return None

    async def send(self, bericht: Message) -> None:
        """Dress the start of the answer; say nothing more after a refusal."""
        if self.geweigerd:
            return
        if bericht["type"] == "http.response.start":
            self.status = bericht["status"]
            eigen = list(bericht.get("headers", ()))
            namen = {naam.lower() for naam, _ in eigen}
            bericht = {**bericht, "headers": eigen + [kop for kop in self._koppen if kop[0] not in namen]}
        await self._send(bericht)

    async def refuse(self, fout: KetenhubError) -> None:
        """Answer with a problem and close the connection, unless an answer is already on its way."""
        if self.status or self.geweigerd:
            self.geweigerd = True
            return
        antwoord = problem_response(fout, self._pad, _SLUIT)
        await self.send({"type": "http.response.start", "status": antwoord.status_code, "headers": antwoord.raw_headers})
        await self.send({"type": "http.response.body", "body": antwoord.body, "more_body": True})
        self.geweigerd = True
        await self._read_on()
        await self._send({"type": "http.response.body", "body": b""})

    async def _read_on(self) -> None:
        """Let go of a body under way for a moment: closing on unread bytes sends a reset, which may overtake the answer."""
        gezien = 0
        with suppress(TimeoutError):
            async with asyncio.timeout(NALEZEN_SECONDEN):
                while not self.gelezen and gezien < NALEZEN_BYTES:
                    bericht = await self._receive()
                    gezien += len(bericht.get("body", b""))
                    self.gelezen = not bericht.get("more_body", False)


def answer_headers(versie: str) -> list[tuple[bytes, bytes]]:
    """List the headers that every answer carries unless the route set its own."""
    return [
        (b"api-version", versie.encode("ascii")),
        (b"cache-control", b"no-store"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"referrer-policy", b"no-referrer"),
        (b"strict-transport-security", b"max-age=31536000"),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
    ]


def check_head(scope: Scope, grenzen: Grenzen) -> Iterator[KetenhubError]:
    """Yield what is wrong with the head, the most serious first."""
    koppen: list[tuple[bytes, bytes]] = [(bytes(naam).lower(), bytes(waarde)) for naam, waarde in scope["headers"]]
    doel: bytes = (scope.get("raw_path") or scope["path"].encode("utf-8", "replace")) + b"?" + scope.get("query_string", b"")
    if len(koppen) > grenzen.velden:
        yield KopTeGroot(reden=f"Een aanvraag mag hoogstens {grenzen.velden} kopregels hebben.")
    if len(doel) + sum(len(naam) + len(waarde) + 4 for naam, waarde in koppen) > grenzen.kop_bytes:
        yield KopTeGroot(reden=f"De kop van een aanvraag mag hoogstens {grenzen.kop_bytes} bytes zijn.")
    yield from _framing(koppen)
    yield from _target(doel, scope["path"])
    yield from _length(koppen, grenzen)
    yield from _encoding(koppen)


def _framing(koppen: list[tuple[bytes, bytes]]) -> Iterator[KetenhubError]:
    """One host, one way of telling the length, one line per field."""
    aantal = Counter(naam for naam, _ in koppen)
    if any(_REGELBREUK.search(waarde) for _, waarde in koppen):
        yield OngeldigeAanvraag(reden="Een kopregel bevat een regeleinde of stuurteken.")
    if aantal[b"host"] != 1 or not all(_HOST.match(waarde) for naam, waarde in koppen if naam == b"host"):
        yield OngeldigeAanvraag("Host", "Er moet precies een geldige Host-regel zijn.")
    if aantal[b"content-length"] > 1 or (aantal[b"content-length"] and aantal[b"transfer-encoding"]):
        yield OngeldigeAanvraag("Content-Length", "De lengte van het bericht staat er meer dan een keer.")
    if any(waarde.strip().lower() != b"chunked" for naam, waarde in koppen if naam == b"transfer-encoding"):
        yield OngeldigeAanvraag("Transfer-Encoding", "Deze manier van verzenden kent de hub niet.")
    dubbel = next((naam for naam in _EENMALIG if aantal[naam] > 1), None)
    if dubbel is not None:
        yield OngeldigeAanvraag(dubbel.decode("ascii"), "Deze kopregel mag er maar een keer staan.")


def _target(doel: bytes, pad: str) -> Iterator[KetenhubError]:
    """A path and a query of plain text: no absolute address, no hidden characters."""
    if not doel.startswith(b"/") or doel.startswith(b"//"):
        yield OngeldigeAanvraag(reden="Het adres moet een pad zijn.")
    try:
        tekst = unquote_to_bytes(doel).decode("utf-8")
    except UnicodeDecodeError:
        yield OngeldigeAanvraag(reden="Het adres is geen UTF-8.")
        return
    if has_forbidden(tekst) or has_forbidden(pad):
        yield OngeldigeAanvraag(reden="Het adres bevat een teken dat niet mag.")


def _length(koppen: list[tuple[bytes, bytes]], grenzen: Grenzen) -> Iterator[KetenhubError]:
    """Refuse early what says itself that it is too long; the body is counted all the same."""
    lengte = next((waarde for naam, waarde in koppen if naam == b"content-length"), b"0")
    if not _LENGTE.match(lengte):
        yield OngeldigeAanvraag("Content-Length", "De lengte is geen getal.")
    elif int(lengte) > grenzen.lichaam_bytes:
        yield TeGroot(reden=f"Een bericht mag hoogstens {grenzen.lichaam_bytes} bytes zijn.")


def _encoding(koppen: list[tuple[bytes, bytes]]) -> Iterator[KetenhubError]:
    """Plain bytes in UTF-8 only."""
    for naam, waarde in koppen:
        if naam == b"content-encoding":
            yield MediatypeNietOndersteund("Content-Encoding", "De hub leest geen ingepakte berichten.")
        if naam == b"content-type" and any(tekens.lower() != "utf-8" for tekens in _CHARSET.findall(waarde.decode("latin-1"))):
            yield MediatypeNietOndersteund("Content-Type", "De hub leest alleen UTF-8.")


class GuardedProtocol(HttpToolsProtocol):
    """Refuse at the socket what an ASGI scope no longer shows; give it to uvicorn as `http=GuardedProtocol`."""

    KOP_BYTES = 64 * 1024
    KOP_SECONDEN = 10.0
    _klaar = False
    _kop_af = False
    _kop_bytes = 0
    _wekker: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it the same way
        """Start the clock for the first head."""
        super().connection_made(transport)
        self._wekker = self.loop.call_later(self.KOP_SECONDEN, self._too_slow)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock."""
        self._stop_clock()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        """Feed the parser; a head that never ends is cut off."""
        if self._klaar or self.transport.is_closing():
            return
        super().data_received(data)
        if not self._klaar and self.parser is not None and not self._kop_af:
            self._kop_bytes += len(data)
            if self._kop_bytes > self.KOP_BYTES and not self.transport.is_closing():
                self._answer(KopTeGroot())

    @override
    def on_message_begin(self) -> None:
        """Begin to count a new head."""
        self._kop_af = False
        self._kop_bytes = 0
        if self._wekker is None:
            self._wekker = self.loop.call_later(self.KOP_SECONDEN, self._too_slow)
        super().on_message_begin()

    @override
    def on_headers_complete(self) -> None:
        """Refuse an absolute or otherwise odd target before anything reads the address."""
        self._kop_af = True
        self._stop_clock()
        if not self.url.startswith(b"/"):
            raise httptools.HttpParserError("target")
        super().on_headers_complete()

    @override
    def on_message_complete(self) -> None:
        """Expect a new head after this message."""
        self._kop_bytes = 0
        super().on_message_complete()

    @override
    def send_400_response(self, msg: str) -> None:
        """Answer a broken frame with a problem document instead of plain text."""
        del msg
        self._answer(OngeldigeAanvraag(reden="De aanvraag volgt de regels van HTTP/1.1 niet."))

    def _answer(self, fout: KetenhubError) -> None:
        inhoud = problem(fout, "/")
        lichaam = orjson.dumps(inhoud)
        regel = f"HTTP/1.1 {inhoud['status']} Refused\r\ncontent-type: {PROBLEM}\r\ncontent-length: {len(lichaam)}\r\n"
        self.transport.write(regel.encode("ascii") + b"cache-control: no-store\r\nconnection: close\r\n\r\n" + lichaam)
        if (self.cycle is None or self.cycle.response_complete) and self.transport.can_write_eof():
            # Closing on unread bytes makes the system send a reset, which may overtake the answer; so read on for a moment.
            self._klaar = True
            self.transport.write_eof()
            self.loop.call_later(NALEZEN_SECONDEN, self.transport.close)
        else:
            self.transport.close()

    def _too_slow(self) -> None:
        self._wekker = None
        if not self._kop_af and not self._klaar and not self.transport.is_closing():
            self._answer(TeLangzaam())

    def _stop_clock(self) -> None:
        if self._wekker is not None:
            self._wekker.cancel()
            self._wekker = None
