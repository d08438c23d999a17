"""A hub on a real database, and a system per organisation that logs in and speaks HTTP to it; what the tests act on."""

from __future__ import annotations

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import httpx
from joserfc import jwt
from joserfc.jwk import ECKey

from ketenhub.demo.invullen import Speelstand, fill
from ketenhub.demo.regio import DEELNEMERS, SCOPES, Regio
from ketenhub.domain.json import at, rows
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.flow.geldend import adopt_base
from ketenhub.flow.hub import Hub
from ketenhub.flow.regelbron import Regelbron
from ketenhub.keys import nieuw_id
from ketenhub.keys.kluis import Kluis
from ketenhub.main import make_door
from ketenhub.partners.organisaties import load_keten
from ketenhub.partners.register import load_partners
from ketenhub.store.lopen import read_involved
from ketenhub.testing.postgres import a_store
from ketenhub.web.app import Web, create_app

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.domain.delen import Regelset
    from ketenhub.domain.json import Json, Object
    from ketenhub.store.opslag import Opslag
    from ketenhub.store.server import Server

BIJDRAGE = "application/vnd.ketenhub.bijdrage+json"
OINS = {d.sleutel: d.oin for d in DEELNEMERS}


@dataclass(slots=True)
class Keten:
    """A running hub with its region; what the tests act on."""

    hub: Hub
    client: httpx.AsyncClient
    stand: Speelstand
    sleutels: dict[str, dict[str, str]]
    defecten: list[str] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)

    async def token(self, wie: str) -> str:
        """Log in as one organisation's system."""
        if wie not in self.tokens:
            now = int(time.time())
            claims = {
                "iss": f"{wie}-systeem",
                "sub": f"{wie}-systeem",
                "aud": f"{self.hub.adres}/v1/token",
                "jti": nieuw_id(),
                "iat": now,
                "exp": now + 60,
            }
            key = self.sleutels[wie]
            assertion = jwt.encode(
                {"alg": "ES256", "typ": "JWT", "kid": key["kid"]}, claims, ECKey.import_key({**key}), algorithms=["ES256"]
            )
            form = {
                "grant_type": "client_credentials",
                "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion": assertion,
                "scope": " ".join(SCOPES),
            }
            answer = await self.client.post(
                "/v1/token", content=urlencode(form), headers={"Content-Type": "application/x-www-form-urlencoded"}
            )
            assert answer.status_code == 200, answer.text
            self.tokens[wie] = answer.json()["access_token"]
        return self.tokens[wie]

    async def send(self, wie: str, body: Json | bytes, pad: str = "/v1/bijdragen", mediatype: str = BIJDRAGE) -> httpx.Response:
        """Send a message as one organisation."""
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return await self.client.post(
            pad, content=content, headers={"Authorization": f"Bearer {await self.token(wie)}", "Content-Type": mediatype}
        )

    async def get(self, wie: str, pad: str) -> httpx.Response:
        """Ask something as one organisation."""
        return await self.client.get(pad, headers={"Authorization": f"Bearer {await self.token(wie)}"})

    async def learn_references(self) -> None:
        """Learn every organisation's reference of the one casus, as its notifications would tell."""
        async with self.hub.opslag.walk() as tx:
            casus = await tx.fetchval("select casus_id from casus order by geopend_op limit 1")
            names = {oin: name for name, oin in OINS.items()}
            for b in await read_involved(tx, casus):
                self.stand.verwijzingen[names[b.organisatie]] = b.verwijzing

    async def view(self, wie: str) -> Object:
        """Fetch an organisation's own view."""
        await self.learn_references()
        answer = await self.get(wie, f"/v1/veiligheidsplannen/{self.stand.verwijzingen[wie]}")
        assert answer.status_code == 200, answer.text
        found: Object = answer.json()
        self.stand.zichten[wie] = found
        return found

    async def play(self, actie: Object) -> httpx.Response:
        """Play one canonical contribution of the demo's scenario."""
        wie = str(actie["van"])
        if self.stand.verwijzingen:
            await self.view(wie)
        return await self.send(wie, fill(actie["waarden"], wie, self.stand))


# what is installed stays the same in one run, and a hub only reads it
_installed = cache(load_partners)


def a_hub(opslag: Opslag, regio: Regio, regels: Regelset) -> Hub:
    """Put a hub together around a store."""
    partners = dict(_installed())
    return Hub(
        opslag=opslag,
        kluis=Kluis(bytes(range(32))),
        partners=partners,
        keten=load_keten(regio.keten, partners),
        regels=regels,
        pakket=Regelpakket(),
        kalender=Kalender(),
        nu=lambda: datetime.now(UTC),
        nieuw_id=nieuw_id,
        adres=regio.hub,
        oin="0" * 20,
        gewoon_venster=0.0,
        regelbron=Regelbron(),
    )


@asynccontextmanager
async def a_keten(server: Server, folder: Path, regels: Regelset) -> AsyncIterator[Keten]:
    """Put a hub together on a fresh database."""
    regio = Regio(folder)
    regio.write()
    async with a_store(server) as opslag:
        hub = a_hub(opslag, regio, regels)
        await adopt_base(hub)
        defects: list[str] = []
        app = create_app(Web(hub, make_door(hub, demo=True), lambda _, kind: defects.append(kind)))
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=regio.hub) as client:
            keys = {d.sleutel: json.loads(regio.settings_of(d).read_bytes())["sleutel"] for d in DEELNEMERS}
            yield Keten(hub, client, Speelstand(datetime.now(UTC), OINS, "PL-1"), keys, defects)
        assert defects == []


def missing_voices(view: Object) -> int:
    """Count the voices that are named as missing at the gate."""
    found = at(view, "fase", "poort", "ontbreekt")
    return len(found) if isinstance(found, list) else -1


def part(view: Object, name: str) -> tuple[Object, ...]:
    """Give one part of the plan in a view."""
    return rows(view, name)
