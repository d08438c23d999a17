"""The command line: every command says what it does with --help, and refuses with the reason."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.table import Table

from ketenhub.domain.errors import KetenhubError
from ketenhub.main import check_all, migrate_all, running_database, serve_hub
from ketenhub.partners.register import load_partners
from ketenhub.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    settings = load_settings()

    def report(incident: str, kind: str) -> None:
        fouten.print(f"defect {incident}: {kind}")

    with _reasons(), running_database(settings) as databank:
        console.print(f"de hub luistert op {settings.adres}")
        asyncio.run(serve_hub(settings, databank, report))


@app.command()
def check() -> None:
    """Controleer instellingen, plugins en database; stopt met code 1 en de reden als er iets niet past."""
    with _reasons():
        for line in asyncio.run(check_all(load_settings())):
            console.print(f"in orde: {line}")


def main() -> None:
    """Run the command line."""
    app()


if __name__ == "__main__":
    main()
