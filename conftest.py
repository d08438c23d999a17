"""What every test in this workspace has in common: closed sockets, and the night's tests apart."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent
LOOPBACK = ["127.0.0.1", "::1", "localhost"]
OPEN_FOLDERS = (ROOT / "tests" / "integration", ROOT / "tests" / "e2e")
NACHT = bool(os.environ.get("KETENHUB_NACHT"))

settings.register_profile("dag", deadline=None, max_examples=60, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nacht", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nacht" if NACHT else "dag")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Open loopback for the tests that say so, and leave the long forms for the night."""
    for item in items:
        if item.get_closest_marker("socket") or any(folder in item.path.parents for folder in OPEN_FOLDERS):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))
        if item.get_closest_marker("slow") and not NACHT:
            item.add_marker(pytest.mark.skip(reason="lange vorm: make nightly"))
