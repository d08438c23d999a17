"""Fill in the scenario: days relative to today, references and ids that only a run knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.json import at
from ketenhub.domain.moment import NEDERLAND

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

PLEK = re.compile(r"^\$\{([a-z]+)(?::([^}]*))?\}$")
ZONE = ZoneInfo(NEDERLAND)
DAGEN = frozenset({"dag", "jaar", "moment"})


@dataclass(slots=True)
class Speelstand:
    """What a run knows so far: the clock, the organisations, references, views, and moments it was told to remember."""

    nu: datetime
    oins: dict[str, str]
    melding: str
    verwijzingen: dict[str, str] = field(default_factory=dict)
    zichten: dict[str, Json] = field(default_factory=dict)
    onthouden: dict[str, datetime] = field(default_factory=dict)


def utc_text(moment: datetime) -> str:
    """Write a moment in UTC."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def steps(pad: str) -> list[str | int]:
    """Turn `veiligheidsvoorwaarden.0.id` into steps."""
    return [int(step) if step.isdigit() else step for step in pad.split(".")]


def _place(wie: str, soort: str, rest: str, stand: Speelstand) -> Json:
    day = stand.nu.astimezone(ZONE).date() + timedelta(days=int(rest) if soort in DAGEN else 0)
    makers: dict[str, Callable[[], Json]] = {
        "dag": day.isoformat,
        "jaar": lambda: day.year,
        "moment": lambda: utc_text(datetime.combine(day, time(21, 40), ZONE)),
        "nu": lambda: utc_text(stand.nu),
        "oin": lambda: stand.oins[rest],
        "zicht": lambda: at(stand.zichten.get(wie), *steps(rest)),
        "melding": lambda: stand.melding,
        "verwijzing": lambda: stand.verwijzingen.get(wie, ""),
    }
    return makers[soort]()


def fill(value: Json, wie: str, stand: Speelstand) -> Json:
    """Give the value with every place filled in for this organisation."""
    if isinstance(value, str):
        found = PLEK.match(value)
        return _place(wie, found[1], found[2] or "", stand) if found else value
    if isinstance(value, Mapping):
        return {key: fill(inner, wie, stand) for key, inner in value.items()}
    if isinstance(value, Sequence):
        return [fill(inner, wie, stand) for inner in value]
    return value
