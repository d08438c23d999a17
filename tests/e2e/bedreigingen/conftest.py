"""One server for the stories of the threats."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from ketenhub.testing.postgres import a_server

if TYPE_CHECKING:
    from ketenhub.store.server import Server


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Run one embedded server for these tests."""
    with a_server() as running:
        yield running
