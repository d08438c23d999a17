"""One invented example per kind of fact, who may say it, and what each field means: data for the description, the page and the tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.json import at, rows, text

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

OPGESTELD = "2026-11-01T10:00:00Z"


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """A fact as it can be sent, with the facts beside it that it refers to; `wie` is `ieder`, `regie` or `bron`.

    `eerder` are facts that it is about and that an earlier message said.
    """

    soort: str
    wie: str
    voorbehoud: str | None
    naast: tuple[Object, ...]
    feit: Object
    eerder: tuple[Object, ...] = ()

    def bijdrage(self, bericht_id: str | None = None, opgesteld: str = OPGESTELD) -> dict[str, Json]:
        """Give the contribution that sends it."""
        return {"berichtId": bericht_id or f"voorbeeld-{self.soort}", "opgesteldOp": opgesteld, "feiten": [*self.naast, self.feit]}


@cache
def _data() -> Object:
    found: Object = orjson.loads(resources.files("ketenhub.web").joinpath("voorbeelden.json").read_bytes())
    return found


@cache
def examples() -> dict[str, Voorbeeld]:
    """Give the example of each kind of fact."""
    found = {}
    kinds = _data()["soorten"]
    for soort in kinds if isinstance(kinds, dict) else ():
        feit, wie = at(kinds, soort, "feit"), text(kinds, soort, "wie")
        if isinstance(feit, dict) and wie is not None:
            found[soort] = Voorbeeld(
                soort, wie, text(kinds, soort, "voorbehoud"), rows(kinds, soort, "naast"), feit, rows(kinds, soort, "eerder")
            )
    return found


def meanings() -> dict[str, str]:
    """Give what fields mean: by their name, or where it means something else in one kind, by kind and name."""
    found = _data()["velden"]
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def meaning(soort: str, veld: str) -> str | None:
    """Say what a field of a kind of fact means."""
    known = meanings()
    return known.get(f"{soort}.{veld}") or known.get(veld)
