"""What systems ask beside the plan itself: timeline, monitor, what is to be weighed, and for regie the board and the four lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.json import rows
from ketenhub.flow.look import Afgeleid, Gezien, Vraag, look
from ketenhub.flow.planbord import show_board, show_overview
from ketenhub.inzicht.monitor import monitor
from ketenhub.inzicht.patroon import pattern
from ketenhub.inzicht.tijdlijn import SOORTEN, page, timeline
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import known_tags, read_query
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.problems import OngeldigeAanvraag

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.look import Zicht

AFWEEGRIJ = "afweegrij"
BLADZIJDE = 100
BLADEREN = {"soort": re.compile("|".join(SOORTEN)), "na": re.compile(r"[0-9a-f]{32}")}


def answer(zicht: Zicht) -> Response:
    """Give the answer, or that the caller has it already; nobody on the way may keep it."""
    headers = {"ETag": zicht.etag, "Cache-Control": "no-store"}
    if zicht.ongewijzigd:
        return Response(status_code=304, headers=headers)
    return Response(zicht.inhoud, media_type="application/json", headers=headers)


def _timeline(gezien: Gezien, vraag: dict[str, str]) -> Afgeleid:
    found = page(timeline(gezien.inhoud, [vraag["soort"]] if "soort" in vraag else SOORTEN), vraag.get("na"), BLADZIJDE)
    if found is None:
        raise OngeldigeAanvraag("query/na", "Deze plek in de lijst bestaat niet of niet meer.")
    events, more = found
    body: dict[str, Json] = {"gebeurtenissen": events, "geweldspatroon": pattern(gezien.inhoud)}
    return Afgeleid(body | {"volgende": more} if more is not None else body)


def _queue(gezien: Gezien) -> Afgeleid:
    """Give what waits to be weighed; nothing else of the view is shown by it."""
    return Afgeleid({"afwegingen": [*rows(gezien.inhoud, AFWEEGRIJ)]}, delen=frozenset({AFWEEGRIJ}))


def insight_router(hub: Hub) -> APIRouter:
    """Build the routes; every answer comes from the caller's own view by `look`, which records and audits it."""
    router = APIRouter(prefix="/v1", tags=["veiligheidsplannen"])

    async def asked(request: Request, verwijzing: str, doel: str) -> Vraag:
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        return Vraag(toegang.organisatie, verwijzing, doel, heeft=known_tags(request))

    async def tijdlijn(request: Request, verwijzing: str) -> Response:
        """Geef wat er is gebeurd, op volgorde, met het patroon van het geweld."""
        vraag = await asked(request, verwijzing, "tijdlijn")
        bladeren = read_query(request, BLADEREN)
        return answer(await look(hub, vraag, lambda gezien: _timeline(gezien, bladeren)))

    async def monitoren(request: Request, verwijzing: str) -> Response:
        """Geef per voorwaarde waar zij staat en wat daarvan blijkt, en wie contact had met wie."""
        vraag = await asked(request, verwijzing, "monitor")
        read_query(request, {})
        return answer(await look(hub, vraag, lambda gezien: Afgeleid(monitor(gezien.inhoud))))

    async def bord(request: Request, verwijzing: str) -> Response:
        """Geef wie welke versie van het eigen zicht op het plan heeft; alleen voor de regie."""
        vraag = await asked(request, verwijzing, "planbord")
        read_query(request, {})
        return answer(await show_board(hub, vraag))

    async def overzicht(request: Request, verwijzing: str) -> Response:
        """Geef de vier lijsten van de regie."""
        vraag = await asked(request, verwijzing, "regieoverzicht")
        read_query(request, {})
        return answer(await show_overview(hub, vraag))

    async def afwegingen(request: Request, verwijzing: str) -> Response:
        """Geef wat uw organisatie af te wegen heeft; voor wie niets onder beroepsgeheim zei, is de lijst leeg."""
        vraag = await asked(request, verwijzing, "afwegingen")
        read_query(request, {})
        return answer(await look(hub, vraag, _queue))

    for pad, route, words in (
        ("afwegingen", afwegingen, ("geefAfwegingen", "Bekijk wat u af te wegen heeft")),
        ("tijdlijn", tijdlijn, ("geefTijdlijn", "Bekijk de tijdlijn")),
        ("monitor", monitoren, ("geefMonitor", "Bekijk hoe het met de voorwaarden staat")),
        ("planbord", bord, ("geefPlanbord", "Bekijk wie welke versie heeft")),
        ("regieoverzicht", overzicht, ("geefRegieoverzicht", "Bekijk het overzicht van de regie")),
    ):
        router.add_api_route(f"/veiligheidsplannen/{{verwijzing}}/{pad}", route, methods=["GET"], operation_id=words[0], summary=words[1])
    return router
