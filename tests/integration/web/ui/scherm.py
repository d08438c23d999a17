"""A hub with a played household, a clock that can be moved, and a person with a browser; what the tests of the screens act on."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import httpx

from ketenhub.main import load_rules, make_door
from ketenhub.partners.organisaties import Medewerker
from ketenhub.web.app import Web, create_app
from tests.integration.flow.keten import OINS, Keten, a_keten
from tests.integration.flow.test_scenario import play_until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server

CSRF = re.compile(r'name="csrf" value="([^"]+)"')
TITEL = re.compile(r"<title>(.*?)</title>")
MENSEN = {"regie": "veilig_thuis", "wijkteam": "gemeente", "balie": "reclassering", "toezicht": "veilig_thuis"}


@dataclass(slots=True)
class Klok:
    """The real clock, moved on by the tests."""

    later: timedelta = timedelta(0)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.later


@dataclass(slots=True)
class Browser:
    """A person at a screen: keeps the cookie, sends forms the way a browser does."""

    client: httpx.AsyncClient
    csrf: str = ""

    async def get(self, pad: str) -> httpx.Response:
        """Open a page, without following where it sends."""
        answer = await self.client.get(pad, headers={"accept": "text/html"})
        found = CSRF.search(answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer

    async def post(self, pad: str, velden: dict[str, str], **koppen: str) -> httpx.Response:
        """Send a form; our pages send no referrer, so a browser says `Origin: null` and that it is of this site."""
        headers = {"origin": "null", "sec-fetch-site": "same-origin"} | {name.replace("_", "-"): value for name, value in koppen.items()}
        return await self.client.post(pad, data=velden, headers={name: value for name, value in headers.items() if value})

    async def log_in(self, persoon: str = "regie") -> None:
        """Log in as a person of the region."""
        answer = await self.post("/inloggen", {"persoon": persoon, "terug": "/werk"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/werk")

    async def log_out(self) -> httpx.Response:
        """Log out with the token of the last page."""
        return await self.post("/uitloggen", {"csrf": self.csrf})


@dataclass(slots=True)
class Scherm:
    """The hub with its screens."""

    keten: Keten
    hub: Hub
    klok: Klok
    defecten: list[str] = field(default_factory=list)

    def browser(self, hub: Hub | None = None, *, demo: bool = True) -> Browser:
        """Give a browser without a session."""
        hub = hub or self.hub
        app = create_app(Web(hub, make_door(hub, demo=demo), lambda _, kind: self.defecten.append(kind)))
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        return Browser(httpx.AsyncClient(transport=transport, base_url=hub.adres))

    async def person(self, persoon: str = "regie") -> Browser:
        """Give a browser in which this person is logged in."""
        found = self.browser()
        await found.log_in(persoon)
        return found

    def address(self, wie: str) -> str:
        """Give the address of the household for an organisation."""
        return f"/h/{self.keten.stand.verwijzingen[wie]}"

    async def lines(self, keten: str) -> list[str]:
        """Give the lines of an audit chain."""
        async with self.hub.opslag.walk() as tx:
            return [row["regel"] for row in await tx.fetch("select regel from audit where keten = $1 order by volgnummer", keten)]

    async def casus(self) -> str:
        """Give the id of the played household."""
        async with self.hub.opslag.walk() as tx:
            found: str = await tx.fetchval("select casus_id from casus order by geopend_op limit 1")
        return found

    async def count(self, tabel: str) -> int:
        """Count the rows of a table."""
        async with self.hub.opslag.walk() as tx:
            aantal: int = await tx.fetchval(f"select count(*) from {tabel}")
        return aantal


def title_of(answer: httpx.Response) -> str:
    """Give the title of a page."""
    found = TITEL.search(answer.text)
    return found[1] if found else ""


@asynccontextmanager
async def a_scherm(server: Server, folder: Path, last: int = 6) -> AsyncIterator[Scherm]:
    """Put a hub together, play the scenario up to a step, and add people of every kind."""
    klok = Klok()
    async with a_keten(server, folder, load_rules()) as keten:
        await play_until(keten, last)
        await keten.learn_references()
        extra = (
            Medewerker(id="balie", naam="T. Vos", rol="casemanager", organisatie=OINS["reclassering"]),
            Medewerker(id="toezicht", naam="S. Haddad", rol="beheerder", organisatie=OINS["veilig_thuis"]),
        )
        region = keten.hub.keten.model_copy(update={"medewerkers": (*keten.hub.keten.medewerkers, *extra)})
        yield Scherm(keten, replace(keten.hub, keten=region, nu=klok), klok)
