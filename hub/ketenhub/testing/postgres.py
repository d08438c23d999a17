"""A real PostgreSQL for tests: one server per run, a fresh database per test module."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from ketenhub.keys import nieuw_id
from ketenhub.store.migratie import create_database, drop_database, migrate
from ketenhub.store.opslag import open_opslag
from ketenhub.store.server import DATABASE, Server, find_binaries

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Mapping

    from ketenhub.store.opslag import Opslag

MAL = "ketenhub_mal"
# a test outlives a killed PostgreSQL, never a machine that stops: so nothing needs to wait for the disk
ZONDER_SCHIJF = MappingProxyType({"fsync": "off", "full_page_writes": "off", "max_wal_size": "64MB"})
GEHEUGEN, RUIMTE = Path("/dev/shm"), 6 * 2**30  # noqa: S108 - a folder with a random name is made in it


def _place(extra: Mapping[str, str]) -> str | None:
    """Give where a server that needs no disk stands: in memory where there is room for the databases of a whole run."""
    if extra is not ZONDER_SCHIJF or not GEHEUGEN.is_dir():
        return None
    about = os.statvfs(GEHEUGEN)
    fits = about.f_bavail * about.f_frsize > RUIMTE and not about.f_flag & os.ST_NOEXEC
    return str(GEHEUGEN) if fits and os.access(GEHEUGEN, os.W_OK) else None


@contextmanager
def a_server(binaries: Path | None = None, extra: Mapping[str, str] = ZONDER_SCHIJF) -> Iterator[Server]:
    """Run a server of its own in a folder that goes away afterwards; without `extra` it waits for the disk, as in production."""
    above = Path(tempfile.mkdtemp(prefix="kh-", dir=_place(extra)))
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
    """Open the store on a fresh database that goes away afterwards, or on the one named, which stays."""
    found = name or await fresh_database(server)
    opslag = await open_opslag(database_url(server, found), size=4)
    try:
        yield opslag
    finally:
        await asyncio.wait_for(opslag.close(), 10)
        if name is None:
            await drop_database(server.owner_url, found)
