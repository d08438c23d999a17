"""Reads a drawing of scores back: its rows, and the pieces of each line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from ketenhub.web.ui.charts import score_chart

if TYPE_CHECKING:
    from ketenhub.web.ui.chart_model import Grafiek


def drawn(grafiek: Grafiek, *, smal: bool) -> etree._Element:
    """Draw and read the drawing."""
    return etree.fromstring(str(score_chart("g", grafiek, smal=smal)), etree.XMLParser(huge_tree=True))


def bands(svg: etree._Element) -> list[tuple[float, float]]:
    """Give top and bottom of each row, the row of 0 first."""
    return [(float(r.get("y")), float(r.get("y")) + float(r.get("height"))) for r in svg.findall("rect")[:9]]


def pieces(svg: etree._Element) -> list[list[tuple[float, float, float]]]:
    """Give per line its horizontal pieces: from, to, height."""
    found = []
    for group in svg.findall("g"):
        path = group.findall("path")[1].get("d")
        found.append([(float(a), float(c), float(b)) for a, b, c in re.findall(r"M([\d.-]+) ([\d.-]+)H([\d.-]+)", path)])
    return found
