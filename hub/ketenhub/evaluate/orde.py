"""What counts as later: by the day it was true, and on one day danger after agreement (domain F5)."""

from __future__ import annotations

from datetime import datetime
from math import inf
from typing import TYPE_CHECKING

from ketenhub.domain.moment import day_of

if TYPE_CHECKING:
    from datetime import date
    from zoneinfo import ZoneInfo

Orde = tuple[int, float, int]
BEGIN: Orde = (0, -inf, 0)


def order_of(moment: date | datetime, zone: ZoneInfo, *, danger: bool) -> Orde:
    """Give the place in time; without an hour an agreement stands at the start of its day and a danger at the end."""
    day = day_of(moment, zone).toordinal()
    if isinstance(moment, datetime):
        return day, moment.timestamp(), int(danger)
    return day, inf if danger else -inf, int(danger)
