"""The life of a signal: raised once for its cause, anew when worse or back, and ended with its cause."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ketenhub.domain.fase import Ernst
from ketenhub.evaluate.levensloop import Bekend, Stap, Stapsoort, Trede, Wending, calls, follow, raised, turn

NU = datetime(2026, 1, 8, 12, tzinfo=UTC)
D, H, A = Ernst.DIRECT, Ernst.HOOG, Ernst.ATTENTIE


def a_life(ernst: Ernst, sleutel: bytes = b"k") -> Bekend:
    """Build a life that runs."""
    return Bekend("s1", sleutel, ernst)


def test_new_cause_is_raised() -> None:
    assert turn([], [(b"k", D)]) == Wending(((b"k", D),), (), ())


def test_known_cause_is_raised_once() -> None:
    assert turn([a_life(D)], [(b"k", D)]) == Wending((), (), ())


def test_life_ends_with_its_cause() -> None:
    assert turn([a_life(D)], [(b"ander", H)]) == Wending(((b"ander", H),), (), ("s1",))


def test_worse_danger_is_raised_anew_and_the_lesser_one_ends() -> None:
    assert turn([a_life(H)], [(b"k", D)]) == Wending(((b"k", D),), (), ("s1",))


def test_lesser_danger_is_the_same_life() -> None:
    assert turn([a_life(D)], [(b"k", H)]) == Wending((), (("s1", H),), ())


@pytest.mark.parametrize(("worst", "other"), [(D, H), (D, A), (H, A)])
def test_cause_that_stands_there_twice_is_one_as_severe_as_its_worst(worst: Ernst, other: Ernst) -> None:
    for said in ([(b"k", worst), (b"k", other)], [(b"k", other), (b"k", worst)]):
        assert turn([], said) == Wending(((b"k", worst),), (), ())


def test_life_that_ends_leaves_the_lives_beside_it_alone() -> None:
    lives = [Bekend("weg", b"weg", D), Bekend("erger", b"erger", H), Bekend("blijft", b"blijft", D), Bekend("zachter", b"zachter", H)]
    shared = [(b"erger", D), (b"blijft", D), (b"zachter", A)]
    assert turn(lives, shared) == Wending(((b"erger", D),), (("zachter", A),), ("weg", "erger"))


def test_life_begins_with_the_person_at_the_desk() -> None:
    (first,) = raised(NU)
    assert first == Stap(Stapsoort.ONTSTAAN, NU, Trede.PERSOON)
    # rungs and steps are stored under these names
    assert [trede.value for trede in Trede] == ["persoon", "team", "regie", "wacht"]
    assert [soort.value for soort in Stapsoort] == ["ontstaan", "opgeklommen", "overgeslagen", "bevestigd", "verlicht", "ingetrokken"]


@pytest.mark.parametrize("soort", [Stapsoort.BEVESTIGD, Stapsoort.VERLICHT, Stapsoort.INGETROKKEN])
def test_step_that_ends_the_calling_happens_once(soort: Stapsoort) -> None:
    history = raised(NU)
    first = follow(history, soort, NU + timedelta(minutes=1))
    assert first == Stap(soort, NU + timedelta(minutes=1))
    after = [*history, first]
    assert (calls(history), calls(after), follow(after, soort, NU + timedelta(minutes=2))) == (True, False, None)


def test_withdrawn_signal_cannot_be_acknowledged_any_more() -> None:
    history = [*raised(NU), Stap(Stapsoort.INGETROKKEN, NU)]
    assert follow(history, Stapsoort.BEVESTIGD, NU) is None


def test_acknowledged_signal_ends_with_its_cause() -> None:
    history = [*raised(NU), Stap(Stapsoort.BEVESTIGD, NU)]
    assert follow(history, Stapsoort.INGETROKKEN, NU) == Stap(Stapsoort.INGETROKKEN, NU)


def test_step_never_stands_before_the_one_it_follows() -> None:
    assert follow(raised(NU), Stapsoort.BEVESTIGD, NU - timedelta(hours=1)) == Stap(Stapsoort.BEVESTIGD, NU)
