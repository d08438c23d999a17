"""`ketenhub deelbesluiten`: decide again what was decided, and say whether it comes out the same."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import orjson
import typer
from rich.progress import Progress

from ketenhub.beheer.scherm import console, fouten, with_hub
from ketenhub.domain.moment import NEDERLAND
from ketenhub.flow.herhalen import GELIJK, NIET, VERSCHILT, Verslag, repeat_all
from ketenhub.flow.hub import Hub

deelbesluiten = typer.Typer(help="Deelbesluiten: opnieuw besluiten wat is geantwoord.", no_args_is_help=True)
VORMEN = ["%Y-%m-%d", "%Y-%m-%dT%H:%M"]
WOORDEN = {GELIJK: "gelijk", VERSCHILT: "verschilt", NIET: "niet te herhalen"}
Vanaf = Annotated[datetime | None, typer.Option(help="Vanaf dit moment, Nederlandse tijd; zonder: vanaf het begin.", formats=VORMEN)]
Tot = Annotated[datetime | None, typer.Option(help="Tot dit moment, Nederlandse tijd; zonder: tot nu.", formats=VORMEN)]
AlsJson = Annotated[bool, typer.Option("--json", help="Druk de uitkomst af voor machines.")]


@deelbesluiten.callback()
def about() -> None:
    """Deelbesluiten: opnieuw besluiten wat is geantwoord."""


def _moment(typed: datetime | None) -> datetime | None:
    return typed.replace(tzinfo=ZoneInfo(NEDERLAND)) if typed is not None else None


def _print(verslag: Verslag) -> None:
    for one in verslag.herhalingen:
        if one.uitkomst != GELIJK:
            typer.echo(f"{one.besluit_id} {one.op.isoformat()}: {WOORDEN[one.uitkomst]} ({', '.join(one.oorzaken)})")
    console.print(", ".join(f"{WOORDEN[uitkomst]}: {aantal}" for uitkomst, aantal in verslag.telling.items()), highlight=False)


@deelbesluiten.command()
def herhaal(*, vanaf: Vanaf = None, tot: Tot = None, json_: AlsJson = False) -> None:
    """Besluit opnieuw, uit wat toen bekend was en de regels van toen; code 1 als er een verschilt. Er wordt niets veranderd."""

    async def act(hub: Hub) -> Verslag:
        with Progress(console=fouten) as progress:
            bar = progress.add_task("opnieuw besluiten", total=None)
            return await repeat_all(hub, (_moment(vanaf), _moment(tot)), lambda done, of: progress.update(bar, completed=done, total=of))

    verslag = with_hub(act)
    if json_:
        typer.echo(orjson.dumps(verslag.as_json(), option=orjson.OPT_INDENT_2))
    else:
        _print(verslag)
    if verslag.telling[VERSCHILT]:
        raise typer.Exit(1)
