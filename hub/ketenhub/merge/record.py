"""Turn what was said into what is kept: ids, tracks, and references resolved within one casus."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import Afweegverzoek
from ketenhub.domain.bijdrage import Herkomst, Item, Vastlegging
from ketenhub.domain.errors import OnbekendeVerwijzing, OngeldigBericht
from ketenhub.domain.partijen import Persoon, Spoor
from ketenhub.merge.afwegen import check_weighing, decides_about
from ketenhub.merge.deelname import in_order
from ketenhub.merge.inhoud import check_content
from ketenhub.merge.rechten import check_rights, check_withdrawals
from ketenhub.merge.refs import resolve_refs
from ketenhub.merge.standen import check_steps
from ketenhub.merge.tekstvrijgave import check_releases

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ketenhub.domain.bijdrage import Bijdrage, Feit, Opening
    from ketenhub.domain.casus import Casus


@dataclass(frozen=True, slots=True)
class Ontvangen:
    """What the hub knows about the message beside its content: sender, when heard, how translated, fresh ids.

    `pseudoniemen` maps what this sender calls a person in its view to the person's id; `soort` is the sender's kind of organisation;
    `werkdoelen` how many work goals may be active where the method refuses more.
    """

    organisatie: str
    ontvangen_op: datetime
    vertaling: str
    nieuw_id: Callable[[], str]
    opening: Opening
    pseudoniemen: Mapping[str, str] = field(default_factory=dict)
    soort: str = ""
    werkdoelen: int | None = None


@dataclass(slots=True)
class _Namen:
    """Everything this sender can refer to."""

    personen: dict[str, str]
    feiten: dict[str, str]

    def resolve(self, naar: str, ref: str, place: str) -> str:
        """Give the id behind a reference, or refuse it with its place."""
        found = (self.personen if naar == "persoon" else self.feiten).get(ref)
        if found is None:
            raise OnbekendeVerwijzing(place)
        return found


def speaks_on_pleger(casus: Casus, organisatie: str) -> bool:
    """Tell whether regie put this sender on the perpetrator's track, so that what it says lands there."""
    return any(d.organisatie == organisatie and d.toegewezen and d.spoor is Spoor.PLEGER for d in casus.deelnames)


def track_of(casus: Casus | None, organisatie: str, feit: Feit, eerder: Spoor | None) -> Spoor:
    """Give the track on which an item of this sender lands (domain 1, Spoor).

    Who has no assigned track counts as `pleger` for what it receives, but what it says is the victim's. A correction of an item of the
    victim's stays there, unless regie names the other track.
    """
    if casus is None or casus.splitsing is None:
        return Spoor.ONVERDEELD
    if any(d.organisatie == organisatie and d.spoor is Spoor.BEIDE for d in casus.deelnames):
        return Spoor(feit.spoor) if feit.spoor else Spoor.SLACHTOFFER
    return Spoor.PLEGER if speaks_on_pleger(casus, organisatie) and eerder in (None, Spoor.PLEGER) else Spoor.SLACHTOFFER


def _visible(item: Item, casus: Casus, organisatie: str) -> bool:
    if casus.splitsing is None or item.herkomst.organisatie == organisatie:
        return True
    return any(
        d.organisatie == organisatie and (d.spoor is Spoor.BEIDE or (item.spoor is Spoor.PLEGER) == (d.spoor is Spoor.PLEGER))
        for d in casus.deelnames
    )


@dataclass(slots=True)
class _Nummers:
    """Who is meant by a BSN: as this sender's side says, and else as the whole casus does, but never someone whom its side knows already.

    So whom the perpetrator's side takes for one person follows from what that side said, and from no number of the victim's.
    """

    eigen: dict[str, str]
    alle: dict[str, str]
    bekend: set[str]

    def find(self, bsn: str) -> str | None:
        """Give the person with this number, or None."""
        other = self.alle.get(bsn)
        return self.eigen.get(bsn) or (None if other in self.bekend else other)

    def take(self, bsn: str | None, ident: str) -> None:
        """Remember whom this message names, by number where it gives one."""
        self.bekend.add(ident)
        if bsn:
            self.eigen.setdefault(bsn, ident)


def _numbers(casus: Casus | None, organisatie: str) -> _Nummers:
    if casus is None:
        return _Nummers({}, {}, set())
    if not speaks_on_pleger(casus, organisatie):
        return _Nummers(dict(casus.bsns), {}, set())
    ids = {(org, ref): ident for org, ref, ident in casus.sleutels if ident.startswith("p-")}
    found = _Nummers({}, dict(casus.bsns), set())
    for item in in_order(item for item in casus.items if item.spoor is Spoor.PLEGER):
        if isinstance(item.feit, Persoon):
            found.take(item.feit.bsn, ids[item.herkomst.organisatie, item.feit.ref])
    return found


def _persons(bijdrage: Bijdrage, casus: Casus | None, ontvangen: Ontvangen) -> tuple[dict[str, str], list[tuple[str, str, str]]]:
    """Name every person of the message: known by own reference, by BSN within this casus, or new."""
    known = {ref: ident for org, ref, ident in (casus.sleutels if casus else ()) if org == ontvangen.organisatie and ident.startswith("p-")}
    nummers = _numbers(casus, ontvangen.organisatie)
    namen = dict(ontvangen.pseudoniemen) | known
    linked: list[tuple[str, str, str]] = []
    for feit in bijdrage.feiten:
        if not isinstance(feit, Persoon):
            continue
        # who was named before without this number stays who it was: a refusal would silence the message and tell of a hidden person
        ident = namen.get(feit.ref) or (nummers.find(feit.bsn) if feit.bsn else None) or f"p-{ontvangen.nieuw_id()}"
        nummers.take(feit.bsn, ident)
        namen[feit.ref] = ident
        linked.append((ontvangen.organisatie, feit.ref, ident))
    return namen, linked


