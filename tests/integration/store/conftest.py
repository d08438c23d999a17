"""One server per kind of PostgreSQL, a fresh database per test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.store.server import find_system_binaries
from ketenhub.testing.postgres import a_server, a_store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from ketenhub.store.opslag import Opslag
    from ketenhub.store.server import Server


@pytest.fixture(scope="session", params=["embedded", "debian"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    """Run the embedded server, and Debian's where it is installed."""
    binaries = find_system_binaries() if request.param == "debian" else None
    if request.param == "debian" and binaries is None:
        pytest.skip("Debian's PostgreSQL is not installed")
    with a_server(binaries) as running:
        yield running


@pytest.fixture
async def opslag(server: Server) -> AsyncIterator[Opslag]:
    """Open a store on a fresh database."""
    async with a_store(server) as found:
        yield found
