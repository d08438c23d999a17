"""The one door for systems: a token is asked for and shown here, and every refusal sounds the same."""

import hmac
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from joserfc.jwk import ECKey

from ketenhub.domain.errors import GeenToegang
from ketenhub.web.auth.assertie import ASSERTIE_TYPE, authenticate_client
from ketenhub.web.auth.clients import Client, Clients
from ketenhub.web.auth.dpop import Verzoek, check_proof
from ketenhub.web.auth.jwt import LANGSTE_TOKEN, Afgekeurd, Herhalingen
from ketenhub.web.auth.ruimte import Ruimte
from ketenhub.web.auth.tokens import LEVEN_SECONDEN, Bewezen, Toegang, Uitgever
from ketenhub.web.problems import NietIngelogd, OngeldigTokenverzoek

_VELDEN = frozenset({"grant_type", "client_id", "client_assertion", "client_assertion_type", "scope"})
TOKEN_PAD = "/v1/token"  # noqa: S105 - an address, not a secret

Noteer = Callable[[str, str, str], Awaitable[None]]
Welkom = Callable[[str, str | None], Awaitable[None]]
Tekensleutels = Callable[[], Awaitable[tuple[ECKey, ...]]]


async def nowhere(organisatie: str, handeling: str, uitkomst: str) -> None:
    """Note nothing: for a door without a store."""


async def nobody(organisatie: str, medewerker: str | None) -> None:
    """Take a caller for a system alone: for a door that knows no people."""


@dataclass(frozen=True, slots=True)
class Aanroep:
    """What the door needs of a request: method, path, and the two headers that prove something."""

    methode: str
    pad: str
    authorization: str = ""
    dpop: str = ""


