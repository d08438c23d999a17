"""Which measurements there are, by the names of performance.md section 2."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.bench.b_alarm import latency
from ketenhub.bench.b_bijdragen import per_second, with_deliveries, without_deliveries
from ketenhub.bench.b_lezen import changed, unchanged
from ketenhub.bench.b_start import starting
from ketenhub.bench.b_zuiver import against_others, evaluating, filtering
from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.bench.maat import Maat
    from ketenhub.bench.werkbank import Meting


@dataclass(frozen=True, slots=True)
class Proef:
    """One measurement: its name, whether it needs the running setting, and how."""

    naam: str
    opstelling: bool
    meet: Meting

    def steps(self, maat: Maat) -> int:
        """Give how many steps it will tell of."""
        return {"B8": -(-maat.alarmen // 10), "B7": 2 * maat.rondes, "B13": maat.starts}.get(self.naam, maat.rondes)


PROEVEN = (
    Proef("B1", True, without_deliveries),
    Proef("B2", True, with_deliveries),
    Proef("B3", True, per_second),
    Proef("B4", True, unchanged),
    Proef("B5", True, changed),
    Proef("B6", False, filtering),
    Proef("B7", False, against_others),
    Proef("B8", True, latency),
    Proef("B11", False, evaluating),
    Proef("B13", False, starting),
)
NAMEN = tuple(proef.naam for proef in PROEVEN)


def chosen(names: Sequence[str]) -> list[Proef]:
    """Give the measurements with these names, all of them without a name; raises Instellingsfout."""
    wanted = {name.upper() for name in names}
    unknown = sorted(wanted - set(NAMEN))
    if unknown:
        raise Instellingsfout("bench", f"onbekend: {', '.join(unknown)}; er is: {', '.join(NAMEN)}")
    return [proef for proef in PROEVEN if not wanted or proef.naam in wanted]
