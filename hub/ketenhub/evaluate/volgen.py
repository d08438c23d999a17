"""The monitor by condition: where each stands, the last evidence, the last contact (VT-14)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.moment import day_of
from ketenhub.domain.overzicht import Laatste, Volgrij
from ketenhub.domain.plan import Afspraakstand, Veiligheidsafspraak, Veiligheidsvoorwaarde, Voorwaardestand
from ketenhub.domain.samenwerking import Monitor
from ketenhub.evaluate.orde import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from zoneinfo import ZoneInfo

    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.verloop import Verloop

Gezien = tuple[str, "date", str]


def _last(seen: Iterable[tuple[date, str]], kader: Kader) -> Laatste | None:
    """Give the last of what was seen up to the day of the question."""
    found = max(((day, path) for day, path in seen if day <= kader.peildatum), default=None)
    return Laatste(dag=found[0], paden=(found[1],)) if found else None


def _evidence(feiten: Feiten, zone: ZoneInfo) -> Iterator[Gezien]:
    """Give what was seen of each condition: evidence of its state, and checks of its agreements."""
    for item, step in feiten.of(Voorwaardestand):
        if step.bewijs is not None:
            yield step.voorwaarde, day_of(item.herkomst.geldig_op, zone), f"{item.id}.bewijs"
    behind = {item.id: feit.voorwaarde for item, feit in feiten.of(Veiligheidsafspraak) if feit.voorwaarde}
    for item, feit in feiten.of(Veiligheidsafspraak):
        if item.id in behind:
            yield from ((behind[item.id], check.op, f"{item.id}.controles") for check in feit.controles)
    for item, kept in feiten.of(Afspraakstand):
        if kept.controle is not None and kept.afspraak in behind:
            yield behind[kept.afspraak], kept.controle.op, f"{item.id}.controle"


def _contacts(feiten: Feiten, zone: ZoneInfo) -> Iterator[Gezien]:
    """Give with whom somebody spoke about safety, and when."""
    for item, feit in feiten.of(Monitor):
        if feit.persoon is not None and feit.contact_op is not None:
            yield feit.persoon, day_of(feit.contact_op, zone), f"{item.id}.contactOp"


def _state_paths(feiten: Feiten, zone: ZoneInfo) -> dict[str, str]:
    """Give per condition the path of the step that it stands on."""
    steps = sorted(
        (order_of(item.herkomst.geldig_op, zone, danger=feit.stand == "geschonden"), feit.stand, item.id, feit.voorwaarde)
        for item, feit in feiten.of(Voorwaardestand)
    )
    return {ref: f"{ident}.stand" for _, _, ident, ref in steps}


def seen_days(verloop: Verloop) -> Iterator[date]:
    """Give the days of checks and contacts, which may lie ahead."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    yield from (day for day, _ in feiten.controles)
    yield from (day for _, day, _ in _contacts(feiten, kader.zone))


def monitor_rows(verloop: Verloop) -> tuple[Volgrij, ...]:
    """Give a row for each condition that did not lapse; contact is with whom it protects, or with anyone where it names nobody."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    evidence, contacts = list(_evidence(feiten, kader.zone)), list(_contacts(feiten, kader.zone))
    states = _state_paths(feiten, kader.zone)
    facts = {item.id: feit for item, feit in feiten.of(Veiligheidsvoorwaarde)}
    found = []
    for condition in sorted(feiten.voorwaarden, key=lambda v: (v.afgesproken, v.item)):
        fact, stand = facts[condition.item], condition.on(kader.peildatum)[0]
        if stand == "vervallen":
            continue
        found.append(
            Volgrij(
                voorwaarde=condition.item,
                gesteld_door_vt=fact.gesteld_door_vt,
                stand=stand,
                bewijs=_last(((day, path) for ref, day, path in evidence if ref == condition.item), kader),
                contact=_last(((day, path) for who, day, path in contacts if not fact.beschermt or who in fact.beschermt), kader),
                paden=(f"{condition.item}.tekst", *([states[condition.item]] if condition.item in states else [])),
            )
        )
    return tuple(found)
