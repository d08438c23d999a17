"""The terms of Veilig Thuis after a report: tell reporter and members in time, say who takes over, monitor (domain F10, CON-16, CON-17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst, Reden, Signaal, Termijn
from ketenhub.domain.geweld import Melding, Terugkoppeling
from ketenhub.domain.kalender import add_months, add_working_days
from ketenhub.domain.moment import day_of
from ketenhub.domain.samenwerking import Monitor
from ketenhub.evaluate.teksten import day_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.evaluate.feiten import Feiten
    from ketenhub.evaluate.verloop import Verloop

ERNA = timedelta(days=1)
UITKOMST = "terugkoppeling.uitkomst"
BLIJFT_BIJ_VT = ("voorwaarden_en_vervolg", "onderzoek")


@dataclass(frozen=True, slots=True)
class Plicht:
    """One duty after one report: to whom, by when; the key says which report and which member."""

    soort: str
    sleutel: str
    tekst: str
    dag: date
    paden: tuple[str, ...]
    afwezig: str | None = None


def _told(feiten: Feiten) -> dict[str, bool]:
    """Give which reports the reporter heard about, and whether that said who is responsible from then on."""
    found: dict[str, bool] = {}
    for _, feit in feiten.of(Terugkoppeling):
        key = feit.identificatie_melding
        found[key] = found.get(key, False) or feit.verantwoordelijk is not None
    return found


def _contacts(verloop: Verloop) -> dict[str, date]:
    """Give per member the last day on which somebody spoke with that member about safety."""
    zone = verloop.toestand.kader.zone
    found: dict[str, date] = {}
    for _, feit in verloop.toestand.feiten.of(Monitor):
        if feit.persoon is not None and feit.contact_op is not None:
            found[feit.persoon] = max(found.get(feit.persoon, date.min), day_of(feit.contact_op, zone))
    return found


def duties(verloop: Verloop) -> Iterator[Plicht]:
    """Give what is still to be told after each report."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    told, contacts = _told(feiten), _contacts(verloop)
    for item, feit in feiten.of(Melding):
        start = day_of(feit.ontvangen, kader.zone)
        due = add_working_days(start, kader.pakket.vt_vertellen_binnen.waarde, kader.kalender)
        path = f"{item.id}.ontvangen"
        if feit.identificatie not in told:
            yield Plicht(
                "vt_melder", item.id, "Veilig Thuis vertelt de melder uiterlijk op deze dag wat de uitkomst is.", due, (path,), UITKOMST
            )
        for lid in feiten.leden:
            if contacts.get(lid, date.min) < start:
                text = f"Veilig Thuis vertelt {{persoon:{lid}}} uiterlijk op deze dag wat de uitkomst is."
                yield Plicht("vt_lid", f"{item.id}:{lid}", text, due, (path,), "monitor.contactOp")
        if feit.uitkomst_op is not None and feit.dienst in BLIJFT_BIJ_VT and not told.get(feit.identificatie, False):
            over = feit.uitkomst_op + timedelta(days=kader.pakket.vt_terugkoppelen_binnen.waarde)
            text = "Veilig Thuis vertelt de melder uiterlijk op deze dag welke organisatie het overneemt."
            yield Plicht("vt_overname", item.id, text, over, (f"{item.id}.uitkomstOp", f"{item.id}.dienst"), UITKOMST)


def research_gaps(verloop: Verloop) -> Iterator[Reden]:
    """Ask why Veilig Thuis looks into a report itself: unclear whether there is violence, or members will not cooperate (VT-15)."""
    for item, feit in verloop.toestand.feiten.of(Melding):
        if feit.dienst == "onderzoek" and not feit.onderzoek_omdat:
            yield Reden(
                regel="F10",
                bron="VT-15",
                tekst="Let op: er staat niet bij waarom Veilig Thuis dit onderzoekt.",
                nodig="Kies: onduidelijk of er geweld is, of leden werken niet mee.",
                paden=(f"{item.id}.dienst",),
                afwezig="melding.onderzoekOmdat",
                organisatie=item.herkomst.organisatie,
            )


def _monitor_term(verloop: Verloop) -> Termijn | None:
    """Give the expected end of the first monitor that runs and names none of its own."""
    kader = verloop.toestand.kader
    running = [
        (day_of(item.herkomst.geldig_op, kader.zone), item.id)
        for item, feit in verloop.toestand.feiten.of(Monitor)
        if feit.beeindigd_op is None and feit.verwacht_einde is None
    ]
    if not running:
        return None
    start, ident = min(running)
    figure = kader.pakket.monitor_verwacht
    return Termijn(
        soort="monitor",
        tekst=f"De monitor duurt naar verwachting {figure.waarde} maanden.",
        datum=add_months(start, figure.waarde),
        gevolg="Dit is een verwachting. De monitor stopt pas als de veiligheid komt en blijft.",
        eigen_afspraak=figure.eigen_afspraak,
        paden=(f"{ident}.geldigOp",),
    )


def told_terms(verloop: Verloop) -> Iterator[Termijn]:
    """Give the terms of Veilig Thuis that run."""
    for plicht in duties(verloop):
        yield Termijn(
            soort=plicht.soort,
            tekst=plicht.tekst,
            datum=plicht.dag,
            gevolg="Daarna komt er een signaal.",
            paden=plicht.paden,
            afwezig=plicht.afwezig,
        )
    monitor = _monitor_term(verloop)
    if monitor is not None:
        yield monitor


def told_signals(verloop: Verloop) -> Iterator[Signaal]:
    """Say what was not told in time."""
    feiten, kader = verloop.toestand.feiten, verloop.toestand.kader
    for plicht in duties(verloop):
        if plicht.dag < kader.peildatum:
            text = f"{plicht.tekst} Die dag was {day_text(plicht.dag)}."
            yield Signaal(
                sleutel=f"{plicht.soort}:{plicht.sleutel}",
                soort=plicht.soort,
                ernst=Ernst.ATTENTIE,
                dag=plicht.dag + ERNA,
                tekst=text,
                spoor=feiten.zicht.spoor,
                paden=plicht.paden,
                afwezig=plicht.afwezig,
            )


def told_days(verloop: Verloop) -> Iterator[date]:
    """Give the days after the terms of Veilig Thuis."""
    yield from (plicht.dag + ERNA for plicht in duties(verloop))
