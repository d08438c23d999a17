"""The messages of the police as it writes them: canonical JSON, by exact media type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.dialects.canoniek import MEDIATYPE, read_bijdrage
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from ketenhub.contract.bericht import Bericht
    from ketenhub.domain.bijdrage import Bijdrage


def read_message(bericht: Bericht) -> Bijdrage:
    """Read a message; raises OngeldigBericht with the place."""
    if bericht.mediatype != MEDIATYPE:
        raise OngeldigBericht("Content-Type", "dit mediatype leest deze plugin niet")
    return read_bijdrage(bericht.inhoud)
