"""The command line: every command says what it does with --help, and refuses with the reason."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import Progress
from rich.table import Table

from ketenhub.beheer import besluiten, opdracht, scherm, sleutels
from ketenhub.flow.auditcontrole import read_witnesses
from ketenhub.log.emit import Bestemming, open_log
from ketenhub.main import (
    check_all,
    load_pack,
    migrate_all,
    now,
    rebuild_projections,
    run_worker,
    running_database,
    serve_hub,
    verify_audit,
)
from ketenhub.partners.register import load_partners
from ketenhub.settings import load_settings

if TYPE_CHECKING:
    from datetime import date


app = typer.Typer(name="ketenhub", help="Ketenhub: samen aan een veiligheidsplan.", no_args_is_help=True, add_completion=False)
audit = typer.Typer(help="Het auditspoor: is alles nog zoals het is geschreven?", no_args_is_help=True)
app.add_typer(audit, name="audit")
app.add_typer(opdracht.regels, name="regels")
app.add_typer(besluiten.deelbesluiten, name="deelbesluiten")
app.add_typer(sleutels.sleutels, name="sleutels")
console, reasons, fouten = scherm.console, scherm.reasons, scherm.fouten


@app.command()
def plugins() -> None:
    """Toon de geinstalleerde plugins en wat zij lezen."""
    with reasons():
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
    with reasons():
        count = asyncio.run(migrate_all(load_settings(), lambda name: console.print(f"toegepast: {name}")))
    console.print("de database was al bij" if count == 0 else f"{count} migraties toegepast")


@app.command()
def serve() -> None:
    """Start de hub: de API voor partnersystemen. Stopt met Ctrl-C."""
    with reasons(), open_log(Bestemming(), now) as emit:
        settings = load_settings()
        with running_database(settings) as databank:
            console.print(f"de hub luistert op {settings.adres}")
            asyncio.run(serve_hub(settings, databank, emit))


@app.command()
def worker() -> None:
    """Start een worker: bezorgt notificaties en berichten, haalt op en let op termijnen. Stopt met Ctrl-C."""
    with reasons(), open_log(Bestemming(), now) as emit:
        settings = load_settings()
        with running_database(settings) as databank:
            asyncio.run(run_worker(settings, databank, emit))


@app.command()
def rebuild() -> None:
    """Bouw alle projecties opnieuw uit de bijdragen en zeg hoeveel er verschilden."""
    with reasons(), Progress(console=console) as progress:
        bar = progress.add_task("opnieuw bouwen", total=None)
        count = asyncio.run(rebuild_projections(load_settings(), lambda done, of: progress.update(bar, completed=done, total=of)))
    console.print("alles was gelijk" if count == 0 else f"{count} projecties verschilden en zijn vervangen")


@app.command()
def check() -> None:
    """Controleer instellingen, plugins en database; stopt met code 1 en de reden als er iets niet past."""
    with reasons():
        for line in asyncio.run(check_all(load_settings())):
            console.print(f"in orde: {line}")


Bestand = Annotated[Path, typer.Argument(help="Een casus als JSON; zie docs/doen/evalueren.md.", exists=True, dir_okay=False)]
Peildatum = Annotated[datetime | None, typer.Option(help="De dag van de vraag; zonder: vandaag.", formats=["%Y-%m-%d"])]
Pakket = Annotated[Path | None, typer.Option("--regelpakket", help="Het regelpakket van de regio.", exists=True, dir_okay=False)]
AlsJson = Annotated[bool, typer.Option("--json", help="Druk de uitkomst af voor machines.")]


def _moment(peildatum: datetime | None) -> date | datetime:
    return peildatum.date() if peildatum else now()


@app.command()
def evalueer(bestand: Bestand, *, peildatum: Peildatum = None, pakket: Pakket = None, json_: AlsJson = False) -> None:
    """Leg uit in welke fase een casus uit een bestand is, en waarom. Er wordt niets bewaard."""
    from ketenhub.flow.proefopdracht import explain

    with reasons():
        print(explain(bestand.read_bytes(), _moment(peildatum), load_pack(pakket), machine=json_))


@app.command()
def watals(
    bestand: Bestand,
    *,
    wie: Annotated[str, typer.Option(help="Het OIN van een organisatie, of de ref van een persoon uit het bestand.")],
    cijfer: Annotated[str | None, typer.Option(help="Een cijfer van 0 tot en met 7, of 7+.")] = None,
    incident: Annotated[str | None, typer.Option(help="geweld, onveilig, dreiging of vrijlating.")] = None,
    over: Annotated[list[str] | None, typer.Option(help="Over wie het cijfer gaat; zonder: het huishouden.")] = None,
    professional: Annotated[str | None, typer.Option(help="Welke professional; zonder: wie het laatst een cijfer gaf.")] = None,
    peildatum: Peildatum = None,
    pakket: Pakket = None,
    json_: AlsJson = False,
) -> None:
    """Probeer wat een cijfer of een incident zou doen met een casus uit een bestand. Er wordt niets bewaard."""
    from ketenhub.flow.proefopdracht import Stel, suppose

    with reasons():
        stel = Stel(wie, cijfer, incident, tuple(over or ()), professional)
        print(suppose(bestand.read_bytes(), _moment(peildatum), load_pack(pakket), stel, machine=json_))


@app.command()
def controleer(
    bestand: Annotated[Path, typer.Argument(help="Een bijdrage in canonieke JSON.", exists=True, dir_okay=False)],
    *,
    pakket: Pakket = None,
    json_: AlsJson = False,
) -> None:
    """Controleer de vorm van een bijdrage en geef aanwijzingen; wat van de casus afhangt, controleert alleen een hub."""
    from functools import partial

    from ketenhub.flow.controleren import check_file
    from ketenhub.web.api.deur import NAMEN
    from ketenhub.web.strict_json import check_json

    with reasons():
        print(check_file(bestand.read_bytes(), partial(check_json, bekend=NAMEN), load_pack(pakket), machine=json_))


@app.command()
def demo(
    *,
    once: Annotated[bool, typer.Option("--once", help="Speel het scenario en stop daarna.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Druk een samenvatting voor machines af; code 1 als er iets niet klopte.")
    ] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Ga door met de gegevens van de vorige keer.")] = False,
    poort: Annotated[int, typer.Option(help="Poort van de hub; de systemen nemen de poorten erna.", min=1024, max=65500)] = 8400,
    folder: Annotated[Path | None, typer.Option("--map", help="Map voor alle gegevens van de demo.")] = None,
    regels: Annotated[Path | None, typer.Option(help="Speel met de deelregels uit dit bestand.", exists=True, dir_okay=False)] = None,
    ruim: Annotated[bool, typer.Option("--ruim", help="Alles mag tien keer zo lang duren: voor een machine die het druk heeft.")] = False,
) -> None:
    """Speel een verzonnen regio na op deze machine: hub, worker en vier systemen, elk een eigen proces."""
    from ketenhub.demo.draaien import Wens, default_folder
    from ketenhub.demo.opdracht import demo_here

    wens = Wens((folder or default_folder()).resolve(), poort, keep, once, regels.resolve() if regels else None, 10 if ruim else 1)
    with reasons():
        done = demo_here(wens, console, as_json=as_json)
    if not done:
        raise typer.Exit(1)


@app.command()
def bench(
    namen: Annotated[list[str] | None, typer.Argument(help="Welke metingen: B1 B2 B3 B4 B5 B6 B8 B11 B13; leeg: alle.")] = None,
    *,
    quick: Annotated[bool, typer.Option("--quick", help="Kort: onder de 2 minuten in plaats van onder de 20.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Schrijf ook docs/naslag/prestaties.md; alleen met alle metingen.")] = False,
) -> None:
    """Meet hoe snel de hub is, naast een vloer die op hetzelfde moment draait; een gemist doel is geen fout.

    Start een eigen database, hub, worker en ontvanger op 127.0.0.1 en ruimt alles op, ook na Ctrl-C.
    De uitkomst staat als tabel op het scherm, en als JSON en SVG in build/bench.
    """
    from ketenhub.bench.draaien import Wens as Meetwens
    from ketenhub.bench.maat import SNEL, VOLLEDIG
    from ketenhub.bench.opdracht import bench_here

    with reasons():
        done = bench_here(Meetwens(namen or [], SNEL if quick else VOLLEDIG, write), console)
    if not done:
        raise typer.Exit(130)


@audit.command()
def verify(
    getuige: Annotated[
        list[Path] | None, typer.Option(help="Een antwoord van /v1/auditwortels dat een ander bewaarde.", exists=True, dir_okay=False)
    ] = None,
) -> None:
    """Controleer elke auditregel, elke keten en elke dagwortel; stopt met code 1 en noemt per keten de eerste foute regel."""
    with reasons(), Progress(console=fouten) as progress:
        bar = progress.add_task("audit controleren", total=None)
        held = read_witnesses([path.read_bytes() for path in getuige or ()])
        found = asyncio.run(verify_audit(load_settings(), held, lambda done, of: progress.update(bar, completed=done, total=of)))
    for bevinding in found:
        print(bevinding)
    if found:
        raise typer.Exit(1)
    console.print("alles is zoals het is geschreven")


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
