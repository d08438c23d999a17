"""The whole judgement on one day: per track, the headline, and the next day on which time alone changes it."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from ketenhub.domain.fase import FaseBeoordeling
from ketenhub.domain.regie import Regierol
from ketenhub.evaluate.dagen import changing_days
from ketenhub.evaluate.deeldagen import perpetrator_days, sharing_days
from ketenhub.evaluate.feiten import read_facts
from ketenhub.evaluate.hoofdbeeld import headline
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.regietaken import answer_days, unanswered, unassigned
from ketenhub.evaluate.signalen import in_order
from ketenhub.evaluate.spooroordeel import with_phase, without_phase
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.verloop import replay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import Signaal, Spoorbeoordeling
    from ketenhub.domain.kalender import Kalender
    from ketenhub.domain.regelpakket import Regelpakket
    from ketenhub.evaluate.verloop import Verloop

ONBEKEND: Mapping[str, str] = MappingProxyType({})
# signals that ask something of regie
TAKEN = ("heroverweging", "veilig_thuis_hoort")


def _add(result: Spoorbeoordeling, signalen: Iterator[Signaal], verloop: Verloop) -> Spoorbeoordeling:
    return result.model_copy(update={"signalen": in_order((*result.signalen, *signalen), verloop)})


def _owned(result: Spoorbeoordeling, casus: Casus) -> Spoorbeoordeling:
    """Put a name under every term and every task of regie: the organisation that holds casusregie."""
    owner = next((r.organisatie for r in casus.regie if r.regierol is Regierol.CASUSREGIE), casus.opening.regie)
    return result.model_copy(
        update={
            "termijnen": tuple(t.model_copy(update={"eigenaar": owner}) for t in result.termijnen),
            "signalen": tuple(s.model_copy(update={"organisatie": owner}) if s.soort in TAKEN else s for s in result.signalen),
        }
    )


def _next(days: Iterable[date], peildatum: date) -> date | None:
    return min((day for day in days if day > peildatum), default=None)


def evaluate(
    casus: Casus, peildatum: date, regelpakket: Regelpakket, kalender: Kalender, soorten: Mapping[str, str] = ONBEKEND
) -> FaseBeoordeling:
    """Judge the phase of a household on one day, from its facts alone (domain 4).

    `soorten` tells which kind each organisation of the region is, for whom to call at once (VISIE-11); it moves no phase.
    """
    kader = Kader(peildatum, regelpakket, kalender, kalender.tijdzone, soorten)
    own, other = split_tracks(casus)
    facts = read_facts(own, kader)
    across = read_facts(other, kader) if other is not None else None
    verloop = replay(facts, across, casus.opening, kader)
    pleger = replay(across, None, casus.opening, kader) if across is not None else None
    there = [*changing_days(pleger), *perpetrator_days(casus, kader)] if pleger is not None else []
    days = [*changing_days(verloop), *there, *answer_days(casus, kader).values(), *sharing_days(casus.items, kader)]
    first = _add(_owned(with_phase(verloop, pleger), casus), unanswered(casus, kader), verloop)
    results: tuple[Spoorbeoordeling, ...] = (first,)
    if pleger is not None:
        second = without_phase(pleger)
        results = (first, second, _add(headline(verloop, first, pleger, second), unassigned(casus, kader), verloop))
    return FaseBeoordeling(
        peildatum=peildatum,
        regelpakket=regelpakket.versie,
        gesplitst=casus.splitsing is not None,
        sporen=results,
        volgende_termijn=_next(days, peildatum),
        termijn_pleger=_next(there, peildatum),
    )
