"""Wrap joserfc once: one order of checks, algorithms always named, and nothing but `Afgekeurd` comes out."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, KeySet, RSAKey
from joserfc.jws import JWSRegistry
from joserfc.jwt import BaseClaimsRegistry, JWTClaimsRegistry
from joserfc.util import urlsafe_b64decode

from ketenhub.domain.errors import KetenhubError
from ketenhub.web.strict_json import check_json

LANGSTE_TOKEN = 8 * 1024
SPELING_SECONDEN = 30
ALGORITMEN = ("ES256", "PS256", "RS256")
_RSA_BITS = range(2048, 4097)
_GROOTSTE_EXPONENT = 2**32
_DEEL = re.compile(r"[A-Za-z0-9_-]{1,8192}\Z")
_JTI = re.compile(r"[\x21-\x7e]{8,256}\Z")
_TIJDEN = ("exp", "nbf", "iat")
_VRIJE_KOP = frozenset({"typ", "alg", "kid", "x5t", "x5t#S256"})

Claims = Mapping[str, Any]
Nu = Callable[[], datetime]


class Afgekeurd(Exception):
    """The token is not accepted; the reason is for tests and counters, never for the caller."""


class Herhalingen(Protocol):
    """Remember what may be used once; the store keeps it for all processes."""

    async def remember(self, issuer: str, jti: str, until: datetime) -> bool:
        """Keep (issuer, jti) until then; answer False when it was there already."""
        ...


@dataclass(frozen=True, slots=True)
class Eisen:
    """What a token must say before it is believed."""

    typ: frozenset[str]
    sleutels: KeySet
    issuer: str
    audience: tuple[str, ...]
    algoritmen: tuple[str, ...] = ALGORITMEN


class _RuimeKop(JWSRegistry):
    """Allow a header with a public key in it; the whole token stays within its own limit."""

    max_header_length = LANGSTE_TOKEN


def peek(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Read header and claims WITHOUT believing them, to find out whose key set applies."""
    if len(token) > LANGSTE_TOKEN:
        raise Afgekeurd("lengte")
    delen = token.split(".")
    if len(delen) != 3 or not all(_DEEL.match(deel) for deel in delen):
        raise Afgekeurd("vorm")
    return _object(delen[0]), _object(delen[1])


def _object(deel: str) -> dict[str, Any]:
    """Decode one part as strictly as any foreign JSON."""
    try:
        data = urlsafe_b64decode(deel.encode("ascii"))
        check_json(data)
        waarde = json.loads(data)
    except (ValueError, KetenhubError):
        raise Afgekeurd("vorm") from None
    if not isinstance(waarde, dict):
        raise Afgekeurd("vorm")
    return waarde


def check_header(kop: Claims, typ: frozenset[str], algoritmen: tuple[str, ...], extra: frozenset[str] = frozenset()) -> None:
    """Check type, then algorithm, then that nothing unknown stands in the header."""
    if not isinstance(kop.get("typ"), str) or kop["typ"].lower() not in typ:
        raise Afgekeurd("typ")
    if kop.get("alg") not in algoritmen:
        raise Afgekeurd("alg")
    if not set(kop) <= _VRIJE_KOP | extra:
        raise Afgekeurd("kop")


def verify(token: str, eisen: Eisen, nu: Nu) -> Claims:
    """Check length, typ, alg, kid, signature, iss, aud and times, in this order, and give the claims."""
    kop, _ = peek(token)
    check_header(kop, eisen.typ, eisen.algoritmen)
    kid = kop.get("kid")
    sleutel = next((sleutel for sleutel in eisen.sleutels if isinstance(kid, str) and sleutel.kid == kid), None)
    if sleutel is None:
        raise Afgekeurd("kid")
    claims = decode(token, sleutel, eisen.algoritmen)
    _check(BaseClaimsRegistry(iss={"essential": True, "value": eisen.issuer}), claims, ("iss",))
    check_audience(claims, eisen.audience)
    check_times(claims, nu)
    return claims


def decode(token: str, sleutel: Key, algoritmen: tuple[str, ...]) -> Claims:
    """Verify the signature only; every caller checks the claims after it."""
    try:
        return jwt.decode(token, sleutel, algorithms=list(algoritmen), registry=_RuimeKop(algorithms=list(algoritmen))).claims
    except (JoseError, ValueError, TypeError):
        raise Afgekeurd("handtekening") from None


def check_audience(claims: Claims, audience: tuple[str, ...]) -> None:
    """Accept a token that is meant for us and for nobody else beside us."""
    waarde = claims.get("aud")
    doelen = waarde if isinstance(waarde, list) else [waarde]
    if len(doelen) != 1 or not isinstance(doelen[0], str) or doelen[0] not in audience:
        raise Afgekeurd("aud")


def check_times(claims: Claims, nu: Nu) -> None:
    """Check exp, nbf and iat with the leeway; exp and iat must be there."""
    seconden = int(nu().timestamp())
    register = JWTClaimsRegistry(now=seconden, leeway=SPELING_SECONDEN, exp={"essential": True}, iat={"essential": True})
    _check(register, claims, _TIJDEN)


def _check(register: BaseClaimsRegistry, claims: Claims, namen: tuple[str, ...]) -> None:
    """Run a claims registry over these claims only, so that the order is ours."""
    try:
        register.validate({naam: claims[naam] for naam in namen if naam in claims})
    except JoseError:
        raise Afgekeurd("-".join(namen)) from None


def jti_of(claims: Claims) -> str:
    """Give a `jti` that can be kept: short, printable, without tricks."""
    jti = claims.get("jti")
    if not isinstance(jti, str) or not _JTI.match(jti):
        raise Afgekeurd("jti")
    return jti


def check_key(sleutel: Key) -> None:
    """Accept public RSA keys of 2048 to 4096 bits and P-256 keys, nothing else."""
    if isinstance(sleutel, ECKey):
        goed = sleutel.curve_name == "P-256"
    elif isinstance(sleutel, RSAKey):
        goed = sleutel.public_key.key_size in _RSA_BITS and sleutel.public_key.public_numbers().e < _GROOTSTE_EXPONENT
    else:
        goed = False
    if not goed or sleutel.is_private:
        raise Afgekeurd("sleutel")
