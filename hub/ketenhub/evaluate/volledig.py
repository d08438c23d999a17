"""Is the plan complete: its four parts, who brought nothing in, the next moment to test safety, recovery (VISIE-21, VISIE-07, F13)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.beoordeling import Veiligheidsbeoordeling
from ketenhub.domain.fase import Reden
from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import Hersteldoel, OnveiligeSituatie, Veiligheidsafspraak, Veiligheidsvoorwaarde
from ketenhub.domain.samenwerking import Overleg, Toetsmoment

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.domain.bijdrage import Feit
    from ketenhub.evaluate.verloop import Verloop

# the four parts: the fact, its field, its name, and the source line
DELEN: tuple[tuple[type[Feit], str, str, str], ...] = (
    (OnveiligeSituatie, "onveilige_situatie.omschrijving", "feitelijke onveilige situaties", "VISIE-21"),
    (Veiligheidsbeoordeling, "veiligheidsbeoordeling.cijfer", "veiligheidsbeoordeling", "VISIE-21"),
    (Veiligheidsvoorwaarde, "veiligheidsvoorwaarde.tekst", "veiligheidsvoorwaarden", "VISIE-21"),
    (Veiligheidsafspraak, "veiligheidsafspraak.wat", "veiligheidsafspraken", "MOV-13"),
)
HERSTELFASE = 3


def missing_parts(verloop: Verloop) -> Iterator[Reden]:
    """Name each of the four parts that the plan does not have yet."""
    for kind, absent, name, source in DELEN:
        if not verloop.toestand.feiten.of(kind):
            yield Reden(
                regel="F1", bron=source, tekst=f"Let op: in het plan ontbreken nog: {name}.", nodig=f"Leg vast: {name}.", afwezig=absent
            )


def silent_partners(verloop: Verloop) -> Iterator[Reden]:
    """Name every organisation that takes part and brought nothing in yet (VISIE-07).

    What it said under secrecy or for nobody further does not count: that this line goes away would tell others that there is something.
    """
    feiten, day = verloop.toestand.feiten, verloop.toestand.kader.peildatum
    heard = {item.herkomst.organisatie for item in feiten.items if not (item.herkomst.beroepsgeheim or item.herkomst.niet_verder)}
    parts = {d.organisatie for d in feiten.zicht.deelnames if d.on(day)}
    for organisatie in sorted(parts - heard):
        yield Reden(
            regel="F2",
            bron="VISIE-07",
            tekst=f"Let op: inbreng ontbreekt van {{org:{organisatie}}}.",
            nodig="Vraag wat deze organisatie weet van onveilige situaties.",
            afwezig="onveilige_situatie.omschrijving",
        )


def moments(verloop: Verloop) -> list[tuple[date, str]]:
    """Give every day on which safety will be tested: a planned moment that was not held, or the next meeting."""
    zone = verloop.toestand.kader.zone
    found: list[tuple[date, str]] = []
    for item in verloop.toestand.feiten.zicht.items:
        match item.feit:
            case Toetsmoment(gepland_op=day, gedaan_op=None):
                found.append((day, f"{item.id}.geplandOp"))
            case Overleg() as feit:
                found += [(day_of(item.herkomst.geldig_op, zone), f"{item.id}.geldigOp")]
                found += [(feit.volgende, f"{item.id}.volgende")] if feit.volgende else []
            case _:
                pass
    return sorted(found)


def moment_days(verloop: Verloop) -> Iterator[date]:
    """Give the days after the moments at which safety is tested."""
    yield from (day + timedelta(days=1) for day, _ in moments(verloop))


def next_moment(verloop: Verloop) -> Iterator[Reden]:
    """Warn when no moment lies ahead at which safety is tested (VISIE-54)."""
    if not any(day >= verloop.toestand.kader.peildatum for day, _ in moments(verloop)):
        yield Reden(
            regel="F14",
            bron="VISIE-54",
            tekst="Let op: er is geen toetsmoment afgesproken.",
            nodig="Spreek af wanneer en met wie jullie de veiligheid toetsen.",
            afwezig="toetsmoment.geplandOp",
        )


def recovery(verloop: Verloop) -> Iterator[Reden]:
    """Recovery may start early; the phase stays as computed, and below a 6 that is said. In phase 3 its goals are required (MOV-21)."""
    goals = tuple(f"{item.id}.tekst" for item, _ in verloop.toestand.feiten.of(Hersteldoel))
    if verloop.fase == 1 and goals:
        yield Reden(
            regel="F13",
            bron="CON-21",
            tekst="Let op: er wordt al aan herstel gewerkt, maar het is nog niet veilig. Herstel mag, de fase blijft 1.",
            nodig="Zorg eerst voor directe veiligheid.",
            paden=goals,
        )
    if verloop.fase == HERSTELFASE and not goals:
        yield Reden(
            regel="F13",
            bron="MOV-21",
            tekst="Let op: er zijn nog geen hersteldoelen.",
            nodig="Spreek af wat ieder nodig heeft voor herstel.",
            afwezig="hersteldoel.tekst",
        )


def plan_gaps(verloop: Verloop) -> Iterator[Reden]:
    """Give everything that the plan lacks; none of it moves the phase."""
    yield from missing_parts(verloop)
    yield from silent_partners(verloop)
    yield from next_moment(verloop)
    yield from recovery(verloop)
