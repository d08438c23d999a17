"""The small words in which the description of an operation is written."""

from typing import Any

Document = dict[str, Any]
SCHEMA = "#/components/schemas/"
TEKST: Document = {"type": "string"}
DAG: Document = {"type": "string", "format": "date"}
MOMENT: Document = {"type": "string", "format": "date-time"}
NUMMER: Document = {"type": "integer", "minimum": 1}
AANTAL: Document = {"type": "integer", "minimum": 0}
JA_NEE: Document = {"type": "boolean"}
VRIJ: Document = {"type": "object", "additionalProperties": True}
ETAG: Document = {"ETag": {"description": "Merk van wat uw organisatie nu mag zien; alleen dat bepaalt het.", "schema": TEKST}}
IF_NONE_MATCH: Document = {
    "name": "If-None-Match",
    "in": "header",
    "description": "Een of meer ETags, of `*`. Past er een, dan is het antwoord 304 en verlaat niets de hub.",
    "schema": TEKST,
}
ONGEWIJZIGD: Document = {"description": "Er is niets veranderd aan wat uw organisatie mag zien.", "headers": ETAG}


def ref(naam: str) -> Document:
    """Refer to a named schema."""
    return {"$ref": f"{SCHEMA}{naam}"}


def object_of(verplicht: list[str], velden: Document, **rest: object) -> Document:
    """Describe an object with the members it must have."""
    must: Document = {"required": verplicht} if verplicht else {}
    return {"type": "object", **must, "properties": velden, **rest}


def list_of(naam: str) -> Document:
    """Describe a list of a named schema."""
    return {"type": "array", "items": ref(naam)}


def one_of(*waarden: str) -> Document:
    """Describe a text that is one of these."""
    return {"type": "string", "enum": list(waarden)}


def answer(woorden: str, schema: str, koppen: Document | None = None, voorbeeld: object = None) -> Document:
    """Describe an answer in JSON, with an example where there is one."""
    inhoud: Document = {"schema": ref(schema)} | ({"example": voorbeeld} if voorbeeld is not None else {})
    return {"description": woorden, "headers": koppen or {}, "content": {"application/json": inhoud}}


def needs(*scopes: str) -> list[Document]:
    """One of these scopes is enough."""
    return [{"systeem": [scope]} for scope in scopes]
