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

    from ketenhub.domain.bijdrage import Item
    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.verloop import Verloop

Gezien = tuple[str, "date", str]


def _last(seen: Iterable[tuple[date, str]], kader: Kader) -> Laatste | None:
    """Give the last of what was seen up to the day of the question."""
    found = max(((day, path) for day, path in seen if day <= kader.peildatum), default=None)
    return Laatste(dag=found[0], paden=(found[1],)) if found else None


def _evidence(items: tuple[Item, ...], newest: dict[str, str], kader: Kader) -> Iterator[Gezien]:
    """Give what was seen of each condition: evidence of its state, and checks of its agreements."""
    agreements = {
        item.id: newest.get(feit.voorwaarde, feit.voorwaarde)
        for item in items
        if isinstance(feit := item.feit, Veiligheidsafspraak) and feit.voorwaarde
    }
    for item in items:
        match item.feit:
            case Voorwaardestand(bewijs=str()) as feit:
                yield newest.get(feit.voorwaarde, feit.voorwaarde), day_of(item.herkomst.geldig_op, kader.zone), f"{item.id}.bewijs"
            case Veiligheidsafspraak(controles=checks) if item.id in agreements:
                yield from ((agreements[item.id], check.op, f"{item.id}.controles") for check in checks)
            case Afspraakstand(afspraak=ref, controle=check) if check is not None and newest.get(ref, ref) in agreements:
                yield agreements[newest.get(ref, ref)], check.op, f"{item.id}.controle"
            case _:
                pass


def _contacts(items: tuple[Item, ...], kader: Kader) -> Iterator[Gezien]:
    """Give with whom somebody spoke about safety, and when."""
    for item in items:
        if isinstance(feit := item.feit, Monitor) and feit.persoon is not None and feit.contact_op is not None:
            yield feit.persoon, day_of(feit.contact_op, kader.zone), f"{item.id}.contactOp"


def _state_paths(items: tuple[Item, ...], newest: dict[str, str], kader: Kader) -> dict[str, str]:
    """Give per condition the path of the step that it stands on."""
    steps = sorted(
        (order_of(item.herkomst.geldig_op, kader.zone, danger=feit.stand == "geschonden"), feit.stand, item.id, feit.voorwaarde)
        for item in items
        if isinstance(feit := item.feit, Voorwaardestand)
    )
    return {newest.get(ref, ref): f"{ident}.stand" for _, _, ident, ref in steps}


def seen_days(verloop: Verloop) -> Iterator[date]:
    """Give the days of checks and contacts, which may lie ahead."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    yield from (day for day, _ in feiten.controles)
    yield from (day for _, day, _ in _contacts(feiten.items, kader))


def monitor_rows(verloop: Verloop) -> tuple[Volgrij, ...]:
    """Give a row for each condition that did not lapse; contact is with whom it protects, or with anyone where it names nobody."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    newest = {item.vervangt: item.id for item in feiten.items if item.vervangt}
    evidence, contacts = list(_evidence(feiten.items, newest, kader)), list(_contacts(feiten.items, kader))
    states = _state_paths(feiten.items, newest, kader)
    facts = {i.id: i.feit for i in feiten.items if isinstance(i.feit, Veiligheidsvoorwaarde)}
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
