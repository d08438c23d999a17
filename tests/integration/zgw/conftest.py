"""A region with real systems around a real hub, fresh for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest

from ketenhub.testing.postgres import a_server
from tests.integration.testing.wereld import Wereld, a_region

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.store.server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run one embedded server for these tests."""
    with a_server() as running:
        yield running


@pytest.fixture
async def wereld(server: Server, tmp_path: Path) -> AsyncIterator[Wereld]:
    """Give a region that runs."""
    async with a_region(server, tmp_path) as found:
        yield found
