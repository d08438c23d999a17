"""Read the JSON body of a request strictly: its media type, its form, and then the value."""

from typing import TypeVar

from starlette.requests import Request

from ketenhub.contract.lezen import read_value
from ketenhub.domain.waarde import Waarde
from ketenhub.web.api.deur import media_type
from ketenhub.web.problems import MediatypeNietOndersteund, known_names
from ketenhub.web.strict_json import check_json

W = TypeVar("W", bound=Waarde)


async def read_body(request: Request, model: type[W]) -> W:
    """Read the body of a change; raises OngeldigBericht with the place, MediatypeNietOndersteund."""
    if media_type(request) != "application/json":
        raise MediatypeNietOndersteund("Content-Type")
    inhoud = await request.body()
    check_json(inhoud, known_names(model.model_json_schema(by_alias=True)))
    return read_value(model, inhoud)
