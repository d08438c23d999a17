"""Samenloop straf en zorg: what still has to be aligned with police and OM; a task, not a danger (domain F9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.geweld import Afstemming, Geweldsoort, StrafbaarFeitVermoeden
from ketenhub.domain.moment import day_of
from ketenhub.evaluate.teksten import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from ketenhub.domain.bijdrage import Item
    from ketenhub.evaluate.verloop import Verloop

NIVEAUS = {
    "vermoeden": "Er is een vermoeden van een strafbaar feit. Stem de aanpak af met politie en Openbaar Ministerie.",
    "aanhouding": "Er is iemand aangehouden. Stem de stappen van zorg en straf nu op elkaar af.",
}


@dataclass(frozen=True, slots=True)
class Taak:
    """One thing to align: its kind, the fact it is about, since when, in words, and its paths."""

    soort: str
    item: str
    dag: date | datetime
    tekst: str
    paden: tuple[str, ...]


def _aligned(verloop: Verloop) -> frozenset[str]:
    """Give what was aligned."""
    return frozenset(feit.betreft for _, feit in verloop.toestand.feiten.of(Afstemming))


def _tasks(verloop: Verloop) -> Iterator[Taak]:
    feiten, zone = verloop.toestand.feiten, verloop.toestand.kader.zone
    done = _aligned(verloop)
    suspicions = [(item, item.feit) for item in feiten.items if isinstance(item.feit, StrafbaarFeitVermoeden)]
    for item, feit in suspicions:
        if item.id not in done:
            moment = item.herkomst.geldig_op
            yield Taak(f"afstemmen_{feit.niveau}", item.id, moment, NIVEAUS[feit.niveau], (f"{item.id}.niveau",))
    for item in feiten.items:
        if isinstance(item.feit, Geweldsoort) and item.feit.aard == "stalking" and item.id not in done:
            text = "Er is (een vermoeden van) stalking. Stem altijd af met de politie: weeg een stopgesprek en Aware."
            yield Taak("afstemmen_stalking", item.id, item.herkomst.geldig_op, text, (f"{item.id}.aard",))
    if suspicions:
        first = min(suspicions, key=lambda pair: (day_of(pair[0].herkomst.geldig_op, zone), pair[0].id))[0]
        yield from _under_suspicion(verloop, first, done)


def _under_suspicion(verloop: Verloop, first: Item, done: frozenset[str]) -> Iterator[Taak]:
    """Give what has to be aligned since the first suspicion: agreements (VISIE-23), and breaches, which OM weighs (VISIE-26)."""
    feiten, start = verloop.toestand.feiten, day_of(first.herkomst.geldig_op, verloop.toestand.kader.zone)
    level = f"{first.id}.niveau"
    for day, item, _ in feiten.afspraken:
        if day >= start and item not in done:
            text = f"Stem de afspraak van {day_text(day)} af met politie en Openbaar Ministerie."
            yield Taak("afstemmen_afspraak", item, day, text, (f"{item}.wat", level))
    for gevaar in feiten.gevaren:
        if gevaar.soort.startswith("schending") and gevaar.dag >= start and gevaar.item not in done:
            text = f"Op {day_text(gevaar.dag)} is een afspraak geschonden. Meld dit aan het Openbaar Ministerie: dat weegt vervolging."
            yield Taak("afstemmen_schending", gevaar.item, gevaar.moment, text, (gevaar.pad, level))


def alignment_tasks(verloop: Verloop) -> Iterator[Signaal]:
    """Give every task of alignment that is open on this track."""
    spoor = verloop.toestand.feiten.zicht.spoor
    for taak in _tasks(verloop):
        key = f"{taak.soort}:{taak.item}"
        yield Signaal(sleutel=key, soort=taak.soort, ernst=Ernst.ATTENTIE, dag=taak.dag, tekst=taak.tekst, spoor=spoor, paden=taak.paden)
