"""Judge a casus from a file, and try what one more fact would do; the same rooms as a walk, and nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from itertools import count
from typing import TYPE_CHECKING

from ketenhub.domain.beoordeling import ProfessionalStem, Veiligheidsbeoordeling
from ketenhub.domain.bijdrage import Bijdrage, Opening
from ketenhub.domain.errors import KetenhubError, OngeldigBericht
from ketenhub.domain.moment import day_of
from ketenhub.evaluate import evaluate
from ketenhub.flow.klok import make_kalender
from ketenhub.flow.proefcasus import Inzending, Proefcasus
from ketenhub.merge.deelname import in_order
from ketenhub.merge.fold import merge
from ketenhub.merge.record import Ontvangen, record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from ketenhub.domain.bijdrage import Feit
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.domain.kalender import Kalender
    from ketenhub.domain.regelpakket import Regelpakket

VERTALING = "bestand"
WAT_ALS = "wat-als"


@dataclass(frozen=True, slots=True)
class Proef:
    """A casus with its judgement; `plaatsen` says where in the file each item stands, `personen` how each person is called there."""

    casus: Casus
    beoordeling: FaseBeoordeling
    plaatsen: Mapping[str, str]
    personen: Mapping[str, str]
    organisaties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Vraag:
    """On which day, under which figures."""

    peildatum: date
    pakket: Regelpakket

    @property
    def kalender(self) -> Kalender:
        """Give the calendar around the day."""
        return make_kalender(self.peildatum)

    def inzendingen(self, proef: Proefcasus) -> list[tuple[str, Inzending]]:
        """Give what the hub had heard on the day, each with its place in the file."""
        zone = self.kalender.tijdzone
        return [(f"/bijdragen/{n}/bijdrage", i) for n, i in enumerate(proef.bijdragen) if day_of(i.ontvangen_op, zone) <= self.peildatum]


def _people(casus: Casus | None) -> dict[str, str]:
    """Give who is meant by each name: in one file a `ref` is one person, whoever uses it."""
    found: dict[str, str] = {}
    for _, ref, ident in casus.sleutels if casus else ():
        if ident.startswith("p-"):
            found.setdefault(ref, ident)
    return found


def _fold(proef: Proefcasus, inzendingen: list[tuple[str, Inzending]], pakket: Regelpakket) -> tuple[Casus, dict[str, str]]:
    numbers, casus = count(1), None
    places: dict[str, str] = {}
    first = inzendingen[0][1]
    opening = Opening(
        casus_id="casus",
        geopend_op=first.ontvangen_op,
        organisatie=first.organisatie,
        geadresseerden=first.bijdrage.geadresseerden,
        regie=proef.regie,
    )
    for place, een in inzendingen:
        heard = Ontvangen(
            een.organisatie,
            een.ontvangen_op,
            VERTALING,
            lambda: f"i{next(numbers)}",
            opening,
            _people(casus),
            soort=proef.kinds()[een.organisatie],
            werkdoelen=pakket.most_goals(),
        )
        try:
            vastlegging = record(een.bijdrage, casus, heard)
        except KetenhubError as fout:
            raise type(fout)(f"{place}{fout.plaats}", fout.reden) from None
        places |= {item.id: f"{place}/feiten/{n}" for n, item in enumerate(vastlegging.items)}
        casus = merge(casus, vastlegging)
    if casus is None:
        raise OngeldigBericht("/bijdragen", "er is geen bijdrage")
    return casus, places


def _judge(proef: Proefcasus, inzendingen: list[tuple[str, Inzending]], vraag: Vraag) -> Proef:
    if not inzendingen:
        raise OngeldigBericht("peildatum", "op deze dag was er nog geen bijdrage")
    casus, places = _fold(proef, inzendingen, vraag.pakket)
    beoordeling = evaluate(casus, vraag.peildatum, vraag.pakket, vraag.kalender, proef.kinds())
    return Proef(casus, beoordeling, places, {ident: ref for ref, ident in _people(casus).items()}, proef.names())


def try_out(proef: Proefcasus, vraag: Vraag) -> Proef:
    """Judge the casus on the day, from what the hub had heard by then; raises OngeldigBericht and what a walk raises, with the place."""
    return _judge(proef, vraag.inzendingen(proef), vraag)


def last_assessor(proef: Proef, organisatie: str) -> str | None:
    """Give the professional who scored last for this organisation; its voice is the lowest of all of them (domain F2)."""
    found = None
    for item in in_order(proef.casus.items):
        if isinstance(item.feit, Veiligheidsbeoordeling) and isinstance(item.feit.beoordelaar, ProfessionalStem):
            if item.herkomst.organisatie == organisatie and item.herkomst.professional:
                found = item.herkomst.professional.ref
    return found


def try_with(proef: Proefcasus, vraag: Vraag, organisatie: str, feit: Feit) -> Proef:
    """Judge the casus as if this organisation said one thing more on the day of the question."""
    moment = datetime.combine(vraag.peildatum, time(12), UTC)
    bijdrage = Bijdrage(bericht_id=WAT_ALS, opgesteld_op=moment, feiten=(feit,))
    found = _judge(
        proef, [*vraag.inzendingen(proef), (WAT_ALS, Inzending(organisatie=organisatie, ontvangen_op=moment, bijdrage=bijdrage))], vraag
    )
    return replace(found, plaatsen={ident: place.replace(f"{WAT_ALS}/feiten/0", WAT_ALS) for ident, place in found.plaatsen.items()})
