"""A hub on a real database with the rules it comes with."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest

from ketenhub.main import load_rules
from ketenhub.testing.postgres import a_server
from tests.integration.flow.keten import Keten, a_keten

if TYPE_CHECKING:
    from pathlib import Path

    from ketenhub.store.server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run one embedded server for these tests."""
    with a_server() as running:
        yield running


@pytest.fixture
async def keten(server: Server, tmp_path: Path) -> AsyncIterator[Keten]:
    """Give a hub with the rules it comes with."""
    async with a_keten(server, tmp_path, load_rules()) as found:
        yield found