@dataclass(frozen=True, slots=True)
class Poort:
    """Everything that the door needs; `demo` alone lets unbound tokens through, `noteer` keeps who came in and who lacked a right.

    `welkom` is told for whom of the organisation a system says to act, if it says so.
    `tekensleutels` gives the keys of now, so that a key that turned is known without a restart; without it they are those of the start.
    """

    uitgever: Uitgever
    clients: Clients
    herhalingen: Herhalingen
    demo: bool = False
    noteer: Noteer = nowhere
    welkom: Welkom = nobody
    ruimte: Ruimte = field(default_factory=Ruimte)
    tekensleutels: Tekensleutels | None = None

    async def renew(self) -> None:
        """Know the keys that sign now."""
        if self.tekensleutels is not None:
            self.uitgever.renew(await self.tekensleutels())

    async def token(self, formulier: Mapping[str, str], aanroep: Aanroep) -> dict[str, object]:
        """Answer a client credentials request (RFC 6749 section 4.4)."""
        scopes = _check_form(formulier)
        try:
            client = await self._client(formulier)
            duim = await self._binding(aanroep, None)
            if duim is None and not self.demo:
                raise Afgekeurd("cnf")
        except Afgekeurd:
            raise NietIngelogd(extra={"error": "invalid_client"}) from None
        if not scopes <= client.scopes:
            raise _wrong("scope", "invalid_scope")
        gekregen = scopes or client.scopes
        await self.noteer(client.organisatie, "systeem ingelogd", client.client_id)
        await self.renew()
        return {
            "access_token": self.uitgever.issue(client, gekregen, duim),
            "token_type": "DPoP" if duim else "Bearer",
            "expires_in": LEVEN_SECONDEN,
            "scope": " ".join(sorted(gekregen)),
        }

    async def authorise(self, aanroep: Aanroep, *een_van: str) -> Toegang:
        """Give who is asking, or refuse: 401 in one voice, 403 when none of these scopes was given."""
        try:
            bewezen = await self._token(aanroep)
        except Afgekeurd:
            raise NietIngelogd from None
        if bewezen.toegang.scopes.isdisjoint(een_van):
            await self.noteer(bewezen.toegang.organisatie, f"{aanroep.methode} zonder recht {een_van[0]}", GeenToegang.code)
            raise GeenToegang("", "Dit token geldt niet voor deze handeling.")
        return bewezen.toegang

    async def _client(self, formulier: Mapping[str, str]) -> Client:
        adres = self.uitgever.adres
        audience = (adres + TOKEN_PAD, adres)
        client = await authenticate_client(formulier["client_assertion"], audience, self.clients, self.herhalingen, self.uitgever.nu)
        if formulier.get("client_id", client.client_id) != client.client_id:
            raise Afgekeurd("client_id")
        return client

    async def _token(self, aanroep: Aanroep) -> Bewezen:
        """Read the token, check that it is the caller's, and that the caller still may come in."""
        if len(aanroep.authorization) > LANGSTE_TOKEN or len(aanroep.dpop) > LANGSTE_TOKEN:
            raise Afgekeurd("lengte")
        soort, _, token = aanroep.authorization.partition(" ")
        if soort.lower() not in {"bearer", "dpop"} or not token.isascii():
            raise Afgekeurd("vorm")
        bewezen = await self._read(token)
        await self._check_binding(bewezen, soort.lower(), token, aanroep)
        await self._check_active(bewezen)
        return bewezen

    async def _read(self, token: str) -> Bewezen:
        """Read a token; one of a key that is not known here may be of a key that turned."""
        try:
            return self.uitgever.read(token)
        except Afgekeurd as fout:
            if fout.args != ("kid",):
                raise
        # another request may have brought the new key meanwhile, so read again either way
        await self.renew()
        return self.uitgever.read(token)

    async def _check_binding(self, bewezen: Bewezen, soort: str, token: str, aanroep: Aanroep) -> None:
        """A bound token needs its proof, also in demo mode; an unbound one passes in demo mode only."""
        if bewezen.duim is None:
            if not self.demo or soort != "bearer":
                raise Afgekeurd("cnf")
            return
        duim = await self._binding(aanroep, token)
        if soort != "dpop" or duim is None or not hmac.compare_digest(duim, bewezen.duim):
            raise Afgekeurd("cnf")

    async def _binding(self, aanroep: Aanroep, token: str | None) -> str | None:
        """Give the thumbprint of the key in the proof, or None when there is no proof."""
        if not aanroep.dpop:
            return None
        verzoek = Verzoek(aanroep.methode, self.uitgever.adres + aanroep.pad, token)
        return await check_proof(aanroep.dpop, verzoek, self.herhalingen, self.uitgever.nu)

    async def _check_active(self, bewezen: Bewezen) -> None:
        """Look the client up each time: what is withdrawn stops now, not in ten minutes."""
        client = await self.clients.find(bewezen.toegang.client_id)
        if client is None or not client.actief or client.organisatie != bewezen.toegang.organisatie:
            raise Afgekeurd("organisatie")
        if client.ingetrokken_voor is not None and bewezen.iat <= client.ingetrokken_voor.timestamp():
            raise Afgekeurd("ingetrokken")
        if not bewezen.toegang.scopes <= client.scopes:
            raise Afgekeurd("scope")


def _wrong(veld: str, fout: str) -> OngeldigTokenverzoek:
    return OngeldigTokenverzoek(veld, "Dit veld ontbreekt of klopt niet.", {"error": fout})


def _check_form(formulier: Mapping[str, str]) -> frozenset[str]:
    """Check the fields of the form and give the scopes asked for."""
    if not set(formulier) <= _VELDEN:
        raise _wrong("(onbekend veld)", "invalid_request")
    if formulier.get("grant_type") != "client_credentials":
        raise _wrong("grant_type", "unsupported_grant_type")
    if formulier.get("client_assertion_type") != ASSERTIE_TYPE:
        raise _wrong("client_assertion_type", "invalid_request")
    if not formulier.get("client_assertion"):
        raise _wrong("client_assertion", "invalid_request")
    return frozenset(formulier.get("scope", "").split())
