"""The examples in the recipe for asking why are what the hub reads and writes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from jsonschema import Draft4Validator

from ketenhub.contract.lezen import read_value
from ketenhub.flow.besluiten import Vraagpunt
from ketenhub.web.api.authzen import Evaluatieverzoek, as_question
from ketenhub.web.api.deelbesluiten import Besluitverzoek
from ketenhub.web.beschrijving import describe

RECEPT = Path(__file__).parents[2] / "docs" / "doen" / "uitleg-vragen.md"
BLOKKEN = re.findall(r"```json\n(.*?)```", RECEPT.read_text("utf-8"), re.DOTALL)


def test_question_is_one_that_the_hub_reads() -> None:
    found = read_value(Besluitverzoek, BLOKKEN[0].encode())
    assert (found.veld, str(found.dag)) == ("omschrijving", "2026-12-31")


def test_answer_is_as_described() -> None:
    components: dict[str, Any] = describe()["components"]
    Draft4Validator({"$ref": "#/components/schemas/Deelbesluit", "components": components}).validate(json.loads(BLOKKEN[1]))


def test_question_in_the_other_form_is_the_same_question() -> None:
    vraag = as_question("0" * 20, read_value(Evaluatieverzoek, BLOKKEN[2].encode()))
    assert vraag.verwijzing == "uw-verwijzing"
    assert vraag.punt == Vraagpunt("00000099000000001003", "id-uit-uw-plan", "omschrijving", "2026-12-31", vorm="authzen")
