"""What carries a date: agreements, conditions, assessment moments, measures, monitoring; near and overdue are told (domain F14, MDA-44)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.geweld import Geweldsoort, Maatregel
from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import Afspraakstand, ProactiefScenario, Veiligheidsafspraak
from ketenhub.domain.samenwerking import Monitor, Taak, Toetsmoment
from ketenhub.evaluate.gevaar import end_of
from ketenhub.evaluate.teksten import day_text, days_ago_note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.bijdrage import Item
    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.verloop import Verloop

EEN_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Datum:
    """One date that somebody agreed: what, on which day, the fact behind it; what only passes is never overdue."""

    wat: str
    dag: date
    item: str
    pad: str
    te_laat: bool = True


def _in_time(items: tuple[Item, ...], kader: Kader) -> list[Item]:
    """Give items by the day on which they were true; those of one day stay in the order of their ids."""
    return sorted(items, key=lambda item: day_of(item.herkomst.geldig_op, kader.zone))


def _newest(items: tuple[Item, ...], kader: Kader) -> dict[str, str]:
    """Give per agreement where it stands, by the last that anybody said of it."""
    steps = [feit for item in _in_time(items, kader) if isinstance(feit := item.feit, Afspraakstand)]
    return {feit.afspraak: feit.stand for feit in steps}


def _date_of(item: Item, standen: dict[str, str]) -> Datum | None:
    """Give the date that this fact waits for, or None when it waits for nothing."""
    ident, found = item.id, None
    match item.feit:
        case Veiligheidsafspraak(uiterlijk=date() as day, stand=stand) if standen.get(ident, stand) == "open":
            found = Datum("een afspraak", day, ident, f"{ident}.uiterlijk")
        case Taak(uiterlijk=date() as day, beantwoord_op=None):
            found = Datum("een taak", day, ident, f"{ident}.uiterlijk")
        case Toetsmoment(gepland_op=day, gedaan_op=None):
            found = Datum("een toetsmoment", day, ident, f"{ident}.geplandOp")
        case Monitor(verwacht_einde=date() as day, beeindigd_op=None):
            found = Datum("het einde van de monitor", day, ident, f"{ident}.verwachtEinde", te_laat=False)
        case Geweldsoort(opnieuw_beoordelen=date() as day):
            found = Datum("opnieuw beoordelen welke soort geweld dit is", day, ident, f"{ident}.opnieuwBeoordelen")
        case ProactiefScenario(geldig_tot=date() as day):
            found = Datum("het einde van het scenario", day, ident, f"{ident}.geldigTot")
        case Maatregel(tot=date() as day) as feit if end_of(feit) == day:
            found = Datum("het einde van een maatregel", day, ident, f"{ident}.tot", te_laat=False)
        case _:
            pass
    return found


def dates(feiten: Feiten, kader: Kader) -> list[Datum]:
    """Give every date that is waited for, the nearest first; a fact that was replaced waits for nothing."""
    standen = _newest(feiten.items, kader)
    newer = _superseded(feiten.items, kader)
    found = [d for item in feiten.items if item.id not in newer and (d := _date_of(item, standen)) is not None]
    for condition in feiten.voorwaarden:
        if condition.on(kader.peildatum)[0] == "open":
            found.append(Datum("een voorwaarde", condition.termijn, condition.item, f"{condition.item}.termijn"))
    return sorted(found, key=lambda d: (d.dag, d.item))


def _superseded(items: tuple[Item, ...], kader: Kader) -> set[str]:
    """Give what was stated anew later: the same kind of violence, the scenario, or when who monitors whom expects to end."""
    last: dict[tuple[object, ...], str] = {}
    past: set[str] = set()
    for item in _in_time(items, kader):
        match item.feit:
            case Geweldsoort(aard=aard):
                about: tuple[str | None, ...] = (aard,)
            case ProactiefScenario():
                about = ()
            case Monitor(verwacht_einde=date(), persoon=persoon):
                about = (item.herkomst.organisatie, persoon)
            case _:
                continue
        key = (type(item.feit), *about)
        if key in last:
            past.add(last[key])
        last[key] = item.id
    return past


def near_from(datum: Datum, kader: Kader) -> date:
    """Give the day from which a date is near."""
    return datum.dag - timedelta(days=kader.pakket.bijna_binnen.waarde)


def date_signals(verloop: Verloop) -> Iterator[Signaal]:
    """Say which dates are near, and which passed."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    figure = kader.pakket.bijna_binnen
    for d in dates(feiten, kader):
        if d.dag < kader.peildatum:
            soort, start, text = "te_laat", d.dag + EEN_DAG, f"De datum is voorbij voor {d.wat}: {day_text(d.dag)}."
        else:
            note = days_ago_note(figure.eigen_afspraak)
            soort, start, text = "bijna", near_from(d, kader), f"Binnen {figure.waarde} dagen{note}: {d.wat}, op {day_text(d.dag)}."
        if start <= kader.peildatum and (d.te_laat or soort == "bijna"):
            key = f"{soort}:{d.item}:{d.dag.isoformat()}"
            yield Signaal(sleutel=key, soort=soort, ernst=Ernst.ATTENTIE, dag=start, tekst=text, spoor=feiten.zicht.spoor, paden=(d.pad,))


def date_days(verloop: Verloop) -> Iterator[date]:
    """Give the days on which a date becomes near, and on which it is past."""
    kader = verloop.toestand.kader
    for d in dates(verloop.toestand.feiten, kader):
        yield near_from(d, kader)
        yield d.dag + EEN_DAG
