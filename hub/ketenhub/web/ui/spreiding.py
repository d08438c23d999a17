"""A small drawing for a row: the scale of 0 to 7+, the gate at 6, and the bar from the lowest score to the highest."""

from __future__ import annotations

from decimal import Decimal

from markupsafe import Markup

from ketenhub.domain.cijfer import rank

BREED, HOOG, LINKS, STAP = 112, 22, 8, 12
KLEUREN = ((3, "#9b1c1c"), (6, "#a84300"), (7, "#1f5f99"))
GROEN = "#176b41"
STREEP = "#b9c6cc"


def _x(value: Decimal) -> Decimal:
    return LINKS + value * STAP


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"


def draw_spread(minst: str, meest: str) -> Markup:
    """Draw the spread; the same numbers stand beside it as text."""
    low, high = rank(minst), rank(meest)
    colour = next((one for boundary, one in KLEUREN if low < boundary), GROEN)
    marks = "".join(f"M{_text(_x(Decimal(value)))} 11v4" for value in range(9))
    parts = (
        f'<svg class="kh-spreiding" viewBox="0 0 {BREED} {HOOG}" width="{BREED}" height="{HOOG}" aria-hidden="true" focusable="false">',
        f'<path d="M{LINKS} 13H{LINKS + 8 * STAP}" stroke="{STREEP}" stroke-width="2"/><path d="{marks}" stroke="{STREEP}"/>',
        f'<path d="M{_text(_x(Decimal("5.5")))} 3v18" stroke="#1b2b33" stroke-width="1.2" stroke-dasharray="2 2"/>',
        f'<path d="M{_text(_x(low))} 13H{_text(_x(high))}" stroke="{colour}" stroke-width="6" stroke-linecap="round"/>',
        f'<circle cx="{_text(_x(low))}" cy="13" r="6" fill="#fff" stroke="{colour}" stroke-width="3"/></svg>',
    )
    return Markup("".join(parts))  # noqa: S704 - numbers and our own drawing
