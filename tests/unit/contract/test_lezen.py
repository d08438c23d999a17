"""A refusal says what is wrong in fixed words, and never what stood there."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

import ketenhub.domain
from ketenhub.contract.lezen import read_value
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.errors import OngeldigBericht

DOMEIN = Path(ketenhub.domain.__path__[0])


def a_message(feit: dict[str, object]) -> bytes:
    return json.dumps({"berichtId": "b-1", "opgesteldOp": "2026-11-01T12:00:00Z", "feiten": [feit]}).encode()


def test_wrong_number_is_refused_by_its_place_and_the_rule_it_breaks() -> None:
    with pytest.raises(OngeldigBericht) as caught:
        read_value(Bijdrage, a_message({"soort": "persoon", "ref": "a", "geldigOp": "2026-11-01", "bsn": "999912345"}))
    assert (caught.value.plaats, caught.value.reden) == ("/feiten/0/bsn", "dit nummer haalt de elfproef niet")


def test_place_is_right_also_where_a_field_bears_the_name_of_its_kind() -> None:
    with pytest.raises(OngeldigBericht) as caught:
        read_value(
            Bijdrage,
            a_message({"soort": "hoedanigheid", "ref": "a", "geldigOp": "2026-11-01", "persoon": "p", "hoedanigheid": "x", "incident": 1}),
        )
    assert caught.value.plaats == "/feiten/0/incident"


def test_reasons_of_the_domain_are_fixed_sentences() -> None:
    loose = [
        f"{path.name}:{node.lineno}"
        for path in sorted(DOMEIN.glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "") == "Onpassend"
        if not (len(node.exc.args) == 1 and isinstance(node.exc.args[0], ast.Constant))
    ]
    assert loose == []


@pytest.mark.parametrize(
    ("feit", "plaats"),
    [
        ({"geldigOp": "2026-11-01", "persoon": "a", "incident": "i", "hoedanigheid": "getuige"}, "/feiten/0/ref"),
        ({"ref": "h", "geldigOp": "2026-11-01", "persoon": "a", "incident": "i", "hoedanigheid": "Geheim!"}, "/feiten/0/hoedanigheid"),
        ({"ref": "h", "geldigOp": "2026-11-01", "persoon": "a", "incident": "i"}, "/feiten/0/hoedanigheid"),
    ],
)
def test_kind_that_bears_the_name_of_one_of_its_fields_is_no_step_of_the_place(feit: dict[str, object], plaats: str) -> None:
    with pytest.raises(OngeldigBericht) as caught:
        read_value(Bijdrage, a_message({"soort": "hoedanigheid", **feit}))
    assert caught.value.plaats == plaats
