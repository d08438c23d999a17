"""What a demo that was cut off left running: found by what it noted in its folder, and stopped before the next one starts."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

import psutil

from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LIJST = "processen.json"
DEMO = "demo"
DATABASE = "database"
GEDULD = 10.0


def note_processes(folder: Path, found: Iterable[tuple[str, int]]) -> None:
    """Note which processes belong to the demo in this folder; the moment each began tells it from a later one of the same number."""
    rows = {}
    for name, pid in found:
        with suppress(psutil.NoSuchProcess):
            rows[name] = [pid, psutil.Process(pid).create_time()]
    path = folder / f"{LIJST}.nieuw"
    path.write_text(json.dumps(rows), encoding="utf-8")
    path.replace(folder / LIJST)


def _alive(folder: Path) -> dict[str, psutil.Process]:
    """Give what was noted and still runs."""
    try:
        rows = json.loads((folder / LIJST).read_bytes())
    except (OSError, ValueError):
        return {}
    found = {}
    for name, (pid, began) in rows.items():
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if process.create_time() == began:
                found[name] = process
    return found


def _stop(processes: list[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    for process in psutil.wait_procs(processes, GEDULD)[1]:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def stop_leftovers(folder: Path) -> int:
    """Stop what an earlier demo in this folder left running, the database last; gives how many.

    Raises Instellingsfout when that demo still plays.
    """
    running = _alive(folder)
    if DEMO in running:
        raise Instellingsfout("demo", "in deze map draait al een demo; stop die, of kies een andere --map en --poort")
    _stop([process for name, process in running.items() if name != DATABASE])
    _stop([process for name, process in running.items() if name == DATABASE])
    return len(running)
