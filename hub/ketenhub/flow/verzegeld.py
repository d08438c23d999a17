"""What a person said with an act on access, sealed with a key of its own: why, and who did it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from ketenhub.flow.sleutels import one_time_key, open_one_time
from ketenhub.keys.kluis import Plek
from ketenhub.store.toegang import Woorden

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub


@dataclass(frozen=True, slots=True)
class Gezegd:
    """Why, and by whom where that was named."""

    reden: str
    professional: str | None = None


def seal_words(hub: Hub, plek: Plek, gezegd: Gezegd) -> Woorden:
    """Seal words for one place."""
    body = {"reden": gezegd.reden, "professional": gezegd.professional}
    return Woorden(*one_time_key(hub.kluis, plek, orjson.dumps(body)))


def open_words(hub: Hub, plek: Plek, woorden: Woorden) -> Gezegd:
    """Open the words of one place; raises Vernietigd."""
    return Gezegd(**orjson.loads(open_one_time(hub.kluis, plek, woorden.gewikkeld, woorden.inhoud)))
