"""For any set of scores the drawing does not lie: own row, own lane, the gate holds, labels stay apart, equal input gives equal bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ketenhub.domain.cijfer import rank
from ketenhub.web.ui.chart_model import LETTER, Gebeurtenis, Grafiek, Lijn, Punt, row_of
from ketenhub.web.ui.charts import score_chart
from tests.unit.web.ui.tekening import bands, drawn, pieces

if TYPE_CHECKING:
    from ketenhub.web.ui.chart_model import Soort

VANDAAG = date(2026, 11, 25)
CIJFERS = ("0", "1", "2", "3", "4", "5", "5.5", "5.99", "6", "6", "6.25", "7", "7", "7+")

days = st.integers(0, 400).map(lambda n: VANDAAG - timedelta(days=n))
points = st.lists(st.builds(Punt, days, st.sampled_from(CIJFERS)), min_size=1, max_size=6).map(tuple)
kinds: st.SearchStrategy[Soort] = st.sampled_from(["professional", "gezin", "kind", "netwerk"])
names = st.text(st.characters(min_codepoint=32, max_codepoint=0x17F), min_size=1, max_size=60)
lines = st.builds(Lijn, names, kinds, points, st.sampled_from([None, "moeder"]))
events = st.builds(
    Gebeurtenis,
    st.integers(-300, 120).map(lambda n: VANDAAG + timedelta(days=n)),
    st.sampled_from(["incident", "overleg", "termijn"]),
    st.sampled_from(["Geweld", "Overleg", "Voorwaarde geschonden", "Einde: directe veiligheid"]),
)
charts = st.builds(
    Grafiek,
    st.lists(lines, min_size=1, max_size=12).map(tuple),
    st.lists(events, max_size=12).map(tuple),
    st.just(VANDAAG),
    st.sampled_from([30, 60, 90]),
    st.just("Samenvatting."),
)
narrow = st.booleans()


def in_order(lijn: Lijn) -> list[Punt]:
    return sorted(lijn.punten, key=lambda punt: (punt.dag, -rank(punt.cijfer)))


def boxes(svg: etree._Element) -> list[tuple[float, float, float, float]]:
    """Give left, right, top and bottom of every text in the drawing, as wide as the drawing itself reckons."""
    base, found = float(svg.get("font-size")), []
    for text in svg.iter("text"):
        size = float(text.get("font-size") or base)
        wide = len("".join(text.itertext())) * LETTER * size / 12.5 * 0.9
        x, y, anchor = float(text.get("x")), float(text.get("y")), text.get("text-anchor")
        left = x - wide if anchor == "end" else x - wide / 2 if anchor == "middle" else x
        found.append((left, left + wide, y - size * 0.72, y))
    return found


@pytest.mark.req("MOV-11")
@given(charts, narrow)
def test_every_value_is_drawn_in_its_own_row(grafiek: Grafiek, smal: bool) -> None:
    svg = drawn(grafiek, smal=smal)
    rows = bands(svg)
    for lijn, own in zip(grafiek.lijnen, pieces(svg), strict=True):
        for punt, (_, _, y) in zip(in_order(lijn), own, strict=True):
            top, bottom = rows[row_of(punt.cijfer)]
            assert top < y < bottom


@pytest.mark.req("MOV-25")
@given(charts, narrow)
def test_six_or_more_never_lies_below_the_gate_and_less_never_above(grafiek: Grafiek, smal: bool) -> None:
    svg = drawn(grafiek, smal=smal)
    gate = bands(svg)[6][1]
    for lijn, own in zip(grafiek.lijnen, pieces(svg), strict=True):
        for punt, (_, _, y) in zip(in_order(lijn), own, strict=True):
            assert (y < gate) == (rank(punt.cijfer) >= 6)


@given(charts, narrow)
def test_no_two_labels_overlap(grafiek: Grafiek, smal: bool) -> None:
    for (l1, r1, t1, b1), (l2, r2, t2, b2) in combinations(boxes(drawn(grafiek, smal=smal)), 2):
        assert not (l1 < r2 and l2 < r1 and t1 < b2 and t2 < b1)


@given(charts, narrow)
def test_equal_scores_never_cover_each_other(grafiek: Grafiek, smal: bool) -> None:
    own = pieces(drawn(grafiek, smal=smal))
    for one, other in combinations(own, 2):
        last, end = one[-1], other[-1]
        assert last[2] != end[2]


@given(charts, narrow)
def test_equal_input_gives_equal_bytes(grafiek: Grafiek, smal: bool) -> None:
    copy = replace(grafiek, lijnen=tuple(replace(lijn) for lijn in grafiek.lijnen))
    assert score_chart("g", grafiek, smal=smal) == score_chart("g", copy, smal=smal)


@given(charts, narrow)
def test_labels_stay_inside_the_drawing(grafiek: Grafiek, smal: bool) -> None:
    svg = drawn(grafiek, smal=smal)
    wide, high = (float(part) for part in svg.get("viewBox").split()[2:])
    for left, right, top, bottom in boxes(svg):
        assert left >= 0
        assert right <= wide
        assert top >= 0
        assert bottom <= high
