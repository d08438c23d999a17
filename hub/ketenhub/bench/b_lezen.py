"""B4 and B5: what a read of a filtered plan costs, when it is unchanged and when it was just changed."""

from __future__ import annotations

import asyncio
from statistics import median
from typing import TYPE_CHECKING

from ketenhub.bench.proces import Opdracht, free_port
from ketenhub.bench.uitslag import Doel, Regel
from ketenhub.bench.werkbank import at_once, contribute, log_in, read

if TYPE_CHECKING:
    from ketenhub.bench.opstelling import Opstelling
    from ketenhub.bench.werkbank import Werkbank

CLIENTS = 4
RUST = 0.1
VLOERMAAL = 8
TOKENLENGTE = 700
WAT_VLOER = "kale FastAPI met dezelfde bytes"


def _pairs(hub: Opstelling) -> list[tuple[str, str]]:
    """Give every organisation with every plan, as (OIN, reference)."""
    return [pair for plan in hub.plannen for pair in plan.verwijzingen.items()]


async def _floor(hub: Opstelling, adres: str, count: int) -> float:
    """Give the CPU in ms per answer of the bare server."""
    account = hub.account("kaal")
    headers = {"Authorization": "Bearer " + "x" * TOKENLENGTE}

    async def one(n: int) -> None:
        async with hub.sessie.get(f"{adres}/i{n:022d}", headers=headers) as answer:
            await answer.read()

    await at_once(count * VLOERMAAL, CLIENTS, one)
    await asyncio.sleep(RUST)
    return account.take()["kaal"] * 1000 / (count * VLOERMAAL)


async def _reads(bank: Werkbank, name: str, pad: str) -> tuple[list[dict[str, float]], list[float], int]:
    """Give per round the CPU in ms per read by process, that of the floor, and the size of a view."""
    hub, pairs = bank.hub, _pairs(bank.hub)
    hit, costs, floor = pad == "gelijk", [], []
    etags: dict[tuple[str, str], str] = {}
    await log_in(hub)
    body = (await read(hub, pairs[0])).inhoud
    (hub.map / "beeld.json").write_bytes(body)
    port = free_port()
    async with hub.also(Opdracht("kaal", ("ketenhub.bench.kaal", str(port), str(hub.map / "beeld.json")), {}, port)):
        for _ in bank.rounds(name):
            count = max(bank.maat.lezingen, len(pairs)) if hit else len(pairs)
            if not hit:
                await contribute(hub, len(hub.plannen), CLIENTS)
            for pair in pairs if hit else ():
                etags[pair] = (await read(hub, pair)).kop["etag"]

            async def one(n: int) -> None:
                pair = pairs[n % len(pairs)]
                await read(hub, pair, 304 if hit else 200, {"If-None-Match": etags[pair]} if hit else None)

            account = hub.account("hub")
            await at_once(count, CLIENTS, one)
            await asyncio.sleep(RUST)
            costs.append({process: used * 1000 / count for process, used in account.take().items()})
            floor.append(await _floor(hub, f"http://127.0.0.1:{port}/{pad}", count))
    return costs, floor, len(body)


def _line(naam: str, wat: str, found: tuple[list[dict[str, float]], list[float], int], doel: Doel) -> Regel:
    costs, floor, size = found
    split = ", ".join(f"{name} {median(one[name] for one in costs):.2f} ms" for name in costs[0])
    sums = [sum(one.values()) for one in costs]
    return Regel(naam, wat, "ms CPU", sums, floor, WAT_VLOER, doel, f"{split}; beeld van {size} bytes", tuple(costs[0]))


async def unchanged(bank: Werkbank) -> list[Regel]:
    """B4: the caller has the view already, and the hub says so after checking."""
    return [_line("B4", "opvraag, niets veranderd (304)", await _reads(bank, "B4", "gelijk"), Doel(2.0, 1.2))]


async def changed(bank: Werkbank) -> list[Regel]:
    """B5: the plan changed since anyone read it."""
    return [_line("B5", "opvraag na een wijziging", await _reads(bank, "B5", "vol"), Doel(4.0, 2.5))]
