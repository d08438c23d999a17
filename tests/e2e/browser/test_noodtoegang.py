"""Break-glass in a real browser: a colleague opens one household by the form, and the privacy officer judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.flow.toewijzen import assign
from tests.e2e.browser.wereld import violations
from tests.integration.flow.keten import OINS

if TYPE_CHECKING:
    from tests.e2e.browser.wereld import Kamer

pytestmark = pytest.mark.asyncio(loop_scope="module")
REDEN = "Mijn collega is ziek en er is een alarm."


async def test_colleague_opens_a_household_and_the_privacy_officer_judges_it(kamer: Kamer) -> None:
    ref = kamer.scherm.keten.stand.verwijzingen["veilig_thuis"]
    await assign(kamer.scherm.hub, OINS["veilig_thuis"], ref, "regie")
    page = await kamer.page()
    await kamer.log_in(page, "B. Collega")
    hidden = await page.goto(f"{kamer.url}/h/{ref}")
    await page.get_by_role("link", name="Noodtoegang").click()
    await page.get_by_label("Verwijzing van het huishouden").fill(ref)
    await page.get_by_label("Waarom is dit nu nodig?").fill("Te kort.")
    await page.get_by_role("button", name="Open dit huishouden").click()
    wrong = await violations(page), await page.get_by_role("alert").inner_text()
    await page.get_by_label("Waarom is dit nu nodig?").fill(REDEN)
    await page.get_by_role("button", name="Open dit huishouden").click()
    await page.wait_for_url(f"**/h/{ref}")
    assert (hidden.status if hidden else 0, wrong) == (404, ([], "Schrijf een reden van 20 tekens of meer."))

    officer = await kamer.page(390)
    await officer.goto(f"{kamer.url}/inloggen")
    await officer.get_by_label("P. Toezicht").check()
    await officer.get_by_role("button", name="Inloggen").click()
    await officer.wait_for_url("**/privacy")
    before, wide = await violations(officer), await officer.evaluate("document.documentElement.scrollWidth")
    await officer.get_by_label("Niet terecht").check()
    await officer.get_by_label("Waarom vindt u dat?").fill("Er was geen alarm.")
    await officer.get_by_role("button", name="Leg het oordeel vast").click()
    await officer.get_by_text("Oordeel: Niet terecht. Er was geen alarm.").wait_for()
    assert (before, wide <= 390, await violations(officer)) == ([], True, [])
    assert REDEN in await officer.inner_text("main")
