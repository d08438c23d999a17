"""The signals of a plan with where each stands, and the acknowledgement by a person."""

from typing import Annotated

import orjson
from fastapi import APIRouter, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.contract.lezen import read_value
from ketenhub.domain.waarde import Kort, Tekst, Waarde
from ketenhub.flow.bevestigen import Bevestiging, acknowledge, read_signals
from ketenhub.flow.hub import Hub
from ketenhub.web.api.deur import media_type
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import BIJDRAGEN_SCHRIJVEN, VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.problems import MediatypeNietOndersteund
from ketenhub.web.strict_json import check_json


class Signaalbevestiging(Waarde):
    """Who saw a signal, and what was done about it."""

    professional: Annotated[Kort, Field(description="De naam van wie het signaal zag; de hub bewaart die verzegeld.")]
    gedaan: Annotated[Tekst | None, Field(description="Wat er is gedaan; de hub bewaart het verzegeld, voor uw organisatie alleen.")] = None


def read_acknowledgement(inhoud: bytes) -> Signaalbevestiging:
    """Read the acknowledgement; raises OngeldigBericht with the place."""
    check_json(inhoud, frozenset(Signaalbevestiging.model_fields))
    return read_value(Signaalbevestiging, inhoud)


def signal_router(hub: Hub) -> APIRouter:
    """Build the two routes; flow decides what is seen, records and audits."""
    router = APIRouter(prefix="/v1/veiligheidsplannen/{verwijzing}", tags=["signalen"])

    async def lijst(request: Request, verwijzing: str) -> Response:
        """Geef de signalen die uw organisatie mag zien, met hoe het met elk staat."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        body = await read_signals(hub, toegang.organisatie, verwijzing)
        return Response(body, media_type="application/json", headers={"Cache-Control": "no-store"})

    async def bevestiging(request: Request, verwijzing: str, signaal_id: Annotated[str, Path(alias="signaalId")]) -> Response:
        """Leg vast dat een medewerker van uw organisatie een signaal heeft gezien."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        if media_type(request) != "application/json":
            raise MediatypeNietOndersteund("Content-Type")
        gezegd = read_acknowledgement(await request.body())
        op = await acknowledge(hub, Bevestiging(toegang.organisatie, verwijzing, signaal_id, gezegd.professional, gezegd.gedaan))
        body = {"signaalId": signaal_id, "staat": "bevestigd", "bevestigdOp": op.isoformat().replace("+00:00", "Z")}
        return Response(orjson.dumps(body), 201, media_type="application/json")

    router.add_api_route("/signalen", lijst, methods=["GET"], operation_id="geefSignalen", summary="Bekijk de signalen van een plan")
    router.add_api_route(
        "/signalen/{signaalId}/bevestigingen",
        bevestiging,
        methods=["POST"],
        status_code=201,
        operation_id="bevestigSignaal",
        summary="Bevestig dat iemand een signaal zag",
    )
    return router
