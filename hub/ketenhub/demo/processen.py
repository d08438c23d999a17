"""Keep the demo's processes running: start them, restart what dies, stop everything."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.demo.regio import DEELNEMERS
from ketenhub.demo.resten import DATABASE, DEMO, note_processes
from ketenhub.domain.errors import Instellingsfout
from ketenhub.store.server import Server

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ketenhub.demo.regio import Regio

KIJK = 0.1
GEDULD = 10.0


@dataclass(slots=True)
class Proces:
    """One process of the demo, by name; what it says goes to a file beside its data."""

    naam: str
    opdracht: list[str]
    omgeving: dict[str, str]
    verslag: Path
    draait: subprocess.Popen[bytes] | None = None
    herstart: int = 0

    def start(self) -> None:
        """Start the process apart from our terminal, so that Ctrl-C reaches us alone."""
        with self.verslag.open("ab") as verslag:
            self.draait = subprocess.Popen(
                self.opdracht,
                env={**os.environ, **self.omgeving},
                stdin=subprocess.DEVNULL,
                stdout=verslag,
                stderr=verslag,
                start_new_session=True,
            )

    def alive(self) -> bool:
        """Tell whether it runs."""
        return self.draait is not None and self.draait.poll() is None

    def ask_to_stop(self) -> None:
        """Ask it to stop, without waiting."""
        if self.draait is not None and self.alive():
            self.draait.send_signal(signal.SIGTERM)

    def stop(self) -> None:
        """Ask it to stop; kill it when it does not."""
        self.ask_to_stop()
        if self.draait is None:
            return
        try:
            self.draait.wait(GEDULD)
        except subprocess.TimeoutExpired:
            self.draait.kill()
            self.draait.wait()


@dataclass(slots=True)
class Opzicht:
    """Watch over the database and all processes; a killed one is started again."""

    regio: Regio
    server: Server
    processen: list[Proces] = field(default_factory=list)
    database_herstart: int = 0
    klaar: bool = False

    @classmethod
    def of(cls, regio: Regio, regels: Path | None = None, database: Mapping[str, str] | None = None) -> Opzicht:
        """Lay out the processes: hub, worker, and a system per partner; `regels` are other sharing rules than the hub's own.

        `database` are settings of PostgreSQL beside the hub's own.
        """
        server = Server(regio.map / "pg", extra=database or {})
        settings = {
            "KETENHUB_DATAMAP": str(regio.map),
            "KETENHUB_DATABASE_URL": server.url,
            "KETENHUB_KETEN": str(regio.keten),
            "KETENHUB_ADRES": regio.hub,
            "KETENHUB_POORT": regio.hub.rpartition(":")[2],
            "KETENHUB_DEMO": "1",
            "KETENHUB_GEWOON_VENSTER": "0",
            "KETENHUB_WORKER__LEASE": "30",
            **({"KETENHUB_REGELS": str(regels)} if regels is not None else {}),
        }
        own = [sys.executable, "-m", "ketenhub.cli"]
        found = [
            Proces("hub", [*own, "serve"], settings, regio.map / "hub.log"),
            Proces("worker", [*own, "worker"], settings, regio.map / "worker.log"),
        ]
        for d in DEELNEMERS:
            command = [sys.executable, "-m", "ketenhub.testing.simulator", str(regio.settings_of(d)), str(regio.port(d))]
            found.append(Proces(d.sleutel, command, {}, regio.map / f"{d.sleutel}.log"))
        return cls(regio, server, found)

    def start(self) -> None:
        """Start everything that does not run yet."""
        for proces in self.processen:
            if not proces.alive():
                proces.start()
        self.note()

    def note(self) -> None:
        """Note what runs, for the next demo in this folder if this one is cut off."""
        own = [(p.naam, p.draait.pid) for p in self.processen if p.draait is not None]
        database = [(DATABASE, self.server.pid)] if self.server.pid is not None else []
        note_processes(self.regio.map, [(DEMO, os.getpid()), *database, *own])

    async def watch(self) -> None:
        """Start again whatever dies, until told that all is done; a database that does not start is tried again."""
        while not self.klaar:
            await asyncio.sleep(KIJK)
            if self.server.pid is None:
                self.database_herstart += 1
                with suppress(Instellingsfout):
                    await asyncio.to_thread(self.server.start)
                self.note()
            for proces in self.processen:
                if not self.klaar and not proces.alive():
                    proces.herstart += 1
                    proces.start()
                    self.note()

    def stop(self) -> None:
        """Stop everything, the database last."""
        self.klaar = True
        for proces in self.processen:
            proces.ask_to_stop()
        for proces in self.processen:
            proces.stop()
        self.server.stop()
