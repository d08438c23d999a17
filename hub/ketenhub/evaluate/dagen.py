"""On which days time alone changes a track: `tick` wakes up for the first of them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.evaluate.afsluiten import closing_days
from ketenhub.evaluate.datums import date_days
from ketenhub.evaluate.laagste import standing_scores
from ketenhub.evaluate.stabiel import voice_clock
from ketenhub.evaluate.stemmen import required_voices
from ketenhub.evaluate.stiltes import silent_days, stale_day
from ketenhub.evaluate.termijnen import advice_day, running_terms
from ketenhub.evaluate.veiligthuis import told_days
from ketenhub.evaluate.verloop import turning_days
from ketenhub.evaluate.volledig import moment_days

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.evaluate.verloop import Verloop


def _term_days(verloop: Verloop) -> Iterator[date]:
    pakket = verloop.toestand.kader.pakket
    for _, term in running_terms(verloop):
        yield term.escaleert
        yield from (day for _, day in term.warned(g.waarde for g in pakket.waarschuwingen))
    advice = advice_day(verloop)
    if advice is not None:
        yield advice


def changing_days(verloop: Verloop) -> Iterator[date]:
    """Give every day on which this track may change without a message."""
    toestand = verloop.toestand
    yield from turning_days(verloop)
    yield from toestand.feiten.komend
    yield from (day for day, _ in toestand.feiten.aflopend)
    yield from (day for day, _ in toestand.feiten.controles)
    yield from (stale_day(c, toestand.limiet) for c in standing_scores(toestand.bord))
    clocks = (voice_clock(verloop, v.sleutel) for v in required_voices(toestand.feiten, toestand.bord, toestand.kader.peildatum))
    yield from (clock.dag for clock in clocks if clock is not None)
    yield from silent_days(verloop)
    yield from (*date_days(verloop), *told_days(verloop), *moment_days(verloop), *closing_days(verloop))
    yield from (p.lid_tot + timedelta(days=1) for p in toestand.feiten.zicht.personen if p.lid and p.lid_tot is not None)
    yield from (g.bekend + timedelta(days=toestand.kader.pakket.signaal_blijft.waarde + 1) for g in verloop.gevaren)
    yield from _term_days(verloop)
