"""What an organisation lets go of its own although the rules do not: proposed by one person, confirmed by another, until a day (F47)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.afwegen import is_one
from ketenhub.domain.json import at, text
from ketenhub.share.afwegen import day, said_by_one

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.domain.json import Object
    from ketenhub.share.gereed import Stuk

DOORBREKING, BEVESTIGING = "doorbreking", "doorbrekingsbevestiging"


class Doorbraak(NamedTuple):
    """One override that two people stand for: to whom, of the item as it stood in which message, from when until when."""

    id: str
    ontvanger: str | None
    bericht: str | None
    van: date
    tot: date


def _by_two(een: Object, ander: Object) -> bool:
    """Tell whether two different people said these, each known by the reference of the own organisation, and by name where given."""
    people = [at(item, "herkomst", "professional") for item in (een, ander)]
    first, second = ((text(one, "ref") or "", text(one, "naam")) for one in people)
    return bool(first[0]) and bool(second[0]) and not is_one(first, second)


def read_overrides(items: Sequence[Object]) -> dict[str | None, tuple[Doorbraak, ...]]:
    """Give the overrides that were confirmed, by the item they are about; all three said by one organisation, on one side."""
    confirmed = [item for item in items if at(item, "feit", "soort") == BEVESTIGING]
    stands = {text(item, "id"): item for item in items}
    found: dict[str | None, tuple[Doorbraak, ...]] = {}
    for one in confirmed:
        proposal = stands.get(text(one, "feit", "doorbreking"), {})
        feit, ident = proposal.get("feit"), text(proposal, "feit", "feit")
        same = text(feit, "soort") == DOORBREKING and text(proposal, "herkomst", "bericht") == text(one, "feit", "bericht")
        if same and _by_two(one, proposal) and said_by_one(one, proposal) and said_by_one(proposal, stands.get(ident, {})):
            since = max(day(text(item, "herkomst", "geldigOp")) for item in (one, proposal))
            until = day(text(feit, "geldigTot"))
            doorbraak = Doorbraak(str(proposal["id"]), text(feit, "ontvanger"), text(feit, "bericht"), since, until)
            found[ident] = (*found.get(ident, ()), doorbraak)
    return found


def override_for(stuk: Stuk, oin: str, dag: date) -> str:
    """Name the override by which an item goes to a recipient on a day, in the words of the explanation; nothing when there is none."""
    for d in stuk.doorbraken:
        if d.ontvanger == oin and d.bericht == stuk.bericht and d.van <= dag <= d.tot:
            return f"doorbreking {d.id} tot en met {d.tot.isoformat()}"
    return ""
