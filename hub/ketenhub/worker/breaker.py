"""The breaker of each partner: it spares a partner that is down, in the lane `gewoon` only (trust 2)."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

VENSTER = 300.0
MINSTENS = 10
AANDEEL = 0.7
PROEF_NA = 30.0
BAAN = "gewoon"


@dataclass(slots=True)
class _Stand:
    pogingen: deque[tuple[float, bool]] = field(default_factory=deque)
    open: bool = False
    proef: float = 0.0


@dataclass(slots=True)
class Zekering:
    """Count attempts per partner; `tijd` is a clock in seconds that never goes back."""

    tijd: Callable[[], float]
    _standen: dict[str, _Stand] = field(default_factory=dict)

    def wait(self, partner: str, baan: str) -> float:
        """Give 0 when an attempt may be made now, and else the seconds until the next probe. Giving 0 while open takes the probe."""
        stand = self._standen.get(partner)
        if stand is None or not stand.open or baan != BAAN:
            return 0.0
        left = stand.proef - self.tijd()
        if left > 0:
            return left
        stand.proef = self.tijd() + PROEF_NA
        return 0.0

    def record(self, partner: str, baan: str, *, goed: bool) -> bool | None:
        """Count an attempt. Gives True when the breaker opened by it, False when it closed, None when nothing changed."""
        stand = self._standen.setdefault(partner, _Stand())
        now = self.tijd()
        if stand.open:
            return self._while_open(stand, baan, now, goed=goed)
        stand.pogingen.append((now, goed))
        while stand.pogingen[0][0] < now - VENSTER:
            stand.pogingen.popleft()
        failed = sum(not good for _, good in stand.pogingen)
        if len(stand.pogingen) < MINSTENS or failed < AANDEEL * len(stand.pogingen):
            return None
        stand.open, stand.proef = True, now + PROEF_NA
        return True

    def _while_open(self, stand: _Stand, baan: str, now: float, *, goed: bool) -> bool | None:
        if goed:
            stand.open = False
            stand.pogingen.clear()
            return False
        if baan == BAAN:
            stand.proef = now + PROEF_NA
        return None

    def is_open(self, partner: str) -> bool:
        """Tell whether a partner is being spared."""
        stand = self._standen.get(partner)
        return stand is not None and stand.open
