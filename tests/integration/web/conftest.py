"""One embedded server for the tests at the doors, and one served hub per module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from ketenhub.testing.postgres import a_server
from tests.integration.flow.test_scenario import play_until
from tests.integration.web.gastheer import Gastheer, a_gastheer

if TYPE_CHECKING:
    from ketenhub.store.server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run one embedded server for these tests."""
    with a_server() as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gastheer(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gastheer]:
    """Give a served hub that the tests of a module share."""
    async with a_gastheer(server, tmp_path_factory.mktemp("gastheer")) as found:
        yield found


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def plan(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gastheer]:
    """Give a served hub with one plan, in its first phase, that Veilig Thuis, police and municipality share."""
    async with a_gastheer(server, tmp_path_factory.mktemp("plan")) as found:
        await play_until(found.keten, 2)
        await found.keten.learn_references()
        yield found
