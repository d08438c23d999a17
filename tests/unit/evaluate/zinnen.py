"""A sentence of a case becomes an item: when, by whom, on which track, under which name."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ketenhub.domain.partijen import Spoor
from ketenhub.testing import builders as b
from tests.unit.evaluate.planwoorden import PLANWOORDEN
from tests.unit.evaluate.woorden import ORGANISATIES, WOORDEN, after

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item

ALLE = WOORDEN | PLANWOORDEN


def item(sentence: str, number: int) -> Item:
    """Read one fact: day, word, the rest, `als s1` to name it, `van Politie` who said it, and `@pleger` for the other track."""
    parts = sentence.split()
    track = Spoor.PLEGER if parts[-1] == "@pleger" else Spoor.ONVERDEELD
    parts = [p for p in parts if not p.startswith("@")]
    feit = ALLE[parts[1]](parts[0], parts[2:], f"f{number}")
    sender = after(parts, "van")
    org = (
        ORGANISATIES[sender]
        if sender
        else next((ORGANISATIES[p.partition("/")[0]] for p in parts[2:3] if p.partition("/")[0] in ORGANISATIES), ORGANISATIES["VT"])
    )
    heard = after(parts, "gehoord")
    late = datetime.fromisoformat(f"{heard}T12:00:00Z") if heard else None
    ident = feit.ref if parts[1] in {"voorwaarde", "maatregel"} else after(parts, "als") or f"f{number}"
    return b.an_item(feit, org, track, ident=ident, gehoord=late)
