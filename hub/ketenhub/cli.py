"""The command line: every command says what it does with --help, and refuses with the reason."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from ketenhub.demo.draaien import Verteller, Wens, default_folder, run_demo, summary
from ketenhub.demo.regio import DEELNEMERS, HUB_POORT, MEDEWERKERS
from ketenhub.domain.errors import KetenhubError
from ketenhub.log.emit import Bestemming, open_log
from ketenhub.main import check_all, migrate_all, now, rebuild_projections, run_worker, running_database, serve_hub
from ketenhub.partners.register import load_partners
from ketenhub.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.demo.regio import Regio
    from ketenhub.demo.spel import Uitslag
    from ketenhub.domain.json import Object

app = typer.Typer(name="ketenhub", help="Ketenhub: samen aan een veiligheidsplan.", no_args_is_help=True, add_completion=False)
console = Console()
fouten = Console(stderr=True)


@contextmanager
def _reasons() -> Iterator[None]:
    """Turn a refusal into one clear line and exit code 1."""
    try:
        yield
    except KetenhubError as fout:
        fouten.print(f"[red]{fout.titel}[/red]: {fout.reden or fout.code}" + (f" ({fout.plaats})" if fout.plaats else ""))
        raise typer.Exit(1) from None


@app.command()
def plugins() -> None:
    """Toon de geinstalleerde plugins en wat zij lezen."""
    with _reasons():
        found = load_partners()
    table = Table("plugin", "naam", "versie", "contract", "leest", box=None)
    for name, one in sorted(found.items()):
        table.add_row(
            name, one.manifest.naam, one.versie, str(one.manifest.contract), ", ".join(i.mediatype for i in one.manifest.ingangen)
        )
    console.print(table)


@app.command()
def migrate() -> None:
    """Breng de database op de versie van deze code; start zo nodig de ingebouwde database."""
    with _reasons():
        count = asyncio.run(migrate_all(load_settings(), lambda name: console.print(f"toegepast: {name}")))
    console.print("de database was al bij" if count == 0 else f"{count} migraties toegepast")


@app.command()
def serve() -> None:
    """Start de hub: de API voor partnersystemen. Stopt met Ctrl-C."""
    with _reasons(), open_log(Bestemming(), now) as emit:
        settings = load_settings()
        with running_database(settings) as databank:
            console.print(f"de hub luistert op {settings.adres}")
            asyncio.run(serve_hub(settings, databank, emit))


@app.command()
def worker() -> None:
    """Start een worker: bezorgt notificaties en berichten, haalt op en let op termijnen. Stopt met Ctrl-C."""
    with _reasons(), open_log(Bestemming(), now) as emit:
        settings = load_settings()
        with running_database(settings) as databank:
            asyncio.run(run_worker(settings, databank, emit))


@app.command()
def rebuild() -> None:
    """Bouw alle projecties opnieuw uit de bijdragen en zeg hoeveel er verschilden."""
    with _reasons(), Progress(console=console) as progress:
        bar = progress.add_task("opnieuw bouwen", total=None)
        count = asyncio.run(rebuild_projections(load_settings(), lambda done, of: progress.update(bar, completed=done, total=of)))
    console.print("alles was gelijk" if count == 0 else f"{count} projecties verschilden en zijn vervangen")


@app.command()
def check() -> None:
    """Controleer instellingen, plugins en database; stopt met code 1 en de reden als er iets niet past."""
    with _reasons():
        for line in asyncio.run(check_all(load_settings())):
            console.print(f"in orde: {line}")


def _storyteller(*, json_only: bool) -> Verteller:
    """Give who prints each step and where to look; silent when a machine reads the summary."""
    began = time.monotonic()

    def tell_step(stap: Object, missed: int) -> None:
        nonlocal began
        mark = "[green]goed[/green]" if missed == 0 else f"[red]{missed} gemist[/red]"
        console.print(f"  stap {stap.get('nr')}  {mark}  {stap.get('tekst')}  [dim]({time.monotonic() - began:.1f} s)[/dim]")
        began = time.monotonic()

    def tell_end(regio: Regio, uitslag: Uitslag | None) -> None:
        for line in uitslag.gemist if uitslag else ():
            console.print(f"  [red]gemist[/red] {line}", markup=True, highlight=False)
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

    def silent(*_: object) -> None:
        """Say nothing."""

    return Verteller(silent, silent) if json_only else Verteller(tell_step, tell_end)


async def _demo(wens: Wens, verteller: Verteller) -> Uitslag | None:
    """Run the demo; SIGTERM ends it as Ctrl-C does."""
    task = asyncio.ensure_future(run_demo(wens, verteller))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        return None


@app.command()
def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="Speel het scenario en stop daarna.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Druk een samenvatting voor machines af; code 1 als er iets niet klopte.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Ga door met de gegevens van de vorige keer.")] = False,
    poort: Annotated[int, typer.Option(help="Poort van de hub; de systemen nemen de poorten erna.", min=1024, max=65500)] = HUB_POORT,
    folder: Annotated[Path | None, typer.Option("--map", help="Map voor alle gegevens van de demo.")] = None,
    regels: Annotated[Path | None, typer.Option(help="Speel met de deelregels uit dit bestand.", exists=True, dir_okay=False)] = None,
) -> None:
    """Speel een verzonnen regio na op deze machine: hub, worker en vier systemen, elk een eigen proces."""
    wens = Wens((folder or default_folder()).resolve(), poort, keep, once, regels.resolve() if regels else None)
    if not as_json:
        console.print("Ketenhub start een database, de hub, een worker en vier systemen.")
    with _reasons():
        uitslag = asyncio.run(_demo(wens, _storyteller(json_only=as_json)))
    if as_json and uitslag is not None:
        sys.stdout.write(json.dumps(summary(uitslag), ensure_ascii=False, indent=1) + "\n")
    if uitslag is not None and uitslag.gemist:
        raise typer.Exit(1)
    if once and uitslag is None and not keep:
        raise typer.Exit(1)


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
