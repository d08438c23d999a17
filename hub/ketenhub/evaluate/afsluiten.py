"""Can closing be weighed: a 7+ for everyone, half a year of monitoring, somebody who takes over; people decide (domain F4)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Reden
from ketenhub.domain.kalender import add_months
from ketenhub.domain.moment import day_of
from ketenhub.domain.regie import Overdracht, Overdrachtstand, StructureleOnveiligheid
from ketenhub.domain.samenwerking import Monitor
from ketenhub.evaluate.feiten import ZES
from ketenhub.evaluate.herstelpunten import recovery_points
from ketenhub.evaluate.laagste import standing_scores
from ketenhub.evaluate.poort import obstacle_of
from ketenhub.evaluate.stemmen import required_voices
from ketenhub.evaluate.teksten import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.verloop import Verloop

ZEVEN_PLUS = 800
FASE_3 = 3


def all_recovered(verloop: Verloop) -> tuple[bool, tuple[str, ...]]:
    """Tell whether every required voice gives a valid 7+ for every member, and by which scores (CON-05, VISIE-14)."""
    toestand, day = verloop.toestand, verloop.toestand.kader.peildatum
    waiting = [v.sleutel for v in required_voices(toestand.feiten, toestand.bord, day) if v.vrijstelling is None]
    paths = {c.pad for key in waiting for c in toestand.bord.cover(toestand.bord.stem(key), ZEVEN_PLUS).dragend}
    agreed = bool(waiting) and not any(obstacle_of(key, toestand, ZEVEN_PLUS, day) for key in waiting)
    return agreed and not any(c.rang < ZES for c in standing_scores(toestand.bord)), tuple(sorted(paths))


def _everyone(verloop: Verloop) -> Reden:
    met, paths = all_recovered(verloop)
    text = "Iedereen geeft een 7+ voor ieder lid." if met else "Nog niet iedereen geeft een 7+ voor ieder lid."
    needed = None if met else "Vraag iedere stem om een 7+."
    absent = None if paths else "veiligheidsbeoordeling.cijfer"
    return Reden(
        regel="F4",
        bron="VISIE-14",
        tekst=text,
        nodig=needed,
        paden=paths,
        afwezig=absent,
        voldaan=met,
    )


def monitored_from(verloop: Verloop) -> tuple[date, str] | None:
    """Give the first monitoring since direct safety came, and the path that shows it."""
    since, zone = verloop.periodes[-1].eind, verloop.toestand.kader.zone
    if since is None:
        return None
    found = [
        (day, f"{item.id}.contactOp" if feit.contact_op is not None else f"{item.id}.geldigOp")
        for item, feit in verloop.toestand.feiten.of(Monitor)
        if (day := day_of(feit.contact_op or item.herkomst.geldig_op, zone)) >= since
    ]
    return min(found, default=None)


def monitored_until(start: date, kader: Kader) -> date:
    """Give the day from which monitoring since this day has lasted long enough."""
    return add_months(start, kader.pakket.monitor_minstens.waarde)


def _monitoring(verloop: Verloop) -> Reden:
    kader, start = verloop.toestand.kader, monitored_from(verloop)
    months = kader.pakket.monitor_minstens.waarde
    if start is None:
        text = "De veiligheid wordt nog niet gevolgd."
        return Reden(regel="F4", bron="ROUTE-40", tekst=text, nodig=f"Volg de veiligheid {months} maanden.", afwezig="monitor.contactOp")
    until = monitored_until(start[0], kader)
    met = until <= kader.peildatum
    text = f"De veiligheid is {months} maanden gevolgd." if met else f"De veiligheid is pas op {day_text(until)} {months} maanden gevolgd."
    return Reden(regel="F4", bron="ROUTE-40", tekst=text, nodig=None if met else "Blijf volgen.", paden=(start[1],), voldaan=met)


def _successor(verloop: Verloop) -> Reden:
    feiten = verloop.toestand.feiten
    known = tuple(f"{item.id}.overgenomenDoor" for item, feit in feiten.of(Monitor) if feit.overgenomen_door is not None)
    # what was handed over and taken back since has no successor
    given = {item.id for item, _ in feiten.of(Overdracht)}
    known += tuple(f"{item.id}.stand" for item, feit in feiten.of(Overdrachtstand) if feit.stand == "aanvaard" and feit.overdracht in given)
    if known:
        return Reden(regel="F4", bron="ROUTE-39", tekst="Bekend is wie het overneemt.", paden=known, voldaan=True)
    text = "Nog niet bekend is wie het overneemt."
    return Reden(regel="F4", bron="ROUTE-39", tekst=text, nodig="Spreek af wie blijft kijken.", afwezig="monitor.overgenomenDoor")


def structural(verloop: Verloop) -> tuple[str, ...]:
    """Give what says today that the unsafety does not stop by itself (MDA-50)."""
    day = verloop.toestand.kader.peildatum
    return tuple(
        f"{item.id}.reden"
        for item, feit in verloop.toestand.feiten.of(StructureleOnveiligheid)
        if feit.van <= day and (feit.tot is None or day <= feit.tot)
    )


def closing_days(verloop: Verloop) -> Iterator[date]:
    """Give the days on which what closing needs changes by itself."""
    start = monitored_from(verloop)
    if start is not None:
        yield monitored_until(start[0], verloop.toestand.kader)
    for _, feit in verloop.toestand.feiten.of(StructureleOnveiligheid):
        yield feit.van
        if feit.tot is not None:
            yield feit.tot + timedelta(days=1)


def closing(verloop: Verloop) -> tuple[Reden, ...]:
    """Give everything that closing needs, met or not; only asked in phase 3, and where closing is forbidden."""
    forbidden = structural(verloop)
    found = [_everyone(verloop), _monitoring(verloop), _successor(verloop), *recovery_points(verloop)] if verloop.fase == FASE_3 else []
    if forbidden:
        text = "Deze situatie is structureel onveilig. Afsluiten mag niet. Blijf contact houden."
        found.append(Reden(regel="F4", bron="MDA-50", tekst=text, nodig="Regie trekt dit in.", paden=forbidden))
    return tuple(found)
