"""When a delivery is tried again: long, with chance, and in the end loudly given up (trust 2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import accumulate

# seconds before attempt 1, 2, 3, ...; after the last of these it is the last one every time
WACHTTIJDEN = (0.0, 5.0, 30.0, 120.0, 600.0, 1800.0, 3600.0, 7200.0, 14400.0, 21600.0)
BEGINTIJDEN = tuple(accumulate(WACHTTIJDEN))
SPREIDING = 0.2
DIRECT_ELKE = 30.0
DIRECT_DUUR = timedelta(minutes=10)
OPGEVEN_NA = timedelta(days=5)
MINSTENS = 20
VERSTOORD_NA = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Geschiedenis:
    """How often it was tried, and since when it should have been there."""

    pogingen: int
    sinds: datetime


def _planned(history: Geschiedenis, now: datetime, baan: str) -> float:
    """Give the wait of the table; `direct` keeps its own pace first and then stands where its age is in the table."""
    if history.pogingen == 0:
        return WACHTTIJDEN[0]
    if baan != "direct":
        return WACHTTIJDEN[min(history.pogingen, len(WACHTTIJDEN) - 1)]
    age = now - history.sinds
    if age < DIRECT_DUUR:
        return DIRECT_ELKE
    reached = sum(start <= age.total_seconds() for start in BEGINTIJDEN)
    return WACHTTIJDEN[min(reached, len(WACHTTIJDEN) - 1)]


def next_wait(history: Geschiedenis, now: datetime, baan: str, retry_after: float | None, jitter: float) -> float | None:
    """Give the seconds until the next attempt, or None when it is over; `jitter` is a chance from 0 to 1.

    What the partner asks counts between once and twice the planned wait.
    """
    if history.pogingen >= MINSTENS and now - history.sinds >= OPGEVEN_NA:
        return None
    planned = _planned(history, now, baan) * (1 - SPREIDING + 2 * SPREIDING * min(max(jitter, 0.0), 1.0))
    return planned if retry_after is None else min(max(retry_after, planned), 2 * planned)


def is_disturbed(history: Geschiedenis, now: datetime) -> bool:
    """Tell whether it has been failing so long that owner and regie must hear it."""
    return history.pogingen > 0 and now - history.sinds >= VERSTOORD_NA


def read_retry_after(value: str | None, now: datetime) -> float | None:
    """Read the header Retry-After, as seconds or as a date; what cannot be read counts as absent."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    moment = found if found.tzinfo is not None else found.replace(tzinfo=UTC)
    return max((moment - now).total_seconds(), 0.0)
