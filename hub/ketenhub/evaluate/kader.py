"""What is asked of the evaluator: the day, the figures, the calendar, and which kind each organisation is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from zoneinfo import ZoneInfo

    from ketenhub.domain.kalender import Kalender
    from ketenhub.domain.regelpakket import Regelpakket


@dataclass(frozen=True, slots=True)
class Kader:
    """The question: on which day, under which figures, by which calendar; and the kind of each organisation that the region knows."""

    peildatum: date
    pakket: Regelpakket
    kalender: Kalender
    zone: ZoneInfo
    soorten: Mapping[str, str]
