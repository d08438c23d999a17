"""The calendar of the Netherlands as a value for the pure rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import holidays

from ketenhub.domain.kalender import Kalender
from ketenhub.domain.moment import NEDERLAND

if TYPE_CHECKING:
    from datetime import date

JAREN = 6


def make_kalender(today: date) -> Kalender:
    """Give the public holidays around today; terms never run further than that."""
    years = range(today.year - JAREN, today.year + JAREN + 1)
    return Kalender(feestdagen=frozenset(holidays.country_holidays("NL", years=years)), zone=NEDERLAND)
