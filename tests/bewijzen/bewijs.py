"""What a proof is: a claim in one sentence, and a function that tries it so many times from a seed and counts what differs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

GETOOND = 5


@dataclass(frozen=True, slots=True)
class Opdracht:
    """How many times to try, from which seed, and whom to tell how far it is."""

    omvang: int
    zaad: int = 1
    stap: Callable[[int], None] = field(default=lambda _: None)


@dataclass(slots=True)
class Uitslag:
    """What was counted, and where the claim did not hold; `gedaan` is how often it was really tried."""

    gedaan: int = 0
    cijfers: dict[str, int] = field(default_factory=dict)
    verschillen: list[str] = field(default_factory=list)

    @property
    def klopt(self) -> bool:
        """Tell whether the claim holds; where nothing was tried, nothing is proven."""
        return self.gedaan > 0 and not self.verschillen

    def count(self, what: str, amount: int = 1) -> None:
        """Count something that was looked at."""
        self.cijfers[what] = self.cijfers.get(what, 0) + amount

    def sentence(self) -> str:
        """Give the figures as one line."""
        return ", ".join(
            f"{amount:,} {what}".replace(",", ".") for what, amount in [*self.cijfers.items(), ("verschillen", len(self.verschillen))]
        )


@dataclass(frozen=True, slots=True)
class Bewijs:
    """A claim of the product, and how often it is tried in the short and in the full form."""

    naam: str
    stelling: str
    kort: int
    vol: int
    voer: Callable[[Opdracht], Uitslag]
