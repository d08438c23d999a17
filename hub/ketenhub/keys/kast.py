"""Where master keys come from: a file by default, a key service by the same face (architecture 2)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ketenhub.keys.kluis import Kluis, create_master, read_master


class Sleutelkast(Protocol):
    """Give the master key and, while rotating, the one before."""

    def huidig(self) -> bytes:
        """Give the master key of 32 bytes; raises Instellingsfout."""
        ...

    def vorig(self) -> bytes | None:
        """Give the master key before this one, or None when no rotation is under way."""
        ...


@dataclass(frozen=True, slots=True)
class Bestandskast:
    """Master keys in files that only the hub's user can read; the one before stands beside it with `.vorig`."""

    pad: Path

    @property
    def pad_vorig(self) -> Path:
        """Give the file of the key before this one."""
        return self.pad.with_name(f"{self.pad.name}.vorig")

    def create(self) -> None:
        """Make a master key when there is none; only on explicit demand."""
        create_master(self.pad)

    def huidig(self) -> bytes:
        """Give the master key; raises Instellingsfout with the reason."""
        return read_master(self.pad)

    def vorig(self) -> bytes | None:
        """Give the key before this one, or None."""
        return read_master(self.pad_vorig) if self.pad_vorig.exists() else None


def open_kluis(kast: Sleutelkast) -> Kluis:
    """Open the vault on a key store; raises Instellingsfout."""
    return Kluis(kast.huidig(), kast.vorig())
