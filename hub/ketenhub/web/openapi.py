"""Write the description of the API the way the national API Design Rules 2.1.0 ask (OpenAPI 3.0)."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ketenhub.web.openapi_delen import SCOPES, complete, named_schemas
from ketenhub.web.openapi_schema import downgrade
from ketenhub.web.openapi_toegang import NAMENS
from ketenhub.web.problems import PROBLEM, TABEL

OPENAPI = "3.0.3"
BASIS = "https://ketenhub.example"
PAD = "/v1/openapi.json"
CONTACT = {"name": "Beheer Ketenhub", "url": f"{BASIS}/contact", "email": "beheer@ketenhub.example"}
LICENTIE = {"name": "EUPL-1.2", "url": "https://joinup.ec.europa.eu/collection/eupl/eupl-text-eupl-12"}
TOELICHTING = "De Ketenhub laat organisaties rond een onveilig huishouden aan een veiligheidsplan werken."

Document = dict[str, Any]
_METHODEN = ("get", "put", "post", "delete", "patch")
_SCHRIJFT = frozenset({"put", "post", "delete", "patch"})
_BIJ_SCHRIJVEN = frozenset({409, 412, 413, 415, 428})
_SCHEMA = "#/components/schemas/"
_VERSIEKOP = {"API-Version": {"$ref": "#/components/headers/ApiVersion"}}
_PROBLEEM: Document = {
    "type": "object",
    "description": "Een probleem volgens RFC 9457. Het noemt de plaats en nooit de waarde.",
    "required": ["type", "title", "status", "detail", "instance", "code"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "code": {"type": "string", "enum": sorted({code for _, code in TABEL.values()})},
        "plaats": {"type": "string", "description": "Waar het misgaat: een JSON-pointer of de naam van een kopregel."},
        "incident": {"type": "string", "description": "Code om te noemen bij contact."},
    },
}


def document(app: FastAPI, basis: str = BASIS) -> Document:
    """Describe an app; the app itself is left as it was."""
    ruw = get_openapi(title=app.title, version=app.version, routes=app.routes, description=app.description or None)
    return finish(ruw, basis)


def publish(app: FastAPI, basis: str = BASIS) -> None:
    """Serve the description at /v1/openapi.json, for everyone; call it after the last router. It is written when first asked for."""

    @cache
    def written() -> bytes:
        return orjson.dumps(document(app, basis))

    async def openapi(request: Request) -> Response:
        del request
        return Response(await asyncio.to_thread(written), media_type="application/json", headers={"access-control-allow-origin": "*"})

    app.router.routes.append(Route(PAD, openapi, methods=["GET"], include_in_schema=False))


def finish(openapi: Mapping[str, Any], basis: str = BASIS) -> Document:
    """Make a FastAPI description follow the rules; takes any OpenAPI 3.1 of FastAPI and gives a new 3.0 one."""
    doc: Document = deepcopy(dict(openapi))
    doc.pop("webhooks", None)
    doc.pop("jsonSchemaDialect", None)
    doc["openapi"] = OPENAPI
    doc["info"] = {"description": TOELICHTING, **doc["info"], "contact": CONTACT, "license": LICENTIE}
    doc["servers"] = [{"url": f"{basis}/v1"}]
    doc["paths"] = _paths(doc["paths"], basis)
    _components(doc, basis)
    for _, _, operatie in operations(doc):
        operatie.setdefault("tags", ["overig"])
        complete(operatie)
    doc["tags"] = _tags(doc)
    for schema in _schemas(doc):
        downgrade(schema)
    for pad, methode, operatie in operations(doc):
        _operation(operatie, f"{methode} {pad}", schrijft=methode in _SCHRIJFT)
    _rename(doc)
    _drop_unused(doc)
    return doc


def operations(doc: Mapping[str, Any]) -> Iterator[tuple[str, str, Document]]:
    """Walk over path, method and operation."""
    for pad, item in doc["paths"].items():
        for methode in _METHODEN:
            if methode in item:
                yield pad, methode, item[methode]


def _paths(paden: Mapping[str, Document], basis: str) -> Document:
    """Take `/v1` off, since the server has it; what stands outside `/v1` gets a server of its own."""
    nieuw: Document = {"/openapi.json": {"get": _self()}}
    for pad, item in paden.items():
        if pad == PAD:
            continue
        if pad.startswith("/v1/"):
            nieuw[pad.removeprefix("/v1")] = item
        else:
            nieuw[pad] = {**item, "servers": [{"url": basis}]}
    return nieuw


def _self() -> Document:
    return {
        "tags": ["beschrijving"],
        "summary": "Haal deze beschrijving op",
        "operationId": "haalBeschrijvingOp",
        "security": [],
        "responses": {
            "200": {
                "description": "De beschrijving van de API",
                "headers": {"access-control-allow-origin": {"schema": {"type": "string", "enum": ["*"]}}},
                "content": {"application/json": {"schema": {"type": "object"}}},
            }
        },
    }


def _components(doc: Document, basis: str) -> None:
    """Add what every operation refers to: header, problem, login."""
    delen = doc.setdefault("components", {})
    delen["schemas"] = {**deepcopy(named_schemas()), **delen.get("schemas", {}), "Probleem": deepcopy(_PROBLEEM)}
    delen["headers"] = {"ApiVersion": {"description": "Volledige versie van de API", "schema": {"type": "string", "example": "1.0.0"}}}
    delen["parameters"] = {"Medewerker": deepcopy(NAMENS)}
    delen["responses"] = {_problem_name(status): _problem(status) for status in {status for status, _ in TABEL.values()}}
    delen.setdefault("securitySchemes", {}).setdefault(
        "systeem",
        {"type": "oauth2", "flows": {"clientCredentials": {"tokenUrl": f"{basis}/v1/token", "scopes": dict(SCOPES)}}},
    )
    doc.setdefault("security", [{"systeem": [scope]} for scope in SCOPES])


def _problem_name(status: int) -> str:
    return f"Probleem{status}"


def _problem(status: int) -> Document:
    codes = sorted(code for eigen, code in TABEL.values() if eigen == status)
    return {
        "description": f"{HTTPStatus(status).phrase}: {', '.join(codes)}",
        "headers": dict(_VERSIEKOP),
        "content": {PROBLEM: {"schema": {"$ref": f"{_SCHEMA}Probleem"}}},
    }


def _operation(operatie: Document, naam: str, *, schrijft: bool) -> None:
    """Give an operation its version header, its problems, and words."""
    antwoorden: Document = {str(code): antwoord for code, antwoord in operatie.get("responses", {}).items() if str(code) != "422"}
    for code, antwoord in antwoorden.items():
        if code[0] in "23" and "$ref" not in antwoord:
            antwoord["headers"] = {**_VERSIEKOP, **antwoord.get("headers", {})}
        elif code[0] in "45":
            antwoorden[code] = _own_problem(code, antwoord)
    for status in sorted({status for status, _ in TABEL.values()}):
        if schrijft or status not in _BIJ_SCHRIJVEN:
            antwoorden.setdefault(str(status), {"$ref": f"#/components/responses/{_problem_name(status)}"})
    operatie["responses"] = dict(sorted(antwoorden.items()))
    operatie.setdefault("summary", naam)
    operatie.setdefault("description", operatie["summary"])


def _own_problem(code: str, antwoord: Document) -> Document:
    """Keep the words and headers of a route's own error answer, but in the one form that errors have (or XML, for StUF)."""
    if "$ref" in antwoord:
        return antwoord
    ander = {soort: deel for soort, deel in antwoord.get("content", {}).items() if soort != "application/json"}
    inhoud = {PROBLEM: {"schema": {"$ref": f"{_SCHEMA}Probleem"}}, **ander}
    woorden = antwoord.get("description") or HTTPStatus(int(code)).phrase
    return {"description": woorden, "headers": {**_VERSIEKOP, **antwoord.get("headers", {})}, "content": inhoud}


