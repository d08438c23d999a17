"""Translate between the systems of the police and the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ontvangst
from ketenhub.dialects.canoniek import read_id
from ketenhub.domain.errors import Verplichtveld
from ketenhub_politie.formaat import read_message

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht, UitBericht
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.bijdrage import Bijdrage

VOORGOED = frozenset({400, 404, 405, 410, 413, 415, 422})


class Politie:
    """Politie: speaks canonical JSON, and is told by thin notifications only."""

    def identify(self, bericht: Bericht) -> str | None:
        """Give the message's `berichtId`."""
        return read_id(bericht.inhoud)

    def translate_in(self, bericht: Bericht) -> Bijdrage:
        """Read the contribution."""
        return read_message(bericht)

    def narrow(self, uitsnede: Uitsnede) -> Uitsnede:
        """Give the view as it is."""
        return uitsnede

    def translate_out(self, uitsnede: Uitsnede, aanleiding: Aanleiding) -> UitBericht:  # noqa: ARG002  nothing is rendered
        """Refuse: the manifest lists no messages with content."""
        raise Verplichtveld(aanleiding.soort, "deze plugin maakt geen berichten met inhoud")

    def read_reply(self, antwoord: Antwoord) -> Ontvangst:
        """Any 2xx is accepted; what cannot be helped by trying again is refused for good."""
        if 200 <= antwoord.status < 300:
            return Ontvangst.AANGENOMEN
        return Ontvangst.GEWEIGERD if antwoord.status in VOORGOED else Ontvangst.OPNIEUW
