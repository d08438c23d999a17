"""B8: how long after its commit the first byte of an alarm is at the receiver."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from ketenhub.bench.inhoud import Dag, alarm
from ketenhub.bench.uitslag import Doel, Regel, percentile
from ketenhub.bench.werkbank import contribute, drained, log_in, send
from ketenhub.deliver.signature import read_signing_key, sign_headers
from ketenhub.domain.errors import Instellingsfout
from ketenhub.keys import nieuw_id
from ketenhub.main import now

if TYPE_CHECKING:
    from ketenhub.bench.opstelling import Opstelling
    from ketenhub.bench.werkbank import Werkbank

PER_SECONDE = 10
INHOUD = b"x" * 560
# the inbox row is never touched again, so its transaction is the one that committed the alarm
COMMITS = """select o.outbox_id, extract(epoch from pg_xact_commit_timestamp(i.xmin))::float8 as op
from outbox o join inbox i on i.ontvangen_op = o.aangemaakt where o.baan = 'direct' and o.aangemaakt >= to_timestamp($1)"""


async def _bare_post(hub: Opstelling) -> tuple[str, float]:
    """Post from a bare socket to the receiver, on a new connection; gives the id and the moment just before."""
    ident, key = f"vloer-{nieuw_id()}", read_signing_key(hub.regio.geheim)
    signed = sign_headers([key], ident, int(time.time()), INHOUD)
    lines = ["POST /notificaties HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(INHOUD)}", *(f"{n}: {v}" for n, v in signed), "", ""]
    raw = "\r\n".join(lines).encode() + INHOUD
    began = time.time()
    reader, writer = await asyncio.open_connection("127.0.0.1", hub.regio.ontvanger_poort)
    writer.write(raw)
    await reader.readuntil(b"\r\n\r\n")
    writer.close()
    await writer.wait_closed()
    return ident, began


async def _arrivals(hub: Opstelling) -> dict[str, float]:
    async with hub.sessie.get(f"{hub.regio.ontvanger}/_aankomst") as answer:
        found: dict[str, float] = (await answer.json())["aankomst"]
    return found


async def _events(bank: Werkbank) -> dict[str, float]:
    """Send ten alarms a second, with a bare post halfway between two; gives when each bare post began."""
    hub, bare = bank.hub, {}
    began = time.monotonic()
    for n in range(bank.maat.alarmen):
        if n % PER_SECONDE == 0:
            bank.stap(f"B8 alarm {n + 1} van {bank.maat.alarmen}")
        await asyncio.sleep(max(0.0, began + n / PER_SECONDE - time.monotonic()))
        plan = hub.plannen[n % len(hub.plannen)]
        await send(hub, plan, alarm(nieuw_id(), Dag(now()), plan.over))
        await asyncio.sleep(max(0.0, began + (n + 0.5) / PER_SECONDE - time.monotonic()))
        ident, moment = await _bare_post(hub)
        bare[ident] = moment
    return bare


async def latency(bank: Werkbank) -> list[Regel]:
    """B8: p50 and p99 from commit to first byte, beside a bare post."""
    hub = bank.hub
    async with hub.worker():
        await log_in(hub)
        await contribute(hub, 2, 1)
        await drained(hub)
        await _arrivals(hub)
        began = time.time()
        bare = await _events(bank)
        await drained(hub)
    found = await _arrivals(hub)
    commits = {row["outbox_id"]: row["op"] for row in await hub.ask(COMMITS, began)}
    lost = (commits.keys() | bare.keys()) - found.keys()
    if lost or len(commits) < bank.maat.alarmen:
        raise Instellingsfout("B8", f"{len(commits)} bezorgingen bij {bank.maat.alarmen} alarmen, waarvan {len(lost)} niet aankwamen")
    return _lines(_since(found, commits), _since(found, bare))


def _since(found: dict[str, float], began: dict[str, float]) -> list[float]:
    """Give how many ms after its beginning each arrived."""
    return [(found[ident] - moment) * 1000 for ident, moment in began.items()]


def _lines(waits: list[float], floor: list[float]) -> list[Regel]:
    note = f"{len(waits)} bezorgingen in de baan direct; laagste {min(waits):.2f}, hoogste {max(waits):.2f} ms"
    bare = "post van een kale socket, nieuwe verbinding"
    middle, bare_middle = [percentile(waits, 0.5)], [percentile(floor, 0.5)]
    worst, bare_worst = [percentile(waits, 0.99)], [percentile(floor, 0.99)]
    return [
        Regel("B8 p50", "alarm: van commit tot eerste byte", "ms", middle, bare_middle, bare, Doel(5.0, op="hub"), note),
        Regel("B8 p99", "alarm: van commit tot eerste byte", "ms", worst, bare_worst, bare, Doel(50.0, 15.0, op="hub")),
        Regel("B8 vloer", "alarm: p50 tegen de vloer", "ms", middle, bare_middle, bare, Doel(10.0)),
    ]
