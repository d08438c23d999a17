"""What the drawing of the scores says in words: names, age, decimals, its own name and description."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.web.ui.chart_model import Grafiek, Lijn, Punt
from tests.unit.web.ui.tekening import bands, drawn, pieces

if TYPE_CHECKING:
    from ketenhub.web.ui.chart_model import Soort

VANDAAG = date(2026, 11, 25)


def a_chart(*lijnen: Lijn) -> Grafiek:
    return Grafiek(lijnen, (), VANDAAG, 30, "Eén <b>cijfer</b>.")


def a_line(*cijfers: tuple[int, str], naam: str = "Politie", soort: Soort = "professional", rol: str | None = None) -> Lijn:
    return Lijn(naam, soort, tuple(Punt(VANDAAG - timedelta(days=ago), cijfer) for ago, cijfer in cijfers), rol)


@pytest.mark.parametrize(("ago", "label"), [(30, "Politie"), (31, "Politie (31 dagen oud)")])
def test_stale_score_says_how_old_it_is(ago: int, label: str) -> None:
    assert "".join(drawn(a_chart(a_line((ago, "6"))), smal=False).find("g").find("text").itertext()) == label


def test_decimal_lies_under_the_gate_and_shows_its_value() -> None:
    svg = drawn(a_chart(a_line((10, "5.5"))), smal=False)
    assert pieces(svg)[0][0][2] > bands(svg)[6][1]
    assert "".join(svg.find("g").find("text").itertext()) == "Politie 5,5"


def test_drawing_has_a_name_and_a_description() -> None:
    svg = drawn(a_chart(a_line((10, "6"))), smal=False)
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby").split() == [svg.find("title").get("id"), svg.find("desc").get("id")]
    assert svg.find("desc").text == "Eén <b>cijfer</b>."


def test_name_of_a_person_can_be_swapped_and_of_an_organisation_cannot() -> None:
    svg = drawn(a_chart(a_line((9, "6"), naam="Mila", soort="gezin", rol="moeder"), a_line((9, "6"))), smal=False)
    assert [t.get("data-rol") for t in svg.iter("tspan")] == ["moeder"]


@pytest.mark.parametrize(("soort", "dash"), [("professional", None), ("gezin", "6 3"), ("kind", "2 3"), ("netwerk", "9 3 2 3")])
def test_each_kind_of_voice_has_its_own_dash(soort: Soort, dash: str | None) -> None:
    svg = drawn(a_chart(a_line((9, "6"), soort=soort)), smal=False)
    assert svg.find("g").findall("path")[1].get("stroke-dasharray") == dash


def test_hostile_name_is_text_in_the_drawing() -> None:
    svg = drawn(a_chart(a_line((9, "6"), naam='<image href="x"/>&"')), smal=False)
    assert svg.find("g").find("text").text == '<image href="x"/>&"'
    assert svg.findall(".//image") == []
