"""Translate between the systems of the police and the hub."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.contract.bericht import UitBericht
from ketenhub.dialects.canoniek import MEDIATYPE, read_bijdrage
from ketenhub.dialects.canoniek import read_id as read_bericht_id
from ketenhub.dialects.stuf.antwoord import read_ontvangst
from ketenhub.dialects.stuf.bericht import MEDIATYPE as XML
from ketenhub.dialects.stuf.bericht import MEDIATYPES, read_id
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld
from ketenhub_politie.formaat import read_melding, write_terugkoppeling

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht, Ontvangst
    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.bijdrage import Bijdrage


class Politie:
    """Politie: reports by vtMelding, hears by vtTerugkoppeling, and speaks canonical JSON about the plan."""

    def identify(self, bericht: Bericht) -> str | None:
        """Give the reference of the stuurgegevens, or `berichtId` of canonical JSON."""
        return read_id(bericht.inhoud) if bericht.mediatype in MEDIATYPES else read_bericht_id(bericht.inhoud)

    def translate_in(self, bericht: Bericht) -> Bijdrage:
        """Read a vtMelding or a contribution in canonical JSON."""
        if bericht.mediatype in MEDIATYPES:
            return read_melding(bericht)
        if bericht.mediatype != MEDIATYPE:
            raise OngeldigBericht("Content-Type", "dit mediatype leest deze plugin niet")
        return read_bijdrage(bericht.inhoud)

    def narrow(self, uitsnede: Uitsnede) -> Uitsnede:
        """Give the view as it is: a message is cut to its item before it comes here."""
        return uitsnede

    def translate_out(self, uitsnede: Uitsnede, aanleiding: Aanleiding) -> UitBericht:
        """Render the vtTerugkoppeling; the police ask for no other message."""
        if aanleiding.soort != "terugkoppeling":
            raise Verplichtveld(aanleiding.soort, "deze plugin maakt alleen een vtTerugkoppeling")
        return UitBericht(XML, write_terugkoppeling(uitsnede, aanleiding))

    def read_reply(self, antwoord: Antwoord) -> Ontvangst:
        """Read the acknowledgement; where there is none, the status tells."""
        return read_ontvangst(antwoord)
