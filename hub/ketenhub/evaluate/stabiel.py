"""The clock of stable safety: from which day a 7 counts, and from which day a score is stale (domain F3, VISIE-13, VISIE-29)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Termijn
from ketenhub.evaluate.feiten import ZEVEN
from ketenhub.evaluate.poort import free_since
from ketenhub.evaluate.stemmen import required_voices

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.evaluate.verloop import Verloop

FASE_2 = 2


@dataclass(frozen=True, slots=True)
class Klok:
    """From which day a 7 can count: the facts that decide it, and whether the figure is ours."""

    dag: date
    paden: tuple[str, ...]
    eigen_afspraak: bool
    ronde: bool


def voice_clock(verloop: Verloop, sleutel: str) -> Klok | None:
    """Give the day from which the 7 of this voice can count; None while it gives less, or when it counts already."""
    toestand = verloop.toestand
    stem = toestand.bord.stem(sleutel)
    if verloop.fase != FASE_2 or stem.zeven_sinds is None:
        return None
    interval = toestand.kader.pakket.ronde_interval
    free, path = free_since(toestand, toestand.kader.peildatum)
    paths = tuple(sorted(c.pad for c in toestand.bord.cover(stem, ZEVEN).dragend))
    second = Klok(stem.zeven_sinds + timedelta(days=interval.waarde), paths, interval.eigen_afspraak, ronde=True)
    months = toestand.kader.pakket.zonder_incident
    waiting = [Klok(free, (*paths, path) if path else paths, months.eigen_afspraak, ronde=False)] if free else []
    ahead = [klok for klok in (*waiting, second) if klok.dag > toestand.kader.peildatum]
    return max(ahead, key=lambda klok: klok.dag, default=None)


def stability_term(verloop: Verloop) -> Termijn | None:
    """Give the day from which the sevens can count, once every required voice gives one; the page shows the days to go."""
    toestand = verloop.toestand
    required = required_voices(toestand.feiten, toestand.bord, toestand.kader.peildatum)
    keys = [v.sleutel for v in required if v.vrijstelling is None]
    clocks = [clock for key in keys if (clock := voice_clock(verloop, key)) is not None]
    if not clocks:
        return None
    last = max(clocks, key=lambda clock: (clock.dag, clock.paden))
    text = "Voor fase 3 moet iedereen dan opnieuw een 7 geven." if last.ronde else "De 7 is tot die dag voorlopig."
    return Termijn(
        soort="stabiele_veiligheid",
        tekst=text,
        datum=last.dag,
        gevolg="Vanaf deze dag kan een 7 tellen voor fase 3.",
        eigen_afspraak=last.eigen_afspraak,
        paden=tuple(sorted({path for clock in clocks for path in clock.paden})),
    )


def stale_on(verloop: Verloop, sleutel: str) -> date | None:
    """Give the first day on which the oldest score of this voice is stale."""
    toestand = verloop.toestand
    current = toestand.bord.current(toestand.bord.stem(sleutel))
    oldest = min((c.dag for c in current), default=None)
    return oldest + timedelta(days=toestand.limiet + 1) if oldest else None
