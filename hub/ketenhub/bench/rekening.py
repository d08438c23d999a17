"""What processes used, by the operating system's own accounting (/proc)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ketenhub.domain.errors import Instellingsfout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

PROC = Path("/proc")
# positions behind the name in /proc/PID/stat, see proc_pid_stat(5)
OUDER, UTIME, STIME, CUTIME, CSTIME = 1, 11, 12, 13, 14


@dataclass(frozen=True, slots=True)
class Geheugen:
    """Memory of one process in MB: resident, and its proportional share of what it has in common with others."""

    rss: float
    pss: float


def check_accounting(proc: Path = PROC) -> None:
    """Refuse where the system has no /proc; raises Instellingsfout."""
    if not (proc / "self" / "stat").exists():
        raise Instellingsfout("bench", "dit systeem heeft geen /proc; de bench rekent met de boekhouding van Linux")


def _stat(pid: int, proc: Path) -> list[str]:
    """Give the fields behind the name; empty when the process is gone."""
    try:
        return (proc / str(pid) / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return []


def tree(root: int, proc: Path = PROC) -> list[int]:
    """Give a process and everything that descends from it."""
    parents: dict[int, list[int]] = {}
    for folder in proc.iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name), proc)):
            parents.setdefault(int(fields[OUDER]), []).append(int(folder.name))
    found = [root]
    for pid in found:
        found += parents.get(pid, [])
    return found


def cpu_seconds(root: int, proc: Path = PROC) -> float:
    """Give user and system time of a process tree, with that of children that ended meanwhile."""
    ticks = 0
    for pid in tree(root, proc):
        fields = _stat(pid, proc)
        ticks += sum(int(fields[n]) for n in (UTIME, STIME, CUTIME, CSTIME)) if fields else 0
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid: int, proc: Path = PROC) -> Geheugen:
    """Give what a process holds in memory now."""
    text = (proc / str(pid) / "smaps_rollup").read_text("ascii")
    sizes = {line.split(":")[0]: int(line.split()[1]) for line in text.splitlines()[1:] if line.endswith("kB")}
    return Geheugen(sizes["Rss"] / 1024, sizes["Pss"] / 1024)


@dataclass(slots=True)
class Rekening:
    """An account of named processes: what each used since the last look."""

    processen: Mapping[str, Callable[[], int | None]]
    _stand: dict[str, float]

    @classmethod
    def open(cls, processen: Mapping[str, Callable[[], int | None]]) -> Rekening:
        """Begin to count."""
        account = cls(processen, {})
        account.take()
        return account

    def take(self) -> dict[str, float]:
        """Give the CPU seconds per process since the last time, and begin again."""
        used = {}
        for name, find in self.processen.items():
            pid = find()
            now = cpu_seconds(pid) if pid is not None else 0.0
            used[name] = now - self._stand.get(name, 0.0)
            self._stand[name] = now
        return used
