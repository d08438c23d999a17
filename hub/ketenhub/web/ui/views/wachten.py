"""The texts that wait for somebody to look: which, whose, and to whom they were let go already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.json import rows, text
from ketenhub.web.ui.labels import code_text, field_label

if TYPE_CHECKING:
    from ketenhub.domain.json import Object


@dataclass(frozen=True, slots=True)
class Wachtende:
    """One text that waits: its part and field, who said it, and who got it after a look."""

    deel: str
    veld: str
    organisatie: str
    vrij: str


def make_waiting(inhoud: Object) -> tuple[Wachtende, ...]:
    """Give the texts that wait, as shared."""
    return tuple(
        Wachtende(
            code_text(text(row, "deel") or ""),
            field_label(text(row, "veld") or ""),
            text(row, "organisatie", "naam") or "",
            ", ".join(text(one, "naam") or "" for one in rows(row, "vrijgegevenAan")),
        )
        for row in rows(inhoud, "wachtOpBlik")
    )
