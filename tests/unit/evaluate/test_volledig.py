"""What the plan lacks, whole: its four parts, who brought nothing in, the next moment, and recovery (domain F13, F14)."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.fase import Reden
from ketenhub.evaluate.volledig import missing_parts, moment_days, moments, next_moment, plan_gaps, recovery, silent_partners
from ketenhub.testing import builders as b
from tests.unit.evaluate.levens import SEVENS, SIX, lived, told


def a_missing_part(name: str, absent: str, source: str = "VISIE-21") -> Reden:
    return Reden(regel="F1", bron=source, tekst=f"Let op: in het plan ontbreken nog: {name}.", nodig=f"Leg vast: {name}.", afwezig=absent)


def a_silent_partner(oin: str) -> Reden:
    return Reden(
        regel="F2",
        bron="VISIE-07",
        tekst=f"Let op: inbreng ontbreekt van {{org:{oin}}}.",
        nodig="Vraag wat deze organisatie weet van onveilige situaties.",
        afwezig="onveilige_situatie.omschrijving",
    )


SITUATIES = a_missing_part("feitelijke onveilige situaties", "onveilige_situatie.omschrijving")
CIJFERS = a_missing_part("veiligheidsbeoordeling", "veiligheidsbeoordeling.cijfer")
VOORWAARDEN = a_missing_part("veiligheidsvoorwaarden", "veiligheidsvoorwaarde.tekst")
AFSPRAKEN = a_missing_part("veiligheidsafspraken", "veiligheidsafspraak.wat", "MOV-13")
GEEN_MOMENT = Reden(
    regel="F14",
    bron="VISIE-54",
    tekst="Let op: er is geen toetsmoment afgesproken.",
    nodig="Spreek af wanneer en met wie jullie de veiligheid toetsen.",
    afwezig="toetsmoment.geplandOp",
)


@pytest.mark.req("VISIE-21", "MOV-13")
@pytest.mark.parametrize(
    ("fact", "left"),
    [
        ("2026-01-08 situatie anna", [CIJFERS, VOORWAARDEN, AFSPRAKEN]),
        ("2026-01-08 cijfer VT 5", [SITUATIES, VOORWAARDEN, AFSPRAKEN]),
        ("2026-01-08 voorwaarde v1", [SITUATIES, CIJFERS, AFSPRAKEN]),
        ("2026-01-08 afspraak", [SITUATIES, CIJFERS, VOORWAARDEN]),
    ],
)
def test_each_of_the_four_parts_that_the_plan_lacks_is_named(fact: str, left: list[Reden]) -> None:
    assert list(missing_parts(lived(*told(fact), dag="2026-01-20"))) == left


@pytest.mark.req("VISIE-07")
def test_every_organisation_that_takes_part_today_and_said_nothing_is_named_in_one_order() -> None:
    orgs = [f"{n:020d}" for n in (9, 5, 8, 6, 7)]
    gone = b.a_part(f"{4:020d}", tot="2026-01-19")
    parts = [*(b.a_part(oin) for oin in orgs), b.a_part(b.VT), gone]
    found = list(silent_partners(lived(*told("2026-01-08 situatie anna van VT"), dag="2026-01-20", deelnames=parts)))
    assert found == [a_silent_partner(oin) for oin in sorted(orgs)]


@pytest.mark.req("VISIE-07", "MDA-36")
@pytest.mark.parametrize("muur", ["beroepsgeheim", "niet_verder"])
def test_what_was_said_behind_a_wall_does_not_show_by_a_line_that_goes_away(muur: str) -> None:
    (fact,) = told("2026-01-08 situatie anna van VT")
    hidden = fact.model_copy(update={"herkomst": fact.herkomst.model_copy(update={muur: True})})
    both = [lived(*items, dag="2026-01-20", deelnames=[b.a_part(b.VT)]) for items in ((), (hidden,), (fact,))]
    assert [list(silent_partners(verloop)) for verloop in both] == [[a_silent_partner(b.VT)], [a_silent_partner(b.VT)], []]


@pytest.mark.req("VISIE-54")
def test_planned_moments_that_were_not_held_and_meetings_are_when_safety_is_tested() -> None:
    facts = told(
        "2026-01-08 toetsmoment 2026-03-01 als t1",
        "2026-01-08 toetsmoment 2026-02-01 gedaan 2026-02-01 als t2",
        "2026-01-09 overleg volgende 2026-02-15 als o1",
        "2026-01-10 overleg als o2",
        "2026-01-11 situatie anna als s1",
    )
    verloop = lived(*facts, dag="2026-01-20")
    assert moments(verloop) == [
        (date(2026, 1, 9), "o1.geldigOp"),
        (date(2026, 1, 10), "o2.geldigOp"),
        (date(2026, 2, 15), "o1.volgende"),
        (date(2026, 3, 1), "t1.geplandOp"),
    ]
    assert list(moment_days(verloop)) == [date(2026, 1, 10), date(2026, 1, 11), date(2026, 2, 16), date(2026, 3, 2)]


@pytest.mark.req("VISIE-54")
@pytest.mark.parametrize(("dag", "found"), [("2026-03-01", []), ("2026-03-02", [GEEN_MOMENT])])
def test_on_its_own_day_a_moment_still_lies_ahead(dag: str, found: list[Reden]) -> None:
    facts = told("2026-01-08 toetsmoment 2026-02-01", "2026-01-08 toetsmoment 2026-03-01")
    assert list(next_moment(lived(*facts, dag=dag))) == found


@pytest.mark.req("CON-21", "MOV-21")
def test_recovery_may_start_early_and_in_phase_three_its_goals_are_asked_for() -> None:
    goals = told("2026-01-08 hersteldoel als h1", "2026-01-09 hersteldoel als h2")
    early = Reden(
        regel="F13",
        bron="CON-21",
        tekst="Let op: er wordt al aan herstel gewerkt, maar het is nog niet veilig. Herstel mag, de fase blijft 1.",
        nodig="Zorg eerst voor directe veiligheid.",
        paden=("h1.tekst", "h2.tekst"),
    )
    wanted = Reden(
        regel="F13",
        bron="MOV-21",
        tekst="Let op: er zijn nog geen hersteldoelen.",
        nodig="Spreek af wat ieder nodig heeft voor herstel.",
        afwezig="hersteldoel.tekst",
    )
    assert list(recovery(lived(*goals, dag="2026-01-20"))) == [early]
    assert list(recovery(lived(dag="2026-01-20"))) == []
    assert [list(recovery(lived(*facts, *SIX, dag="2026-01-20"))) for facts in ([], goals)] == [[], []]
    assert list(recovery(lived(*SEVENS, dag="2026-03-01"))) == [wanted]
    assert list(recovery(lived(*goals, *SEVENS, dag="2026-03-01"))) == []


def test_everything_that_the_plan_lacks_stands_in_one_order() -> None:
    goals = told("2026-01-08 hersteldoel van Gemeente")
    found = list(plan_gaps(lived(*goals, dag="2026-01-20")))
    assert found[:6] == [SITUATIES, CIJFERS, VOORWAARDEN, AFSPRAKEN, a_silent_partner(b.VT), GEEN_MOMENT]
    assert [reden.bron for reden in found[6:]] == ["CON-21"]
