"""A system of the police: reports by vtMelding, hears by vtTerugkoppeling, and speaks canonical JSON about the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.dialects.stuf.vtmelding import (
    DATUM,
    IDENTIFICATIE,
    INCIDENTDATUM,
    INCIDENTPLAATS,
    INDIENER,
    OMSCHRIJVING,
    VT_MELDING,
    involved,
)
from ketenhub.dialects.stuf.vtterugkoppeling import VT_TERUGKOPPELING
from ketenhub.domain.json import rows, text
from ketenhub.testing.canoniek import make_bijdrage
from ketenhub.testing.corv import corv_route, make_corv

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.testing.simulator import Opdracht, Route, Simulator, Zending

KIND, OUDER = "kind", "ouder, gezag niet benoemd"
ZORG = "object/betreft/gerelateerde"


def _day(waarden: Object, name: str) -> str:
    return (text(waarden, name) or "").replace("-", "")


def _person(n: int, persoon: Object) -> dict[str, str]:
    pad = f"{involved(n)}/gerelateerde"
    return {
        f"{pad}/inp.bsn": text(persoon, "bsn") or "",
        f"{pad}/geslachtsnaam": text(persoon, "achternaam") or "",
        f"{pad}/voornamen": text(persoon, "voornamen") or "",
        f"{pad}/geslachtsaanduiding": text(persoon, "geslacht") or "O",
        f"{pad}/geboortedatum": _day(persoon, "geboortedatum"),
        f"{involved(n)}/jeugzorgrol": KIND if (text(persoon, "rol") or "").startswith("K") else OUDER,
    }


def _place(incidentplaats: str | None) -> dict[str, str]:
    return {INCIDENTPLAATS: incidentplaats} if incidentplaats else {f"{INCIDENTPLAATS}@noValue": "waardeOnbekend"}


def _report(waarden: Object) -> dict[str, str]:
    """Give what the scenario says; what it leaves open is nil, with the reason that the standard has for it."""
    values = {
        IDENTIFICATIE: text(waarden, "identificatie") or "",
        DATUM: _day(waarden, "datum"),
        INCIDENTDATUM: _day(waarden, "incidentdatum"),
        **_place(text(waarden, "incidentplaats")),
        OMSCHRIJVING: text(waarden, "omschrijving") or "",
        "object/indicatieAgenderingAfstemmingsoverlegGewenst": "Nee",
        "object/contactgegevensVerdiepingOpInfo/afdeling": "Basisteam Westerveen",
        "object/indicatieSASHIngevuld": "Nee",
        f"{ZORG}/omschrijvingZorgelijkeSituatie": text(waarden, "omschrijving") or "",
        f"{INDIENER}/naam": "Politie Westerveen",
    }
    for n, persoon in enumerate(rows(waarden, "personen"), 1):
        values |= _person(n, persoon)
    return values


class PolitieSysteem:
    """Send a vtMelding or canonical JSON, and hear a vtTerugkoppeling."""

    def make(self, opdracht: Opdracht, simulator: Simulator) -> Zending:
        """Make the message that the scenario asks for."""
        if opdracht.vorm == "bijdrage":
            return make_bijdrage(opdracht)
        head = {name: text(opdracht.waarden, name) or "" for name in ("zender", "ontvanger", "tijdstip")}
        return make_corv(simulator, VT_MELDING, head, _report(opdracht.waarden))

    def routes(self, simulator: Simulator) -> list[Route]:
        """Give the route for messages."""
        return [corv_route(simulator, VT_TERUGKOPPELING)]


simulator = PolitieSysteem()
