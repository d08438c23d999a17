"""What a measurement found: hub and floor per round, the goal, and the mark."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.domain.json import Json

Oordeel = Literal["ruim gehaald", "gehaald", "gemist", "vloer ontbreekt"]


@dataclass(frozen=True, slots=True)
class Doel:
    """A goal of performance.md section 2: hard and stretch, on the ratio to the floor or on the hub's own figure."""

    hard: float
    rek: float | None = None
    op: Literal["verhouding", "hub"] = "verhouding"
    meer_is_beter: bool = False

    def reached(self, value: float, limit: float) -> bool:
        """Tell whether a value is on the right side of a limit."""
        return value >= limit if self.meer_is_beter else value <= limit

    def mark(self, value: float | None) -> Oordeel:
        """Give the mark of a value."""
        if value is None:
            return "vloer ontbreekt"
        if not self.reached(value, self.hard):
            return "gemist"
        return "ruim gehaald" if self.rek is not None and self.reached(value, self.rek) else "gehaald"


@dataclass(frozen=True, slots=True)
class Regel:
    """One line of the table: a name, what was measured, the rounds of hub and floor, and the goal."""

    naam: str
    wat: str
    eenheid: str
    hub: Sequence[float]
    vloer: Sequence[float] = ()
    wat_vloer: str = ""
    doel: Doel | None = None
    opmerking: str = ""
    processen: Sequence[str] = field(default=())

    @property
    def verhoudingen(self) -> list[float]:
        """Give hub divided by floor, round by round, since both ran one after the other."""
        return [one / floor for one, floor in zip(self.hub, self.vloer, strict=False) if floor > 0]

    @property
    def verhouding(self) -> float | None:
        """Give the median of the ratios, or None without a floor."""
        found = self.verhoudingen
        return median(found) if found else None

    @property
    def getoetst(self) -> float | None:
        """Give the figure that the goal is about."""
        return median(self.hub) if self.doel is not None and self.doel.op == "hub" else self.verhouding

    @property
    def oordeel(self) -> Oordeel | None:
        """Give the mark, or None where there is no goal."""
        return self.doel.mark(self.getoetst) if self.doel is not None else None

    def as_json(self) -> dict[str, Json]:
        """Give the line for machines."""
        ratio = self.verhouding
        return {
            "naam": self.naam,
            "wat": self.wat,
            "eenheid": self.eenheid,
            "hub": _summary(self.hub),
            "vloer": _summary(self.vloer) if self.vloer else None,
            "watVloer": self.wat_vloer,
            "verhouding": None if ratio is None else round(ratio, 4),
            "doel": None if self.doel is None else {"hard": self.doel.hard, "rek": self.doel.rek, "op": self.doel.op},
            "oordeel": self.oordeel,
            "opmerking": self.opmerking,
            "processen": list(self.processen),
        }


def _summary(values: Sequence[float]) -> dict[str, Json]:
    return {
        "mediaan": round(median(values), 4),
        "min": round(min(values), 4),
        "max": round(max(values), 4),
        "waarden": [round(v, 4) for v in values],
    }


def percentile(values: Sequence[float], part: float) -> float:
    """Give the value below which this part of the values lies, by nearest rank."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]
