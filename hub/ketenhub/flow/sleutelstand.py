"""How the hub's keys stand: which generations there are and what rests on each; never a key."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ketenhub.flow.sleutelring import HOOFDSLEUTEL
from ketenhub.store import geheimen, merken, omwikkelen, sessies, vernietigen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.json import Json
    from ketenhub.flow.hub import Hub

NAAMLOOS = "zonder naam"


@dataclass(frozen=True, slots=True)
class Stand:
    """One generation of a kind: its name, where its life stands, since when, and how many rows rest on it where that can be counted."""

    soort: str
    naam: str
    staat: str
    sinds: datetime | None = None
    rijen: int | None = None

    def as_json(self) -> dict[str, Json]:
        """Give it for machines."""
        sinds = self.sinds.isoformat().replace("+00:00", "Z") if self.sinds else None
        return {"soort": self.soort, "naam": self.naam, "staat": self.staat, "sinds": sinds, "rijen": self.rijen}


@dataclass(frozen=True, slots=True)
class Overzicht:
    """Every generation, and how many destructions a copy of before could still undo, since its master key was not closed."""

    standen: tuple[Stand, ...]
    vernietigd: int
    nog_in_kopieen: int


async def overview(hub: Hub) -> Overzicht:
    """Give how all keys stand."""
    async with hub.opslag.walk() as tx:
        generations = await geheimen.read_generations(tx)
        counted: Mapping[str, Mapping[bytes, int]] = {
            HOOFDSLEUTEL: await omwikkelen.count_by_name(tx),
            "bsn": await merken.count_by_key(tx),
        }
        people = await sessies.count_all(tx)
        destroyed, open_ = await vernietigen.count_destroyed(tx)
    rows = [
        Stand(one.soort, one.naam.hex(), one.staat, one.op, counted[one.soort].get(one.naam, 0) if one.soort in counted else None)
        for one in generations
    ]
    known = {one.naam for one in generations}
    for soort, names in counted.items():
        rows += [
            Stand(soort, naam.hex() or NAAMLOOS, "onbekend" if naam else "vorig", None, n) for naam, n in names.items() if naam not in known
        ]
    return Overzicht((*rows, Stand("sessie", "", "huidig", None, people)), destroyed, open_)
