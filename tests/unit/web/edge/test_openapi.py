"""The description follows the national rules: version, servers, problems and plain OpenAPI 3.0."""

import json
from typing import Annotated, Any, Generic, Literal, TypeVar

import pytest
from fastapi import FastAPI
from pydantic import BaseModel, Field

from ketenhub.web.api.token import token_router
from ketenhub.web.openapi import document, finish, operations
from ketenhub.web.openapi_schema import downgrade
from tests.unit.web.edge.wereld import a_world

T = TypeVar("T")


class Hond(BaseModel):
    soort: Literal["hond"] = "hond"
    score: Annotated[float | None, Field(gt=0, lt=5, examples=[2.0])] = None
    paar: tuple[int, str] = (1, "a")
    ernst: Literal["laag", "hoog"] | None = None


class Kat(BaseModel):
    soort: Literal["kat"] = "kat"
    vriend: Hond | None = Field(default=None, description="Een vriend.")
    schema_: str = Field(default="", alias="schema")


class Lijst(BaseModel, Generic[T]):
    items: list[T]


def an_app() -> FastAPI:
    app = FastAPI(title="Ketenhub", version="1.0.0")
    app.include_router(token_router(a_world().poort))

    async def zoek(dier: Annotated[Hond | Kat, Field(discriminator="soort")]) -> Lijst[Kat]:
        raise NotImplementedError

    async def bericht(partner: str, na: int | None = None) -> dict[str, str]:
        raise NotImplementedError

    app.add_api_route("/v1/dieren/_zoek", zoek, methods=["POST"], status_code=201, tags=["dieren"])
    app.add_api_route("/partners/{partner}/berichten", bericht, methods=["POST"], responses={400: {"content": {"text/xml": {}}}, 422: {}})
    return app


def test_every_operation_has_version_problems_tags_and_no_422() -> None:
    doc = document(an_app())
    for pad, methode, operatie in operations(doc):
        assert operatie["tags"] and operatie["summary"] and operatie["description"], pad  # noqa: PT018 - one thought
        assert "422" not in operatie["responses"]
        assert {"400", "401", "404", "429", "500", "503"} <= set(operatie["responses"])
        assert ("412" in operatie["responses"]) == (methode == "post")
        goed = [antwoord for code, antwoord in operatie["responses"].items() if code[0] == "2"]
        assert goed and all("API-Version" in antwoord["headers"] for antwoord in goed)  # noqa: PT018 - one thought


def test_paths_lose_their_version_and_others_get_a_server_of_their_own() -> None:
    doc = document(an_app())
    assert doc["servers"] == [{"url": "https://ketenhub.example/v1"}]
    assert set(doc["paths"]) == {"/openapi.json", "/token", "/jwks", "/dieren/_zoek", "/partners/{partner}/berichten"}
    assert doc["paths"]["/partners/{partner}/berichten"]["servers"] == [{"url": "https://ketenhub.example"}]
    assert set(doc["paths"]["/partners/{partner}/berichten"]["post"]["responses"]["400"]["content"]) == {
        "application/problem+json",
        "text/xml",
    }


def test_nothing_of_3_1_is_left_and_every_reference_leads_somewhere() -> None:
    doc = document(an_app())
    tekst = json.dumps(doc)
    assert doc["openapi"] == "3.0.3"
    assert not [woord for woord in ('"const"', '"null"', '"prefixItems"', '"HTTPValidationError"', '"examples"') if woord in tekst]
    schemas = doc["components"]["schemas"]
    assert set(schemas) == {"Hond", "Kat", "LijstKat", "Probleem"}
    assert "nullable" not in schemas["Kat"]["properties"]["vriend"]
    assert schemas["Hond"]["properties"]["score"]["exclusiveMinimum"] is True
    assert schemas["Hond"]["properties"]["ernst"]["enum"] == ["laag", "hoog", None]
    for deel in tekst.split('"#/components/schemas/')[1:]:
        assert deel.split('"')[0] in schemas


def test_finish_leaves_its_argument_alone_and_gives_the_same_twice() -> None:
    app = an_app()
    voor = json.dumps(app.openapi())
    assert finish(app.openapi()) == document(app) == document(app)
    assert json.dumps(app.openapi()) == voor


@pytest.mark.parametrize(
    ("voor", "na"),
    [
        ({"type": ["string", "null"]}, {"type": "string", "nullable": True}),
        (
            {"anyOf": [{"type": "integer"}, {"type": "string"}, {"type": "null"}]},
            {"anyOf": [{"type": "integer"}, {"type": "string"}]},
        ),
        ({"$ref": "#/a", "description": "d"}, {"allOf": [{"$ref": "#/a"}], "description": "d"}),
        ({"const": 1}, {"enum": [1]}),
        ({"type": "array"}, {"type": "array", "items": {}}),
        ({"properties": {"const": {"type": "null"}}}, {"properties": {"const": {}}}),
        (
            {"anyOf": [{"type": "integer", "exclusiveMaximum": 3}, {"type": "null"}]},
            {"type": "integer", "maximum": 3, "exclusiveMaximum": True, "nullable": True},
        ),
    ],
)
def test_a_schema_goes_back_to_3_0(voor: dict[str, Any], na: dict[str, Any]) -> None:
    downgrade(voor)
    assert voor == na
