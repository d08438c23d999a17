"""A served hub with several played households, and Debian's Chromium to look at it; what the browser tests act on."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import uvicorn
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import BrowserContext, ConsoleMessage, Page, Request, async_playwright

from ketenhub.main import make_door
from ketenhub.partners.organisaties import Medewerker
from ketenhub.web.app import Web, create_app
from ketenhub.web.guard import GuardedProtocol
from tests.integration.flow.keten import OINS
from tests.integration.web.gastheer import a_port
from tests.integration.web.ui.scherm import a_scherm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from playwright.async_api import Browser

    from ketenhub.domain.json import Json, Object
    from ketenhub.partners.organisaties import Keten
    from ketenhub.store.server import Server
    from tests.integration.web.ui.scherm import Scherm

CHROMIUM = "/usr/bin/chromium"
VLAGGEN = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
MELD_BELEID = "addEventListener('securitypolicyviolation', e => console.error('beleid: ' + e.violatedDirective))"


@dataclass  # no slots: Playwright hangs its own attribute on whoever listens
class Kamer:
    """A hub that is served, a browser, and the pages of the tests."""

    scherm: Scherm
    browser: Browser
    url: str
    fouten: list[str] = field(default_factory=list)
    contexten: list[BrowserContext] = field(default_factory=list)
    aanvragen: list[Request] = field(default_factory=list)
    koekjes: list[Any] = field(default_factory=list)
    bekeken: dict[tuple[str, int], Page] = field(default_factory=dict)

    async def page(self, breed: int = 1280, hoog: int = 900, **anders: Any) -> Page:
        """Open an empty page; what its console says of faults is kept."""
        context = await self.browser.new_context(viewport={"width": breed, "height": hoog}, reduced_motion="reduce", **anders)
        context.set_default_timeout(20_000)
        self.contexten.append(context)
        await context.add_init_script(MELD_BELEID)
        context.on("console", self._hear)
        context.on("request", self._note)
        context.on("weberror", lambda error: self.fouten.append(str(error.error)))
        return await context.new_page()

    def _note(self, request: Request) -> None:
        self.aanvragen.append(request)

    def _hear(self, message: ConsoleMessage) -> None:
        refused = "Failed to load resource" in message.text  # a page that was meant to be refused
        if message.type in {"error", "warning"} and not refused:
            self.fouten.append(message.text)

    async def look(self, naam: str, breed: int = 1280) -> Page:
        """Give a page that is only looked at, with every part of it opened; opened once for all tests of a module."""
        if (naam, breed) not in self.bekeken:
            own, self.contexten = self.contexten, []
            page = self.bekeken[naam, breed] = await self.open(naam, breed)
            await page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            self.contexten = own
        return self.bekeken[naam, breed]

    async def open(self, naam: str, breed: int = 1280, *, eigen: bool = False, **anders: Any) -> Page:
        """Open one of the pages by name, logged in where it asks for that; with a session of its own for a test that ends it."""
        page = await self.page(breed, **anders)
        if eigen:
            await self.log_in(page)
        elif naam != "inloggen":
            await page.context.add_cookies(await self._shared_session())
        await page.goto(self.url + self.address(naam))
        return page

    async def _shared_session(self) -> list[Any]:
        if not self.koekjes:
            page = await self.page()
            await self.log_in(page)
            self.koekjes = list(await page.context.cookies())
        return self.koekjes

    async def log_in(self, page: Page, naam: str = "J. Kramer") -> None:
        """Log in the way a person does."""
        await page.goto(f"{self.url}/inloggen")
        await page.get_by_label(naam).check()
        await page.get_by_role("button", name="Inloggen").click()
        await page.wait_for_url("**/werk")

    def address(self, naam: str) -> str:
        """Give the address of a page."""
        known = {"huishouden": self.scherm.address("veilig_thuis"), "leeg": "/werk?let=klaar&fase=3", "fout": "/h/bestaat-niet"}
        return known.get(naam, f"/{naam}")

    async def close(self) -> None:
        """Close the pages of a test."""
        for context in self.contexten:
            await context.close()
        self.contexten.clear()
        self.fouten.clear()
        self.aanvragen.clear()


async def violations(page: Page) -> list[str]:
    """Give what axe finds."""
    found = await Axe().run(page, options=WCAG)
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found.response["violations"]]


def a_household(nr: int, cijfers: tuple[str, ...], termijn: int) -> Object:
    """Build a contribution that opens a household: a score per professional, a condition with its term, and a next meeting."""
    facts: list[Json] = [
        {"soort": "persoon", "ref": "a", "geldigOp": "${dag:-9}", "naam": {"voornamen": "Evi", "achternaam": f"Kanariehof{nr}"}},
        {"soort": "persoonsrol", "ref": "r", "geldigOp": "${dag:-9}", "persoon": "a", "rol": "slachtoffer", "zekerheid": "vastgesteld"},
        {"soort": "veiligheidsvoorwaarde", "ref": "v", "geldigOp": "${dag:-9}", "tekst": "Er is rust.", "termijn": f"${{dag:{termijn}}}"},
        {"soort": "overleg", "ref": "o", "geldigOp": "${dag:-9}", "aard": "mdo", "wijze": "samen", "volgende": f"${{dag:{nr}}}"},
    ]
    for n, cijfer in enumerate(cijfers):
        who: Object = {"beoordelaar": {"soort": "professional"}, "professional": {"ref": f"m{n}", "functie": f"Medewerker {n + 1}"}}
        score: Object = {"soort": "veiligheidsbeoordeling", "ref": f"c{n}", "geldigOp": f"${{dag:{n - len(cijfers)}}}", "cijfer": cijfer}
        facts.append({**score, **who, "over": {"soort": "huishouden"}, "reden": "Er was rust."})
    return {"berichtId": f"huis-{nr}", "opgesteldOp": "2026-01-01T10:00:00Z", "feiten": facts}


async def fill(scherm: Scherm) -> None:
    """Open some more households, so that the work list is a list."""
    stand, scherm.keten.stand.verwijzingen = scherm.keten.stand.verwijzingen, {}
    for nr, (cijfers, termijn) in enumerate(((("2", "5"), 1), (("6", "5"), -7), (("7", "7+"), 56), (("6",), 31)), 1):
        answer = await scherm.keten.play({"van": "veilig_thuis", "waarden": a_household(nr, cijfers, termijn)})
        assert answer.status_code == 201, answer.text
    scherm.keten.stand.verwijzingen = stand


def by_assignment(streek: Keten) -> Keten:
    """Let Veilig Thuis work by assignment, with a colleague to assign to and a privacy officer."""
    people = (
        Medewerker(id="collega", naam="B. Collega", rol="casemanager", organisatie=OINS["veilig_thuis"]),
        Medewerker(id="privacy", naam="P. Toezicht", rol="privacy_officer", organisatie=OINS["veilig_thuis"]),
    )
    organisaties = tuple(o.model_copy(update={"toewijzing": o.oin == OINS["veilig_thuis"]}) for o in streek.organisaties)
    return streek.model_copy(update={"medewerkers": (*streek.medewerkers, *people), "organisaties": organisaties})


@asynccontextmanager
async def a_kamer(server: Server, folder: Path) -> AsyncIterator[Kamer]:
    """Serve the hub on a free port and start the browser."""
    listener = a_port()
    url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    async with a_scherm(server, folder) as scherm, async_playwright() as playwright:
        await fill(scherm)
        hub = scherm.hub = replace(scherm.hub, adres=url, keten=by_assignment(scherm.hub.keten))
        app = create_app(Web(hub, make_door(hub, demo=True), lambda _, kind: scherm.defecten.append(kind)))
        config = uvicorn.Config(app, http=GuardedProtocol, ws="none", log_config=None, access_log=False, lifespan="off")
        serving = uvicorn.Server(config)
        task = asyncio.create_task(serving.serve([listener]))
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=VLAGGEN)
        try:
            yield Kamer(scherm, browser, url)
        finally:
            await browser.close()
            serving.should_exit = True
            await task
    assert scherm.defecten == []
