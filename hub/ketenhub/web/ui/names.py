"""Names in a text become marked words, so that the screen can swap them for roles; the text itself stays plain text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from collections.abc import Iterable

KORTSTE = 2


def make_pattern(namen: Iterable[str]) -> re.Pattern[str] | None:
    """Give a pattern of whole names, longest first; None when there are none."""
    words = sorted({name for name in namen if len(name) >= KORTSTE}, key=lambda name: (-len(name), name))
    if not words:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")


def mark_names(tekst: str | None, namen: dict[str, str], element: str = "span") -> Markup:
    """Escape the text and mark each known name with the role that may stand in its place."""
    if not tekst:
        return Markup("")
    pattern = make_pattern(namen)
    if pattern is None:
        return escape(tekst)
    parts, end = [], 0
    for found in pattern.finditer(tekst):
        parts.append(escape(tekst[end : found.start()]))
        role = namen[found[0]]
        parts.append(Markup('<{0} class="kh-n" data-rol="{1}">{2}</{0}>').format(Markup(element), role, found[0]))  # noqa: S704 - fixed markup
        end = found.end()
    parts.append(escape(tekst[end:]))
    return Markup("").join(parts)
