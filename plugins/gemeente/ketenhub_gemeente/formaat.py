"""The municipality's messages as it writes them: which notification asks for which resources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.dialects.zgw.notificatie import Notificatie, read_notificatie, write_notificatie
from ketenhub.dialects.zgw.zaak import Rolpersoon, Zaak, read_rollen, read_zaak, rollen_address
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Aanleiding, Opgehaald

KANAAL_ZAKEN = "zaken"
KANAAL_PLAN = "veiligheidsplannen"
RESOURCES = frozenset({"zaak", "rol", "status", "zaakobject"})
GOED = 200


@dataclass(frozen=True, slots=True)
class Zaakbeeld:
    """What came back about one zaak: the zaak and the persons with a rol."""

    notificatie: Notificatie
    zaak: Zaak
    personen: tuple[Rolpersoon, ...]


def read_message(inhoud: bytes) -> Notificatie:
    """Read a notification about a zaak; raises OngeldigBericht with the place."""
    notificatie = read_notificatie(inhoud)
    if notificatie.kanaal != KANAAL_ZAKEN:
        raise OngeldigBericht("/kanaal", "de hub luistert naar het kanaal zaken")
    if notificatie.resource not in RESOURCES:
        raise OngeldigBericht("/resource", "deze resource kent de hub niet")
    return notificatie


def addresses(notificatie: Notificatie) -> tuple[str, ...]:
    """Give what to fetch: the zaak itself and its rollen."""
    return (notificatie.hoofd_object, rollen_address(notificatie.hoofd_object))


def read_fetched(notificatie: Notificatie, opgehaald: tuple[Opgehaald, ...]) -> Zaakbeeld:
    """Read what the hub fetched, in the order of `addresses`; raises OngeldigBericht with the place."""
    if len(opgehaald) != len(addresses(notificatie)):
        raise OngeldigBericht("/opgehaald", "het aantal antwoorden klopt niet")
    for n, deel in enumerate(opgehaald):
        if deel.status != GOED:
            raise OngeldigBericht(f"/opgehaald/{n}", "het zaaksysteem gaf geen antwoord met inhoud")
    zaak = read_zaak(opgehaald[0].inhoud, "/opgehaald/0")
    if zaak.url != notificatie.hoofd_object:
        raise OngeldigBericht("/opgehaald/0/url", "dit is een andere zaak")
    return Zaakbeeld(notificatie, zaak, read_rollen(opgehaald[1].inhoud, "/opgehaald/1"))


def write_message(aanleiding: Aanleiding) -> bytes:
    """Write the notification that the municipality's own Notificaties API expects; it says that, never what."""
    kenmerken = {"soort": aanleiding.soort, "volgnummer": str(aanleiding.volgnummer)}
    if aanleiding.ernst is not None:
        kenmerken["ernst"] = aanleiding.ernst
    return write_notificatie(
        Notificatie(
            kanaal=KANAAL_PLAN,
            hoofd_object=aanleiding.adres,
            resource="veiligheidsplan",
            resource_url=aanleiding.adres,
            actie="update",
            aanmaakdatum=aanleiding.op,
            kenmerken=kenmerken,
        )
    )
