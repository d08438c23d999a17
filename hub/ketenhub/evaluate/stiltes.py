"""Scores that age, scores without a reason, and voices that stay silent: worth a question, no danger (domain F6)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.evaluate.alarmen import make_signal
from ketenhub.evaluate.stemmen import required_voices
from ketenhub.evaluate.teksten import about, days_ago_note, voice

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.partijen import Spoor
    from ketenhub.evaluate.feiten import Cijfer
    from ketenhub.evaluate.stemmen import Stem
    from ketenhub.evaluate.verloop import Verloop


def stale_day(cijfer: Cijfer, limiet: int) -> date:
    """Give the first day on which the score is stale."""
    return cijfer.dag + timedelta(days=limiet + 1)


def _stale(stem: Stem, verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    toestand = verloop.toestand
    figures = toestand.kader.pakket.stale_after(toestand.fase)
    for cijfer in toestand.bord.current(stem):
        day = stale_day(cijfer, figures.waarde)
        if day <= toestand.kader.peildatum:
            note = days_ago_note(figures.eigen_afspraak)
            text = f"Het cijfer van {voice(stem.sleutel)} voor {about(cijfer)} is ouder dan {figures.waarde} dagen{note}."
            yield make_signal(f"verouderd:{cijfer.item}", "verouderd", (Ernst.ATTENTIE, day), text, (spoor, (cijfer.pad,)))
    for cijfer in stem.onvolledig.values():
        text = f"{voice(stem.sleutel)} gaf een cijfer voor {about(cijfer)} zonder reden. Vraag de reden."
        yield make_signal(f"onvolledig:{cijfer.item}", "onvolledig", (Ernst.ATTENTIE, cijfer.moment), text, (spoor, (cijfer.pad,)))


def silent_from(verloop: Verloop, sleutel: str) -> date:
    """Give the day from which a voice that never scored counts as silent: as long as a score stays fresh."""
    deelnames = [d.van for d in verloop.toestand.feiten.zicht.deelnames if f"org:{d.organisatie}" == sleutel]
    return min(deelnames, default=verloop.opening) + timedelta(days=verloop.toestand.limiet + 1)


def silent_days(verloop: Verloop) -> list[date]:
    """Give for every required voice the day from which it is silent when it never scores."""
    toestand = verloop.toestand
    return [silent_from(verloop, v.sleutel) for v in required_voices(toestand.feiten, toestand.bord, toestand.kader.peildatum)]


def aged_and_silent(verloop: Verloop, spoor: Spoor) -> Iterator[Signaal]:
    """Ask a required voice for a new score, for its reason, or for its first."""
    toestand = verloop.toestand
    for v in required_voices(toestand.feiten, toestand.bord, toestand.kader.peildatum):
        stem = toestand.bord.stem(v.sleutel)
        yield from _stale(stem, verloop, spoor)
        day = silent_from(verloop, v.sleutel)
        if not (stem.laatste or stem.onvolledig) and v.vrijstelling is None and day <= toestand.kader.peildatum:
            text = f"{voice(v.sleutel)} gaf nog geen cijfer."
            yield make_signal(f"stilte:{v.sleutel}", "stilte", (Ernst.ATTENTIE, day), text, (spoor, ()))
