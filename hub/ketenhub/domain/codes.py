"""The code lists of the field, as data: kinds of organisation with their sector, purposes of Veilig Thuis, forms of help."""

from enum import StrEnum
from types import MappingProxyType


class Sector(StrEnum):
    """The sector in which an organisation works (VISIE-66)."""

    ZORG = "zorg"
    CIVIEL = "civiel"
    STRAF = "straf"
    BESTUUR = "bestuur"


OPENBAAR_MINISTERIE = "openbaar_ministerie"
VEILIG_THUIS = "veilig_thuis"
INTIEM_TERRORISME = "intiem_terrorisme"

# the kinds that the sources name; a region may name others, which then have no sector (ROUTE-15)
ORGANISATIESOORTEN = MappingProxyType(
    {
        VEILIG_THUIS: Sector.CIVIEL,
        "politie": Sector.STRAF,
        OPENBAAR_MINISTERIE: Sector.STRAF,
        "reclassering": Sector.STRAF,
        "raad_voor_de_kinderbescherming": Sector.CIVIEL,
        "jeugdbescherming": Sector.CIVIEL,
        "gemeente": Sector.BESTUUR,
        "zorg_en_veiligheidshuis": Sector.BESTUUR,
        "ministerie": Sector.BESTUUR,
        "vng": Sector.BESTUUR,
        "lokaal_team": Sector.ZORG,
        "jeugdzorg": Sector.ZORG,
        "ggz": Sector.ZORG,
        "huisarts": Sector.ZORG,
        "crisisdienst": Sector.ZORG,
        "vrouwenopvang": Sector.ZORG,
        "schuldhulp": Sector.ZORG,
        "welzijn": Sector.ZORG,
        "wmo": Sector.ZORG,
        "onderwijs": Sector.ZORG,
        "artsenfederatie": Sector.ZORG,
        "aov": Sector.BESTUUR,
        "wijkagent": Sector.STRAF,
        "woningcorporatie": Sector.ZORG,
    }
)
# the statutory tasks of Veilig Thuis, as purposes of a sharing rule (VT-17)
WETTELIJKE_DOELEN = (
    "advies_geven",
    "melding_ontvangen",
    "onderzoek_doen",
    "hulp_inzetten",
    "raad_informeren",
    "aangifte_doen",
    "terugkoppelen_aan_melder",
)
# help that brings both parties to one table: never while intiem terrorisme is suspected (MDA-20, domain F12)
GEZAMENLIJKE_HULP = frozenset({"systeemtherapie", "relatietherapie", "mediation"})


def sector_of(soort: str) -> Sector | None:
    """Give the sector of a kind of organisation; None for a kind that only a region knows."""
    return ORGANISATIESOORTEN.get(soort)
