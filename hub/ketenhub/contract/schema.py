"""The canonical schema as JSON Schema 2020-12, generated from the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic.json_schema import GenerateJsonSchema

from ketenhub.contract.manifest import Manifest
from ketenhub.domain.bijdrage import Bijdrage, Vastlegging
from ketenhub.domain.delen import Regelset
from ketenhub.domain.fase import FaseBeoordeling
from ketenhub.domain.regelpakket import Regiopakket

if TYPE_CHECKING:
    from ketenhub.domain.waarde import Waarde

BASIS = "urn:ketenhub:schema:v1:"
MODELLEN: dict[str, type[Waarde]] = {
    "bijdrage": Bijdrage,
    "vastlegging": Vastlegging,
    "fasebeoordeling": FaseBeoordeling,
    "regelset": Regelset,
    "regiopakket": Regiopakket,
    "manifest": Manifest,
}


def schemas() -> dict[str, dict[str, object]]:
    """Give each schema by file name, ready to be written to `schemas/`."""
    found: dict[str, dict[str, object]] = {}
    for name, model in MODELLEN.items():
        body: dict[str, object] = model.model_json_schema(by_alias=True, schema_generator=GenerateJsonSchema)
        found[f"{name}.json"] = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{BASIS}{name}", **body}
    return found
