"""One played household, and people of each kind at two organisations; what the tests of access act on."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import httpx

from ketenhub.flow.namens import let_in
from ketenhub.main import make_door
from ketenhub.partners.organisaties import Medewerker
from ketenhub.store.namens import NAMENS
from ketenhub.web.app import Web, create_app
from ketenhub.web.auth.clients import SCOPES, Client
from tests.integration.flow.keten import OINS
from tests.integration.web.beloften import hold_to_description
from tests.integration.web.ui.scherm import a_scherm

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx
    from ketenhub.store.server import Server
    from ketenhub.web.auth.poort import Poort
    from tests.integration.web.ui.scherm import Scherm

OVER_TOEGANG = re.compile(r"/(conflicten|toewijzingen|noodtoegangen|privacymeldingen)\b")
WEG = "bestaat-niet"
PLAN = "/v1/veiligheidsplannen"
REGIE, GEMEENTE, POLITIE = "veilig_thuis", "gemeente", "politie"
# at the municipality, that works by assignment: three casemanagers and a privacy officer; at Veilig Thuis one more of each
MENSEN = (
    ("els", "casemanager", GEMEENTE),
    ("bert", "casemanager", GEMEENTE),
    ("pim", "privacy_officer", GEMEENTE),
    ("vera", "casemanager", REGIE),
    ("paula", "privacy_officer", REGIE),
)
LEESBAAR = """select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and exists (
    select from pg_attribute where attrelid = c.oid and attname = 'casus_id' and has_column_privilege(c.oid, attnum, 'select'))
order by relname"""


@dataclass(slots=True)
class Wereld:
    """A hub with its screens and its API, and the clock that the tests move."""

    scherm: Scherm
    poort: Poort
    client: httpx.AsyncClient

    @property
    def hub(self) -> Hub:
        """Give the hub."""
        return self.scherm.hub

    def ref(self, wie: str) -> str:
        """Give an organisation's own reference of the household."""
        return self.scherm.keten.stand.verwijzingen[wie]

    def plan(self, wie: str) -> str:
        """Give the address of an organisation's plan."""
        return f"{PLAN}/{self.ref(wie)}"

    def headers(self, wie: str, als: str | None = None) -> dict[str, str]:
        """Give what an organisation's system sends along, for one of its people when `als` says so."""
        client = Client(f"{wie}-systeem", OINS[wie], self.poort.uitgever.sleutels, SCOPES)  # type: ignore[arg-type]  # its keys are not asked for
        headers = {"Authorization": f"Bearer {self.poort.uitgever.issue(client, SCOPES, None)}"}
        if als is not None:
            headers["Ketenhub-Medewerker"] = als
        return headers

    async def ask(self, wie: str, pad: str, inhoud: Any = None, als: str | None = None, methode: str = "") -> httpx.Response:
        """Ask something as an organisation's system, for one of its people when `als` says so."""
        headers = self.headers(wie, als)
        return await self.client.request(methode or ("POST" if inhoud is not None else "GET"), pad, json=inhoud, headers=headers)

    async def close_to(self, medewerker: str, van: str, door: str = REGIE) -> str:
        """Put somebody on the conflict list; gives the line."""
        body = {"organisatie": OINS[van], "medewerker": medewerker, "reden": "Kent de pleger.", "professional": "J. Kramer"}
        answer = await self.ask(door, f"{self.plan(door)}/conflicten", body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["conflictId"])

    async def reopen(self, conflict_id: str, door: str = REGIE) -> httpx.Response:
        """Take a line off the conflict list."""
        body = {"reden": "Is verhuisd.", "professional": "J. Kramer"}
        return await self.ask(door, f"{self.plan(door)}/conflicten/{conflict_id}/beeindigingen", body)

    async def assign(self, medewerker: str) -> str:
        """Assign the household at the municipality; gives the assignment."""
        answer = await self.ask(GEMEENTE, f"{self.plan(GEMEENTE)}/toewijzingen", {"medewerker": medewerker})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["toewijzingId"])

    async def release(self, toewijzing_id: str) -> None:
        """End an assignment."""
        answer = await self.ask(GEMEENTE, f"{self.plan(GEMEENTE)}/toewijzingen/{toewijzing_id}/beeindigingen", methode="POST")
        assert answer.status_code == 201, answer.text

    async def break_glass(self, als: str, verwijzing: str | None = None, **anders: Any) -> httpx.Response:
        """Open the household in an emergency, with words that would do."""
        body = {
            "verwijzing": verwijzing or self.ref(GEMEENTE),
            "reden": "De collega is ziek en er is een alarm.",
            "ingelogdOp": self.hub.nu().isoformat().replace("+00:00", "Z"),
        }
        return await self.ask(GEMEENTE, "/v1/noodtoegangen", body | anders, als=als)

    async def rows(self, wie: str, als: str) -> list[str]:
        """Read every table as the request role for a person, by no query of the hub; give where a row of the household came out."""
        casus, found = await self.scherm.casus(), []
        token = NAMENS.set(None)
        try:
            await let_in(self.hub, next(one for one in self.hub.keten.staff(OINS[wie]) if one.id == als))
            async with self.hub.opslag.request(OINS[wie]) as tx:
                for row in await tx.fetch(LEESBAAR):
                    table = row["relname"]
                    found += [table for r in await tx.fetch(f"select casus_id from {table}") if r["casus_id"] == casus]
        finally:
            NAMENS.reset(token)
        return found

    async def told(self, wie: str, als: str) -> list[dict[str, Any]]:
        """Give what the privacy officer of an organisation was told."""
        answer = await self.ask(wie, "/v1/privacymeldingen", als=als)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["privacymeldingen"]
        return found


async def _hold(answer: httpx.Response) -> None:
    """Hold what the routes of access answer to their description."""
    if OVER_TOEGANG.search(answer.request.url.path):
        await hold_to_description(answer)


@asynccontextmanager
async def a_wereld(server: Server, folder: Path) -> AsyncIterator[Wereld]:
    """Play a household up to the plan that three organisations share, and put people at two of them."""
    async with a_scherm(server, folder, 2) as scherm:
        people = tuple(Medewerker(id=ident, naam=ident.capitalize(), rol=rol, organisatie=OINS[van]) for ident, rol, van in MENSEN)  # type: ignore[arg-type]  # plain words
        keten = scherm.hub.keten
        organisaties = tuple(o.model_copy(update={"toewijzing": o.oin == OINS[GEMEENTE]}) for o in keten.organisaties)
        region = keten.model_copy(update={"medewerkers": (*keten.medewerkers, *people), "organisaties": organisaties})
        hub = scherm.hub = replace(scherm.hub, keten=region)
        poort = make_door(hub, demo=True)
        app = create_app(Web(hub, poort, lambda _, kind: scherm.defecten.append(kind)))
        hooks: dict[str, list[Any]] = {"response": [_hold]}
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=hub.adres, event_hooks=hooks) as client:
            yield Wereld(scherm, poort, client)
        assert scherm.defecten == []


async def see(tx: Tx, vraag: str, *args: object) -> list[dict[str, Any]]:
    """Give rows as plain values."""
    return [dict(row) for row in await tx.fetch(vraag, *args)]


def shape(answer: httpx.Response, ref: str) -> tuple[int, dict[str, str], bytes]:
    """Give what an answer tells when its own address is taken out."""
    heads = {name: value for name, value in answer.headers.items() if name not in {"date", "content-length"}}
    return answer.status_code, heads, answer.content.replace(ref.encode(), b"@")


MINUUT = timedelta(minutes=1)
