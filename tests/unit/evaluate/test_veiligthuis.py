"""What Veilig Thuis has to tell after a report, whole: to whom, by when, on which facts, and the signal after it (domain F10)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ketenhub.domain.fase import Ernst, Reden, Signaal, Termijn
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.samenwerking import Monitor
from ketenhub.evaluate.veiligthuis import Plicht, duties, research_gaps, told_days, told_signals, told_terms
from ketenhub.evaluate.verloop import Verloop
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived, told

MELDER = "Veilig Thuis vertelt de melder uiterlijk op deze dag wat de uitkomst is."
OVERNAME = "Veilig Thuis vertelt de melder uiterlijk op deze dag welke organisatie het overneemt."
VIJF, ZEVENTIG = date(2026, 1, 13), date(2026, 3, 19)
RAPPORT = "2026-01-06 melding m1 onderzoek beoordeeld 2026-01-08 als r1"


def to_reporter(report: str, due: date) -> Plicht:
    return Plicht("vt_melder", report, MELDER, due, (f"{report}.ontvangen",), "terugkoppeling.uitkomst")


def to_member(report: str, person: str, due: date) -> Plicht:
    text = f"Veilig Thuis vertelt {{persoon:{person}}} uiterlijk op deze dag wat de uitkomst is."
    return Plicht("vt_lid", f"{report}:{person}", text, due, (f"{report}.ontvangen",), "monitor.contactOp")


def who_takes_over(report: str, due: date) -> Plicht:
    return Plicht("vt_overname", report, OVERNAME, due, (f"{report}.uitkomstOp", f"{report}.dienst"), "terugkoppeling.uitkomst")


def owed(*sentences: str, dag: str = "2026-01-20") -> list[str]:
    return [f"{plicht.soort} {plicht.sleutel}" for plicht in duties(lived(*told(*sentences), dag=dag))]


@pytest.mark.req("VT-08", "VT-09")
def test_after_each_report_the_reporter_every_member_and_who_takes_over_are_to_be_told() -> None:
    facts = told(RAPPORT, "2026-01-09 melding m2 als r2")
    assert list(duties(lived(*facts, dag="2026-01-10"))) == [
        to_reporter("r1", VIJF),
        to_member("r1", b.ANNA, VIJF),
        to_member("r1", b.BEN, VIJF),
        who_takes_over("r1", ZEVENTIG),
        to_reporter("r2", date(2026, 1, 16)),
        to_member("r2", b.ANNA, date(2026, 1, 16)),
        to_member("r2", b.BEN, date(2026, 1, 16)),
    ]


@pytest.mark.req("VT-08")
def test_the_last_contact_with_a_member_counts_from_the_day_of_the_report() -> None:
    spoken = (
        "2026-01-06 monitor anna contact",
        "2026-01-05 monitor anna contact",
        "2026-01-05 monitor ben contact",
        "2026-01-07 monitor ben",
    )
    assert owed("2026-01-06 melding m1 als r1", *spoken) == ["vt_melder r1", "vt_lid r1:p-ben"]


@pytest.mark.req("VT-09")
@pytest.mark.parametrize(
    ("said", "left"),
    [
        ((), ["vt_melder r1", "vt_overname r1"]),
        (("2026-01-09 terugkoppeling m1",), ["vt_overname r1"]),
        (("2026-01-09 terugkoppeling m1 verantwoordelijk", "2026-01-10 terugkoppeling m1"), []),
        (("2026-01-09 terugkoppeling m1", "2026-01-10 terugkoppeling m1 verantwoordelijk"), []),
        (("2026-01-09 terugkoppeling m2 verantwoordelijk",), ["vt_melder r1", "vt_overname r1"]),
    ],
    ids=["nothing", "the outcome", "first who takes over", "later who takes over", "of another report"],
)
def test_reporter_is_told_once_the_outcome_and_who_is_responsible_were_said(said: tuple[str, ...], left: list[str]) -> None:
    spoken = ("2026-01-07 monitor anna contact", "2026-01-07 monitor ben contact")
    assert owed(RAPPORT, *spoken, *said) == left


@pytest.mark.req("VT-09")
def test_only_what_stays_with_veilig_thuis_asks_who_takes_over() -> None:
    def asks(*sentences: str, **update: object) -> bool:
        facts = told(*sentences)
        facts[0] = facts[0].model_copy(update={"feit": facts[0].feit.model_copy(update=update)})
        return any(plicht.soort == "vt_overname" for plicht in duties(lived(*facts, dag="2026-01-20")))

    assert asks(RAPPORT)
    assert asks(RAPPORT, dienst="voorwaarden_en_vervolg")
    assert not asks(RAPPORT, dienst="directe_overdracht")
    assert not asks(RAPPORT, uitkomst_op=None)


@pytest.mark.req("VT-08")
def test_each_duty_is_a_term_and_the_day_after_it_a_signal() -> None:
    facts = told(
        "2026-01-06 melding m1 als r1",
        "2026-01-07 monitor anna contact einde 2026-09-01",
        "2026-01-07 monitor ben contact einde 2026-09-01",
    )
    (term,) = told_terms(lived(*facts, dag="2026-01-13"))
    assert term == Termijn(
        soort="vt_melder",
        tekst=MELDER,
        datum=VIJF,
        gevolg="Daarna komt er een signaal.",
        paden=("r1.ontvangen",),
        afwezig="terugkoppeling.uitkomst",
    )
    assert list(told_signals(lived(*facts, dag="2026-01-13"))) == []
    assert list(told_days(lived(*facts, dag="2026-01-13"))) == [date(2026, 1, 14)]
    assert list(told_signals(lived(*facts, dag="2026-01-14"))) == [
        Signaal(
            sleutel="vt_melder:r1",
            soort="vt_melder",
            ernst=Ernst.ATTENTIE,
            dag=date(2026, 1, 14),
            tekst=f"{MELDER} Die dag was 13 januari 2026.",
            spoor=Spoor.ONVERDEELD,
            paden=("r1.ontvangen",),
            afwezig="terugkoppeling.uitkomst",
        )
    ]


@pytest.mark.req("VT-15")
def test_only_research_without_a_reason_is_asked_about_and_who_told_it_can_mend_it() -> None:
    facts = told(
        "2026-01-06 melding m1 onderzoek als r1 van Gemeente",
        "2026-01-06 melding m2 onderzoek omdat als r2",
        "2026-01-06 melding m3 overdracht als r3",
    )
    assert list(research_gaps(lived(*facts, dag="2026-01-10"))) == [
        Reden(
            regel="F10",
            bron="VT-15",
            tekst="Let op: er staat niet bij waarom Veilig Thuis dit onderzoekt.",
            nodig="Kies: onduidelijk of er geweld is, of leden werken niet mee.",
            paden=("r1.dienst",),
            afwezig="melding.onderzoekOmdat",
            organisatie=b.GEMEENTE,
        )
    ]


def monitored(*sentences: str) -> list[Termijn]:
    return list(told_terms(lived(*told(*sentences), dag="2026-01-20")))


@pytest.mark.req("VT-04")
def test_first_monitor_that_runs_without_an_end_of_its_own_is_expected_to_take_eighteen_months() -> None:
    expected = Termijn(
        soort="monitor",
        tekst="De monitor duurt naar verwachting 18 maanden.",
        datum=date(2027, 7, 7),
        gevolg="Dit is een verwachting. De monitor stopt pas als de veiligheid komt en blijft.",
        paden=("c2.geldigOp",),
    )
    later = ("2026-01-08 monitor anna als c1", "2026-01-07 monitor ben als c3", "2026-01-07 monitor ben als c2")
    assert monitored(*later, "2026-01-06 monitor anna einde 2026-09-01 als c0") == [expected]
    assert monitored("2026-01-06 monitor anna einde 2026-09-01 als c0") == []


def test_an_expectation_that_the_region_changed_is_marked_as_its_own() -> None:
    verloop = lived(*told("2026-01-08 monitor anna als c1"), dag="2026-01-20")
    pack, kader = Regelpakket(), verloop.toestand.kader
    figure = pack.monitor_verwacht.model_copy(update={"waarde": 12, "eigen_afspraak": True})
    verloop.toestand.kader = replace(kader, pakket=pack.model_copy(update={"monitor_verwacht": figure}))
    assert [(term.datum, term.eigen_afspraak) for term in told_terms(verloop)] == [(date(2027, 1, 8), True)]


def test_a_monitor_that_ended_is_not_expected_to_go_on() -> None:
    ended = Monitor(ref="c1", geldig_op=date(2026, 1, 6), persoon=b.ANNA, beeindigd_op=date(2026, 1, 9))
    verloop: Verloop = lived(b.an_item(ended), dag="2026-01-20")
    assert list(told_terms(verloop)) == []
