"""Write down what the walk really asks of the database, statement by statement, with the values."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import asyncpg

from ketenhub.contract.bericht import Bericht
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.flow.aannemen import Gegeven, Post, accept
from ketenhub.store.opslag import Opslag

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Sequence

    from asyncpg.connection import LoggedQuery

    from ketenhub.flow.hub import Hub

BEGIN, COMMIT = "BEGIN;", "COMMIT;"
ANTWOORD = b'{"bericht":"bench","status":"aangenomen","ontvangenOp":"2026-01-01T00:00:00.000000Z"}'


@dataclass(frozen=True, slots=True)
class Opdracht:
    """One statement with its values, once per row; `samen` when the rows went in one go."""

    sql: str
    rijen: tuple[tuple[object, ...], ...]
    samen: bool = False


@dataclass(slots=True)
class Opname:
    """The statements of a walk, and every id that was made for it."""

    opdrachten: list[Opdracht] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)

    def clear(self) -> None:
        """Forget what was written down so far."""
        self.opdrachten.clear()
        self.ids.clear()

    def write_down(self, asked: LoggedQuery) -> None:
        """Keep one statement; called by the driver."""
        if isinstance(asked.args, tuple):
            self.opdrachten.append(Opdracht(asked.query, (asked.args,)))
        elif asked.args:
            self.opdrachten.append(Opdracht(asked.query, tuple(tuple(row) for row in asked.args), samen=True))

    def transaction(self) -> list[Opdracht]:
        """Give the transaction that wrote the contribution, without its BEGIN and COMMIT."""
        found: list[Opdracht] = []
        for one in self.opdrachten:
            if one.sql == BEGIN:
                found = []
            elif one.sql == COMMIT and any("into bijdrage" in each.sql for each in found):
                return found
            else:
                found.append(one)
        return []


@asynccontextmanager
async def recorded(url: str, opname: Opname) -> AsyncIterator[Opslag]:
    """Open a store that writes down what is asked of it."""

    async def listen(connection: asyncpg.Connection[asyncpg.Record]) -> None:
        connection.add_query_logger(opname.write_down)

    async def pool(role: str, least: int = 1) -> asyncpg.Pool[asyncpg.Record]:
        settings = {"role": role, "application_name": "ketenhub-bench"}
        return await asyncpg.create_pool(url, min_size=least, max_size=1, init=listen, server_settings=settings)

    opslag = Opslag(await pool("ketenhub_loop"), await pool("ketenhub_verzoek"), await pool("ketenhub_regels", 0))
    try:
        yield opslag
    finally:
        await opslag.close()


async def take_in(hub: Hub, organisatie: str, berichten: Iterable[bytes]) -> None:
    """Let contributions walk in this process, as the door would."""
    for inhoud in berichten:
        bericht = Bericht(organisatie, MEDIATYPE, inhoud, hub.nu())
        await accept(hub, Post(bericht, "canoniek", lambda _: Gegeven(201, "application/json", ANTWOORD)))


async def record_walk(hub: Hub, url: str, organisatie: str, berichten: Sequence[bytes]) -> Opname:
    """Let contributions walk and give what the last asked of the database; the ones before it let the driver learn the types."""
    opname = Opname()

    def fresh() -> str:
        opname.ids.append(hub.nieuw_id())
        return opname.ids[-1]

    async with recorded(url, opname) as opslag:
        listening = replace(hub, opslag=opslag, nieuw_id=fresh, wek=lambda: None)
        for inhoud in berichten:
            await asyncio.sleep(0)
            opname.clear()
            await take_in(listening, organisatie, [inhoud])
        await asyncio.sleep(0)
    return opname
