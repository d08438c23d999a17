"""Every kind of fact has one example, every field a meaning, and the page about them is that of the code."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from ketenhub.dialects.canoniek import read_bijdrage
from ketenhub.domain.bijdrage import Feit
from ketenhub.domain.catalogus import categories_of, kind_of
from ketenhub.web.beschrijving import describe
from ketenhub.web.openapi import operations
from ketenhub.web.voorbeelden import examples, meaning, meanings
from tools import bijdragen

if TYPE_CHECKING:
    from ketenhub.domain.waarde import Waarde

ROOT = Path(__file__).parents[2]
SOORTEN = {kind_of(model): model for model in get_args(Feit)}


def fields() -> list[tuple[str, str]]:
    """Give every field of every kind of fact and of every model inside one."""
    inner: dict[str, type[Waarde]] = {name.lower(): model for name, model in bijdragen.composites().items()}
    return [(soort, alias) for soort, model in {**SOORTEN, **inner}.items() for _, alias, _ in categories_of(model)]


def test_committed_page_is_that_of_the_code() -> None:
    assert (ROOT / "docs" / "naslag" / "bijdragen.md").read_text("utf-8") == bijdragen.page()


def test_every_kind_of_fact_has_an_example_and_nothing_else_has() -> None:
    assert {soort: example.feit["soort"] for soort, example in examples().items()} == {soort: soort for soort in SOORTEN}


@pytest.mark.parametrize("soort", sorted(SOORTEN))
def test_example_reads_as_a_contribution(soort: str) -> None:
    read = read_bijdrage(json.dumps(examples()[soort].bijdrage()).encode())
    assert read.feiten[-1].soort == soort


def test_every_field_has_a_meaning_and_no_meaning_is_for_a_field_that_does_not_exist() -> None:
    assert [pair for pair in fields() if meaning(*pair) is None] == []
    known = {key for soort, veld in fields() for key in (f"{soort}.{veld}", veld)}
    assert set(meanings()) - known == set()


def test_description_gives_every_example() -> None:
    (post,) = (operatie for _, _, operatie in operations(describe()) if operatie["operationId"] == "stuurBijdrage")
    (content,) = post["requestBody"]["content"].values()
    assert {soort: given["value"] for soort, given in content["examples"].items()} == {s: e.bijdrage() for s, e in examples().items()}


def test_every_fact_in_the_recipe_about_weighing_reads_as_a_contribution() -> None:
    blocks = re.findall(r"```json\n(.+?)```", (ROOT / "docs" / "doen" / "afwegen.md").read_text("utf-8"), re.DOTALL)
    facts = [fact for block in blocks if "soort" in (fact := json.loads(block))]
    body = {"berichtId": "b", "opgesteldOp": "2026-11-25T10:00:00Z", "feiten": facts}
    assert [feit.soort for feit in read_bijdrage(json.dumps(body).encode()).feiten] == ["afweging", "afweegverzoek", "doorbreking"]
