"""The recipe for judging a casus from a file works as it stands, on the command line."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from ketenhub.cli import app

if TYPE_CHECKING:
    from typer.testing import Result

ROOT = Path(__file__).parents[2]
RECEPT = (ROOT / "docs" / "doen" / "evalueren.md").read_text("utf-8")
CASUS = ROOT / "docs" / "doen" / "voorbeelden" / "casus.json"
BLOK = re.compile(r"^```(sh|text)\n(.*?)^```", re.DOTALL | re.MULTILINE)
DAG = "2026-11-11"
GEMEENTE = "00000001800000003000"


def run(command: str) -> Result:
    """Run a command as the recipe writes it, from the root of the project."""
    words = shlex.split(command)
    assert words.pop(0) == "ketenhub"
    return CliRunner().invoke(app, [str(ROOT / word) if word.endswith(".json") else word for word in words])


def steps() -> list[tuple[str, list[str]]]:
    """Give each command of the recipe with the lines it promises."""
    found: list[tuple[str, list[str]]] = []
    for kind, body in BLOK.findall(RECEPT):
        if kind == "sh":
            found.append((body.strip(), []))
        else:
            found[-1][1].extend(body.splitlines())
    return found


def a_file(folder: Path, *path: str | int, value: object) -> str:
    """Write the example with one value changed."""
    whole: Any = json.loads(CASUS.read_bytes())
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    file = folder / "casus.json"
    file.write_text(json.dumps(whole), encoding="utf-8")
    return str(file)


@pytest.mark.parametrize(("command", "promised"), steps())
def test_each_command_of_the_recipe_gives_what_the_recipe_shows(command: str, promised: list[str]) -> None:
    result = run(command)
    assert (result.exit_code, [line for line in promised if line not in result.output]) == (0, [])


def test_the_recipe_shows_both_commands() -> None:
    assert {command.split()[1] for command, _ in steps()} == {"evalueer", "watals"}


def test_json_has_names_places_and_days(tmp_path: Path) -> None:
    spoor = json.loads(run(f"ketenhub evalueer {CASUS} --peildatum {DAG} --json").output)["sporen"][0]
    below = [(v["stem"], v["paden"]) for v in spoor["stemmen"] if v["stand"] == "onder"]
    assert (below, spoor["termijnen"][0]["dagen"]) == ([("Gemeente Westerveen", ["/bijdragen/4/bijdrage/feiten/0/cijfer"])], 59)


def test_no_id_of_our_own_stands_where_the_file_has_a_name() -> None:
    spoor = json.loads(run(f"ketenhub evalueer {CASUS} --peildatum {DAG} --json").output)["sporen"][0]
    assert {v["persoon"] for v in spoor["stemmen"] if "persoon" in v} == {"anna", "ben"}


def test_what_if_leaves_the_file_and_the_present_alone() -> None:
    before = CASUS.read_bytes()
    both = json.loads(run(f"ketenhub watals {CASUS} --wie {GEMEENTE} --cijfer 6 --peildatum {DAG} --json").output)
    alone = json.loads(run(f"ketenhub evalueer {CASUS} --peildatum {DAG} --json").output)
    assert (both["nu"], both["dan"]["sporen"][0]["fase"], CASUS.read_bytes()) == (alone, 2, before)


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        (("regie",), "1" * 20, "/regie"),
        (("bijdragen", 1, "organisatie"), "1" * 20, "/bijdragen/1/organisatie"),
        (("bijdragen", 1, "ontvangenOp"), "2020-01-01T10:00:00Z", "/bijdragen/1/ontvangenOp"),
        (("bijdragen", 2, "bijdrage", "berichtId"), "vt-1", "/bijdragen/2/bijdrage/berichtId"),
        (("bijdragen", 3, "bijdrage", "feiten", 0, "cijfer"), "geheim8", "/bijdragen/3/bijdrage/feiten/0/cijfer"),
        (
            ("bijdragen", 2, "bijdrage", "feiten", 0, "beoordelaar", "persoon"),
            "geheim8",
            "/bijdragen/2/bijdrage/feiten/0/beoordelaar/persoon",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_place_and_not_repeated(
    tmp_path: Path, path: tuple[str | int, ...], value: str, place: str
) -> None:
    result = run(f"ketenhub evalueer {a_file(tmp_path, *path, value=value)} --peildatum {DAG}")
    said = result.stderr.replace("\n", "")
    assert (result.exit_code, place in said, "geheim8" in said) == (1, True, False)


@pytest.mark.parametrize(
    ("rest", "place"),
    [
        ("--wie piet --cijfer 6", "--wie"),
        (f"--wie {GEMEENTE} --cijfer 8", "--cijfer"),
        (f"--wie {GEMEENTE}", "--cijfer"),
        (f"--wie {GEMEENTE} --cijfer 6 --incident geweld", "--cijfer"),
        (f"--wie {GEMEENTE} --incident ruzie", "--incident"),
        (f"--wie {GEMEENTE} --cijfer 6 --over piet", "--over"),
        (f"--wie {GEMEENTE} --cijfer 6 --over anna --over ben --over anna", "--over"),
    ],
)
def test_a_what_if_that_makes_no_sense_names_the_option(rest: str, place: str) -> None:
    result = run(f"ketenhub watals {CASUS} {rest} --peildatum {DAG}")
    assert (result.exit_code, f"({place})" in result.stderr.replace("\n", "")) == (1, True)


def test_the_figures_of_a_region_decide(tmp_path: Path) -> None:
    pakket = tmp_path / "pakket.json"
    pakket.write_text(
        json.dumps({"versie": "west-1", "toelichting": "Wij vragen bescherming.", "blokkeert": ["bescherming"]}), encoding="utf-8"
    )
    result = run(f"ketenhub watals {CASUS} --wie {GEMEENTE} --cijfer 6 --peildatum {DAG} --regelpakket {pakket} --json")
    dan = json.loads(result.output)["dan"]
    assert (dan["regelpakket"].endswith("west-1"), dan["sporen"][0]["fase"]) == (True, 1)


def test_the_method_of_a_region_refuses_here_what_it_refuses_in_the_hub(tmp_path: Path) -> None:
    pakket = tmp_path / "pakket.json"
    pakket.write_text(json.dumps({"versie": "west-1", "toelichting": "Wij werken met Moviera.", "lagen": ["MOV"]}), encoding="utf-8")
    goal = {"soort": "werkdoel", "geldigOp": "2026-11-10", "tekst": "Een doel."}
    feiten = [{**goal, "ref": f"doel-{n}", "volgorde": n} for n in range(4)]
    file = a_file(tmp_path, "bijdragen", 4, "bijdrage", "feiten", value=feiten)
    found = [run(f"ketenhub evalueer {file} --peildatum {DAG}{more}") for more in ("", f" --regelpakket {pakket}")]
    assert [result.exit_code for result in found] == [0, 1]
    assert "/bijdragen/4/bijdrage/feiten/" in found[1].stderr.replace("\n", "")


def test_separated_tracks_are_told_apart(tmp_path: Path) -> None:
    soort = {"soort": "geweldsoort", "ref": "soort-1", "geldigOp": "2026-11-10", "aard": "intiem_terrorisme"}
    feiten = [{**soort, "slachtoffers": ["anna"], "plegers": ["ben"]}]
    result = run(f"ketenhub evalueer {a_file(tmp_path, 'bijdragen', 4, 'bijdrage', 'feiten', value=feiten)} --peildatum {DAG}")
    heads = [line for line in result.output.splitlines() if line.startswith("==")]
    assert heads == ["== Spoor slachtoffer ==", "== Spoor pleger ==", "== Beide sporen, voor de regie =="]


def test_a_day_before_the_casus_is_refused() -> None:
    result = run(f"ketenhub evalueer {CASUS} --peildatum 2026-10-01")
    assert (result.exit_code, "nog geen bijdrage" in result.stderr) == (1, True)


def test_what_came_in_after_the_day_does_not_count() -> None:
    spoor = json.loads(run(f"ketenhub evalueer {CASUS} --peildatum 2026-10-20 --json").output)["sporen"][0]
    assert spoor["laagste"] == "4"


def test_an_organisation_speaks_through_its_last_assessor() -> None:
    other = json.loads(run(f"ketenhub watals {CASUS} --wie {GEMEENTE} --professional nieuw --cijfer 7 --peildatum {DAG} --json").output)
    assert other["dan"]["sporen"][0]["fase"] == 1
