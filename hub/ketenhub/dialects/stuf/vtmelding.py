"""The form vtMeldingDi01: a report to Veilig Thuis, with the persons it tells of."""

from __future__ import annotations

import re
from types import MappingProxyType

from ketenhub.dialects.stuf.codelijsten import GESLACHT, INDICATIE, INFORMERINGSWIJZE, JEUGDZORGROL, SASH_NIVEAU
from ketenhub.dialects.stuf.delen import CONTACT, EXTRA, NUMMER, form, leaf, relation
from ketenhub.dialects.stuf.knoop import BG, JZ, STUF, ZKN
from ketenhub.dialects.stuf.toetsen import a_bsn, a_day, one_of, shaped, text_of
from ketenhub.dialects.stuf.vorm import KORT, ONVOLLEDIGE_DATUM, VRIJ, Veld

NAAM = "vtMeldingDi01"
# with at most four addresses each this stays within the 500 facts of one contribution
PERSONEN = 90
# how each part of a name stands in the form
NAAMDELEN = MappingProxyType({"voornamen": "voornamen", "voorvoegsel": "voorvoegselGeslachtsnaam", "achternaam": "geslachtsnaam"})
ADRESDELEN = MappingProxyType({"straat": "gor.openbareRuimteNaam", "woonplaats": "wpl.woonplaatsNaam", "postcode": "aoa.postcode"})
# what is kept beside the form, so that a report reads as it came: no number given, a number that points at a person, how many are involved
AFWEZIG = "@afwezig"
VERWIJST = "@persoon"
BETROKKENEN = "object/betreft/gerelateerde@betrokkenen"

_NAMEN = (
    leaf("geslachtsnaam", BG, KORT, verplicht=False),
    leaf("voorvoegselGeslachtsnaam", BG, text_of(10), verplicht=False),
    leaf("voornamen", BG, KORT, verplicht=False),
)
_NUMMERS = (leaf("vreemdelingennummer", BG, verplicht=False), leaf("rni", BG, verplicht=False))
_BSN = leaf("inp.bsn", BG, a_bsn, verplicht=False)


def _indicator(naam: str) -> Veld:
    return Veld(naam, JZ, one_of(INDICATIE), verplicht=True, leeg=True, reden="los")


def _other(ruimte: str) -> Veld:
    """Give the person that a relation names by number and name only."""
    delen = (_BSN, *_NAMEN, EXTRA, *_NUMMERS, Veld("volledigeNaam", BG, text_of(412)))
    return Veld("gerelateerde", ruimte, delen=delen, verplicht=True, leeg=True, entiteit="NPS")


def _abroad(naam: str) -> Veld:
    lines = tuple(leaf(f"sub.adresBuitenland{n}", BG, text_of(35), verplicht=False) for n in (1, 2, 3))
    code = leaf("lnd.landcode", BG, shaped(re.compile(r"[0-9]{1,4}"), 4))
    return Veld(naam, BG, delen=(code, *lines), leeg=True, reden="geen")


def _at_home(naam: str) -> Veld:
    delen = (
        leaf("wpl.woonplaatsNaam", BG, text_of(80)),
        leaf("gor.openbareRuimteNaam", BG, text_of(80)),
        leaf("aoa.postcode", BG, shaped(re.compile(r"[1-9][0-9]{3}[A-Z]{0,2}"), 6), verplicht=False),
        leaf("aoa.huisnummer", BG, shaped(re.compile(r"[1-9][0-9]{0,4}"), 5)),
        leaf("aoa.huisletter", BG, shaped(re.compile(r"[a-zA-Z]"), 1), verplicht=False),
        leaf("aoa.huisnummertoevoeging", BG, shaped(re.compile(r"[a-zA-Z0-9]{1,4}"), 4), verplicht=False),
    )
    return Veld(naam, BG, delen=delen, leeg=True, reden="geen")


# the second name lacks an s in the standard and must stay so, like jeugzorgrol below
BUITENLAND = {"woonadres": "formeelVerblijfsadresBuitenland", "verblijfadres": "feitelijkVerblijfsadresBuitenland"}
BINNENLAND = {"woonadres": "formeelVerblijfadresBinnenland", "verblijfadres": "feitelijkVerblijfsadresBinnenland"}

