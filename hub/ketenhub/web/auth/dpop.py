"""Check a proof of possession: the caller holds the key that its token is bound to (RFC 9449 section 4.3)."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import ECKey, Key, RSAKey
from joserfc.util import urlsafe_b64encode

from ketenhub.web.auth.jwt import (
    ALGORITMEN,
    LANGSTE_TOKEN,
    Afgekeurd,
    Claims,
    Herhalingen,
    Nu,
    check_header,
    check_key,
    decode,
    jti_of,
    peek,
)

VENSTER_SECONDEN = 60
_TYP = frozenset({"dpop+jwt"})
_PRIVE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
_POORTEN = {"https": 443, "http": 80}


@dataclass(frozen=True, slots=True)
class Verzoek:
    """The request that a proof must belong to; `adres` is the address by which partners know us, not the Host header."""

    methode: str
    adres: str
    token: str | None = None


async def check_proof(bewijs: str, verzoek: Verzoek, herhalingen: Herhalingen, nu: Nu) -> str:
    """Give the thumbprint of the key that signed this proof, or raise Afgekeurd."""
    if len(bewijs) > LANGSTE_TOKEN:
        raise Afgekeurd("lengte")
    kop, _ = peek(bewijs)
    check_header(kop, _TYP, ALGORITMEN, frozenset({"jwk"}))
    sleutel = _key(kop.get("jwk"))
    claims = decode(bewijs, sleutel, (str(kop["alg"]),))
    _check_claims(claims, verzoek, nu)
    duim = sleutel.thumbprint()
    if not await herhalingen.remember(f"dpop:{duim}", jti_of(claims), nu() + timedelta(seconds=2 * VENSTER_SECONDEN)):
        raise Afgekeurd("jti")
    return duim


def _key(jwk: object) -> Key:
    """Read the public key in the header; a private part in it is a mistake that we do not help along."""
    if not isinstance(jwk, dict) or _PRIVE & set(jwk):
        raise Afgekeurd("jwk")
    # Only what makes the key: a `use` or `key_ops` of the caller decides nothing here.
    kern = {naam: waarde for naam, waarde in jwk.items() if naam in {"kty", "crv", "x", "y", "n", "e"}}
    try:
        sleutel: Key = RSAKey.import_key(kern) if kern.get("kty") == "RSA" else ECKey.import_key(kern)
        check_key(sleutel)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        raise Afgekeurd("jwk") from None
    return sleutel


def _check_claims(claims: Claims, verzoek: Verzoek, nu: Nu) -> None:
    """Check method, address, time and token hash."""
    if claims.get("htm") != verzoek.methode:
        raise Afgekeurd("htm")
    if normal(claims.get("htu")) != normal(verzoek.adres):
        raise Afgekeurd("htu")
    iat = claims.get("iat")
    if isinstance(iat, bool) or not isinstance(iat, int | float) or abs(nu().timestamp() - iat) > VENSTER_SECONDEN:
        raise Afgekeurd("iat")
    if verzoek.token is not None and not _same(claims.get("ath"), token_hash(verzoek.token)):
        raise Afgekeurd("ath")


def token_hash(token: str) -> str:
    """Hash an access token the way `ath` does."""
    return urlsafe_b64encode(hashlib.sha256(token.encode("ascii")).digest()).decode("ascii")


def _same(een: object, ander: str) -> bool:
    """Compare in constant time."""
    return isinstance(een, str) and hmac.compare_digest(een.encode("utf-8"), ander.encode("utf-8"))


def normal(adres: object) -> tuple[str, str, int | None, str] | None:
    """Bring an address to one form, without query and fragment (RFC 3986 section 6.2); None when it is no address."""
    if not isinstance(adres, str):
        raise Afgekeurd("htu")
    try:
        delen = urlsplit(adres)
        poort = delen.port or _POORTEN.get(delen.scheme)
    except ValueError:
        raise Afgekeurd("htu") from None
    if delen.username is not None or not delen.hostname:
        raise Afgekeurd("htu")
    return delen.scheme, delen.hostname, poort, delen.path or "/"
