"""Facts of every kind with every field filled, and in each free text a word that occurs nowhere else: what leaks shows by name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any

from ketenhub.domain.catalogus import TEKST, catalogus, leaves_of
from tests.e2e.invoer.maker import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Mapping

DAG = "2026-11-10"
KANARIE = re.compile(r"Zk[a-z]{2}[0-9]{4}z")
# what regie or the judge alone may say, or what says who takes part: the world of the test says these itself
VAN_DE_WERELD = frozenset(
    {
        "betrokkenheid",
        "regie",
        "persoon",
        "persoon_rol",
        "geweldsoort",
        "afstemming",
        "vrijstelling",
        "zorgbesluit",
        "beoordelaarsopvolging",
        "tekstvrijgave",
        "afweging",
        "doorbreking",
        "doorbrekingsbevestiging",
    }
)
# fields that say how a fact must be treated, or that point at what this message does not hold
NIET_VULLEN = frozenset(
    {"genoemd", "nietVerder", "beroepsgeheim", "spoor", "professional", "zelfdeAls", "onvolledig", "bij", "uitzondering"}
)
VERWIJZINGEN = {
    "voorwaarde": "veiligheidsvoorwaarde",
    "afspraak": "veiligheidsafspraak",
    "maatregel": "maatregel",
    "gevaar": "gevaarsomschrijving",
    "incident": "incident",
    "overdracht": "overdracht",
    "onderdeel": "veiligheidsafspraak",
}
ZINNIG: Mapping[str, Mapping[str, Any]] = {
    "instemming": {"organisatie": None},
    "afweegverzoek": {"aan": "00000099000000001002", "doel": None},
    "onveilige_situatie": {"jaar": 2026},
    "overdracht": {"aanPersoon": None},
    "veiligheidsbeoordeling": {"over": {"soort": "huishouden"}, "cijfer": "5"},
    "werkdoel": {"volgorde": 1},
}
VAST: Mapping[str, Any] = {
    "date": DAG,
    "date-time": f"{DAG}T10:00:00Z",
    "^[0-9]{20}$": "00000099000000001001",
    "^[0-9]{9}$": "999970008",
    "^[a-z0-9_]+$": "iets",
}


@dataclass(slots=True)
class Kooi:
    """Make facts for one side of a case; remembers where each canary was put."""

    kant: str
    persoon: str
    gezet: dict[str, str] = field(default_factory=dict)
    teller: count[int] = field(default_factory=count)

    def canary(self, place: str) -> str:
        """Give a word that stands nowhere else."""
        word = f"Zk{self.kant}{next(self.teller):04d}z"
        self.gezet[word] = place
        return word

    def fact(self, soort: str, **vast: Any) -> dict[str, Any]:
        """Make a fact of a kind with every field filled."""
        naam = next(n for n, d in SCHEMA["$defs"].items() if d.get("properties", {}).get("soort", {}).get("const") == soort)
        body = {
            lid: self._value(soort, (lid,), schema)
            for lid, schema in SCHEMA["$defs"][naam]["properties"].items()
            if lid not in NIET_VULLEN | {"soort", "ref", "geldigOp"}
        }
        return {"soort": soort, "ref": f"{self.kant}-{soort}", "geldigOp": DAG, **body, **ZINNIG.get(soort, {}), **vast}

    def _value(self, soort: str, pad: tuple[str, ...], schema: dict[str, Any]) -> Any:
        plain = _plain(schema)
        if plain.get("type") == "object":
            return {lid: self._value(soort, (*pad, lid), deel) for lid, deel in plain["properties"].items()}
        if plain.get("type") == "array":
            loose = leaves_of(soort).get(pad) == "feit" and pad[-1] not in VERWIJZINGEN
            return [] if loose else [self._value(soort, pad, plain["items"])]
        return _fixed(plain) or self._text(soort, pad, plain)

    def _text(self, soort: str, pad: tuple[str, ...], schema: dict[str, Any]) -> str | None:
        match leaves_of(soort).get(pad):
            case "persoon":
                return self.persoon
            case "feit":
                return f"{self.kant}-{VERWIJZINGEN[pad[-1]]}" if pad[-1] in VERWIJZINGEN else None
            case leaf if leaf == TEKST:
                return self.canary(f"{soort}.{'.'.join(pad)}")
            case _:
                return str(VAST.get(schema.get("format") or schema.get("pattern", ""), "6"))


def _fixed(schema: dict[str, Any]) -> Any:
    """Give the value of what is no text, or of a text of which the words are listed."""
    listed = schema.get("const") or next(iter(schema.get("enum", ())), None)
    return listed or {"integer": 2, "boolean": True}.get(str(schema.get("type")))


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Follow references, and take the first choice that is not nothing."""
    while True:
        choices = [c for c in schema.get("anyOf") or schema.get("oneOf") or () if c.get("type") != "null"]
        if choices:
            schema = choices[0]
        elif "$ref" in schema:
            schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
        else:
            return schema


def kinds() -> list[str]:
    """Give every kind of fact that an organisation may say of its own accord."""
    return sorted(set(catalogus()) - VAN_DE_WERELD)


def found_in(*outputs: bytes) -> frozenset[str]:
    """Give every canary that stands in any of these bytes."""
    return frozenset(word for output in outputs for word in KANARIE.findall(output.decode("utf-8", "replace")))
