"""The files that the rules of the house look at."""

import pytest

from tools.tree import ROOT, Tree


@pytest.fixture(scope="session")
def tree() -> Tree:
    """Hand out the project."""
    return Tree(ROOT)
