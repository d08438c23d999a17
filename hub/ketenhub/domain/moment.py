"""When something was true: a day, or a day with a time."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from ketenhub.domain.waarde import Onpassend

NEDERLAND = "Europe/Amsterdam"
W = TypeVar("W", date, datetime)
DAG = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _in_utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise Onpassend("een tijdstip heeft een tijdzone")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise Onpassend("dit tijdstip bestaat niet in UTC") from None


def _parse(read: Callable[[str], W], value: str) -> W:
    """Read a day or a moment; the standard library's own words would hold the value."""
    try:
        return read(value)
    except ValueError:
        raise Onpassend("deze dag of dit tijdstip bestaat niet") from None


def _read(value: object) -> object:
    if isinstance(value, datetime):
        return _in_utc(value)
    if not isinstance(value, str):
        return value
    if len(value) > len("2026-01-01"):
        return _in_utc(_parse(datetime.fromisoformat, value))
    if not DAG.fullmatch(value):  # fromisoformat also reads weeks
        raise Onpassend("een dag is jaar-maand-dag")
    return _parse(date.fromisoformat, value)


def _write(value: date | datetime) -> str:
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime) else value.isoformat()


def _read_instant(value: object) -> object:
    found = _read(value)
    if isinstance(found, datetime):
        return found
    raise Onpassend("een tijdstip heeft een dag, een tijd en een tijdzone")


Moment = Annotated[
    date | datetime,
    BeforeValidator(_read),
    PlainSerializer(_write, return_type=str),
    WithJsonSchema({"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}),
]
Tijdstip = Annotated[
    datetime,
    BeforeValidator(_read_instant),
    PlainSerializer(_write, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def day_of(moment: date | datetime, zone: ZoneInfo) -> date:
    """Give the calendar day of a moment in the zone of the plan."""
    return moment.astimezone(zone).date() if isinstance(moment, datetime) else moment


def order_key(moment: date | datetime, zone: ZoneInfo) -> tuple[date, time]:
    """Order moments by day, then time; a day without time stands at its start (domain F5)."""
    if isinstance(moment, datetime):
        local = moment.astimezone(zone)
        return local.date(), local.time()
    return moment, time.min
