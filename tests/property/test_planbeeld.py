"""For any household: what the page says about the phase is what was shared with this viewer, word for word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from ketenhub.domain.json import at, rows, text, texts
from ketenhub.main import load_rules
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.property.geschiedenissen import histories
from tests.property.test_evaluate import PEILDATUM, household, judge
from tests.unit.web.ui.voorbeeld import NAMEN, POLITIE, VT, found, make_page, parsed

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item
    from ketenhub.domain.json import Object

REGELS = load_rules()
SOORTEN = {VT: "veilig_thuis", POLITIE: "politie"}
ALLEN = settings(max_examples=100, deadline=None)


def shared(items: list[Item], oin: str) -> Object:
    """Evaluate a household and share it with one recipient."""
    casus = household(items)
    result = judge(casus).model_dump(mode="json", by_alias=True, exclude_none=True)
    omgeving = Omgeving(REGELS, PEILDATUM, NAMEN, SOORTEN, lambda persoon: f"ps-{persoon}")
    ontvanger = Ontvanger(oin, SOORTEN[oin], "onverdeeld", regie=oin == VT, verwijzing="w")
    return share(casus.model_dump(mode="json", by_alias=True, exclude_none=True), result, ontvanger, omgeving).uitsnede.inhoud


def figures(value: Object, name: str) -> list[str]:
    """Give voices with their scores as the page writes them."""
    return [f"{text(row, 'stem')} {(text(row, 'cijfer') or '').replace('.', ',')}" for row in rows(value, "fase", "poort", name)]


@pytest.mark.req("VISIE-28")
@pytest.mark.parametrize("oin", [VT, POLITIE])
@ALLEN
@given(histories)
def test_phase_gate_and_voices_on_the_page_are_what_was_shared(oin: str, items: list[Item]) -> None:
    view = shared(items, oin)
    page = parsed(make_page(view))
    gate = at(view, "fase", "poort")
    assert found(page, "//section[@id='fase']//p[@class='kh-zin']") == [text(gate, "zin")]
    assert found(page, "//*[@aria-current='step']/span") == [str(at(view, "fase", "fase"))]
    assert found(page, "//section[@id='fase']//p[contains(@class,'kh-onder')]/span[position()>1]") == figures(view, "onder")
    assert found(page, "//section[@id='fase']//p[contains(@class,'kh-overig')]/span[position()>1]") == figures(view, "overig")
    missing = found(page, "//section[@id='fase']//p[contains(@class,'kh-ontbreekt')]/span[position()>1]")
    assert missing == list(texts(gate, "ontbreekt"))
    assert len(found(page, "//ul[@class='kh-redenen']//ul/li")) == len(rows(view, "fase", "redenen"))


@ALLEN
@given(histories)
def test_lowest_score_in_the_header_is_the_one_that_was_shared(items: list[Item]) -> None:
    view = shared(items, VT)
    low = text(view, "fase", "laagste")
    assert found(parsed(make_page(view)), "//span[contains(@class,'kh-cijfer--groot')]") == ([low.replace(".", ",")] if low else [])
