"""On what machine, when and with which versions a run was made; nothing that names the machine or its user."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from ketenhub.main import now
from ketenhub.store.server import find_binaries

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

PAKKETTEN = ("ketenhub", "fastapi", "uvicorn", "uvloop", "httptools", "asyncpg", "pydantic", "orjson", "cryptography", "aiohttp")


def _processor() -> str:
    """Give the name of the processor as Linux tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        return platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory_gb() -> float:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)


def _postgres() -> str:
    said = subprocess.run([find_binaries() / "postgres", "--version"], capture_output=True, check=False, text=True).stdout
    return said.strip().rpartition(" ")[2] or "onbekend"


def describe() -> dict[str, Json]:
    """Give what the figures depend on beside the code; the load says how quiet it was."""
    return {
        "op": now().isoformat(timespec="seconds"),
        "processor": _processor(),
        "kernen": os.cpu_count() or 1,
        "geheugenGb": _memory_gb(),
        "belasting": [round(one, 2) for one in os.getloadavg()],
        "systeem": f"{platform.system()} {platform.release().partition('-')[0]}",
        "python": platform.python_version(),
        "postgresql": _postgres(),
        "pakketten": {name: version(name) for name in PAKKETTEN},
    }
