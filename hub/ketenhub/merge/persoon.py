"""What the fold knows of each person: statements, roles, membership, adult or not, track."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.casus import PersoonInBeeld
from ketenhub.domain.moment import day_of
from ketenhub.domain.partijen import Lid, Lidmaatschap, Persoon, PersoonRol, Rol, Spoor
from ketenhub.merge.deelname import ZONE

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.bijdrage import Item, Opening
    from ketenhub.domain.casus import Splitsing

MEERDERJARIG = 18


def _adult(statements: list[Persoon], on: date) -> bool:
    """Tell whether a person counts as adult; unknown counts as adult, since that holds the gate back."""
    for statement in statements:
        if statement.lid is not None:
            return statement.lid is not Lid.MINDERJARIG
    for statement in statements:
        born = statement.geboortedatum
        if born is not None:
            return (on.year - born.year - ((on.month, on.day) < (born.month, born.day))) >= MEERDERJARIG
    return True


def _member(rollen: tuple[Rol, ...], periods: list[Lidmaatschap]) -> bool:
    if periods:
        return any(period.tot is None for period in periods)
    return not rollen or rollen != (Rol.NETWERK,)


def derive_persons(
    items: tuple[Item, ...], sleutels: tuple[tuple[str, str, str], ...], opening: Opening, split: Splitsing | None
) -> tuple[PersoonInBeeld, ...]:
    """Give each person of the casus, in the order of their ids."""
    ids = {(org, ref): ident for org, ref, ident in sleutels if ident.startswith("p-")}
    statements: dict[str, list[tuple[str, Persoon]]] = {}
    rollen: dict[str, set[Rol]] = {}
    periods: dict[str, list[Lidmaatschap]] = {}
    for item in items:
        match item.feit:
            case Persoon() as feit:
                statements.setdefault(ids[item.herkomst.organisatie, feit.ref], []).append((item.id, feit))
            case PersoonRol() as feit if feit.tot is None:
                rollen.setdefault(feit.persoon, set()).add(feit.rol)
            case Lidmaatschap() as feit:
                periods.setdefault(feit.persoon, []).append(feit)
            case _:
                pass
    on = day_of(opening.geopend_op, ZONE)
    found = []
    for ident in sorted(statements):
        own = tuple(sorted(rollen.get(ident, ())))
        found.append(
            PersoonInBeeld(
                id=ident,
                verklaringen=tuple(sorted(item_id for item_id, _ in statements[ident])),
                rollen=own,
                volwassen=_adult([feit for _, feit in statements[ident]], on),
                lid=_member(own, periods.get(ident, [])),
                spoor=Spoor.ONVERDEELD if split is None else (Spoor.PLEGER if ident in split.plegers else Spoor.SLACHTOFFER),
            )
        )
    return tuple(found)
