"""Issue and read our own access tokens: ten minutes, one organisation, bound to the key of the caller."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from joserfc import jwt
from joserfc.jwk import ECKey, KeySet

from ketenhub.domain.errors import Instellingsfout
from ketenhub.web.auth.clients import Client
from ketenhub.web.auth.jwt import SPELING_SECONDEN, Afgekeurd, Claims, Eisen, Nu, verify

LEVEN_SECONDEN = 600
ALGORITME = "ES256"
_TYP = "at+jwt"


@dataclass(frozen=True, slots=True)
class Toegang:
    """Who is asking: one organisation, through one client, for these kinds of action."""

    organisatie: str
    client_id: str
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Bewezen:
    """A token whose signature and claims were checked."""

    toegang: Toegang
    iat: int
    exp: int
    duim: str | None


@dataclass(slots=True)
class Uitgever:
    """Sign and verify access tokens; the first key signs, all of them verify (rotation)."""

    adres: str
    sleutels: tuple[ECKey, ...]
    nu: Nu
    nieuw_id: Callable[[], str]
    ruimte: int = 10_000
    _gezien: OrderedDict[bytes, Bewezen] = field(default_factory=OrderedDict)

    def __post_init__(self) -> None:
        """Refuse keys that do not fit."""
        self._check()

    def _check(self) -> None:
        """Refuse keys that cannot sign ES256 or cannot be told apart."""
        namen = {sleutel.kid for sleutel in self.sleutels}
        if not self.sleutels or None in namen or len(namen) != len(self.sleutels):
            raise Instellingsfout("ondertekening", "Elke tekensleutel moet een eigen kid hebben.")
        if any(not sleutel.is_private or sleutel.curve_name != "P-256" for sleutel in self.sleutels):
            raise Instellingsfout("ondertekening", "Een tekensleutel moet een geheime P-256-sleutel zijn.")

    def renew(self, sleutels: tuple[ECKey, ...]) -> None:
        """Go on with the keys of now. A token that was seen stays good until it ends."""
        self.sleutels = sleutels
        self._check()

    def jwks(self) -> dict[str, object]:
        """Give the public keys, for whoever wants to check our tokens."""
        extra = {"use": "sig", "alg": ALGORITME}
        return {"keys": [{**sleutel.as_dict(private=False), **extra} for sleutel in self.sleutels]}

    def issue(self, client: Client, scopes: frozenset[str], duim: str | None) -> str:
        """Make a token for this client; `duim` is the thumbprint of the key that it is bound to."""
        nu = int(self.nu().timestamp())
        claims: dict[str, object] = {
            "iss": self.adres,
            "aud": self.adres,
            "sub": client.client_id,
            "client_id": client.client_id,
            "organisatie": client.organisatie,
            "scope": " ".join(sorted(scopes)),
            "iat": nu,
            "nbf": nu,
            "exp": nu + LEVEN_SECONDEN,
            "jti": self.nieuw_id(),
        }
        if duim is not None:
            claims["cnf"] = {"jkt": duim}
        kop = {"alg": ALGORITME, "typ": _TYP, "kid": self.sleutels[0].kid}
        return jwt.encode(kop, claims, self.sleutels[0], algorithms=[ALGORITME])

    def read(self, token: str) -> Bewezen:
        """Verify a token, or find it among those seen; either way it must still be valid now."""
        merk = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        bewezen = self._gezien.get(merk)
        if bewezen is None:
            eisen = Eisen(frozenset({_TYP}), KeySet(list(self.sleutels)), self.adres, (self.adres,), (ALGORITME,))
            bewezen = _believe(verify(token, eisen, self.nu))
            self._keep(merk, bewezen)
        if bewezen.exp + SPELING_SECONDEN <= self.nu().timestamp():
            self._gezien.pop(merk, None)
            raise Afgekeurd("exp")
        return bewezen

    def _keep(self, merk: bytes, bewezen: Bewezen) -> None:
        """Remember a verified token; the oldest makes room."""
        self._gezien[merk] = bewezen
        while len(self._gezien) > self.ruimte:
            self._gezien.popitem(last=False)


def _believe(claims: Claims) -> Bewezen:
    """Read the verified claims of a token of ours; anything else signed by the same key is not one."""
    match claims:
        case {"client_id": str(client_id), "organisatie": str(organisatie), "scope": str(scope), "iat": int(iat), "exp": int(exp)}:
            toegang = Toegang(organisatie, client_id, frozenset(scope.split()))
        case _:
            raise Afgekeurd("claims")
    match claims.get("cnf"):
        case None:
            duim = None
        case {"jkt": str(jkt)}:
            duim = jkt
        case _:
            raise Afgekeurd("cnf")
    return Bewezen(toegang, iat, exp, duim)
