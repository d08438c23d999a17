"""The monitor by condition, whole: where each stands, the last evidence, the last contact, and their paths (VT-14)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.overzicht import Laatste, Volgrij
from ketenhub.evaluate.volgen import monitor_rows, seen_days
from tests.unit.evaluate.levens import lived, told


def seen(day: int, path: str) -> Laatste:
    return Laatste(dag=date(2026, 1, day), paden=(path,))


@pytest.mark.req("VT-14")
def test_each_condition_shows_its_step_the_last_evidence_and_the_last_contact_with_whom_it_protects() -> None:
    facts = told(
        "2026-01-07 voorwaarde v2 vt beschermt anna",
        "2026-01-07 voorwaarde v1",
        "2026-01-06 voorwaarde v3 beschermt kim",
        "2026-01-06 voorwaarde v4",
        "2026-01-08 stand v4 vervallen",
        "2026-01-09 stand v2 gerealiseerd bewijs als b2",
        "2026-01-10 stand v2 geschonden als b1",
        "2026-01-08 stand v1 gerealiseerd bewijs als b3",
        "2026-01-12 monitor anna contact als c1",
        "2026-01-13 monitor ben contact als c2",
        "2026-01-14 monitor ben als c3",
        "2026-01-15 monitor contact als c4",
    )
    assert monitor_rows(lived(*facts, dag="2026-01-20")) == (
        Volgrij(voorwaarde="v3", gesteld_door_vt=False, stand="open", paden=("v3.tekst",)),
        Volgrij(
            voorwaarde="v1",
            gesteld_door_vt=False,
            stand="gerealiseerd",
            bewijs=seen(8, "b3.bewijs"),
            contact=seen(13, "c2.contactOp"),
            paden=("v1.tekst", "b3.stand"),
        ),
        Volgrij(
            voorwaarde="v2",
            gesteld_door_vt=True,
            stand="geschonden",
            bewijs=seen(9, "b2.bewijs"),
            contact=seen(12, "c1.contactOp"),
            paden=("v2.tekst", "b1.stand"),
        ),
    )


@pytest.mark.req("VT-14")
def test_a_check_of_an_agreement_counts_for_the_condition_behind_it_from_both_ways_of_telling() -> None:
    facts = told(
        "2026-01-07 voorwaarde v1",
        "2026-01-08 afspraak bij v1 gecontroleerd als a1",
        "2026-01-07 afspraak gecontroleerd als a0",
        "2026-01-09 afspraak als a2",
    )
    (row,) = monitor_rows(lived(*facts, dag="2026-01-20"))
    assert row.bewijs == seen(8, "a1.controles")
    kept = told(
        "2026-01-07 voorwaarde v1",
        "2026-01-08 afspraak bij v1 als a1",
        "2026-01-08 afspraak als a2",
        "2026-01-10 nakoming a1 gedaan gecontroleerd als k1",
        "2026-01-11 nakoming a1 gedaan als k2",
        "2026-01-12 nakoming a2 gedaan gecontroleerd als k3",
    )
    (row,) = monitor_rows(lived(*kept, dag="2026-01-20"))
    assert row.bewijs == seen(10, "k1.controle")


@pytest.mark.req("VT-14")
def test_on_one_day_a_breach_is_the_step_that_a_condition_stands_on() -> None:
    steps = ("gerealiseerd bewijs als b2", "geschonden als b1", "open als b3")
    facts = told("2026-01-07 voorwaarde v1", *(f"2026-01-09 stand v1 {step}" for step in steps))
    (row,) = monitor_rows(lived(*facts, dag="2026-01-20"))
    assert (row.stand, row.paden) == ("geschonden", ("v1.tekst", "b1.stand"))


def test_what_is_planned_after_today_was_not_seen_and_its_day_still_comes() -> None:
    facts = told("2026-01-07 voorwaarde v1", "2026-01-08 afspraak bij v1 gecontroleerd als a1", "2026-01-09 monitor anna contact als c1")
    ahead = facts[1].feit.model_copy(update={"geldig_op": date(2026, 1, 6)})
    early = facts[1].herkomst.model_copy(update={"geldig_op": date(2026, 1, 6)})
    facts[1] = facts[1].model_copy(update={"feit": ahead, "herkomst": early})
    verloop = lived(*facts, dag="2026-01-10")
    assert sorted(seen_days(verloop)) == [date(2026, 1, 8), date(2026, 1, 9)]
    on = {dag: monitor_rows(lived(*facts, dag=dag))[0].bewijs for dag in ("2026-01-07", "2026-01-08")}
    assert on == {"2026-01-07": None, "2026-01-08": seen(8, "a1.controles")}
