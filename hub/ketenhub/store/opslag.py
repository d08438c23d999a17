"""The database as three ways in: the walk, a request in the name of one organisation, and who administers rules."""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import asyncpg

from ketenhub.domain.errors import GeenToegang, Instellingsfout, NietGevonden, TeDruk
from ketenhub.store.namens import locally

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from asyncpg.pool import PoolConnectionProxy

Result = TypeVar("Result")
OIN = re.compile(r"[0-9]{20}")
POGINGEN = 3
WACHT = 2.0
GEDULD = 5.0  # for one statement: a database that hangs is as good as away
NIET_GEMAAKT = (
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidParameterValueError,
    asyncpg.UndefinedObjectError,
    asyncpg.InsufficientPrivilegeError,
)
OPNIEUW = (asyncpg.SerializationError, asyncpg.DeadlockDetectedError)
WEG = (  # away, full, not yet or no longer the one that writes, or a lock that another holds too long
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    # the driver lost count: the server said farewell between two statements, and the line was not down yet at the next
    asyncpg.InternalClientError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.InsufficientResourcesError,
    asyncpg.ReadOnlySQLTransactionError,
    asyncpg.LockNotAvailableError,
)

Tx: TypeAlias = "PoolConnectionProxy[asyncpg.Record]"


@dataclass(frozen=True, slots=True)
class Opslag:
    """Three pools, each under its own role; nobody runs as owner (trust 6)."""

    lopen: asyncpg.Pool[asyncpg.Record]
    kijken: asyncpg.Pool[asyncpg.Record]
    regelen: asyncpg.Pool[asyncpg.Record]

    @asynccontextmanager
    async def walk(self) -> AsyncIterator[Tx]:
        """Open a transaction of the walk; raises TeDruk when the database is away."""
        async with _connection(self.lopen) as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def rehearsal(self) -> AsyncIterator[Tx]:
        """Open a transaction of the walk of which nothing is kept, whatever happens; raises TeDruk when the database is away."""
        async with _connection(self.lopen) as connection:
            transaction = connection.transaction()
            await transaction.start()
            try:
                yield connection
            finally:
                await transaction.rollback()

    @asynccontextmanager
    async def request(self, organisatie: str) -> AsyncIterator[Tx]:
        """Open a transaction that sees only what this organisation takes part in; gone with the transaction.

        Made for a person it sees less: nothing that is closed to that person, or assigned to others (`store/namens.py`).
        What the database refuses to show or write does not exist for the caller: NietGevonden (trust 6).
        """
        if not OIN.fullmatch(organisatie):
            raise GeenToegang("organisatie")
        try:
            async with _connection(self.kijken) as connection, connection.transaction():
                await connection.execute(locally(organisatie))
                yield connection
        except asyncpg.InsufficientPrivilegeError:
            raise NietGevonden("verwijzing") from None

    @asynccontextmanager
    async def rules(self) -> AsyncIterator[Tx]:
        """Open a transaction of who administers rules: it reaches no table with content, whatever is asked of it."""
        async with _connection(self.regelen) as connection, connection.transaction():
            yield connection

    async def close(self) -> None:
        """Close all pools."""
        await self.lopen.close()
        await self.kijken.close()
        await self.regelen.close()


@asynccontextmanager
async def _connection(pool: asyncpg.Pool[asyncpg.Record]) -> AsyncIterator[Tx]:
    try:
        async with pool.acquire(timeout=WACHT) as connection:
            yield connection
    except (TimeoutError, *WEG):
        raise TeDruk("database", "de database antwoordt niet") from None


async def open_opslag(url: str, size: int = 8) -> Opslag:
    """Connect the pools; raises TeDruk when the database is away, Instellingsfout when database or roles were never made."""

    async def pool(role: str) -> asyncpg.Pool[asyncpg.Record]:
        return await asyncpg.create_pool(
            url,
            min_size=1,
            max_size=size,
            timeout=WACHT,
            command_timeout=GEDULD,
            server_settings={"role": role, "application_name": "ketenhub", "lock_timeout": f"{WACHT:g}s"},
        )

    try:
        return Opslag(await pool("ketenhub_loop"), await pool("ketenhub_verzoek"), await pool("ketenhub_regels"))
    except NIET_GEMAAKT as error:
        raise Instellingsfout("database", "de database of een rol ontbreekt: draai ketenhub migrate, zie deploy/README.md") from error
    except (TimeoutError, *WEG):
        raise TeDruk("database", "de database antwoordt niet") from None


async def retried(act: Callable[[], Awaitable[Result]]) -> Result:
    """Do a whole transaction again after a serialisation failure or deadlock, at most three times."""
    for left in range(POGINGEN, 0, -1):
        try:
            return await act()
        except OPNIEUW:
            if left == 1:
                raise TeDruk("database", "te veel tegelijk op een casus") from None
    raise TeDruk("database")
