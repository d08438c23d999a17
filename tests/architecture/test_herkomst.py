"""The table of demands is made from the code and the tests, and nothing that had a test loses it unseen."""

from __future__ import annotations

import ast

import pytest

from tools import trace


def test_marks_of_functions_and_of_parameters_are_found() -> None:
    source = """
@pytest.mark.req("MOV-01", "VT-08")
@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.req("MDA-20"))])
def test_one(x): ...
"""
    assert trace.ids_in(ast.parse(source)) == {"MOV-01", "VT-08", "MDA-20"}


@pytest.mark.parametrize("veld", ["eisen", "bron"])
@pytest.mark.parametrize("waarde", ['["VISIE-13"]', '"VISIE-13"', '["VISIE-13", "F3"]'])
def test_a_case_in_a_table_carries_ids(veld: str, waarde: str) -> None:
    assert trace.ids_of_cases(f'[[geval]]\nnaam = "x"\n{veld} = {waarde}\n') == {"VISIE-13"}


def test_a_rule_of_the_evaluator_is_found_beside_its_source() -> None:
    assert "F2" in trace.rules()["MOV-17"]


def test_ids_stand_as_people_count() -> None:
    assert sorted(["VT-10", "VT-9", "MOV-02", "VT-9a"], key=trace.order) == ["MOV-02", "VT-9", "VT-9a", "VT-10"]


def test_every_row_of_the_table_names_files_that_exist() -> None:
    places = {place for found in (trace.marked(), trace.named()) for names in found.values() for place in names}
    assert [place for place in sorted(places) if not (trace.ROOT / place).is_file()] == []
    assert "\n| MOV-17 | F" in trace.origin(trace.marked())
