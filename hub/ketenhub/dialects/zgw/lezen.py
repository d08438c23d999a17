"""Read ZGW's JSON field by field; a fault names the place and never the value."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import at

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

MAX_ADRES = 1000
# control characters, and halves of a character that no encoding can write
GEEN_TEKEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def load(data: bytes, place: str = "") -> Json:
    """Parse JSON; raises OngeldigBericht."""
    try:
        found: Json = json.loads(data)
    except (ValueError, RecursionError):
        raise OngeldigBericht(place or "/", "dit is geen JSON") from None
    return found


def read_text(value: Json, name: str, most: int, place: str = "") -> str | None:
    """Give an optional text of at most so many characters; empty counts as absent, as ZGW writes it."""
    found = at(value, name)
    if found is None or found == "":
        return None
    if not isinstance(found, str) or GEEN_TEKEN.search(found):
        raise OngeldigBericht(f"{place}/{name}", "dit is geen tekst")
    if len(found) > most:
        raise OngeldigBericht(f"{place}/{name}", "de tekst is te lang")
    return found


def need_text(value: Json, name: str, most: int, place: str = "") -> str:
    """Give a mandatory text of at most so many characters."""
    found = read_text(value, name, most, place)
    if found is None:
        raise OngeldigBericht(f"{place}/{name}", "dit veld ontbreekt of is leeg")
    return found


def need_url(value: Json, name: str, place: str = "") -> str:
    """Give a mandatory absolute http(s) address without credentials."""
    found = need_text(value, name, MAX_ADRES, place)
    try:
        parts = urlsplit(found)
    except ValueError:
        raise OngeldigBericht(f"{place}/{name}", "dit is geen adres") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
        raise OngeldigBericht(f"{place}/{name}", "dit is geen adres")
    return found


def need_instant(value: Json, name: str, place: str = "") -> datetime:
    """Give a mandatory moment with a time zone, as UTC."""
    try:
        found = datetime.fromisoformat(need_text(value, name, 40, place))
        moment = found.astimezone(UTC)
    except (ValueError, OverflowError):
        raise OngeldigBericht(f"{place}/{name}", "dit is geen tijdstip") from None
    if found.tzinfo is None:
        raise OngeldigBericht(f"{place}/{name}", "de tijdzone ontbreekt")
    return moment


def read_day(value: Json, name: str, place: str = "") -> date | None:
    """Give an optional day; empty text counts as absent, as ZGW writes it."""
    found = at(value, name)
    if found in (None, ""):
        return None
    try:
        return date.fromisoformat(found if isinstance(found, str) else "")
    except ValueError:
        raise OngeldigBericht(f"{place}/{name}", "dit is geen datum") from None
