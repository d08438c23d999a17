"""What is danger, how severe, and what it does to the phase: each kind, each day, each edge (domain F5, F6, F12)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.fase import Ernst
from ketenhub.domain.geweld import Maatregel
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.plan import Werkdoel
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.gevaar import across, end_of, is_danger, read_dangers, read_repairs, repair_across, settled
from ketenhub.evaluate.orde import BEGIN, order_of
from ketenhub.testing import builders as b

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Feit, Item
    from ketenhub.evaluate.gevaar import Gevaar

ZONE = Kalender().tijdzone
DAY = "2026-02-01"
LATE = date(2026, 12, 31)


def dangers(*items: Item, until: date = LATE, gesplitst: bool = False, pakket: Regelpakket | None = None) -> list[Gevaar]:
    return list(read_dangers(items, pakket or Regelpakket(), ZONE, until, gesplitst=gesplitst))


def a_measure(ref: str, aard: str = "huisverbod", van: str = "2026-01-01", tot: str | None = None, eind: str | None = None) -> Maatregel:
    ended = date.fromisoformat(eind) if eind else None
    return b.a_measure(ref, aard, van=van, tot=tot, persoon="p-ben").model_copy(update={"beeindigd_op": ended})


def moments(found: list[Gevaar]) -> list[tuple[str, str]]:
    return [(g.item, g.dag.isoformat()) for g in found]


@pytest.mark.parametrize(
    ("aard", "ernst", "terugval", "opnieuw", "incident"),
    [
        ("geweld", Ernst.HOOG, True, True, True),
        ("onveilig", Ernst.HOOG, True, True, True),
        ("dreiging", Ernst.DIRECT, True, True, True),
        ("vrijlating", Ernst.HOOG, False, False, False),
    ],
)
def test_each_kind_of_incident_has_its_severity_and_its_effect(
    aard: b.Aard, ernst: Ernst, terugval: bool, opnieuw: bool, incident: bool
) -> None:
    (found,) = dangers(b.an_item(b.an_incident(aard, op=DAY), ident="i1"))
    assert (found.item, found.soort, found.ernst, found.pad, found.voorwaarde) == ("i1", aard, ernst, "i1.aard", None)
    assert (found.terugval, found.opnieuw, found.incident) == (terugval, opnieuw, incident)
    assert (found.dag, found.moment, found.orde) == (date(2026, 2, 1), date(2026, 2, 1), order_of(date(2026, 2, 1), ZONE, danger=True))


@pytest.mark.req("MDA-20")
def test_release_makes_every_voice_score_anew_once_tracks_are_separated_and_moves_no_phase() -> None:
    (found,) = dangers(b.an_item(b.an_incident("vrijlating", op=DAY)), gesplitst=True)
    assert (found.terugval, found.opnieuw) == (False, True)


@pytest.mark.parametrize(
    ("aard", "ernst"),
    [("huisverbod", Ernst.DIRECT), ("contactverbod", Ernst.DIRECT), ("locatieverbod", Ernst.DIRECT), ("meldplicht", Ernst.HOOG)],
)
def test_breach_of_a_ban_is_direct_and_of_another_measure_high(aard: str, ernst: Ernst) -> None:
    breach = b.an_item(b.a_breach("m", op=DAY), ident="s")
    found = dangers(b.an_item(a_measure("m", aard)), breach)
    assert [(g.item, g.soort, g.ernst, g.pad, g.incident) for g in found] == [("s", "schending_maatregel", ernst, "s.maatregel", True)]


def test_breach_of_a_measure_that_cannot_be_seen_may_be_that_of_a_ban() -> None:
    assert [g.ernst for g in dangers(b.an_item(b.a_breach("hidden", op=DAY)))] == [Ernst.DIRECT]


def test_pack_says_which_measures_are_bans() -> None:
    pack = Regelpakket(verboden=("meldplicht",))
    items = [b.an_item(a_measure(ref, ref)) for ref in ("meldplicht", "huisverbod")]
    breaches = [b.an_item(b.a_breach(ref, op=DAY), ident=ref) for ref in ("meldplicht", "huisverbod")]
    assert {g.item: g.ernst for g in dangers(*items, *breaches, pakket=pack)} == {"meldplicht": Ernst.DIRECT, "huisverbod": Ernst.HOOG}


@pytest.mark.parametrize(("guards", "ernst"), [(None, Ernst.HOOG), ("ban", Ernst.DIRECT), ("duty", Ernst.HOOG), ("hidden", Ernst.DIRECT)])
def test_broken_condition_is_as_severe_as_the_measure_that_it_guards(guards: str | None, ernst: Ernst) -> None:
    condition = b.an_item(b.a_condition("v", op="2026-01-05", termijn="2026-04-01", maatregel=guards))
    measures = [b.an_item(a_measure("ban", "huisverbod")), b.an_item(a_measure("duty", "meldplicht"))]
    (found,) = dangers(*measures, condition, b.an_item(b.a_stand("v", "geschonden", op=DAY), ident="s"))
    assert (found.soort, found.ernst, found.pad, found.voorwaarde, found.incident) == ("schending_voorwaarde", ernst, "s.stand", "v", False)
    assert (found.terugval, found.opnieuw) == (True, True)


def test_broken_condition_that_cannot_be_seen_may_guard_a_ban() -> None:
    (found,) = dangers(b.an_item(b.a_stand("hidden", "geschonden", op=DAY)))
    assert (found.ernst, found.voorwaarde) == (Ernst.DIRECT, "hidden")


@pytest.mark.parametrize("stand", ["open", "gerealiseerd", "vervallen"])
def test_other_steps_of_a_condition_are_no_danger(stand: b.Stand) -> None:
    assert dangers(b.an_item(b.a_stand("v", stand, op=DAY, bewijs="Gezien."))) == []


@pytest.mark.parametrize(
    ("tot", "eind", "ends", "path"),
    [
        ("2026-03-01", None, "2026-03-01", "m.tot"),
        (None, "2026-03-02", "2026-03-02", "m.beeindigdOp"),
        ("2026-03-01", "2026-02-10", "2026-02-10", "m.beeindigdOp"),
        ("2026-02-10", "2026-03-01", "2026-02-10", "m.tot"),
        (None, None, None, ""),
    ],
)
def test_measure_ends_on_the_first_of_its_days(tot: str | None, eind: str | None, ends: str | None, path: str) -> None:
    measure = a_measure("m", tot=tot, eind=eind)
    found = dangers(b.an_item(measure), until=LATE)
    assert [(g.dag.isoformat(), g.pad) for g in found] == ([(ends, path)] if ends else [])
    assert end_of(measure) == (date.fromisoformat(ends) if ends else None)


def test_end_of_a_measure_is_high_moves_no_phase_and_is_no_incident() -> None:
    (found,) = dangers(b.an_item(a_measure("m", tot="2026-03-01")))
    assert (found.soort, found.ernst, found.terugval, found.opnieuw, found.incident) == ("maatregel_einde", Ernst.HOOG, False, False, False)
    assert (found.moment, found.orde) == (date(2026, 3, 1), order_of(date(2026, 3, 1), ZONE, danger=True))
    assert dangers(b.an_item(a_measure("m", tot="2026-03-01")), gesplitst=True)[0].opnieuw


def test_measure_that_runs_on_hides_no_other_that_ended() -> None:
    found = dangers(b.an_item(a_measure("a", aard="meldplicht")), b.an_item(a_measure("b", tot="2026-03-01")))
    assert [g.item for g in found] == ["b"]


@pytest.mark.parametrize(("until", "told"), [(date(2026, 2, 28), 0), (date(2026, 3, 1), 1), (date(2026, 3, 2), 1)])
def test_end_of_a_measure_is_told_on_its_day(until: date, told: int) -> None:
    assert len(dangers(b.an_item(a_measure("m", tot="2026-03-01")), until=until)) == told


@pytest.mark.parametrize(
    ("other", "goes_on"),
    [
        (a_measure("n", van="2026-03-01"), True),
        (a_measure("n", van="2026-02-01", tot="2026-03-02"), True),
        (a_measure("n", van="2026-03-02"), False),
        (a_measure("n", van="2026-02-01", tot="2026-03-01"), False),
        (a_measure("n", aard="contactverbod", van="2026-02-01"), False),
        (a_measure("n", van="2026-02-01").model_copy(update={"persoon": "p-kim"}), False),
    ],
    ids=["from that day", "past that day", "a day later", "until that day", "another measure", "another person"],
)
def test_measure_goes_on_by_another_decision_about_the_same(other: Maatregel, goes_on: bool) -> None:
    found = dangers(b.an_item(a_measure("m", tot="2026-03-01")), b.an_item(other))
    assert ("m" not in {g.item for g in found}) == goes_on


def test_dangers_stand_in_the_order_in_which_they_were_true_and_then_by_id() -> None:
    items = [
        b.an_item(b.an_incident(op="2026-02-02"), ident="a"),
        b.an_item(b.an_incident(op="2026-02-01"), ident="c"),
        b.an_item(b.an_incident(op="2026-02-01"), ident="b"),
        b.an_item(a_measure("m", tot="2026-01-15")),
    ]
    for given in (items, items[::-1]):
        assert [g.item for g in dangers(*given)] == ["m", "b", "c", "a"]


@pytest.mark.parametrize(
    ("op", "heard", "day", "known"),
    [
        ("2026-02-01", "2026-02-01", "2026-02-01", True),
        ("2026-02-01", "2026-02-01", "2026-01-31", False),
        ("2026-02-01", "2026-02-03", "2026-02-02", False),
        ("2026-02-01", "2026-02-03", "2026-02-03", False),
        ("2026-02-01", "2026-02-03", "2026-02-04", True),
    ],
)
def test_who_scored_could_know_of_a_danger_once_it_was_both_true_and_heard(op: str, heard: str, day: str, known: bool) -> None:
    item = b.an_item(b.an_incident(op=op), gehoord=datetime.fromisoformat(f"{heard}T10:00:00Z"))
    (found,) = dangers(item)
    assert found.bekend == date.fromisoformat(heard)
    assert found.known_on(date.fromisoformat(day)) == known


def test_end_of_a_measure_is_known_from_when_it_was_heard() -> None:
    item = b.an_item(a_measure("m", tot="2026-03-01"), gehoord=datetime(2026, 3, 5, 10, tzinfo=UTC))
    assert dangers(item)[0].bekend == date(2026, 3, 5)


@pytest.mark.parametrize(("stand", "mends"), [("gerealiseerd", True), ("vervallen", True), ("open", False), ("geschonden", False)])
def test_condition_is_mended_by_realising_it_or_letting_it_lapse(stand: b.Stand, mends: bool) -> None:
    item = b.an_item(b.a_stand("v", stand, op=DAY, bewijs="Gezien."), ident="s")
    found = read_repairs((item,), ZONE)
    assert [(h.voorwaarde, h.orde, h.item) for h in found] == (
        [("v", order_of(date(2026, 2, 1), ZONE, danger=False), "s")] if mends else []
    )


@pytest.mark.req("MDA-20")
def test_danger_of_the_other_track_is_answered_there_alone() -> None:
    condition = b.an_item(b.a_condition("v", op="2026-01-05", termijn="2026-04-01"))
    (broken,) = dangers(condition, b.an_item(b.a_stand("v", "geschonden", op=DAY)))
    (repair,) = read_repairs((b.an_item(b.a_stand("v", "vervallen", op="2026-02-02")),), ZONE)
    assert (across(broken).brug, across(broken).voorwaarde) == (True, "brug:v")
    assert repair_across(repair).voorwaarde == "brug:v"
    (incident,) = dangers(b.an_item(b.an_incident(op=DAY)))
    assert (incident.brug, across(incident).brug, across(incident).voorwaarde) == (False, True, None)


GOAL = Werkdoel(ref="w", geldig_op=date(2026, 3, 1), tekst="doel", volgorde=1)
AHEAD: list[tuple[Feit, bool]] = [
    (b.a_score("5.9", op="2026-03-01"), True),
    (b.a_score("6", op="2026-03-01"), False),
    (b.a_score("0", op="2026-03-01", schaal=Schaal.TIEN), True),
    (b.a_score("1", op="2026-03-01", schaal=Schaal.TIEN), False),
    (b.an_incident("dreiging", op="2026-03-01"), True),
    (b.an_incident("vrijlating", op="2026-03-01"), False),
    (b.a_stand("v", "geschonden", op="2026-03-01"), True),
    (b.a_stand("v", "vervallen", op="2026-03-01"), False),
    (b.a_breach("m", op="2026-03-01"), True),
    (a_measure("m"), False),
    (GOAL, False),
]


@pytest.mark.parametrize(("feit", "danger"), AHEAD)
def test_danger_that_lies_ahead_is_true_when_it_was_heard_and_what_was_announced_stays(feit: Feit, danger: bool) -> None:
    assert is_danger(feit) == danger
    ahead = feit.model_copy(update={"geldig_op": date(2026, 3, 1)})
    heard = datetime(2026, 2, 1, 10, tzinfo=UTC)
    item = b.an_item(ahead, gehoord=heard)
    assert settled(item, ZONE).herkomst.geldig_op == (heard if danger else date(2026, 3, 1))


def test_danger_of_the_day_on_which_it_was_heard_keeps_its_own_moment() -> None:
    item = b.an_item(b.an_incident(op="2026-02-01T23:00:00Z"), gehoord=datetime(2026, 2, 2, 5, tzinfo=UTC))
    assert settled(item, ZONE) is item
    same_day = b.an_item(b.an_incident(op="2026-02-01"), gehoord=datetime(2026, 2, 1, 5, tzinfo=UTC))
    assert settled(same_day, ZONE) is same_day


def test_on_one_day_danger_comes_after_agreement_and_an_hour_stands_between() -> None:
    day, noon = date(2026, 2, 1), datetime(2026, 2, 1, 12, tzinfo=UTC)
    order = [
        BEGIN,
        order_of(date(2026, 1, 31), ZONE, danger=True),
        order_of(day, ZONE, danger=False),
        order_of(noon, ZONE, danger=False),
        order_of(noon, ZONE, danger=True),
        order_of(noon.replace(hour=13), ZONE, danger=False),
        order_of(day, ZONE, danger=True),
        order_of(date(2026, 2, 2), ZONE, danger=False),
    ]
    assert order == sorted(order)
    assert len(set(order)) == len(order)
    assert order_of(datetime(2026, 2, 1, 23, 30, tzinfo=UTC), ZONE, danger=False)[0] == date(2026, 2, 2).toordinal()
