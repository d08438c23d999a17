"""The demo as a person runs it: one command, one scenario, and what everyone received."""

from __future__ import annotations

import json
import signal
import socket
from importlib import resources
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, text
from tests.e2e.demo.spelen import Afloop, a_folder, cut_off_demo, end_demo, free_ports, play_demo, processes_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def gespeeld() -> Iterator[tuple[Path, Afloop]]:
    """Play once for all tests of this module; the data stay until the end."""
    with a_folder() as folder:
        yield folder, play_demo(folder, "--json", "--ruim")


def test_every_expectation_of_the_scenario_holds(gespeeld: tuple[Path, Afloop]) -> None:
    afloop = gespeeld[1]
    assert (afloop.code, json.loads(afloop.uit or "{}").get("gemist")) == (0, []), afloop.fout


def test_summary_tells_what_each_party_received(gespeeld: tuple[Path, Afloop]) -> None:
    received = {who: at(body, "berichten") for who, body in json.loads(gespeeld[1].uit)["ontvangen"].items()}
    assert received == {"veilig_thuis": ["vtMeldingDi01"], "politie": ["vtTerugkoppelingDi01"], "gemeente": [], "reclassering": []}


def test_nothing_keeps_running_afterwards(gespeeld: tuple[Path, Afloop]) -> None:
    assert processes_of(gespeeld[0]) == []


def test_kept_data_are_not_played_again(gespeeld: tuple[Path, Afloop]) -> None:
    again = play_demo(gespeeld[0], "--keep")
    assert (again.code, "stap 1" in again.uit, "gegevens" in again.uit) == (0, False, True), again.fout


def test_taken_port_is_named() -> None:
    port = free_ports()
    with a_folder() as folder, socket.socket() as taken:
        taken.bind(("127.0.0.1", port + 2))
        taken.listen()
        afloop = play_demo(folder, "--json", port=port)
    assert (afloop.code, f"poort {port + 2} is bezet" in afloop.fout) == (1, True)


def test_demo_after_one_that_was_cut_off_starts_clean() -> None:
    port = free_ports()
    with a_folder() as folder:
        cut_off_demo(folder, port)
        left = processes_of(folder)
        afloop = play_demo(folder, "--json", "--ruim", port=port)
        assert (left != [], afloop.code, processes_of(folder)) == (True, 0, []), afloop.fout


@pytest.mark.parametrize("numbers", [(signal.SIGINT, signal.SIGINT, signal.SIGTERM), (signal.SIGHUP,)], ids=["thrice", "terminal closed"])
def test_demo_that_is_stopped_leaves_nothing_running(numbers: tuple[signal.Signals, ...]) -> None:
    with a_folder() as folder:
        end_demo(folder, free_ports(), *numbers)
        assert processes_of(folder) == []


def test_folder_with_something_else_in_it_is_left_alone() -> None:
    with a_folder() as folder:
        folder.mkdir()
        (folder / "brief.txt").write_text("van iemand anders", encoding="utf-8")
        afloop = play_demo(folder, "--json")
        assert (afloop.code, [path.name for path in folder.iterdir()]) == (1, ["brief.txt"])


def test_a_rule_that_withholds_shows_in_the_summary_and_fails_the_run() -> None:
    rules = json.loads(resources.files("ketenhub.share").joinpath("basisregels.json").read_bytes())
    for rule in rules["regels"]:
        if rule["id"] == "politie-scenario":
            rule["actie"] = "onthouden"
    with a_folder() as folder:
        path = folder.parent / "regels.json"
        path.write_text(json.dumps(rules), encoding="utf-8")
        afloop = play_demo(folder, "--json", "--regels", str(path))
    body = afloop.samenvatting
    count = at(body, "ontvangen", "politie", "delen", "proactieveScenarios")
    assert (afloop.code, count, text(body, "gemist", 0) is not None) == (1, None, True)
