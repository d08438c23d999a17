"""`ketenhub regels`: the whole life of the sharing rules from the command line."""

from datetime import datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import orjson
import typer
from rich.progress import Progress

from ketenhub.beheer import bladen
from ketenhub.beheer.scherm import console, with_hub
from ketenhub.contract.lezen import read_value
from ketenhub.dialects.regelblad import read_sheet, write_sheet
from ketenhub.domain.delen import Regelset
from ketenhub.domain.errors import Instellingsfout
from ketenhub.domain.moment import NEDERLAND
from ketenhub.flow import alsontvanger, regelleven, regelvragen
from ketenhub.flow.hub import Hub
from ketenhub.flow.regelkeuring import examined
from ketenhub.flow.regelleven import Daad, Publicatie
from ketenhub.flow.regelsimulatie import finish_simulation

regels = typer.Typer(help="Deelregels: ontwerpen, simuleren, goedkeuren, publiceren en terugdraaien.", no_args_is_help=True)

Versie = Annotated[str, typer.Argument(help="De naam van een versie; zie ketenhub regels lijst.")]
Bestand = Annotated[Path, typer.Argument(help="Een regelset als YAML, of als JSON met de uitgang .json.", exists=True, dir_okay=False)]
Beheerder = Annotated[
    str, typer.Option(help="Wie dit doet: het id van een beheerder uit het bestand met de regio.", envvar="KETENHUB_BEHEERDER")
]
Reden = Annotated[str, typer.Option(help="Waarom; blijft voor altijd bij de versie staan.")]
Met = Annotated[str | None, typer.Option(help="De versie om naast te leggen; zonder: wat nu geldt.")]


def read_rules(bestand: Path) -> Regelset:
    """Read a rule set from a file; raises OngeldigBericht with the place, Instellingsfout."""
    try:
        data = bestand.read_bytes()
    except OSError as error:
        raise Instellingsfout(bestand.name, "dit bestand is niet leesbaar") from error
    return read_value(Regelset, data) if bestand.suffix == ".json" else read_sheet(data)


def _print(lines: list[str]) -> None:
    for line in lines:
        console.print(line, markup=False, highlight=False)


@regels.command()
def lijst() -> None:
    """Toon alle versies en hun stand."""
    console.print(bladen.versions_table(with_hub(regelvragen.versions)))


@regels.command()
def toon(versie: Versie) -> None:
    """Toon een versie: haar hele geschiedenis, en wat er niet aan klopt."""
    _print(bladen.sheet_lines(with_hub(lambda hub: regelvragen.sheet(hub, versie))))


@regels.command()
def controleer(bestand: Bestand) -> None:
    """Controleer een bestand: bestaat alles wat het noemt, en komen alle voorbeelden uit? Code 1 als er een fout is."""

    async def act(hub: Hub) -> bool:
        given = read_rules(bestand)
        found = examined(hub, given)
        _print([f"{len(given.regels)} regels, versie {given.versie}", *bladen.finding_lines(found)])
        return any(one.blokkeert for one in found)

    if with_hub(act):
        raise typer.Exit(1)


@regels.command()
def vergelijk(versie: Versie, *, met: Met = None) -> None:
    """Zeg in woorden wat een versie verandert naast een andere."""
    _print(bladen.change_lines(*with_hub(lambda hub: regelvragen.changes(hub, versie, met))))


async def _draft(hub: Hub, given: Regelset, wie: str, reden: str) -> None:
    await regelleven.draft(hub, Daad(wie, None, given.versie, reden), given)
    console.print(f"versie {given.versie} is een ontwerp", highlight=False)


@regels.command()
def ontwerp(bestand: Bestand, *, beheerder: Beheerder, reden: Reden) -> None:
    """Bewaar een bestand als ontwerp."""
    with_hub(lambda hub: _draft(hub, read_rules(bestand), beheerder, reden))


@regels.command()
def invoer(
    bestand: Bestand,
    *,
    beheerder: Beheerder,
    reden: Reden,
    ja: Annotated[bool, typer.Option("--ja", help="Vraag niet of het zo bedoeld is.")] = False,
) -> None:
    """Toon wat een bestand verandert naast wat nu geldt, en bewaar het daarna als ontwerp."""

    async def act(hub: Hub) -> None:
        given = read_rules(bestand)
        _print(bladen.change_lines(*await regelvragen.changes_of(hub, given)))
        if ja or typer.confirm("Bewaren als ontwerp?"):
            await _draft(hub, given, beheerder, reden)

    with_hub(act)


