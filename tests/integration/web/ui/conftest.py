"""One hub with a played household for the tests of a module."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from tests.integration.web.ui.scherm import Scherm, a_scherm

if TYPE_CHECKING:
    from ketenhub.store.server import Server


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scherm(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scherm]:
    """Give the hub; a test that moves the clock moves it back."""
    async with a_scherm(server, tmp_path_factory.mktemp("scherm")) as found:
        yield found
