"""What a holder decided about its fact under professional secrecy: for whom, from when until when; silence is no (wall 5)."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from ketenhub.domain.json import at, text, texts
from ketenhub.domain.moment import NEDERLAND, day_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.domain.json import Object
    from ketenhub.share.gereed import Stuk

AFWEGING, PLEGER = "afweging", "pleger"
ZONE = ZoneInfo(NEDERLAND)
OOIT = datetime.min.replace(tzinfo=UTC)


class Weging(NamedTuple):
    """One decision about an item as it stood in a message; one that was taken back (None) opens nothing, and brings nothing older back."""

    id: str
    ontvangers: frozenset[str]
    besluit: str | None
    bericht: str | None
    gezegd: datetime
    van: date
    tot: date

    @property
    def opent(self) -> bool:
        """Tell whether it lets the item go."""
        return self.besluit == "delen"


def instant(words: str | None) -> datetime:
    """Read when something was said; what says it not, was said before all else."""
    return datetime.fromisoformat(words) if words else OOIT


def day(words: str | None) -> date:
    """Read from which day something holds, as the plan counts days."""
    if words is None:
        return date.max
    return day_of(date.fromisoformat(words) if len(words) == len("2026-01-01") else datetime.fromisoformat(words), ZONE)


def _weighing(item: Object) -> Weging:
    feit = item.get("feit")
    return Weging(
        str(item["id"]),
        frozenset(texts(feit, "ontvangers")),
        None if item.get("ingetrokken") is True else text(feit, "besluit"),
        text(feit, "bericht"),
        instant(text(item, "herkomst", "opgesteldOp")),
        day(text(item, "herkomst", "geldigOp")),
        day(text(feit, "geldigTot")),
    )


def read_weighings(items: Sequence[Object]) -> dict[str | None, tuple[Weging, ...]]:
    """Give the decisions by the item they are about: its own organisation's, on its track."""
    told = [item for item in items if at(item, "feit", "soort") == AFWEGING]
    stands = {text(item, "id"): item for item in items}
    found: dict[str | None, tuple[Weging, ...]] = {}
    for one in told:
        ident = text(one, "feit", "feit")
        if said_by_one(one, stands.get(ident, {})):
            found[ident] = (*found.get(ident, ()), _weighing(one))
    return found


def said_by_one(een: Object, ander: Object) -> bool:
    """Tell whether one organisation said both, on one side."""
    same = text(een, "herkomst", "organisatie") == text(ander, "herkomst", "organisatie")
    return same and (een.get("spoor") == PLEGER) == (ander.get("spoor") == PLEGER)


def last_word(stuk: Stuk, oin: str, dag: date) -> Weging | None:
    """Give the decision about this recipient that was said last, of those that had begun; of one moment the one that closes."""
    found = [w for w in stuk.wegingen if oin in w.ontvangers and w.van <= dag]
    return max(found, key=lambda w: (w.gezegd, not w.opent, w.id), default=None)


def released(stuk: Stuk, oin: str, dag: date) -> bool:
    """Tell whether the holder lets this item go to a recipient: by its last word that still holds, or by naming it in the fact itself."""
    named, last = oin in stuk.vrijgegeven, last_word(stuk, oin, dag)
    if last is None or (named and instant(stuk.opgesteld_op) > last.gezegd):
        return named
    return last.opent and last.bericht == stuk.bericht and dag <= last.tot
