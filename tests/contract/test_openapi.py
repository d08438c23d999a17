"""The description of the API is that of the code, follows the national rules, and names every refusal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from jsonschema import Draft4Validator, ValidationError

from ketenhub.flow.hub import Hub
from ketenhub.web.api.deuren import DEUREN
from ketenhub.web.api.token import token_router
from ketenhub.web.auth.clients import BEHEERSCOPES, SCOPES
from ketenhub.web.auth.poort import Poort
from ketenhub.web.beschrijving import describe
from ketenhub.web.openapi import operations
from ketenhub.web.problems import TABEL
from tools import lint_openapi, schemas

ROOT = Path(__file__).parents[2]
OPENBAAR = {"geefAuthzenInstellingen", "haalAuditwortelsOp", "haalBeschrijvingOp", "haalSleutelsOp", "vraagToken"}
VOORBEELDEN = sorted(ROOT.glob("plugins/*/tests/voorbeelden/*.bijdrage.json"))


def committed() -> dict[str, Any]:
    """Read the description that is committed."""
    document: dict[str, Any] = json.loads((ROOT / "schemas" / "openapi.json").read_text("utf-8"))
    return document


def a_validator(schema: str) -> Draft4Validator:
    """Give a validator of one named schema; schemas of OpenAPI 3.0 are those of draft 4."""
    return Draft4Validator({"$ref": f"#/components/schemas/{schema}", "components": committed()["components"]})


def test_committed_description_is_that_of_the_code() -> None:
    assert (ROOT / "schemas" / "openapi.json").read_text("utf-8") == schemas.text(describe())


def test_every_router_for_systems_is_hung_on_the_app_and_described() -> None:
    hub, poort = Hub.__new__(Hub), Poort.__new__(Poort)
    routers = [token_router(poort), *(build(hub) for build in DEUREN)]
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    assert {route.operation_id for route in routes} == {operatie["operationId"] for _, _, operatie in operations(committed())} - {
        "haalBeschrijvingOp"
    }


def test_every_error_has_a_response_in_the_description() -> None:
    document = committed()
    assert set(document["components"]["schemas"]["Probleem"]["properties"]["code"]["enum"]) == {code for _, code in TABEL.values()}
    for status, code in TABEL.values():
        assert code in document["components"]["responses"][f"Probleem{status}"]["description"]
    used = {code for _, _, operatie in operations(document) for code in operatie["responses"]}
    assert {str(status) for status, _ in TABEL.values()} <= used


def test_every_operation_asks_a_scope_or_is_public_on_purpose() -> None:
    named = set()
    for _, _, operatie in operations(committed()):
        scopes = [scope for one in operatie["security"] for scope in one["systeem"]]
        assert bool(scopes) != (operatie["operationId"] in OPENBAAR)
        named.update(scopes)
    assert named == SCOPES | BEHEERSCOPES


def test_the_contribution_is_described_in_full() -> None:
    document, own = committed(), json.loads((ROOT / "schemas" / "bijdrage.json").read_text("utf-8"))
    body = document["paths"]["/bijdragen"]["post"]["requestBody"]["content"]["application/vnd.ketenhub.bijdrage+json"]["schema"]
    assert body == {"$ref": "#/components/schemas/Bijdrage"}
    assert set(own["$defs"]) <= set(document["components"]["schemas"])
    for name, schema in own["$defs"].items():
        assert set(schema.get("properties", {})) == set(document["components"]["schemas"][name].get("properties", {}))


@pytest.mark.parametrize("path", [p for p in VOORBEELDEN if "ophalen" not in p.read_text("utf-8")], ids=lambda p: f"{p.parts[-4]}-{p.name}")
def test_example_of_a_plugin_fits_the_described_contribution(path: Path) -> None:
    a_validator("Bijdrage").validate(json.loads(path.read_text("utf-8")))


def test_the_described_contribution_refuses_a_member_that_the_hub_does_not_know() -> None:
    with pytest.raises(ValidationError):
        a_validator("Bijdrage").validate({"berichtId": "b", "opgesteldOp": "2026-11-01T10:00:00Z", "naam": "x"})


def test_spectral_finds_no_error_under_the_national_rules() -> None:
    reason = lint_openapi.reason_to_skip(lint_openapi.BESCHRIJVING)
    if reason is not None:
        pytest.skip(reason)
    assert lint_openapi.main([]) == 0
