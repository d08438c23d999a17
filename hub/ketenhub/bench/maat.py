"""How long a run takes: rounds and amounts, for a full run, a quick one, and a trial of the plumbing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Maat:
    """The bounds of one run; nothing in the bench loops without one of these."""

    naam: str
    rondes: int
    plannen: int
    bijdragen: int
    transacties: int
    lezingen: int
    seconden: float
    alarmen: int
    filters: int
    starts: int


VOLLEDIG = Maat("volledig", 7, 48, 240, 2000, 480, 8.0, 300, 100, 5)
SNEL = Maat("snel", 5, 16, 40, 400, 80, 1.0, 50, 20, 1)
PROEF = Maat("proef", 1, 8, 8, 20, 8, 0.3, 4, 2, 1)
