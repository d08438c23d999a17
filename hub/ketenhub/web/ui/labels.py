"""How the parts, fields and codes of a plan are called on screen, at language level B1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ketenhub.web.ui.texts import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

HOOFDLETTER = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# only what does not read well by itself: `waaromNietHoger` becomes `Waarom niet hoger`
VELDEN: Mapping[str, str] = {
    "advies": "Advies",
    "akkoordOp": "Is het eens sinds",
    "ambtshalve": "Melding door een organisatie zelf",
    "andere": "Met wie",
    "beinvloedbaar": "Te beïnvloeden",
    "bijSchending": "Wat ieder doet bij schending",
    "bsn": "BSN",
    "controles": "Controles gedaan",
    "clientAanwezig": "Gezin was erbij",
    "dienst": "Hoe het verder gaat",
    "dienstReden": "Waarom het zo verder gaat",
    "gesteldDoorVt": "Gesteld door Veilig Thuis",
    "gevraagdAan": "Gevraagd aan",
    "hoedanigheid": "Deel in dit voorval",
    "horizon": "Wanneer",
    "houder": "Wie dit doet",
    "identificatie": "Nummer van de melding",
    "identificatieMelding": "Nummer van de melding",
    "instrument": "Gebruikt middel",
    "instrumentVersie": "Versie van het middel",
    "letOpDoor": "Wie let op",
    "lid": "Lid van het gezin",
    "magGenoemd": "Mag genoemd worden",
    "niveau": "Wat is er bekend",
    "opSpoor": "Op welk spoor",
    "personen": "Over wie",
    "persoon": "Over wie",
    "regierol": "Soort regie",
    "ruw": "Extra gegevens",
    "situaties": "Hoort bij",
    "tot": "Tot en met",
    "uitkomstOp": "Dag van de uitkomst",
    "van": "Vanaf",
    "verteldDoorKind": "Wat het kind vertelt",
    "volgende": "Volgend overleg",
    "voorrang": "Plaats in de lijst",
    "wijze": "Hoe",
    "zelfdeAls": "Gaat over hetzelfde als",
}
CODES: Mapping[str, str] = {
    "casusregie": "Casusregie",
    "dreiging": "Dreiging",
    "geweld": "Geweld",
    "onveilig": "Onveilig voorval",
    "vrijlating": "Vrijlating",
    "mdo": "MDO",
    "zsm": "ZSM",
    "eens": "Eens",
    "oneens": "Niet eens",
    "onbekend": "Nog niet bekend",
    "lange_termijn": "Later",
    "nu": "Nu",
    "niet_gevraagd": "Niet gevraagd",
    "intiem_terrorisme": "Intiem terrorisme",
    "bestuur": "Bestuursrecht",
    "straf": "Strafrecht",
    "civiel": "Civiel recht",
    "vrijwillig": "Vrijwillig",
    "minderjarig": "Kind, jonger dan 18 jaar",
    "meerderjarig_kind_in_huis": "Kind van 18 jaar of ouder, woont thuis",
    "meerderjarig_kind_uit_huis": "Kind van 18 jaar of ouder, woont elders",
    "veilig_voelen": "Zich veilig voelen",
    "beeindigd": "Beëindigd",
}
ZEKERHEDEN: Mapping[str, str] = {"vermoeden": "vermoeden", "vastgesteld": "vastgesteld"}


def field_label(naam: str) -> str:
    """Name a field of an item."""
    return VELDEN.get(naam) or plain(HOOFDLETTER.sub(" ", naam).lower())


def code_text(code: str) -> str:
    """Write a code as words."""
    return CODES.get(code) or plain(code)
