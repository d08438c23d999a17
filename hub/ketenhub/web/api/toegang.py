"""Who of the organisations may see a casus: the conflict list, and to whom it is assigned."""

from datetime import datetime
from typing import Annotated

import orjson
from fastapi import APIRouter, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.waarde import Code, Kort, Oin, Tekst, Waarde
from ketenhub.flow import conflicten, toewijzen
from ketenhub.flow.conflicten import Conflictregel, Conflictvraag
from ketenhub.flow.hub import Hub
from ketenhub.flow.verzegeld import Gezegd
from ketenhub.store.toegang import Toewijzing
from ketenhub.web.api.lichaam import read_body
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import BIJDRAGEN_SCHRIJVEN, VEILIGHEIDSPLAN_LEZEN

NIET_BEWAREN = {"Cache-Control": "no-store"}
PLAN = "/v1/veiligheidsplannen/{verwijzing}"
WIE = "De naam van wie dit doet; de hub bewaart die verzegeld."


class Conflictverzoek(Waarde):
    """Who may never see a casus, of which organisation, why and who says so."""

    organisatie: Oin
    medewerker: Annotated[Code, Field(description="De id van de persoon, zoals in het bestand met de regio.")]
    reden: Annotated[Tekst, Field(description="De hub bewaart de reden verzegeld.")]
    professional: Annotated[Kort, Field(description=WIE)]


class Conflictbeeindiging(Waarde):
    """Why a person may see a casus again, and who says so."""

    reden: Tekst
    professional: Annotated[Kort, Field(description=WIE)]


class Toewijzingsverzoek(Waarde):
    """To which casemanager a casus is assigned."""

    medewerker: Annotated[Code, Field(description="De id van een casemanager van uw organisatie.")]


def moment(op: datetime) -> str:
    """Write a moment as it goes on the wire."""
    return op.isoformat().replace("+00:00", "Z")


def answer(body: object, status: int = 200) -> Response:
    """Give an answer that nobody on the way keeps."""
    return Response(orjson.dumps(body), status, NIET_BEWAREN, "application/json")


def _by(hub: Hub, oin: str, op: datetime, gezegd: Gezegd) -> dict[str, object]:
    return {
        "op": moment(op),
        "door": {"oin": oin, "naam": hub.keten.names().get(oin, "")},
        "reden": gezegd.reden,
        "professional": gezegd.professional or "",
    }


def conflict_row(hub: Hub, regel: Conflictregel) -> dict[str, object]:
    """Give one line of the conflict list with its history."""
    c = regel.conflict
    own = {"oin": c.organisatie, "naam": hub.keten.names().get(c.organisatie, "")}
    row: dict[str, object] = {"conflictId": c.conflict_id, "organisatie": own, "medewerker": c.persoon}
    row["gezet"] = _by(hub, c.door, c.op, regel.gezegd)
    if c.einde is not None and regel.einde is not None:
        row["beeindigd"] = _by(hub, c.einde[0], c.einde[1], regel.einde)
    return row


def assignment_row(t: Toewijzing) -> dict[str, object]:
    """Give one assignment; without `tot` it lasts."""
    row: dict[str, object] = {"toewijzingId": t.toewijzing_id, "medewerker": t.persoon, "van": moment(t.van)}
    if t.tot is not None:
        row["tot"] = moment(t.tot)
    return row | ({"door": t.door} if t.door is not None else {})


def conflict_router(hub: Hub) -> APIRouter:
    """Build the routes of the conflict list; flow holds who may, records and audits."""
    router = APIRouter(prefix=PLAN, tags=["toegang"])

    async def lijst(request: Request, verwijzing: str) -> Response:
        """Geef wie deze casus nooit mag zien, met de geschiedenis; alleen voor de regie."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        found = await conflicten.read_conflicts(hub, Conflictvraag(toegang.organisatie, verwijzing))
        return answer({"conflicten": [conflict_row(hub, one) for one in found]})

    async def zet(request: Request, verwijzing: str) -> Response:
        """Sluit een casus voor een persoon; die hoort daar niets van."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        v = await read_body(request, Conflictverzoek)
        vraag = Conflictvraag(toegang.organisatie, verwijzing)
        ident, op = await conflicten.set_conflict(hub, vraag, (v.organisatie, v.medewerker), Gezegd(v.reden, v.professional))
        return answer({"conflictId": ident, "sinds": moment(op)}, 201)

    async def beeindig(request: Request, verwijzing: str, conflict_id: Annotated[str, Path(alias="conflictId")]) -> Response:
        """Beeindig een regel van de conflictlijst."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        v = await read_body(request, Conflictbeeindiging)
        vraag = Conflictvraag(toegang.organisatie, verwijzing)
        op = await conflicten.end_conflict(hub, vraag, conflict_id, Gezegd(v.reden, v.professional))
        return answer({"conflictId": conflict_id, "beeindigdOp": moment(op)}, 201)

    for pad, route, methode, words, status in (
        ("/conflicten", lijst, "GET", ("geefConflicten", "Bekijk de conflictlijst"), 200),
        ("/conflicten", zet, "POST", ("zetConflict", "Zet iemand op de conflictlijst"), 201),
        ("/conflicten/{conflictId}/beeindigingen", beeindig, "POST", ("beeindigConflict", "Haal iemand van de conflictlijst"), 201),
    ):
        router.add_api_route(pad, route, methods=[methode], operation_id=words[0], summary=words[1], status_code=status)
    return router


def assignment_router(hub: Hub) -> APIRouter:
    """Build the routes of assignment; an organisation does this for its own people."""
    router = APIRouter(prefix=PLAN, tags=["toegang"])

    async def lijst(request: Request, verwijzing: str) -> Response:
        """Geef wie van uw organisatie aan deze casus is toegewezen, nu en eerder."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        found = await toewijzen.read_assignments(hub, toegang.organisatie, verwijzing)
        return answer({"toewijzingen": [assignment_row(one) for one in found]})

    async def wijs(request: Request, verwijzing: str) -> Response:
        """Wijs een casus toe aan een casemanager van uw organisatie."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        v = await read_body(request, Toewijzingsverzoek)
        return answer(assignment_row(await toewijzen.assign(hub, toegang.organisatie, verwijzing, v.medewerker)), 201)

    async def onthef(request: Request, verwijzing: str, toewijzing_id: Annotated[str, Path(alias="toewijzingId")]) -> Response:
        """Beeindig een toewijzing."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        return answer(assignment_row(await toewijzen.release(hub, toegang.organisatie, verwijzing, toewijzing_id)), 201)

    for pad, route, methode, words, status in (
        ("/toewijzingen", lijst, "GET", ("geefToewijzingen", "Bekijk wie is toegewezen"), 200),
        ("/toewijzingen", wijs, "POST", ("wijsToe", "Wijs een casus toe"), 201),
        ("/toewijzingen/{toewijzingId}/beeindigingen", onthef, "POST", ("beeindigToewijzing", "Beeindig een toewijzing"), 201),
    ):
        router.add_api_route(pad, route, methods=[methode], operation_id=words[0], summary=words[1], status_code=status)
    return router
