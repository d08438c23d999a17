"""Two casussen of one household read as one: a fold over both, undone by folding without the other (domain 6)."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import Doorbreking, Doorbrekingsbevestiging
from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.domain.groep import first_of_each
from ketenhub.domain.partijen import Persoon, Spoor
from ketenhub.domain.regie import Betrokkenheid, Heroverweging, Planopzet, Regie, Vrijstelling, Zorgbesluit
from ketenhub.domain.samenwerking import Tekstvrijgave
from ketenhub.merge.fold import fold
from ketenhub.merge.refs import resolve_refs

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ketenhub.domain.bijdrage import Item, Vastlegging
    from ketenhub.domain.casus import Casus

Paar = tuple[str, str]

# what was decided stays in its own casus: joining extends nobody's part, excuses nobody's voice, asks for a new look at a text, and lets
# nothing go past the rules
BLIJFT = (Betrokkenheid, Regie, Vrijstelling, Zorgbesluit, Planopzet, Heroverweging, Tekstvrijgave, Doorbreking, Doorbrekingsbevestiging)


def same_persons(casus: Casus, ander: Casus) -> dict[str, str]:
    """Give who of the other casus is who in this one, by BSN alone: never by an address."""
    known = dict(casus.bsns)
    return {ident: known[bsn] for bsn, ident in ander.bsns if bsn in known}


def as_one(vastleggingen: Iterable[Vastlegging], zelfde: Mapping[str, str]) -> list[Vastlegging]:
    """Give what was recorded with persons that are the same called alike; nothing is changed where it was recorded."""
    if not zelfde:
        return list(vastleggingen)

    def called(naar: str, ref: str, place: str) -> str:
        del place
        return zelfde.get(ref, ref) if naar == "persoon" else ref

    return [
        kept.model_copy(
            update={
                "items": tuple(item.model_copy(update={"feit": resolve_refs(item.feit, "", called)}) for item in kept.items),
                "personen": tuple((org, ref, zelfde.get(ident, ident)) for org, ref, ident in kept.personen),
            }
        )
        for kept in vastleggingen
    ]


def check_same(casus: Casus, persoon: str, ander: str) -> None:
    """Refuse to take persons of two tracks for one; raises Tegenstrijdig."""
    zelfde = dict(casus.zelfde)
    both = {zelfde.get(ident, ident) for ident in (persoon, ander)}
    sides = {p.spoor is Spoor.PLEGER for p in casus.personen if p.id in both}
    if len(sides) > 1:
        raise Tegenstrijdig("ander", "deze mensen staan op verschillende sporen")


def check_decided(besloten: Mapping[Paar, str], paar: Paar, besluit: str) -> None:
    """Refuse what would make one of persons of whom it was decided that they are two, also by way of a third; raises Tegenstrijdig."""
    after = {**besloten, paar: besluit}
    zelfde = first_of_each(pair for pair, said in after.items() if said == "dezelfde")
    if any(said != "dezelfde" and zelfde.get(een, een) == zelfde.get(ander, ander) for (een, ander), said in after.items()):
        raise Tegenstrijdig("besluit", "een eerder besluit over deze mensen zegt iets anders; herzie dat eerst")


def check_join(casus: Casus, ander: Casus) -> None:
    """Refuse to join across tracks; raises Tegenstrijdig."""
    sides = {p.id: p.spoor is Spoor.PLEGER for p in casus.personen}
    if casus.splitsing is None or ander.splitsing is None:
        return
    others = {p.id: p.spoor is Spoor.PLEGER for p in ander.personen}
    if any(sides.get(own) != others.get(ident) for ident, own in same_persons(casus, ander).items()):
        raise Tegenstrijdig("voorstelId", "wie hier op het ene spoor staat, staat daar op het andere")


@dataclass(frozen=True, slots=True)
class _Hier:
    """How this casus reads another: its id, who is who, who speaks on the perpetrator's track, and what each own reference meant there."""

    casus_id: str
    zelfde: Mapping[str, str]
    op_pleger: frozenset[str]
    gezegd: Mapping[tuple[str, str], Iterable[str]]


def _item(item: Item, hier: _Hier) -> Item:
    """Give an item with its persons called as here; its own id stands in for the sender's, which may mean something else here."""
    feit = resolve_refs(item.feit, "", lambda naar, ref, _: hier.zelfde.get(ref, ref) if naar == "persoon" else ref)
    herkomst = item.herkomst.model_copy(update={"eigen_id": item.id})
    # who speaks on the perpetrator's track here said nothing on the victim's there
    moved = item.spoor is Spoor.ONVERDEELD and herkomst.organisatie in hier.op_pleger
    update = {"feit": feit.model_copy(update={"ref": item.id}), "herkomst": herkomst, "spoor": Spoor.PLEGER if moved else item.spoor}
    return item.model_copy(update=update)


def _recorded(kept: Vastlegging, hier: _Hier) -> Vastlegging:
    idents = {ref: hier.zelfde.get(ident, ident) for _, ref, ident in kept.personen}
    return kept.model_copy(
        update={
            "casus_id": hier.casus_id,
            "opening": None,
            "items": tuple(_item(item, hier) for item in kept.items if not isinstance(item.feit, BLIJFT)),
            "personen": tuple((kept.organisatie, i.id, idents[i.feit.ref]) for i in kept.items if isinstance(i.feit, Persoon)),
            "intrekkingen": tuple(
                one.model_copy(update={"ref": ident})
                for one in kept.intrekkingen
                for ident in hier.gezegd.get((kept.organisatie, one.ref), ())
            ),
        }
    )


def adopt(vastleggingen: Sequence[Vastlegging], casus: Casus, ander: Casus) -> list[Vastlegging]:
    """Give what was recorded in another casus as this one reads it; nothing is changed where it was recorded."""
    said: dict[tuple[str, str], dict[str, None]] = {}
    for kept in vastleggingen:
        for item in kept.items:
            said.setdefault((kept.organisatie, item.herkomst.eigen_id), {})[item.id] = None
    there = frozenset(d.organisatie for d in casus.deelnames if d.toegewezen and d.spoor is Spoor.PLEGER and casus.splitsing is not None)
    hier = _Hier(casus.id, same_persons(casus, ander), there, said)
    return [_recorded(kept, hier) for kept in vastleggingen]


def fold_joined(eigen: Sequence[Vastlegging], anderen: Mapping[str, Sequence[Vastlegging]]) -> Casus | None:
    """Build the casus from its own contributions and those of the casussen it was joined with, in the order in which the hub heard them."""
    casus = fold(eigen)
    if casus is None or not anderen:
        return casus
    heard = list(zip(accumulate((v.ontvangen_op for v in eigen), max), eigen, strict=True))
    first, rest = heard[0], heard[1:]
    for _, other in sorted(anderen.items()):
        ander = fold(other)
        adopted = adopt(other, casus, ander) if ander is not None else []
        rest += zip(accumulate((v.ontvangen_op for v in adopted), max), adopted, strict=True)
    ordered = [first, *sorted(rest, key=lambda one: one[0])]
    found = fold(vastlegging for _, vastlegging in ordered)
    return found.model_copy(update={"gekoppeld": tuple(sorted(anderen))}) if found is not None else None
