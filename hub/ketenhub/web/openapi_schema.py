"""Bring one JSON Schema 2020-12, as pydantic writes it, back to what OpenAPI 3.0 knows."""

from typing import Any

_ALLEEN_31 = (
    "$defs",
    "$schema",
    "$id",
    "contentMediaType",
    "contentEncoding",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
)
_GRENZEN = (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum"))

Schema = dict[str, Any]


def downgrade(schema: Schema) -> None:
    """Change a schema in place, with all that stands in it."""
    for naam in _ALLEEN_31:
        schema.pop(naam, None)
    if schema.get("default") in (None, []):  # says nothing that "not required" does not say
        schema.pop("default", None)
    _const(schema)
    _examples(schema)
    _bounds(schema)
    _tuple(schema)
    _types(schema)
    _null(schema)
    for deel in _parts(schema):
        downgrade(deel)
    _reference(schema)
    if "type" not in schema:  # in 3.0.3 it says nothing without a type beside it
        schema.pop("nullable", None)


def _parts(schema: Schema) -> list[Schema]:
    """List the schemas directly inside this one."""
    delen: list[Any] = [schema.get("items"), schema.get("not"), schema.get("additionalProperties")]
    delen.extend(schema.get("properties", {}).values())
    for naam in ("allOf", "anyOf", "oneOf"):
        delen.extend(schema.get(naam, []))
    return [deel for deel in delen if isinstance(deel, dict)]


def _const(schema: Schema) -> None:
    if "const" in schema:
        waarde = schema.pop("const")
        schema["enum"] = [waarde]
        if isinstance(waarde, str):
            schema.setdefault("type", "string")


def _examples(schema: Schema) -> None:
    voorbeelden = schema.pop("examples", None)
    if isinstance(voorbeelden, list) and voorbeelden:
        schema.setdefault("example", voorbeelden[0])


def _bounds(schema: Schema) -> None:
    for strikt, gewoon in _GRENZEN:
        grens = schema.get(strikt)
        if isinstance(grens, int | float) and not isinstance(grens, bool):
            schema[gewoon] = grens
            schema[strikt] = True


def _tuple(schema: Schema) -> None:
    """A tuple becomes a list of fixed length of any of its parts."""
    delen = schema.pop("prefixItems", None)
    if isinstance(delen, list):
        schema["items"] = {"anyOf": delen}
        schema.setdefault("minItems", len(delen))
        schema.setdefault("maxItems", len(delen))
    if schema.get("type") == "array" and not isinstance(schema.get("items"), dict):
        schema["items"] = {}


def _types(schema: Schema) -> None:
    """A list of types becomes a choice."""
    soorten = schema.get("type")
    if isinstance(soorten, list):
        del schema["type"]
        schema["anyOf"] = [{"type": soort} for soort in soorten]


def _null(schema: Schema) -> None:
    """A choice with null becomes nullable."""
    if schema.get("type") == "null":
        del schema["type"]
        schema["nullable"] = True
    for naam in ("anyOf", "oneOf"):
        keuzes = schema.get(naam)
        if not isinstance(keuzes, list) or {"type": "null"} not in keuzes:
            continue
        over = [keuze for keuze in keuzes if keuze != {"type": "null"}]
        schema["nullable"] = True
        if len(over) > 1:
            schema[naam] = over
        else:
            del schema[naam]
            _only(schema, over)


def _only(schema: Schema, over: list[Schema]) -> None:
    """Take the one choice that is left into the schema itself; a reference stays wrapped."""
    for keuze in over:
        if "$ref" in keuze:
            schema["allOf"] = [keuze]
            return
        for naam, waarde in keuze.items():
            schema.setdefault(naam, waarde)
        downgrade(schema)
        if "enum" in schema and None not in schema["enum"]:
            schema["enum"] = [*schema["enum"], None]


def _reference(schema: Schema) -> None:
    """In 3.0 nothing may stand beside a reference."""
    if "$ref" in schema and len(schema) > 1:
        schema["allOf"] = [{"$ref": schema.pop("$ref")}, *schema.get("allOf", [])]
