"""Whatever happens in whatever order: an acknowledgement stops the ladder, no rung is called twice, time never goes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.domain.fase import Ernst
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate.ladder import climb, make_ladder
from ketenhub.evaluate.levensloop import Bekend, Stapsoort, Trede, follow, raised, turn

if TYPE_CHECKING:
    from ketenhub.evaluate.levensloop import Stap

NU = datetime(2026, 1, 8, 12, tzinfo=UTC)
LADDER = make_ladder(Regelpakket())
EINDE = (Stapsoort.BEVESTIGD, Stapsoort.VERLICHT, Stapsoort.INGETROKKEN)
KLIM = {Stapsoort.OPGEKLOMMEN, Stapsoort.OVERGESLAGEN}
FEW = settings(max_examples=200, deadline=None)

# a clock that jumps back too, a network that fails, and places that come and go
clocks = st.integers(-600, 7200).map(lambda s: timedelta(seconds=s))
places = st.sets(st.sampled_from([Trede.TEAM, Trede.REGIE, Trede.WACHT]))
ticks = st.tuples(clocks, places, st.booleans(), st.sampled_from([None, None, None, *EINDE]))


def live(events: list[tuple[timedelta, set[Trede], bool, Stapsoort | None]]) -> list[Stap]:
    """Let a life run through these events."""
    history, now = list(raised(NU)), NU
    for gone, reachable, told, act in events:
        now += gone
        if act is None:
            history += climb(history, now, LADDER, reachable, bezorgd=told)
        else:
            step = follow(history, act, now)
            history += [step] if step is not None else []
    return history


@given(st.lists(ticks, max_size=12))
@FEW
def test_acknowledgement_stops_every_later_rung(events: list[tuple[timedelta, set[Trede], bool, Stapsoort | None]]) -> None:
    kinds = [stap.soort for stap in live(events)]
    for soort in EINDE:
        if soort in kinds:
            assert not KLIM.intersection(kinds[kinds.index(soort) :])


@given(st.lists(ticks, max_size=12))
@FEW
def test_each_rung_is_reached_once_and_upwards(events: list[tuple[timedelta, set[Trede], bool, Stapsoort | None]]) -> None:
    order = [list(Trede).index(stap.trede) for stap in live(events) if stap.trede is not None]
    assert order == list(range(len(order)))


@given(st.lists(ticks, max_size=12))
@FEW
def test_time_never_goes_back(events: list[tuple[timedelta, set[Trede], bool, Stapsoort | None]]) -> None:
    moments = [stap.op for stap in live(events)]
    assert moments == sorted(moments)


@given(st.lists(ticks, max_size=12), places)
@FEW
def test_who_is_not_acknowledged_reaches_the_top_in_the_end(
    events: list[tuple[timedelta, set[Trede], bool, Stapsoort | None]], reachable: set[Trede]
) -> None:
    unheard = [(gone, there, told, None) for gone, there, told, _ in events]
    later = [(timedelta(hours=2), reachable, True, None)] * len(LADDER.treden)
    treden = [stap.trede for stap in live([*unheard, (timedelta(days=1), reachable, True, None), *later])]
    assert treden[-1] is Trede.WACHT


keys = st.sampled_from([b"a", b"b", b"c"])
shared = st.lists(st.tuples(keys, st.sampled_from(list(Ernst))), max_size=5)


@given(st.lists(shared, max_size=6))
@FEW
def test_running_lives_are_exactly_the_causes_that_are_shared(walks: list[list[tuple[bytes, Ernst]]]) -> None:
    running: dict[str, Bekend] = {}
    for number, now in enumerate(walks):
        found = turn(running.values(), now)
        for ident in found.ingetrokken:
            del running[ident]
        for ident, ernst in found.verlicht:
            running[ident] = Bekend(ident, running[ident].sleutel, ernst)
        running |= {f"{number}-{n}": Bekend(f"{number}-{n}", key, ernst) for n, (key, ernst) in enumerate(found.ontstaan)}
        worst = {key: min((e for k, e in now if k == key), key=list(Ernst).index) for key, _ in now}
        assert {leven.sleutel: leven.ernst for leven in running.values()} == worst
        assert len(running) == len(worst)
        assert turn(running.values(), now).ontstaan == ()