def _tags(doc: Document) -> list[Document]:
    """List every tag that is used, with a description."""
    bekend = {tag["name"]: tag for tag in doc.get("tags", [])}
    gebruikt = sorted({tag for _, _, operatie in operations(doc) for tag in operatie["tags"]})
    return [bekend.get(tag, {"name": tag, "description": tag.capitalize()}) for tag in gebruikt]


def _schemas(doc: Document) -> Iterator[Document]:
    """Find every place where a schema stands."""
    yield from doc["components"]["schemas"].values()
    delen: list[object] = [doc["paths"]]
    while delen:
        deel = delen.pop()
        if isinstance(deel, dict):
            if isinstance(deel.get("schema"), dict):
                yield deel["schema"]
            # examples are data: a member called "schema" in them is not one
            delen.extend(waarde for naam, waarde in deel.items() if naam not in {"schema", "example", "examples"})
        elif isinstance(deel, list):
            delen.extend(deel)


def _rename(doc: Document) -> None:
    """Give schemas names in PascalCase and follow them in every reference."""
    schemas: Document = doc["components"]["schemas"]
    nieuw: dict[str, str] = {}
    for oud in schemas:
        kaal = "".join(deel[:1].upper() + deel[1:] for deel in re.split(r"[^A-Za-z0-9]+", oud))
        naam, nummer = kaal, 2
        while naam in nieuw.values():
            naam, nummer = f"{kaal}{nummer}", nummer + 1
        nieuw[oud] = naam
    doc["components"]["schemas"] = {nieuw[oud]: schema for oud, schema in schemas.items()}
    _follow(doc, nieuw)


def _follow(deel: object, nieuw: Mapping[str, str]) -> None:
    """Rewrite references in place, also those in the mapping of a discriminator."""
    paren = deel.items() if isinstance(deel, dict) else enumerate(deel) if isinstance(deel, list) else ()
    for sleutel, waarde in list(paren):
        if isinstance(waarde, str) and waarde.startswith(_SCHEMA) and isinstance(deel, dict | list):
            deel[sleutel] = _SCHEMA + nieuw.get(waarde.removeprefix(_SCHEMA), waarde.removeprefix(_SCHEMA))
        else:
            _follow(waarde, nieuw)


def _drop_unused(doc: Document) -> None:
    """Take out component schemas that nothing refers to, until all that is left is used."""
    schemas: Document = doc["components"]["schemas"]
    while True:
        tekst = orjson.dumps(doc).decode("utf-8")
        weg = [naam for naam in schemas if f'"{_SCHEMA}{naam}"' not in tekst]
        if not weg:
            return
        for naam in weg:
            del schemas[naam]
