"""What holds back the publication of rules: the limits of a region, laid beside what a simulation counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.gegeven import Categorie

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.share.verschil import Cel, Telling

GEVOELIG = frozenset({Categorie.LOCATIE, Categorie.BSN, Categorie.MELDER})


@dataclass(frozen=True, slots=True)
class Grenzen:
    """Which categories may not open at all, above how many fields somebody must say that it is meant, and how long a simulation counts."""

    dicht: frozenset[Categorie] = field(default=GEVOELIG)
    bevestig_boven: int = 100
    dagen: int = 7


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What the limits say: the fields that block, how many fields open, and whether that must be confirmed."""

    geblokkeerd: tuple[str, ...]
    opent: int
    bevestigen: bool


def weigh(verschil: Mapping[Cel, Telling], grenzen: Grenzen) -> Oordeel:
    """Weigh what a simulation counted; what becomes visible and what is seen wider both open something."""
    opens = {cel: telling.nieuw + telling.ruimer for cel, telling in verschil.items() if telling.nieuw + telling.ruimer}
    closed = {categorie.value for categorie in grenzen.dicht}
    blocked = sorted({f"{cel.pad} ({cel.categorie}) voor {cel.soort}" for cel in opens if cel.categorie in closed})
    total = sum(opens.values())
    return Oordeel(tuple(blocked), total, total > grenzen.bevestig_boven)
