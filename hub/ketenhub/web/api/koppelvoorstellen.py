"""Proposals that two casussen are one household, and what a person of the directing organisation decides about them."""

import re
from typing import Annotated, Literal

import orjson
from fastapi import APIRouter, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.contract.lezen import read_value
from ketenhub.domain.waarde import Kort, Tekst, Waarde
from ketenhub.flow.hub import Hub
from ketenhub.flow.koppelen import Beslissing, decide_proposal, proposals
from ketenhub.store.koppelingen import Voorstelregel
from ketenhub.web.api.deur import media_type
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import BIJDRAGEN_SCHRIJVEN, VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.problems import MediatypeNietOndersteund
from ketenhub.web.strict_json import check_json

BLADEREN = {"na": re.compile(r"[0-9a-f-]{36}")}


class Koppelbesluit(Waarde):
    """What a professional decides about a proposal, and why."""

    besluit: Literal["samengevoegd", "afgewezen", "ontkoppeld"]
    reden: Tekst
    professional: Annotated[Kort, Field(description="Wie dit besluit; de hub bewaart het verzegeld.")]


def read_decision(inhoud: bytes) -> Koppelbesluit:
    """Read the decision; raises OngeldigBericht with the place."""
    check_json(inhoud, frozenset({"besluit", "reden", "professional"}))
    return read_value(Koppelbesluit, inhoud)


def proposal_row(regel: Voorstelregel) -> dict[str, object]:
    """Give one proposal; a casus in which the caller takes no part is not named."""
    row: dict[str, object] = {
        "voorstelId": regel.voorstel_id,
        "op": regel.op.isoformat().replace("+00:00", "Z"),
        "staat": regel.besluit or "open",
        "magSamenvoegen": regel.beide,
    }
    return row | {naam: ref for naam, ref in (("nieuweCasus", regel.nieuw), ("bekendeCasus", regel.bekend)) if ref is not None}


def proposal_router(hub: Hub) -> APIRouter:
    """Build the two routes; flow holds who may see and decide, records and audits."""
    router = APIRouter(prefix="/v1", tags=["koppelvoorstellen"])

    async def lijst(request: Request) -> Response:
        """Geef de voorstellen over casussen waarvan uw organisatie de regie heeft."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        vraag = read_query(request, BLADEREN)
        found, more = await proposals(hub, toegang.organisatie, vraag.get("na"))
        body: dict[str, object] = {"koppelvoorstellen": [proposal_row(regel) for regel in found]}
        return Response(orjson.dumps(body | {"volgende": found[-1].voorstel_id} if more else body), media_type="application/json")

    async def besluit(request: Request, voorstel_id: Annotated[str, Path(alias="voorstelId")]) -> Response:
        """Leg vast wat een medewerker van uw organisatie over een voorstel besluit."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        if media_type(request) != "application/json":
            raise MediatypeNietOndersteund("Content-Type")
        gezegd = read_decision(await request.body())
        await decide_proposal(hub, Beslissing(toegang.organisatie, voorstel_id, gezegd.besluit, gezegd.reden, gezegd.professional))
        return Response(orjson.dumps({"voorstelId": voorstel_id, "staat": gezegd.besluit}), 201, media_type="application/json")

    router.add_api_route(
        "/koppelvoorstellen", lijst, methods=["GET"], operation_id="geefKoppelvoorstellen", summary="Bekijk voorstellen om te koppelen"
    )
    router.add_api_route(
        "/koppelvoorstellen/{voorstelId}/besluiten",
        besluit,
        methods=["POST"],
        status_code=201,
        operation_id="besluitKoppelvoorstel",
        summary="Besluit over een koppelvoorstel",
    )
    return router
