"""The report of a run: a table for a person, JSON for machines, and what the last run found."""

from __future__ import annotations

import json
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from rich.table import Table

from ketenhub.domain.json import at, rows, text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from ketenhub.bench.uitslag import Doel, Oordeel, Regel
    from ketenhub.domain.json import Json, Object

LAATSTE = "laatste.json"
KLEUR: Mapping[Oordeel, str] = {"ruim gehaald": "green", "gehaald": "green", "gemist": "red", "vloer ontbreekt": "yellow"}
TEKEN: Mapping[Oordeel, str] = {"ruim gehaald": "++", "gehaald": "+", "gemist": "-", "vloer ontbreekt": "?"}


@dataclass(frozen=True, slots=True)
class Verslag:
    """One run: how long it was, on what machine, and every line."""

    maat: str
    machine: Mapping[str, Json]
    regels: Sequence[Regel]

    def as_json(self) -> dict[str, Json]:
        """Give the run for machines."""
        return {"schema": "1", "maat": self.maat, "machine": dict(self.machine), "regels": [one.as_json() for one in self.regels]}


def figure(value: float) -> str:
    """Write a figure with three digits that count, in Dutch."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{digits}f}".replace(".", ",")


def times(value: float | None) -> str:
    """Write a ratio."""
    return "" if value is None else f"{figure(value)}x"


def goal(doel: Doel | None, eenheid: str) -> str:
    """Write a goal: hard, and stretch where there is one."""
    if doel is None:
        return ""
    unit = "x" if doel.op == "verhouding" else f" {eenheid}"
    stretch = f" ({figure(doel.rek)})" if doel.rek is not None else ""
    return f"{'≥' if doel.meer_is_beter else '≤'} {figure(doel.hard)}{unit}{stretch}"


def compared(regel: Regel, last: Object | None) -> str:
    """Write how a line differs from the last run: its ratio where both have one, else its own figure."""
    before = next((row for row in rows(last, "regels") if text(row, "naam") == regel.naam), None)
    ratio, own = at(before, "verhouding"), at(before, "hub", "mediaan")
    if regel.verhouding is not None and isinstance(ratio, int | float):
        now, then, shown = regel.verhouding, float(ratio), times(float(ratio))
    elif isinstance(own, int | float):
        now, then, shown = median(regel.hub), float(own), figure(float(own))
    else:
        return ""
    return f"{shown} ({(now / then - 1) * 100:+.0f} %)" if then else shown


def make_table(regels: Sequence[Regel], last: Object | None) -> Table:
    """Give the table for a terminal."""
    table = Table("", "wat", "hub", "min - max", "vloer", "verhouding", "doel (rek)", "vorige", "", box=None, pad_edge=False)
    for one in regels:
        mark = one.oordeel
        table.add_row(
            one.naam,
            one.wat,
            f"{figure(median(one.hub))} {one.eenheid}",
            f"{figure(min(one.hub))} - {figure(max(one.hub))}",
            figure(median(one.vloer)) if one.vloer else "",
            times(one.verhouding),
            goal(one.doel, one.eenheid),
            compared(one, last),
            f"[{KLEUR[mark]}]{mark}[/]" if mark is not None else "",
        )
    return table


def read_last(folder: Path) -> Object | None:
    """Give the last recorded run, or None when there is none that can be read."""
    try:
        found = json.loads((folder / LAATSTE).read_bytes())
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def write_run(folder: Path, verslag: Verslag) -> Path:
    """Record a run: under its own moment, and as the last one; gives its file."""
    folder.mkdir(parents=True, exist_ok=True)
    body = json.dumps(verslag.as_json(), ensure_ascii=False, indent=1) + "\n"
    moment = "".join(c for c in str(verslag.machine.get("op", "")) if c.isdigit())[:14]
    own = folder / f"{moment}.json"
    for path in (own, folder / LAATSTE):
        path.write_text(body, encoding="utf-8")
    return own
