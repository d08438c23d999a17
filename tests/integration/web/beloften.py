"""What every refusal must hold to: the documented problem document, and not a word of what was sent."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from jsonschema import Draft4Validator

from ketenhub.web.beschrijving import describe
from ketenhub.web.openapi import operations
from ketenhub.web.problems import TABEL
from tests.integration.web.gastheer import KANARIE

if TYPE_CHECKING:
    import httpx

    from tests.integration.web.gastheer import Gastheer

described = cache(describe)  # made once; nobody here changes it
TITELS = {soort.code: (status, soort.titel) for soort, (status, _) in TABEL.items()}
LEDEN = {"type", "title", "status", "detail", "instance", "code", "plaats", "error"}


def check_problem(antwoord: httpx.Response, status: int, code: str, pad: str) -> None:
    """Hold an answer to the problem document of this code (RFC 9457, docs/naslag/fouten.md)."""
    assert (antwoord.status_code, antwoord.headers["content-type"]) == (status, "application/problem+json"), antwoord.text
    probleem = antwoord.json()
    assert (probleem["code"], probleem["type"]) == (code, f"/v1/fouten/{code}"), probleem
    assert (probleem["status"], probleem["title"]) == TITELS[code]
    assert probleem["instance"] == pad
    assert probleem["detail"]
    assert set(probleem) <= LEDEN
    assert antwoord.headers["api-version"] == "1.0.0"
    assert antwoord.headers["cache-control"] == "no-store"


def check_quiet(gastheer: Gastheer, antwoord: httpx.Response) -> None:
    """See that the bad value comes back nowhere, and that the hub took none of this for a defect."""
    log = gastheer.log.read_text("utf-8")
    for woord in (KANARIE, KANARIE.lower(), "999970012", "Terpoorten"):
        assert woord not in antwoord.text
        assert woord not in str(antwoord.headers)
        assert woord not in log
    assert "defect" not in log


def check_described(antwoord: httpx.Response, operatie: str) -> None:
    """Hold an answer to what the description promises of its status and form; schemas of OpenAPI 3.0 are those of draft 4."""
    document = described()
    (found,) = (one for _, _, one in operations(document) if one["operationId"] == operatie)
    belofte = found["responses"][str(antwoord.status_code)]
    if "$ref" in belofte:
        belofte = document["components"]["responses"][belofte["$ref"].rpartition("/")[2]]
    schema = belofte["content"][antwoord.headers["content-type"].partition(";")[0]]["schema"]
    Draft4Validator({**schema, "components": document["components"]}).validate(antwoord.json())


async def hold_to_description(antwoord: httpx.Response) -> None:
    """Hold an answer to the description of the operation that its address is of; for the event hooks of a client."""
    await antwoord.aread()
    pad = antwoord.request.url.path.removeprefix("/v1")
    (operatie,) = (
        one["operationId"]
        for vorm, methode, one in operations(described())
        if methode == antwoord.request.method.lower() and re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", vorm), pad)
    )
    check_described(antwoord, operatie)
