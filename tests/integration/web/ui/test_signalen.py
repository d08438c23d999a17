"""Signals on the page of a household: who saw them, who is called next, and a button that only our own page can press."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from ketenhub.domain.json import rows, text
from tests.integration.flow.keten import OINS
from tests.integration.web.ui.scherm import Scherm, a_scherm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ketenhub.store.server import Server
    from tests.integration.web.ui.scherm import Browser

FORMULIER = re.compile(r'action="(/h/[^"]+/signalen/[^"]+)"')


@pytest_asyncio.fixture
async def gevaar(server: Server, tmp_path: Path) -> AsyncIterator[Scherm]:
    """Give a household with a threat in it."""
    async with a_scherm(server, tmp_path, last=5) as found:
        yield found


async def page(scherm: Scherm, browser: Browser, wie: str = "veilig_thuis") -> str:
    """Give the words of the page of the household."""
    return html.unescape((await browser.get(scherm.address(wie))).text)


async def of_the_threat(scherm: Scherm, wie: str = "veilig_thuis") -> str:
    """Give the address at which an organisation says to have seen the threat."""
    answer = await scherm.keten.get(wie, f"/v1/veiligheidsplannen/{scherm.keten.stand.verwijzingen[wie]}/signalen")
    (row,) = [row for row in rows(answer.json(), "signalen") if row.get("soort") == "dreiging"]
    return f"{scherm.address(wie)}/signalen/{text(row, 'signaalId')}"


async def acknowledged(scherm: Scherm) -> int:
    async with scherm.hub.opslag.walk() as tx:
        found: int = await tx.fetchval("select count(*) from signaal where bevestigd_op is not null")
    return found


async def test_page_says_who_is_called_next_when_nobody_acknowledges(gevaar: Scherm) -> None:
    browser = await gevaar.person()
    assert "Bevestigt niemand, dan wordt het team geroepen" in await page(gevaar, browser)


async def test_opening_the_page_acknowledges_nothing(gevaar: Scherm) -> None:
    browser = await gevaar.person()
    await page(gevaar, browser)
    assert (await acknowledged(gevaar), await of_the_threat(gevaar) in await page(gevaar, browser)) == (0, True)


async def test_button_records_who_saw_it_and_the_page_says_so(gevaar: Scherm) -> None:
    browser = await gevaar.person()
    adres = await of_the_threat(gevaar)
    assert adres in FORMULIER.findall(await page(gevaar, browser))
    answer = await browser.post(adres, {"csrf": browser.csrf})
    shown = await page(gevaar, browser)
    assert (answer.status_code, answer.headers["location"]) == (303, gevaar.address("veilig_thuis"))
    assert ("Bevestigd door J. Kramer" in shown, adres in FORMULIER.findall(shown)) == (True, False)
    last = json.loads((await gevaar.lines(f"casus:{await gevaar.casus()}"))[-2])
    assert (last["handeling"], last["persoon"], last["organisatie"]) == ("signaal bevestigd", "regie", OINS["veilig_thuis"])


async def test_regie_sees_on_the_page_where_the_others_stand(gevaar: Scherm) -> None:
    other = await gevaar.person("wijkteam")
    await page(gevaar, other, "gemeente")
    await other.post(await of_the_threat(gevaar, "gemeente"), {"csrf": other.csrf})
    shown = await page(gevaar, await gevaar.person())
    assert ("Gemeente Westerveen: bevestigd" in shown, "Nog niet bevestigd door: Politie Westerveen" in shown) == (True, True)
    assert "S. Bakir" not in shown


async def test_who_does_not_direct_sees_nobody_else(gevaar: Scherm) -> None:
    shown = await page(gevaar, await gevaar.person("wijkteam"), "gemeente")
    assert ("bevestigd." in shown, "Nog niet bevestigd door: Politie Westerveen" in shown) == (False, False)


@pytest.mark.parametrize("csrf", ["", "verzonnen"])
async def test_form_without_the_token_of_the_session_acknowledges_nothing(gevaar: Scherm, csrf: str) -> None:
    browser = await gevaar.person()
    answer = await browser.post(await of_the_threat(gevaar), {"csrf": csrf})
    assert (answer.status_code, await acknowledged(gevaar)) == (403, 0)


async def test_form_of_another_site_acknowledges_nothing(gevaar: Scherm) -> None:
    browser = await gevaar.person()
    await page(gevaar, browser)
    answer = await browser.post(await of_the_threat(gevaar), {"csrf": browser.csrf}, sec_fetch_site="cross-site")
    assert (answer.status_code, await acknowledged(gevaar)) == (403, 0)


async def test_who_is_not_logged_in_is_asked_to(gevaar: Scherm) -> None:
    answer = await gevaar.browser().post(await of_the_threat(gevaar), {"csrf": "x"})
    assert (answer.status_code, answer.headers["location"].startswith("/inloggen")) == (303, True)
    assert await acknowledged(gevaar) == 0


async def test_administrator_acknowledges_nothing(gevaar: Scherm) -> None:
    browser = await gevaar.person("toezicht")
    await browser.get("/werk")
    answer = await browser.post(await of_the_threat(gevaar), {"csrf": browser.csrf})
    assert (answer.status_code, await acknowledged(gevaar)) == (403, 0)


async def test_signal_of_another_looks_like_one_that_does_not_exist(gevaar: Scherm) -> None:
    browser = await gevaar.person("wijkteam")
    await page(gevaar, browser, "gemeente")
    foreign = (await of_the_threat(gevaar)).rpartition("/")[2]
    answers = [await browser.post(f"{gevaar.address('gemeente')}/signalen/{one}", {"csrf": browser.csrf}) for one in (foreign, "x")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert await acknowledged(gevaar) == 0


async def test_signal_whose_cause_is_gone_meanwhile_leads_back_to_the_page(gevaar: Scherm) -> None:
    browser, adres = await gevaar.person(), await of_the_threat(gevaar)
    await page(gevaar, browser)
    async with gevaar.hub.opslag.walk() as tx:
        ident = adres.rpartition("/")[2]
        casus = await tx.fetchval("update signaal set ingetrokken_op = now() where signaal_id = $1 returning casus_id", ident)
        await tx.execute("insert into signaalstap (casus_id, signaal_id, soort) values ($1, $2, 'ingetrokken')", casus, ident)
    answer = await browser.post(adres, {"csrf": browser.csrf})
    assert (answer.status_code, answer.headers["location"], await acknowledged(gevaar)) == (303, gevaar.address("veilig_thuis"), 0)
