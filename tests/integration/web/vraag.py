"""One request as any participant could make it, and how requests about every reference are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.integration.web.gastheer import as_bytes

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Vraag:
    """One request, as any participant could make it."""

    methode: str
    pad: str
    inhoud: Any = None
    vorm: str = "application/json"

    @property
    def lichaam(self) -> bytes | None:
        """Give the body as it goes over the line."""
        return None if self.inhoud is None else as_bytes(self.inhoud)


def per_reference(*paden: str) -> Callable[[list[str]], list[Vraag]]:
    """Ask these paths for every reference."""
    return lambda refs: [Vraag("GET", pad.format(ref)) for ref in refs for pad in paden]


def once(*vragen: Vraag) -> Callable[[list[str]], list[Vraag]]:
    """Ask something that names no case."""
    return lambda _: list(vragen)
