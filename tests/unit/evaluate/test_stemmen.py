"""The voices: what counts as said, by whom, about whom, after what, and who must be heard (domain F2, F5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from ketenhub.domain.bijdrage import Item
from ketenhub.domain.cijfer import Schaal
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.partijen import Rol, Spoor
from ketenhub.domain.plan import Controle, OnveiligeSituatie, Veiligheidsafspraak
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.domain.regie import Vrijstelling
from ketenhub.evaluate.feiten import Cijfer, Feiten, Opvolging, Soort, Volwassene, Vrijgesteld, read_facts
from ketenhub.evaluate.gevaar import across
from ketenhub.evaluate.kader import Kader
from ketenhub.evaluate.laagste import lowest, standing_scores
from ketenhub.evaluate.orde import order_of
from ketenhub.evaluate.poort import Obstakel, Toestand, free_since, obstacle_of, obstacles, ticks
from ketenhub.evaluate.sporen import split_tracks
from ketenhub.evaluate.stemmen import Bord, Vereist, required_voices
from ketenhub.testing import builders as b

KALENDER = Kalender()
ZONE = KALENDER.tijdzone
START = date(2026, 1, 5)
ORG = f"org:{b.VT}"
ZES, ZEVEN = 600, 700


def facts(*items: Item, dag: date = START + timedelta(days=200), **rest: object) -> Feiten:
    """Read the facts of Anna and Ben, with Veilig Thuis taking part."""
    zicht, _ = split_tracks(b.a_casus(*items, **rest))  # type: ignore[arg-type]
    return read_facts(zicht, Kader(dag, Regelpakket(), KALENDER, ZONE, {}))


def a_score(
    rang: int,
    day: int,
    *over: str,
    door: str = "prof-1",
    stem: str = ORG,
    soort: Soort = "professional",
    compleet: bool = True,
    item: str = "",
) -> Cijfer:
    """Give a score so many days after the start."""
    dag = START + timedelta(days=day)
    return Cijfer(
        item=item or f"{stem}-{door}-{'-'.join(over)}-{day}-{rang}",
        stem=stem,
        door=door,
        soort=soort,
        over=over,
        cijfer=str(rang / 100),
        rang=rang,
        compleet=compleet,
        verklaard=False,
        orde=order_of(dag, ZONE, danger=rang < ZES),
        dag=dag,
        moment=dag,
    )


def a_board(*scores: Cijfer) -> Bord:
    bord = Bord(facts())
    for score in scores:
        bord.add(score)
    return bord


def standing(bord: Bord) -> list[int]:
    return sorted(c.rang for c in standing_scores(bord))


# --- what stands


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


# --- succession


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


# --- how far a voice carries a gate


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


# --- who must be heard


@pytest.mark.parametrize(("day", "heard"), [("2026-01-09", False), ("2026-01-10", True), ("2026-02-10", True), ("2026-02-11", False)])
def test_organisation_is_waited_for_from_its_first_day_up_to_and_including_its_last(day: str, heard: bool) -> None:
    found = facts(deelnames=(b.a_part(b.VT, van="2026-01-10", tot="2026-02-10"),), personen=())
    assert required_voices(found, Bord(found), date.fromisoformat(day)) == ([Vereist(ORG)] if heard else [])


@pytest.mark.parametrize(
    ("van", "tot", "day", "required"),
    [
        (None, None, "2026-02-01", True),
        ("2026-02-01", None, "2026-01-31", False),
        ("2026-02-01", None, "2026-02-01", True),
        (None, "2026-02-01", "2026-02-01", True),
        (None, "2026-02-01", "2026-02-02", False),
    ],
)
def test_adult_is_waited_for_from_which_day_until_which_day(van: str | None, tot: str | None, day: str, required: bool) -> None:
    adult = Volwassene("p-anna", date.fromisoformat(van) if van else None, date.fromisoformat(tot) if tot else None)
    assert adult.on(date.fromisoformat(day)) == required


@pytest.mark.req("MDA-26")
@pytest.mark.parametrize(
    ("van", "tot", "day", "required"),
    [
        (None, "2026-02-01", "2026-02-02", True),
        ("2026-02-01", "2026-02-01", "2026-02-02", True),
        ("2026-03-01", "2026-02-01", "2026-03-05", False),
    ],
    ids=["left", "adult on the last day", "never adult while here"],
)
def test_adult_that_left_unheard_stays_required_and_once_heard_no_more(van: str | None, tot: str, day: str, required: bool) -> None:
    adult = Volwassene("p-anna", date.fromisoformat(van) if van else None, date.fromisoformat(tot))
    found = replace(facts(deelnames=()), volwassenen=(adult,))
    bord = Bord(found)
    assert bool(required_voices(found, bord, date.fromisoformat(day))) == required
    bord.add(a_score(300, 1, stem="persoon:p-anna", soort="volwassene"))
    assert required_voices(found, bord, date.fromisoformat(day)) == []


def test_who_is_adult_only_later_is_not_waited_for_before() -> None:
    adult = Volwassene("p-anna", date(2026, 3, 1), date(2026, 4, 1))
    found = replace(facts(deelnames=()), volwassenen=(adult,))
    assert required_voices(found, Bord(found), date(2026, 2, 1)) == []


def test_organisations_are_waited_for_in_the_order_of_their_numbers_and_once_each() -> None:
    numbers = [f"{n:020d}" for n in range(30, 10, -1)]
    found = facts(deelnames=[b.a_part(oin) for oin in (*numbers, numbers[0])], personen=())
    assert [v.sleutel for v in required_voices(found, Bord(found), START)] == [f"org:{oin}" for oin in sorted(numbers)]


def test_excuse_holds_from_its_first_day_up_to_and_including_its_last_and_for_its_own_voice() -> None:
    excuse = Vrijgesteld(ORG, date(2026, 2, 1), date(2026, 2, 10), "e")
    found = replace(facts(), vrijstellingen=(excuse,))
    for day, item in ((31, None), (32, "e"), (41, "e"), (42, None)):
        excused = {v.sleutel: v.vrijstelling for v in required_voices(found, Bord(found), date(2026, 1, 1) + timedelta(days=day - 1))}
        assert excused == {ORG: item, "persoon:p-anna": None, "persoon:p-ben": None}


def test_victim_is_never_excused_nor_a_voice_that_last_gave_less_than_six() -> None:
    day = date(2026, 2, 1)
    excuses = tuple(Vrijgesteld(key, day, day, key) for key in (ORG, "persoon:p-anna", "persoon:p-ben"))
    found = replace(facts(), vrijstellingen=excuses)
    assert found.slachtoffers == {b.ANNA}
    assert [v.vrijstelling for v in required_voices(found, Bord(found), day)] == [ORG, None, "persoon:p-ben"]
    bord = Bord(found)
    bord.add(a_score(599, 1))
    bord.add(a_score(600, 1, stem="persoon:p-ben", soort="volwassene"))
    assert [v.vrijstelling for v in required_voices(found, bord, day)] == [None, None, "persoon:p-ben"]


# --- the gate


def a_state(*scores: Cijfer, fase: int = 1, pakket: Regelpakket | None = None, found: Feiten | None = None) -> Toestand:
    found = found or facts(deelnames=(b.a_part(b.VT),), personen=(b.a_person(b.KIND, volwassen=False),))
    kader = Kader(START + timedelta(days=200), pakket or Regelpakket(), KALENDER, ZONE, {})
    bord = Bord(found)
    for score in scores:
        bord.add(score)
    return Toestand(found, kader, bord, None, (), fase=fase)


@pytest.mark.parametrize(
    ("scores", "soort"),
    [
        ((), "ontbreekt"),
        ((a_score(599, 1),), "onder"),
        ((a_score(700, 1, compleet=False),), "onvolledig"),
        ((a_score(600, 1, b.BEN),), "niet_alle_leden"),
        ((a_score(600, 1),), None),
    ],
)
def test_each_voice_lacks_one_thing_for_the_first_gate(scores: tuple[Cijfer, ...], soort: str | None) -> None:
    found = obstacle_of(ORG, a_state(*scores), ZES, START + timedelta(days=2))
    assert (found.soort if found else None) == soort
    if found:
        assert (found.stem, found.cijfers) == (ORG, scores)
        assert found.leden == ((b.KIND,) if soort == "niet_alle_leden" else ())


def test_voice_on_the_other_scale_alone_is_asked_for_this_one() -> None:
    state = a_state()
    ten = a_score(700, 1)
    state.feiten = replace(state.feiten, tien=(ten, a_score(700, 1, stem="org:other")))
    found = obstacle_of(ORG, state, ZES, START)
    assert found == Obstakel("andere_schaal", ORG, (ten,))


def test_voice_of_before_a_danger_scores_anew() -> None:
    state = a_state(score := a_score(600, 1))
    state.bord.raise_bar(order_of(START + timedelta(days=2), ZONE, danger=True))
    assert obstacle_of(ORG, state, ZES, START + timedelta(days=3)) == Obstakel("opnieuw", ORG, (score,))


@pytest.mark.req("CON-30")
@pytest.mark.parametrize(("fase", "limit"), [(1, 30), (2, 60), (3, 90)])
def test_score_is_stale_the_day_after_its_last(fase: int, limit: int) -> None:
    state = a_state(score := a_score(600, 1), fase=fase)
    assert state.limiet == limit
    assert obstacle_of(ORG, state, ZES, START + timedelta(days=1 + limit)) is None
    stale = obstacle_of(ORG, state, ZES, START + timedelta(days=2 + limit))
    assert stale == Obstakel("verouderd", ORG, (score,), datum=START + timedelta(days=1))


def test_perpetrators_track_keeps_the_strictest_limit() -> None:
    state = a_state(fase=3)
    state.feiten = replace(state.feiten, zicht=replace(state.feiten.zicht, spoor=Spoor.PLEGER))
    assert state.limiet == 30


@pytest.mark.req("VISIE-29")
def test_second_seven_comes_the_interval_after_the_first() -> None:
    first = a_score(700, 1)
    for day, missing in ((28, True), (29, False)):
        state = a_state(first, second := a_score(700, day), fase=2)
        found = obstacle_of(ORG, state, ZEVEN, START + timedelta(days=day))
        assert found == (Obstakel("ronde", ORG, (second,), datum=START + timedelta(days=29)) if missing else None)
    assert obstacle_of(ORG, a_state(first, fase=2), ZES, START + timedelta(days=2)) is None


def test_gate_waits_for_someone_and_a_voice_that_is_not_waited_for_holds_it_back_too() -> None:
    nobody = a_state(found=facts(deelnames=(), personen=()))
    assert [o.soort for o in obstacles(nobody, START)] == ["geen_stem"]
    gone = a_state(a_score(600, 1), low := a_score(500, 1, stem="org:gone"), a_score(500, 1, stem="netwerk", soort="netwerk"))
    assert list(obstacles(gone, START + timedelta(days=2))) == [Obstakel("houdt_tegen", "org:gone", (low,))]


def test_excused_voice_is_not_waited_for_and_one_that_holds_back_stands_once() -> None:
    state = a_state(a_score(500, 1))
    assert [o.soort for o in obstacles(state, START + timedelta(days=2))] == ["onder"]
    excused = a_state()
    excused.feiten = replace(excused.feiten, vrijstellingen=(Vrijgesteld(ORG, START, START + timedelta(days=9), "e"),))
    assert [o.soort for o in obstacles(excused, START)] == ["geen_stem"]


@pytest.mark.req("CON-15")
def test_second_gate_waits_until_the_months_after_the_last_incident_are_over() -> None:
    state = a_state(a_score(700, 1), a_score(700, 40), fase=2)
    state.incidentdagen = ((date(2026, 1, 10), "old.aard"), (date(2026, 2, 10), "last.aard"), (date(2026, 9, 1), "later.aard"))
    assert free_since(state, date(2026, 2, 9)) == (date(2026, 7, 10), "old.aard")
    assert free_since(state, date(2026, 2, 10)) == (date(2026, 8, 10), "last.aard")
    assert free_since(state, date(2026, 1, 9)) == (None, None)
    day = START + timedelta(days=41)
    assert list(obstacles(state, day)) == [Obstakel("incident", paden=("last.aard",), datum=date(2026, 8, 10))]
    state.incidentdagen = ((day.replace(year=2025), "old.aard"),)
    assert list(obstacles(state, day)) == []
    state.fase = 1
    state.incidentdagen = ((day, "today.aard"),)
    assert list(obstacles(state, day)) == []


@pytest.mark.req("CON-02")
@pytest.mark.parametrize(("fase", "vinkje"), [(1, "bescherming"), (1, "controle"), (2, "stresstest")])
def test_tick_blocks_its_own_gate_only_where_the_pack_says_so(fase: int, vinkje: str) -> None:
    scores = (a_score(700, 1), a_score(700, 40))
    day = START + timedelta(days=41)
    pack = Regelpakket.model_validate({"blokkeert": (vinkje,)})
    assert [o.soort for o in obstacles(a_state(*scores, fase=fase, pakket=pack), day)] == [vinkje]
    assert list(obstacles(a_state(*scores, fase=fase), day)) == []
    assert list(obstacles(a_state(*scores, fase=3 - fase, pakket=pack), day)) == []


def test_ticks_show_their_evidence_from_the_day_it_was_there() -> None:
    agreement = Veiligheidsafspraak(ref="a", geldig_op=date(2026, 1, 10), wie="Ben", wat="Belt.", stresstest_resultaat="geslaagd")
    failed = agreement.model_copy(update={"ref": "f", "stresstest_resultaat": "niet geslaagd"})
    found = facts(
        b.an_item(b.a_condition("v", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_condition("w", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_condition("x", op="2026-01-06", termijn="2026-04-01")),
        b.an_item(b.a_stand("v", "gerealiseerd", op="2026-01-20", bewijs="Gezien.")),
        b.an_item(b.a_stand("w", "gerealiseerd", op="2026-01-20")),
        b.an_item(agreement),
        b.an_item(failed),
    )
    assert ticks(found, date(2026, 1, 9)) == {"bescherming": (), "controle": (), "stresstest": ()}
    assert ticks(found, date(2026, 1, 10))["stresstest"] == ("a.stresstestResultaat",)
    assert ticks(found, date(2026, 1, 19))["bescherming"] == ()
    assert ticks(found, date(2026, 1, 20)) == {
        "bescherming": ("v.tekst", "w.tekst"),
        "controle": ("v.tekst",),
        "stresstest": ("a.stresstestResultaat",),
    }


def test_what_holds_back_and_what_is_broken_stands_in_order_with_its_paths() -> None:
    state = a_state(a_score(600, 1), a_score(500, 1, stem="org:z"), a_score(500, 1, stem="org:a"))
    items = [b.an_item(b.a_condition(ref, op="2026-01-06", termijn="2026-04-01"), ident=ref) for ref in ("w", "v")] + [
        b.an_item(b.a_stand(ref, "geschonden", op="2026-01-06"), ident=f"s-{ref}") for ref in ("w", "v")
    ]
    broken = facts(*items).gevaren
    state.gebroken = {g.voorwaarde: g for g in sorted(broken, key=lambda g: g.item, reverse=True) if g.voorwaarde}
    found = list(obstacles(state, START + timedelta(days=2)))
    assert [(o.soort, o.stem) for o in found[:2]] == [("houdt_tegen", "org:a"), ("houdt_tegen", "org:z")]
    assert [(o.soort, o.paden) for o in found[2:]] == [
        ("voorwaarde", ("s-v.stand", "v.tekst")),
        ("voorwaarde", ("s-w.stand", "w.tekst")),
    ]


@pytest.mark.req("MDA-20")
def test_danger_of_the_other_track_holds_the_gate_and_says_its_kind_alone() -> None:
    state = a_state(a_score(600, 1))
    (threat,) = facts(b.an_item(b.a_stand("v", "geschonden", op="2026-01-06"))).gevaren
    state.gebroken = {"brug:v": across(threat)}
    state.ander = a_board(a_score(500, 1, stem="persoon:p-ben", soort="volwassene"))
    assert list(obstacles(state, START + timedelta(days=2))) == [
        Obstakel("brug", gevaar="schending_voorwaarde"),
        Obstakel("brug", gevaar="cijfer"),
    ]
    state.gebroken, state.ander = {}, a_board(a_score(600, 1))
    assert list(obstacles(state, START + timedelta(days=2))) == []


def test_check_is_evidence_from_its_own_day_and_a_word_about_a_breach_is_none() -> None:
    check = Controle(op=date(2026, 1, 20), door="VT", hoe="bezoek", resultaat="goed")
    agreement = Veiligheidsafspraak(ref="a", geldig_op=date(2026, 1, 10), wie="Ben", wat="Belt.", controles=(check, check))
    broken = b.a_stand("v", "geschonden", op="2026-01-10", bewijs="Gezien.")
    found = facts(b.an_item(agreement), b.an_item(b.a_condition("v", op="2026-01-06", termijn="2026-04-01")), b.an_item(broken))
    assert ticks(found, date(2026, 1, 19))["controle"] == ()
    assert ticks(found, date(2026, 1, 20))["controle"] == ("a.controles",)


# --- what the rules read


def test_victims_are_named_by_role_kind_of_violence_or_situation_whoever_says_it() -> None:
    situation = OnveiligeSituatie(ref="o", geldig_op=START, slachtoffer="p-kim", omschrijving="Geduwd.", jaar=2026)
    persons = (b.a_person(b.ANNA, rollen=(Rol.SLACHTOFFER,)), b.a_person(b.BEN, rollen=(Rol.PLEGER,)))
    assert facts(b.an_item(situation), personen=persons).slachtoffers == {b.ANNA, "p-kim"}


def test_excuse_of_an_organisation_or_a_person_counts_for_that_voice() -> None:
    end = date(2026, 3, 1)
    person = Vrijstelling(ref="e1", geldig_op=date(2026, 2, 1), persoon=b.BEN, reden="Opname.", tot=end)
    organisation = Vrijstelling(ref="e2", geldig_op=date(2026, 2, 2), organisatie=b.VT, reden="Ziek.", tot=end)
    assert facts(b.an_item(person), b.an_item(organisation)).vrijstellingen == (
        Vrijgesteld("persoon:p-ben", date(2026, 2, 1), end, "e1"),
        Vrijgesteld(ORG, date(2026, 2, 2), end, "e2"),
    )


@pytest.mark.parametrize(("lid_tot", "counts"), [(None, True), ("2026-02-01", True), ("2026-02-02", True), ("2026-01-31", False)])
def test_who_left_is_no_member_from_the_day_after(lid_tot: str | None, counts: bool) -> None:
    person = b.a_person(b.ANNA).model_copy(update={"lid_tot": date.fromisoformat(lid_tot) if lid_tot else None})
    assert facts(personen=(person,), dag=date(2026, 2, 1)).leden == ((b.ANNA,) if counts else ())


def test_who_turns_eighteen_is_a_child_until_the_day_before_and_then_an_adult_voice() -> None:
    person = b.a_person(b.KIND, volwassen=False).model_copy(update={"volwassen_vanaf": date(2026, 2, 1)})
    scores = [b.an_item(b.a_score("7", op=op, door=b.KIND)) for op in ("2026-01-31", "2026-02-01")]
    found = facts(*scores, personen=(person,), dag=date(2026, 2, 1))
    assert [c.soort for c in found.cijfers] == ["kind", "volwassene"]
    assert (found.kinderen, found.volwassenen) == ((), (Volwassene(b.KIND, date(2026, 2, 1)),))
    assert facts(personen=(person,), dag=date(2026, 1, 31)).kinderen == (b.KIND,)


def test_network_that_is_a_member_speaks_as_a_member_and_a_stranger_that_is_no_network_as_an_adult() -> None:
    scores = (
        b.an_item(b.a_score("7", op="2026-01-10", door=b.ANNA, netwerk=True, ref="a")),
        b.an_item(b.a_score("7", op="2026-01-10", door="p-buur", netwerk=True, ref="b")),
        b.an_item(b.a_score("7", op="2026-01-10", door="p-oom", netwerk=True, ref="c")),
        b.an_item(b.a_score("7", op="2026-01-10", door="p-vreemd", ref="d")),
    )
    found = facts(*scores, personen=(b.a_person(b.ANNA), b.a_person("p-buur", lid=False)))
    assert [(c.stem, c.door, c.soort) for c in found.cijfers] == [
        ("persoon:p-anna", b.ANNA, "volwassene"),
        ("persoon:p-buur", "p-buur", "netwerk"),
        ("persoon:p-oom", "p-oom", "netwerk"),
        ("persoon:p-vreemd", "p-vreemd", "volwassene"),
    ]


def test_score_is_read_as_it_was_given() -> None:
    item = b.an_item(b.a_score("6.5", op="2026-01-10", over=(b.BEN, b.ANNA), reden="  "), b.POLITIE, ident="s")
    (found,) = facts(item).cijfers
    assert (found.item, found.stem, found.door, found.over, found.cijfer, found.rang) == (
        "s",
        f"org:{b.POLITIE}",
        "prof-1",
        (b.ANNA, b.BEN),
        "6.5",
        650,
    )
    assert (found.compleet, found.geldig, found.pad, found.tellend) == (False, False, "s.cijfer", True)
    assert (found.dag, found.moment, found.orde) == (date(2026, 1, 10), date(2026, 1, 10), order_of(date(2026, 1, 10), ZONE, danger=False))


def test_low_score_counts_as_danger_of_that_day_only_on_the_deciding_scale() -> None:
    low = facts(b.an_item(b.a_score("5", op="2026-01-10")))
    assert low.cijfers[0].orde == order_of(date(2026, 1, 10), ZONE, danger=True)
    ten = facts(b.an_item(b.a_score("5", op="2026-01-10", schaal=Schaal.TIEN)))
    assert (ten.cijfers, ten.tien[0].orde) == ((), order_of(date(2026, 1, 10), ZONE, danger=False))


def test_what_is_not_yet_true_does_not_exist_and_says_when_it_will() -> None:
    found = facts(b.an_item(b.an_incident("vrijlating", op="2026-03-01")), dag=date(2026, 2, 28))
    assert (found.items, found.gevaren, found.komend) == ((), (), (date(2026, 3, 1),))
    found = facts(b.an_item(b.an_incident("vrijlating", op="2026-03-01")), dag=date(2026, 3, 1))
    assert (len(found.items), len(found.gevaren), found.komend) == (1, 1, ())


def test_measure_that_will_end_says_when_and_where() -> None:
    measure = b.an_item(b.a_measure("m", "huisverbod", van="2026-01-01", tot="2026-03-01"))
    assert facts(measure, dag=date(2026, 2, 28)).aflopend == ((date(2026, 3, 1), "m.tot"),)
    assert facts(measure, dag=date(2026, 3, 1)).aflopend == ()
