"""Why a field goes to somebody or not: asked per field, answered in plain Dutch, and never with a value."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.waarde import Oin, Sleutel, Waarde
from ketenhub.flow.besluiten import Vraagpunt
from ketenhub.flow.deelbesluiten import Besluitvraag, explain_decisions
from ketenhub.flow.hub import Hub
from ketenhub.web.api.authzen import add_authzen
from ketenhub.web.api.lichaam import read_body
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN

Veldnaam = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,64}$")]


class Besluitverzoek(Waarde):
    """About which plan, recipient, item and field a decision is asked, on which day."""

    verwijzing: Sleutel
    ontvanger: Annotated[Oin | None, Field(description="Over wie u vraagt; leeg: over wat uw organisatie zelf ziet.")] = None
    item: Annotated[Sleutel | None, Field(description="De `id` van een onderdeel of persoon uit uw plan; leeg: alle.")] = None
    veld: Annotated[Veldnaam | None, Field(description="Een veld van dat onderdeel; leeg: alle.")] = None
    dag: Annotated[date | None, Field(description="De dag waarop de regels worden gewogen, over de feiten van nu; leeg: vandaag.")] = None
    na: Annotated[Sleutel | None, Field(description="De waarde van `volgende` uit de vorige bladzijde; leeg: vanaf het begin.")] = None


def decision_router(hub: Hub) -> APIRouter:
    """Build the routes, ours and those of AuthZEN; flow holds who may know what, records and audits."""
    router = APIRouter(tags=["deelbesluiten"])

    async def zoek(request: Request) -> Response:
        """Vraag per veld waarom het naar een ontvanger gaat of niet."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        v = await read_body(request, Besluitverzoek)
        punt = Vraagpunt(v.ontvanger, v.item, v.veld, v.dag.isoformat() if v.dag else None, v.na)
        content = await explain_decisions(hub, Besluitvraag(toegang.organisatie, v.verwijzing, punt))
        return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})

    router.add_api_route(
        "/v1/deelbesluiten/_zoek",
        zoek,
        methods=["POST"],
        operation_id="zoekDeelbesluiten",
        summary="Vraag waarom een veld wel of niet gaat",
    )
    add_authzen(router, hub)
    return router
