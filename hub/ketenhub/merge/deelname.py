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


def derive_regie(items: tuple[Item, ...], opening: Opening) -> tuple[Regiehouder, ...]:
    """Give who directs: the region's default provisionally, until someone accepts."""
    start = day_of(opening.geopend_op, ZONE)
    held = {rol: Regiehouder(regierol=rol, organisatie=opening.regie, voorlopig=True, sinds=start) for rol in PROVISIONAL}
    for item in in_order(i for i in items if isinstance(i.feit, Regie)):
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


def derive_split(items: tuple[Item, ...]) -> Splitsing | None:
    """Give when and by what the tracks were separated; a suspicion is enough (domain F12)."""
    for item in in_order(i for i in items if isinstance(i.feit, Geweldsoort)):
        feit = item.feit
        if isinstance(feit, Geweldsoort) and feit.aard == "intiem_terrorisme":
            return Splitsing(op=day_of(item.herkomst.geldig_op, ZONE), item=item.id, plegers=feit.plegers)
    return None


def _opening_participants(opening: Opening) -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {opening.organisatie: ("opende de casus", False)}
    for oin in opening.geadresseerden:
        found.setdefault(oin, ("aangeschreven", False))
    found.setdefault(opening.regie, ("regie", False))
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
    """Give every organisation's part: from the opening, by an act of regie, or by holding regie."""
    start = day_of(opening.geopend_op, ZONE)
    found = {oin: Deelname(organisatie=oin, van=start, grond=grond) for oin, (grond, _) in _opening_participants(opening).items()}
    for houder in regie:
        found.setdefault(houder.organisatie, Deelname(organisatie=houder.organisatie, van=houder.sinds, grond="regie"))
    for item in in_order(i for i in items if isinstance(i.feit, Betrokkenheid)):
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
    both = {houder.organisatie for houder in regie if houder.regierol in TO_BOTH}
    return tuple(_track(found[oin], split, both) for oin in sorted(found))
