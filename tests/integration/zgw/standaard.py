"""The official ZGW descriptions, read where they stand beside this checkout, as JSON Schema."""

from __future__ import annotations

import functools
import json
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
import yaml
from jsonschema import Draft7Validator, FormatChecker

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

MAP = Path(__file__).parents[4] / "shared" / "standards" / "zgw"
CONSUMENT = "notificaties-consumer-1.0.0-rc1-openapi.yaml"
NOTIFICATIES = "notificaties-1.0.1-openapi.yaml"
ZAKEN = "zaken-1.5.1-openapi.yaml"
VORMEN = FormatChecker(formats=())


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or value == "" or bool(urlsplit(value).scheme and urlsplit(value).netloc)


def _is_day(value: object) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


VORMEN.checkers = {"uri": (_is_uri, ()), "date": (_is_day, ValueError), "date-time": (_is_moment, ValueError)}


def _as_json_schema(node: object) -> object:
    """Say `nullable` of OpenAPI 3.0 in the words of JSON Schema."""
    if isinstance(node, list):
        return [_as_json_schema(one) for one in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _as_json_schema(value) for key, value in node.items() if key != "nullable"}
    return {"anyOf": [plain, {"type": "null"}]} if node.get("nullable") is True else plain


@functools.cache
def schemas(bestand: str) -> dict[str, object]:
    """Give the schemas of one description by name; skips where the standards do not stand beside this checkout."""
    if not (MAP / bestand).exists():
        pytest.skip("de officiële beschrijvingen staan niet naast deze map")
    whole = yaml.load((MAP / bestand).read_text("utf-8"), yaml.CSafeLoader)
    found = _as_json_schema(whole["components"]["schemas"])
    assert isinstance(found, dict)
    return found


def faults(bestand: str, name: str, value: Json) -> list[str]:
    """Give what does not fit; an unknown field is a fault too."""
    known = schemas(bestand)
    validator = Draft7Validator({"$ref": f"#/components/schemas/{name}", "components": {"schemas": known}}, format_checker=VORMEN)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(json.loads(json.dumps(value)))]


def unknown(bestand: str, names: tuple[str, ...], value: dict[str, Json]) -> set[str]:
    """Give the fields that none of these schemas knows."""
    known = schemas(bestand)
    listed: set[str] = set()
    for name in names:
        own = known[name]
        assert isinstance(own, dict)
        listed |= set(own["properties"])
    return set(value) - listed
