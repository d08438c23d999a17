"""The sense of one value: the schema checks shape only, so wrong numbers, days, codes and texts are found here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.bsn import valid_bsn
from ketenhub.domain.moment import NEDERLAND

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    Toets = Callable[[str], str | None]

ZONE = ZoneInfo(NEDERLAND)
# nobody alive was born before, and no term of the plan ends after
EERSTE_JAAR, LAATSTE_JAAR = 1850, 2199
# controls, direction overrides and noncharacters: never in a text for people
VERBODEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]")
SLEUTEL = re.compile(r"[A-Za-z0-9._:~-]+")
OIN = re.compile(r"[0-9]{20}")
DAG = re.compile(r"[0-9]{8}")
TIJDSTIP = re.compile(r"[0-9]{8}|[0-9]{10}|[0-9]{12}|[0-9]{14,17}")


def text_of(most: int, least: int = 1) -> Toets:
    """Give the check on a text of at least and at most so many characters."""

    def check(value: str) -> str | None:
        if not value.strip() or len(value) < least:
            return "de tekst is leeg of te kort"
        if len(value) > most:
            return "de tekst is te lang"
        return "de tekst heeft een teken dat niet mag" if VERBODEN.search(value) else None

    return check


def one_of(codes: Collection[str]) -> Toets:
    """Give the check on a code from a list."""

    def check(value: str) -> str | None:
        return None if value in codes else "deze waarde staat niet in de lijst"

    return check


def shaped(pattern: re.Pattern[str], most: int) -> Toets:
    """Give the check on a value of one shape."""

    def check(value: str) -> str | None:
        if not value.strip():
            return "de tekst is leeg of te kort"
        if len(value) > most:
            return "de tekst is te lang"
        return None if pattern.fullmatch(value) else "de vorm klopt niet"

    return check


def a_bsn(value: str) -> str | None:
    """Check nine digits by the 11-test."""
    return None if value.isascii() and valid_bsn(value) else "dit nummer haalt de elfproef niet"


def an_oin(value: str) -> str | None:
    """Check twenty digits."""
    return None if OIN.fullmatch(value) else "een OIN heeft twintig cijfers"


def a_day(value: str) -> str | None:
    """Check that a day exists."""
    return None if read_day(value) is not None else "deze datum bestaat niet"


def an_instant(value: str) -> str | None:
    """Check that a moment exists."""
    return None if read_instant(value) is not None else "dit tijdstip bestaat niet"


def read_day(value: str) -> date | None:
    """Read a day as StUF writes it, or None."""
    if not DAG.fullmatch(value) or not EERSTE_JAAR <= int(value[:4]) <= LAATSTE_JAAR:
        return None
    try:
        return date(int(value[:4]), int(value[4:6]), int(value[6:]))
    except ValueError:
        return None


def write_day(day: date) -> str:
    """Write a day as StUF does."""
    return f"{day:%Y%m%d}"


def read_instant(value: str) -> datetime | None:
    """Read a moment as StUF writes it: Dutch time without a zone, down to milliseconds at most; or None."""
    day = read_day(value[:8]) if TIJDSTIP.fullmatch(value) else None
    if day is None:
        return None
    hour, minute, second = (int(value[n : n + 2] or "0") for n in (8, 10, 12))
    try:
        local = datetime(day.year, day.month, day.day, hour, minute, second, int(value[14:].ljust(6, "0")), ZONE)
        return local.astimezone(UTC)
    except ValueError:
        return None


def write_instant(moment: datetime) -> str:
    """Write a moment as StUF does: Dutch time, seconds."""
    return f"{moment.astimezone(ZONE):%Y%m%d%H%M%S}"
