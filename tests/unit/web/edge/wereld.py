"""Builders for the door: a clock that stands still, clients with fresh keys, and tokens made by hand."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from joserfc.jwk import ECKey, Key
from joserfc.jws import JWSRegistry
from joserfc.util import urlsafe_b64encode

from ketenhub.web.auth.assertie import ASSERTIE_TYPE
from ketenhub.web.auth.clients import SCOPES, Client, VasteClients, load_jwks
from ketenhub.web.auth.dpop import token_hash
from ketenhub.web.auth.poort import Aanroep, Poort
from ketenhub.web.auth.tokens import Uitgever

ADRES = "https://hub.example"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OIN = "00000001234567890000"
PLAN = "veiligheidsplan:lezen"


def a_key(kid: str = "k1") -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid})


@dataclass
class Klok:
    stand: datetime = START

    def __call__(self) -> datetime:
        return self.stand

    def later(self, **hoeveel: float) -> None:
        self.stand += timedelta(**hoeveel)


@dataclass
class Lijst:
    """The replay list in memory, with the face of the store's."""

    gezien: dict[tuple[str, str], datetime] = field(default_factory=dict)

    async def remember(self, issuer: str, jti: str, until: datetime) -> bool:
        if (issuer, jti) in self.gezien:
            return False
        self.gezien[issuer, jti] = until
        return True


@dataclass
class Wereld:
    klok: Klok
    sleutel: Key
    dpop: Key
    clients: dict[str, Client]
    lijst: Lijst
    poort: Poort
    teller: int = 0

    def jti(self) -> str:
        self.teller += 1
        return f"jti-{self.teller:08}"

    def assertie(self, kop: dict[str, Any] | None = None, sleutel: Key | None = None, **claims: Any) -> str:
        nu = int(self.klok().timestamp())
        inhoud = {"iss": "politie-1", "sub": "politie-1", "aud": f"{ADRES}/v1/token", "iat": nu, "exp": nu + 60, "jti": self.jti()} | claims
        return encode({"alg": "ES256", "typ": "JWT", "kid": "k1"} | (kop or {}), inhoud, sleutel or self.sleutel)

    def bewijs(self, methode: str, pad: str, token: str | None = None, kop: dict[str, Any] | None = None, **claims: Any) -> str:
        inhoud: dict[str, Any] = {"htm": methode, "htu": ADRES + pad, "iat": int(self.klok().timestamp()), "jti": self.jti()}
        if token is not None:
            inhoud["ath"] = token_hash(token)
        alg = "ES256" if self.dpop.key_type == "EC" else "PS256"
        return encode({"alg": alg, "typ": "dpop+jwt", "jwk": self.dpop.as_dict(private=False)} | (kop or {}), inhoud | claims, self.dpop)

    def formulier(self, assertie: str | None = None, **velden: str) -> dict[str, str]:
        bewijs = assertie if assertie is not None else self.assertie()
        return {"grant_type": "client_credentials", "client_assertion_type": ASSERTIE_TYPE, "client_assertion": bewijs} | velden

    async def token(self, **velden: str) -> str:
        antwoord = await self.poort.token(self.formulier(**velden), Aanroep("POST", "/v1/token", dpop=self.bewijs("POST", "/v1/token")))
        return str(antwoord["access_token"])

    def met(self, token: str, soort: str = "DPoP", pad: str = "/v1/plan", **claims: Any) -> Aanroep:
        return Aanroep("GET", pad, f"{soort} {token}", self.bewijs("GET", pad, token, **claims))


def encode(kop: dict[str, Any], claims: dict[str, Any], sleutel: Key) -> str:
    """Sign whatever a caller, honest or not, may send; a member that is None is left out."""
    delen = [{naam: waarde for naam, waarde in deel.items() if waarde is not None} for deel in ({"typ": "JWT"} | kop, claims)]
    tekst = b".".join(urlsafe_b64encode(json.dumps(deel).encode()) for deel in delen)
    alg = JWSRegistry.algorithms[kop["alg"] if kop["alg"] != "none" else "ES256"]
    return (tekst + b"." + urlsafe_b64encode(alg.sign(tekst, sleutel))).decode()


def a_world(demo: bool = False, sleutel: Key | None = None, **client: Any) -> Wereld:
    klok, lijst, eigen = Klok(), Lijst(), sleutel or a_key()
    publiek = load_jwks({"keys": [eigen.as_dict(private=False)]})
    velden: dict[str, Any] = {"client_id": "politie-1", "organisatie": OIN, "sleutels": publiek, "scopes": SCOPES} | client
    clients = {"politie-1": Client(**velden)}
    nummers = iter(range(10_000))
    uitgever = Uitgever(ADRES, (a_key("hub-2"), a_key("hub-1")), klok, lambda: f"token-{next(nummers)}")
    return Wereld(klok, eigen, a_key("dpop"), clients, lijst, Poort(uitgever, VasteClients(clients), lijst, demo))
