"""The picture of a run: how far each figure is from its goal, on one scale."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from ketenhub.bench.verslag import figure, goal, times

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.bench.uitslag import Regel

BREED, RIJ, LINKS, RECHTS, BOVEN = 900, 30, 300, 190, 56
LAAGST, HOOGST = 0.1, 10.0
KLEUR = {"ruim gehaald": "#1b7f4b", "gehaald": "#2f6fb5", "gemist": "#b3261e"}


def _x(part: float) -> float:
    """Give the place of a share of the goal, on a scale where each step is ten times."""
    held = min(max(part, LAAGST), HOOGST)
    return LINKS + (BREED - LINKS - RECHTS) * (math.log10(held) - math.log10(LAAGST)) / (math.log10(HOOGST) - math.log10(LAAGST))


def _part(regel: Regel, value: float) -> float:
    """Give a figure as a share of its hard goal: 1 is just reached, less is better."""
    assert regel.doel is not None
    return regel.doel.hard / value if regel.doel.meer_is_beter else value / regel.doel.hard


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def _row(regel: Regel, n: int) -> list[str]:
    y, value, mark = BOVEN + n * RIJ, regel.getoetst, regel.oordeel
    found = [_text(8, y + 19, f"{regel.naam}  {regel.wat}"[:46])]
    if value is None or value <= 0 or mark not in KLEUR or regel.doel is None:
        return [*found, _text(LINKS + 6, y + 19, "geen vloer")]
    end = _x(_part(regel, value))
    found.append(f'<rect x="{LINKS}" y="{y + 6}" width="{max(end - LINKS, 2):.0f}" height="16" fill="{KLEUR[mark]}"/>')
    if regel.doel.rek is not None:
        x = _x(_part(regel, regel.doel.rek))
        found.append(f'<line x1="{x:.0f}" x2="{x:.0f}" y1="{y + 3}" y2="{y + 25}" stroke="#555" stroke-dasharray="3 2"/>')
    shown = times(value) if regel.doel.op == "verhouding" else f"{figure(value)} {regel.eenheid}"
    return [*found, _text(BREED - RECHTS + 8, y + 19, f"{shown}; doel {goal(regel.doel, regel.eenheid)}")]


def draw(regels: Sequence[Regel]) -> str:
    """Give the picture as SVG; a bar that stays left of the solid line reached its goal."""
    shown = [regel for regel in regels if regel.doel is not None]
    high, line = BOVEN + len(shown) * RIJ + 34, _x(1.0)
    size = f'viewBox="0 0 {BREED} {high}" width="{BREED}" height="{high}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="12" role="img">',
        "<title>Snelheid van de hub tegen de doelen</title>",
        f'<rect width="{BREED}" height="{high}" fill="#fff"/>',
        _text(8, 22, "Hoe ver van het doel: links van de lijn is gehaald; de stippellijn is het rekdoel."),
        *(part for n, regel in enumerate(shown) for part in _row(regel, n)),
        f'<line x1="{line:.0f}" x2="{line:.0f}" y1="{BOVEN - 8}" y2="{high - 24}" stroke="#111" stroke-width="2"/>',
        *(_text(_x(part), high - 8, f"{figure(part)} x doel", "middle") for part in (LAAGST, 1.0, HOOGST)),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
