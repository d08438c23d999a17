"""After every fall-back regie weighs the law again, in three domains; the task stays open until each is answered (CON-26, VISIE-33)."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.moment import day_of
from ketenhub.domain.overzicht import Domeinstand, Heroverwegingstaak
from ketenhub.domain.regie import Domein, Heroverweging
from ketenhub.evaluate.orde import order_of
from ketenhub.evaluate.teksten import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.bijdrage import Item
    from ketenhub.evaluate.verloop import Periode, Verloop

DOMEINEN: tuple[Domein, ...] = get_args(Domein)
NAMEN = {"straf": "het strafrecht", "civiel": "civiele maatregelen", "bestuur": "maatregelen van het bestuur"}
ANTWOORD = "heroverweging.besluit"


def _answers(verloop: Verloop, periode: Periode) -> list[tuple[Item, Heroverweging]]:
    """Give what regie answered to this fall-back, or to a later one; the last said stands last."""
    zone = verloop.toestand.kader.zone
    found = [
        (item, feit)
        for item, feit in verloop.toestand.feiten.of(Heroverweging)
        if feit.terugval >= periode.begin and day_of(item.herkomst.geldig_op, zone) >= periode.begin
    ]
    return sorted(found, key=lambda pair: (order_of(pair[0].herkomst.geldig_op, zone, danger=False), pair[0].id))


def _standing(domein: Domein, answers: list[tuple[Item, Heroverweging]]) -> Domeinstand:
    said = [(item, feit) for item, feit in answers if feit.domein in (None, domein)]
    if not said:
        return Domeinstand(domein=domein)
    item, feit = said[-1]
    return Domeinstand(domein=domein, besluit=feit.besluit, paden=(f"{item.id}.besluit",))


def reweighings(verloop: Verloop) -> tuple[Heroverwegingstaak, ...]:
    """Give the task of each fall-back, the oldest first; of a fall by danger on the other track only the day is known."""
    found = []
    for periode in verloop.periodes:
        if periode.oorzaak is not None:
            answers = _answers(verloop, periode)
            standings = tuple(_standing(domein, answers) for domein in DOMEINEN)
            waits = any(d.besluit is None for d in standings)
            paths = () if periode.brug else (periode.oorzaak,)
            found.append(Heroverwegingstaak(terugval=periode.begin, domeinen=standings, open=waits, paden=paths))
    return tuple(found)


def reweigh_signals(verloop: Verloop) -> Iterator[Signaal]:
    """Say which fall-back regie did not answer in every domain yet."""
    for taak in reweighings(verloop):
        waiting = [NAMEN[d.domein] for d in taak.domeinen if d.besluit is None]
        if taak.open:
            yield Signaal(
                sleutel=f"heroverweging:{taak.terugval.isoformat()}",
                soort="heroverweging",
                ernst=Ernst.HOOG,
                dag=taak.terugval,
                tekst=f"De fase ging op {day_text(taak.terugval)} terug naar 1. Weeg opnieuw: {', '.join(waiting)}.",
                spoor=verloop.toestand.feiten.zicht.spoor,
                paden=taak.paden,
                afwezig=ANTWOORD,
            )
