"""Where everything of the score chart lies: rows by score, lanes inside a row, days along the axis; no markup."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.cijfer import rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

RIJEN = ("0", "1", "2", "3", "4", "5", "6", "7", "7+")
LETTER = 7.0
LANGSTE_NAAM = 34
LANGSTE_SMAL = 15
MIN_TERUG = 28

Soort = Literal["professional", "gezin", "kind", "netwerk"]


@dataclass(frozen=True, slots=True)
class Punt:
    """One score on one day, on the scale 0-7+."""

    dag: date
    cijfer: str


@dataclass(frozen=True, slots=True)
class Lijn:
    """The scores of one assessor; `rol` stands in for the name of a person, and is None for an organisation."""

    naam: str
    soort: Soort
    punten: tuple[Punt, ...]
    rol: str | None = None


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """Something on the time axis: an incident, a meeting or the end of a term."""

    dag: date
    soort: Literal["incident", "overleg", "termijn"]
    tekst: str


@dataclass(frozen=True, slots=True)
class Grafiek:
    """All that the chart shows; `limiet` is after how many days a score is stale."""

    lijnen: tuple[Lijn, ...]
    gebeurtenissen: tuple[Gebeurtenis, ...]
    vandaag: date
    limiet: int
    samenvatting: str


@dataclass(frozen=True, slots=True)
class Stuk:
    """A horizontal piece: one assessor's score from a day until its next one, in a lane of its row."""

    lijn: int
    punt: Punt
    eind: date
    laatste: bool
    rij: int
    baan: int = 0


@dataclass(frozen=True, slots=True)
class Maat:
    """The fixed sizes of the wide or the narrow drawing."""

    smal: bool

    @property
    def breed(self) -> int:
        """Give the width of the drawing."""
        return 340 if self.smal else 900

    @property
    def links(self) -> int:
        """Give where the plot begins."""
        return 30 if self.smal else 138

    @property
    def boven(self) -> int:
        """Give where the first row begins."""
        return 18 if self.smal else 24

    @property
    def baanhoogte(self) -> int:
        """Give the height of a lane."""
        return 13 if self.smal else 15

    @property
    def letters(self) -> float:
        """Give the size of the letters."""
        return 11 if self.smal else 12.5

    @property
    def plot(self) -> int:
        """Give the width of the plot."""
        return self.breed - self.links - (4 if self.smal else 8)


@dataclass(frozen=True, slots=True)
class Vlak:
    """The chart laid out: the pieces in their lanes, the top and height of each row, and the span of days."""

    maat: Maat
    van: date
    tot: date
    stukken: tuple[Stuk, ...]
    banen: tuple[int, ...]

    def height(self, rij: int) -> float:
        """Give the height of a row: as many lanes as lines that share the score at once."""
        return max(self.banen[rij] * self.maat.baanhoogte + 9, 20)

    def top(self, rij: int) -> float:
        """Give where a row begins; the highest score stands on top."""
        return self.maat.boven + sum(self.height(above) for above in range(rij + 1, len(RIJEN)))

    @property
    def onder(self) -> float:
        """Give where the rows end."""
        return self.top(0) + self.height(0)

    def x(self, dag: date) -> float:
        """Give the place of a day."""
        return self.maat.links + self.maat.plot * (dag - self.van).days / (self.tot - self.van).days

    def y(self, stuk: Stuk) -> float:
        """Give the middle of a piece's lane."""
        middle = (self.banen[stuk.rij] - 1) / 2
        return self.top(stuk.rij) + self.height(stuk.rij) / 2 + (stuk.baan - middle) * self.maat.baanhoogte


def row_of(cijfer: str) -> int:
    """Give the row of a score: a decimal lies in the row of its whole number, so 5.5 lies under the gate of 6."""
    return int(rank(cijfer))


def end_label(lijn: Lijn, grafiek: Grafiek, *, smal: bool) -> str:
    """Give what stands after the name at the end of a line: the figure when it is a decimal, and how old it is when stale."""
    last = max(lijn.punten, key=lambda punt: punt.dag)
    figure = f" {last.cijfer.replace('.', ',')}" if "." in last.cijfer else ""
    age = (grafiek.vandaag - last.dag).days
    if age <= grafiek.limiet:
        return figure
    return figure + (" (oud)" if smal else f" ({age} dagen oud)")


def short_name(lijn: Lijn, *, smal: bool) -> str:
    """Give the name as it fits at the end of a line."""
    most = LANGSTE_SMAL if smal else LANGSTE_NAAM
    return lijn.naam if len(lijn.naam) <= most else lijn.naam[: most - 1].rstrip() + "…"


