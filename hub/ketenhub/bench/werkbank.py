"""What every measurement is handed: how long it may take, the setting, and whom to tell how far it is."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.bench.inhoud import Dag, contribution
from ketenhub.bench.uitslag import Regel
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.errors import Instellingsfout
from ketenhub.keys import nieuw_id
from ketenhub.main import now

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from ketenhub.bench.maat import Maat
    from ketenhub.bench.opstelling import Opstelling
    from ketenhub.bench.zaaien import Plan
    from ketenhub.testing.klant import Ontvangen

    Meting = Callable[["Werkbank"], Awaitable[list[Regel]]]

GEDULD = 90.0
KIJK = 0.05


@dataclass(frozen=True, slots=True)
class Werkbank:
    """The bench itself: bounds, the running setting (only where a measurement asks for it), and progress."""

    maat: Maat
    opstelling: Opstelling | None
    stap: Callable[[str], None]

    @property
    def hub(self) -> Opstelling:
        """Give the running setting."""
        assert self.opstelling is not None
        return self.opstelling

    def rounds(self, name: str) -> Iterable[int]:
        """Count the rounds, and tell each."""
        for n in range(self.maat.rondes):
            self.stap(f"{name} ronde {n + 1} van {self.maat.rondes}")
            yield n


async def at_once(count: int, clients: int, act: Callable[[int], Awaitable[None]]) -> None:
    """Do so many acts with so many at a time; the first that fails ends it."""
    numbers = iter(range(count))

    async def one() -> None:
        for n in numbers:
            await act(n)

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(min(clients, count)):
                group.create_task(one())
    except ExceptionGroup as several:
        raise several.exceptions[0] from None


async def send(hub: Opstelling, plan: Plan, inhoud: bytes) -> None:
    """Send one contribution through the real door; raises Instellingsfout when it is not accepted."""
    klant = hub.klanten[plan.afzender]
    await answered(klant.call("POST", "/v1/bijdragen", inhoud, {"Content-Type": MEDIATYPE}), 201)


async def read(hub: Opstelling, pair: tuple[str, str], status: int = 200, kop: dict[str, str] | None = None) -> Ontvangen:
    """Read the view that an organisation calls by this reference; raises Instellingsfout when the answer is another."""
    oin, ref = pair
    return await answered(hub.klanten[oin].call("GET", f"/v1/veiligheidsplannen/{ref}", None, kop), status)


async def answered(asking: Awaitable[Ontvangen], status: int) -> Ontvangen:
    """Give the answer when it is the one that is measured; raises Instellingsfout."""
    try:
        answer = await asking
    except TimeoutError:
        raise Instellingsfout("bench", "de hub antwoordt niet meer") from None
    if answer.status != status:
        raise Instellingsfout("bench", f"de hub antwoordde {answer.status}, niet {status}")
    return answer


async def contribute(hub: Opstelling, count: int, clients: int) -> None:
    """Send so many contributions, each about the next plan."""

    async def one(_: int) -> None:
        hub.beurt += 1
        plan = hub.plannen[hub.beurt % len(hub.plannen)]
        await send(hub, plan, contribution(nieuw_id(), Dag(now()), plan.over, hub.beurt))

    await at_once(count, clients, one)


async def log_in(hub: Opstelling) -> None:
    """Let every system get its token, so that no measurement pays for it."""
    for plan in hub.plannen[: len(hub.klanten)]:
        for pair in plan.verwijzingen.items():
            await read(hub, pair)


async def received(hub: Opstelling) -> int:
    """Give how many notifications the receiver has; raises Instellingsfout when it refused one."""
    async with hub.sessie.get(f"{hub.regio.ontvanger}/_stand") as answer:
        found = await answer.json()
    if found["geweigerd"]:
        raise Instellingsfout("bench", "de ontvanger weigerde een handtekening")
    return int(found["aantal"])


async def until(what: str, reached: Callable[[], Awaitable[bool]]) -> None:
    """Wait until something holds, within bounds; raises Instellingsfout."""
    for _ in range(int(GEDULD / KIJK)):
        if await reached():
            return
        await asyncio.sleep(KIJK)
    raise Instellingsfout("bench", f"{what} duurde langer dan {GEDULD:.0f} seconden")


async def drained(hub: Opstelling) -> None:
    """Wait until the outbox is empty; asks the database, so not while something is measured."""

    async def empty() -> bool:
        (row,) = await hub.ask("select count(*) as open from outbox where status = 'wacht'")
        return int(row["open"]) == 0

    await until("het bezorgen van wat nog wachtte", empty)
