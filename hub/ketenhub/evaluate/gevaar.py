"""What is danger, how severe it is, and what it does to the phase (domain F5, F6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.beoordeling import Veiligheidsbeoordeling
from ketenhub.domain.cijfer import Schaal, below
from ketenhub.domain.fase import Ernst
from ketenhub.domain.geweld import Incident, Maatregel, Maatregelschending
from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import Veiligheidsvoorwaarde, Voorwaardestand
from ketenhub.evaluate.orde import Orde, order_of

if TYPE_CHECKING:
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.domain.regelpakket import Regelpakket

Gevaarsoort = Literal["geweld", "onveilig", "dreiging", "vrijlating", "schending_maatregel", "schending_voorwaarde", "maatregel_einde"]
VOORBIJGAAND = ("vrijlating", "maatregel_einde")
OVER_DE_BRUG = "brug:"
ZES = 6


@dataclass(frozen=True, slots=True)
class Gevaar:
    """One danger beside the scores. `terugval` puts a later phase back, `opnieuw` makes every voice score anew."""

    item: str
    soort: Gevaarsoort
    ernst: Ernst
    orde: Orde
    dag: date
    moment: date | datetime
    pad: str
    terugval: bool = True
    opnieuw: bool = True
    voorwaarde: str | None = None
    brug: bool = False
    gehoord: date = date.min
    laat: bool = False

    @property
    def bekend(self) -> date:
        """Give the day from which somebody could know of it."""
        return max(self.dag, self.gehoord)

    def known_on(self, dag: date) -> bool:
        """Tell whether who scored on that day could know of it; told on that very day of an earlier one, perhaps not yet."""
        return self.bekend < dag or self.bekend == dag == self.dag

    @property
    def incident(self) -> bool:
        """Tell whether the months without incidents start again."""
        return self.soort in ("geweld", "onveilig", "dreiging", "schending_maatregel")


@dataclass(frozen=True, slots=True)
class Herstel:
    """A broken condition was realised after all, or lapsed."""

    voorwaarde: str
    orde: Orde
    item: str


@dataclass(frozen=True, slots=True)
class _Lezer:
    maatregelen: dict[str, Maatregel]
    voorwaarden: dict[str, Veiligheidsvoorwaarde]
    verboden: tuple[str, ...]
    zone: ZoneInfo
    gesplitst: bool

    def severity(self, maatregel: str) -> Ernst:
        """Give how severe the breach of this measure is; a measure that cannot be seen may be a ban."""
        found = self.maatregelen.get(maatregel)
        return Ernst.DIRECT if found is None or found.aard in self.verboden else Ernst.HOOG

    def condition(self, ref: str) -> Ernst:
        """Give how severe the breach of this condition is; one that cannot be seen may guard a ban."""
        feit = self.voorwaarden.get(ref)
        if feit is None:
            return Ernst.DIRECT
        return self.severity(feit.maatregel) if feit.maatregel else Ernst.HOOG

    def read(self, item: Item) -> Gevaar | None:
        """Give the danger that this item tells of."""
        moment = item.herkomst.geldig_op
        orde, day = order_of(moment, self.zone, danger=True), day_of(moment, self.zone)
        match item.feit:
            case Incident(aard=aard):
                ernst = Ernst.DIRECT if aard == "dreiging" else Ernst.HOOG
                hard = aard != "vrijlating"
                return Gevaar(item.id, aard, ernst, orde, day, moment, f"{item.id}.aard", hard, hard or self.gesplitst)
            case Maatregelschending(maatregel=ref):
                return Gevaar(item.id, "schending_maatregel", self.severity(ref), orde, day, moment, f"{item.id}.maatregel")
            case Voorwaardestand(stand="geschonden", voorwaarde=ref):
                return Gevaar(item.id, "schending_voorwaarde", self.condition(ref), orde, day, moment, f"{item.id}.stand", voorwaarde=ref)
            case _:
                return None


def end_of(maatregel: Maatregel) -> date | None:
    """Give the day on which a measure ends, or ended."""
    ends = [day for day in (maatregel.tot, maatregel.beeindigd_op) if day is not None]
    return min(ends, default=None)


def _goes_on(feit: Maatregel, end: date, others: list[Maatregel]) -> bool:
    """Tell whether another decision carries the same measure on past its end."""
    return any(
        o is not feit and (o.aard, o.persoon) == (feit.aard, feit.persoon) and o.van <= end and ((last := end_of(o)) is None or last > end)
        for o in others
    )


def _endings(items: tuple[Item, ...], lezer: _Lezer, until: date) -> list[Gevaar]:
    measures = [(item, item.feit) for item in items if isinstance(item.feit, Maatregel)]
    found = []
    for item, feit in measures:
        ident, end = item.id, end_of(feit)
        if end is None or end > until or _goes_on(feit, end, [m for _, m in measures]):
            continue
        heard = day_of(item.herkomst.ontvangen_op, lezer.zone)
        path = f"{ident}.beeindigdOp" if end == feit.beeindigd_op else f"{ident}.tot"
        orde = order_of(end, lezer.zone, danger=True)
        found.append(Gevaar(ident, "maatregel_einde", Ernst.HOOG, orde, end, end, path, False, lezer.gesplitst, gehoord=heard))
    return found


def read_dangers(items: tuple[Item, ...], pakket: Regelpakket, zone: ZoneInfo, until: date, *, gesplitst: bool) -> tuple[Gevaar, ...]:
    """Give every danger that is no score: incidents, breaches, releases, measures that ended."""
    lezer = _Lezer(
        {i.id: i.feit for i in items if isinstance(i.feit, Maatregel)},
        {i.id: i.feit for i in items if isinstance(i.feit, Veiligheidsvoorwaarde)},
        pakket.verboden,
        zone,
        gesplitst,
    )
    found = [
        replace(danger, gehoord=day_of(item.herkomst.ontvangen_op, zone)) for item in items if (danger := lezer.read(item)) is not None
    ]
    return tuple(sorted([*found, *_endings(items, lezer, until)], key=lambda g: (g.orde, g.item)))


def read_repairs(items: tuple[Item, ...], zone: ZoneInfo) -> tuple[Herstel, ...]:
    """Give the moments at which a condition became realised or lapsed."""
    return tuple(
        Herstel(feit.voorwaarde, order_of(item.herkomst.geldig_op, zone, danger=False), item.id)
        for item in items
        if isinstance(feit := item.feit, Voorwaardestand) and feit.stand in ("gerealiseerd", "vervallen")
    )


def across(gevaar: Gevaar) -> Gevaar:
    """Mark a danger as one of the other track; only a repair on that track answers it."""
    return replace(gevaar, brug=True, voorwaarde=gevaar.voorwaarde and OVER_DE_BRUG + gevaar.voorwaarde)


def repair_across(herstel: Herstel) -> Herstel:
    """Mark a repair as one of the other track."""
    return replace(herstel, voorwaarde=OVER_DE_BRUG + herstel.voorwaarde)


def is_danger(feit: Feit) -> bool:
    """Tell whether a fact tells of danger that cannot lie ahead: what was announced, such as a release, can."""
    match feit:
        case Veiligheidsbeoordeling():
            return below(feit.cijfer, ZES) if feit.schaal is Schaal.VEILIGHEID else float(feit.cijfer) == 0
        case Incident(aard=aard):
            return aard != "vrijlating"
        case Voorwaardestand(stand="geschonden") | Maatregelschending():
            return True
        case _:
            return False


def settled(item: Item, zone: ZoneInfo) -> Item:
    """Give the item as the rules read it: danger with a day that is yet to come, by mistake, is true when it was heard."""
    herkomst = item.herkomst
    if day_of(herkomst.geldig_op, zone) <= day_of(herkomst.ontvangen_op, zone) or not is_danger(item.feit):
        return item
    return item.model_copy(update={"herkomst": herkomst.model_copy(update={"geldig_op": herkomst.ontvangen_op})})
