"""Check who a client says it is: private_key_jwt by the NL GOV profile (RFC 7523)."""

from datetime import timedelta

from ketenhub.web.auth.clients import Client, Clients
from ketenhub.web.auth.jwt import LANGSTE_TOKEN, SPELING_SECONDEN, Afgekeurd, Eisen, Herhalingen, Nu, jti_of, peek, verify

ASSERTIE_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
LANGSTE_LEVEN = 300
_TYP = frozenset({"jwt", "client-authentication+jwt"})


async def authenticate_client(assertie: str, audience: tuple[str, ...], clients: Clients, herhalingen: Herhalingen, nu: Nu) -> Client:
    """Give the active client behind an assertion, or raise Afgekeurd at the first check that fails."""
    if len(assertie) > LANGSTE_TOKEN:
        raise Afgekeurd("lengte")
    _, onbewezen = peek(assertie)
    naam = onbewezen.get("iss")
    client = await clients.find(naam) if isinstance(naam, str) else None
    if client is None:
        raise Afgekeurd("iss")
    claims = verify(assertie, Eisen(_TYP, client.sleutels, client.client_id, audience, client.algoritmen), nu)
    if claims.get("sub") != client.client_id:
        raise Afgekeurd("sub")
    if claims["exp"] - claims["iat"] > LANGSTE_LEVEN or claims["iat"] < nu().timestamp() - LANGSTE_LEVEN - SPELING_SECONDEN:
        raise Afgekeurd("duur")
    tot = nu() + timedelta(seconds=LANGSTE_LEVEN + 2 * SPELING_SECONDEN)
    if not await herhalingen.remember(client.client_id, jti_of(claims), tot):
        raise Afgekeurd("jti")
    if not client.actief:
        raise Afgekeurd("organisatie")
    return client
