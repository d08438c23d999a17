"""Translate between the municipality's zaaksysteem and the hub."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Literal

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
# the municipality's own mark; what it keeps this close, the hub gives to nobody else
NIET_VERDER = frozenset({"confidentieel", "geheim", "zeer_geheim"})
GESLACHT: dict[str | None, Literal["man", "vrouw", "onbekend"]] = {"m": "man", "v": "vrouw", "o": "onbekend"}
SLEUTEL = re.compile(r"[A-Za-z0-9._:~-]+")


def _person(rol: Rolpersoon, beeld: Zaakbeeld) -> Persoon:
    return Persoon(
        ref=rol.rol_id,
        geldig_op=beeld.zaak.startdatum or beeld.notificatie.aanmaakdatum,
        niet_verder=beeld.zaak.vertrouwelijkheid in NIET_VERDER,
        bsn=rol.bsn,
        naam=Naam(voornamen=rol.voornamen, voorletters=rol.voorletters, voorvoegsel=rol.voorvoegsel, achternaam=rol.geslachtsnaam),
        geboortedatum=rol.geboortedatum,
        geslacht=GESLACHT.get(rol.geslacht),
    )


def _hash(inhoud: bytes) -> str:
    return "sha256:" + hashlib.sha256(inhoud).hexdigest()


def _own_reference(identificatie: str) -> str:
    """Give the zaak's number as a key; the standard allows any characters in it."""
    return identificatie if SLEUTEL.fullmatch(identificatie) else _hash(identificatie.encode())


class Gemeente:
    """The municipality: a notification carries only links, so the hub fetches the zaak first."""

    def identify(self, bericht: Bericht) -> str | None:
        """Give `berichtId` of canonical JSON; a ZGW notification has no id of its own."""
        return read_id(bericht.inhoud) if bericht.mediatype == MEDIATYPE else None

    def translate_in(self, bericht: Bericht) -> Bijdrage | Ophaalverzoek:
        """Read canonical JSON, or a notification with what was fetched for it; asks on while the rollen have another page."""
        if bericht.mediatype == MEDIATYPE:
            return read_bijdrage(bericht.inhoud)
        notificatie = read_message(bericht.inhoud)
        if not bericht.opgehaald:
            return Ophaalverzoek(addresses(notificatie))
        beeld = read_fetched(notificatie, bericht.opgehaald)
        if beeld.volgende is not None:
            return Ophaalverzoek((beeld.volgende,))
        return Bijdrage(
            bericht_id=_hash(bericht.inhoud),
            opgesteld_op=notificatie.aanmaakdatum,
            eigen_referentie=_own_reference(beeld.zaak.identificatie),
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
