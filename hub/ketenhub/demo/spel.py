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
from ketenhub.demo.toets import Waarneming, holds, needs_view
from ketenhub.domain.json import at, rows, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.demo.regio import Regio
    from ketenhub.domain.json import Json, Object

GEDULD = 12.0
RUIMST = 10
KIJK = 0.1
# the police look last, so that what they knew after a step is one view
KIJKVOLGORDE = ("veilig_thuis", "gemeente", "reclassering", "politie")


@dataclass(slots=True)
class Uitslag:
    """What a run found: the expectations that did not hold, what each party received, and who was refused its own view."""

    gemist: list[str] = field(default_factory=list)
    ontvangen: dict[str, Json] = field(default_factory=dict)
    geweigerd: list[str] = field(default_factory=list)
    stappen: int = 0


@dataclass(slots=True)
class Spel:
    """One run of the scenario against running systems."""

    regio: Regio
    sessie: aiohttp.ClientSession
    stand: Speelstand
    begonnen: list[float] = field(default_factory=list)
    antwoorden: dict[str, str] = field(default_factory=dict)
    verstuurd: dict[str, Json] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    geweigerd: list[str] = field(default_factory=list)
    geduld: float = GEDULD

    async def _ask(self, wie: str, pad: str, body: Json = None) -> Object:
        """Talk to a party's own system; it is ours, on loopback, and may be starting again."""
        (deelnemer,) = [d for d in DEELNEMERS if d.sleutel == wie]
        url = f"{self.regio.address(deelnemer)}{pad}"
        end = time.monotonic() + self.geduld
        while True:
            try:
                async with self.sessie.request("GET" if body is None else "POST", url, json=body) as answer:
                    found: Object = json.loads(await answer.read())
                    return found
            except (aiohttp.ClientConnectionError, ValueError):
                if time.monotonic() > end:
                    raise
                await asyncio.sleep(KIJK)

    async def call_hub(self, wie: str, pad: str, inhoud: Json = None, kop: Json = None) -> Object:
        """Let a party's system call the hub with its own token; gives status, headers and body."""
        body: Json = {"methode": "GET" if inhoud is None else "POST", "pad": pad, "inhoud": inhoud, "kop": kop or {}}
        answer = await self._ask(wie, "/_haal", body)
        content = base64.b64decode(text(answer, "inhoud") or "")
        return {"status": answer.get("status"), "kop": answer.get("kop"), "inhoud": json.loads(content) if content else None}

    async def learn(self, wie: str) -> tuple[Object, ...]:
        """Read a party's notifications and remember the reference that the hub gave it."""
        notices = rows(await self._ask(wie, "/_stand"), "notificaties")
        for notice in notices:
            found = text(notice, "inhoud", "data", "verwijzing") or (text(notice, "inhoud", "hoofdObject") or "").rpartition("/")[2]
            if found:
                self.stand.verwijzingen[wie] = found
        return notices

    async def fetch_view(self, wie: str) -> None:
        """Let a party fetch its own view when it knows its reference; an unchanged view is not sent again."""
        await self.learn(wie)
        if wie not in self.stand.verwijzingen:
            return
        known = {"If-None-Match": self.etags[wie]} if wie in self.etags else {}
        answer = await self.call_hub(wie, f"/v1/veiligheidsplannen/{self.stand.verwijzingen[wie]}", kop=known)
        if answer["status"] == 200:
            self.stand.zichten[wie] = answer["inhoud"]
            self.etags[wie] = text(answer, "kop", "etag") or ""
        elif answer["status"] != 304:
            self.geweigerd.append(f"{wie}: {answer['status']} {text(answer, 'inhoud', 'code')}")
            self.stand.zichten.pop(wie, None)
            self.etags.pop(wie, None)

    async def observe(self, wie: str) -> Waarneming:
        """Give what a party has: its notifications, its messages, and the view it fetched last."""
        state = await self._ask(wie, "/_stand")
        notices, messages = rows(state, "notificaties"), rows(state, "berichten")
        recent = tuple(n for n in notices if float(str(n.get("op", 0))) >= min(self.begonnen, default=0.0))
        view = self.stand.zichten.get(wie)
        return Waarneming(view, recent, messages, self.antwoorden.get(wie, ""), tuple(self.begonnen), len(notices) + len(messages))

    async def act(self, actie: Object) -> None:
        """Let a party's system send one message, after it has seen what it needs to refer to."""
        wie = text(actie, "van") or ""
        again = text(actie, "herhaling")
        body = self.verstuurd[again] if again else await self._filled(wie, actie)
        ident = text(body, "waarden", "berichtId")
        if ident:
            self.verstuurd[ident] = body
        self.begonnen.append(time.time())
        answer = await self._ask(wie, "/_stuur", body)
        self.antwoorden[wie] = base64.b64decode(text(answer, "inhoud") or "").decode()
        status = answer.get("status")
        if not isinstance(status, int) or status // 100 != 2:
            raise AssertionError(f"{wie}: de hub antwoordde {status}: {self.antwoorden[wie]}")

    async def _filled(self, wie: str, actie: Object) -> dict[str, Json]:
        needs = json.dumps(actie)
        end = time.monotonic() + self.geduld
        while "${verwijzing}" in needs and wie not in self.stand.verwijzingen and time.monotonic() < end:
            await self.learn(wie)
            await asyncio.sleep(KIJK)
        if "${zicht:" in needs:
            await self.fetch_view(wie)
        self.stand.nu = datetime.now(UTC)
        return {"vorm": actie.get("vorm"), "waarden": fill(actie.get("waarden"), wie, self.stand)}

    async def holds(self, verwacht: Object) -> bool:
        """Tell whether one expectation holds by what its party has now."""
        if "wist" in verwacht:
            return await self._knew(verwacht)
        wie = text(verwacht, "bij") or ""
        wish = fill(verwacht, wie, self.stand)
        return isinstance(wish, Mapping) and holds(wish, await self.observe(wie))

    async def _knew(self, verwacht: Object) -> bool:
        """Ask as regie what another knew at a moment: so many different disclosures of which something shows, each rebuilt to its hash."""
        wie, wens = text(verwacht, "bij") or "", verwacht.get("wist")
        body: Json = {
            "verwijzing": self.stand.verwijzingen.get(wie, ""),
            "organisatie": fill(at(wens, "organisatie"), wie, self.stand),
            "bekendOp": self.stand.onthouden[text(wens, "op") or ""].isoformat(),
        }
        got = rows(await self.call_hub(wie, "/v1/verstrekkingen/_zoek", body), "inhoud", "verstrekkingen")
        kinds = sorted({(str(row.get("soort")), json.dumps(row["uitsnede"])) for row in got if row.get("uitsnede")})
        right = [kind for kind, _ in kinds] == ["bericht", "opvraag"] and len(kinds) == at(wens, "aantal")
        return right and all(row.get("staat") == "gelijk" for row in got)

    async def step(self, stap: Object, uitslag: Uitslag) -> None:
        """Play one step; what did not hold in time is put down as missed."""
        self.begonnen.clear()
        for actie in rows(stap, "acties"):
            await self.act(actie)
            if "verwachtMist" in actie:
                wish: Object = {"bij": "veilig_thuis", "aantal": {"deel": "fase.poort.ontbreekt", "is": actie["verwachtMist"]}}
                uitslag.gemist += await self.wait_for_view("veilig_thuis", [wish])
        uitslag.gemist += await self._expect(rows(stap, "verwacht"))
        remember = text(stap, "onthoud")
        if remember:
            self.stand.onthouden[remember] = datetime.now(UTC)
        uitslag.stappen += 1

    async def _expect(self, expected: Sequence[Object]) -> list[str]:
        """Hold notifications and messages first, then each party's view, then what regie hears of the past."""
        views = [v for v in expected if needs_view(v)]
        missed = [m for v in expected if v not in views and "wist" not in v for m in await self._wait_for(v)]
        for wie in KIJKVOLGORDE:
            wishes = [v for v in views if v.get("bij") == wie]
            missed += await self.wait_for_view(wie, wishes) if wishes else []
        return missed + [m for v in expected if "wist" in v for m in await self._wait_for(v)]

    async def _wait_for(self, verwacht: Object) -> list[str]:
        end = time.monotonic() + self.geduld
        while not await self.holds(verwacht):
            if time.monotonic() > end:
                return [json.dumps(verwacht, ensure_ascii=False)]
            await asyncio.sleep(KIJK)
        return []

    async def wait_for_view(self, wie: str, wishes: Sequence[Object]) -> list[str]:
        """Let a party fetch its view until all of this holds of one and the same view; gives what did not."""
        end = time.monotonic() + self.geduld
        while True:
            await self.fetch_view(wie)
            missed = [json.dumps(wish, ensure_ascii=False) for wish in wishes if not await self.holds(wish)]
            if not missed or time.monotonic() > end:
                return missed
            await asyncio.sleep(KIJK)


