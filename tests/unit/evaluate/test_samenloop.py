"""Each task of aligning with police and OM, whole: key, day, words and paths (domain F9)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.samenloop import alignment_tasks
from tests.unit.evaluate.levens import lived, told


def a_task(soort: str, item: str, dag: date, tekst: str, *paden: str) -> Signaal:
    return Signaal(
        sleutel=f"{soort}:{item}", soort=soort, ernst=Ernst.ATTENTIE, dag=dag, tekst=tekst, spoor=Spoor.ONVERDEELD, paden=tuple(paden)
    )


@pytest.mark.req("VISIE-23", "VISIE-26", "MDA-25")
def test_every_task_names_what_it_is_about_since_when_and_on_which_facts_it_rests() -> None:
    facts = told(
        "2026-01-12 vermoeden aanhouding als s1",
        "2026-01-08 vermoeden als s2",
        "2026-01-08 geweldsoort stalking als g1",
        "2026-01-08 geweldsoort kindermishandeling als g2",
        "2026-01-07 afspraak als a1",
        "2026-01-08 afspraak als a2",
        "2026-01-07 voorwaarde v1",
        "2026-01-07 stand v1 geschonden als b1",
        "2026-01-08 maatregel m1 huisverbod tot 2026-02-09",
        "2026-01-08 schending m1 als b2",
    )
    assert list(alignment_tasks(lived(*facts, dag="2026-01-20"))) == [
        a_task(
            "afstemmen_aanhouding",
            "s1",
            date(2026, 1, 12),
            "Er is iemand aangehouden. Stem de stappen van zorg en straf nu op elkaar af.",
            "s1.niveau",
        ),
        a_task(
            "afstemmen_vermoeden",
            "s2",
            date(2026, 1, 8),
            "Er is een vermoeden van een strafbaar feit. Stem de aanpak af met politie en Openbaar Ministerie.",
            "s2.niveau",
        ),
        a_task(
            "afstemmen_stalking",
            "g1",
            date(2026, 1, 8),
            "Er is (een vermoeden van) stalking. Stem altijd af met de politie: weeg een stopgesprek en Aware.",
            "g1.aard",
        ),
        a_task(
            "afstemmen_afspraak",
            "a2",
            date(2026, 1, 8),
            "Stem de afspraak van 8 januari 2026 af met politie en Openbaar Ministerie.",
            "a2.wat",
            "s2.niveau",
        ),
        a_task(
            "afstemmen_schending",
            "b2",
            date(2026, 1, 8),
            "Op 8 januari 2026 is een afspraak geschonden. Meld dit aan het Openbaar Ministerie: dat weegt vervolging.",
            "b2.maatregel",
            "s2.niveau",
        ),
    ]


@pytest.mark.req("VISIE-23")
def test_of_two_suspicions_on_one_day_the_first_id_is_the_ground_and_what_was_aligned_is_no_task() -> None:
    facts = told("2026-01-08 vermoeden als s2", "2026-01-08 vermoeden als s1", "2026-01-10 afspraak als a1", "2026-01-11 afstemming s2")
    tasks = list(alignment_tasks(lived(*facts, dag="2026-01-20")))
    assert [(task.sleutel, task.paden) for task in tasks] == [
        ("afstemmen_vermoeden:s1", ("s1.niveau",)),
        ("afstemmen_afspraak:a1", ("a1.wat", "s1.niveau")),
    ]


@pytest.mark.req("VISIE-26")
def test_only_a_breach_goes_to_the_prosecutor_and_an_aligned_one_no_more() -> None:
    facts = told(
        "2026-01-08 vermoeden als s1",
        "2026-01-08 afstemming s1",
        "2026-01-09 incident geweld als i1",
        "2026-01-09 voorwaarde v1",
        "2026-01-15T10:00:00Z stand v1 geschonden als b1",
    )
    (task,) = alignment_tasks(lived(*facts, dag="2026-01-20"))
    assert (task.sleutel, task.dag) == ("afstemmen_schending:b1", datetime.fromisoformat("2026-01-15T10:00:00Z"))
    aligned = told("2026-01-16 afstemming b1")[0].model_copy(update={"id": "f9"})
    assert list(alignment_tasks(lived(*facts, aligned, dag="2026-01-20"))) == []
