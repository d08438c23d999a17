"""What regie weighs again after a fall-back: which answers count, which one last, and how the open task reads (CON-26)."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.fase import Ernst, Signaal
from ketenhub.domain.overzicht import Domeinstand, Heroverwegingstaak
from ketenhub.domain.partijen import Spoor
from ketenhub.domain.regie import Heroverweging
from ketenhub.evaluate.heroverwegen import reweigh_signals, reweighings
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import SIX, all_say, lived

FELL = date(2026, 1, 20)
FALL = [*SIX, b.an_item(b.an_incident("geweld", op=FELL, ref="klap"))]
OPEN = (Domeinstand(domein="straf"), Domeinstand(domein="civiel"), Domeinstand(domein="bestuur"))


def an_answer(ref: str, op: date | datetime, besluit: str = "inzetten", domein: str | None = None, terugval: date = FELL) -> Item:
    words = {"ref": ref, "geldig_op": op, "terugval": terugval, "domein": domein, "besluit": besluit, "reden": "Gewogen."}
    return b.an_item(Heroverweging.model_validate(words))


def decided(*items: Item, dag: str = "2026-02-15") -> list[str]:
    """Give the first domain of each task: what was decided, and where that stands."""
    found = [task.domeinen[0] for task in reweighings(lived(*items, dag=dag))]
    return [f"{one.besluit or 'open'} {' '.join(one.paden)}".strip() for one in found]


@pytest.mark.req("VISIE-33", "CON-26")
def test_task_names_the_fall_its_cause_and_every_domain_with_where_it_was_answered() -> None:
    answer = an_answer("a1", date(2026, 1, 21), "niet_nodig", "civiel")
    assert reweighings(lived(*FALL, answer, dag="2026-01-25")) == (
        Heroverwegingstaak(
            terugval=FELL,
            domeinen=(OPEN[0], Domeinstand(domein="civiel", besluit="niet_nodig", paden=("a1.besluit",)), OPEN[2]),
            open=True,
            paden=("klap.aard",),
        ),
    )


@pytest.mark.req("VISIE-33", "CON-26")
def test_open_task_is_a_signal_that_names_the_domains_that_wait_and_no_other() -> None:
    answer = an_answer("a1", date(2026, 1, 21), domein="civiel")
    assert list(reweigh_signals(lived(*FALL, answer, dag="2026-01-25"))) == [
        Signaal(
            sleutel="heroverweging:2026-01-20",
            soort="heroverweging",
            ernst=Ernst.HOOG,
            dag=FELL,
            tekst="De fase ging op 20 januari 2026 terug naar 1. Weeg opnieuw: het strafrecht, maatregelen van het bestuur.",
            spoor=Spoor.ONVERDEELD,
            paden=("klap.aard",),
            afwezig="heroverweging.besluit",
        )
    ]


@pytest.mark.req("CON-07")
def test_of_a_fall_by_danger_of_the_perpetrator_the_victims_track_knows_the_day_alone() -> None:
    persons = (b.a_person(b.ANNA, spoor=Spoor.SLACHTOFFER), b.a_person(b.BEN, spoor=Spoor.PLEGER))
    parts = (b.a_part(b.VT, spoor=Spoor.SLACHTOFFER),)
    items = [
        *(b.an_item(b.a_score("6", op="2026-01-10", door=who), spoor=Spoor.SLACHTOFFER) for who in (None, b.ANNA)),
        b.an_item(b.an_incident("geweld", op=FELL, ref="geheim"), spoor=Spoor.PLEGER),
    ]
    verloop = lived(*items, dag="2026-01-25", personen=persons, deelnames=parts, splitsing=b.a_split())
    assert reweighings(verloop) == (Heroverwegingstaak(terugval=FELL, domeinen=OPEN, open=True, paden=()),)
    assert [(s.spoor, s.paden) for s in reweigh_signals(verloop)] == [(Spoor.SLACHTOFFER, ())]


TWICE = [*FALL, *all_say("6", "2026-02-01"), b.an_item(b.an_incident("geweld", op="2026-02-10", ref="weer"))]


@pytest.mark.parametrize(
    ("said", "terugval", "expected"),
    [
        (date(2026, 2, 10), date(2026, 2, 10), ["inzetten a", "inzetten a"]),
        (date(2026, 2, 11), date(2026, 2, 9), ["inzetten a", "open"]),
        (date(2026, 2, 9), date(2026, 2, 10), ["inzetten a", "open"]),
        (date(2026, 1, 19), date(2026, 1, 20), ["open", "open"]),
        (date(2026, 1, 20), date(2026, 1, 19), ["open", "open"]),
    ],
    ids=["to the later fall", "later, but to the earlier fall", "before it fell", "before any fall", "to a day before any fall"],
)
def test_answer_counts_for_a_fall_when_it_is_about_that_day_or_a_later_one_and_was_said_since(
    said: date, terugval: date, expected: list[str]
) -> None:
    found = decided(*TWICE, an_answer("a", said, terugval=terugval))
    assert [one.removesuffix(".besluit") for one in found] == expected


def test_last_word_is_the_latest_by_the_day_it_was_true_whatever_it_is_called() -> None:
    assert decided(*FALL, an_answer("z", date(2026, 1, 21), "kan_niet"), an_answer("a", date(2026, 1, 22))) == ["inzetten a.besluit"]
    assert decided(*FALL, an_answer("a", date(2026, 1, 21), "kan_niet"), an_answer("z", date(2026, 1, 21))) == ["inzetten z.besluit"]


def test_word_with_an_hour_comes_after_one_of_that_day_without() -> None:
    at_noon = datetime.fromisoformat("2026-01-21T12:00:00Z")
    assert decided(*FALL, an_answer("a", at_noon), an_answer("z", date(2026, 1, 21), "kan_niet")) == ["inzetten a.besluit"]
