"""The hub's own JSON: every partner may speak it (`application/vnd.ketenhub.bijdrage+json`)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

MEDIATYPE = "application/vnd.ketenhub.bijdrage+json"
ONBEKEND = "(onbekend veld)"
REDENEN = {
    "missing": "dit veld ontbreekt",
    "extra_forbidden": "dit veld bestaat niet",
    "union_tag_invalid": "deze soort bestaat niet",
    "union_tag_not_found": "de soort ontbreekt",
    "literal_error": "deze waarde staat niet in de lijst",
    "enum": "deze waarde staat niet in de lijst",
    "string_pattern_mismatch": "de vorm klopt niet",
    "string_too_long": "de tekst is te lang",
    "string_too_short": "de tekst is leeg",
    "json_invalid": "dit is geen JSON",
    "date_from_datetime_parsing": "dit is geen datum",
    "too_long": "er zijn er te veel",
}


def _place(error_type: str, loc: tuple[int | str, ...]) -> str:
    """Give a JSON pointer of names we know; a member we do not know may itself hold a personal detail."""
    steps = [str(step) for step in loc]
    if error_type == "extra_forbidden":
        steps[-1] = ONBEKEND
    return "/" + "/".join(steps)


def read_bijdrage(data: bytes) -> Bijdrage:
    """Read a contribution from exact bytes; raises OngeldigBericht with a JSON pointer and never a value."""
    try:
        return Bijdrage.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    reden = REDENEN.get(first["type"], "deze waarde mag hier niet")
    if first["type"] == "value_error":
        reden = "deze waarde past niet bij de rest"
    raise OngeldigBericht(_place(first["type"], first["loc"]), reden)


def read_id(data: bytes) -> str | None:
    """Give `berichtId` of the message, or None when it cannot be read; never raises."""
    try:
        found: Json = json.loads(data)
    except (ValueError, RecursionError):
        return None
    ident = found.get("berichtId") if isinstance(found, dict) else None
    return ident if isinstance(ident, str) and 0 < len(ident) <= 128 else None
