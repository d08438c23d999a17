"""Make messages from the committed schema: of the right form, with values from the edge of what is allowed and a bit beyond."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

SCHEMA = json.loads((Path(__file__).parents[3] / "schemas" / "bijdrage.json").read_text("utf-8"))
DAGEN = ("1900-01-01", "2026-02-28", "2028-02-29", "2026-11-01", "2026-12-31", "2199-12-31")
TIJDEN = ("T00:00:00Z", "T23:59:59.999999+14:00", "T02:30:00+01:00", "T12:00:00-12:00")
GETALLEN = (0, 1, -1, 2026, 1_000_000)
TEKSTEN = ("x", "Er was ruzie.", "é" * 60, "<script>", "' or 1=1", "{{7*7}}", "\t\n", "\U0001f600")
WILD: tuple[Any, ...] = (
    "1899-12-31",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    10**19,
    1e300,
    "0" * 4_001,
    "999970012",
    "",
    None,
    True,
    [],
    {},
)
OINS = tuple(f"0000009900000000100{n}" for n in range(1, 6))
CIJFERS = ("0", "3", "5.5", "6", "7", "7+", "10")
BSNS = ("999970008", "999970057", "999970100", "999970148")


@dataclass(slots=True)
class Maker:
    """Make values by schema, with references to what the same message holds."""

    kans: random.Random
    wild: float = 0.005
    refs: list[str] = field(default_factory=list)

    def message(self, ident: str) -> dict[str, Any]:
        """Make a message of a few persons and a few facts of any kind."""
        kinds = [one["$ref"].rpartition("/")[2] for one in SCHEMA["properties"]["feiten"]["items"]["oneOf"]]
        self.refs = [f"r{n}" for n in range(self.kans.randint(3, 9))]
        chosen = ["Persoon", "Persoon", *[self.kans.choice(kinds) for _ in self.refs[2:]]]
        feiten = [self._object(SCHEMA["$defs"][kind]) | {"ref": ref} for kind, ref in zip(chosen, self.refs, strict=True)]
        return {"berichtId": ident, "opgesteldOp": "2026-11-01T10:00:00Z", "feiten": feiten}

    def make(self, schema: dict[str, Any]) -> Any:
        """Make one value; now and then one that does not fit at all."""
        if self.kans.random() < self.wild:
            return self.kans.choice(WILD)
        plain = self._plain(schema)
        if "const" in plain or "enum" in plain:
            return plain.get("const") or self.kans.choice(plain["enum"])
        makers: dict[str, Callable[[dict[str, Any]], Any]] = {
            "object": self._object,
            "array": lambda part: [self.make(part.get("items", {})) for _ in range(self.kans.randint(0, 2))],
            "string": self._string,
            "integer": lambda _: self.kans.choice(GETALLEN),
            "boolean": lambda _: self.kans.random() < 0.5,
            "null": lambda _: None,
        }
        return makers[plain.get("type", "string")](plain)

    def _plain(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow references and choices until a schema says itself what it is."""
        while True:
            choices = schema.get("anyOf") or schema.get("oneOf")
            if choices:
                schema = self.kans.choice(choices)
            elif "$ref" in schema:
                schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
            else:
                return schema

    def _object(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Make an object; an optional member is left out more often than not."""
        must = set(schema.get("required", ()))
        leden = {naam: lid for naam, lid in schema["properties"].items() if naam in must or "const" in lid or self.kans.random() < 0.4}
        return {naam: self.make(lid) for naam, lid in leden.items()}

    def _string(self, schema: dict[str, Any]) -> str:
        if schema.get("format") == "date":
            return self.kans.choice(DAGEN)
        if schema.get("format") == "date-time":
            return self.kans.choice(DAGEN) + self.kans.choice(TIJDEN)
        by_pattern = {
            "^[0-9]{20}$": OINS,
            "^[0-9]{9}$": BSNS,
            "^[A-Za-z0-9._:~-]+$": (*self.refs, "onbekend"),
            "^[a-z0-9_]+$": ("kind", "x"),
        }
        if schema.get("pattern", "").startswith("^([0-9]|10)"):
            return self.kans.choice(CIJFERS)
        return self.kans.choice(by_pattern.get(schema.get("pattern", ""), TEKSTEN))
