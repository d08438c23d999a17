"""The voices: what counts as said, by whom, about whom and after what (domain F2, F5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ketenhub.evaluate.feiten import Cijfer, Opvolging, Soort
from ketenhub.evaluate.laagste import lowest
from ketenhub.evaluate.orde import order_of
from ketenhub.evaluate.stemmen import Bord
from ketenhub.testing import builders as b
from tests.unit.evaluate.borden import ORG, START, ZES, ZEVEN, ZONE, a_board, a_score, facts, standing


def test_last_score_about_the_same_counts_and_one_about_another_stands_beside_it() -> None:
    assert standing(a_board(a_score(500, 1), a_score(600, 2))) == [600]
    assert standing(a_board(a_score(500, 1, b.ANNA), a_score(600, 2, b.BEN))) == [500, 600]
    assert standing(a_board(a_score(500, 1), a_score(600, 2, door="prof-2"))) == [500, 600]


def test_score_for_the_household_ends_when_every_member_has_a_later_one_of_the_same_assessor() -> None:
    household = a_score(300, 1)
    assert standing(a_board(household, a_score(600, 2, b.ANNA))) == [300, 600]
    assert standing(a_board(household, a_score(600, 2, b.ANNA), a_score(700, 2, b.BEN))) == [600, 700]
    assert standing(a_board(a_score(600, 1, b.ANNA), a_score(700, 1, b.BEN), a_score(800, 2))) == [600, 700, 800]
    assert standing(a_board(a_score(600, 1), a_score(610, 1, b.ANNA), a_score(620, 1, b.BEN))) == [600, 610, 620]
    by_two = (household, a_score(600, 2, b.ANNA), a_score(700, 2, b.BEN, door="prof-2"))
    assert standing(a_board(*by_two)) == [300, 600, 700]


@pytest.mark.req("MOV-12")
def test_six_without_a_reason_is_kept_apart_until_a_valid_score_about_the_same() -> None:
    bord = a_board(a_score(300, 1), a_score(700, 2, compleet=False))
    assert standing(bord) == [300]
    assert [c.rang for c in bord.stem(ORG).onvolledig.values()] == [700]
    bord.add(a_score(700, 3))
    assert bord.stem(ORG).onvolledig == {}
    assert standing(a_board(a_score(599, 1, compleet=False))) == [599]


def test_fall_from_six_or_more_to_under_six_is_noted_and_a_low_first_score_is_none() -> None:
    def fell(*scores: Cijfer) -> int:
        return len(a_board(*scores).stem(ORG).gedaald)

    assert fell(a_score(600, 1), a_score(599, 2)) == 1
    assert fell(a_score(599, 1), a_score(300, 2)) == 0
    assert fell(a_score(300, 1)) == 0
    assert fell(a_score(600, 1), a_score(500, 2, b.ANNA)) == 1
    assert fell(a_score(600, 1, b.BEN), a_score(500, 2, b.ANNA)) == 0
    assert fell(a_score(600, 1), a_score(500, 2, door="prof-2")) == 0
    assert fell(a_score(600, 1), a_score(600, 2)) == 0
    assert fell(a_score(600, 1), a_score(500, 2, b.ANNA), a_score(400, 3, b.ANNA)) == 1


def test_lowest_is_given_as_it_was_said_with_everything_that_is_as_low() -> None:
    scores = [a_score(600, 1, item="z"), a_score(500, 1, item="y"), a_score(500, 2, item="x")]
    assert lowest(scores) == ("5.0", ("x.cijfer", "y.cijfer"))
    assert lowest([]) == (None, ())


def succession(van: str, naar: str, day: int = 9) -> Opvolging:
    dag = START + timedelta(days=day)
    return Opvolging(ORG, van, naar, order_of(dag, ZONE, danger=False), f"o-{van}-{naar}")


def succeeded(bord: Bord, *steps: Opvolging) -> list[int]:
    for step in steps:
        bord.succeed(step, START + timedelta(days=9))
    return standing(bord)


def test_score_of_an_assessor_ends_once_the_successor_scored_the_same_after_it() -> None:
    old = a_score(300, 1)
    assert succeeded(a_board(old), succession("prof-1", "prof-2")) == [300]
    assert succeeded(a_board(old, a_score(700, 2, door="prof-2")), succession("prof-1", "prof-2")) == [700]
    assert succeeded(a_board(a_score(700, 1, door="prof-2"), a_score(300, 2)), succession("prof-1", "prof-2")) == [300, 700]
    assert succeeded(a_board(old, a_score(700, 2, door="prof-3")), succession("prof-1", "prof-2")) == [300, 700]


def test_successor_of_a_successor_ends_the_first_and_a_circle_ends_nobody_by_itself() -> None:
    board = (a_score(300, 1), a_score(700, 2, door="prof-3"))
    assert succeeded(a_board(*board), succession("prof-1", "prof-2"), succession("prof-2", "prof-3")) == [700]
    assert succeeded(a_board(a_score(300, 1)), succession("prof-1", "prof-2"), succession("prof-2", "prof-1")) == [300]


def test_successor_that_scores_after_the_succession_ends_the_old_score() -> None:
    bord = a_board(a_score(300, 1))
    bord.succeed(succession("prof-1", "prof-2"), START + timedelta(days=9))
    bord.add(a_score(700, 10, door="prof-2"))
    assert standing(bord) == [700]


@pytest.mark.parametrize(
    ("old", "new", "ends"),
    [
        ((b.ANNA,), [(b.ANNA,)], True),
        ((b.ANNA,), [(b.BEN,)], False),
        ((b.ANNA,), [()], True),
        ((), [(b.ANNA,)], False),
        ((), [(b.ANNA,), (b.BEN,)], True),
    ],
)
def test_successor_must_speak_about_the_same_people(old: tuple[str, ...], new: list[tuple[str, ...]], ends: bool) -> None:
    scores = [a_score(700 + n, 2, *over, door="prof-2") for n, over in enumerate(new)]
    found = succeeded(a_board(a_score(300, 1, *old), *scores), succession("prof-1", "prof-2"))
    assert (300 not in found) == ends


def test_score_about_others_and_one_of_the_same_moment_do_not_end_by_succession() -> None:
    members = (a_score(700, 2, b.ANNA, door="prof-2"), a_score(710, 2, b.BEN, door="prof-2"))
    assert succeeded(a_board(a_score(300, 1, b.KIND), *members), succession("prof-1", "prof-2")) == [300, 700, 710]
    same = (a_score(650, 2), a_score(700, 2, door="prof-2"))
    assert succeeded(a_board(*same), succession("prof-1", "prof-2")) == [650, 700]


def test_nobody_succeeds_itself_by_way_of_another() -> None:
    board = a_board(a_score(300, 1, b.ANNA), a_score(700, 2))
    assert succeeded(board, succession("prof-1", "prof-2"), succession("prof-2", "prof-1")) == [300, 700]


def test_sevens_count_from_the_succession_that_ended_the_last_lower_score() -> None:
    bord = a_board(a_score(600, 1), a_score(700, 2, door="prof-2"))
    assert bord.cover(bord.stem(ORG), ZEVEN).oudste == START + timedelta(days=2)
    assert [c.rang for c in bord.cover(bord.stem(ORG), ZEVEN).onder] == [600]
    bord.succeed(succession("prof-1", "prof-2"), START + timedelta(days=9))
    assert bord.stem(ORG).zeven_sinds == START + timedelta(days=9)
    assert bord.cover(bord.stem(ORG), ZEVEN).onder == ()


def test_succession_in_one_organisation_touches_no_other() -> None:
    bord = a_board(a_score(300, 1, stem="org:other"), a_score(700, 2, door="prof-2", stem="org:other"))
    assert succeeded(bord, succession("prof-1", "prof-2")) == [300, 700]


def test_concern_that_was_answered_no_longer_stands() -> None:
    bord = a_board(a_score(300, 1), a_score(500, 1, stem="persoon:p-anna", soort="volwassene"))
    bord.close(ORG)
    bord.close("org:never-spoke")
    assert standing(bord) == [500]


def test_voice_carries_the_gate_when_every_member_has_enough_and_the_oldest_latest_score_counts() -> None:
    cover = a_board(a_score(600, 1, b.ANNA), a_score(700, 3, b.BEN)).cover(Bord(facts()).stem(ORG), ZES)
    assert cover.gaten == (b.ANNA, b.BEN)
    bord = a_board(a_score(600, 1, b.ANNA), a_score(700, 3, b.BEN))
    cover = bord.cover(bord.stem(ORG), ZES)
    assert (cover.onder, cover.oudste, cover.gaten) == ((), START + timedelta(days=1), ())
    assert [c.rang for c in cover.dragend] == [600, 700]
    seven = bord.cover(bord.stem(ORG), ZEVEN)
    assert ([c.rang for c in seven.onder], seven.oudste, seven.gaten, seven.gaten_zonder_grens) == ([600], None, (b.ANNA,), (b.ANNA,))


def test_household_counts_for_a_member_of_its_own_and_the_latest_of_both_is_that_members_day() -> None:
    bord = a_board(a_score(600, 1), a_score(600, 5, b.ANNA))
    assert bord.cover(bord.stem(ORG), ZES).oudste == START + timedelta(days=1)
    bord = a_board(a_score(600, 5), a_score(600, 1, b.ANNA), a_score(600, 2, b.BEN))
    assert bord.cover(bord.stem(ORG), ZES).oudste == START + timedelta(days=5)


def test_latest_score_about_a_member_is_that_members_day_by_whomever_and_a_later_one_goes_before_the_household() -> None:
    bord = a_board(a_score(600, 1, b.ANNA), a_score(600, 5, b.ANNA, door="prof-2"), a_score(600, 6, b.BEN))
    assert bord.cover(bord.stem(ORG), ZES).oudste == START + timedelta(days=5)
    bord.add(a_score(600, 2, door="prof-3"))
    assert bord.cover(bord.stem(ORG), ZES).oudste == START + timedelta(days=5)


def test_score_about_a_relation_stands_beside_those_about_its_members() -> None:
    assert standing(a_board(a_score(300, 1, b.ANNA, b.BEN), a_score(600, 2, b.ANNA), a_score(700, 2, b.BEN))) == [300, 600, 700]


def test_score_of_the_very_moment_of_a_danger_or_of_the_own_low_score_opens_nothing() -> None:
    moment = order_of(START + timedelta(days=3), ZONE, danger=True)
    bord = a_board(replace(a_score(600, 3), orde=moment))
    assert bord.cover(bord.stem(ORG), ZES).gaten == ()
    bord.raise_bar(moment)
    assert bord.cover(bord.stem(ORG), ZES).gaten == (b.ANNA, b.BEN)
    own = a_board(a_score(300, 3, b.ANNA, b.BEN), replace(a_score(600, 3), orde=moment))
    assert own.cover(own.stem(ORG), ZES).gaten == (b.ANNA, b.BEN)


def test_score_about_a_relation_covers_no_member() -> None:
    bord = a_board(a_score(600, 1, b.ANNA, b.BEN))
    assert bord.cover(bord.stem(ORG), ZES).gaten == (b.ANNA, b.BEN)


def test_after_a_danger_only_what_was_scored_later_opens_and_what_was_low_still_holds_back() -> None:
    bord = a_board(a_score(600, 1), a_score(500, 1, stem="persoon:p-ben", soort="volwassene"))
    bord.raise_bar(order_of(START + timedelta(days=2), ZONE, danger=True))
    cover = bord.cover(bord.stem(ORG), ZES)
    assert (cover.oudste, cover.gaten, cover.gaten_zonder_grens) == (None, (b.ANNA, b.BEN), ())
    assert [c.rang for c in bord.dissent()] == [500]
    bord.raise_bar(order_of(START, ZONE, danger=True))
    bord.add(a_score(600, 2))
    assert bord.cover(bord.stem(ORG), ZES).oudste is None
    bord.add(a_score(600, 3))
    assert bord.cover(bord.stem(ORG), ZES).oudste == START + timedelta(days=3)


def test_own_low_score_makes_that_assessor_score_anew_and_nobody_else() -> None:
    bord = a_board(a_score(600, 1), a_score(300, 2, b.ANNA), a_score(600, 3, b.ANNA), a_score(600, 1, door="prof-2", stem="org:other"))
    assert bord.cover(bord.stem(ORG), ZES).gaten == (b.BEN,)
    assert bord.cover(bord.stem("org:other"), ZES).gaten == ()


def test_seven_since_the_day_on_which_everyone_first_had_one_until_it_is_broken() -> None:
    bord = a_board(a_score(700, 1, b.ANNA))
    assert bord.stem(ORG).zeven_sinds is None
    bord.add(a_score(700, 2, b.BEN))
    bord.add(a_score(800, 9))
    assert bord.stem(ORG).zeven_sinds == START + timedelta(days=2)
    bord.add(a_score(600, 10, b.BEN))
    assert bord.stem(ORG).zeven_sinds is None
    bord.add(a_score(700, 11, b.BEN))
    assert bord.stem(ORG).zeven_sinds == START + timedelta(days=11)
    bord.raise_bar(order_of(START + timedelta(days=12), ZONE, danger=True))
    assert bord.stem(ORG).zeven_sinds is None


def test_only_professionals_and_adults_hold_the_phase_back() -> None:
    kinds: tuple[Soort, ...] = ("professional", "volwassene", "kind", "netwerk")
    bord = a_board(*(a_score(300, 1, stem=soort, soort=soort) for soort in kinds))
    assert sorted(c.soort for c in bord.dissent()) == ["professional", "volwassene"]
    assert list(a_board(a_score(600, 1)).dissent()) == []


def test_household_without_members_is_one_subject() -> None:
    bord = Bord(facts(personen=()))
    bord.add(a_score(600, 1))
    cover = bord.cover(bord.stem(ORG), ZES)
    assert (cover.oudste, cover.gaten) == (START + timedelta(days=1), ())
    assert standing(bord) == [600]
    silent = bord.cover(bord.stem("org:silent"), ZES)
    assert (silent.oudste, silent.gaten, silent.gaten_zonder_grens) == (None, ("",), ("",))
