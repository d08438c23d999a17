"""B13: from start to serving, with the database, and what the hub holds in memory when idle."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp

from ketenhub.bench.proces import Opdracht, free_port, running
from ketenhub.bench.regio import Regio
from ketenhub.bench.rekening import Geheugen, memory
from ketenhub.bench.uitslag import Doel, Regel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.bench.werkbank import Werkbank

RUST = 1.5
WAT = "ketenhub serve met ingebouwde database"


@contextmanager
def _folder() -> Iterator[Path]:
    """Give a folder of its own that the database can reach, and take it away afterwards."""
    above = Path(tempfile.mkdtemp(prefix="kh-"))
    above.chmod(0o755)
    try:
        yield above
    finally:
        shutil.rmtree(above, ignore_errors=True)


async def _until_healthy(regio: Regio) -> None:
    async with aiohttp.ClientSession() as sessie, sessie.get(f"{regio.hub}/gezond") as answer:
        answer.raise_for_status()


async def _start(folder: Path, regio: Regio) -> tuple[float, Geheugen]:
    """Start the hub, and give the seconds until it serves, and its memory once it is idle."""
    settings = {
        "KETENHUB_DATAMAP": str(folder),
        "KETENHUB_KETEN": str(regio.keten),
        "KETENHUB_ADRES": regio.hub,
        "KETENHUB_POORT": str(regio.hub_poort),
        "KETENHUB_DEMO": "1",
    }
    began = time.monotonic()
    async with running(Opdracht("hub", ("ketenhub.cli", "serve"), settings, regio.hub_poort), folder) as child:
        await _until_healthy(regio)
        took = time.monotonic() - began
        await asyncio.sleep(RUST)
        return took, memory(child.pid)


async def starting(bank: Werkbank) -> list[Regel]:
    """B13: first start, later start, idle memory."""
    first: list[float] = []
    later: list[float] = []
    held: list[Geheugen] = []
    for n in range(bank.maat.starts):
        bank.stap(f"B13 start {n + 1} van {bank.maat.starts}")
        with _folder() as folder:
            regio = Regio.make(folder, free_port(), free_port())
            first.append((await _start(folder, regio))[0])
            took, size = await _start(folder, regio)
            later.append(took)
            held.append(size)
    root = "; als root: met een kopie van PostgreSQL voor een gebruiker zonder rechten" if os.geteuid() == 0 else ""
    pss = f"naar aandeel (PSS) {max(one.pss for one in held):.0f} MB; zonder PostgreSQL"
    rss = [one.rss for one in held]
    return [
        Regel("B13 eerste", f"{WAT}, eerste start", "s", first, doel=Doel(3.0, 2.0, op="hub"), opmerking=f"met aanmaken en migreren{root}"),
        Regel("B13 later", f"{WAT}, latere start", "s", later, doel=Doel(1.0, 0.7, op="hub")),
        Regel("B13 geheugen", "geheugen van de hub in rust (RSS)", "MB", rss, doel=Doel(120.0, 90.0, op="hub"), opmerking=pss),
    ]
