"""An administrator lives the whole life of rules from the command line, and the recipe in the documents is what it says."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from ketenhub.cli import app
from ketenhub.demo.regio import DEELNEMERS, Regio
from ketenhub.dialects.regelblad import read_sheet, write_sheet
from ketenhub.main import own_rules
from ketenhub.testing.postgres import database_url, fresh_database
from tests.integration.flow.regels import ANNEKE, BRAM, opens_incidents

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.store.server import Server

DOOR = ["--beheerder", ANNEKE, "--reden", "Overleg van de regio."]
ANDER = ["--beheerder", BRAM, "--reden", "Gelezen en akkoord."]


OPDRACHTEN = (
    "lijst",
    "toon",
    "controleer",
    "vergelijk",
    "ontwerp",
    "invoer",
    "uitvoer",
    "simuleer",
    "verschil",
    "keur-goed",
    "publiceer",
    "terugdraaien",
    "huishoudens",
    "bekijk",
)


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal of an administrator: where the settings point at, and a file with a draft."""

    env: dict[str, str]
    bestand: Path

    def run(self, *words: str, code: int = 0, invoer: str | None = None) -> str:
        """Type `ketenhub regels ...`; gives what is printed."""
        answer = CliRunner().invoke(app, ["regels", *words], env={**self.env, "COLUMNS": "200"}, input=invoer)
        assert answer.exit_code == code, answer.output
        return answer.output

    def simulated(self) -> None:
        """Bring the draft to where it can be approved."""
        self.run("ontwerp", str(self.bestand), *DOOR)
        self.run("simuleer", "v2", "--beheerder", ANNEKE)


@pytest.fixture
def terminal(server: Server, tmp_path: Path) -> Terminal:
    """Give a terminal beside a fresh database and a region with two administrators."""
    regio = Regio(tmp_path)
    regio.write()
    body = json.loads(regio.keten.read_text("utf-8"))
    body["medewerkers"] = [{"id": who, "naam": who, "rol": "beheerder", "organisatie": DEELNEMERS[0].oin} for who in (ANNEKE, BRAM)]
    regio.keten.write_text(json.dumps(body), "utf-8")
    draft = tmp_path / "v2.yaml"
    draft.write_text(write_sheet(opens_incidents()), "utf-8")
    url = database_url(server, asyncio.run(fresh_database(server)))
    return Terminal({"KETENHUB_DATABASE_URL": url, "KETENHUB_KETEN": str(regio.keten), "KETENHUB_DATAMAP": str(tmp_path)}, draft)


def test_whole_life_from_the_command_line(terminal: Terminal) -> None:
    terminal.simulated()
    terminal.run("keur-goed", "v2", *ANDER)
    assert "Versie v2: geldend" in terminal.run("publiceer", "v2", *DOOR)
    assert "Versie v2: teruggedraaid" in terminal.run("terugdraaien", "v2", *ANDER)


def test_author_does_not_approve_from_the_command_line(terminal: Terminal) -> None:
    terminal.simulated()
    assert "toegang" in terminal.run("keur-goed", "v2", *DOOR, code=1)


def test_publication_may_wait_for_its_moment(terminal: Terminal) -> None:
    terminal.simulated()
    terminal.run("keur-goed", "v2", *ANDER)
    assert "Versie v2: gepland" in terminal.run("publiceer", "v2", *DOOR, "--vanaf", "2199-01-01T08:00")


def test_import_shows_the_difference_before_it_asks(terminal: Terminal) -> None:
    shown = terminal.run("invoer", str(terminal.bestand), *DOOR, invoer="n\n")
    assert ("Nieuw: regel gem-incident" in shown, "v2" in terminal.run("lijst")) == (True, False)


def test_import_that_is_meant_becomes_a_draft(terminal: Terminal) -> None:
    terminal.run("invoer", str(terminal.bestand), *DOOR, "--ja")
    assert "ontwerp" in terminal.run("lijst")


def test_export_can_be_read_in_again(terminal: Terminal) -> None:
    there = terminal.bestand.parent / "uit.yaml"
    terminal.run("uitvoer", "--naar", str(there))
    assert read_sheet(there.read_bytes()) == own_rules()


def test_export_to_the_screen_is_the_same_yaml(terminal: Terminal) -> None:
    assert read_sheet(terminal.run("uitvoer").encode()) == own_rules()


def test_file_with_a_fault_is_told_with_its_place_and_code_1(terminal: Terminal) -> None:
    wrong = terminal.bestand.with_name("fout.yaml")
    bare = opens_incidents().regels[-1].model_copy(update={"voorbeelden": ()})
    wrong.write_text(write_sheet(opens_incidents().model_copy(update={"regels": (bare,)})), "utf-8")
    assert "FOUT /regels/0/voorbeelden" in terminal.run("controleer", str(wrong), code=1)


def test_file_without_a_fault_gives_code_0(terminal: Terminal) -> None:
    assert f"{len(opens_incidents().regels)} regels, versie v2" in terminal.run("controleer", str(terminal.bestand))


def test_version_is_told_with_its_life_and_what_it_changes(terminal: Terminal) -> None:
    terminal.simulated()
    told = terminal.run("toon", "v2") + terminal.run("vergelijk", "v2") + terminal.run("verschil", "v2")
    assert [words in told for words in ("ontworpen door anneke", "Nieuw: regel gem-incident", "Niet te berekenen: 0 keer")] == [True] * 3


def test_invented_household_is_looked_at_as_a_recipient(terminal: Terminal) -> None:
    (first, _) = terminal.run("huishoudens").split()
    shown = json.loads(terminal.run("bekijk", first, "--als", "politie", "--beheerder", ANNEKE))
    assert shown["simulatie"]["als"] == "politie"


@pytest.mark.parametrize("name", OPDRACHTEN)
def test_every_command_says_what_it_does(name: str) -> None:
    answer = CliRunner().invoke(app, ["regels", name, "--help"], env={"COLUMNS": "200"})
    assert (answer.exit_code, f" regels {name}" in answer.output) == (0, True)


def test_list_of_commands_is_whole() -> None:
    told = CliRunner().invoke(app, ["regels", "--help"], env={"COLUMNS": "200"}).output
    shown = [words[1] for line in told.partition("Commands")[2].splitlines() if len(words := line.split()) > 2 and words[0] == "│"]
    assert sorted(shown) == sorted(OPDRACHTEN)