def _own(item: Item, ontvangen: Ontvangen) -> bool:
    return item.herkomst.organisatie == ontvangen.organisatie


def _named(bijdrage: Bijdrage, casus: Casus | None, ontvangen: Ontvangen) -> tuple[_Namen, list[tuple[str, str, str]], list[str]]:
    personen, linked = _persons(bijdrage, casus, ontvangen)
    feiten = {
        ref: ident for org, ref, ident in (casus.sleutels if casus else ()) if org == ontvangen.organisatie and not ident.startswith("p-")
    }
    if casus is not None:
        feiten |= {item.id: item.id for item in casus.items if _visible(item, casus, ontvangen.organisatie)}
    said = {(item.herkomst.eigen_id, item.feit.soort): item.id for item in (casus.items if casus else ()) if _own(item, ontvangen)}
    fresh: list[str] = []
    for feit in bijdrage.feiten:
        # a correction keeps the id, so that what others said about the item still points at it
        ident = said.get((feit.ref, feit.soort)) or ontvangen.nieuw_id()
        fresh.append(ident)
        if not isinstance(feit, Persoon):
            feiten[feit.ref] = ident
    return _Namen(personen, feiten), linked, fresh


def _origin(feit: Feit, bijdrage: Bijdrage, ontvangen: Ontvangen) -> Herkomst:
    # a question is addressed to whom it is put
    asked = (feit.aan,) if isinstance(feit, Afweegverzoek) else ()
    return Herkomst(
        organisatie=ontvangen.organisatie,
        professional=feit.professional or bijdrage.professional,
        eigen_id=feit.ref,
        geldig_op=feit.geldig_op,
        opgesteld_op=bijdrage.opgesteld_op,
        ontvangen_op=ontvangen.ontvangen_op,
        bericht=bijdrage.bericht_id,
        vertaling=ontvangen.vertaling,
        genoemd=tuple(dict.fromkeys((*feit.genoemd, *asked, *bijdrage.geadresseerden))),
        niet_verder=feit.niet_verder,
        beroepsgeheim=feit.beroepsgeheim,
    )


def _unique_refs(bijdrage: Bijdrage) -> None:
    seen: set[tuple[bool, str]] = set()
    for n, feit in enumerate(bijdrage.feiten):
        key = (isinstance(feit, Persoon), feit.ref)
        if key in seen:
            raise OngeldigBericht(f"/feiten/{n}/ref", "deze ref komt twee keer voor")
        seen.add(key)


def record(bijdrage: Bijdrage, casus: Casus | None, ontvangen: Ontvangen) -> Vastlegging:
    """Give the contribution as it is kept for ever.

    Raises OnbekendeVerwijzing (a reference of which the sender may not know, hidden or absent alike), AlleenRegie, AlleenOM,
    OngeldigBericht.
    """
    _unique_refs(bijdrage)
    check_rights(bijdrage, casus, ontvangen.organisatie, ontvangen.opening.regie)
    check_withdrawals(bijdrage, casus, ontvangen.organisatie, ontvangen.opening.regie)
    op_pleger = casus is not None and speaks_on_pleger(casus, ontvangen.organisatie)
    check_content(bijdrage, casus, ontvangen.soort, op_pleger=op_pleger)
    namen, linked, fresh = _named(bijdrage, casus, ontvangen)
    items = []
    before: dict[str | None, Spoor] = {item.id: item.spoor for item in (casus.items if casus else ())}
    for n, (feit, ident) in enumerate(zip(bijdrage.feiten, fresh, strict=True)):
        resolved = resolve_refs(feit, f"/feiten/{n}", namen.resolve)
        # a decision stands where its fact stands, or it would decide nothing
        spoor = before.get(decides_about(resolved)) or track_of(casus, ontvangen.organisatie, feit, before.get(ident))
        items.append(Item(id=ident, spoor=spoor, herkomst=_origin(feit, bijdrage, ontvangen), feit=resolved))
    check_steps(items, casus, ontvangen.opening.regie, ontvangen.werkdoelen)
    check_releases(items, casus)
    check_weighing(items, casus)
    own = {ref for org, ref, _ in (casus.sleutels if casus else ()) if org == ontvangen.organisatie}
    for n, intrekking in enumerate(bijdrage.intrekkingen):
        if intrekking.ref not in own:
            raise OnbekendeVerwijzing(f"/intrekkingen/{n}/ref")
    return Vastlegging(
        vastlegging_id=ontvangen.nieuw_id(),
        casus_id=ontvangen.opening.casus_id if casus is None else casus.id,
        organisatie=ontvangen.organisatie,
        bericht_id=bijdrage.bericht_id,
        opgesteld_op=bijdrage.opgesteld_op,
        ontvangen_op=ontvangen.ontvangen_op,
        vertaling=ontvangen.vertaling,
        opening=ontvangen.opening if casus is None else None,
        items=tuple(items),
        personen=tuple(linked),
        intrekkingen=bijdrage.intrekkingen,
    )
