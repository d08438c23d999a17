"""The identity card of a plugin, read before any line of it runs."""

from typing import Literal

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.waarde import Code, Kort, Waarde


class Ingang(Waarde):
    """A media type the plugin reads, and the form in which the hub answers on it."""

    mediatype: Kort
    antwoord: Literal["problem", "stuf", "zgw"] = "problem"


class Manifest(Waarde):
    """Who the partner is, which contract it speaks, what it may bring and which messages it wants rendered."""

    partner: Code
    naam: Kort
    contract: int
    eigenaar: Kort
    ingangen: tuple[Ingang, ...]
    levert: tuple[Categorie, ...]
    berichten: tuple[Code, ...] = ()
    berichttransport: Literal["xml", "zgw", "webhook"] = "webhook"
