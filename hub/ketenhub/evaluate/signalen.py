"""The signals: one per cause, open as long as its cause is (domain F6, F7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.moment import order_key
from ketenhub.evaluate.aanleiding import cause_signals
from ketenhub.evaluate.alarmen import happened, low_scores, make_signal, other_scale
from ketenhub.evaluate.brug import bridged
from ketenhub.evaluate.datums import date_signals
from ketenhub.evaluate.heroverwegen import reweigh_signals
from ketenhub.evaluate.opzet import inform_signals
from ketenhub.evaluate.samenloop import alignment_tasks
from ketenhub.evaluate.stiltes import aged_and_silent
from ketenhub.evaluate.teksten import day_text, days_ago_note
from ketenhub.evaluate.termijnen import advice_day, advised, escalated, running_terms
from ketenhub.evaluate.veiligthuis import told_signals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ketenhub.domain.partijen import Spoor
    from ketenhub.evaluate.termijnen import Loopt
    from ketenhub.evaluate.verloop import Verloop

# the most severe first
ZWAARTE = (Ernst.DIRECT, Ernst.HOOG, Ernst.ATTENTIE)


def _warning(verloop: Verloop, term: Loopt, spoor: Spoor) -> Signaal | None:
    """Give the highest warning that was reached."""
    kader = verloop.toestand.kader
    figures = {figure.waarde: figure for figure in kader.pakket.waarschuwingen}
    reached = [(part, day) for part, day in term.warned(figures) if day <= kader.peildatum]
    if not reached:
        return None
    part, day = max(reached)
    note = days_ago_note(figures[part].eigen_afspraak)
    what = "voor directe veiligheid" if term.soort == "directe_veiligheid" else "om voorwaarden af te spreken"
    text = f"De tijd {what} is voor {part} % voorbij{note}. De laatste dag is {day_text(term.eind)}."
    return make_signal(f"termijn_{part}:{term.oorzaak}", f"termijn_{part}", (Ernst.ATTENTIE, day), text, (spoor, term.paden))


def _terms(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    for periode, term in running_terms(verloop):
        if escalated(verloop, periode, term):
            why = "Er is geen directe veiligheid" if term.soort == "directe_veiligheid" else "Er zijn geen voorwaarden afgesproken"
            text = f"{why} op {day_text(term.eind)}. Schaal op: Veilig Thuis, Raad voor de Kinderbescherming, strafketen of MDA++."
            yield make_signal(f"opschalen:{term.oorzaak}", "opschalen", (Ernst.HOOG, term.escaleert), text, (spoor, term.paden))
        elif periode.eind is None and verloop.toestand.kader.peildatum <= term.eind:
            warning = _warning(verloop, term, spoor)
            if warning is not None:
                yield warning
    advice = advice_day(verloop)
    if advice is not None and advice <= verloop.toestand.kader.peildatum and not advised(verloop, advice):
        text = "Er is een half jaar directe veiligheid, maar nog geen stabiele veiligheid. Vraag advies. Dit is geen fout."
        yield make_signal(f"consulteren:{advice.isoformat()}", "consulteren", (Ernst.ATTENTIE, advice), text, (spoor, ()))


def in_order(signalen: Iterable[Signaal], verloop: Verloop) -> tuple[Signaal, ...]:
    """Put the most severe first, then the oldest."""
    zone = verloop.toestand.kader.zone
    return tuple(sorted(signalen, key=lambda s: (ZWAARTE.index(s.ernst), order_key(s.dag, zone), s.sleutel)))


def signals(verloop: Verloop, ander: Verloop | None, *, met_termijnen: bool) -> tuple[Signaal, ...]:
    """Give every open signal of the track, with the dangers that cross the bridge, and what Veilig Thuis has to hear of them."""
    spoor = verloop.toestand.feiten.zicht.spoor
    found = [*low_scores(verloop, spoor), *happened(verloop, spoor), *other_scale(verloop, spoor), *aged_and_silent(verloop, spoor)]
    found += [*cause_signals(verloop), *alignment_tasks(verloop), *date_signals(verloop)]
    if met_termijnen:
        found += [*_terms(verloop, spoor), *told_signals(verloop), *reweigh_signals(verloop)]
    if ander is not None:
        found += bridged(verloop, ander, spoor)
    return in_order((*found, *inform_signals(verloop, found)), verloop)
