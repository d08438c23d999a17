"""Who takes part on which track, and who directs, derived from the items (domain 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.casus import Deelname, Regiehouder, Splitsing
from ketenhub.domain.geweld import Geweldsoort
from ketenhub.domain.moment import NEDERLAND, day_of, order_key
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regie import Betrokkenheid, Regie, Regierol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.bijdrage import Item, Opening

ZONE = ZoneInfo(NEDERLAND)
PROVISIONAL = (Regierol.CASUSREGIE, Regierol.ZICHT_OP_VEILIGHEID)
TO_BOTH = (Regierol.CASUSREGIE, Regierol.ZICHT_OP_VEILIGHEID)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Give the items in the order in which they were true; ties by their id, so arrival does not matter."""
    return sorted(items, key=lambda item: (order_key(item.herkomst.geldig_op, ZONE), item.herkomst.opgesteld_op, item.id))


def as_heard(items: Iterable[Item]) -> list[Item]:
    """Give steps of regie in the order in which the hub took them: each was weighed against who directed then."""
    return sorted(items, key=lambda item: (item.herkomst.ontvangen_op, item.herkomst.opgesteld_op, item.id))


def as_said(items: Iterable[Item]) -> list[Item]:
    """Give acts of regie in the order in which they were written: its last word counts, also when it is about an earlier day."""
    return sorted(items, key=lambda item: (item.herkomst.opgesteld_op, order_key(item.herkomst.geldig_op, ZONE), item.id))


def derive_regie(items: tuple[Item, ...], opening: Opening) -> tuple[Regiehouder, ...]:
    """Give who directs: the region's default provisionally, until someone accepts."""
    start = day_of(opening.geopend_op, ZONE)
    held = {rol: Regiehouder(regierol=rol, organisatie=opening.regie, voorlopig=True, sinds=start) for rol in PROVISIONAL}
    for item in as_heard(i for i in items if isinstance(i.feit, Regie)):
        feit = item.feit
        if isinstance(feit, Regie) and feit.stap == "aanvaard":
            held[feit.regierol] = Regiehouder(
                regierol=feit.regierol,
                organisatie=feit.organisatie,
                houder=feit.houder,
                sinds=day_of(item.herkomst.geldig_op, ZONE),
                item=item.id,
            )
        elif isinstance(feit, Regie) and feit.stap == "beeindigd" and feit.regierol not in PROVISIONAL:
            held.pop(feit.regierol, None)
    return tuple(held[rol] for rol in Regierol if rol in held)


def derive_split(items: Iterable[Item]) -> Splitsing | None:
    """Give when and by what the tracks were separated; one suspicion is enough (domain F12).

    A later suspicion may name another perpetrator, but not from the perpetrator's track: nothing there moves anyone. Who is named as
    victim by anyone stays on the victim's side: that voice holds the gate.
    """
    own = (i for i in items if i.spoor is not Spoor.PLEGER)
    suspected = in_order(i for i in own if isinstance(i.feit, Geweldsoort) and i.feit.aard == "intiem_terrorisme")
    if not suspected:
        return None
    feiten = [item.feit for item in suspected if isinstance(item.feit, Geweldsoort)]
    victims = {ref for feit in feiten for ref in feit.slachtoffers}
    plegers = tuple(sorted({ref for feit in feiten for ref in feit.plegers} - victims))
    return Splitsing(op=day_of(suspected[0].herkomst.geldig_op, ZONE), item=suspected[0].id, plegers=plegers)


def _opening_participants(opening: Opening) -> dict[str, str]:
    found = {opening.organisatie: "opende de casus"}
    for oin in opening.geadresseerden:
        found.setdefault(oin, "aangeschreven")
    found.setdefault(opening.regie, "regie")
    return found


def _track(deelname: Deelname, split: Splitsing | None, both: set[str]) -> Deelname:
    if split is None:
        return deelname.model_copy(update={"spoor": Spoor.ONVERDEELD})
    if deelname.organisatie in both:
        return deelname.model_copy(update={"spoor": Spoor.BEIDE, "toegewezen": True})
    if deelname.toegewezen:
        return deelname
    return deelname.model_copy(update={"spoor": Spoor.PLEGER})


def derive_participation(
    items: tuple[Item, ...], opening: Opening, regie: tuple[Regiehouder, ...], split: Splitsing | None
) -> tuple[Deelname, ...]:
    """Give every organisation's part: from the opening, by an act of regie, or by holding regie; only regie ends it."""
    start = day_of(opening.geopend_op, ZONE)
    found = {oin: Deelname(organisatie=oin, van=start, grond=grond) for oin, grond in _opening_participants(opening).items()}
    for item in as_heard(i for i in items if isinstance(i.feit, Regie) and i.feit.stap == "aanvaard"):
        if isinstance(item.feit, Regie):
            since = day_of(item.herkomst.geldig_op, ZONE)
            found.setdefault(item.feit.organisatie, Deelname(organisatie=item.feit.organisatie, van=since, grond="regie"))
    for item in as_said(i for i in items if isinstance(i.feit, Betrokkenheid)):
        feit = item.feit
        if isinstance(feit, Betrokkenheid):
            before = found.get(feit.organisatie)
            spoor = Spoor(feit.op_spoor) if feit.op_spoor else (before.spoor if before else Spoor.ONVERDEELD)
            found[feit.organisatie] = Deelname(
                organisatie=feit.organisatie,
                van=before.van if before and before.tot is None else feit.van,
                tot=feit.tot,
                spoor=spoor,
                toegewezen=feit.op_spoor is not None or (before.toegewezen if before else False),
                grond="door regie betrokken",
            )
    for houder in regie:
        # whoever directs takes part, whatever was recorded of an earlier part
        part = found[houder.organisatie]
        found[houder.organisatie] = part.model_copy(update={"van": min(part.van, houder.sinds), "tot": None})
    both = {houder.organisatie for houder in regie if houder.regierol in TO_BOTH}
    return tuple(_track(found[oin], split, both) for oin in sorted(found))
