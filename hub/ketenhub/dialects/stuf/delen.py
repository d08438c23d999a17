"""What the forms of CORV have in common: addressing, contact details, extra elements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.dialects.stuf.knoop import JZ, STUF
from ketenhub.dialects.stuf.toetsen import SLEUTEL, an_instant, an_oin, one_of, shaped, text_of
from ketenhub.dialects.stuf.vorm import KORT, VRIJ, Veld

if TYPE_CHECKING:
    from ketenhub.dialects.stuf.toetsen import Toets

REFERENTIE = shaped(SLEUTEL, 40)
NUMMER = shaped(SLEUTEL, 120)
APPLICATIE = text_of(50, 3)
EXTRA = Veld(
    "extraElementen",
    STUF,
    delen=(Veld("extraElement", STUF, VRIJ, verplicht=True, vaak=50, leeg=True, kenmerk=("", "naam")),),
)
CONTACT = (
    Veld("naamContactpersoon", JZ, KORT),
    Veld("afdeling", JZ, KORT, leeg=True),
    Veld("eMail", JZ, text_of(254), vaak=10, leeg=True),
    Veld("telefoonnummer", JZ, text_of(20), vaak=10, leeg=True),
)


def leaf(naam: str, ruimte: str, toets: Toets = VRIJ, *, verplicht: bool = True) -> Veld:
    """Give a row for a text that may be nil."""
    return Veld(naam, ruimte, toets, verplicht=verplicht, leeg=True)


def relation(naam: str, ruimte: str, entiteit: str, *delen: Veld, verplicht: bool = True) -> Veld:
    """Give a row for a relation between entities, which may be nil."""
    return Veld(naam, ruimte, delen=(*delen, EXTRA), verplicht=verplicht, leeg=True, entiteit=entiteit, reden="los")


def _system(naam: str) -> Veld:
    return Veld(
        naam,
        STUF,
        delen=(
            Veld("organisatie", STUF, an_oin, verplicht=True),
            Veld("applicatie", STUF, APPLICATIE, verplicht=True),
            Veld("administratie", STUF, text_of(50)),
            Veld("gebruiker", STUF, text_of(100)),
        ),
        verplicht=True,
    )


def form(naam: str, object_: Veld) -> Veld:
    """Give a whole message: its stuurgegevens and its one object."""
    stuurgegevens = Veld(
        "stuurgegevens",
        JZ,
        delen=(
            Veld("berichtcode", STUF, one_of({"Di01"}), verplicht=True),
            _system("zender"),
            _system("ontvanger"),
            Veld("referentienummer", STUF, REFERENTIE, verplicht=True),
            Veld("tijdstipBericht", STUF, an_instant, verplicht=True),
            Veld("functie", STUF, one_of({naam}), verplicht=True),
        ),
        verplicht=True,
    )
    return Veld(naam, JZ, delen=(stuurgegevens, object_))


ZENDER = "stuurgegevens/zender/organisatie"
ONTVANGER = "stuurgegevens/ontvanger/organisatie"
REFERENTIENUMMER = "stuurgegevens/referentienummer"
TIJDSTIP = "stuurgegevens/tijdstipBericht"
KETENHUB = "Ketenhub"


def steer(naam: str, zender: str, ontvanger: str, referentienummer: str, tijdstip: str) -> dict[str, str]:
    """Give the stuurgegevens of a message that the hub sends on in the name of the one who said it."""
    return {
        "stuurgegevens/berichtcode": "Di01",
        ZENDER: zender,
        "stuurgegevens/zender/applicatie": KETENHUB,
        ONTVANGER: ontvanger,
        "stuurgegevens/ontvanger/applicatie": KETENHUB,
        REFERENTIENUMMER: referentienummer,
        TIJDSTIP: tijdstip,
        "stuurgegevens/functie": naam,
    }
