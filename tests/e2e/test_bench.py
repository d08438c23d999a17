"""The plumbing of the bench: every measurement yields its lines, and nothing stays behind. Speed is not judged here."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path

import pytest

from ketenhub.bench.draaien import Wens, record, run_bench
from ketenhub.bench.maat import PROEF
from ketenhub.bench.proces import Opdracht, running
from ketenhub.bench.proeven import NAMEN
from ketenhub.domain.errors import Instellingsfout

DEADLINE = 240.0


async def test_every_measurement_yields_lines_in_table_json_and_picture(tmp_path: Path) -> None:
    steps: list[str] = []
    wens = Wens(maat=PROEF, uitvoer=tmp_path / "bench")
    verslag = await asyncio.wait_for(run_bench(wens, lambda _: None, steps.append), DEADLINE)
    own, picture = record(wens, verslag)
    lines = json.loads(own.read_bytes())["regels"]
    assert {line["naam"].split()[0] for line in lines} == set(NAMEN)
    assert [line["naam"] for line in lines if not line["hub"]["waarden"] or line["hub"]["mediaan"] < 0] == []
    assert len(steps) == wens.steps()
    assert picture.read_text("utf-8").startswith("<svg")


async def test_taken_port_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(Instellingsfout, match=f"poort {port} is bezet"):
            async with running(Opdracht("ontvanger", ("ketenhub.bench.ontvanger", str(port)), {}, port), tmp_path):
                pass


async def test_process_that_does_not_start_says_why(tmp_path: Path) -> None:
    opdracht = Opdracht("hub", ("ketenhub.bench.ontvanger", "geen-poort"), {}, 1)
    with pytest.raises(Instellingsfout, match="hub stopte vanzelf: ValueError"):
        async with running(opdracht, tmp_path):
            pass
