"""The partner door: messages in the partner's own media type, contributions in canonical JSON."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.contract.bericht import Bericht
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.errors import GeenToegang, KetenhubError, NietGevonden
from ketenhub.flow.aannemen import GEWEIGERD, Gegeven, Post, accept, anything
from ketenhub.flow.aantekenen import note
from ketenhub.flow.controleren import check
from ketenhub.web.api import stuf
from ketenhub.web.api.token import authorise
from ketenhub.web.auth.clients import BERICHTEN_SCHRIJVEN, BIJDRAGEN_SCHRIJVEN
from ketenhub.web.problems import MediatypeNietOndersteund, known_names
from ketenhub.web.strict_json import check_json

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ketenhub.contract.manifest import Ingang
    from ketenhub.domain.fase import Reden
    from ketenhub.flow.hub import Hub

CANONIEK = "canoniek"
NAMEN = known_names(Bijdrage.model_json_schema())
XML_TEKST = {"application/xml": {"schema": {"type": "string"}}}
ONTVANGST: dict[int | str, dict[str, Any]] = {
    201: {
        "description": "Het bericht is aangenomen en staat op schijf. Een herhaling krijgt hetzelfde antwoord.",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ontvangstbewijs"}}},
    }
}

VORM_PARTNER: dict[int | str, dict[str, Any]] = {
    201: {**ONTVANGST[201], "content": {**ONTVANGST[201]["content"], **XML_TEKST}},
    400: {"description": "Geweigerd; op een StUF-bericht met leesbare stuurgegevens een Fo03.", "content": XML_TEKST},
}


@dataclass(frozen=True, slots=True)
class Deur:
    """Where a message comes in: through which partner, as whom, in which form."""

    partner: str
    organisatie: str
    ingang: Ingang


def media_type(request: Request) -> str:
    """Give the bare media type; the guard has refused other character sets."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def find_entrance(hub: Hub, partner: str, mediatype: str) -> Ingang:
    """Give how this partner reads the media type; raises NietGevonden, MediatypeNietOndersteund."""
    installed = hub.partners.get(partner)
    if installed is None:
        raise NietGevonden("partner")
    for ingang in installed.manifest.ingangen:
        if ingang.mediatype == mediatype:
            return ingang
    raise MediatypeNietOndersteund("Content-Type")


def receipt(hub: Hub, bericht_id: str) -> Gegeven:
    """Give the receipt: alike for a linked, a new and a proposed case (domain 6)."""
    body = {"bericht": bericht_id, "status": "aangenomen", "ontvangenOp": hub.nu().isoformat().replace("+00:00", "Z")}
    return Gegeven(201, "application/json", orjson.dumps(body))


async def take_in(hub: Hub, deur: Deur, inhoud: bytes) -> Response:
    """Hold the bytes to the form of the door, let them walk, and answer."""
    keur = partial(check_json, bekend=NAMEN) if deur.ingang.mediatype.endswith("json") else anything
    bericht = Bericht(deur.organisatie, deur.ingang.mediatype, inhoud, hub.nu())
    in_stuf = deur.ingang.antwoord == "stuf"
    maak = (lambda _: stuf.acknowledge(hub, bericht)) if in_stuf else partial(receipt, hub)
    try:
        given = await accept(hub, Post(bericht, deur.partner, maak, keur))
    except KetenhubError as fout:
        refused = stuf.refuse(hub, bericht, fout) if in_stuf else None
        if refused is None:
            raise
        return refused
    headers = {"Idempotent-Replayed": "true"} if given.herhaald else {}
    return Response(given.inhoud, given.status, headers, given.mediatype)


def hint_row(reden: Reden) -> dict[str, object]:
    """Give one hint: where it is about, what can be told better and why; nothing is refused for it."""
    row: dict[str, object] = {"plaats": reden.paden[0] if reden.paden else "", "tekst": reden.tekst, "bron": reden.bron}
    return row if reden.nodig is None else row | {"nodig": reden.nodig}


def _own_partner(hub: Hub, organisatie: str) -> str:
    found = hub.keten.find(organisatie)
    if found is None:
        raise GeenToegang("", "deze organisatie doet niet mee in deze regio")
    return found.partner


def door_router(hub: Hub) -> APIRouter:
    """Build the two doors for messages."""
    router = APIRouter(tags=["berichten"])

    async def bericht(request: Request, partner: str) -> Response:
        """Neem een bericht aan in de vorm van de partner."""
        toegang = await authorise(request, BERICHTEN_SCHRIJVEN)
        own = _own_partner(hub, toegang.organisatie)
        if partner not in {own, CANONIEK}:
            await note(hub, toegang.organisatie, GEWEIGERD, GeenToegang.code)
            raise GeenToegang("partner", "dit is niet de deur van uw organisatie")
        ingang = find_entrance(hub, partner, media_type(request))
        return await take_in(hub, Deur(partner, toegang.organisatie, ingang), await request.body())

    async def bijdrage(request: Request) -> Response:
        """Neem een bijdrage aan in canonieke JSON."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        own = _own_partner(hub, toegang.organisatie)
        if media_type(request) != MEDIATYPE:
            raise MediatypeNietOndersteund("Content-Type")
        ingang = find_entrance(hub, own, MEDIATYPE)
        return await take_in(hub, Deur(own, toegang.organisatie, ingang), await request.body())

    async def controleer(request: Request) -> Response:
        """Houd een bijdrage tegen het licht zoals de echte deur, zonder er iets van te bewaren."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        own = _own_partner(hub, toegang.organisatie)
        if media_type(request) != MEDIATYPE:
            raise MediatypeNietOndersteund("Content-Type")
        find_entrance(hub, own, MEDIATYPE)
        bericht = Bericht(toegang.organisatie, MEDIATYPE, await request.body(), hub.nu())
        found = await check(hub, bericht, own, partial(check_json, bekend=NAMEN))
        return Response(
            orjson.dumps({"staat": "in orde", "aanwijzingen": [hint_row(reden) for reden in found]}), media_type="application/json"
        )

    _add(router, "/partners/{partner}/berichten", bericht, ("stuurBericht", "Stuur een bericht"), VORM_PARTNER)
    _add(router, "/v1/bijdragen", bijdrage, ("stuurBijdrage", "Stuur een bijdrage"), ONTVANGST)
    router.add_api_route(
        "/v1/bijdragen/_controleer",
        controleer,
        methods=["POST"],
        operation_id="controleerBijdrage",
        summary="Controleer een bijdrage zonder haar te sturen",
    )
    return router


def _add(
    router: APIRouter, pad: str, route: Callable[..., Awaitable[Response]], words: tuple[str, str], answers: dict[int | str, dict[str, Any]]
) -> None:
    router.add_api_route(pad, route, methods=["POST"], status_code=201, operation_id=words[0], summary=words[1], responses=answers)
