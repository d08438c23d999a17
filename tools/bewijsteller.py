"""A pytest plugin that counts what ran, for `make prove`: how many tests passed, failed or were skipped, and the figures they gave."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

TELT: Counter[str] = Counter()
CIJFERS: Counter[str] = Counter()
MIS: list[str] = []


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Count a test by how it ended."""
    if report.failed:
        MIS.append(f"{report.nodeid} ({report.when})")
    if report.when == "call" or report.skipped:
        TELT[report.outcome] += 1
        for name, value in report.user_properties:
            CIJFERS[name] += int(str(value))
        sys.stderr.write(f"\r  {sum(TELT.values())} toetsen " if sys.stderr.isatty() else "")


def pytest_sessionfinish() -> None:
    """Write down what was counted."""
    found = {"telt": dict(TELT), "cijfers": dict(CIJFERS), "mis": MIS}
    Path(os.environ["KETENHUB_TELLING"]).write_text(json.dumps(found), "utf-8")
