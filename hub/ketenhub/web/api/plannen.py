"""The filtered view of a plan, and what an organisation knew on a date."""

from datetime import datetime
from typing import Annotated

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.waarde import Oin, Sleutel
from ketenhub.flow.hub import Hub
from ketenhub.flow.look import Vraag, look
from ketenhub.flow.terugblik import Navraag, recall
from ketenhub.web.api.deur import media_type
from ketenhub.web.api.token import authorise
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN, VERSTREKKINGEN_LEZEN
from ketenhub.web.problems import MediatypeNietOndersteund
from ketenhub.web.strict_json import check_json


class Verstrekkingenvraag(BaseModel):
    """Which disclosures are asked for: of which case, to whom, up to when."""

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=to_camel)

    verwijzing: Sleutel
    organisatie: Oin
    bekend_op: Annotated[datetime | None, Field(description="Tot en met dit tijdstip; leeg: tot nu.")] = None


def read_question(inhoud: bytes) -> Verstrekkingenvraag:
    """Read the question; raises OngeldigBericht with the place."""
    check_json(inhoud, frozenset({"verwijzing", "organisatie", "bekendOp"}))
    try:
        return Verstrekkingenvraag.model_validate_json(inhoud)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False, include_context=False)[0]
    known = {info.alias for info in Verstrekkingenvraag.model_fields.values()}
    step = str(first["loc"][0]) if first["loc"] else ""
    raise OngeldigBericht(f"/{step if step in known else '(onbekend veld)'}", "deze waarde past niet")


def plan_router(hub: Hub) -> APIRouter:
    """Build the routes that show plan content; all of it through flow/look."""
    router = APIRouter(prefix="/v1", tags=["veiligheidsplannen"])

    async def plan(request: Request, verwijzing: str) -> Response:
        """Geef het veiligheidsplan zoals uw organisatie het mag zien."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        etag = request.headers.get("if-none-match")
        zicht = await look(hub, Vraag(toegang.organisatie, verwijzing, "uitvoering veiligheidsplan", etag=etag))
        headers = {"ETag": zicht.etag, "Cache-Control": "no-store"}
        if zicht.ongewijzigd:
            return Response(status_code=304, headers=headers)
        return Response(zicht.inhoud, media_type="application/json", headers=headers)

    async def verstrekkingen(request: Request) -> Response:
        """Geef wat een organisatie op een tijdstip wist; alleen voor de regie."""
        toegang = await authorise(request, VERSTREKKINGEN_LEZEN)
        if media_type(request) != "application/json":
            raise MediatypeNietOndersteund("Content-Type")
        vraag = read_question(await request.body())
        rows = await recall(hub, Navraag(toegang.organisatie, vraag.verwijzing, vraag.organisatie, vraag.bekend_op or hub.nu()))
        return Response(orjson.dumps({"verstrekkingen": rows}), media_type="application/json")

    router.add_api_route(
        "/veiligheidsplannen/{verwijzing}", plan, methods=["GET"], operation_id="geefVeiligheidsplan", summary="Bekijk een veiligheidsplan"
    )
    router.add_api_route(
        "/verstrekkingen/_zoek",
        verstrekkingen,
        methods=["POST"],
        operation_id="zoekVerstrekkingen",
        summary="Vraag na wat een organisatie wist",
    )
    return router
