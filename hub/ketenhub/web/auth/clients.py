"""Who is registered: one client belongs to one organisation and has its keys pinned here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from ketenhub.domain.errors import Instellingsfout
from ketenhub.web.auth.jwt import ALGORITMEN, Afgekeurd, check_key

BERICHTEN_SCHRIJVEN = "berichten:schrijven"
BIJDRAGEN_SCHRIJVEN = "bijdragen:schrijven"
VEILIGHEIDSPLAN_LEZEN = "veiligheidsplan:lezen"
VERSTREKKINGEN_LEZEN = "verstrekkingen:lezen"
DEELREGELS_LEZEN = "deelregels:lezen"
DEELREGELS_BEHEREN = "deelregels:beheren"
SCOPES = frozenset({BERICHTEN_SCHRIJVEN, BIJDRAGEN_SCHRIJVEN, VEILIGHEIDSPLAN_LEZEN, VERSTREKKINGEN_LEZEN})
BEHEERSCOPES = frozenset({DEELREGELS_LEZEN, DEELREGELS_BEHEREN})


@dataclass(frozen=True, slots=True)
class Client:
    """One registered system of one organisation."""

    client_id: str
    organisatie: str
    sleutels: KeySet
    scopes: frozenset[str] = SCOPES
    actief: bool = True
    algoritmen: tuple[str, ...] = ALGORITMEN
    ingetrokken_voor: datetime | None = None
    """Tokens issued at or before this moment are no longer accepted."""


class Clients(Protocol):
    """Find a registered client; asked at every request, so that a withdrawal works at once."""

    async def find(self, client_id: str) -> Client | None:
        """Give the client, or None when nobody has this id."""
        ...


@dataclass(frozen=True, slots=True)
class VasteClients:
    """A register that is read once, from settings."""

    op_id: Mapping[str, Client] = field(default_factory=dict)

    @classmethod
    def of(cls, clients: Iterable[Client]) -> "VasteClients":
        """Make a register of these clients; an id may stand in it once."""
        alle = list(clients)
        op_id = {client.client_id: client for client in alle}
        if len(op_id) != len(alle):
            raise Instellingsfout("clients", "Een client_id staat er twee keer.")
        return cls(op_id)

    async def find(self, client_id: str) -> Client | None:
        """Give the client, or None when nobody has this id."""
        return self.op_id.get(client_id)


def load_jwks(jwks: Mapping[str, Any]) -> KeySet:
    """Read a pinned key set: public keys with a `kid` of their own, strong enough, and at least one."""
    try:
        rauw = jwks["keys"]
        if not isinstance(rauw, list):
            raise TypeError
        sleutels = KeySet.import_key_set({"keys": rauw})
        for sleutel in sleutels:
            check_key(sleutel)
    except (JoseError, Afgekeurd, ValueError, TypeError, KeyError):
        raise Instellingsfout("jwks", "De sleutelset bevat iets dat geen geschikte publieke sleutel is.") from None
    namen = [deel.get("kid") for deel in rauw]
    if not namen or None in namen or len(set(namen)) != len(namen):
        raise Instellingsfout("jwks", "Elke sleutel moet een eigen kid hebben.")
    return sleutels