_PERSOON = Veld(
    "gerelateerde",
    JZ,
    delen=(
        _BSN,
        leaf("geslachtsnaam", BG, KORT),
        *_NAMEN[1:],
        leaf("geslachtsaanduiding", BG, one_of(GESLACHT)),
        Veld("geboortedatum", BG, a_day, leeg=True, kenmerk=(STUF, ONVOLLEDIGE_DATUM)),
        EXTRA,
        *_NUMMERS,
        Veld("telefoonnummer", BG, text_of(20), vaak=10),
        leaf("nationaliteit", BG, text_of(42), verplicht=False),
        leaf("taal", BG, verplicht=False),
        _abroad(BUITENLAND["woonadres"]),
        _at_home(BINNENLAND["woonadres"]),
        _abroad(BUITENLAND["verblijfadres"]),
        _at_home(BINNENLAND["verblijfadres"]),
        Veld(
            "staatInRelatieTot",
            BG,
            delen=(_other(BG), leaf("omschrijvingSocialeRelatie", BG), EXTRA),
            vaak=50,
            leeg=True,
            entiteit="NPSNPSSIR",
            reden="los",
        ),
    ),
    verplicht=True,
    leeg=True,
    entiteit="NPS",
)
_BETROKKEN = Veld(
    "heeftBetrokken",
    JZ,
    delen=(
        _PERSOON,
        leaf("jeugzorgrol", JZ, one_of(JEUGDZORGROL)),
        leaf("aanvullendeInformatieBetrokkenPersoon", JZ, verplicht=False),
        leaf("overigeZorgMinderjarige", JZ, verplicht=False),
        EXTRA,
    ),
    verplicht=True,
    vaak=PERSONEN,
    entiteit="ZOSNPS",
)
_ZORG = Veld(
    "gerelateerde",
    JZ,
    delen=(
        leaf("omschrijvingZorgelijkeSituatie", JZ),
        Veld("relevanteRegistratie", JZ, VRIJ, vaak=50, leeg=True),
        leaf("aanvullendeInformatie", JZ, verplicht=False),
        *(Veld(n, JZ, VRIJ) for n in ("bestaandeHulpverlening", "tijdelijkHuisverbod", "aanhouding", "aangifte", "eergerelateerdGeweld")),
        EXTRA,
        _BETROKKEN,
    ),
    verplicht=True,
    leeg=True,
    entiteit="ZOS",
    reden="los",
)
_INFORMERING = Veld(
    "isGeinformeerdAan",
    JZ,
    delen=(
        _other(JZ),
        leaf("wijzeVanInformering", JZ, one_of(INFORMERINGSWIJZE), verplicht=False),
        _indicator("indicatieGereageerd"),
        leaf("strekkingReactie", JZ, verplicht=False),
        leaf("datumGeinformeerd", JZ, a_day, verplicht=False),
        EXTRA,
    ),
    vaak=PERSONEN,
    leeg=True,
    entiteit="VTMNPS",
    reden="los",
)


def _number(naam: str, inner: str, entiteit: str, length: int, *, keuze: bool = True) -> Veld:
    digits = shaped(re.compile(rf"[0-9]{{{length}}}"), length)
    return Veld(naam, ZKN, delen=(leaf(inner, BG, digits),), leeg=True, entiteit=entiteit, keuze=keuze)


_INDIENER = Veld(
    "gerelateerde",
    JZ,
    delen=(
        _number("vestiging", "vestigingsNummer", "VES", 12, keuze=False),
        leaf("naam", ZKN, KORT, verplicht=False),
        leaf("instantiecode", ZKN, KORT, verplicht=False),
        _number("ingeschrevenNietNatuurlijkPersoon", "rsin", "NNPINN", 9),
        _number("maatschappelijkeActiviteit", "kvkNummer", "MAC", 8),
    ),
    verplicht=True,
    leeg=True,
    entiteit="BTR",
    reden="geen",
)
VT_MELDING = form(
    NAAM,
    Veld(
        "object",
        JZ,
        delen=(
            Veld("identificatieVtMelding", JZ, NUMMER, verplicht=True),
            Veld("datumMelding", JZ, a_day, verplicht=True),
            leaf("datumIncident", JZ, a_day),
            leaf("locatieIncident", JZ, KORT),
            leaf("omschrijvingIncident", JZ),
            _indicator("indicatieAgenderingAfstemmingsoverlegGewenst"),
            Veld("contactgegevensVerdiepingOpInfo", JZ, delen=CONTACT, verplicht=True, leeg=True, reden="geen"),
            Veld("informering", JZ, VRIJ),
            Veld("indicatieSASHIngevuld", JZ, one_of(INDICATIE), verplicht=True),
            Veld("SASHniveau", JZ, one_of(SASH_NIVEAU)),
            EXTRA,
            relation("betreft", JZ, "VTMZOS", _ZORG),
            _INFORMERING,
            relation("isIngediendDoor", JZ, "VTMBTR", _INDIENER),
        ),
        verplicht=True,
        entiteit="VTM",
    ),
)

IDENTIFICATIE = "object/identificatieVtMelding"
DATUM = "object/datumMelding"
INCIDENTDATUM = "object/datumIncident"
INCIDENTPLAATS = "object/locatieIncident"
OMSCHRIJVING = "object/omschrijvingIncident"
INDIENER = "object/isIngediendDoor/gerelateerde"


def involved(n: int) -> str:
    """Give the path to the n-th person involved."""
    return f"object/betreft/gerelateerde/heeftBetrokken[{n}]"
