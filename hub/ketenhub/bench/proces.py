"""Start and stop the processes that are measured, each by its name."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping
    from pathlib import Path

GEDULD = 30.0
STOPTIJD = 20.0
KIJK = 0.01


def free_port() -> int:
    """Give a port on loopback that is free now; raises Instellingsfout."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 0))
        except OSError:
            raise Instellingsfout("bench", "er is geen vrije poort op 127.0.0.1") from None
        port: int = probe.getsockname()[1]
    return port


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What to start: a name, a module with its arguments, settings, the port it will listen on, and a line for its standard input."""

    naam: str
    argumenten: tuple[str, ...]
    instellingen: Mapping[str, str]
    poort: int | None = None
    invoer: str = ""


def clean_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Give our environment with these settings of the hub, and no others."""
    return {name: value for name, value in os.environ.items() if not name.startswith("KETENHUB_")} | dict(settings)


def listens(port: int) -> bool:
    """Tell whether something on loopback takes connections at this port."""
    with socket.socket() as knock:
        knock.settimeout(1)
        return knock.connect_ex(("127.0.0.1", port)) == 0


def last_line(verslag: Path) -> str:
    """Give the last line that a process wrote: its reason when it stopped."""
    lines = verslag.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else "zonder reden"


def _spawn(opdracht: Opdracht, folder: Path) -> subprocess.Popen[bytes]:
    """Start apart from our terminal, so that Ctrl-C reaches us alone."""
    with (folder / f"{opdracht.naam}.log").open("wb") as verslag:
        child = subprocess.Popen(
            [sys.executable, "-m", *opdracht.argumenten],
            env=clean_environment(opdracht.instellingen),
            stdin=subprocess.PIPE,
            stdout=verslag,
            stderr=verslag,
            start_new_session=True,
        )
    if child.stdin is not None:
        child.stdin.write(opdracht.invoer.encode())
        child.stdin.close()
    return child


async def _await_port(child: subprocess.Popen[bytes], opdracht: Opdracht) -> None:
    end = time.monotonic() + GEDULD
    while opdracht.poort is not None and not listens(opdracht.poort):
        if child.poll() is not None or time.monotonic() > end:
            raise Instellingsfout("bench", f"{opdracht.naam} startte niet op poort {opdracht.poort}")
        await asyncio.sleep(KIJK)


def stop(child: subprocess.Popen[bytes]) -> None:
    """Ask a process to stop, and kill it when it does not."""
    child.terminate()
    try:
        child.wait(STOPTIJD)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


@asynccontextmanager
async def running(opdracht: Opdracht, folder: Path) -> AsyncIterator[subprocess.Popen[bytes]]:
    """Run one process while this lasts.

    Raises Instellingsfout when its port is taken, and with its last words when it does not start or ends by itself.
    """
    if opdracht.poort is not None and listens(opdracht.poort):
        raise Instellingsfout("bench", f"poort {opdracht.poort} is bezet; stop wat daar draait en probeer het opnieuw")
    child = _spawn(opdracht, folder)
    try:
        await _await_port(child, opdracht)
        yield child
    finally:
        died = child.poll() is not None
        stop(child)
        if died:
            raise Instellingsfout("bench", f"{opdracht.naam} stopte vanzelf: {last_line(folder / f'{opdracht.naam}.log')}")
