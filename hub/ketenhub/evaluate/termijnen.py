"""The terms: direct safety within the agreed time, conditions in time, half a year as advice (domain F7, F8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Termijn
from ketenhub.domain.kalender import add_months, add_working_days
from ketenhub.domain.moment import day_of
from ketenhub.domain.samenwerking import Consultatie, Opschaling
from ketenhub.evaluate.stabiel import stability_term
from ketenhub.evaluate.veiligthuis import told_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.plandelen import Voorwaarde
    from ketenhub.evaluate.verloop import Periode, Verloop

EEN_DAG = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Loopt:
    """One term of a stretch of phase 1: from, until, and which facts set it. `oorzaak` is stable for its signals."""

    soort: str
    begin: date
    eind: date
    oorzaak: str
    paden: tuple[str, ...] = ()

    @property
    def escaleert(self) -> date:
        """Give the day after the term."""
        return self.eind + EEN_DAG

    def warned(self, percentages: Iterable[int]) -> list[tuple[int, date]]:
        """Give the day of each warning, a part of the term rounded up."""
        total = (self.eind - self.begin).days
        return [(p, self.begin + timedelta(days=-(-total * p // 100))) for p in percentages]


def _agreed_in(feiten: Feiten, periode: Periode, first: bool) -> list[Voorwaarde]:
    """Give the conditions of this stretch; after a fall only what was agreed since then starts a term."""
    return [
        v
        for v in feiten.voorwaarden
        if (first or v.afgesproken >= periode.begin) and (periode.eind is None or v.afgesproken <= periode.eind)
    ]


def _safety_term(voorwaarden: list[Voorwaarde], periode: Periode, kader: Kader) -> Loopt | None:
    """Give the term for direct safety; what happens to a condition after its own term no longer moves it."""
    stands = {v.item: v.on(min(v.termijn, kader.peildatum))[0] for v in voorwaarden}
    standing = [v for v in voorwaarden if stands[v.item] != "vervallen"]
    if not standing:
        return None
    maximum = kader.pakket.termijn_hoogstens.waarde
    begin = min(v.afgesproken for v in standing)
    waiting = [v for v in standing if stands[v.item] != "gerealiseerd"] or standing
    decisive = min(waiting, key=lambda v: (v.termijn, v.item))
    end = min(decisive.termijn, add_months(begin, maximum))
    paths = (f"{decisive.item}.termijn", *(v.pad for v in standing if v.afgesproken == begin))
    return Loopt("directe_veiligheid", begin, end, f"termijn:{periode.begin.isoformat()}", paths)


def _conditions_term(voorwaarden: list[Voorwaarde], periode: Periode, kader: Kader) -> Loopt | None:
    """Give the term for agreeing conditions, while none was agreed in time."""
    end = add_working_days(periode.begin, kader.pakket.voorwaarden_binnen.waarde, kader.kalender)
    if any(v.afgesproken <= end for v in voorwaarden):
        return None
    return Loopt("voorwaarden", periode.begin, end, f"voorwaarden:{periode.begin.isoformat()}")


def running_terms(verloop: Verloop) -> list[tuple[Periode, Loopt]]:
    """Give the terms of every stretch of phase 1, also of those that are over."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    found = []
    for n, periode in enumerate(verloop.periodes):
        agreed = _agreed_in(feiten, periode, n == 0)
        terms = (_conditions_term(agreed, periode, kader), _safety_term(agreed, periode, kader))
        found += [(periode, term) for term in terms if term is not None]
    return found


def escalated(verloop: Verloop, periode: Periode, term: Loopt) -> bool:
    """Tell whether the term passed without its goal, and nobody answered the escalation since."""
    day = term.escaleert
    if day > verloop.toestand.kader.peildatum or (periode.eind is not None and periode.eind < day):
        return False
    zone = verloop.toestand.kader.zone
    return not any(
        feit.antwoord is not None and (feit.beantwoord_op or day_of(i.herkomst.geldig_op, zone)) >= day
        for i, feit in verloop.toestand.feiten.of(Opschaling)
    )


def advice_day(verloop: Verloop) -> date | None:
    """Give the day from which consulting is advised: about half a year after direct safety came (domain F8, CON-14)."""
    reached = verloop.periodes[-1].eind
    if verloop.fase != 2 or reached is None:
        return None
    return add_months(reached, verloop.toestand.kader.pakket.consulteren_na.waarde)


def advised(verloop: Verloop, vanaf: date) -> bool:
    """Tell whether a specialist gave advice since that day."""
    zone = verloop.toestand.kader.zone
    return any(
        feit.advies is not None and day_of(item.herkomst.geldig_op, zone) >= vanaf for item, feit in verloop.toestand.feiten.of(Consultatie)
    )


def _shown(term: Loopt, kader: Kader) -> Termijn:
    if term.soort == "voorwaarden":
        figure = kader.pakket.voorwaarden_binnen
        return Termijn(
            soort="voorwaarden",
            tekst=f"Spreek voorwaarden af binnen {figure.waarde} werkdagen.",
            datum=term.eind,
            gevolg="Zonder voorwaarden wordt opgeschaald.",
            eigen_afspraak=figure.eigen_afspraak,
        )
    return Termijn(
        soort="directe_veiligheid",
        tekst="Op deze dag moet iedereen minstens een 6 kunnen geven.",
        datum=term.eind,
        gevolg="Is het dan niet veilig, dan wordt opgeschaald.",
        eigen_afspraak=kader.pakket.termijn_hoogstens.eigen_afspraak,
        paden=term.paden,
    )


def shown_terms(verloop: Verloop) -> tuple[Termijn, ...]:
    """Give the terms that run now; a term that passed stays until phase 1 ends."""
    kader = verloop.toestand.kader
    found = [_shown(term, kader) for periode, term in running_terms(verloop) if periode.eind is None]
    advice = advice_day(verloop)
    if advice is not None:
        text = "Half jaar na directe veiligheid: is er dan geen stabiele veiligheid, vraag advies."
        found.append(Termijn(soort="consulteren", tekst=text, datum=advice, gevolg="Dit is een advies, geen fout."))
    for einde, path in verloop.toestand.feiten.aflopend:
        found.append(
            Termijn(
                soort="maatregel",
                tekst="Een maatregel loopt af.",
                datum=einde,
                gevolg="Op die dag komt er een signaal.",
                paden=(path,),
            )
        )
    stable = stability_term(verloop)
    found += [*told_terms(verloop), *([stable] if stable is not None else [])]
    return tuple(sorted(found, key=lambda t: (t.datum, t.soort, t.tekst, t.paden)))
