"""The projection of a casus: loaded, evaluated, cut per track, and sealed again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import orjson

from ketenhub.domain.bijdrage import Vastlegging
from ketenhub.domain.casus import Casus, PersoonInBeeld, Splitsing
from ketenhub.domain.fase import FaseBeoordeling
from ketenhub.domain.moment import NEDERLAND, day_of
from ketenhub.domain.partijen import Spoor
from ketenhub.share.gereed import Gereed, prepare
from ketenhub.store.lopen import Projectieregel

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.json import Object
    from ketenhub.flow.sleutels import Sleutelbos

ZONE = ZoneInfo(NEDERLAND)
HEEL = ("onverdeeld", "regie")


@dataclass(frozen=True)
class Beeld:
    """A casus and its evaluation as plain JSON, as the rooms after `merge` and the projection hold it."""

    casus: Object
    beoordeling: Object

    @cached_property
    def gereed(self) -> Gereed:
        """Give the casus made ready to be shared: once, however many recipients there are."""
        return prepare(self.casus)


def row_of(spoor: str) -> str:
    """Give the projection that a participant on this track reads."""
    return "regie" if spoor == "beide" else spoor


def plain(casus: Casus, beoordeling: FaseBeoordeling) -> Beeld:
    """Give both as plain JSON."""
    return Beeld(
        casus.model_dump(mode="json", by_alias=True, exclude_none=True),
        beoordeling.model_dump(mode="json", by_alias=True, exclude_none=True),
    )


def _bare(casus: Casus) -> dict[str, object]:
    """Give the frame as the perpetrator's track has it: no person who directs, nothing of the separation, not how much was said."""
    return {
        "versie": 0,
        "regie": tuple(r.model_copy(update={"houder": None, "item": None}) for r in casus.regie),
        "splitsing": Splitsing(op=day_of(casus.opening.geopend_op, ZONE), item=casus.id, plegers=()),
    }


def _with_statements(casus: Casus, kept: set[str]) -> tuple[PersoonInBeeld, ...]:
    """Give the persons of whom one of these items says who they are, with those statements alone."""
    return tuple(
        p.model_copy(update={"verklaringen": tuple(v for v in p.verklaringen if v in kept)})
        for p in casus.personen
        if any(v in kept for v in p.verklaringen)
    )


def _cut_casus(casus: Casus, pleger: bool) -> Casus:
    """Leave out everything of the other track, so that not even the database holds it for this recipient."""
    items = tuple(item for item in casus.items if (item.spoor is Spoor.PLEGER) == pleger)
    kept = {item.id for item in items}
    personen = casus.plegerkant if pleger else _with_statements(casus, kept)
    sides = (Spoor.PLEGER, Spoor.BEIDE) if pleger else (Spoor.SLACHTOFFER, Spoor.BEIDE)
    return casus.model_copy(
        update={
            "items": items,
            "personen": personen,
            "plegerkant": (),
            "deelnames": tuple(d for d in casus.deelnames if d.spoor in sides),
            # only who walks needs these, and it reads the whole
            "sleutels": (),
            "bsns": (),
            "ingetrokken": (),
            "gekoppeld": (),
            "opgenomen_in": None,
            "zelfde": (),
        }
        | (_bare(casus) if pleger else {})
    )


def _cut_result(beoordeling: FaseBeoordeling, spoor: Spoor) -> FaseBeoordeling:
    """Keep one track's own result; the next term mixes both tracks, so it goes, and the perpetrator's has its own."""
    own = beoordeling.termijn_pleger if spoor is Spoor.PLEGER else None
    sporen = tuple(s for s in beoordeling.sporen if s.spoor is spoor)
    return beoordeling.model_copy(update={"sporen": sporen, "volgende_termijn": own, "termijn_pleger": None})


def per_track(casus: Casus) -> dict[str, Casus]:
    """Give what each track holds of a casus: unsplit one, split three (trust 6)."""
    if casus.splitsing is None:
        return {"onverdeeld": casus}
    return {"regie": casus, "slachtoffer": _cut_casus(casus, pleger=False), "pleger": _cut_casus(casus, pleger=True)}


def cut(casus: Casus, beoordeling: FaseBeoordeling) -> dict[str, Beeld]:
    """Give one projection per track."""
    return {
        spoor: plain(part, beoordeling if spoor in HEEL else _cut_result(beoordeling, Spoor(spoor)))
        for spoor, part in per_track(casus).items()
    }


def seal(beelden: dict[str, Beeld], bos: Sleutelbos) -> list[tuple[str, bytes]]:
    """Give each projection sealed with the key of its track."""
    return [
        (spoor, bos.seal(f"projectie:{spoor}", "projectie", spoor, orjson.dumps({"casus": b.casus, "beoordeling": b.beoordeling})))
        for spoor, b in sorted(beelden.items())
    ]


def open_row(rij: Projectieregel, bos: Sleutelbos) -> Beeld:
    """Open one projection with the key that was read with it, so that one made anew meanwhile opens too; raises Vernietigd."""
    bos.bekend[f"projectie:{rij.spoor}"] = rij.gewikkeld
    found = orjson.loads(bos.open(f"projectie:{rij.spoor}", "projectie", rij.spoor, rij.inhoud))
    return Beeld(found["casus"], found["beoordeling"])


def aside(rijen: Iterable[Projectieregel], bos: Sleutelbos) -> FaseBeoordeling | None:
    """Give the last evaluation that the perpetrator's side was given, for the walk only; None while the tracks are one."""
    for rij in rijen:
        if rij.spoor == Spoor.PLEGER.value:
            return FaseBeoordeling.model_validate_json(orjson.dumps(open_row(rij, bos).beoordeling))
    return None


def whole(rijen: Iterable[Projectieregel], bos: Sleutelbos) -> tuple[Casus, FaseBeoordeling] | None:
    """Give the whole casus with its last evaluation, for the walk only; None when there is no projection."""
    for rij in rijen:
        if rij.spoor in HEEL:
            beeld = open_row(rij, bos)
            return Casus.model_validate_json(orjson.dumps(beeld.casus)), FaseBeoordeling.model_validate_json(
                orjson.dumps(beeld.beoordeling)
            )
    return None


def open_contribution(sealed: tuple[str, str, bytes, bytes], bos: Sleutelbos) -> Vastlegging:
    """Open one recorded contribution; raises Vernietigd."""
    ident, organisatie, inhoud, _ = sealed
    return Vastlegging.model_validate_json(bos.open(organisatie, "bijdrage", ident, inhoud))
