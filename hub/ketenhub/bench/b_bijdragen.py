"""B1 to B3: what an accepted contribution costs, without and with deliveries, and how many go in a second."""

from __future__ import annotations

import asyncio
import time
from statistics import median
from typing import TYPE_CHECKING

from ketenhub.bench.uitslag import Doel, Regel
from ketenhub.bench.werkbank import contribute, drained, log_in, received, until
from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.bench.werkbank import Werkbank

CLIENTS = 4
DRUK = 8
BEZORGINGEN = 3
RUST = 0.2
WAT_VLOER = "dezelfde transactie door pgbench"
GEEN_VLOER = "pgbench is niet gevonden: geen vloer"


async def _floor_cost(bank: Werkbank) -> list[float]:
    """Give the server's CPU in ms per transaction of one round; nothing where there is no pgbench."""
    hub = bank.hub
    if hub.vloer is None:
        return []
    account = hub.account()
    await hub.vloer.run(bank.maat.transacties, CLIENTS)
    await asyncio.sleep(RUST)
    return [account.take()["postgres"] * 1000 / bank.maat.transacties]


def _split(per: Sequence[dict[str, float]]) -> str:
    """Tell which process used what, in ms."""
    return ", ".join(f"{name} {median(one[name] for one in per):.2f} ms" for name in per[0])


async def _cost(bank: Werkbank, name: str, processes: tuple[str, ...], *, deliver: bool) -> tuple[list[dict[str, float]], list[float]]:
    """Give per round the CPU in ms per contribution by process, and that of the floor."""
    hub, count = bank.hub, bank.maat.bijdragen
    costs: list[dict[str, float]] = []
    floor: list[float] = []
    await log_in(hub)
    await contribute(hub, CLIENTS, CLIENTS)
    if deliver:
        await drained(hub)
    for _ in bank.rounds(name):
        before = await received(hub)
        account = hub.account(*processes)
        await contribute(hub, count, CLIENTS)
        if deliver:
            await until("bezorgen", lambda goal=before + BEZORGINGEN * count: _has(bank, goal))  # type: ignore[misc]  # the goal of this round
        await asyncio.sleep(RUST)
        costs.append({process: used * 1000 / count for process, used in account.take().items()})
        if deliver and await received(hub) != before + BEZORGINGEN * count:
            raise Instellingsfout(name, f"er kwamen niet precies {BEZORGINGEN} bezorgingen per bijdrage")
        floor += await _floor_cost(bank)
    return costs, floor


async def _has(bank: Werkbank, goal: int) -> bool:
    return await received(bank.hub) >= goal


def _line(naam: str, wat: str, found: tuple[list[dict[str, float]], list[float]], doel: Doel) -> Regel:
    costs, floor = found
    return Regel(
        naam,
        wat,
        "ms CPU",
        [sum(one.values()) for one in costs],
        floor,
        WAT_VLOER,
        doel,
        _split(costs) + ("" if floor else f"; {GEEN_VLOER}"),
        tuple(costs[0]),
    )


async def without_deliveries(bank: Werkbank) -> list[Regel]:
    """B1: CPU of hub and database per accepted contribution."""
    found = await _cost(bank, "B1", ("hub",), deliver=False)
    return [_line("B1", "aangenomen bijdrage, zonder bezorgen", found, Doel(3.0, 2.0))]


async def with_deliveries(bank: Werkbank) -> list[Regel]:
    """B2: the same with three signed deliveries drained."""
    async with bank.hub.worker():
        found = await _cost(bank, "B2", ("hub", "worker"), deliver=True)
    return [_line("B2", "aangenomen bijdrage met 3 bezorgingen", found, Doel(4.5, 3.0))]


async def _rate(bank: Werkbank) -> float:
    """Give accepted contributions per second over the time of one round."""
    hub, began = bank.hub, time.monotonic()
    accepted = 0
    while time.monotonic() - began < bank.maat.seconden:
        await contribute(hub, DRUK * 2, DRUK)
        accepted += DRUK * 2
    return accepted / (time.monotonic() - began)


async def per_second(bank: Werkbank) -> list[Regel]:
    """B3: contributions per second with driver, worker and receiver on the same cores."""
    hub = bank.hub
    rates: list[float] = []
    floor: list[float] = []
    async with hub.worker():
        await log_in(hub)
        await drained(hub)
        for _ in bank.rounds("B3"):
            rates.append(await _rate(bank))
            await drained(hub)
            if hub.vloer is not None:
                floor.append(await hub.vloer.run(bank.maat.transacties, DRUK))
    doel = Doel(0.15, 0.25, meer_is_beter=True)
    note = f"{DRUK} tegelijk" + ("" if floor else f"; {GEEN_VLOER}")
    return [Regel("B3", "aangenomen bijdragen per seconde", "per s", rates, floor, "transacties per seconde van pgbench", doel, note)]
