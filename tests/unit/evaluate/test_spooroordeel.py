"""The result of one track: what the gate says, on which facts, and what the track without a phase leaves out."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Fase, Fasewissel
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.feiten import read_facts
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.spooroordeel import with_phase, without_phase
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.verloop import Verloop, replay
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import KALENDER, SEVENS, lived, told

PLEGER = Spoor.PLEGER


def test_gate_rests_on_the_facts_of_its_reasons_and_on_the_scores_of_required_voices_alone() -> None:
    facts = told(
        "2026-01-10 cijfer ben 6 als s3",
        "2026-01-10 cijfer VT 7 als s2",
        "2026-01-10 cijfer anna 5 als s1",
        "2026-01-10 cijfer kim 7 netwerk als s4",
        "2026-01-11 hersteldoel als h1",
        "2026-01-12 voorwaarde v1 vt beschermt anna+ben gevolg stappen VT",
        "2026-01-13 situatie anna als o1",
        "2026-01-13 afspraak als a1",
    )
    result = with_phase(lived(*facts, dag="2026-01-20"), None)
    assert (result.fase, result.poort_open, result.laagste, result.laagste_paden) == (Fase.DIRECTE_VEILIGHEID, False, "5", ("s1.cijfer",))
    assert result.poort_paden == tuple(sorted(result.poort_paden))
    assert {"s1.cijfer", "s2.cijfer", "s3.cijfer", "h1.tekst"} <= set(result.poort_paden)
    assert "s4.cijfer" not in result.poort_paden
    assert set(result.poort_paden) >= {path for reden in result.redenen for path in reden.paden}


@pytest.mark.req("MOV-20")
def test_in_phase_three_the_gate_is_open_and_nothing_is_in_the_way_any_more() -> None:
    result = with_phase(lived(*SEVENS, dag="2026-08-01"), None)
    assert (result.fase, result.poort_open, result.sinds) == (Fase.HERSTELGERICHTE_ZORG, True, date(2026, 2, 10))
    assert result.poort_zin == "Fase 3 is bereikt. Afsluiten gebeurt nooit vanzelf."
    assert [reden.bron for reden in result.redenen if reden.bron in ("CON-30", "VISIE-29", "VISIE-13")] == []
    assert result.verloop == (
        Fasewissel(op=date(2026, 1, 5), fase=Fase(1)),
        Fasewissel(op=date(2026, 1, 10), fase=Fase(2)),
        Fasewissel(op=date(2026, 2, 10), fase=Fase(3)),
    )


def test_in_phase_two_the_gate_is_open_and_says_what_keeps_the_next_one_shut() -> None:
    result = with_phase(lived(*SEVENS, dag="2026-01-20"), None)
    assert (result.fase, result.poort_open) == (Fase.RISICOGESTUURDE_ZORG, True)
    assert result.poort_zin == "Nog niet naar fase 3. Drie stemmen gaven nog geen tweede ronde."
    assert [reden.bron for reden in result.redenen if reden.bron == "VISIE-29"] == ["VISIE-29"] * 3


def of_the_perpetrator(*sentences: str, dag: str, pakket: Regelpakket | None = None) -> Verloop:
    """Live through the track of Ben, with the police on it."""
    casus = b.a_casus(
        *told(*sentences),
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=PLEGER)),
        deelnames=(b.a_part(b.VT, spoor=Spoor.SLACHTOFFER), b.a_part(b.POLITIE, spoor=PLEGER)),
        splitsing=b.a_split(),
    )
    kader = Kader(date.fromisoformat(dag), pakket or Regelpakket(), KALENDER, KALENDER.tijdzone, {})
    _, other = split_tracks(casus)
    assert other is not None
    return replay(read_facts(other, kader), None, casus.opening, kader)


@pytest.mark.req("CON-07")
def test_the_track_without_a_phase_tells_of_its_own_voices_and_broken_conditions_alone() -> None:
    facts = (
        "2026-01-10 cijfer Politie 4 als s1 @pleger",
        "2026-01-11 voorwaarde v1 @pleger",
        "2026-01-12 stand v1 geschonden als b1 @pleger",
        "2026-01-12 incident geweld als i1 @pleger",
    )
    result = without_phase(of_the_perpetrator(*facts, dag="2026-01-20"))
    assert (result.spoor, result.fase, result.sinds, result.poort_open) == (PLEGER, None, None, False)
    assert (result.laagste, result.laagste_paden) == ("4", ("s1.cijfer",))
    assert result.poort_zin == (
        "Dit spoor heeft geen fase. Eén stem geeft minder dan een 6. Eén stem ontbreekt. Eén voorwaarde is geschonden. "
        "Bel de regie voor overleg."
    )
    assert [(reden.bron, reden.paden) for reden in result.redenen] == [
        ("MOV-17", ("s1.cijfer",)),
        ("VISIE-28", ()),
        ("VISIE-57", ("b1.stand", "v1.tekst")),
    ]
    assert result.poort_paden == ("b1.stand", "s1.cijfer", "v1.tekst")
    assert [(s.stem, s.stand) for s in result.stemmen] == [(f"{{org:{b.POLITIE}}}", "onder"), ("{persoon:p-ben}", "ontbreekt")]
    assert [s.soort for s in result.signalen if s.ernst != "attentie"] == ["cijfer", "geweld", "schending_voorwaarde"]


@pytest.mark.req("CON-07")
def test_without_a_phase_it_is_weighed_as_below_the_first_gate_and_runs_no_terms() -> None:
    facts = ("2026-01-10 cijfer Politie 6 als s1 @pleger", "2026-01-10 cijfer ben 6 als s2 @pleger")
    result = without_phase(of_the_perpetrator(*facts, dag="2026-01-20"))
    assert (result.redenen, result.termijnen, result.poort_zin) == ((), (), "Dit spoor heeft geen fase. Bel de regie voor overleg.")
    assert [s.soort for s in result.signalen if s.soort in ("opschalen", "consulteren")] == []
    assert [s.stand for s in result.stemmen] == ["goed", "goed"]


@pytest.mark.req("CON-07")
def test_what_a_pack_asks_of_a_gate_is_not_asked_of_the_track_that_has_none() -> None:
    facts = ("2026-01-10 cijfer Politie 6 als s1 @pleger", "2026-01-10 cijfer ben 6 als s2 @pleger")
    pack = Regelpakket(blokkeert=("bescherming", "controle"))
    assert without_phase(of_the_perpetrator(*facts, dag="2026-01-20", pakket=pack)).redenen == ()
