"""The form vtTerugkoppelingDi01: what Veilig Thuis tells the one who reported."""

from __future__ import annotations

from ketenhub.dialects.stuf.codelijsten import BEOORDEELD, STATUS, STATUS_MELDING, UITKOMST
from ketenhub.dialects.stuf.delen import CONTACT, EXTRA, NUMMER, form, leaf, relation
from ketenhub.dialects.stuf.knoop import JZ, ZKN
from ketenhub.dialects.stuf.toetsen import an_oin, one_of, text_of
from ketenhub.dialects.stuf.vorm import KORT, Veld

NAAM = "vtTerugkoppelingDi01"


def _party(ruimte: str, *more: Veld) -> Veld:
    """Give the organisation that a relation points to."""
    return Veld(
        "gerelateerde",
        ruimte,
        delen=(Veld("naam", ZKN, KORT, verplicht=True), *more),
        verplicht=True,
        leeg=True,
        entiteit="BTR",
        reden="geen",
    )


_ZORG = Veld(
    "gerelateerde",
    JZ,
    delen=(
        Veld("contactgegevensVerantwoordelijkeOrganisatie", JZ, delen=CONTACT, leeg=True, reden="geen"),
        EXTRA,
        relation("verantwoordelijkVoorZichtOpDeVeiligheidBelegdBij", JZ, "ZOSBTR", _party(JZ)),
    ),
    verplicht=True,
    leeg=True,
    entiteit="ZOS",
    reden="los",
)
_MELDING = Veld(
    "gerelateerde",
    ZKN,
    delen=(
        Veld("identificatieVtMelding", JZ, NUMMER, verplicht=True),
        EXTRA,
        Veld("betreft", JZ, delen=(_ZORG, EXTRA), leeg=True, entiteit="VTMZOS", reden="los"),
    ),
    verplicht=True,
    entiteit="VTM",
    reden="los",
)
VT_TERUGKOPPELING = form(
    NAAM,
    Veld(
        "object",
        JZ,
        delen=(
            leaf("identificatie", ZKN, text_of(40, 5), verplicht=False),
            EXTRA,
            leaf("toelichting", ZKN, text_of(1000), verplicht=False),
            Veld("uitkomst", ZKN, one_of(UITKOMST)),
            Veld("status", ZKN, one_of(STATUS), verplicht=True),
            Veld("naarAanleidingVan", ZKN, delen=(_MELDING, EXTRA), verplicht=True, entiteit="ZAKVTM"),
            Veld(
                "isUitgevoerdDoor",
                ZKN,
                delen=(_party(ZKN, leaf("oinNummer", ZKN, an_oin)), EXTRA),
                verplicht=True,
                entiteit="ZAKBTR",
            ),
        ),
        verplicht=True,
        entiteit="ZAK",
    ),
)

ZAAK = "object/identificatie"
STATUSPAD = "object/status"
UITKOMSTPAD = "object/uitkomst"
MELDING = "object/naarAanleidingVan/gerelateerde/identificatieVtMelding"
_SITUATIE = "object/naarAanleidingVan/gerelateerde/betreft/gerelateerde"
CONTACTPAD = f"{_SITUATIE}/contactgegevensVerantwoordelijkeOrganisatie"
VERANTWOORDELIJK = f"{_SITUATIE}/verantwoordelijkVoorZichtOpDeVeiligheidBelegdBij/gerelateerde/naam"
UITVOERDER = "object/isUitgevoerdDoor/gerelateerde"
_CODES = {woorden: code for code, woorden in STATUS_MELDING.items()}


def code_of(status: str, uitkomst: str | None) -> str | None:
    """Give the code of the list StatusMelding, or None where the status needs an uitkomst that is absent."""
    return _CODES.get((status, uitkomst if status == BEOORDEELD else None))
