"""Play the scenario: let each party's system act, then hold what everyone received to what should have happened."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING

import aiohttp

from ketenhub.demo.invullen import Speelstand, fill
from ketenhub.demo.regio import DEELNEMERS
from ketenhub.demo.toets import Waarneming, holds
from ketenhub.domain.json import at, rows, text

if TYPE_CHECKING:
    from ketenhub.demo.regio import Regio
    from ketenhub.domain.json import Json, Object

GEDULD = 30.0
KIJK = 0.15


@dataclass(slots=True)
class Uitslag:
    """What a run found: the expectations that did not hold, and what each party received."""

    gemist: list[str] = field(default_factory=list)
    ontvangen: dict[str, Json] = field(default_factory=dict)
    stappen: int = 0


@dataclass(slots=True)
class Spel:
    """One run of the scenario against running systems."""

    regio: Regio
    sessie: aiohttp.ClientSession
    meld: Callable[[str], None]
    stand: Speelstand
    begonnen: float = 0.0
    antwoorden: dict[str, str] = field(default_factory=dict)
    verstuurd: dict[str, Json] = field(default_factory=dict)

    async def _ask(self, wie: str, pad: str, body: Json = None) -> Object:
        """Talk to a party's own system; it is ours, on loopback."""
        (deelnemer,) = [d for d in DEELNEMERS if d.sleutel == wie]
        url = f"{self.regio.address(deelnemer)}{pad}"
        end = time.monotonic() + GEDULD
        while True:
            try:
                async with self.sessie.request("GET" if body is None else "POST", url, json=body) as answer:
                    found: Object = json.loads(await answer.read())
                    return found
            except (aiohttp.ClientConnectionError, ValueError):
                if time.monotonic() > end:
                    raise
                await asyncio.sleep(KIJK)

    async def call_hub(self, wie: str, pad: str, inhoud: Json = None) -> tuple[int, Json]:
        """Let a party's system call the hub with its own token."""
        answer = await self._ask(wie, "/_haal", {"methode": "GET" if inhoud is None else "POST", "pad": pad, "inhoud": inhoud})
        body = base64.b64decode(text(answer, "inhoud") or "")
        status = answer.get("status")
        return (status if isinstance(status, int) else 0), json.loads(body) if body else None

    async def look(self, wie: str) -> Waarneming:
        """See what a party has: its notifications, its messages, and its own view when it knows its reference."""
        state = await self._ask(wie, "/_stand")
        notices = rows(state, "notificaties")
        for notice in notices:
            self._remember_reference(wie, notice)
        view: Json = None
        if wie in self.stand.verwijzingen:
            status, view = await self.call_hub(wie, f"/v1/veiligheidsplannen/{self.stand.verwijzingen[wie]}")
            view = view if status == 200 else None
        self.stand.zichten[wie] = view
        recent = tuple(n for n in notices if float(str(n.get("op", 0))) >= self.begonnen)
        messages = rows(state, "berichten")
        return Waarneming(view, recent, messages, self.antwoorden.get(wie, ""), self.begonnen, len(notices) + len(messages))

    def _remember_reference(self, wie: str, notice: Object) -> None:
        found = text(notice, "inhoud", "data", "verwijzing") or (text(notice, "inhoud", "hoofdObject") or "").rpartition("/")[2]
        if found:
            self.stand.verwijzingen[wie] = found

    async def act(self, actie: Object) -> None:
        """Let a party's system send one message, after it has seen what it needs to refer to."""
        wie = text(actie, "van") or ""
        again = text(actie, "herhaling")
        body = self.verstuurd[again] if again else await self._filled(wie, actie)
        ident = text(body, "waarden", "berichtId")
        if ident:
            self.verstuurd[ident] = body
        answer = await self._ask(wie, "/_stuur", body)
        self.antwoorden[wie] = base64.b64decode(text(answer, "inhoud") or "").decode()
        status = answer.get("status")
        if not isinstance(status, int) or status // 100 != 2:
            raise AssertionError(f"{wie}: de hub antwoordde {status}: {self.antwoorden[wie]}")

    async def _filled(self, wie: str, actie: Object) -> dict[str, Json]:
        end = time.monotonic() + GEDULD
        while "${verwijzing}" in json.dumps(actie) and wie not in self.stand.verwijzingen and time.monotonic() < end:
            await self.look(wie)
            await asyncio.sleep(KIJK)
        await self.look(wie)
        self.stand.nu = datetime.now(UTC)
        return {"vorm": actie.get("vorm"), "waarden": fill(actie.get("waarden"), wie, self.stand)}

    async def _holds(self, verwacht: Object) -> bool:
        if "wist" in verwacht:
            return await self._knew(verwacht)
        wie = text(verwacht, "bij") or ""
        wish = fill(verwacht, wie, self.stand)
        return isinstance(wish, Mapping) and holds(wish, await self.look(wie))

    async def _knew(self, verwacht: Object) -> bool:
        wie, wens = text(verwacht, "bij") or "", verwacht.get("wist")
        await self.look(wie)
        body: Json = {
            "verwijzing": self.stand.verwijzingen.get(wie, ""),
            "organisatie": fill(at(wens, "organisatie"), wie, self.stand),
            "bekendOp": self.stand.onthouden[text(wens, "op") or ""].isoformat(),
        }
        _, found = await self.call_hub(wie, "/v1/verstrekkingen/_zoek", body)
        got = rows(found, "verstrekkingen")
        kinds = {row.get("soort") for row in got}
        return {"bericht", "opvraag"} <= kinds and all(row.get("staat") == "gelijk" for row in got)

    async def step(self, stap: Object, uitslag: Uitslag) -> None:
        """Play one step and wait until its expectations hold, or say which did not."""
        self.meld(f"{stap.get('nr')}. {stap.get('tekst')}")
        for actie in rows(stap, "acties"):
            self.begonnen = time.time()
            await self.act(actie)
            if "verwachtMist" in actie:
                await self._await({"bij": "veilig_thuis", "aantal": {"deel": "fase.poort.ontbreekt", "is": actie["verwachtMist"]}}, uitslag)
        for verwacht in rows(stap, "verwacht"):
            await self._await(verwacht, uitslag)
        remember = text(stap, "onthoud")
        if remember:
            self.stand.onthouden[remember] = datetime.now(UTC)
        uitslag.stappen += 1

    async def _await(self, verwacht: Object, uitslag: Uitslag) -> None:
        end = time.monotonic() + (GEDULD if "heeftNiet" not in verwacht and "nergens" not in verwacht else 3.0)
        while not await self._holds(verwacht):
            if time.monotonic() > end:
                uitslag.gemist.append(json.dumps(verwacht, ensure_ascii=False))
                return
            await asyncio.sleep(KIJK)


def load_scenario() -> Object:
    """Read the scenario: data that names organisations, not packages."""
    found: Object = json.loads(resources.files("ketenhub.demo").joinpath("scenario.json").read_bytes())
    return found


async def play(regio: Regio, meld: Callable[[str], None]) -> Uitslag:
    """Play every step; gives what did not hold and what each party has in the end."""
    uitslag = Uitslag()
    now = datetime.now(UTC)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=45)) as sessie:
        stand = Speelstand(now, {d.sleutel: d.oin for d in DEELNEMERS}, f"PL0100-{now:%Y%m%d%H%M%S}")
        spel = Spel(regio, sessie, meld, stand)
        for stap in rows(load_scenario(), "stappen"):
            await spel.step(stap, uitslag)
        for d in DEELNEMERS:
            seen = await spel.look(d.sleutel)
            uitslag.ontvangen[d.sleutel] = {
                "berichten": len(seen.berichten),
                "delen": {key: len(rows(seen.zicht, key)) for key in seen.zicht} if isinstance(seen.zicht, Mapping) else None,
                "fase": at(seen.zicht, "fase", "fase"),
                "zicht": seen.zicht,
            }
    return uitslag
