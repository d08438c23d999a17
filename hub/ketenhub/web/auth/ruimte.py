"""How much one organisation may ask at the same time, so that a flood of one does not drown the others (trust 9)."""

from collections import Counter
from dataclasses import dataclass, field

from ketenhub.web.problems import TeVeelAanvragen

NA_AFLOOP = "ketenhub.na_afloop"
"""Where the guard keeps what must happen when a request is over."""


@dataclass(frozen=True, slots=True)
class Ruimte:
    """Count what is under way per organisation, in this process."""

    hoogstens: int = 64
    _bezig: Counter[str] = field(default_factory=Counter)

    def enter(self, organisatie: str) -> None:
        """Count a request in; raises TeVeelAanvragen when there is no room."""
        if self._bezig[organisatie] >= self.hoogstens:
            raise TeVeelAanvragen(reden=f"Er lopen al {self.hoogstens} aanvragen van uw organisatie.")
        self._bezig[organisatie] += 1

    def leave(self, organisatie: str) -> None:
        """Count a request out."""
        self._bezig[organisatie] -= 1
        if not self._bezig[organisatie]:
            del self._bezig[organisatie]
