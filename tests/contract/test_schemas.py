"""The committed schemas are valid, and examples in docs and plugins fit them and the models alike."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from ketenhub.contract.schema import schemas
from ketenhub.dialects.canoniek import read_bijdrage

ROOT = Path(__file__).parents[2]
BLOK = re.compile(r"```json\n(.*?)```", re.DOTALL)
VOORBEELDEN = sorted(ROOT.glob("plugins/*/tests/voorbeelden/*.bijdrage.json"))


def a_validator(name: str) -> Draft202012Validator:
    """Give a validator of a committed schema."""
    return Draft202012Validator(
        json.loads((ROOT / "schemas" / name).read_text("utf-8")), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.req("MDA-13")
@pytest.mark.parametrize("name", sorted(schemas()))
def test_committed_schema_is_a_valid_2020_12_schema(name: str) -> None:
    body = json.loads((ROOT / "schemas" / name).read_text("utf-8"))
    Draft202012Validator.check_schema(body)
    assert body["$schema"] == "https://json-schema.org/draft/2020-12/schema"


@pytest.mark.parametrize("path", [p for p in VOORBEELDEN if "ophalen" not in p.read_text("utf-8")], ids=lambda p: f"{p.parts[-4]}-{p.name}")
def test_contribution_of_a_plugin_example_fits_the_schema(path: Path) -> None:
    a_validator("bijdrage.json").validate(json.loads(path.read_text("utf-8")))


def test_example_in_the_first_steps_is_read_by_the_hub() -> None:
    (block,) = BLOK.findall((ROOT / "docs" / "leren" / "eerste-stappen.md").read_text("utf-8"))
    assert read_bijdrage(block.encode()).feiten[0].soort == "veiligheidsbeoordeling"
    a_validator("bijdrage.json").validate(json.loads(block))


def _without_category(node: object, path: str) -> list[str]:
    """List fields of facts that carry no data category in the schema."""
    if not isinstance(node, dict):
        return []
    properties = node.get("properties", {})
    return [f"{path}.{name}" for name, field in properties.items() if "x-categorie" not in field]


def test_every_field_of_a_fact_shows_its_category_in_the_schema() -> None:
    body = json.loads((ROOT / "schemas" / "bijdrage.json").read_text("utf-8"))
    facts = {ref["$ref"].rpartition("/")[2] for ref in body["properties"]["feiten"]["items"]["oneOf"]}
    assert len(facts) > 30
    assert [fault for name in sorted(facts) for fault in _without_category(body["$defs"][name], name)] == []
