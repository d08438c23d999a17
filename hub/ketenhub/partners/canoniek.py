"""The built-in partner: an organisation without a plugin speaks canonical JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ontvangst, UitBericht
from ketenhub.contract.manifest import Ingang, Manifest
from ketenhub.dialects.canoniek import MEDIATYPE, read_bijdrage, read_id
from ketenhub.domain.gegeven import Categorie

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.bijdrage import Bijdrage

MANIFEST = Manifest(
    partner="canoniek",
    naam="Canonieke JSON",
    contract=1,
    eigenaar="Ketenhub",
    ingangen=(Ingang(mediatype=MEDIATYPE),),
    levert=tuple(Categorie),
)


class Canoniek:
    """Speak the hub's own JSON."""

    def identify(self, bericht: Bericht) -> str | None:
        """Give the message's `berichtId`."""
        return read_id(bericht.inhoud)

    def translate_in(self, bericht: Bericht) -> Bijdrage:
        """Read the contribution."""
        return read_bijdrage(bericht.inhoud)

    def narrow(self, uitsnede: Uitsnede) -> Uitsnede:
        """Give the view as it is."""
        return uitsnede

    def translate_out(self, uitsnede: Uitsnede, aanleiding: Aanleiding) -> UitBericht:  # noqa: ARG002  one form for every reason
        """Give the view as JSON."""
        return UitBericht("application/json", json.dumps(uitsnede.inhoud, ensure_ascii=False, separators=(",", ":")).encode())

    def read_reply(self, antwoord: Antwoord) -> Ontvangst:
        """Any 2xx is accepted; what cannot be helped by trying again is refused for good."""
        if antwoord.status // 100 == 2:
            return Ontvangst.AANGENOMEN
        return Ontvangst.GEWEIGERD if antwoord.status // 100 == 4 else Ontvangst.OPNIEUW
