"""Leave the perpetrator's side alone while nothing happens there: so the moment tells nothing of the other (domain 4, F12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.flow import beeld as projectie

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.flow.sleutels import Sleutelbos
    from ketenhub.store.lopen import Betrokkene, Projectieregel

PLEGER = Spoor.PLEGER.value


@dataclass(frozen=True, slots=True)
class Voor:
    """The casus as it was before this walk, with what the perpetrator's side was given of it.

    `door` says what makes it walk: something that was said, time alone, or that everything has to be made anew.
    """

    casus: Casus | None = None
    beoordeling: FaseBeoordeling | None = None
    pleger: FaseBeoordeling | None = None
    door: Literal["bericht", "tijd", "opnieuw"] = "bericht"

    def of(self, spoor: str) -> FaseBeoordeling | None:
        """Give the evaluation that a participant on this track was given."""
        return self.pleger if spoor == PLEGER and self.pleger is not None else self.beoordeling


def read_before(rijen: Iterable[Projectieregel], bos: Sleutelbos) -> Voor:
    """Open what the last walk left; empty when there was none."""
    rows = tuple(rijen)
    found = projectie.whole(rows, bos)
    return Voor(*found, pleger=projectie.aside(rows, bos)) if found is not None else Voor()


def _own_term_came(pleger: FaseBeoordeling, beoordeling: FaseBeoordeling) -> bool:
    """Tell whether time alone changed something at the perpetrator's side."""
    if pleger.volgende_termijn is not None:
        return pleger.volgende_termijn <= beoordeling.peildatum
    # what was stored before a side knew its own term shows by its result
    there = tuple(s for s in beoordeling.sporen if s.spoor is Spoor.PLEGER)
    return pleger.regelpakket == beoordeling.regelpakket and pleger.sporen != there


def at_rest(voor: Voor, casus: Casus, beoordeling: FaseBeoordeling) -> bool:
    """Tell whether a walk leaves the perpetrator's side as it stands.

    A message does so unless it says something there: whatever time or other rules would change is left to the tick of its own term, else
    the moment at which it changes tells that a message came. Time does so until that term.
    """
    if voor.casus is None or voor.pleger is None or casus.splitsing is None or voor.door == "opnieuw":
        return False
    if voor.door == "tijd" and _own_term_came(voor.pleger, beoordeling):
        return False
    one, other = (projectie.per_track(c).get(PLEGER) for c in (voor.casus, casus))
    return one == other and split_tracks(voor.casus)[1] == split_tracks(casus)[1]


def kept_rows(rows: list[Betrokkene], before: list[Betrokkene]) -> list[Betrokkene]:
    """Give everyone's row, on the perpetrator's track as it stood; a part that ended is closed at once."""
    known = {b.organisatie: b for b in before}
    return [replace(known[r.organisatie], actief=r.actief and known[r.organisatie].actief) if r.spoor == PLEGER else r for r in rows]


def next_term(voor: Voor, beoordeling: FaseBeoordeling, *, rust: bool) -> date | None:
    """Give when the casus is due again; a side that was left alone keeps its own term, also when that has come."""
    there = voor.pleger.volgende_termijn if rust and voor.pleger is not None else None
    return min((day for day in (beoordeling.volgende_termijn, there) if day is not None), default=None)
