"""What only regie can do and has not done yet: accept in person, and give everyone a track (domain 1)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.kalender import add_working_days
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.teksten import days_ago_note

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.domain.casus import Casus
    from ketenhub.evaluate.kader import Kader

ROLLEN = {"casusregie": "de casusregie", "zicht_op_veiligheid": "het zicht op veiligheid"}


def answer_days(casus: Casus, kader: Kader) -> dict[str, date]:
    """Give per role that nobody accepted in person yet the day after which that is a signal."""
    term = kader.pakket.regie_binnen.waarde
    return {
        r.regierol.value: add_working_days(r.sinds, term, kader.kalender) + timedelta(days=1)
        for r in casus.regie
        if r.voorlopig and r.regierol.value in ROLLEN
    }


def unanswered(casus: Casus, kader: Kader) -> Iterator[Signaal]:
    """Say which role is still held by a team."""
    figure = kader.pakket.regie_binnen
    for rol, day in answer_days(casus, kader).items():
        if day <= kader.peildatum:
            text = f"Nog niemand aanvaardde {ROLLEN[rol]} binnen {figure.waarde} werkdag{days_ago_note(figure.eigen_afspraak)}."
            spoor = Spoor.ONVERDEELD if casus.splitsing is None else Spoor.SLACHTOFFER
            yield Signaal(sleutel=f"regie_open:{rol}", soort="regie_open", ernst=Ernst.HOOG, dag=day, tekst=text, spoor=spoor)


def unassigned(casus: Casus, kader: Kader) -> Iterator[Signaal]:
    """Say who takes part without a track since the tracks were separated; only for who directs both."""
    if casus.splitsing is None:
        return
    for d in casus.deelnames:
        if not d.toegewezen and d.on(kader.peildatum):
            text = f"{{org:{d.organisatie}}} heeft nog geen spoor en krijgt niets van het slachtoffer te zien. Wijs een spoor toe."
            day = max(casus.splitsing.op, d.van)
            key = f"spoor_toewijzen:{d.organisatie}"
            yield Signaal(sleutel=key, soort="spoor_toewijzen", ernst=Ernst.HOOG, dag=day, tekst=text, spoor=Spoor.BEIDE)
