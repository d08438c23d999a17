"""What the fold knows of each person: statements, roles, membership, adult or not, track."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.casus import PersoonInBeeld
from ketenhub.domain.kalender import MAANDEN, add_months
from ketenhub.domain.moment import day_of
from ketenhub.domain.partijen import Lid, Lidmaatschap, Persoon, PersoonRol, Rol, Spoor
from ketenhub.merge.deelname import ZONE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ketenhub.domain.bijdrage import Item, Opening
    from ketenhub.domain.casus import Splitsing

MEERDERJARIG = 18


@dataclass(slots=True)
class _Gezegd:
    """What was said about one person on its own side."""

    verklaringen: list[Persoon] = field(default_factory=list)
    rollen: set[Rol] = field(default_factory=set)
    perioden: list[Lidmaatschap] = field(default_factory=list)


def _adult_from(statements: list[Persoon]) -> tuple[bool, date | None]:
    """Tell whether someone says or nobody denies that a person is adult, and else its 18th birthday; doubt holds the gate back."""
    said = {statement.lid is not Lid.MINDERJARIG for statement in statements if statement.lid is not None}
    born = [statement.geboortedatum for statement in statements if statement.geboortedatum is not None]
    birthday = add_months(min(born), MEERDERJARIG * MAANDEN) if born else None
    return True in said or (not said and birthday is None), birthday


def _member(rollen: Iterable[Rol], perioden: list[Lidmaatschap]) -> tuple[bool, date | None]:
    """Tell whether a person belongs to the household, and until when where every period has an end."""
    ends = [period.tot for period in perioden if period.tot is not None]
    if perioden:
        return True, max(ends) if len(ends) == len(perioden) else None
    return tuple(rollen) != (Rol.NETWERK,), None


def _track(ident: str, said_on: set[Spoor], split: Splitsing | None) -> Spoor:
    """Give the side of a person; whom only the perpetrator's track knows is no member of the victim's."""
    if split is None:
        return Spoor.ONVERDEELD
    return Spoor.PLEGER if ident in split.plegers or said_on == {Spoor.PLEGER} else Spoor.SLACHTOFFER


def _person(ident: str, verklaringen: list[str], gezegd: _Gezegd, place: tuple[Spoor, date]) -> PersoonInBeeld:
    spoor, opening = place
    rollen = tuple(sorted(gezegd.rollen))
    adult, birthday = _adult_from(gezegd.verklaringen)
    lid, until = _member(rollen, gezegd.perioden)
    grown = adult or (birthday is not None and birthday <= opening)
    return PersoonInBeeld(
        id=ident,
        verklaringen=tuple(sorted(verklaringen)),
        rollen=rollen,
        volwassen=grown,
        volwassen_vanaf=None if grown else birthday,
        lid=lid,
        lid_tot=until,
        spoor=spoor,
    )


def _said(items: tuple[Item, ...], ids: dict[tuple[str, str], str], sides: dict[str, Spoor]) -> dict[str, _Gezegd]:
    """Give what counts per person: after a split only what its own side said, so that neither track moves the other's voices."""
    found = {ident: _Gezegd() for ident in sides}

    def own(item: Item, ident: str) -> _Gezegd:
        same = (item.spoor is Spoor.PLEGER) == (sides.get(ident) is Spoor.PLEGER)
        return found[ident] if same and ident in found else _Gezegd()

    for item in items:
        match item.feit:
            case Persoon() as feit:
                own(item, ids[item.herkomst.organisatie, feit.ref]).verklaringen.append(feit)
            case PersoonRol() as feit if feit.tot is None:
                own(item, feit.persoon).rollen.add(feit.rol)
            case Lidmaatschap() as feit:
                own(item, feit.persoon).perioden.append(feit)
            case _:
                pass
    return found


def _derive(
    ids: dict[tuple[str, str], str], items: tuple[Item, ...], sides: dict[str, Spoor], opening: Opening
) -> tuple[PersoonInBeeld, ...]:
    """Give these persons, each with its statements among these items and with what its own side said of it."""
    statements: dict[str, list[str]] = {ident: [] for ident in sides}
    for item in items:
        if isinstance(item.feit, Persoon):
            statements[ids[item.herkomst.organisatie, item.feit.ref]].append(item.id)
    said = _said(items, ids, sides)
    on = day_of(opening.geopend_op, ZONE)
    return tuple(_person(ident, statements[ident], said[ident], (sides[ident], on)) for ident in sorted(statements))


def derive_persons(
    items: tuple[Item, ...], sleutels: tuple[tuple[str, str, str], ...], opening: Opening, split: Splitsing | None
) -> tuple[tuple[PersoonInBeeld, ...], tuple[PersoonInBeeld, ...]]:
    """Give each person of the casus, and apart from those each person as the perpetrator's side alone knows it, in the order of their ids.

    On its own track someone is no member there whom that side calls the victim; whom only the victim's side names is not there at all.
    """
    ids = {(org, ref): ident for org, ref, ident in sleutels if ident.startswith("p-")}
    said_on: dict[str, set[Spoor]] = {ident: set() for ident in (split.plegers if split else ())}
    for item in items:
        if isinstance(item.feit, Persoon):
            said_on.setdefault(ids[item.herkomst.organisatie, item.feit.ref], set()).add(item.spoor)
    everyone = _derive(ids, items, {ident: _track(ident, tracks, split) for ident, tracks in said_on.items()}, opening)
    there = {ident: Spoor.PLEGER for ident, tracks in said_on.items() if Spoor.PLEGER in tracks}
    apart = _derive(ids, tuple(item for item in items if item.spoor is Spoor.PLEGER), there, opening)
    return everyone, tuple(p.model_copy(update={"lid": False}) if Rol.SLACHTOFFER in p.rollen else p for p in apart)
