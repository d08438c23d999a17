"""What crosses the danger bridge: kind, severity, day and a number; nothing else, and always in one order (domain F12)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.brug import bridged
from ketenhub.evaluate.feiten import read_facts
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.verloop import replay
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import KALENDER
from tests.unit.evaluate.zinnen import item


def crossing(*zinnen: str, dag: str = "2026-01-20") -> list[Signaal]:
    """Give what reaches Anna's track of these facts of Ben's."""
    casus = b.a_casus(
        *(item(f"{zin} @pleger", n) for n, zin in enumerate(zinnen, start=1)),
        personen=(b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER)),
        deelnames=(b.a_part(b.VT, spoor=Spoor.SLACHTOFFER), b.a_part(b.POLITIE, spoor=Spoor.PLEGER)),
        splitsing=b.a_split(),
    )
    kader = Kader(date.fromisoformat(dag), Regelpakket(), KALENDER, KALENDER.tijdzone, {})
    own, other = split_tracks(casus)
    assert other is not None
    facts, across = read_facts(own, kader), read_facts(other, kader)
    return list(bridged(replay(facts, across, casus.opening, kader), replay(across, None, casus.opening, kader), Spoor.SLACHTOFFER))


def keys(*zinnen: str, dag: str = "2026-01-20") -> list[str]:
    """Give the keys of what crosses."""
    return [signaal.sleutel for signaal in crossing(*zinnen, dag=dag)]


@pytest.mark.req("CON-07")
@pytest.mark.parametrize(
    ("zin", "soort", "ernst", "naam"),
    [
        ("2026-01-08 cijfer ben 2.9", "cijfer", Ernst.DIRECT, "een cijfer onder de 6"),
        ("2026-01-08 cijfer ben 3", "cijfer", Ernst.HOOG, "een cijfer onder de 6"),
        ("2026-01-08 cijfer ben 5.9", "cijfer", Ernst.HOOG, "een cijfer onder de 6"),
        ("2026-01-08 cijfer ben 0 op schaal 0-10", "nul_op_tien", Ernst.HOOG, "een 0 op de schaal van 0 tot 10"),
        ("2026-01-08 incident dreiging", "dreiging", Ernst.DIRECT, "dreiging"),
        ("2026-01-08 incident vrijlating", "vrijlating", Ernst.HOOG, "een vrijlating"),
    ],
)
def test_kind_severity_and_day_cross_and_nothing_more(zin: str, soort: str, ernst: Ernst, naam: str) -> None:
    assert crossing(zin) == [
        Signaal(
            sleutel=f"brug:{soort}:{ernst.value}:2026-01-08",
            soort=soort,
            ernst=ernst,
            dag=date(2026, 1, 8),
            tekst=f"Gevaar op het andere spoor: {naam}. Bel de regie.",
            spoor=Spoor.SLACHTOFFER,
            brug=True,
        )
    ]


@pytest.mark.req("CON-07")
@pytest.mark.parametrize("zin", ["2026-01-08 cijfer ben 6", "2026-01-08 cijfer ben 1 op schaal 0-10"])
def test_what_is_no_danger_stays_on_its_track(zin: str) -> None:
    assert crossing(zin) == []


@pytest.mark.req("CON-07")
def test_what_passes_by_itself_no_longer_crosses_when_its_days_are_over() -> None:
    assert len(crossing("2026-01-08 incident vrijlating", dag="2026-02-07")) == 1
    assert crossing("2026-01-08 incident vrijlating", dag="2026-02-08") == []


@pytest.mark.req("CON-07")
def test_dangers_cross_in_the_order_of_their_kind_and_day_whoever_told_first() -> None:
    assert keys(
        "2026-01-12 incident dreiging", "2026-01-09 incident dreiging", "2026-01-08 cijfer ben 0 op schaal 0-10", "2026-01-10 cijfer ben 4"
    ) == [
        "brug:cijfer:hoog:2026-01-10",
        "brug:dreiging:direct:2026-01-09",
        "brug:dreiging:direct:2026-01-12",
        "brug:nul_op_tien:hoog:2026-01-08",
    ]


@pytest.mark.req("CON-07")
def test_score_that_took_the_place_of_one_of_the_same_day_has_the_next_number() -> None:
    assert keys("2026-01-08 cijfer ben 4", "2026-01-08 cijfer ben 3") == ["brug:cijfer:hoog:2026-01-08:2"]


@pytest.mark.req("CON-07")
def test_zero_that_still_stands_keeps_its_number_when_another_of_that_day_is_answered() -> None:
    zeros = [f"2026-01-08 cijfer Politie/{who} {score} op schaal 0-10" for who, score in (("jansen", "0"), ("smit", "0"), ("vis", "8"))]
    assert keys(*zeros) == ["brug:nul_op_tien:hoog:2026-01-08", "brug:nul_op_tien:hoog:2026-01-08:2"]
    assert keys(*zeros, "2026-01-12 cijfer Politie/jansen 6") == ["brug:nul_op_tien:hoog:2026-01-08:2"]


@pytest.mark.req("CON-07")
def test_breach_that_still_stands_keeps_its_number_when_another_of_that_day_is_repaired() -> None:
    set_and_broken = [f"2026-01-06 voorwaarde {v} termijn 2026-03-01" for v in ("v1", "v2")]
    set_and_broken += [f"2026-01-08 stand {v} geschonden" for v in ("v1", "v2")]
    key = "brug:schending_voorwaarde:hoog:2026-01-08"
    assert keys(*set_and_broken) == [key, f"{key}:2"]
    assert keys(*set_and_broken, "2026-01-12 stand v1 gerealiseerd bewijs") == [f"{key}:2"]
