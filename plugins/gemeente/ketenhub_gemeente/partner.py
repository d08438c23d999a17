"""Translate between the municipality's zaaksysteem and the hub."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ontvangst, Ophaalverzoek, UitBericht
from ketenhub.dialects.canoniek import MEDIATYPE, read_bijdrage, read_id
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.partijen import Naam, Persoon
from ketenhub_gemeente.formaat import addresses, read_fetched, read_message, write_message

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.dialects.zgw.zaak import Rolpersoon
    from ketenhub_gemeente.formaat import Zaakbeeld

VOORGOED = frozenset({400, 404, 405, 410, 413, 415, 422})


def _person(rol: Rolpersoon, beeld: Zaakbeeld) -> Persoon:
    return Persoon(
        ref=rol.rol_url.rstrip("/").rpartition("/")[2],
        geldig_op=beeld.zaak.startdatum or beeld.notificatie.aanmaakdatum,
        bsn=rol.bsn,
        naam=Naam(voornamen=rol.voornamen, voorvoegsel=rol.voorvoegsel, achternaam=rol.geslachtsnaam),
        geboortedatum=rol.geboortedatum,
    )


class Gemeente:
    """The municipality: a notification carries only links, so the hub fetches the zaak first."""

    def identify(self, bericht: Bericht) -> str | None:
        """Give `berichtId` of canonical JSON; a ZGW notification has no id of its own."""
        return read_id(bericht.inhoud) if bericht.mediatype == MEDIATYPE else None

    def translate_in(self, bericht: Bericht) -> Bijdrage | Ophaalverzoek:
        """Read canonical JSON, or a notification with what was fetched for it."""
        if bericht.mediatype == MEDIATYPE:
            return read_bijdrage(bericht.inhoud)
        notificatie = read_message(bericht.inhoud)
        if not bericht.opgehaald:
            return Ophaalverzoek(addresses(notificatie))
        beeld = read_fetched(notificatie, bericht.opgehaald)
        return Bijdrage(
            bericht_id="sha256:" + hashlib.sha256(bericht.inhoud).hexdigest(),
            opgesteld_op=notificatie.aanmaakdatum,
            eigen_referentie=beeld.zaak.identificatie,
            feiten=tuple(_person(rol, beeld) for rol in beeld.personen),
        )

    def narrow(self, uitsnede: Uitsnede) -> Uitsnede:
        """Give the view as it is: a notification carries nothing of it."""
        return uitsnede

    def translate_out(self, uitsnede: Uitsnede, aanleiding: Aanleiding) -> UitBericht:  # noqa: ARG002  a notification says that, never what
        """Write a ZGW notification."""
        return UitBericht("application/json", write_message(aanleiding))

    def read_reply(self, antwoord: Antwoord) -> Ontvangst:
        """Any 2xx is accepted (the text says 200, practice 201, the consumer document 204)."""
        if 200 <= antwoord.status < 300:
            return Ontvangst.AANGENOMEN
        return Ontvangst.GEWEIGERD if antwoord.status in VOORGOED else Ontvangst.OPNIEUW