def _pieces(grafiek: Grafiek) -> Iterable[Stuk]:
    """Cut each line in pieces; a last piece goes on past today, so that its label keeps a lane of its own."""
    for number, lijn in enumerate(grafiek.lijnen):
        # on one day the lowest stands last: it leads
        punten = sorted(lijn.punten, key=lambda punt: (punt.dag, -rank(punt.cijfer)))
        for place, punt in enumerate(punten):
            last = place + 1 == len(punten)
            end = grafiek.vandaag if last else punten[place + 1].dag
            yield Stuk(number, punt, end, last, row_of(punt.cijfer))


def _overlaps(one: Stuk, other: Stuk) -> bool:
    def until(stuk: Stuk) -> date:
        return stuk.eind + timedelta(days=1 if stuk.laatste or stuk.eind == stuk.punt.dag else 0)

    return one.punt.dag < until(other) and other.punt.dag < until(one)


def give_lanes(stukken: Iterable[Stuk]) -> tuple[tuple[Stuk, ...], tuple[int, ...]]:
    """Give every piece its own lane inside its row, so that equal scores never hide each other."""
    lanes: list[list[list[Stuk]]] = [[] for _ in RIJEN]
    placed = []
    for stuk in sorted(stukken, key=lambda s: (s.rij, s.lijn, s.punt.dag)):
        row = lanes[stuk.rij]
        lane = next((n for n, taken in enumerate(row) if not any(_overlaps(stuk, other) for other in taken)), len(row))
        if lane == len(row):
            row.append([])
        row[lane].append(stuk)
        placed.append(Stuk(stuk.lijn, stuk.punt, stuk.eind, stuk.laatste, stuk.rij, lane))
    return tuple(placed), tuple(len(row) for row in lanes)


def _span(grafiek: Grafiek, maat: Maat) -> tuple[date, date]:
    """Give the first and last day: all scores, room for the labels after today, and a near end of a term."""
    first = min(punt.dag for lijn in grafiek.lijnen for punt in lijn.punten)
    van = min(first, grafiek.vandaag - timedelta(days=MIN_TERUG)) - timedelta(days=3)
    before = (grafiek.vandaag - van).days
    letters = max(len(short_name(lijn, smal=maat.smal) + end_label(lijn, grafiek, smal=maat.smal)) for lijn in grafiek.lijnen)
    room = min(letters * LETTER * maat.letters / 12.5 + 14, maat.plot * 0.6)
    tot = grafiek.vandaag + timedelta(days=ceil(room * before / (maat.plot - room)))
    near = grafiek.vandaag + timedelta(days=max(30, int(before * 0.6)))
    ends = [g.dag for g in grafiek.gebeurtenissen if g.soort == "termijn" and g.dag <= near]
    return van, max([tot, *(end + timedelta(days=4) for end in ends)])


def lay_out(grafiek: Grafiek, *, smal: bool) -> Vlak:
    """Lay out the chart; there must be at least one score."""
    maat = Maat(smal)
    van, tot = _span(grafiek, maat)
    stukken, banen = give_lanes(_pieces(grafiek))
    return Vlak(maat, van, tot, stukken, banen)


def place_events(grafiek: Grafiek, vlak: Vlak) -> list[tuple[Gebeurtenis, float, int, bool]]:
    """Give each event its place, its level below the axis, and whether its label stands to the left."""
    taken: list[list[tuple[float, float]]] = []
    placed = []
    for event in sorted(grafiek.gebeurtenissen, key=lambda g: (g.dag, g.soort, g.tekst)):
        if not vlak.van <= event.dag <= vlak.tot:
            continue
        x = vlak.x(event.dag)
        wide = 0.0 if vlak.maat.smal else len(event.tekst) * 6.4 + 14
        left = x + wide > vlak.maat.breed
        start, end = (x - wide - 8, x + 8) if left else (x - 8, x + wide + 8)
        level = _first_free(taken, start, end)
        placed.append((event, x, level, left))
    return placed


def _first_free(taken: list[list[tuple[float, float]]], start: float, end: float) -> int:
    for level, spans in enumerate(taken):
        if all(end <= a or start >= b for a, b in spans):
            spans.append((start, end))
            return level
    taken.append([(start, end)])
    return len(taken) - 1


def month_starts(van: date, tot: date, most: int) -> Sequence[date]:
    """Give the first days of months between two days, at most so many."""
    found, day = [], date(van.year, van.month, 1)
    while day <= tot:
        if day >= van:
            found.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    return found[:: max(1, ceil(len(found) / most))]
