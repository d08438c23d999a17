"""What became of a message: its sender asks by the message's own id, and nobody else's exists."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.flow.hub import Hub
from ketenhub.flow.opvragen import message_status
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import BERICHTEN_SCHRIJVEN, BIJDRAGEN_SCHRIJVEN


def status_router(hub: Hub) -> APIRouter:
    """Build the route `GET /v1/berichten/{berichtId}`."""
    router = APIRouter(prefix="/v1", tags=["berichten"])

    async def status(request: Request, bericht_id: Annotated[str, Path(alias="berichtId")]) -> Response:
        """Geef de status van een bericht dat uw organisatie stuurde."""
        toegang = await authorise(request, BERICHTEN_SCHRIJVEN, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        op = await message_status(hub, toegang.organisatie, bericht_id)
        body = {"bericht": bericht_id, "status": "aangenomen", "vastgelegdOp": op.isoformat().replace("+00:00", "Z")}
        return Response(orjson.dumps(body), media_type="application/json")

    router.add_api_route(
        "/berichten/{berichtId:path}",
        status,
        methods=["GET"],
        operation_id="geefBerichtstatus",
        summary="Vraag wat er van een bericht werd",
    )
    return router
