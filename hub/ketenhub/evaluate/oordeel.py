"""The whole judgement on one day: per track, the headline, and the next day on which time alone changes it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Fase, FaseBeoordeling, Spoorbeoordeling
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.feiten import Kader, read_facts
from ketenhub.evaluate.laagste import lowest, standing_scores
from ketenhub.evaluate.poort import obstacles
from ketenhub.evaluate.regietaken import answer_days, unanswered, unassigned
from ketenhub.evaluate.signalen import in_order, signals, silent_days, stale_day
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.teksten import gate_sentence, track_sentence
from ketenhub.evaluate.termijnen import advice_day, running_terms, shown_terms
from ketenhub.evaluate.uitleg import reason, reasons, standings
from ketenhub.evaluate.verloop import Verloop, replay, turning_days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import Reden, Signaal, Stemstand
    from ketenhub.domain.kalender import Kalender
    from ketenhub.domain.regelpakket import Regelpakket


def _paths(redenen: tuple[Reden, ...], stemmen: tuple[Stemstand, ...]) -> tuple[str, ...]:
    found = {p for r in redenen for p in r.paden} | {p for s in stemmen if s.vereist for p in s.paden}
    return tuple(sorted(found))


def _with_phase(verloop: Verloop, ander: Verloop | None) -> Spoorbeoordeling:
    """Give the result of the household, or of the victim's track."""
    toestand, day = verloop.toestand, verloop.toestand.kader.peildatum
    blocked = list(obstacles(toestand, day)) if verloop.fase < 3 else []
    low, low_paths = lowest(standing_scores(toestand.bord))
    found, voices = reasons(verloop, blocked, day), standings(verloop, day)
    return Spoorbeoordeling(
        spoor=toestand.feiten.zicht.spoor,
        fase=Fase(verloop.fase),
        sinds=verloop.sinds,
        laagste=low,
        laagste_paden=low_paths,
        poort_open=verloop.fase > 1,
        poort_zin=gate_sentence(verloop.fase, blocked),
        poort_paden=_paths(found, voices),
        stemmen=voices,
        redenen=found,
        termijnen=shown_terms(verloop),
        signalen=signals(verloop, ander, met_termijnen=True),
    )


def _without_phase(verloop: Verloop) -> Spoorbeoordeling:
    """Give the result of the perpetrator's track: own voices, scores and signals, and no phase (domain F12)."""
    toestand, day = verloop.toestand, verloop.toestand.kader.peildatum
    toestand.fase = 1
    blocked = [o for o in obstacles(toestand, day) if o.stem is not None or o.soort == "voorwaarde"]
    low, low_paths = lowest(standing_scores(toestand.bord))
    voices = standings(verloop, day)
    found = tuple(reason(o, toestand) for o in blocked)
    return Spoorbeoordeling(
        spoor=Spoor.PLEGER,
        fase=None,
        laagste=low,
        laagste_paden=low_paths,
        poort_zin=track_sentence(blocked),
        poort_paden=_paths(found, voices),
        stemmen=voices,
        redenen=found,
        signalen=signals(verloop, None, met_termijnen=False),
    )


def _headline(slachtoffer: Verloop, own: Spoorbeoordeling, pleger: Verloop, other: Spoorbeoordeling) -> Spoorbeoordeling:
    """Give the lower of both, in full, for those who direct both tracks."""
    low, low_paths = lowest([*standing_scores(slachtoffer.toestand.bord), *standing_scores(pleger.toestand.bord)])
    return own.model_copy(
        update={
            "spoor": Spoor.BEIDE,
            "laagste": low,
            "laagste_paden": low_paths,
            "poort_paden": tuple(sorted({*own.poort_paden, *other.poort_paden})),
            "stemmen": own.stemmen + other.stemmen,
            "redenen": own.redenen + other.redenen,
            "signalen": in_order((*(s for s in own.signalen if not s.brug), *other.signalen), slachtoffer),
        }
    )


def _add(result: Spoorbeoordeling, signalen: Iterator[Signaal], verloop: Verloop) -> Spoorbeoordeling:
    return result.model_copy(update={"signalen": in_order((*result.signalen, *signalen), verloop)})


def _term_days(verloop: Verloop) -> Iterator[date]:
    pakket = verloop.toestand.kader.pakket
    for _, term in running_terms(verloop):
        yield term.escaleert
        yield from (day for _, day in term.warned(g.waarde for g in pakket.waarschuwingen))
    advice = advice_day(verloop)
    if advice is not None:
        yield advice


def _changing_days(verloop: Verloop) -> Iterator[date]:
    """Give every day on which this track may change without a message."""
    toestand = verloop.toestand
    yield from turning_days(verloop)
    yield from toestand.feiten.komend
    yield from (day for day, _ in toestand.feiten.aflopend)
    yield from (stale_day(c, toestand.limiet) for c in standing_scores(toestand.bord))
    yield from silent_days(verloop)
    yield from (g.bekend + timedelta(days=toestand.kader.pakket.signaal_blijft.waarde + 1) for g in verloop.gevaren)
    yield from _term_days(verloop)


def evaluate(casus: Casus, peildatum: date, regelpakket: Regelpakket, kalender: Kalender) -> FaseBeoordeling:
    """Judge the phase of a household on one day, from its facts alone (domain 4)."""
    kader = Kader(peildatum, regelpakket, kalender, kalender.tijdzone)
    own, other = split_tracks(casus)
    facts = read_facts(own, kader)
    across = read_facts(other, kader) if other is not None else None
    verloop = replay(facts, across, casus.opening, kader)
    pleger = replay(across, None, casus.opening, kader) if across is not None else None
    days = [*_changing_days(verloop), *(_changing_days(pleger) if pleger is not None else ()), *answer_days(casus, kader).values()]
    first = _add(_with_phase(verloop, pleger), unanswered(casus, kader), verloop)
    results: tuple[Spoorbeoordeling, ...] = (first,)
    if pleger is not None:
        second = _without_phase(pleger)
        results = (first, second, _add(_headline(verloop, first, pleger, second), unassigned(casus, kader), verloop))
    return FaseBeoordeling(
        peildatum=peildatum,
        regelpakket=regelpakket.versie,
        gesplitst=casus.splitsing is not None,
        sporen=results,
        volgende_termijn=min((day for day in days if day > peildatum), default=None),
    )
