"""The screens in a real browser: usable by everyone, on every width, without JavaScript, and covered at once."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.browser.wereld import violations

if TYPE_CHECKING:
    from playwright.async_api import Page

    from tests.e2e.browser.wereld import Kamer

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAGINAS = ["inloggen", "werk", "huishouden", "leeg", "fout", "noodtoegang"]
EIGEN = ["inloggen", "werk", "leeg", "fout", "noodtoegang"]
NAMEN = re.compile(r"\b(Mila|Jelle|Fenna|Siem|Terpoorten|Ravenhorst|Evi|Kanariehof\d)\b")
KLOK = re.compile(r"\d\d\.\d\d uur")
JARGON = ("payload", "token", "retry", "endpoint", "webhook", "null", "none", "undefined")
STOP = """() => { const a = document.activeElement; if (!a || a === document.body) return null;
  const r = a.getBoundingClientRect(), c = getComputedStyle(a);
  const x = Math.min(Math.max(r.left + Math.min(r.width, 40) / 2, 1), innerWidth - 2);
  const y = Math.min(Math.max(r.top + r.height / 2, 1), innerHeight - 2), t = document.elementFromPoint(x, y);
  return { tekst: (a.innerText || a.getAttribute('aria-label') || a.id || a.name).trim().slice(0, 40),
    ring: c.outlineStyle !== 'none' && parseFloat(c.outlineWidth) >= 2,
    vrij: !!t && (a.contains(t) || t.contains(a) || !!a.closest('label')?.contains(t)),
    groot: c.display === 'inline' || a.tagName === 'INPUT' || (r.height >= 24 && r.width >= 24) } }"""
BEWAARD = """async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length, (await caches.keys()).length,
  (await navigator.serviceWorker.getRegistrations()).length]"""
BLOKKEN = """() => [...document.querySelectorAll('main p, main li, main dd, main td, main h1, main h2, main h3')]
  .filter(e => !e.querySelector('p,li,td,dd')).map(e => e.innerText)"""


async def stops(page: Page, most: int = 250) -> list[dict[str, Any]]:
    """Walk over the page by keyboard alone."""
    found: list[dict[str, Any]] = []
    while len(found) < most:
        await page.keyboard.press("Tab")
        stop = await page.evaluate(STOP)
        if stop is None:
            return found
        found.append(stop)
    return found


async def cover(page: Page, how: str) -> None:
    """Cover the screen by its button or by Shift three times, and wait until the server has closed the session."""
    async with page.expect_response("**/uitloggen"):
        if how == "knop":
            await page.get_by_role("button", name="Scherm afdekken").click()
        else:
            for _ in range(3):
                await page.keyboard.press("Shift")


@pytest.mark.parametrize("breed", [1280, 390, 320])
@pytest.mark.parametrize("naam", PAGINAS)
async def test_page_is_usable_by_everyone(kamer: Kamer, naam: str, breed: int) -> None:
    assert await violations(await kamer.look(naam, breed)) == []


@pytest.mark.parametrize("breed", [390, 320])
@pytest.mark.parametrize("naam", PAGINAS)
async def test_page_does_not_scroll_sideways(kamer: Kamer, naam: str, breed: int) -> None:
    page = await kamer.look(naam, breed)
    assert await page.evaluate("document.documentElement.scrollWidth") <= breed


@pytest.mark.parametrize("naam", PAGINAS)
async def test_first_stop_by_keyboard_leads_to_the_content(kamer: Kamer, naam: str) -> None:
    page = await kamer.open(naam, hoog=700)
    assert (await stops(page, 1))[0]["tekst"] == "Naar de inhoud"


@pytest.mark.parametrize("naam", PAGINAS)
async def test_every_stop_by_keyboard_is_seen_and_large_enough(kamer: Kamer, naam: str) -> None:
    found = await stops(await kamer.open(naam, hoog=700))
    assert [stop for stop in found if not (stop["ring"] and stop["vrij"] and stop["groot"])] == []


@pytest.mark.parametrize("naam", PAGINAS)
async def test_page_has_one_heading_above_all_and_no_gaps(kamer: Kamer, naam: str) -> None:
    page = await kamer.look(naam)
    levels = await page.eval_on_selector_all("main :is(h1,h2,h3,h4)", "all => all.map(h => Number(h.tagName[1]))")
    assert (levels[0], levels.count(1), [b for a, b in pairwise(levels) if b > a + 1]) == (1, 1, [])


@pytest.mark.parametrize("naam", PAGINAS)
async def test_page_reads_without_javascript(kamer: Kamer, naam: str) -> None:
    with_script, without = await kamer.look(naam), await kamer.open(naam, java_script_enabled=False)
    assert await without.locator(".kh-js:visible").count() == 0
    assert await without.locator("h1").is_visible()
    shown = [KLOK.sub("", await page.text_content("main") or "") for page in (with_script, without)]
    assert shown[0] == shown[1]


async def test_filter_works_without_javascript(kamer: Kamer) -> None:
    page = await kamer.open("werk", java_script_enabled=False)
    await page.get_by_label("Fase").select_option("1")
    await page.get_by_role("button", name="Toon").click()
    assert page.url.endswith("fase=1&regie=&volgorde=")
    assert "Gefilterd op: fase 1 Directe veiligheid" in await page.inner_text("main")


async def test_work_list_puts_the_most_urgent_first(kamer: Kamer) -> None:
    page = await kamer.open("werk")
    marked = await page.eval_on_selector_all(".kh-werk tbody tr", "all => all.map(r => r.classList.contains('kh-rij-let'))")
    assert len(marked) == 5
    assert marked == sorted(marked, reverse=True)


@pytest.mark.parametrize("naam", PAGINAS)
async def test_no_person_stands_in_title_or_address(kamer: Kamer, naam: str) -> None:
    page = await kamer.look(naam)
    addresses = "e => ['href', 'action', 'src'].map(a => e.getAttribute(a)).join(' ')"
    told = await page.eval_on_selector_all("[href], [action], [src]", f"all => all.map({addresses})")
    assert [one for one in [page.url, await page.title(), *told] if NAMEN.search(one)] == []


async def test_no_request_tells_where_it_comes_from(kamer: Kamer) -> None:
    page = await kamer.open("werk")
    await page.locator(".kh-naam a").first.click()
    headers = [await request.all_headers() for request in kamer.aanvragen]
    assert [one["referer"] for one in headers if one.get("referer")] == []


async def test_nothing_goes_to_another_host(kamer: Kamer) -> None:
    await kamer.open("huishouden")
    assert [request.url for request in kamer.aanvragen if not request.url.startswith(kamer.url)] == []


async def test_browser_keeps_nothing_but_the_session(kamer: Kamer) -> None:
    page = await kamer.open("werk")
    await page.locator(".kh-naam a").first.click()
    assert await page.evaluate(BEWAARD) == [0, 0, 0, 0, 0]
    (cookie,) = await page.context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"], cookie["expires"]) == ("ketenhub", True, "Lax", -1)


async def test_names_of_the_household_can_be_hidden_and_come_back(kamer: Kamer) -> None:
    page = await kamer.open("huishouden")
    seen = "() => document.querySelector('main').innerText + [...document.querySelectorAll('svg text')].map(t => t.textContent).join(' ')"
    before = await page.evaluate(seen)
    await page.get_by_role("button", name="Namen verbergen").click()
    hidden = await page.evaluate(seen)
    await page.get_by_role("button", name="Namen verbergen").click()
    assert (bool(NAMEN.search(before)), NAMEN.findall(hidden), await page.evaluate(seen) == before) == (True, [], True)


@pytest.mark.parametrize("how", ["knop", "shift"])
@pytest.mark.parametrize("naam", ["werk", "huishouden"])
async def test_covered_screen_shows_and_tells_nothing(kamer: Kamer, naam: str, how: str) -> None:
    page = await kamer.open(naam, eigen=True)
    await cover(page, how)
    assert (await page.title(), await page.inner_text("main")) == ("Ketenhub", "")
    assert await page.get_by_role("dialog", name="Scherm afgedekt").is_visible()
    assert await violations(page) == []


async def test_escape_does_not_uncover(kamer: Kamer) -> None:
    page = await kamer.open("huishouden", eigen=True)
    await cover(page, "knop")
    for _ in range(4):
        await page.keyboard.press("Escape")
    assert await page.get_by_role("dialog", name="Scherm afgedekt").is_visible()
    assert await page.inner_text("main") == ""


async def test_after_covering_a_new_tab_and_back_ask_to_log_in(kamer: Kamer) -> None:
    page = await kamer.open("werk", eigen=True)
    await page.goto(kamer.url + kamer.address("huishouden"))
    await cover(page, "shift")
    await page.wait_for_load_state()
    await page.go_back()
    other = await page.context.new_page()
    await other.goto(kamer.url + kamer.address("huishouden"))
    assert [await one.title() for one in (page, other)] == ["Inloggen – Ketenhub"] * 2


async def test_after_covering_one_comes_back_to_the_same_place(kamer: Kamer) -> None:
    page = await kamer.open("huishouden", eigen=True)
    title = await page.title()
    await cover(page, "knop")
    await page.get_by_role("link", name="Opnieuw inloggen").click()
    await page.get_by_label("J. Kramer").check()
    await page.get_by_role("button", name="Inloggen").click()
    await page.wait_for_url("**/h/*")
    assert await page.title() == title


async def test_quiet_minutes_cover_the_screen(kamer: Kamer) -> None:
    page = await kamer.page()
    await page.clock.install()
    await kamer.log_in(page)
    await page.clock.run_for("09:59")
    assert not await page.locator("#dek").is_visible()
    await page.clock.run_for("00:02")
    assert await page.locator("#dek").is_visible()


async def test_two_shifts_and_a_letter_do_not_cover(kamer: Kamer) -> None:
    page = await kamer.open("werk")
    for key in ("Shift", "Shift", "a", "Shift"):
        await page.keyboard.press(key)
    assert not await page.locator("#dek").is_visible()


async def test_logging_out_works_without_javascript(kamer: Kamer) -> None:
    page = await kamer.open("werk", java_script_enabled=False, eigen=True)
    await page.get_by_role("button", name="Uitloggen").click()
    await page.wait_for_url("**/inloggen**")
    await page.go_back()
    assert await page.title() == "Inloggen – Ketenhub"


async def test_printing_a_screen_gives_only_the_notice(kamer: Kamer) -> None:
    page = await kamer.open("huishouden")
    await page.emulate_media(media="print")
    assert (await page.inner_text("body")).strip() == "Dit scherm is niet bedoeld om af te drukken."


@pytest.mark.parametrize("naam", EIGEN)
async def test_sentences_are_short_and_words_are_plain(kamer: Kamer, naam: str) -> None:
    page = await kamer.look(naam)
    sentences = re.split(r"[.!?:\n]+\s*", "\n".join(await page.evaluate(BLOKKEN)))
    text = (await page.inner_text("main")).lower()
    assert [one for one in sentences if len([word for word in one.split() if re.search(r"[^\W\d_]", word)]) > 15] == []
    assert [word for word in JARGON if re.search(rf"\b{word}\b", text)] == []
