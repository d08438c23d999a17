"""A contribution in a file is checked on the command line, without a hub: its form, and how it can be told better."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from ketenhub.cli import app

if TYPE_CHECKING:
    from pathlib import Path

KANARIE = "Kanarie-Zonnebloemhof-17"
SITUATIE = {"soort": "onveilige_situatie", "ref": "o", "geldigOp": "2026-11-01", "slachtoffer": "a", "omschrijving": "Ruzie.", "jaar": 2026}


def a_file(folder: Path, **velden: object) -> str:
    """Write a contribution with one vague situation."""
    path = folder / "bijdrage.json"
    path.write_text(json.dumps({"berichtId": "b", "opgesteldOp": "2026-11-01T10:00:00Z", "feiten": [SITUATIE], **velden}), "utf-8")
    return str(path)


@pytest.mark.req("VISIE-15")
def test_a_vague_situation_gets_hints_and_is_in_order(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["controleer", a_file(tmp_path)])
    assert result.exit_code == 0
    assert result.output.startswith("De vorm is in orde.\n")
    assert "/feiten/0/datum: De dag staat er niet bij." in result.output


def test_a_machine_gets_the_same_as_json(tmp_path: Path) -> None:
    body = json.loads(CliRunner().invoke(app, ["controleer", a_file(tmp_path), "--json"]).output)
    assert (body["staat"], "/feiten/0/datum" in [a["plaats"] for a in body["aanwijzingen"]]) == ("in orde", True)


@pytest.mark.parametrize("velden", [{KANARIE: 1}, {"feiten": []}, {"feiten": [{**SITUATIE, "jaar": KANARIE}]}])
def test_what_the_door_would_refuse_is_refused_by_its_place(tmp_path: Path, velden: dict[str, object]) -> None:
    result = CliRunner().invoke(app, ["controleer", a_file(tmp_path, **velden)])
    assert result.exit_code == 1
    assert KANARIE not in result.output
