"""What every walk is handed: the store, the keys, the partners, the region, the rules, the clock and chance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import version
from typing import TYPE_CHECKING

from ketenhub.share.grenzen import Grenzen

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.kalender import Kalender
    from ketenhub.domain.regelpakket import Regelpakket
    from ketenhub.flow.regelbron import Regelbron
    from ketenhub.keys.kluis import Kluis
    from ketenhub.partners.organisaties import Keten
    from ketenhub.partners.register import Geinstalleerd
    from ketenhub.store.opslag import Opslag


GRENZEN = Grenzen()
SOFTWARE = version("ketenhub")


@dataclass(frozen=True, slots=True)
class Missergrens:
    """How many misses of one person, within which time, are told to the privacy officer (trust 5)."""

    aantal: int = 5
    venster: timedelta = timedelta(minutes=10)


MISSERS = Missergrens()


@dataclass(frozen=True, slots=True)
class Hub:
    """Everything a walk needs, made once in `main` and handed down.

    `software` is the version that decides: what was decided is kept with it.
    With a `regelbron` the rules are asked of the database anew by each walk and look (`flow/regelbron.py`); without one `regels` hold.
    """

    opslag: Opslag
    kluis: Kluis
    partners: Mapping[str, Geinstalleerd]
    keten: Keten
    regels: Regelset
    pakket: Regelpakket
    kalender: Kalender
    nu: Callable[[], datetime]
    nieuw_id: Callable[[], str]
    adres: str
    oin: str
    vertaalbudget: float = 2.0
    gewoon_venster: float = 900.0
    wek: Callable[[], None] = lambda: None
    regelbron: Regelbron | None = None
    grenzen: Grenzen = GRENZEN
    software: str = SOFTWARE
    missers: Missergrens = MISSERS

    @property
    def regels_versie(self) -> str:
        """Give the version of the rules: that of this walk or look where it is fixed, else the last that was seen."""
        seen = self.regelbron.laatst if self.regelbron is not None else None
        return (seen or self.regels).versie
