"""The audit chain takes lines of many at once: each stands after the one that was written before it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from ketenhub.flow.auditcontrole import verify_all
from ketenhub.keys.kluis import Kluis
from ketenhub.keys.zegel import open_zegel
from ketenhub.store.keten import add_line
from ketenhub.store.wortels import read_heads

if TYPE_CHECKING:
    from ketenhub.store.opslag import Opslag

VEEL = 24


async def test_lines_that_are_added_at_the_same_moment_make_one_whole_chain(opslag: Opslag) -> None:
    async def add(n: int) -> None:
        async with opslag.walk() as tx:
            await add_line(tx, "casus:c1", f"regel {n}")
            await asyncio.sleep(0)

    await asyncio.gather(*(add(n) for n in range(VEEL)))
    assert await verify_all(opslag, open_zegel(Kluis(bytes(32))), {}) == []
    async with opslag.walk() as tx:
        assert [kop.volgnummer for kop in await read_heads(tx)] == [VEEL]


async def test_line_waits_for_the_one_before_it_and_reads_the_chain_after_the_wait(opslag: Opslag) -> None:
    first, second = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with opslag.walk() as tx:
            await add_line(tx, "casus:c1", "een")
            first.set()
            await second.wait()

    async def follow() -> None:
        await first.wait()
        async with opslag.walk() as tx:
            await tx.fetchval("select count(*) from audit")
            asyncio.get_running_loop().call_later(0.05, second.set)
            await add_line(tx, "casus:c1", "twee")

    await asyncio.gather(hold(), follow())
    assert await verify_all(opslag, open_zegel(Kluis(bytes(32))), {}) == []
    async with opslag.walk() as tx:
        assert [kop.volgnummer for kop in await read_heads(tx)] == [2]
