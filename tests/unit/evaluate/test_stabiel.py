"""The clock of stable safety, whole: which day, on which facts, whose figure, in which words (domain F3)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Termijn
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.stabiel import Klok, stability_term, voice_clock
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import ORG, SIX, lived, told

SEVENS = ("2026-02-10 cijfer VT 7 als s1", "2026-02-10 cijfer anna 7 als s2", "2026-02-10 cijfer ben 7 als s3")


def a_term(dag: date, text: str, *paden: str, own: bool = True) -> Termijn:
    return Termijn(
        soort="stabiele_veiligheid",
        tekst=text,
        datum=dag,
        gevolg="Vanaf deze dag kan een 7 tellen voor fase 3.",
        eigen_afspraak=own,
        paden=tuple(paden),
    )


@pytest.mark.req("VISIE-29")
def test_second_round_is_a_figure_of_our_own_and_rests_on_every_score_that_carries_the_seven() -> None:
    facts = told("2026-02-09 cijfer VT 7 over anna als z", "2026-02-10 cijfer VT 7 over ben als a", *SEVENS[1:])
    verloop = lived(*facts, dag="2026-02-20")
    assert voice_clock(verloop, ORG) == Klok(date(2026, 3, 10), ("a.cijfer", "z.cijfer"), eigen_afspraak=True, ronde=True)
    text = "Voor fase 3 moet iedereen dan opnieuw een 7 geven."
    assert stability_term(verloop) == a_term(date(2026, 3, 10), text, "a.cijfer", "s2.cijfer", "s3.cijfer", "z.cijfer")


@pytest.mark.req("VISIE-13")
def test_months_without_an_incident_come_from_the_source_and_name_the_incident() -> None:
    verloop = lived(*told("2026-01-08 incident geweld als i1", *SEVENS), dag="2026-02-20")
    assert voice_clock(verloop, ORG) == Klok(date(2026, 7, 8), ("s1.cijfer", "i1.aard"), eigen_afspraak=False, ronde=False)
    text = "De 7 is tot die dag voorlopig."
    paths = ("i1.aard", "s1.cijfer", "s2.cijfer", "s3.cijfer")
    assert stability_term(verloop) == a_term(date(2026, 7, 8), text, *paths, own=False)


@pytest.mark.req("CON-07")
def test_an_incident_of_the_other_track_moves_the_day_and_is_not_named() -> None:
    persons = (b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER))
    split = b.a_split()
    parts = (b.a_part(b.VT, spoor=Spoor.SLACHTOFFER),)
    facts = told("2026-01-08 incident geweld als i1 @pleger", *SEVENS[:2])
    verloop = lived(*facts, dag="2026-02-20", personen=persons, splitsing=split, deelnames=parts)
    assert voice_clock(verloop, ORG) == Klok(date(2026, 7, 8), ("s1.cijfer",), eigen_afspraak=False, ronde=False)


def test_clock_stands_still_while_one_score_of_the_voice_is_less_than_a_seven() -> None:
    facts = told("2026-02-10 cijfer VT 7 als s1", "2026-02-10 cijfer VT/jansen 6 over anna als s4", *SEVENS[1:])
    assert voice_clock(lived(*facts, dag="2026-02-20"), ORG) is None


def test_an_excused_voice_moves_the_term_of_stable_safety_no_more() -> None:
    facts = told(*SEVENS[:2], "2026-02-15 cijfer ben 7 als s3", "2026-02-16 vrijstelling ben tot 2026-02-28")
    term = stability_term(lived(*SIX, *facts, dag="2026-02-20"))
    assert term == a_term(date(2026, 3, 10), "Voor fase 3 moet iedereen dan opnieuw een 7 geven.", "s1.cijfer", "s2.cijfer")
