"""`ketenhub sleutels`: see, turn, close and destroy keys from the command line, while hub and worker run."""

from enum import StrEnum
from typing import Annotated

import orjson
import typer
from rich.progress import Progress
from rich.table import Table

from ketenhub.beheer.scherm import console, fouten, with_hub
from ketenhub.flow.draaien import Beheer, Gedaan, close, turn
from ketenhub.flow.hub import Hub
from ketenhub.flow.sleutelstand import Overzicht, overview
from ketenhub.flow.vernietigen import Opdracht, Vernietiging, destroy
from ketenhub.keys.kast import Bestandskast
from ketenhub.settings import load_settings

sleutels = typer.Typer(
    help="Sleutels: bekijken, draaien, sluiten en vernietigen. Er wordt nooit een sleutel getoond.", no_args_is_help=True
)


class Sluitbaar(StrEnum):
    """What can be closed, in this order: the master key last."""

    BSN = "bsn"
    ONDERTEKENING = "ondertekening"
    HOOFDSLEUTEL = "hoofdsleutel"


class Soort(StrEnum):
    """What can be turned."""

    HOOFDSLEUTEL = "hoofdsleutel"
    BSN = "bsn"
    ONDERTEKENING = "ondertekening"
    SESSIE = "sessie"


Beheerder = Annotated[
    str, typer.Option(help="Wie dit doet: het id van een beheerder uit het bestand met de regio.", envvar="KETENHUB_BEHEERDER")
]
AlsJson = Annotated[bool, typer.Option("--json", help="Druk de uitkomst af voor machines.")]


def _beheer(beheerder: str) -> Beheer:
    return Beheer(beheerder, Bestandskast(load_settings().sleutels))


def _json(value: object) -> None:
    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2))


def _table(overzicht: Overzicht) -> Table:
    table = Table("soort", "generatie", "staat", "sinds", "rijen", box=None)
    for one in overzicht.standen:
        since = one.sinds.strftime("%Y-%m-%d %H:%M") if one.sinds else ""
        table.add_row(one.soort, one.naam, one.staat, since, "" if one.rijen is None else str(one.rijen))
    return table


@sleutels.command()
def stand(*, json_: AlsJson = False) -> None:
    """Toon welke generaties er zijn en hoeveel rijen op elk rusten. Een naam zegt niets over de sleutel."""
    found = with_hub(overview)
    if json_:
        rows = [one.as_json() for one in found.standen]
        _json({"sleutels": rows, "vernietigd": found.vernietigd, "nogInKopieen": found.nog_in_kopieen})
        return
    console.print(_table(found))
    if found.vernietigd:
        console.print(
            f"vernietigd: {found.vernietigd}; daarvan nog leesbaar met een kopie van de database en de hoofdsleutel van toen: "
            f"{found.nog_in_kopieen}",
            highlight=False,
        )


def _said(done: Gedaan) -> str:
    left = f"; {done.over} nog onder de vorige sleutel: draai nog een keer" if done.over else ""
    return f"{done.soort}: {done.uitkomst}, {done.gedaan} gedaan{left}"


def _tell(done: list[Gedaan], *, machine: bool) -> None:
    if machine:
        _json([{"soort": one.soort, "uitkomst": one.uitkomst, "gedaan": one.gedaan, "over": one.over} for one in done])
        return
    for one in done:
        console.print(_said(one), highlight=False)


@sleutels.command()
def draai(soort: Annotated[Soort, typer.Argument(help="Welke sleutel.")], *, beheerder: Beheerder, json_: AlsJson = False) -> None:
    """Draai een sleutel terwijl hub en worker lopen. Afbreken mag: dezelfde opdracht gaat verder waar hij was."""

    async def act(hub: Hub) -> Gedaan:
        with Progress(console=fouten) as progress:
            bar = progress.add_task(f"{soort.value} draaien", total=None)
            return await turn(hub, _beheer(beheerder), soort.value, lambda done, of: progress.update(bar, completed=done, total=of))

    _tell([with_hub(act)], machine=json_)


@sleutels.command()
def sluit(
    soort: Annotated[Sluitbaar | None, typer.Argument(help="Welke sleutel; zonder: alle waarvan nog een vorige leesbaar is.")] = None,
    *,
    beheerder: Beheerder,
    json_: AlsJson = False,
) -> None:
    """Vernietig de vorige generatie. Weigert, met het aantal, zolang iets haar nog nodig heeft."""

    async def act(hub: Hub) -> list[Gedaan]:
        return [await close(hub, _beheer(beheerder), one.value) for one in ((soort,) if soort else Sluitbaar)]

    _tell(with_hub(act), machine=json_)


def _tell_destroyed(done: Vernietiging) -> None:
    console.print(
        f"vernietigd; {done.casussen} casussen opnieuw gebouwd, {done.verstrekkingen} verstrekkingen en {done.lijsten} lijsten "
        f"zonder inhoud, {done.berichten} berichten ingetrokken",
        highlight=False,
    )
    for verwijzing in done.ook:
        console.print(f"deze casus leest ook {verwijzing} mee; wat daar staat, heeft een eigen sleutel", highlight=False)
    console.print(
        "Kopieen van de database van voor nu zijn nog te lezen met de hoofdsleutel van nu. Draai de hoofdsleutel, maak een nieuwe kopie, "
        "sluit, en wis elke kopie van de oude sleutel.",
        highlight=False,
    )


@sleutels.command()
def vernietig(
    *,
    casus: Annotated[str, typer.Option(help="De verwijzing van de casus, van welke organisatie ook.")],
    organisatie: Annotated[str, typer.Option(help="Het OIN van wie de woorden zijn.")],
    beheerder: Beheerder,
    reden: Annotated[str, typer.Option(prompt="Waarom (noem geen mensen)", help="Waarom; blijft staan. Noem geen mensen.")],
    bevestig: Annotated[
        str, typer.Option(prompt="Dit is niet terug te draaien. Typ de verwijzing van de casus nog eens", help="De verwijzing nog eens.")
    ],
) -> None:
    """Vernietig de sleutel van wat een organisatie in een casus zei, en alles wat ervan is gemaakt. Dit is niet terug te draaien."""
    if not reden.strip() or bevestig != casus:
        fouten.print("er is niets vernietigd: er ontbreekt een reden, of de verwijzing is een andere")
        raise typer.Exit(1)
    _tell_destroyed(with_hub(lambda hub: destroy(hub, Opdracht(beheerder, casus, organisatie, reden.strip()))))
