"""Logging in and out: an opaque session that ends by itself, and forms that only our own pages can send."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.flow.sessie import HEEL, STIL

if TYPE_CHECKING:
    from tests.integration.web.ui.scherm import Browser, Scherm

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def opens_work(browser: Browser) -> bool:
    return (await browser.get("/werk")).status_code == 200


async def test_start_asks_to_log_in(scherm: Scherm) -> None:
    answer = await scherm.browser().get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/inloggen")


async def test_start_of_who_is_logged_in_is_the_work_list(scherm: Scherm) -> None:
    answer = await (await scherm.person()).get("/")
    assert answer.headers["location"] == "/werk"


async def test_household_is_come_back_to_after_logging_in(scherm: Scherm) -> None:
    browser, adres = scherm.browser(), scherm.address("veilig_thuis")
    asked = await browser.get(adres)
    page = await browser.get(asked.headers["location"])
    assert f'name="terug" value="{adres}"' in page.text
    answer = await browser.post("/inloggen", {"persoon": "regie", "terug": adres})
    assert answer.headers["location"] == adres


async def test_logging_in_sends_nobody_to_another_site(scherm: Scherm) -> None:
    answer = await scherm.browser().post("/inloggen", {"persoon": "regie", "terug": "//kwaad.example"})
    assert answer.headers["location"] == "/werk"


async def test_login_shows_every_person_of_the_region(scherm: Scherm) -> None:
    page = (await scherm.browser().get("/inloggen")).text
    assert [person.naam for person in scherm.hub.keten.medewerkers if person.naam not in page] == []


async def test_unknown_person_is_refused(scherm: Scherm) -> None:
    answer = await scherm.browser().post("/inloggen", {"persoon": "niemand"})
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


async def test_cookie_holds_nothing_but_an_id_that_the_database_does_not_keep(scherm: Scherm) -> None:
    browser = await scherm.person()
    (value,) = [cookie.value or "" for cookie in browser.client.cookies.jar]
    async with scherm.hub.opslag.walk() as tx:
        kept = await tx.fetch("select sessie_id from sessie")
    assert len(value) >= 40
    assert [row for row in kept if value.encode() in row["sessie_id"]] == []


async def test_logging_in_again_gives_a_new_session_and_ends_the_old_one(scherm: Scherm) -> None:
    browser = await scherm.person()
    old = browser.client.cookies["ketenhub"]
    await browser.log_in("wijkteam")
    other = scherm.browser()
    other.client.cookies.set("ketenhub", old)
    assert browser.client.cookies["ketenhub"] != old
    assert not await opens_work(other)


@pytest.mark.parametrize("koppen", [{"origin": "https://kwaad.example"}, {"sec_fetch_site": "cross-site"}, {"sec_fetch_site": ""}])
async def test_login_form_of_another_site_is_refused(scherm: Scherm, koppen: dict[str, str]) -> None:
    answer = await scherm.browser().post("/inloggen", {"persoon": "regie"}, **koppen)
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


async def test_outside_the_demo_the_page_says_that_login_is_not_set_up(scherm: Scherm) -> None:
    page = await scherm.browser(demo=False).get("/inloggen")
    assert (page.status_code, "nog niet ingesteld" in page.text, "<form" in page.text) == (200, True, False)


async def test_outside_the_demo_nobody_logs_in_by_choosing(scherm: Scherm) -> None:
    before = await scherm.count("sessie")
    answer = await scherm.browser(demo=False).post("/inloggen", {"persoon": "regie"})
    assert (answer.status_code, await scherm.count("sessie") - before) == (403, 0)


@pytest.mark.parametrize("csrf", ["", "verzonnen"])
async def test_form_without_the_token_of_the_session_is_refused(scherm: Scherm, csrf: str) -> None:
    browser = await scherm.person()
    answer = await browser.post("/uitloggen", {"csrf": csrf})
    assert (answer.status_code, await opens_work(browser)) == (403, True)


async def test_token_of_another_session_is_refused(scherm: Scherm) -> None:
    one, other = await scherm.person(), await scherm.person()
    await one.get("/werk")
    assert (await other.post("/uitloggen", {"csrf": one.csrf})).status_code == 403


async def test_another_site_cannot_log_anyone_out(scherm: Scherm) -> None:
    answer = await scherm.browser().post("/uitloggen", {}, sec_fetch_site="cross-site")
    assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)


async def test_after_logging_out_the_old_cookie_opens_nothing(scherm: Scherm) -> None:
    browser = await scherm.person()
    await browser.get("/werk")
    old = browser.client.cookies["ketenhub"]
    answer = await browser.log_out()
    assert (answer.headers["location"], len(browser.client.cookies)) == ("/inloggen", 0)
    browser.client.cookies.set("ketenhub", old)
    assert not await opens_work(browser)


async def test_session_ends_after_quiet_minutes(scherm: Scherm) -> None:
    browser = await scherm.person()
    try:
        scherm.klok.later = STIL + timedelta(seconds=1)
        assert not await opens_work(browser)
    finally:
        scherm.klok.later = timedelta(0)


async def test_looking_keeps_a_session_awake_until_its_last_hour(scherm: Scherm) -> None:
    browser = await scherm.person()
    step = STIL - timedelta(minutes=1)
    awake = 0
    try:
        while await opens_work(browser):
            awake += 1
            scherm.klok.later += step
    finally:
        scherm.klok.later = timedelta(0)
    assert awake == HEEL // step + 1


async def test_login_and_logout_are_on_record_with_the_person(scherm: Scherm) -> None:
    browser = await scherm.person("balie")
    await browser.get("/werk")
    await browser.log_out()
    lines = await scherm.lines(f"org:{scherm.hub.keten.medewerkers[-2].organisatie}")
    acts = [line for line in lines if '"persoon":"balie"' in line]
    assert ['"handeling":"ingelogd"' in acts[0], '"handeling":"uitgelogd"' in acts[-1]] == [True, True]
