"""Facts of every kind, made from the committed schema: their form from one source of chance, their values from another."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from ketenhub.domain.catalogus import leaves_of
from tests.e2e.invoer.maker import SCHEMA
from tests.integration.web.kanarie import VERWIJZINGEN

if TYPE_CHECKING:
    from random import Random

    Feit = dict[str, Any]
    Pad = tuple[str, ...]

BEGIN = date(2026, 3, 2)
WIE = ("anna", "ben", "kim")
WOORDEN = (
    "Er was ruzie.",
    "@{ben|Ben} belde @{anna|Anna}.",
    "Kim slaapt bij Terpoorten.",
    "Kerkstraat 12, 9999 XK Elzenwoude",
    "Elzenwoude",
    "Opvang De Linde",
    "0612345678",
    "999990019",
    "woensdag",
    "Client",
    "Anneke van het wijkteam",
)
GETALLEN = (0, 1, 2, 3, 6, 12)
JAREN = (2019, 2024, 2025, 2026)
CIJFERS = ("0", "2", "4", "5", "5.5", "6", "7", "7", "7+")
BSNS = ("999990019", "999990020", "999990032", "999990044")
VAN_VORM = {
    "^[0-9]{9}$": BSNS,
    "^[0-9]{20}$": tuple("0" * 19 + last for last in "123456"),
    "^[A-Za-z0-9._:~-]+$": ("PL-1", "PL-2", "PL-3"),
    "^[a-z0-9_]+$": ("situationeel", "stalking", "huisverbod", "contactverbod", "meldplicht", "iets"),
}
# how often a field that may be left out is there
OOK = 0.6
# where a fact points, how it must be treated, and what has no value of its own: the story says these itself
KADER = frozenset({"soort", "ref", "geldigOp", "genoemd", "nietVerder", "beroepsgeheim", "spoor", "professional"})
NOOIT = frozenset({"zelfdeAls", "bij"})
SOORTEN = {
    one["properties"]["soort"]["const"]: one
    for one in SCHEMA["$defs"].values()
    if {"soort", "ref", "geldigOp"} <= set(one.get("properties", {}))
}


def a_day(n: int) -> str:
    """Give a day of the case."""
    return (BEGIN + timedelta(days=n)).isoformat()


@dataclass(slots=True)
class Feitenmaker:
    """Make facts of one sender: `vorm` decides which fields there are, `waarde` what stands in them."""

    vorm: Random
    waarde: Random
    gezegd: dict[str, list[str]] = field(default_factory=dict)

    def make(self, soort: str, ref: str, dag: int, **vast: Any) -> Feit:
        """Make a fact of a kind, true on or before this day; what is given goes over what is made."""
        schema = SOORTEN[soort]
        must = set(schema.get("required", ()))
        leden = {
            lid: self._value(soort, (lid,), deel)
            for lid, deel in schema["properties"].items()
            if lid not in KADER | NOOIT and (lid in must or self.vorm.random() < OOK)
        }
        self.gezegd.setdefault(soort, []).append(ref)
        return {"soort": soort, "ref": ref, "geldigOp": a_day(dag - self.waarde.randint(0, 4)), **leden, **vast}

    def _value(self, soort: str, pad: Pad, schema: dict[str, Any]) -> Any:
        plain = self._plain(schema)
        if pad == ("over",):
            return self._subject()
        if "enum" in plain:
            return self.waarde.choice(plain["enum"])
        found: Any
        match plain.get("type", "string"):
            case "object":
                must = {*plain.get("required", ()), "soort"}
                names = [lid for lid in plain["properties"] if lid in must or self.vorm.random() < OOK]
                found = {lid: self._value(soort, (*pad, lid), plain["properties"][lid]) for lid in names}
            case "array":
                made = [self._value(soort, pad, plain["items"]) for _ in range(self.vorm.choice((1, 1, 2)))]
                found = [one for one in made if one is not None]
            case "boolean":
                found = self.waarde.random() < 0.5
            case "integer":
                found = self.waarde.choice(JAREN if pad[-1] == "jaar" else GETALLEN)
            case _:
                found = self._text(soort, pad, plain)
        return found

    def _plain(self, schema: dict[str, Any]) -> dict[str, Any]:
        """Follow references and choices until a schema says itself what it is; that there is nothing is decided with the form."""
        while True:
            choices = [one for one in schema.get("anyOf") or schema.get("oneOf") or () if one.get("type") != "null"]
            if choices:
                schema = self.vorm.choice(choices)
            elif "$ref" in schema:
                schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
            else:
                return schema

    def _subject(self) -> Feit:
        """Give what a score is about: kind and number of persons go together."""
        soort, count = self.vorm.choice((("huishouden", 0), ("persoon", 1), ("relatie", 2)))
        return {"soort": soort, "personen": self.waarde.sample(WIE, count)}

    def _known(self, soort: str | None) -> list[str]:
        """Give what this sender said before that a reference can be to."""
        return self.gezegd.get(soort, []) if soort else [ref for refs in self.gezegd.values() for ref in refs]

    def _text(self, soort: str, pad: Pad, schema: dict[str, Any]) -> str | None:
        if "const" in schema:
            return str(schema["const"])
        match leaves_of(soort).get(pad):
            case "persoon":
                return self.waarde.choice(WIE)
            case "feit":
                known = self._known(VERWIJZINGEN.get(pad[-1]))
                return self.waarde.choice(known) if known else None
            case _:
                return self._word(schema)

    def _word(self, schema: dict[str, Any]) -> str:
        day = a_day(self.waarde.randint(-40, 60))
        form = str(schema.get("format") or schema.get("pattern", ""))
        if form == "date":
            return day
        if form == "date-time":
            return f"{day}T{self.waarde.randint(8, 20):02}:00:00Z"
        return self.waarde.choice(CIJFERS if form.startswith("^([0-9]|10)") else VAN_VORM.get(form, WOORDEN))
