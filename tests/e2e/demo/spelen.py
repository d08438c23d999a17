"""Play the demo for a test: a folder and ports of its own, as a command or in this process."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.json import Object

GEDULD = 240
POORTEN = 5
# below the ports that the system gives out by itself, and apart for each process that runs tests
EERSTE, RUIMTE = 20000, 3000


@contextmanager
def a_folder() -> Iterator[Path]:
    """Give a folder that the database's own user can get into, and take it away afterwards."""
    above = Path(tempfile.mkdtemp(prefix="kh-demo-"))
    above.chmod(0o755)
    try:
        yield above / "demo"
    finally:
        shutil.rmtree(above, ignore_errors=True)


def free_ports() -> int:
    """Give the first of so many free ports in a row."""
    own = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for first in range(EERSTE + own * RUIMTE + os.getpid() % 100 * POORTEN, EERSTE + (own + 1) * RUIMTE, POORTEN):
        probes = [socket.socket() for _ in range(POORTEN)]
        try:
            for n, probe in enumerate(probes):
                probe.bind(("127.0.0.1", first + n))
        except OSError:
            continue
        finally:
            for probe in probes:
                probe.close()
        return first
    raise AssertionError("no free ports")


@dataclass(frozen=True, slots=True)
class Afloop:
    """How the command ended, what it printed, and its summary when it gave one."""

    code: int
    uit: str
    fout: str

    @property
    def samenvatting(self) -> Object:
        """Give the summary."""
        found: Object = json.loads(self.uit)
        return found


def play_demo(folder: Path, *options: str, port: int | None = None) -> Afloop:
    """Run `ketenhub demo --once` to its end; `--ruim` where it may take its time on a busy machine."""
    command = [
        sys.executable,
        "-m",
        "ketenhub.cli",
        "demo",
        "--once",
        "--map",
        str(folder),
        "--poort",
        str(port or free_ports()),
        *options,
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=GEDULD, check=False)
    return Afloop(done.returncode, done.stdout, done.stderr)


def a_running_demo(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Start the demo and give it once its hub runs."""
    command = [sys.executable, "-m", "ketenhub.cli", "demo", "--map", str(folder), "--poort", str(port)]
    demo = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = time.monotonic() + GEDULD
    while time.monotonic() < end and demo.poll() is None:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.1)
    return demo


def cut_off_demo(folder: Path, port: int) -> None:
    """Kill a demo with -9 once its hub runs, so that all the rest stays behind."""
    demo = a_running_demo(folder, port)
    demo.kill()
    demo.wait()


def end_demo(folder: Path, port: int, *numbers: signal.Signals) -> None:
    """Stop a demo with these signals, one shortly after another, and wait for its end."""
    demo = a_running_demo(folder, port)
    for number in numbers:
        demo.send_signal(number)
        time.sleep(0.2)
    demo.wait(GEDULD)


def processes_of(folder: Path) -> list[str]:
    """Give the processes that still work in this folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode("utf-8", "replace").replace("\0", " ")
        except OSError:
            continue
        if str(folder) in words:
            found.append(words)
    return found