def load_scenario(ruimte: int = 1) -> Object:
    """Read the scenario: data that names organisations, not packages; with `ruimte` everything may take so many times longer."""

    def stretch(value: dict[str, Json]) -> dict[str, Json]:
        binnen = value.get("binnen")
        return {**value, "binnen": binnen * ruimte} if isinstance(binnen, int) else value

    found: Object = json.loads(resources.files("ketenhub.demo").joinpath("scenario.json").read_bytes(), object_hook=stretch)
    return found


async def sum_up(spel: Spel) -> dict[str, Json]:
    """Give what each party has in the end: which messages, which parts of the plan with how many, the phase, the whole view."""
    found: dict[str, Json] = {}
    for d in DEELNEMERS:
        await spel.fetch_view(d.sleutel)
        seen = await spel.observe(d.sleutel)
        parts: dict[str, Json] = {key: len(rows(seen.zicht, key)) for key in seen.zicht} if isinstance(seen.zicht, Mapping) else {}
        found[d.sleutel] = {
            "berichten": [text(b, "vorm") for b in seen.berichten],
            "delen": {key: count for key, count in parts.items() if count},
            "fase": at(seen.zicht, "fase", "fase"),
            "zicht": seen.zicht,
        }
    return found


async def play(regio: Regio, ruimte: int, meld: Callable[[Object, int], None]) -> Uitslag:
    """Play every step; `meld` hears each step as it ends, with how many expectations failed so far."""
    uitslag = Uitslag()
    now = datetime.now(UTC)
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=45)) as sessie:
        stand = Speelstand(now, {d.sleutel: d.oin for d in DEELNEMERS}, f"PL0100-{now:%Y%m%d%H%M%S}")
        spel = Spel(regio, sessie, stand, geduld=GEDULD * min(ruimte, RUIMST))
        for stap in rows(load_scenario(ruimte), "stappen"):
            await spel.step(stap, uitslag)
            meld(stap, len(uitslag.gemist))
        uitslag.ontvangen = await sum_up(spel)
        uitslag.geweigerd = spel.geweigerd
    return uitslag
