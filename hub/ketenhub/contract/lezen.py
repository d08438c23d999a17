"""Read a value of the domain from exact bytes; a fault names the place and never the value."""

import json
from typing import TypeVar

from pydantic import ValidationError

from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.json import Json
from ketenhub.domain.waarde import Onpassend, Waarde

W = TypeVar("W", bound=Waarde)
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


def _inner(value: Json, step: int | str) -> tuple[bool, Json]:
    """Tell whether this step stands in the document, and give what stands there."""
    if isinstance(value, dict) and isinstance(step, str) and step in value:
        return True, value[step]
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return True, value[step]
    return False, value


def _place(error_type: str, loc: tuple[int | str, ...], document: Json) -> str:
    """Give a JSON pointer of names we know; a member we do not know may itself hold a personal detail.

    A model also names which kind it took a value for; that is no place in the document, so it is left out.
    """
    steps: list[str] = []
    told: Json = None
    for step in loc:
        if isinstance(document, dict) and document is not told and document.get("soort") == step:
            # the kind, also where a field bears its name
            told = document
            continue
        there, document = _inner(document, step)
        if there:
            steps.append(str(step))
    if error_type == "missing":
        steps.append(str(loc[-1]))
    if error_type == "extra_forbidden":
        steps[-1] = ONBEKEND
    return "".join(f"/{step}" for step in steps)


def read_value(model: type[W], data: bytes) -> W:
    """Read a value from JSON; raises OngeldigBericht with a JSON pointer."""
    try:
        return model.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
    reden = REDENEN.get(first["type"], "deze waarde mag hier niet")
    if first["type"] == "value_error":
        why = first.get("ctx", {}).get("error")
        reden = str(why) if isinstance(why, Onpassend) else "deze waarde past niet bij de rest"
    document: Json = json.loads(data) if first["type"] != "json_invalid" else None
    raise OngeldigBericht(_place(first["type"], first["loc"], document), reden)