@regels.command()
def uitvoer(
    versie: Annotated[str | None, typer.Argument(help="De naam van een versie; zonder: wat nu geldt.")] = None,
    *,
    naar: Annotated[Path | None, typer.Option(help="Schrijf naar dit bestand; zonder: op het scherm.", dir_okay=False)] = None,
) -> None:
    """Schrijf een versie als YAML. Er staat nooit een geheim in."""

    async def act(hub: Hub) -> str:
        return write_sheet((await regelvragen.sheet(hub, versie or await regelvragen.in_force_name(hub))).regels)

    text = with_hub(act)
    if naar is None:
        typer.echo(text, nl=False)
    else:
        naar.write_text(text, encoding="utf-8")


@regels.command()
def simuleer(versie: Versie, *, beheerder: Beheerder) -> None:
    """Tel over alle lopende casussen wat een versie verandert. Afbreken mag: de volgende keer gaat het verder."""

    async def act(hub: Hub) -> regelvragen.Uitslag:
        await regelleven.simulate(hub, Daad(beheerder, None, versie, ""))
        ident = (await regelvragen.result(hub, versie)).simulatie.simulatie_id
        with Progress(console=console) as progress:
            bar = progress.add_task("simuleren", total=None)
            await finish_simulation(hub, ident, lambda done, of: progress.update(bar, completed=done, total=of))
        return await regelvragen.result(hub, versie)

    _show(with_hub(act))


def _show(uitslag: regelvragen.Uitslag) -> None:
    for part in bladen.result_parts(uitslag):
        console.print(part, markup=False, highlight=False) if isinstance(part, str) else console.print(part)


@regels.command()
def verschil(versie: Versie) -> None:
    """Toon wat de laatste simulatie van een versie telde: velden en aantallen, nooit een waarde."""
    _show(with_hub(lambda hub: regelvragen.result(hub, versie)))


async def _life(hub: Hub, versie: str) -> None:
    _print(bladen.life_lines((await regelvragen.sheet(hub, versie)).dossier))


@regels.command("keur-goed")
def keur_goed(versie: Versie, *, beheerder: Beheerder, reden: Reden) -> None:
    """Keur een gesimuleerde versie goed; dat doet een ander dan wie haar ontwierp."""

    async def act(hub: Hub) -> None:
        await regelleven.approve(hub, Daad(beheerder, None, versie, reden))
        await _life(hub, versie)

    with_hub(act)


@regels.command()
def publiceer(
    versie: Versie,
    *,
    beheerder: Beheerder,
    reden: Reden,
    vanaf: Annotated[
        datetime | None, typer.Option(help="Het moment waarop de versie ingaat, Nederlandse tijd; zonder: nu.", formats=["%Y-%m-%dT%H:%M"])
    ] = None,
    bevestiging: Annotated[str | None, typer.Option(help="Waarom het goed is dat er zoveel opengaat.")] = None,
) -> None:
    """Laat een goedgekeurde versie gelden, voor alle processen op hetzelfde moment."""

    async def act(hub: Hub) -> None:
        moment = vanaf.replace(tzinfo=ZoneInfo(NEDERLAND)) if vanaf is not None else None
        await regelleven.publish(hub, Daad(beheerder, None, versie, reden), Publicatie(moment, bevestiging))
        await _life(hub, versie)

    with_hub(act)


@regels.command()
def terugdraaien(versie: Versie, *, beheerder: Beheerder, reden: Reden) -> None:
    """Draai de laatst gepubliceerde versie terug: die van daarvoor geldt meteen weer."""

    async def act(hub: Hub) -> None:
        await regelleven.roll_back(hub, Daad(beheerder, None, versie, reden))
        await _life(hub, versie)

    with_hub(act)


@regels.command()
def huishoudens() -> None:
    """Toon de verzonnen huishoudens waarop een versie te bekijken is."""
    _print(sorted(alsontvanger.invented()))


@regels.command()
def bekijk(
    huishouden: Annotated[str, typer.Argument(help="Een verzonnen huishouden; zie ketenhub regels huishoudens.")],
    *,
    als: Annotated[str, typer.Option(help="De soort ontvanger, zoals politie.")],
    beheerder: Beheerder,
    spoor: Annotated[str | None, typer.Option(help="Het spoor van de ontvanger; zonder: dat van het huishouden.")] = None,
    versie: Annotated[str | None, typer.Option(help="Onder welke versie; zonder: wat nu geldt.")] = None,
) -> None:
    """Bekijk een verzonnen huishouden als een soort ontvanger. Er wordt niets verstuurd."""
    vraag = alsontvanger.Verzonnenvraag(huishouden, als, spoor, versie)
    found = with_hub(lambda hub: alsontvanger.look_invented(hub, Daad(beheerder, None, versie or "", ""), vraag))
    typer.echo(orjson.dumps(found.marked(), option=orjson.OPT_INDENT_2))
