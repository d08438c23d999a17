"""Try one fact on a casus, in the very form in which a contribution would bring it."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.contract.lezen import read_value
from ketenhub.domain.beoordeling import Veiligheidsbeoordeling
from ketenhub.domain.geweld import Incident, Maatregelschending
from ketenhub.domain.plan import Voorwaardestand
from ketenhub.domain.waarde import Waarde
from ketenhub.flow.hub import Hub
from ketenhub.flow.simuleren import Proef, try_fact
from ketenhub.web.api.deur import NAMEN, media_type
from ketenhub.web.api.inzicht import answer
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.problems import MediatypeNietOndersteund
from ketenhub.web.strict_json import check_json


class WatAlsVraag(Waarde):
    """A score, an incident, a broken measure, or a step of a condition, as if your organisation said it."""

    feit: Annotated[Veiligheidsbeoordeling | Incident | Maatregelschending | Voorwaardestand, Field(discriminator="soort")]


def read_trial(inhoud: bytes) -> WatAlsVraag:
    """Read what is tried; raises OngeldigBericht with the place."""
    check_json(inhoud, NAMEN | {"feit"})
    return read_value(WatAlsVraag, inhoud)


def trial_router(hub: Hub) -> APIRouter:
    """Build the route; flow runs the rooms, keeps nothing of the fact, and records what was shown."""
    router = APIRouter(prefix="/v1", tags=["veiligheidsplannen"])

    async def watals(request: Request, verwijzing: str) -> Response:
        """Probeer een feit: uw eigen uitkomst nu en dan. Er wordt niets van bewaard."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        if media_type(request) != "application/json":
            raise MediatypeNietOndersteund("Content-Type")
        vraag = read_trial(await request.body())
        return answer(await try_fact(hub, Proef(toegang.organisatie, verwijzing, vraag.feit)))

    router.add_api_route(
        "/veiligheidsplannen/{verwijzing}/_watals",
        watals,
        methods=["POST"],
        operation_id="probeerFeit",
        summary="Probeer wat een feit zou doen",
    )
    return router
