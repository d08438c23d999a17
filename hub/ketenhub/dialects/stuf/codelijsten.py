"""The code lists of CORV, as data: facts of the standard, read from its schemas and lists."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    Geslacht = Literal["man", "vrouw", "anders", "onbekend"]

BRON = "VNG-Realisatie/StUF-Jeugdzorg, StUF Jeugdzorg 1.0.9"
VERSIE = "0721715 (2026-07-03)"

INDICATIE = frozenset({"Ja", "Nee"})
GESLACHTEN: Mapping[str, Geslacht] = MappingProxyType({"M": "man", "V": "vrouw", "O": "onbekend"})
GESLACHT = frozenset(GESLACHTEN)
SASH_NIVEAU = frozenset({"laag", "matig", "hoog"})
INFORMERINGSWIJZE = frozenset({"mondeling", "schriftelijk", "telefonisch", "e-mail", "onbenoemd"})
GEEN_WAARDE = frozenset({"nietOndersteund", "nietGeautoriseerd", "geenWaarde", "waardeOnbekend", "vastgesteldOnbekend"})
ONVOLLEDIG = frozenset({"J", "M", "D", "V"})
JEUGDZORGROL = frozenset(
    {
        "broer of zus",
        "contactpersoon",
        "grootouder",
        "halfbroer of -zus",
        "hulpverlener",
        "informant",
        "jeugdige",
        "kind",
        "melder",
        "onderwijsgevende",
        "opvoeder/verzorger",
        "ouder met gezag",
        "ouder zonder gezag",
        "ouder, gezag niet benoemd",
        "ouder, niet juridisch",
        "overige professional",
        "overige verwant",
        "pleegbroer of -zus",
        "pleegouder",
        "stiefbroer of -zus",
        "stiefouder",
        "verpleegkundige, arts of medisch specialist",
        "voogd",
    }
)
BEOORDEELD = "uitkomst veiligheidsbeoordeling"
# code of StatusMelding -> status and, only where the status is BEOORDEELD, uitkomst
STATUS_MELDING: dict[str, tuple[str, str | None]] = {
    "VT-00": ("melding niet ontvankelijk", None),
    "VT-01-01": (BEOORDEELD, "vervolgstappen belegd bij VT"),
    "VT-01-02": (BEOORDEELD, "overdracht"),
    "VT-01-03": (BEOORDEELD, "geen vervolgstappen nodig"),
    "VT-01-04": (BEOORDEELD, "inzet regionaal maatwerk VT"),
    "VT-02": ("overdracht", None),
    "VT-03": ("afsluiting zonder overdracht", None),
    "VT-99": ("Melding onjuist geadresseerd", None),
}
STATUS = frozenset(status for status, _ in STATUS_MELDING.values())
UITKOMST = frozenset(uitkomst for _, uitkomst in STATUS_MELDING.values() if uitkomst is not None)
# faults of StUF 03.01 that may pass by themselves, and faults at the server's side that will not
TIJDELIJK = frozenset({"StUF046", "StUF049", "StUF058", "StUF061", "StUF130", "StUF960"})
BLIJVEND = frozenset({"StUF001", "StUF004", "StUF007", "StUF025", "StUF031", "StUF037", "StUF040", "StUF094", "StUF124", "StUF127"})
