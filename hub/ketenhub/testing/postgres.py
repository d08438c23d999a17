"""A real PostgreSQL for tests: one server per run, a fresh database per test module."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ketenhub.keys import nieuw_id
from ketenhub.store.migratie import create_database, migrate
from ketenhub.store.opslag import open_opslag
from ketenhub.store.server import DATABASE, Server, find_binaries

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from ketenhub.store.opslag import Opslag

MAL = "ketenhub_mal"
# a test outlives a killed PostgreSQL, never a machine that stops: so nothing needs to wait for the disk
ZONDER_SCHIJF = MappingProxyType({"fsync": "off", "full_page_writes": "off"})


@contextmanager
def a_server(binaries: Path | None = None, extra: Mapping[str, str] = ZONDER_SCHIJF) -> Iterator[Server]:
    """Run a server of its own in a folder that goes away afterwards; without `extra` it waits for the disk, as in production."""
    above = Path(tempfile.mkdtemp(prefix="kh-"))
    above.chmod(0o755)
    server = Server(above / "pg", binaries or find_binaries(), extra)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(above, ignore_errors=True)


def database_url(server: Server, name: str) -> str:
    """Give the address of one database for the login user of the hub."""
    return server.url.replace(f"/{DATABASE}?", f"/{name}?")


def owner_database_url(server: Server, name: str) -> str:
    """Give the address of one database for migrations, and for tests that tamper."""
    return server.owner_url.replace(f"/{DATABASE}?", f"/{name}?")


async def fresh_database(server: Server) -> str:
    """Give the name of a new, migrated database on the server; a copy of one that is migrated once per server."""
    await create_database(server.owner_url, MAL)
    await migrate(owner_database_url(server, MAL))
    name = "t" + nieuw_id().lower().replace("-", "_")
    await create_database(server.owner_url, name, template=MAL)
    return name


@asynccontextmanager
async def a_store(server: Server, name: str | None = None) -> AsyncIterator[Opslag]:
    """Open the store on a fresh database, or on the one named."""
    name = name or await fresh_database(server)
    opslag = await open_opslag(database_url(server, name), size=4)
    try:
        yield opslag
    finally:
        await asyncio.wait_for(opslag.close(), 10)
