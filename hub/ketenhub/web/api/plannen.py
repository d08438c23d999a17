"""The filtered view of a plan, the notifications that were missed, and what an organisation knew on a date."""

import re
from typing import Annotated

import orjson
from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.contract.lezen import read_value
from ketenhub.domain.moment import Tijdstip
from ketenhub.domain.waarde import Oin, Sleutel, Waarde
from ketenhub.flow.hub import Hub
from ketenhub.flow.look import Vraag, look, purpose_of
from ketenhub.flow.opvragen import Gemist, Inhaalvraag, catch_up
from ketenhub.flow.terugblik import Navraag, recall
from ketenhub.web.api.deur import media_type
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import known_tags, read_query
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN, VERSTREKKINGEN_LEZEN
from ketenhub.web.problems import MediatypeNietOndersteund, OngeldigeAanvraag
from ketenhub.web.strict_json import check_json

BANEN = ("direct", "hoog", "gewoon")
INHALEN = {"baan": re.compile("|".join(BANEN)), "na": re.compile("0|[1-9][0-9]{0,17}")}


class Verstrekkingenvraag(Waarde):
    """Which disclosures are asked for: of which case, to whom, up to when, and after which one."""

    verwijzing: Sleutel
    organisatie: Oin
    bekend_op: Annotated[Tijdstip | None, Field(description="Tot en met dit tijdstip; leeg: tot nu.")] = None
    na: Annotated[Sleutel | None, Field(description="De waarde van `volgende` uit de vorige bladzijde; leeg: vanaf het begin.")] = None


def read_question(inhoud: bytes) -> Verstrekkingenvraag:
    """Read the question; raises OngeldigBericht with the place."""
    check_json(inhoud, frozenset({"verwijzing", "organisatie", "bekendOp", "na"}))
    return read_value(Verstrekkingenvraag, inhoud)


def missed_row(gemist: Gemist) -> dict[str, object]:
    """Give one line of the catch-up; of a withdrawn notification nothing but the number is told."""
    if gemist.vervallen:
        return {"volgnummer": gemist.volgnummer, "staat": "vervallen"}
    row = {"volgnummer": gemist.volgnummer, "staat": "geldig", "soort": gemist.soort, "op": gemist.op.isoformat().replace("+00:00", "Z")}
    return row if gemist.ernst is None else row | {"ernst": gemist.ernst}


def _json(body: object) -> Response:
    return Response(orjson.dumps(body), media_type="application/json")


def plan_router(hub: Hub) -> APIRouter:
    """Build the routes that show plan content, or tell that it changed; all of it recorded and audited by flow."""
    router = APIRouter(prefix="/v1", tags=["veiligheidsplannen"])

    async def plan(request: Request, verwijzing: str) -> Response:
        """Geef het veiligheidsplan zoals uw organisatie het mag zien."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        doel = purpose_of(hub, toegang.organisatie)
        zicht = await look(hub, Vraag(toegang.organisatie, verwijzing, doel, heeft=known_tags(request)))
        headers = {"ETag": zicht.etag, "Cache-Control": "no-store"}
        if zicht.ongewijzigd:
            return Response(status_code=304, headers=headers)
        return Response(zicht.inhoud, media_type="application/json", headers=headers)

    async def notificaties(request: Request, verwijzing: str) -> Response:
        """Geef de notificaties die uw organisatie over dit plan kreeg, per baan en op volgorde."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        vraag = read_query(request, INHALEN)
        if "baan" not in vraag:
            raise OngeldigeAanvraag("query/baan", "Deze parameter ontbreekt.")
        found, more = await catch_up(hub, Inhaalvraag(toegang.organisatie, verwijzing, vraag["baan"], int(vraag.get("na", "0"))))
        body: dict[str, object] = {"notificaties": [missed_row(one) for one in found]}
        return _json(body | {"volgende": found[-1].volgnummer} if more else body)

    async def verstrekkingen(request: Request) -> Response:
        """Geef wat een organisatie op een tijdstip wist; alleen voor de regie."""
        toegang = await authorise(request, VERSTREKKINGEN_LEZEN)
        read_query(request, {})
        if media_type(request) != "application/json":
            raise MediatypeNietOndersteund("Content-Type")
        vraag = read_question(await request.body())
        tot = vraag.bekend_op or hub.nu()
        rows, volgende = await recall(hub, Navraag(toegang.organisatie, vraag.verwijzing, vraag.organisatie, tot, vraag.na))
        return _json({"verstrekkingen": rows} | ({"volgende": volgende} if volgende is not None else {}))

    for pad, route, methode, words in (
        ("/veiligheidsplannen/{verwijzing}", plan, "GET", ("geefVeiligheidsplan", "Bekijk een veiligheidsplan")),
        ("/veiligheidsplannen/{verwijzing}/notificaties", notificaties, "GET", ("haalNotificatiesIn", "Haal gemiste notificaties in")),
        ("/verstrekkingen/_zoek", verstrekkingen, "POST", ("zoekVerstrekkingen", "Vraag na wat een organisatie wist")),
    ):
        router.add_api_route(pad, route, methods=[methode], operation_id=words[0], summary=words[1])
    return router
