"""The hub's own JSON: every partner may speak it (`application/vnd.ketenhub.bijdrage+json`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ketenhub.contract.lezen import read_value
from ketenhub.domain.bijdrage import Bijdrage

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

MEDIATYPE = "application/vnd.ketenhub.bijdrage+json"


def read_bijdrage(data: bytes) -> Bijdrage:
    """Read a contribution from exact bytes; raises OngeldigBericht with a JSON pointer and never a value."""
    return read_value(Bijdrage, data)


def read_id(data: bytes) -> str | None:
    """Give `berichtId` of the message, or None when it cannot be read; never raises."""
    try:
        found: Json = json.loads(data)
    except (ValueError, RecursionError):
        return None
    ident = found.get("berichtId") if isinstance(found, dict) else None
    return ident if isinstance(ident, str) and 0 < len(ident) <= 128 else None
