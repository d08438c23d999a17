"""What an attempt came to: delivered, again, refused for good, or the endpoint stops (trust 2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from ketenhub.contract.bericht import Ontvangst
from ketenhub.deliver.schedule import read_retry_after

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ketenhub.contract.bericht import Antwoord as Partnerantwoord
    from ketenhub.deliver.transport import Antwoord

OPNIEUW = frozenset({408, 425, 429})
GESTOPT = 410


class Gevolg(Enum):
    """What becomes of the row."""

    BEZORGD = "bezorgd"
    OPNIEUW = "opnieuw"
    GEWEIGERD = "geweigerd"
    """Refused for good: a dead letter at once."""
    GESTOPT = "gestopt"
    """410: a dead letter, and the endpoint stops until its owner has looked."""
    INGETROKKEN = "ingetrokken"
    """Nothing was sent: the recipient may not have it any more, or a mandatory field is withheld."""
    PARTNER = "partner"
    """Only the partner's own words tell; never the final word of `weigh`."""


WOORDEN = {Ontvangst.AANGENOMEN: Gevolg.BEZORGD, Ontvangst.GEWEIGERD: Gevolg.GEWEIGERD, Ontvangst.OPNIEUW: Gevolg.OPNIEUW}


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """The final word on one attempt; `reden` is a code, never words of the partner."""

    gevolg: Gevolg
    reden: str
    status: int = 0
    retry_after: float | None = None


def classify(antwoord: Antwoord) -> Gevolg:
    """Sort an answer by its status alone: success is 2xx only, a redirect is a failure, other 4xx is for the partner."""
    status = antwoord.status
    if antwoord.fout is not None or status in OPNIEUW or not 200 <= status < 500 or 300 <= status < 400:
        return Gevolg.OPNIEUW
    if status == GESTOPT:
        return Gevolg.GESTOPT
    return Gevolg.BEZORGD if status < 300 else Gevolg.PARTNER


def weigh(antwoord: Antwoord, lees: Callable[[Partnerantwoord], Ontvangst], nu: datetime, *, ook_goed: bool = False) -> Uitkomst:
    """Give the final word on an answer; `lees` is the plugin's `read_reply` and is asked for other 4xx only.

    With `ook_goed` it is asked on success too: in some standards the acknowledgement in the body is the answer.
    """
    gevolg = classify(antwoord)
    reden = antwoord.fout.value if antwoord.fout is not None else f"http-{antwoord.status}"
    if gevolg is Gevolg.PARTNER:
        gevolg = Gevolg.GEWEIGERD if lees(antwoord.as_contract()) is Ontvangst.GEWEIGERD else Gevolg.OPNIEUW
    elif gevolg is Gevolg.BEZORGD and ook_goed:
        gevolg = WOORDEN[lees(antwoord.as_contract())]
    wait = read_retry_after(antwoord.header("retry-after"), nu) if gevolg is Gevolg.OPNIEUW else None
    return Uitkomst(gevolg, reden, antwoord.status, wait)


def defect() -> Uitkomst:
    """Give the outcome of an attempt in which our own code broke: it is tried again by the table."""
    return Uitkomst(Gevolg.OPNIEUW, "defect")
