"""Break-glass at the screen, and its review: forms of our own page, a fresh login, and no hint of what is not there."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from ketenhub.flow.noodtoegang import VERS
from tests.integration.web.toegangswereld import GEMEENTE, MINUUT, WEG, a_wereld
from tests.integration.web.ui.scherm import title_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from ketenhub.store.server import Server
    from tests.integration.web.toegangswereld import Wereld
    from tests.integration.web.ui.scherm import Browser

pytestmark = pytest.mark.asyncio(loop_scope="module")
REDEN = "Els is ziek en er is een alarm."
OORDEEL = re.compile(r'action="(/privacy/[^"]+)"')


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def huis(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wereld]:
    """Give one household, assigned to one casemanager of the municipality."""
    async with a_wereld(server, tmp_path_factory.mktemp("noodscherm")) as found:
        await found.assign("els")
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def wereld(huis: Wereld) -> AsyncIterator[Wereld]:
    """Give the household; what a test opened has ended afterwards."""
    yield huis
    huis.scherm.klok.later += 120 * MINUUT


async def ask(browser: Browser, verwijzing: str, reden: str = REDEN) -> httpx.Response:
    """Fill in the form."""
    await browser.get("/noodtoegang")
    return await browser.post("/noodtoegang", {"csrf": browser.csrf, "verwijzing": verwijzing, "reden": reden})


async def test_casemanager_opens_a_household_of_a_colleague_and_is_led_there(wereld: Wereld) -> None:
    browser, adres = await wereld.scherm.person("bert"), f"/h/{wereld.ref(GEMEENTE)}"
    before = await browser.get(adres)
    answer = await ask(browser, wereld.ref(GEMEENTE))
    after = await browser.get(adres)
    assert (before.status_code, answer.status_code, answer.headers["location"], after.status_code) == (404, 303, adres, 200)
    assert adres in (await browser.get("/werk")).text
    assert "U kijkt met noodtoegang, tot " in after.text


async def test_who_it_is_assigned_to_is_told_of_no_break_glass(wereld: Wereld) -> None:
    page = await (await wereld.scherm.person("els")).get(f"/h/{wereld.ref(GEMEENTE)}")
    assert "noodtoegang, tot" not in page.text


async def test_it_leaves_the_screen_after_an_hour(wereld: Wereld) -> None:
    browser = await wereld.scherm.person("bert")
    await ask(browser, wereld.ref(GEMEENTE))
    seen = []
    for _ in range(10):  # looking keeps the session awake
        wereld.scherm.klok.later += 6 * MINUUT
        seen.append((await browser.get(f"/h/{wereld.ref(GEMEENTE)}")).status_code)
    assert seen == [200] * 9 + [404]


async def test_page_that_is_not_there_hints_at_nothing(wereld: Wereld) -> None:
    browser = await wereld.scherm.person("bert")
    pages = [await browser.get(f"/h/{ref}") for ref in (wereld.ref(GEMEENTE), WEG)]
    words = [re.sub(r'name="csrf" value="[^"]+"', "", page.text) for page in pages]
    assert words[0] == words[1]
    assert "nood" not in html.unescape(words[0]).partition("<main")[2].lower()


async def test_wrong_reference_answers_as_a_page_that_is_not_there(wereld: Wereld) -> None:
    browser = await wereld.scherm.person("bert")
    answer = await ask(browser, WEG)
    assert (answer.status_code, title_of(answer)) == (404, title_of(await browser.get(f"/h/{WEG}")))


async def test_short_reason_is_asked_again_and_what_was_filled_in_stays(wereld: Wereld) -> None:
    answer = await ask(await wereld.scherm.person("bert"), wereld.ref(GEMEENTE), '<b>"kort"')
    assert (answer.status_code, "20 tekens of meer" in answer.text) == (400, True)
    assert "&lt;b&gt;" in answer.text
    assert f'value="{wereld.ref(GEMEENTE)}"' in answer.text


async def test_who_logged_in_too_long_ago_logs_in_again_first(wereld: Wereld) -> None:
    browser = await wereld.scherm.person("bert")
    await browser.get("/noodtoegang")
    wereld.scherm.klok.later += VERS + MINUUT
    page = await browser.get("/noodtoegang")
    refused = await browser.post("/noodtoegang", {"csrf": browser.csrf, "verwijzing": wereld.ref(GEMEENTE), "reden": REDEN})
    again = await browser.get("/inloggen?terug=%2Fnoodtoegang&opnieuw=ja")
    back = await browser.post("/inloggen", {"persoon": "bert", "terug": "/noodtoegang"})
    assert ("Opnieuw inloggen" in page.text, "<form" in page.text.partition("<main")[2]) == (True, False)
    assert (refused.status_code, title_of(again), back.headers["location"]) == (403, "Inloggen – Ketenhub", "/noodtoegang")
    assert (await ask(browser, wereld.ref(GEMEENTE))).status_code == 303


@pytest.mark.parametrize("csrf", ["", "verzonnen"])
async def test_form_without_the_token_opens_nothing(wereld: Wereld, csrf: str) -> None:
    browser = await wereld.scherm.person("bert")
    answer = await browser.post("/noodtoegang", {"csrf": csrf, "verwijzing": wereld.ref(GEMEENTE), "reden": REDEN})
    assert (answer.status_code, (await browser.get(f"/h/{wereld.ref(GEMEENTE)}")).status_code) == (403, 404)


async def test_who_sees_it_already_is_just_led_there(wereld: Wereld) -> None:
    before = await wereld.scherm.count("noodtoegang")
    answer = await ask(await wereld.scherm.person("els"), wereld.ref(GEMEENTE))
    assert (answer.status_code, await wereld.scherm.count("noodtoegang") - before) == (303, 0)


async def test_menu_holds_what_the_role_may_open(wereld: Wereld) -> None:
    found = {}
    for wie, pad in (("bert", "/werk"), ("vera", "/werk"), ("pim", "/privacy")):
        page = await (await wereld.scherm.person(wie)).get(pad)
        found[wie] = re.findall(r'<a href="([^"]+)"', page.text.partition("<nav")[2].partition("</nav>")[0])
    assert found == {"bert": ["/werk", "/noodtoegang"], "vera": ["/werk"], "pim": ["/privacy"]}


async def test_privacy_officer_reads_and_judges_and_sees_no_household(wereld: Wereld) -> None:
    browser = await wereld.scherm.person("bert")
    await ask(browser, wereld.ref(GEMEENTE))
    officer = await wereld.scherm.person("pim")
    page = await officer.get("/privacy")
    adres = OORDEEL.findall(page.text)[0]
    half = await officer.post(adres, {"csrf": officer.csrf, "oordeel": "terecht", "reden": ""})
    await officer.get("/privacy")
    done = await officer.post(adres, {"csrf": officer.csrf, "oordeel": "onterecht", "reden": "Er was geen alarm."})
    after = html.unescape((await officer.get("/privacy")).text)
    assert REDEN in html.unescape(page.text)
    assert (half.status_code, done.status_code) == (400, 303)
    assert "Oordeel: Niet terecht. Er was geen alarm." in after
    assert (await officer.get(f"/h/{wereld.ref(GEMEENTE)}")).status_code == 403
    assert (await officer.get("/werk")).headers["location"] == "/privacy"


async def test_screens_of_another_role_are_refused(wereld: Wereld) -> None:
    casemanager, officer = await wereld.scherm.person("bert"), await wereld.scherm.person("pim")
    assert [(await casemanager.get("/privacy")).status_code, (await officer.get("/noodtoegang")).status_code] == [403, 403]
