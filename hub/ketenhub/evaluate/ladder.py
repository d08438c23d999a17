"""Who is called next when nobody acknowledges a direct signal: person, team, regie, round-the-clock contact (domain 4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import TYPE_CHECKING

from ketenhub.evaluate.levensloop import Stap, Stapsoort, Trede, calls, reached

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from ketenhub.domain.regelpakket import Regelpakket


@dataclass(frozen=True, slots=True)
class Ladder:
    """When each rung is called, counted from the raising, and within how long a call must have arrived."""

    treden: tuple[tuple[Trede, timedelta], ...]
    bezorgd_binnen: timedelta


def make_ladder(pakket: Regelpakket) -> Ladder:
    """Read the ladder from the figures; a rung never comes before the one below it."""
    seconds = accumulate((g.waarde for g in (pakket.ladder_team, pakket.ladder_regie, pakket.ladder_wacht)), max)
    hours = (timedelta(seconds=after) for after in seconds)
    rungs = tuple(zip((Trede.TEAM, Trede.REGIE, Trede.WACHT), hours, strict=True))
    return Ladder(rungs, timedelta(seconds=pakket.direct_bezorgd_binnen.waarde))


def _above(here: Trede, ladder: Ladder) -> list[tuple[Trede, timedelta]]:
    order = list(Trede)
    return [(trede, after) for trede, after in ladder.treden if order.index(trede) > order.index(here)]


def planned(sinds: datetime, here: Trede, ladder: Ladder) -> datetime | None:
    """Give when the rung above this one has its hour, or None at the top."""
    above = _above(here, ladder)
    return sinds + above[0][1] if above else None


def _called(history: Sequence[Stap]) -> datetime:
    """Give when the rung that is called now was called."""
    return next(stap.op for stap in reversed(history) if stap.soort in {Stapsoort.ONTSTAAN, Stapsoort.OPGEKLOMMEN})


def next_moment(history: Sequence[Stap], ladder: Ladder, *, bezorgd: bool) -> datetime | None:
    """Give when the next rung is called if nothing happens before, or None when nobody will be.

    Without `bezorgd` the call to this rung has not arrived: then the ladder does not wait for its hour.
    """
    hour = planned(history[0].op, reached(history), ladder)
    if hour is None or not calls(history):
        return None
    return hour if bezorgd else min(hour, _called(history) + ladder.bezorgd_binnen)


def next_rung(history: Sequence[Stap], now: datetime, ladder: Ladder, *, bezorgd: bool) -> Trede | None:
    """Give the rung to call now, or None when it is not time or nobody need be called any more."""
    moment = next_moment(history, ladder, bezorgd=bezorgd)
    if moment is None or max(now, history[-1].op) < moment:
        return None
    return _above(reached(history), ladder)[0][0]


def climb(history: Sequence[Stap], now: datetime, ladder: Ladder, bereikbaar: Collection[Trede], *, bezorgd: bool) -> tuple[Stap, ...]:
    """Give the steps to add now: rungs without an address are passed over at once, up to the first that has one."""
    if next_rung(history, now, ladder, bezorgd=bezorgd) is None:
        return ()
    above = [trede for trede, _ in _above(reached(history), ladder)]
    here = next((n for n, trede in enumerate(above) if trede in bereikbaar), len(above))
    op = max(now, history[-1].op)
    passed = (Stap(Stapsoort.OVERGESLAGEN, op, trede) for trede in above[:here])
    return (*passed, *(Stap(Stapsoort.OPGEKLOMMEN, op, trede) for trede in above[here : here + 1]))
