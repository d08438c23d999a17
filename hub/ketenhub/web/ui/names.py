"""Names in a text become marked words, so that the screen can swap them for roles; the text itself stays plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KORTSTE = 2


def make_pattern(namen: Iterable[str]) -> re.Pattern[str] | None:
    """Give a pattern of whole names, longest first; None when there are none."""
    words = sorted({name for name in namen if len(name) >= KORTSTE}, key=lambda name: (-len(name), name))
    if not words:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")


@dataclass(frozen=True, slots=True)
class Namer:
    """Marks the names of one household in any text; `rollen` holds per name the role that may stand in its place."""

    rollen: Mapping[str, str]
    patroon: re.Pattern[str] | None

    def mark(self, tekst: str | None, element: str = "span") -> Markup:
        """Escape the text and mark each known name with its role."""
        if not tekst:
            return Markup("")
        if self.patroon is None:
            return escape(tekst)
        parts, end = [], 0
        for found in self.patroon.finditer(tekst):
            parts += [escape(tekst[end : found.start()]), veiled(found[0], self.rollen[found[0]], element)]
            end = found.end()
        return Markup("").join([*parts, escape(tekst[end:])])


def veiled(tekst: str, rol: str, element: str = "span") -> Markup:
    """Give words that the screen can swap for a role."""
    return Markup('<{0} class="kh-n" data-rol="{1}">{2}</{0}>').format(Markup(element), rol, tekst)  # noqa: S704 - fixed markup


def make_namer(rollen: Mapping[str, str]) -> Namer:
    """Make what marks these names."""
    return Namer(rollen, make_pattern(rollen))
