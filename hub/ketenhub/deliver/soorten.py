"""The kinds of transport: each turns bytes for an endpoint into one request, with the signature or token that belongs to it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from joserfc import jwt
from joserfc.jwk import OctKey

from ketenhub.deliver.registratie import Zgwsleutel
from ketenhub.deliver.signature import read_signing_key, sign_headers
from ketenhub.deliver.transport import Verzoek
from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.deliver.registratie import Eindpunt

GELDIG = 600
NAAM = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,63}")
WAARDE = re.compile(r"[\x20-\x7e]{0,512}")
# what the hub or the connection decides; a plugin may not
VOORBEHOUDEN = frozenset(
    {
        "authorization",
        "accept-encoding",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "cookie",
        "expect",
        "forwarded",
        "host",
        "keep-alive",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "user-agent",
        "via",
    }
)
VOORVOEGSELS = ("webhook-", "proxy-", "x-forwarded-")


@dataclass(frozen=True, slots=True)
class Zending:
    """What is to be carried: the id that stays the same, the exact bytes, and what the plugin wants in the headers."""

    id: str
    mediatype: str
    inhoud: bytes = field(repr=False)
    kop: tuple[tuple[str, str], ...] = field(default=(), repr=False)


def _own_headers(zending: Zending) -> tuple[tuple[str, str], ...]:
    """Give the headers of the plugin that are harmless; others are left out."""
    return tuple(
        (name, value)
        for name, value in zending.kop
        if NAAM.fullmatch(name)
        and WAARDE.fullmatch(value)
        and name.lower() not in VOORBEHOUDEN
        and not name.lower().startswith(VOORVOEGSELS)
    )


def zgw_token(sleutel: Zgwsleutel, nu: datetime) -> str:
    """Give the HS256 token of the ZGW standards; the user is the hub, never a person."""
    issued = int(nu.timestamp())
    claims = {
        "iss": sleutel.client_id,
        "iat": issued,
        "exp": issued + GELDIG,
        "client_id": sleutel.client_id,
        "user_id": "ketenhub",
        "user_representation": "Ketenhub",
    }
    key = OctKey.import_key(sleutel.geheim.waarde)
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, claims, key, algorithms=["HS256"])


def _signature(eindpunt: Eindpunt, zending: Zending, nu: datetime) -> tuple[tuple[str, str], ...]:
    keys = [read_signing_key(geheim.waarde) for geheim in eindpunt.geheimen]
    return sign_headers(keys, zending.id, int(nu.timestamp()), zending.inhoud) if keys else ()


def webhook(eindpunt: Eindpunt, zending: Zending, nu: datetime) -> Verzoek:
    """Make a signed JSON webhook; raises Instellingsfout without a key."""
    signature = _signature(eindpunt, zending, nu)
    if not signature:
        raise Instellingsfout("geheim", "een webhook zonder handtekening gaat niet uit")
    return Verzoek(eindpunt.adres, "POST", (("Content-Type", zending.mediatype), *signature, *_own_headers(zending)), zending.inhoud)


def zgw(eindpunt: Eindpunt, zending: Zending, nu: datetime) -> Verzoek:
    """Make a ZGW notification with its token; raises Instellingsfout without a secret."""
    if not eindpunt.geheimen or eindpunt.client_id is None:
        raise Instellingsfout("geheim", "een ZGW-notificatie zonder token gaat niet uit")
    token = zgw_token(Zgwsleutel(eindpunt.client_id, eindpunt.geheimen[0]), nu)
    headers = (("Content-Type", zending.mediatype), ("Authorization", f"Bearer {token}"), *_own_headers(zending))
    return Verzoek(eindpunt.adres, "POST", headers, zending.inhoud)


def xml(eindpunt: Eindpunt, zending: Zending, nu: datetime) -> Verzoek:
    """Make a plain XML message, signed where the endpoint has a key."""
    headers = (("Content-Type", zending.mediatype), *_signature(eindpunt, zending, nu), *_own_headers(zending))
    return Verzoek(eindpunt.adres, "POST", headers, zending.inhoud)


def make_request(eindpunt: Eindpunt, zending: Zending, nu: datetime) -> Verzoek:
    """Make the request by the kind of the endpoint; raises Instellingsfout."""
    match eindpunt.transport:
        case "webhook":
            return webhook(eindpunt, zending, nu)
        case "zgw":
            return zgw(eindpunt, zending, nu)
        case "xml":
            return xml(eindpunt, zending, nu)
