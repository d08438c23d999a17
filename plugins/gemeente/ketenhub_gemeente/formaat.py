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
WEG = "destroy"
GOED = 200
MEESTE_PERSONEN = 500


@dataclass(frozen=True, slots=True)
class Zaakbeeld:
    """What came back about one zaak: the zaak, the persons with a rol, and the page that is still to be fetched."""

    notificatie: Notificatie
    zaak: Zaak
    personen: tuple[Rolpersoon, ...]
    volgende: str | None


def read_message(inhoud: bytes) -> Notificatie:
    """Read a notification about a zaak; raises OngeldigBericht with the place."""
    notificatie = read_notificatie(inhoud)
    if notificatie.kanaal != KANAAL_ZAKEN:
        raise OngeldigBericht("/kanaal", "de hub luistert naar het kanaal zaken")
    if notificatie.resource not in RESOURCES:
        raise OngeldigBericht("/resource", "deze resource kent de hub niet")
    if notificatie.resource == "zaak" and notificatie.resource_url != notificatie.hoofd_object:
        raise OngeldigBericht("/resourceUrl", "dit is een andere zaak dan het hoofdobject")
    if notificatie.resource == "zaak" and notificatie.actie == WEG:
        raise OngeldigBericht("/actie", "een verwijderde zaak is niet op te halen; trek feiten in met een bijdrage")
    return notificatie


def addresses(notificatie: Notificatie) -> tuple[str, ...]:
    """Give what to fetch first: the zaak itself and the first page of its rollen."""
    return (notificatie.hoofd_object, rollen_address(notificatie.hoofd_object))


def read_fetched(notificatie: Notificatie, opgehaald: tuple[Opgehaald, ...]) -> Zaakbeeld:
    """Read what the hub fetched: the zaak, then its rollen page by page; raises OngeldigBericht with the place."""
    if len(opgehaald) < len(addresses(notificatie)):
        raise OngeldigBericht("/opgehaald", "het aantal antwoorden klopt niet")
    for n, deel in enumerate(opgehaald):
        if deel.status != GOED:
            raise OngeldigBericht(f"/opgehaald/{n}", "het zaaksysteem gaf geen antwoord met inhoud")
    zaak = read_zaak(opgehaald[0].inhoud, "/opgehaald/0")
    if zaak.url != notificatie.hoofd_object:
        raise OngeldigBericht("/opgehaald/0/url", "dit is een andere zaak")
    paginas = [read_rollen(deel.inhoud, f"/opgehaald/{n}", zaak.url) for n, deel in enumerate(opgehaald[1:], start=1)]
    volgende = paginas[-1].volgende
    if volgende in {deel.adres for deel in opgehaald}:
        raise OngeldigBericht(f"/opgehaald/{len(paginas)}/next", "deze pagina is al opgehaald")
    # pages may overlap when a rol was added in between
    personen = {persoon.rol_id: persoon for pagina in paginas for persoon in pagina.personen}
    if len(personen) > MEESTE_PERSONEN:
        raise OngeldigBericht(f"/opgehaald/{len(paginas)}/results", "de zaak heeft te veel personen voor een bericht")
    return Zaakbeeld(notificatie, zaak, tuple(personen.values()), volgende)


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
