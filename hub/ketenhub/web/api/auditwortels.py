"""The signed day roots over the audit chains, for everyone who wants to be a witness (trust 8)."""

import re
from datetime import date
from typing import Any

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.flow.auditwortel import published
from ketenhub.flow.hub import Hub
from ketenhub.web.api.vragen import read_query
from ketenhub.web.problems import OngeldigeAanvraag

_HEX = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
_NA = {
    "name": "na",
    "in": "query",
    "description": "De dag van de laatste wortel die u heeft; leeg: vanaf het begin.",
    "schema": {"type": "string", "format": "date"},
}
_WORTEL = {
    "type": "object",
    "required": ["dag", "vorige", "wortel", "handtekening", "sleutel"],
    "properties": {
        "dag": {"type": "string", "format": "date"},
        "vorige": {**_HEX, "description": "SHA-256 van wat bij de wortel ervoor is getekend."},
        "wortel": {**_HEX, "description": "Merkle-wortel (RFC 6962) over het einde van elke keten."},
        "handtekening": {"type": "string", "description": "Compacte JWS (Ed25519) over `dag`, `vorige` en `wortel` in canonieke JSON."},
        "sleutel": {"type": "object", "description": "De publieke sleutel als JWK.", "additionalProperties": True},
    },
}
_ANTWOORD: dict[str, Any] = {
    "description": "De wortels, de oudste eerst. Staat er `volgende`, vraag dan met die dag verder.",
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["wortels"],
                "properties": {"wortels": {"type": "array", "items": _WORTEL}, "volgende": {"type": "string", "format": "date"}},
            }
        }
    },
}
NA = {"na": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")}


def _day(text: str | None) -> date | None:
    """Read the day to go on from; raises OngeldigeAanvraag."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise OngeldigeAanvraag("query/na", "Deze dag bestaat niet.") from None


def root_router(hub: Hub) -> APIRouter:
    """Build the route; roots tell nothing, so no token is asked."""
    router = APIRouter(prefix="/v1", tags=["audit"])

    async def wortels(request: Request) -> Response:
        """Geef de dagwortels over alle auditketens, elk getekend, hoogstens honderd na een dag."""
        na = _day(read_query(request, NA).get("na"))
        return Response(orjson.dumps(await published(hub, na)), media_type="application/json", headers={"cache-control": "no-store"})

    router.add_api_route(
        "/auditwortels",
        wortels,
        methods=["GET"],
        operation_id="haalAuditwortelsOp",
        summary="Haal de getekende dagwortels op",
        openapi_extra={"security": [], "parameters": [_NA]},
        responses={200: _ANTWOORD},
    )
    return router
