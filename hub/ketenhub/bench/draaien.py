"""Run the chosen measurements one after the other, and record what they found."""

from __future__ import annotations

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ketenhub.bench.blad import write_page
from ketenhub.bench.maat import VOLLEDIG
from ketenhub.bench.machine import describe
from ketenhub.bench.opstelling import an_arrangement
from ketenhub.bench.proeven import PROEVEN, chosen
from ketenhub.bench.rekening import check_accounting
from ketenhub.bench.tekening import draw
from ketenhub.bench.verslag import Verslag, write_run
from ketenhub.bench.werkbank import Werkbank
from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ketenhub.bench.maat import Maat
    from ketenhub.bench.uitslag import Regel

UITVOER = Path("build") / "bench"
BLAD = Path("docs") / "naslag" / "prestaties.md"


@dataclass(frozen=True, slots=True)
class Wens:
    """What is asked: which measurements, how long, and whether the page of the reference shelf is written too."""

    namen: Sequence[str] = ()
    maat: Maat = VOLLEDIG
    blad: bool = False
    uitvoer: Path = field(default=UITVOER)

    def check(self) -> None:
        """Refuse what cannot be; raises Instellingsfout."""
        check_accounting()
        if self.blad and len(chosen(self.namen)) != len(PROEVEN):
            raise Instellingsfout("bench", "--write kan alleen als alle metingen draaien")
        if self.blad and not BLAD.parent.is_dir():
            raise Instellingsfout("bench", f"de map {BLAD.parent} is hier niet; --write werkt in de map van het project")

    def steps(self) -> int:
        """Give how many steps will be told of."""
        return sum(proef.steps(self.maat) for proef in chosen(self.namen))


async def run_bench(wens: Wens, tell: Callable[[str], None], step: Callable[[str], None]) -> Verslag:
    """Run; `tell` hears what is prepared, `step` each round as it begins. Raises Instellingsfout; leaves nothing running."""
    wens.check()
    proeven, machine = chosen(wens.namen), describe()
    regels: list[Regel] = []
    async with AsyncExitStack() as stack:
        needed = any(proef.opstelling for proef in proeven)
        hub = await stack.enter_async_context(an_arrangement(wens.maat, tell)) if needed else None
        for proef in proeven:
            regels += await proef.meet(Werkbank(wens.maat, hub, step))
        tell("opruimen")
    return Verslag(wens.maat.naam, machine, regels)


def record(wens: Wens, verslag: Verslag) -> list[Path]:
    """Write the run as JSON and as a picture, and the page where that was asked; gives the files."""
    written = [write_run(wens.uitvoer, verslag), wens.uitvoer / "laatste.svg"]
    written[1].write_text(draw(verslag.regels), encoding="utf-8")
    if wens.blad:
        BLAD.write_text(write_page(verslag), encoding="utf-8")
        written.append(BLAD)
    return written
