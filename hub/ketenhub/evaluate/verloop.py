"""The days replayed: when direct safety came, fell and came back, from the facts alone (domain 4)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.kalender import add_months
from ketenhub.domain.moment import day_of
from ketenhub.evaluate.feiten import ZES, ZEVEN, Cijfer, Opvolging
from ketenhub.evaluate.gevaar import Gevaar, Herstel, across, repair_across
from ketenhub.evaluate.poort import Toestand, obstacles
from ketenhub.evaluate.stemmen import Bord, required_voices
from ketenhub.evaluate.zorgeinde import Zorgeinde

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Opening
    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.orde import Orde

Stap = Cijfer | Gevaar | Herstel | Opvolging | Zorgeinde


@dataclass(slots=True)
class Periode:
    """A stretch of phase 1: from the opening or a fall, until the gate opened; what caused the fall."""

    begin: date
    eind: date | None = None
    oorzaak: str | None = None
    brug: bool = False


@dataclass(slots=True)
class Verloop:
    """A track up to the day of the question."""

    toestand: Toestand
    opening: date
    sinds: date
    periodes: list[Periode]
    gevaren: list[Gevaar] = field(default_factory=list)
    brugcijfers: frozenset[str] = frozenset()
    wissels: list[tuple[date, int]] = field(default_factory=list)

    @property
    def fase(self) -> int:
        """Give the phase on the day of the question."""
        return self.toestand.fase

    def turn(self, dag: date, fase: int) -> None:
        """Enter a phase on a day."""
        self.toestand.fase, self.sinds = fase, dag
        self.wissels.append((dag, fase))

    def fall(self, orde: Orde, oorzaak: Cijfer | Gevaar, *, brug: bool) -> None:
        """Go back to phase 1; every voice scores anew (domain F5)."""
        self.turn(oorzaak.dag, 1)
        self.toestand.bord.raise_bar(orde)
        path = oorzaak.pad
        self.periodes.append(Periode(oorzaak.dag, oorzaak=path, brug=brug))

    def hear_score(self, cijfer: Cijfer) -> None:
        """Hear a score: under 6 it ends a later phase, under 7 it ends phase 3."""
        brug = cijfer.item in self.brugcijfers
        if brug and self.toestand.ander is not None:
            self.toestand.ander.add(cijfer)
        else:
            self.toestand.bord.add(cijfer)
        if not cijfer.geldig or not cijfer.tellend or self.fase == 1:
            return
        if cijfer.rang < ZES:
            self.fall(cijfer.orde, cijfer, brug=brug)
        elif not brug and self.fase == 3 and cijfer.rang < ZEVEN and self._is_waited_for(cijfer):
            self.turn(cijfer.dag, 2)

    def _is_waited_for(self, cijfer: Cijfer) -> bool:
        voices = required_voices(self.toestand.feiten, self.toestand.bord, cijfer.dag)
        return any(v.sleutel == cijfer.stem and v.vrijstelling is None for v in voices)

    def hear_danger(self, gevaar: Gevaar) -> None:
        """Hear a danger: it stands open, makes every voice score anew, and ends a later phase."""
        self.gevaren.append(gevaar)
        if gevaar.voorwaarde is not None:
            self.toestand.gebroken[gevaar.voorwaarde] = gevaar
        if gevaar.opnieuw:
            self.toestand.bord.raise_bar(gevaar.orde)
        if gevaar.terugval and self.fase > 1:
            self.fall(gevaar.orde, gevaar, brug=gevaar.brug)

    def _unknown_to(self, herstel: Herstel) -> list[Gevaar]:
        """Give the breaches that nobody could know of when the condition was realised; they are told all the same."""
        dag = date.fromordinal(herstel.orde[0])
        answered = (g for g in self.gevaren if g.voorwaarde == herstel.voorwaarde and not g.known_on(dag))
        return [replace(g, laat=True, voorwaarde=None) for g in answered]

    def hear(self, stap: Stap) -> None:
        """Hear one fact at its moment."""
        match stap:
            case Cijfer():
                self.hear_score(stap)
            case Gevaar():
                self.hear_danger(stap)
            case Herstel():
                self.toestand.gebroken.pop(stap.voorwaarde, None)
                self.gevaren = [g for g in self.gevaren if g.voorwaarde != stap.voorwaarde] + self._unknown_to(stap)
            case Opvolging():
                self._board_of(stap).succeed(stap, date.fromordinal(stap.orde[0]))
            case Zorgeinde():
                self._board_of(stap).close(stap.stem)

    def _board_of(self, stap: Opvolging | Zorgeinde) -> Bord:
        other = self.toestand.ander
        return other if other is not None and stap.item in self.brugcijfers else self.toestand.bord

    def weigh_gates(self, dag: date, hoogste: int) -> None:
        """Open what nothing keeps shut at the end of the day; an open gate answers the dangers that could be known by then."""
        while self.fase < hoogste and next(obstacles(self.toestand, dag), None) is None:
            if self.fase == 1:
                self.gevaren = [
                    g if g.voorwaarde is not None else replace(g, laat=True)
                    for g in self.gevaren
                    if g.voorwaarde is not None or not g.known_on(dag)
                ]
                self.periodes[-1].eind = dag
            self.turn(dag, self.fase + 1)


def _steps(feiten: Feiten, ander: Feiten | None) -> list[Stap]:
    steps: list[Stap] = [*feiten.cijfers, *feiten.gevaren, *feiten.herstel, *feiten.opvolgingen, *feiten.zorgeinden]
    if ander is not None:
        steps += [*ander.cijfers, *(across(g) for g in ander.gevaren), *(repair_across(h) for h in ander.herstel)]
        steps += [*ander.opvolgingen, *ander.zorgeinden]
    return sorted(steps, key=_place)


def _place(stap: Stap) -> tuple[Orde, int, str]:
    """Order what happens at one moment: the lower of two scores counts later, then by id, never by arrival."""
    return stap.orde, -stap.rang if isinstance(stap, Cijfer) else 0, stap.item


def turning_days(verloop: Verloop) -> set[date]:
    """Give the days on which, without a message, a voice joins or leaves, an excuse ends, or the months are over."""
    feiten, maanden = verloop.toestand.feiten, verloop.toestand.kader.pakket.zonder_incident.waarde
    days = {d.van for d in feiten.zicht.deelnames}
    days |= {d.tot + timedelta(days=1) for d in feiten.zicht.deelnames if d.tot is not None}
    days |= {v.van for v in feiten.volwassenen if v.van is not None}
    days |= {v.tot + timedelta(days=1) for v in feiten.volwassenen if v.tot is not None}
    days |= {v.van for v in feiten.vrijstellingen} | {v.tot + timedelta(days=1) for v in feiten.vrijstellingen}
    return days | {add_months(day, maanden) for day, _ in verloop.toestand.incidentdagen}


def replay(feiten: Feiten, ander: Feiten | None, opening: Opening, kader: Kader) -> Verloop:
    """Live through the days with something to weigh; the perpetrator's track (`hoogste` 2) never reaches a phase of its own."""
    start = day_of(opening.geopend_op, kader.zone)
    alone = feiten.zicht.spoor.value == "pleger"
    days = feiten.incidentdagen + (tuple((day, "") for day, _ in ander.incidentdagen) if ander else ())
    toestand = Toestand(feiten, kader, Bord(feiten), Bord(ander) if ander else None, tuple(sorted(days)))
    other = (
        {c.item for c in ander.cijfers} | {o.item for o in ander.opvolgingen} | {z.item for z in ander.zorgeinden} if ander else set[str]()
    )
    verloop = Verloop(toestand, start, start, [Periode(start)], brugcijfers=frozenset(other), wissels=[(start, 1)])
    by_day: dict[date, list[Stap]] = {}
    for stap in _steps(feiten, ander):
        by_day.setdefault(date.fromordinal(stap.orde[0]), []).append(stap)
    for day in sorted(by_day.keys() | turning_days(verloop) | {start, kader.peildatum}):
        if day > kader.peildatum:
            break
        for stap in by_day.get(day, ()):
            verloop.hear(stap)
        if day >= start:
            verloop.weigh_gates(day, 2 if alone else 3)
    return verloop
