"""Data categories: what sharing rules attach to (domain 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema


class Categorie(StrEnum):
    """The stable classes of data; a field without one cannot exist."""

    KENMERK = "kenmerk"
    BETROKKENHEID = "betrokkenheid"
    REGIE = "regie"
    IDENTITEIT = "identiteit"
    BSN = "bsn"
    CONTACT = "contact"
    LOCATIE = "locatie"
    ROL = "rol"
    RELATIE = "relatie"
    GEWELDSOORT = "geweldsoort"
    MELDING = "melding"
    MELDER = "melder"
    MEDEWERKER = "medewerker"
    SITUATIE = "situatie"
    KINDVERHAAL = "kindverhaal"
    DOEL = "doel"
    CIJFER = "cijfer"
    ONDERBOUWING = "onderbouwing"
    VOORWAARDE = "voorwaarde"
    AFSPRAAK = "afspraak"
    WERKDOEL = "werkdoel"
    RISICO = "risico"
    BESCHERMING = "bescherming"
    HERSTEL = "herstel"
    GEZONDHEID = "gezondheid"
    MAATREGEL = "maatregel"
    INTERVENTIE = "interventie"
    RISICOTAXATIE = "risicotaxatie"
    SCENARIO = "scenario"
    INCIDENT = "incident"
    OVERLEG = "overleg"
    EXPERTISE = "expertise"
    STRAF = "straf"
    MONITOR = "monitor"
    TOESTEMMING = "toestemming"
    VRIJGAVE = "vrijgave"
    TAAK = "taak"
    TEKSTVRIJGAVE = "tekstvrijgave"
    AFWEGING = "afweging"
    AFWEEGVERZOEK = "afweegverzoek"
    DOORBREKING = "doorbreking"
    FASE = "fase"
    SIGNAAL = "signaal"


@dataclass(frozen=True, slots=True)
class Gegeven:
    """Mark a field with its data category; shown in the JSON Schema as `x-categorie`."""

    categorie: Categorie

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Add the category to the generated schema of the field."""
        schema = handler(core_schema)
        schema["x-categorie"] = self.categorie.value
        return schema


@dataclass(frozen=True, slots=True)
class Verwijst:
    """Mark a text as a reference: `naar` is `persoon` or `feit`."""

    naar: str
