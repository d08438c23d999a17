"""Regie sees who of a casus may be one person, and decides that two are, or are not after all."""

from typing import Annotated, Literal

import orjson
from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.contract.lezen import read_value
from ketenhub.domain.json import Object
from ketenhub.domain.waarde import Kort, Sleutel, Tekst, Waarde
from ketenhub.flow.hub import Hub
from ketenhub.flow.personen import Vergelijking, decide_same
from ketenhub.flow.persoonsvoorstellen import Wieiswie, who_is_who
from ketenhub.web.api.deur import media_type
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import BIJDRAGEN_SCHRIJVEN, VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.problems import MediatypeNietOndersteund
from ketenhub.web.strict_json import check_json


class Persoonsbesluit(Waarde):
    """What a professional of the directing organisation decides about two persons, and why."""

    verwijzing: Sleutel
    persoon: Annotated[Sleutel, Field(description="De `id` van de een in het plan zoals uw organisatie het ziet.")]
    ander: Annotated[Sleutel, Field(description="De `id` van de ander, ook als die nu anders heet.")]
    besluit: Literal["dezelfde", "niet_dezelfde"]
    reden: Tekst
    professional: Annotated[Kort, Field(description="Wie dit besluit; de hub bewaart het verzegeld.")]


VELDEN = frozenset(Persoonsbesluit.model_fields)


def read_decision(inhoud: bytes) -> Persoonsbesluit:
    """Read the decision; raises OngeldigBericht with the place."""
    check_json(inhoud, VELDEN)
    return read_value(Persoonsbesluit, inhoud)


def as_body(found: Wieiswie) -> Object:
    """Give the two lists as JSON; each fact says in plain Dutch whether it agrees, and never its value."""
    return {
        "besluiten": [
            {
                "persoon": b.persoon,
                "ander": b.ander,
                "besluit": b.besluit,
                "organisatie": b.organisatie,
                "op": b.op.isoformat().replace("+00:00", "Z"),
            }
            for b in found.besloten
        ],
        "voorstellen": [
            {
                "persoon": v.persoon,
                "ander": v.ander,
                "punten": [{"veld": p.veld, "oordeel": p.oordeel, "uitleg": p.uitleg} for p in v.punten],
            }
            for v in found.voorstellen
        ],
    }


def person_router(hub: Hub) -> APIRouter:
    """Build the two routes; flow holds who may see and decide, records and audits."""
    router = APIRouter(prefix="/v1", tags=["koppelvoorstellen"])

    async def lijst(request: Request, verwijzing: str) -> Response:
        """Geef wie in dit plan dezelfde kan zijn, en wat daarover is besloten."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        zicht = await who_is_who(hub, toegang.organisatie, verwijzing, as_body)
        return Response(zicht.inhoud, media_type="application/json", headers={"Cache-Control": "no-store"})

    async def besluit(request: Request) -> Response:
        """Leg vast dat twee mensen in een casus dezelfde zijn, of toch niet."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        if media_type(request) != "application/json":
            raise MediatypeNietOndersteund("Content-Type")
        b = read_decision(await request.body())
        await decide_same(hub, Vergelijking(toegang.organisatie, b.verwijzing, (b.persoon, b.ander), b.besluit, b.reden, b.professional))
        return Response(orjson.dumps({"besluit": b.besluit}), 201, media_type="application/json")

    router.add_api_route(
        "/veiligheidsplannen/{verwijzing}/persoonskoppelingen",
        lijst,
        methods=["GET"],
        operation_id="geefPersoonskoppelingen",
        summary="Bekijk wie dezelfde kan zijn",
    )
    router.add_api_route(
        "/persoonskoppelingen",
        besluit,
        methods=["POST"],
        status_code=201,
        operation_id="besluitPersoonskoppeling",
        summary="Besluit of twee mensen dezelfde zijn",
    )
    return router
