"""What carries a date: what it waits for, where it stands, when it is near or past, and what made it past (domain F14)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.geweld import Maatregel
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.datums import Datum, date_days, date_signals, dates
from ketenhub.evaluate.verloop import Verloop
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import lived, lived_as_told

DAG = date(2026, 3, 1)


def waited(verloop: Verloop) -> list[Datum]:
    """Give every date that is waited for."""
    return dates(verloop.toestand.feiten, verloop.toestand.kader)


def waiting(*zinnen: str) -> list[str]:
    """Give the facts that wait for a date on 1 February, the nearest first."""
    return [datum.item for datum in waited(lived_as_told(*zinnen, dag="2026-02-01"))]


@pytest.mark.req("MDA-44")
@pytest.mark.parametrize(
    ("zin", "wat", "veld", "te_laat"),
    [
        ("afspraak a uiterlijk 2026-03-01 als x", "een afspraak", "uiterlijk", True),
        ("taak uiterlijk 2026-03-01 als x", "een taak", "uiterlijk", True),
        ("toetsmoment 2026-03-01 als x", "een toetsmoment", "geplandOp", True),
        ("monitor einde 2026-03-01 als x", "het einde van de monitor", "verwachtEinde", False),
        ("geweldsoort stalking opnieuw 2026-03-01 als x", "opnieuw beoordelen welke soort geweld dit is", "opnieuwBeoordelen", True),
        ("scenario tot 2026-03-01 als x", "het einde van het scenario", "geldigTot", True),
        ("maatregel x huisverbod tot 2026-03-01", "het einde van een maatregel", "tot", False),
        ("voorwaarde x termijn 2026-03-01", "een voorwaarde", "termijn", True),
    ],
)
def test_each_fact_with_a_date_says_what_it_waits_for_and_where_it_stands(zin: str, wat: str, veld: str, te_laat: bool) -> None:
    assert waited(lived_as_told(f"2026-01-08 {zin}", dag="2026-02-01")) == [Datum(wat, DAG, "x", f"x.{veld}", te_laat=te_laat)]


def test_the_nearest_stands_first_and_of_one_day_the_lowest_id() -> None:
    assert waiting(
        "2026-01-08 taak uiterlijk 2026-03-01 als c",
        "2026-01-08 taak uiterlijk 2026-04-01 als a",
        "2026-01-08 voorwaarde b termijn 2026-03-01",
        "2026-01-08 taak uiterlijk 2026-02-15 als d",
    ) == ["d", "b", "c", "a"]


@pytest.mark.req("MDA-44")
def test_measure_that_was_ended_earlier_no_longer_waits_for_its_end() -> None:
    def measure(ended: date | None) -> Item:
        feit = b.a_measure("m", "huisverbod", van="2026-01-08", tot="2026-03-01")
        assert isinstance(feit, Maatregel)
        return b.an_item(feit.model_copy(update={"beeindigd_op": ended}))

    assert waited(lived(measure(date(2026, 1, 20)), dag="2026-02-01")) == []
    assert [d.dag for d in waited(lived(measure(None), dag="2026-02-01"))] == [DAG]


# --- what answers a date


def test_last_word_on_an_agreement_decides_whether_it_waits() -> None:
    agreed = "2026-01-08 afspraak a uiterlijk 2026-03-01 als a"
    assert waiting(agreed, "2026-01-20 nakoming a gedaan") == []
    done_last = ("2026-01-25 nakoming a gedaan als n1", "2026-01-20 nakoming a niet_gedaan als n2")
    assert waiting(agreed, *done_last) == []


@pytest.mark.req("ROUTE-17", "MDA-19")
def test_only_the_same_kind_of_violence_told_anew_answers_its_date() -> None:
    first = "2026-01-10 geweldsoort situationeel opnieuw 2026-03-01 als g2"
    assert waiting(first, "2026-01-20 geweldsoort situationeel als g1") == []
    assert waiting(first, "2026-01-09 geweldsoort situationeel als g1") == ["g2"]
    assert waiting(first, "2026-01-20 geweldsoort stalking opnieuw 2026-03-02 als g1") == ["g2", "g1"]


def test_the_last_scenario_alone_waits_for_its_end() -> None:
    scenarios = [f"2026-01-{dag} scenario tot 2026-03-{dag} als {ident}" for dag, ident in (("10", "z"), ("12", "y"), ("11", "x"))]
    assert waiting("2026-01-08 afspraak als a", *scenarios) == ["y"]


@pytest.mark.req("VT-04")
def test_monitor_ends_when_its_own_organisation_last_expected_for_that_person() -> None:
    first = "2026-01-10 monitor anna einde 2026-03-01 als m2"
    later = "2026-01-20 monitor {} einde 2026-04-01 als m1{}"
    assert waiting(first, later.format("anna", "")) == ["m1"]
    assert waiting(first, later.format("ben", "")) == ["m2", "m1"]
    assert waiting(first, later.format("anna", " van Politie")) == ["m2", "m1"]
    # contact without an expected end says nothing about it
    assert waiting(first, "2026-01-20 monitor anna contact als m1") == ["m2"]


# --- near and past


def test_date_that_is_near_or_past_is_told_with_its_day_and_since_when() -> None:
    verloop = lived_as_told("2026-01-08 taak uiterlijk 2026-02-08 als a", "2026-01-08 taak uiterlijk 2026-01-30 als b", dag="2026-02-01")
    assert list(date_signals(verloop)) == [
        Signaal(
            sleutel="te_laat:b:2026-01-30",
            soort="te_laat",
            ernst=Ernst.ATTENTIE,
            dag=date(2026, 1, 31),
            tekst="De datum is voorbij voor een taak: 30 januari 2026.",
            spoor=Spoor.ONVERDEELD,
            paden=("b.uiterlijk",),
        ),
        Signaal(
            sleutel="bijna:a:2026-02-08",
            soort="bijna",
            ernst=Ernst.ATTENTIE,
            dag=date(2026, 2, 1),
            tekst="Binnen 7 dagen (eigen afspraak): een taak, op 8 februari 2026.",
            spoor=Spoor.ONVERDEELD,
            paden=("a.uiterlijk",),
        ),
    ]


@pytest.mark.req("VT-04")
@pytest.mark.parametrize(("dag", "soorten"), [("2026-01-31", []), ("2026-02-08", ["bijna", "bijna"]), ("2026-02-09", ["te_laat"])])
def test_on_its_own_day_a_date_is_near_and_the_day_after_past_but_for_what_only_passes(dag: str, soorten: list[str]) -> None:
    verloop = lived_as_told("2026-01-08 taak uiterlijk 2026-02-08", "2026-01-08 monitor einde 2026-02-08", dag=dag)
    assert [s.soort for s in date_signals(verloop)] == soorten


def test_date_changes_something_when_it_becomes_near_and_the_day_after_it() -> None:
    assert list(date_days(lived_as_told("2026-01-08 taak uiterlijk 2026-02-08", dag="2026-01-10"))) == [date(2026, 2, 1), date(2026, 2, 9)]
