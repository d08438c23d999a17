"""What a run leaves: table, JSON, picture and page, and the comparison with the run before."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from ketenhub.bench.blad import write_page
from ketenhub.bench.draaien import Wens
from ketenhub.bench.proeven import NAMEN, chosen
from ketenhub.bench.tekening import draw
from ketenhub.bench.uitslag import Doel, Regel
from ketenhub.bench.verslag import Verslag, compared, figure, goal, make_table, read_last, write_run
from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.json import Json

REACHED = Regel("B1", "bijdrage <met> teken", "ms CPU", [4.0, 5.0], [2.0, 2.0], "pgbench", Doel(3.0, 2.0), "hub 3 ms")
MISSED = Regel("B3", "per seconde", "per s", [10.0], [100.0], "pgbench", Doel(0.15, 0.25, meer_is_beter=True))
BARE = Regel("B2", "zonder vloer", "ms CPU", [4.0], doel=Doel(4.5))
LINES = [REACHED, MISSED, BARE]


def a_verslag(*regels: Regel) -> Verslag:
    machine: dict[str, Json] = {"op": "2026-01-05T10:00:00+00:00", "kernen": 2, "belasting": [0.1, 0.2, 0.3], "pakketten": {"asyncpg": "1"}}
    return Verslag("snel", machine, regels or LINES)


@pytest.mark.parametrize(("value", "text"), [(0.123, "0,12"), (12.34, "12,3"), (123.4, "123")])
def test_figure_is_written_in_dutch(value: float, text: str) -> None:
    assert figure(value) == text


def test_goal_names_the_stretch_too() -> None:
    assert (goal(MISSED.doel, "per s"), goal(Doel(5.0, op="hub"), "ms")) == ("≥ 0,15x (0,25)", "≤ 5,00 ms")


def test_table_has_a_row_for_every_line() -> None:
    assert make_table(LINES, None).row_count == 3


def test_run_is_kept_and_read_again_as_the_last(tmp_path: Path) -> None:
    verslag = a_verslag()
    own = write_run(tmp_path / "bench", verslag)
    assert own.name == "20260105100000.json"
    assert read_last(tmp_path / "bench") == json.loads(own.read_bytes()) == json.loads(json.dumps(verslag.as_json()))


def test_unreadable_last_run_counts_as_none(tmp_path: Path) -> None:
    (tmp_path / "laatste.json").write_text("geen json", encoding="utf-8")
    assert read_last(tmp_path) is None


def test_comparison_uses_the_ratio_where_both_runs_have_one() -> None:
    before = Regel("B1", "", "ms CPU", [9.0], [6.0], doel=Doel(3.0))
    assert compared(REACHED, a_verslag(before).as_json()) == "1,50x (+50 %)"


def test_comparison_without_floor_uses_the_figure() -> None:
    assert compared(BARE, a_verslag(Regel("B2", "", "ms CPU", [8.0])).as_json()) == "8,00 (-50 %)"


def test_line_that_the_last_run_did_not_have_is_not_compared() -> None:
    assert compared(BARE, a_verslag(REACHED).as_json()) == ""


def test_picture_is_well_formed_and_names_every_line() -> None:
    words = [node.text or "" for node in ET.fromstring(draw(LINES)).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314  our own bytes
    assert [name for name in ("B1", "B3", "B2") if not any(word.startswith(name) for word in words)] == []


def test_page_tells_machine_marks_and_remarks() -> None:
    page = write_page(a_verslag())
    assert "| B1 | bijdrage <met> teken | 4,50 ms CPU | 4,00 - 5,00 | 2,00 ms CPU | 2,25x | ≤ 3,00x (2,00) | `+` |" in page
    assert "- **B1**: vloer: pgbench; hub 3 ms." in page
    assert "asyncpg 1" in page


@pytest.mark.parametrize(("load", "warned"), [(0.9, False), (1.1, True)])
def test_page_warns_when_the_machine_was_not_quiet(load: float, warned: bool) -> None:
    verslag = a_verslag()
    page = write_page(Verslag("snel", {**verslag.machine, "belasting": [load, 0.0, 0.0]}, LINES))
    assert ("de machine was niet stil" in page) is warned


def test_names_are_read_in_either_case_and_kept_in_order() -> None:
    assert [proef.naam for proef in chosen(["b11", "B1"])] == ["B1", "B11"]


def test_without_names_everything_is_measured() -> None:
    assert tuple(proef.naam for proef in chosen([])) == NAMEN


def test_unknown_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Instellingsfout, match=r"onbekend: B99; er is: B1, B2"):
        chosen(["B99"])


def test_page_is_not_written_from_half_a_run() -> None:
    with pytest.raises(Instellingsfout, match="alle metingen"):
        Wens(["B6"], blad=True).check()
