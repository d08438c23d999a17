"""A score of 0 is acute physical danger: whom to call at once, who of them takes part already, and who does not yet (VISIE-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.overzicht import Inschakeling
from ketenhub.domain.regie import Betrokkenheid

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.fase import Signaal
    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.kader import Kader

NUL = 0


def to_call(feiten: Iterable[Feiten], kader: Kader) -> tuple[Inschakeling, ...]:
    """Give each kind to call, with those of that kind that take part today on these tracks."""
    parts: set[str] = set()
    paths: dict[str, list[str]] = {}
    for track in feiten:
        parts |= {d.organisatie for d in track.zicht.deelnames if d.on(kader.peildatum)}
        for item, feit in track.of(Betrokkenheid):
            paths.setdefault(feit.organisatie, []).append(f"{item.id}.organisatie")
    found = []
    for soort in kader.pakket.direct_inschakelen:
        there = tuple(sorted(oin for oin in parts if kader.soorten.get(oin) == soort))
        found.append(Inschakeling(soort=soort, organisaties=there, paden=tuple(sorted(p for oin in there for p in paths.get(oin, ())))))
    return tuple(found)


def recalled(signalen: Iterable[Signaal], feiten: Iterable[Feiten], kader: Kader) -> list[Signaal]:
    """Give the signals with whom to call over both tracks, for who directs both."""
    calls = to_call(tuple(feiten), kader)
    return [s.model_copy(update={"inschakelen": calls}) if s.inschakelen else s for s in signalen]
