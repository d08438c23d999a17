"""The demo as a person sees it: a line per step, then where to look; or one summary for a machine."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table

from ketenhub.demo.draaien import Verteller, run_demo, summary
from ketenhub.demo.regio import DEELNEMERS, MEDEWERKERS

if TYPE_CHECKING:
    from rich.console import Console

    from ketenhub.demo.draaien import Wens
    from ketenhub.demo.regio import Regio
    from ketenhub.demo.spel import Uitslag
    from ketenhub.domain.json import Object


def _storyteller(console: Console) -> Verteller:
    """Give who prints each step, and in the end where to look."""
    began = time.monotonic()

    def tell_step(stap: Object, missed: int) -> None:
        nonlocal began
        mark = "[green]goed[/green]" if missed == 0 else f"[red]{missed} gemist[/red]"
        console.print(f"  stap {stap.get('nr')}  {mark}  {stap.get('tekst')}  [dim]({time.monotonic() - began:.1f} s)[/dim]")
        began = time.monotonic()

    def tell_end(regio: Regio, uitslag: Uitslag | None) -> None:
        for line in uitslag.gemist if uitslag else ():
            console.print(f"  [red]gemist[/red] {escape(line)}", highlight=False)
        table = Table("systeem", "adres", "OIN", box=None)
        table.add_row("hub", regio.hub, "")
        for d in DEELNEMERS:
            table.add_row(d.naam, regio.address(d), d.oin)
        console.print()
        console.print(table)
        who = ", ".join(f"{m['naam']} ({next(d.naam for d in DEELNEMERS if d.oin == m['organisatie'])})" for m in MEDEWERKERS)
        console.print(f"\nKijk op [bold]{regio.hub}/[/bold] en kies een persoon: {who}.")
        console.print("Let op: de fase en waarom, wie nog een cijfer moet geven, en wat elke organisatie wel en niet ziet.")
        console.print(f"Wat elk systeem ontving: {regio.address(DEELNEMERS[0])}/_stand (en zo bij de andere).")
        console.print(f"Alle gegevens en verslagen staan in {regio.map}. Stoppen: Ctrl-C.")

    return Verteller(tell_step, tell_end)


def _silence() -> Verteller:
    """Give who says nothing, for when a machine reads the summary."""
    return Verteller(lambda *_: None, lambda *_: None)


async def _until_stopped(wens: Wens, verteller: Verteller) -> Uitslag | None:
    """Run the demo; SIGTERM and a terminal that closes end it as Ctrl-C does. Once is enough: another one would break off the stopping."""
    task, loop = asyncio.ensure_future(run_demo(wens, verteller)), asyncio.get_running_loop()
    stopping = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

    def stop() -> None:
        for number in stopping:
            loop.add_signal_handler(number, lambda: None)
        task.cancel()

    for number in stopping:
        loop.add_signal_handler(number, stop)
    try:
        return await task
    except asyncio.CancelledError:
        return None


def demo_here(wens: Wens, console: Console, *, as_json: bool) -> bool:
    """Run the demo on this terminal; tells whether all that was expected held. Raises Instellingsfout."""
    if not as_json:
        console.print("Ketenhub start een database, de hub, een worker en vier systemen.")
    uitslag = asyncio.run(_until_stopped(wens, _silence() if as_json else _storyteller(console)))
    if uitslag is None:
        return wens.bewaar or not wens.eenmaal
    if as_json:
        sys.stdout.write(json.dumps(summary(uitslag), ensure_ascii=False, indent=1) + "\n")
    return not uitslag.gemist
