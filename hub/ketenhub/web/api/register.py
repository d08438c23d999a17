"""For who directs: the register of one person, to be handed over at a request for access."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.waarde import Sleutel, Waarde
from ketenhub.flow.hub import Hub
from ketenhub.flow.register import Registervraag, make_register
from ketenhub.web.api.lichaam import read_body
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import VERSTREKKINGEN_LEZEN


class Registerverzoek(Waarde):
    """Of which person of which plan the register is asked, and who asks that of regie."""

    verwijzing: Sleutel
    persoon: Annotated[Sleutel, Field(description="De `id` van de persoon in uw plan.")]
    aanvrager: Annotated[
        Sleutel | None, Field(description="Wie het vraagt namens die persoon, ook uit uw plan; leeg: die persoon zelf.")
    ] = None


def add_register(router: APIRouter, hub: Hub) -> None:
    """Hang the route on the router of the people; flow holds who may ask, records and audits."""

    async def zoek(request: Request) -> Response:
        """Geef van een persoon wie welke soorten gegevens kreeg; alleen voor de regie, die het aan die persoon geeft."""
        toegang = await authorise(request, VERSTREKKINGEN_LEZEN)
        read_query(request, {})
        v = await read_body(request, Registerverzoek)
        content = await make_register(hub, Registervraag(toegang.organisatie, v.verwijzing, v.persoon, v.aanvrager))
        return Response(content, media_type="application/json", headers={"Cache-Control": "no-store"})

    router.add_api_route(
        "/verstrekkingenregister/_zoek",
        zoek,
        methods=["POST"],
        operation_id="zoekVerstrekkingenregister",
        summary="Maak het register van een persoon op",
    )
