"""The ladder on a fake clock: person, team, regie, round-the-clock contact; at once where a call did not arrive."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ketenhub.domain.regelpakket import Getal, Regelpakket
from ketenhub.evaluate.ladder import Ladder, climb, make_ladder, next_moment, next_rung, planned
from ketenhub.evaluate.levensloop import Stap, Stapsoort, Trede, raised

NU = datetime(2026, 1, 8, 12, tzinfo=UTC)
LADDER = make_ladder(Regelpakket())
ALLEN = (Trede.TEAM, Trede.REGIE, Trede.WACHT)
OP, OVER = Stapsoort.OPGEKLOMMEN, Stapsoort.OVERGESLAGEN


def after(**gone: float) -> datetime:
    """Give a moment so long after the raising."""
    return NU + timedelta(**gone)


def called(*treden: Trede, op: datetime = NU) -> list[Stap]:
    """Build a history in which these rungs were called."""
    return [*raised(NU), *(Stap(OP, op, trede) for trede in treden)]


@pytest.mark.parametrize(
    ("minuten", "geroepen", "volgende"),
    [
        (14.9, (), None),
        (15, (), Trede.TEAM),
        (29.9, (Trede.TEAM,), None),
        (30, (Trede.TEAM,), Trede.REGIE),
        (59.9, (Trede.TEAM, Trede.REGIE), None),
        (60, (Trede.TEAM, Trede.REGIE), Trede.WACHT),
        (600, ALLEN, None),
    ],
)
def test_each_rung_has_its_hour(minuten: float, geroepen: tuple[Trede, ...], volgende: Trede | None) -> None:
    assert next_rung(called(*geroepen), after(minutes=minuten), LADDER, bezorgd=True) == volgende


@pytest.mark.parametrize("soort", [Stapsoort.BEVESTIGD, Stapsoort.VERLICHT, Stapsoort.INGETROKKEN])
def test_nobody_is_called_for_what_calls_no_more(soort: Stapsoort) -> None:
    history = [*raised(NU), Stap(soort, NU)]
    assert [next_rung(history, after(days=1), LADDER, bezorgd=told) for told in (True, False)] == [None, None]


@pytest.mark.parametrize(("seconden", "volgende"), [(59, None), (60, Trede.TEAM)])
def test_call_that_did_not_arrive_within_a_minute_makes_the_ladder_go_on(seconden: float, volgende: Trede | None) -> None:
    assert next_rung(raised(NU), after(seconds=seconden), LADDER, bezorgd=False) == volgende


def test_call_higher_up_that_did_not_arrive_counts_from_its_own_sending() -> None:
    history = called(Trede.TEAM, op=after(minutes=15))
    assert next_moment(history, LADDER, bezorgd=False) == after(minutes=16)


def test_rung_that_is_due_is_not_put_off_until_it_is_known_whether_the_call_arrived() -> None:
    history = called(Trede.TEAM, op=after(minutes=29.5))
    assert next_moment(history, LADDER, bezorgd=False) == after(minutes=30)


def test_rung_without_an_address_is_passed_over_at_once() -> None:
    steps = climb(raised(NU), after(minutes=15), LADDER, {Trede.REGIE, Trede.WACHT}, bezorgd=True)
    assert [(s.soort, s.trede) for s in steps] == [(OVER, Trede.TEAM), (OP, Trede.REGIE)]


def test_ladder_without_any_address_says_so_once_and_ends() -> None:
    steps = climb(raised(NU), after(minutes=15), LADDER, (), bezorgd=True)
    assert [(s.soort, s.trede) for s in steps] == [(OVER, trede) for trede in ALLEN]
    assert next_moment([*raised(NU), *steps], LADDER, bezorgd=False) is None


def test_nothing_is_climbed_before_its_hour() -> None:
    assert climb(raised(NU), after(minutes=14), LADDER, ALLEN, bezorgd=True) == ()


def test_clock_that_went_back_puts_no_rung_before_the_step_it_follows() -> None:
    late = after(hours=2)
    (step,) = climb(called(Trede.TEAM, op=late), after(minutes=1), LADDER, ALLEN, bezorgd=True)
    assert (step.trede, step.op) == (Trede.REGIE, late)


@pytest.mark.parametrize(("hier", "minuten"), [(Trede.PERSOON, 15), (Trede.TEAM, 30), (Trede.REGIE, 60), (Trede.WACHT, None)])
def test_hour_of_the_next_rung_is_known_beforehand(hier: Trede, minuten: int | None) -> None:
    assert planned(NU, hier, LADDER) == (None if minuten is None else after(minutes=minuten))


def test_figures_are_data_and_no_rung_comes_before_the_one_below_it() -> None:
    def seconds(waarde: int) -> Getal:
        return Getal(waarde=waarde, eenheid="seconden", bron="MOV-23")

    pakket = Regelpakket(ladder_team=seconds(40), ladder_regie=seconds(10), ladder_wacht=seconds(50), direct_bezorgd_binnen=seconds(5))
    treden = tuple(zip(ALLEN, (timedelta(seconds=s) for s in (40, 40, 50)), strict=True))
    assert make_ladder(pakket) == Ladder(treden, timedelta(seconds=5))


def test_figures_of_the_ladder_are_marked_as_our_own() -> None:
    pakket = Regelpakket()
    figures = (pakket.direct_bezorgd_binnen, pakket.ladder_team, pakket.ladder_regie, pakket.ladder_wacht)
    assert [(g.waarde, g.eigen_afspraak) for g in figures] == [(60, True), (900, True), (1800, True), (3600, True)]
