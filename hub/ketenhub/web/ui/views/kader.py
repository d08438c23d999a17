"""The frame around a page: who looks, on which day, under which code name, how the signals stand, and until when it is open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from ketenhub.flow.levens import Stand


@dataclass(frozen=True, slots=True)
class Kijker:
    """The person who looks, and for which organisation."""

    naam: str
    oin: str
    organisatie: str


@dataclass(frozen=True, slots=True)
class Kader:
    """What a page knows besides the view itself."""

    schuilnaam: str
    kijker: Kijker
    vandaag: date
    nu: datetime
    standen: tuple[Stand | None, ...] = ()
    nood_tot: str = ""
