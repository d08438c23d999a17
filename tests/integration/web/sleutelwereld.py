"""A served hub whose keys can be turned by another process, and a load that goes on meanwhile."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from ketenhub.flow.draaien import Beheer
from ketenhub.flow.sleutelring import open_ring
from ketenhub.keys import nieuw_id
from ketenhub.keys.kast import Bestandskast, open_kluis
from ketenhub.partners.organisaties import Medewerker
from ketenhub.testing.postgres import database_url
from tests.integration.flow.keten import OINS
from tests.integration.web.gastheer import as_bytes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server
    from tests.integration.web.gastheer import Gastheer

ANNEKE = "anneke"
WIE = ("veilig_thuis", "politie", "gemeente")
MENSEN = ("999990044", "999990056", "999990068", "999990081", "999990093", "999990111")


@dataclass(slots=True)
class Sleutelwereld:
    """A served hub with its key store, and the settings by which a process of its own reaches both."""

    gastheer: Gastheer
    kast: Bestandskast
    env: dict[str, str]
    mislukt: list[str] = field(default_factory=list)
    gelukt: int = 0
    log: str = ""

    @property
    def hub(self) -> Hub:
        """Give the hub, in a region with an administrator."""
        hub = self.gastheer.keten.hub
        anneke = Medewerker(id=ANNEKE, naam=ANNEKE, rol="beheerder", organisatie=OINS["veilig_thuis"])
        return replace(hub, keten=hub.keten.model_copy(update={"medewerkers": (anneke,)}))

    @property
    def beheer(self) -> Beheer:
        """Give who turns keys, without the wait that other processes ask for."""
        return Beheer(ANNEKE, self.kast, geduld=0)

    async def other_process(self) -> Hub:
        """Give a hub that knows only what stands in the key store and the database now."""
        kluis = open_kluis(self.kast)
        await open_ring(self.hub.opslag, kluis)
        return replace(self.hub, kluis=kluis)

    async def start(self, *words: str) -> asyncio.subprocess.Process:
        """Begin `ketenhub ...` in a process of its own."""
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "ketenhub.cli",
            *words,
            env={**os.environ, **self.env},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )

    async def run(self, *words: str, code: int = 0) -> str:
        """Do `ketenhub sleutels ...` in a process of its own; gives what it printed."""
        process = await self.start("sleutels", *words)
        out, err = await asyncio.wait_for(process.communicate(), 120)
        assert process.returncode == code, (out + err).decode()
        return out.decode() if code == 0 else err.decode()

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[None]:
        """Let a worker carry, climb and let time pass, in a process of its own; what it logged is kept."""
        process = await self.start("worker")
        # what it says must be read while it runs, else it waits
        said = asyncio.create_task(process.communicate())
        try:
            yield
        finally:
            process.terminate()
            out, err = await asyncio.wait_for(said, 60)
            self.log = (out + err).decode()

    async def views(self) -> dict[str, bytes]:
        """Give the plan as each organisation gets it, byte for byte."""
        found = {}
        for wie in WIE:
            pad = f"/v1/veiligheidsplannen/{self.gastheer.keten.stand.verwijzingen[wie]}"
            answer = await self.gastheer.client.get(pad, headers=self.gastheer.headers(wie))
            assert answer.status_code == 200, answer.text
            found[wie] = answer.content
        return found

    async def rows(self, sql: str, *args: object) -> list[tuple[object, ...]]:
        """Ask the database something."""
        async with self.hub.opslag.walk() as tx:
            return [tuple(row) for row in await tx.fetch(sql, *args)]

    async def _ask(self, n: int) -> None:
        keten, wie = self.gastheer.keten, WIE[n % len(WIE)]
        keten.tokens.clear()
        kop = {"Authorization": f"Bearer {await keten.token(wie)}"}
        bsn = MENSEN[n % len(MENSEN)]
        said = await self.gastheer.post(as_bytes(about(bsn)), kop=kop, wie=wie)
        seen = await self.gastheer.client.get(f"/v1/veiligheidsplannen/{keten.stand.verwijzingen[wie]}", headers=kop)
        faults = [f"{one.status_code} {one.text}" for one in (said, seen) if one.status_code not in {200, 201}]
        self.mislukt += faults
        self.gelukt += 2 - len(faults)

    @asynccontextmanager
    async def load(self) -> AsyncIterator[None]:
        """Let systems log in, send and read all the while; what failed is kept."""
        going = True

        async def go_on(first: int) -> None:
            n = first
            while going:
                try:
                    await self._ask(n)
                except Exception as fout:  # noqa: BLE001 - whatever it is, it is a request that failed
                    self.mislukt.append(repr(fout))
                n += 2

        tasks = [asyncio.create_task(go_on(first)) for first in range(2)]
        try:
            yield
        finally:
            going = False
            await asyncio.gather(*tasks)


def about(bsn: str, **rest: object) -> dict[str, object]:
    """Build a message about one person."""
    persoon = {"soort": "persoon", "ref": "a", "geldigOp": "2026-11-01", "bsn": bsn, "lid": "volwassene"}
    return {"berichtId": nieuw_id(), "opgesteldOp": "2026-11-02T12:00:00Z", "feiten": [persoon], **rest}


async def with_keys(gastheer: Gastheer, server: Server, folder: Path) -> Sleutelwereld:
    """Put the master key of a served hub in a store on disk, beside its region."""
    kast = Bestandskast(folder / "hoofdsleutel")
    kast.pad.write_bytes(gastheer.keten.hub.kluis.master)
    hub = gastheer.keten.hub
    hub.kluis.kast = kast
    await open_ring(hub.opslag, hub.kluis)
    region = json.loads((folder / "keten.json").read_text("utf-8"))
    region["medewerkers"] = [{"id": ANNEKE, "naam": ANNEKE, "rol": "beheerder", "organisatie": OINS["veilig_thuis"]}]
    keten = folder / "keten-beheer.json"
    keten.write_text(json.dumps(region), "utf-8")
    async with hub.opslag.walk() as tx:
        name = str(await tx.fetchval("select current_database()"))
    env = {
        "KETENHUB_DATABASE_URL": database_url(server, name),
        "KETENHUB_KETEN": str(keten),
        "KETENHUB_DATAMAP": str(folder),
        "KETENHUB_SLEUTELBESTAND": str(kast.pad),
        "KETENHUB_BEHEERDER": ANNEKE,
        "KETENHUB_ADRES": hub.adres,
        "KETENHUB_DEMO": "1",
        "COLUMNS": "200",
    }
    return Sleutelwereld(gastheer, kast, env)
