"""Why a field goes or stays, word for word as a reader gets it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie, Regelset
from ketenhub.share.keuze import Veldbesluit
from ketenhub.share.uitleg import explain
from tests.unit.share.test_fase import a_rule

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

DAG = date(2026, 6, 30)
STAPPEN: Json = [{"wat": "noodzaak", "vraag": "Kan het zonder?"}, {"wat": "doel", "vraag": "Waarvoor?"}]


def told(rule: dict[str, Json] | None = None, **rest: Json) -> tuple[str, ...]:
    """Give the explanation of a field under one rule."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("r", **(rule or {}))], **rest}))
    (regel,) = regels.regels
    return explain(Veldbesluit("i3", "aard", regel.actie, "regel r", regel), regels, DAG)


def test_decision_without_a_rule_says_what_decided_and_no_more() -> None:
    found = explain(Veldbesluit("i3", "*", Actie.ONTHOUDEN, "muur 3: niet verder"), Regelset(versie="v", regels=()), DAG)
    assert found == ("*: onthouden. muur 3: niet verder.",)


def test_decision_under_a_rule_is_told_step_by_step() -> None:
    assert told() == (
        "aard: delen. regel r. Versie v.",
        "1. doel: toets.",
        "2. toestemming: het kan zonder.",
        "3. grondslag: Wmo 2015 artikel 4.1.1 (nog te bevestigen door een jurist).",
        "4. noodzaak: directe_veiligheid.",
        "5. hoeveelheid: het gaat zoals het er staat.",
        "6. openheid: er komt een taak om het te vertellen, of een vastgelegde uitzondering.",
        "Een strengere regel verandert dit.",
    )


@pytest.mark.parametrize(
    ("rule", "line"),
    [
        ({"opToestemming": True}, "2. toestemming: ja, van ieder om wie het gaat."),
        ({"grondslag": {"wet": "Jw", "artikel": "7", "bevestigd": True}}, "3. grondslag: Jw artikel 7."),
        ({"actie": "minimaliseren"}, "5. hoeveelheid: het gaat kleiner."),
        ({"actie": "minimaliseren", "minimalisering": "jaartal"}, "5. hoeveelheid: het gaat kleiner: jaartal."),
        ({"actie": "onthouden"}, "5. hoeveelheid: het gaat niet."),
    ],
)
def test_step_says_what_the_rule_says(rule: dict[str, Json], line: str) -> None:
    assert line in told(rule)


@pytest.mark.req("MDA-37")
def test_steps_of_the_agreed_way_of_working_are_asked_in_its_own_words_and_order() -> None:
    werkwijze: Json = {"afspraak": "zonder", "stappen": STAPPEN}
    assert told(werkwijze=werkwijze)[1:] == (
        "1. Kan het zonder? directe_veiligheid.",
        "2. Waarvoor? toets.",
        "Zo werken wij zonder toestemming. Een strengere regel verandert dit.",
    )


@pytest.mark.req("MDA-47")
@pytest.mark.parametrize(
    ("periode", "words"),
    [
        ({"van": "2026-01-01", "tot": "2026-06-30"}, "geldt tot en met 2026-06-30"),
        ({"van": "2026-01-01", "tot": "2026-06-29"}, "geldt niet"),
        ({"van": "2026-07-01", "tot": "2026-12-31"}, "geldt niet"),
        ({}, "geldt niet"),
    ],
)
def test_agreement_is_cited_with_until_when_it_holds(periode: dict[str, Json], words: str) -> None:
    convenant: Json = {"id": "convenant", "naam": "Convenant", **periode}
    werkwijze: Json = {"afspraak": "convenant", "stappen": STAPPEN}
    found = told({"afspraak": "convenant"}, afspraken=[convenant], werkwijze=werkwijze)
    assert found[0] == f"aard: delen. regel r. Versie v. Afspraak: convenant ({words})."
    assert found[-1] == f"Zo werken wij zonder toestemming. Afspraak: convenant ({words}). Een strengere regel verandert dit."
