"""The life of a signal with one recipient: raised once for its cause, acknowledged by a person, withdrawn with its cause (domain 4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ketenhub.domain.fase import Ernst

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

ZWAARTE = (Ernst.DIRECT, Ernst.HOOG, Ernst.ATTENTIE)


class Trede(StrEnum):
    """The rungs of the ladder, from the first who hears of it upwards."""

    PERSOON = "persoon"
    TEAM = "team"
    REGIE = "regie"
    WACHT = "wacht"


class Stapsoort(StrEnum):
    """What can happen in the life of a signal."""

    ONTSTAAN = "ontstaan"
    OPGEKLOMMEN = "opgeklommen"
    OVERGESLAGEN = "overgeslagen"
    BEVESTIGD = "bevestigd"
    VERLICHT = "verlicht"
    INGETROKKEN = "ingetrokken"


ROEPT_NIET = frozenset({Stapsoort.BEVESTIGD, Stapsoort.VERLICHT, Stapsoort.INGETROKKEN})


@dataclass(frozen=True, slots=True)
class Stap:
    """One step in the life of a signal; `trede` where it is about a rung."""

    soort: Stapsoort
    op: datetime
    trede: Trede | None = None


def raised(op: datetime) -> tuple[Stap, ...]:
    """Begin a life: the first who hears of it is the person at the desk."""
    return (Stap(Stapsoort.ONTSTAAN, op, Trede.PERSOON),)


def calls(history: Sequence[Stap]) -> bool:
    """Tell whether it still calls for a person: not acknowledged, not withdrawn, and not less severe than it was."""
    return not any(stap.soort in ROEPT_NIET for stap in history)


def reached(history: Sequence[Stap]) -> Trede:
    """Give the highest rung that was reached or passed over."""
    return next((stap.trede for stap in reversed(history) if stap.trede is not None), Trede.PERSOON)


def follow(history: Sequence[Stap], soort: Stapsoort, now: datetime) -> Stap | None:
    """Give the step that may follow, or None where it changes nothing; time never goes back, whatever the clock says.

    Everything but climbing happens once, and a withdrawal ends the life.
    """
    done = {stap.soort for stap in history}
    if soort in done or Stapsoort.INGETROKKEN in done:
        return None
    return Stap(soort, max(now, history[-1].op))


@dataclass(frozen=True, slots=True)
class Bekend:
    """A life that runs: its id, the key of its cause, and how severe it is now."""

    signaal_id: str
    sleutel: bytes
    ernst: Ernst


@dataclass(frozen=True, slots=True)
class Wending:
    """What a walk changes in the lives of one recipient's signals, by key where they begin and by id where they run."""

    ontstaan: tuple[tuple[bytes, Ernst], ...]
    verlicht: tuple[tuple[str, Ernst], ...]
    ingetrokken: tuple[str, ...]


def _worse(ernst: Ernst, before: Ernst) -> bool:
    return ZWAARTE.index(ernst) < ZWAARTE.index(before)


def turn(bekend: Iterable[Bekend], gedeeld: Iterable[tuple[bytes, Ernst]]) -> Wending:
    """Compare the lives that run with the signals that are shared now.

    A worse danger is raised anew, since who acknowledged the lesser one has not seen it; so is a cause that returns.
    """
    now = dict(sorted(gedeeld, key=lambda one: -ZWAARTE.index(one[1])))  # of one cause the worst
    eased, ended, lives = [], [], set()
    for leven in bekend:
        ernst = now.get(leven.sleutel)
        if ernst is None or _worse(ernst, leven.ernst):
            ended.append(leven.signaal_id)
            continue
        lives.add(leven.sleutel)
        if ernst is not leven.ernst:
            eased.append((leven.signaal_id, ernst))
    return Wending(tuple(one for one in now.items() if one[0] not in lives), tuple(eased), tuple(ended))
