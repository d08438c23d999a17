"""The calendar, the next day on which time changes something, and causes that keep their key."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.kalender import Kalender, add_months, add_working_days
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.testing import builders as b

PAKKET, KALENDER = Regelpakket(), Kalender()


@pytest.mark.req("VISIE-18")
@pytest.mark.parametrize(
    ("dag", "maanden", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 6, date(2027, 6, 15)),
    ],
)
def test_months_are_calendar_months_and_end_with_the_month(dag: date, maanden: int, later: date) -> None:
    assert add_months(dag, maanden) == later


@pytest.mark.req("CON-13")
def test_working_days_skip_weekends_and_holidays() -> None:
    easter = Kalender(feestdagen=frozenset({date(2026, 4, 6)}))
    assert add_working_days(date(2026, 4, 3), 1, KALENDER) == date(2026, 4, 6)
    assert add_working_days(date(2026, 4, 3), 1, easter) == date(2026, 4, 7)
    assert add_working_days(date(2026, 1, 5), 10, KALENDER) == date(2026, 1, 19)


@pytest.mark.req("VISIE-27")
def test_the_next_term_of_a_new_casus_is_the_first_warning() -> None:
    assert evaluate(b.a_casus(), date(2026, 1, 5), PAKKET, KALENDER).volgende_termijn == date(2026, 1, 12)


@pytest.mark.req("MOV-19")
def test_a_cause_keeps_its_key_from_day_to_day() -> None:
    casus = b.a_casus(b.an_item(b.an_incident("dreiging", op="2026-01-08"), ident="i1"))
    keys = [
        [s.sleutel for s in evaluate(casus, date(2026, 1, day), PAKKET, KALENDER).sporen[0].signalen if s.ernst == "direct"]
        for day in (8, 9, 30)
    ]
    assert keys == [["dreiging:i1:2026-01-08"]] * 3


@pytest.mark.req("CON-07")
def test_the_bridge_says_kind_severity_and_day_and_tells_two_of_a_kind_apart() -> None:
    items = [b.an_item(b.an_incident("dreiging", op="2026-01-08", ref=ref), spoor=Spoor.PLEGER) for ref in ("geheim-1", "geheim-2")]
    casus = b.a_casus(
        *items,
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        deelnames=(b.a_part(b.VT, spoor=Spoor.BEIDE),),
        splitsing=b.a_split(),
    )
    victim, perpetrator, headline = evaluate(casus, date(2026, 1, 9), PAKKET, KALENDER).sporen
    assert [(s.sleutel, s.tekst, s.brug, s.paden) for s in victim.signalen] == [
        ("brug:dreiging:direct:2026-01-08", "Gevaar op het andere spoor: dreiging. Bel de regie.", True, ()),
        ("brug:dreiging:direct:2026-01-08:2", "Gevaar op het andere spoor: dreiging. Bel de regie.", True, ()),
    ]
    assert "geheim" not in victim.model_dump_json()
    assert perpetrator.fase is None
    assert [s.sleutel for s in headline.signalen] == ["dreiging:geheim-1:2026-01-08", "dreiging:geheim-2:2026-01-08"]


@pytest.mark.req("ROUTE-18")
def test_the_days_on_which_the_phase_changed_follow_from_the_facts() -> None:
    items = [
        b.an_item(b.a_score("6", op="2026-01-08")),
        b.an_item(b.a_score("6", op="2026-01-08", door=b.ANNA)),
        b.an_item(b.a_score("6", op="2026-01-08", door=b.BEN)),
        b.an_item(b.an_incident("geweld", op="2026-01-20")),
    ]
    verloop = evaluate(b.a_casus(*items), date(2026, 2, 1), PAKKET, KALENDER).sporen[0].verloop
    assert [(wissel.op.isoformat(), int(wissel.fase)) for wissel in verloop] == [("2026-01-05", 1), ("2026-01-08", 2), ("2026-01-20", 1)]
