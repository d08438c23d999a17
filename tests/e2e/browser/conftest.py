"""One hub and one browser for the tests of a module; every test begins without pages and ends without faults."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from ketenhub.testing.postgres import a_server
from tests.e2e.browser.wereld import CHROMIUM, Kamer, a_kamer

if TYPE_CHECKING:
    from ketenhub.store.server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run one embedded server for these tests."""
    with a_server() as running:
        yield running


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give Debian's Chromium, which comes with no download."""
    if not Path(CHROMIUM).exists():
        pytest.skip("Debian's Chromium is not installed")
    return CHROMIUM


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def huis(server: Server, chromium: str, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kamer]:
    """Serve a hub and start the browser."""
    async with a_kamer(server, tmp_path_factory.mktemp("browser")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def kamer(huis: Kamer) -> AsyncIterator[Kamer]:
    """Give the browser without pages; a fault on the console or against the content policy fails the test."""
    yield huis
    faults = list(huis.fouten)
    await huis.close()
    assert faults == []
