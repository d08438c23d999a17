"""Where systems get a token, and where others find the keys to check it."""

from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ketenhub.web.auth.poort import Aanroep, Poort
from ketenhub.web.auth.ruimte import NA_AFLOOP
from ketenhub.web.auth.tokens import Toegang
from ketenhub.web.problems import MediatypeNietOndersteund, OngeldigTokenverzoek
from ketenhub.web.strict_json import has_forbidden

FORMULIER = "application/x-www-form-urlencoded"
MEDEWERKER = "Ketenhub-Medewerker"
GROOTSTE_FORMULIER = 32 * 1024
_VELDEN = 10


def token_router(poort: Poort) -> APIRouter:
    """Build the routes `POST /v1/token` and `GET /v1/jwks` around this door."""
    router = APIRouter(prefix="/v1", tags=["toegang"])

    async def token(request: Request) -> Response:
        """Geef een token aan een aangesloten systeem (client credentials met private_key_jwt)."""
        return JSONResponse(await poort.token(await read_form(request), aanroep_of(request)), headers={"cache-control": "no-store"})

    async def jwks(request: Request) -> Response:
        """Geef de publieke sleutels waarmee tokens van de hub te controleren zijn."""
        del request
        await poort.renew()
        return JSONResponse(poort.uitgever.jwks())

    router.add_api_route(
        "/token",
        token,
        methods=["POST"],
        summary="Vraag een token",
        operation_id="vraagToken",
        openapi_extra=_TOKEN_DOC,
        responses=_TOKEN_ANTWOORD,
    )
    router.add_api_route(
        "/jwks",
        jwks,
        methods=["GET"],
        summary="Haal de publieke sleutels op",
        operation_id="haalSleutelsOp",
        openapi_extra={"security": []},
        responses=_JWKS_ANTWOORD,
    )
    return router


async def authorise(request: Request, *een_van: str) -> Toegang:
    """Give who is asking, by the door that `main` put in `app.state.poort`; one of these scopes is enough.

    Where the system names one of its people, the rest of the request is made for that person (`store/namens.py`).
    Raises NietIngelogd, GeenToegang, and TeVeelAanvragen when this organisation has too much under way.
    """
    poort = request.app.state.poort
    if not isinstance(poort, Poort):
        raise TypeError("app.state.poort is not a Poort")
    toegang = await poort.authorise(aanroep_of(request), *een_van)
    na_afloop = request.scope.get(NA_AFLOOP)
    if isinstance(na_afloop, list):
        poort.ruimte.enter(toegang.organisatie)
        na_afloop.append(partial(poort.ruimte.leave, toegang.organisatie))
    await poort.welkom(toegang.organisatie, request.headers.get(MEDEWERKER))
    return toegang


def needs(scope: str) -> Callable[[Request], object]:
    """Make a FastAPI dependency that asks for this scope and gives the Toegang."""

    async def dependency(request: Request) -> Toegang:
        return await authorise(request, scope)

    return dependency


def aanroep_of(request: Request) -> Aanroep:
    """Take from a request what the door looks at; the path is the one on the wire."""
    rauw = request.scope.get("raw_path")
    pad = rauw.decode("ascii", "replace") if isinstance(rauw, bytes) else request.url.path
    return Aanroep(request.method, pad, request.headers.get("authorization", ""), request.headers.get("dpop", ""))


async def read_form(request: Request) -> dict[str, str]:
    """Read a small form strictly: known type, UTF-8, no field twice, no hidden characters."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORMULIER:
        raise MediatypeNietOndersteund("Content-Type", f"Gebruik {FORMULIER}.")
    lichaam = bytearray()
    async for deel in request.stream():
        lichaam += deel
        if len(lichaam) > GROOTSTE_FORMULIER:
            raise _unreadable()
    try:
        paren = parse_qsl(lichaam.decode("ascii"), keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_VELDEN)
    except ValueError:
        raise _unreadable() from None
    velden = dict(paren)
    if len(velden) != len(paren) or any(has_forbidden(naam + waarde) for naam, waarde in paren):
        raise _unreadable()
    return velden


def _unreadable() -> OngeldigTokenverzoek:
    return OngeldigTokenverzoek("", "Het formulier is niet leesbaar.", {"error": "invalid_request"})


_TEKST = {"type": "string"}
_TOKEN_DOC: dict[str, object] = {
    "security": [],
    "requestBody": {
        "required": True,
        "content": {
            FORMULIER: {
                "schema": {
                    "type": "object",
                    "required": ["grant_type", "client_assertion_type", "client_assertion"],
                    "additionalProperties": False,
                    "properties": {
                        "grant_type": {"type": "string", "enum": ["client_credentials"]},
                        "client_assertion_type": {"type": "string", "enum": ["urn:ietf:params:oauth:client-assertion-type:jwt-bearer"]},
                        "client_assertion": _TEKST,
                        "client_id": _TEKST,
                        "scope": _TEKST,
                    },
                }
            }
        },
    },
}
_TOKEN_ANTWOORD: dict[int | str, dict[str, object]] = {
    200: {
        "description": "Het token",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["access_token", "token_type", "expires_in", "scope"],
                    "properties": {
                        "access_token": _TEKST,
                        "token_type": {"type": "string", "enum": ["DPoP", "Bearer"]},
                        "expires_in": {"type": "integer"},
                        "scope": _TEKST,
                    },
                }
            }
        },
    }
}
_JWKS_ANTWOORD: dict[int | str, dict[str, object]] = {
    200: {
        "description": "De sleutels",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["keys"],
                    "properties": {"keys": {"type": "array", "items": {"type": "object", "additionalProperties": True}}},
                }
            }
        },
    }
}
