"""The command as a person sees it: a bar while it runs, the table, and where everything was written."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from ketenhub.bench.draaien import record, run_bench
from ketenhub.bench.verslag import make_table, read_last

if TYPE_CHECKING:
    from ketenhub.bench.draaien import Wens
    from ketenhub.bench.verslag import Verslag

BREED = 160


async def _until_done(wens: Wens, progress: Progress) -> Verslag | None:
    """Run with a bar; SIGTERM and Ctrl-C end it as one: None, with nothing left running."""
    bar = progress.add_task("begin", total=wens.steps())

    def tell(what: str) -> None:
        progress.update(bar, description=what)

    def step(what: str) -> None:
        progress.update(bar, description=what, advance=1)

    task = asyncio.ensure_future(run_bench(wens, tell, step))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return None


def bench_here(wens: Wens, console: Console) -> bool:
    """Measure, print and record; False when it was broken off. Raises Instellingsfout."""
    wide = console if console.is_terminal else Console(width=BREED)
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=wide, transient=True) as progress:
        verslag = asyncio.run(_until_done(wens, progress))
    if verslag is None:
        wide.print("Afgebroken: alles is gestopt en opgeruimd, er is niets vastgelegd.")
        return False
    wide.print(make_table(verslag.regels, read_last(wens.uitvoer)))
    for one in verslag.regels:
        if one.opmerking:
            wide.print(f"[dim]{one.naam}: {one.opmerking}[/]", highlight=False)
    load = verslag.machine.get("belasting")
    wide.print(f"\n[dim]belasting bij het begin: {load}; een gemist doel is geen fout[/]", highlight=False)
    wide.print("geschreven: " + ", ".join(str(path) for path in record(wens, verslag)), highlight=False)
    return True
