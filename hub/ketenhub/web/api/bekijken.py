"""View as recipient: regie looks at its own plan as a participant sees it."""

from typing import Annotated

import orjson
from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.waarde import Oin, Sleutel, Waarde
from ketenhub.flow.alsontvanger import Alsvraag, look_as
from ketenhub.flow.hub import Hub
from ketenhub.web.api.lichaam import read_body
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN


class Ontvangersblik(Waarde):
    """As which participant regie looks at its own plan, and under which version of the rules."""

    ontvanger: Oin
    versie: Annotated[Sleutel | None, Field(description="Onder welke versie van de deelregels; leeg: wat nu geldt.")] = None


def glance_router(hub: Hub) -> APIRouter:
    """Build the route; flow holds who may, records and audits."""
    router = APIRouter(prefix="/v1", tags=["veiligheidsplannen"])

    async def bekijk(request: Request, verwijzing: str) -> Response:
        """Bekijk welk deel van het plan een deelnemer ziet; alleen voor de regie. Er wordt niets verstuurd."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        blik = await read_body(request, Ontvangersblik)
        found = await look_as(hub, Alsvraag(toegang.organisatie, verwijzing, blik.ontvanger, blik.versie))
        return Response(orjson.dumps(found.marked()), media_type="application/json", headers={"Cache-Control": "no-store"})

    router.add_api_route(
        "/veiligheidsplannen/{verwijzing}/_bekijk",
        bekijk,
        methods=["POST"],
        operation_id="bekijkAlsOntvanger",
        summary="Bekijk een plan als ontvanger",
    )
    return router
