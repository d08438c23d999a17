"""For who directs: what one of the people may see, who is still to be told that content went to somebody, and who got what."""

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.contract.lezen import read_value
from ketenhub.domain.waarde import Sleutel, Waarde
from ketenhub.flow.hub import Hub
from ketenhub.flow.informeertaken import Informeertaak, to_tell
from ketenhub.flow.inzage import Inzagevraag, give_insight
from ketenhub.web.api.deur import media_type
from ketenhub.web.api.register import add_register
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.problems import MediatypeNietOndersteund
from ketenhub.web.strict_json import check_json

NIET_BEWAREN = {"Cache-Control": "no-store"}


class Inzageverzoek(Waarde):
    """For whom it is asked, as the asking organisation knows that person in its view."""

    persoon: Sleutel


def read_request(inhoud: bytes) -> Inzageverzoek:
    """Read for whom it is asked; raises OngeldigBericht with the place."""
    check_json(inhoud, frozenset({"persoon"}))
    return read_value(Inzageverzoek, inhoud)


def duty_row(taak: Informeertaak) -> dict[str, object]:
    """Give one duty as it is shown."""
    stand = taak.stand
    return {
        "persoon": taak.persoon,
        "ontvanger": stand.ontvanger,
        "stand": stand.stand,
        "uiterlijk": stand.uiterlijk.isoformat(),
        "tekst": stand.tekst,
    }


def people_router(hub: Hub) -> APIRouter:
    """Build the routes; flow holds who may ask, records and audits."""
    router = APIRouter(prefix="/v1", tags=["veiligheidsplannen"])

    async def plichten(request: Request, verwijzing: str) -> Response:
        """Geef wie nog te vertellen is dat een organisatie gegevens kreeg; alleen voor de regie."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        found = await to_tell(hub, toegang.organisatie, verwijzing)
        body = orjson.dumps({"informeerplichten": [duty_row(taak) for taak in found]})
        return Response(body, media_type="application/json", headers=NIET_BEWAREN)

    async def inzage(request: Request, verwijzing: str) -> Response:
        """Geef wat een van de mensen zelf mag zien; alleen voor de regie, die het aan die persoon geeft."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        if media_type(request) != "application/json":
            raise MediatypeNietOndersteund("Content-Type")
        gevraagd = read_request(await request.body())
        body = await give_insight(hub, Inzagevraag(toegang.organisatie, verwijzing, gevraagd.persoon))
        return Response(body, media_type="application/json", headers=NIET_BEWAREN)

    for pad, route, methode, words in (
        ("informeerplichten", plichten, "GET", ("geefInformeerplichten", "Bekijk wie nog te informeren is")),
        ("inzagen", inzage, "POST", ("geefInzage", "Bekijk wat iemand zelf mag zien")),
    ):
        path = f"/veiligheidsplannen/{{verwijzing}}/{pad}"
        router.add_api_route(path, route, methods=[methode], operation_id=words[0], summary=words[1])
    add_register(router, hub)
    return router
