"""Where master keys come from: a file by default, a key service by the same face (architecture 2)."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ketenhub.domain.errors import Instellingsfout
from ketenhub.keys.kluis import SLEUTEL, Hoofdsleutels, Kluis
from ketenhub.keys.toeval import random_bytes


class Sleutelkast(Hoofdsleutels, Protocol):
    """Give the master keys; turn and close them."""

    def turn(self) -> None:
        """Make a new master key and keep the one before; where that was begun, finish it. Raises Instellingsfout."""
        ...

    def close(self) -> None:
        """Destroy the master key before this one; raises Instellingsfout."""
        ...


def _write_new(path: Path, content: bytes, naast: Path | None = None) -> None:
    """Write a file that only its owner can read, and wait until it is on disk; raises FileExistsError.

    When root does this, the owner is that of the file it stands beside: else the hub could not read its own key.
    """
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        if naast is not None and os.geteuid() == 0:
            os.fchown(handle, naast.stat().st_uid, naast.stat().st_gid)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Wait until the names in a folder are on disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def create_master(path: Path) -> None:
    """Create a master key file, readable by its owner only; does nothing when it exists."""
    try:
        _write_new(path, random_bytes(SLEUTEL))
    except FileExistsError:
        return


def read_master(path: Path) -> bytes:
    """Read the master key; raises Instellingsfout with the reason."""
    try:
        found = path.read_bytes()
    except OSError as error:
        raise Instellingsfout("KETENHUB_SLEUTELBESTAND", "dit bestand is niet leesbaar") from error
    if len(found) != SLEUTEL:
        raise Instellingsfout("KETENHUB_SLEUTELBESTAND", "dit is geen sleutel van 32 bytes")
    return found


@dataclass(frozen=True, slots=True)
class Bestandskast:
    """Master keys in files that only the hub's user can read; the one before stands beside it with `.vorig`."""

    pad: Path

    def _beside(self, uitgang: str) -> Path:
        return self.pad.with_name(f"{self.pad.name}.{uitgang}")

    @property
    def pad_vorig(self) -> Path:
        """Give the file of the key before this one."""
        return self._beside("vorig")

    def create(self) -> None:
        """Make a master key when there is none; only on explicit demand."""
        create_master(self.pad)

    def huidig(self) -> bytes:
        """Give the master key; raises Instellingsfout with the reason."""
        return read_master(self.pad)

    def vorig(self) -> bytes | None:
        """Give the key before this one, or None."""
        try:
            return read_master(self.pad_vorig)
        except Instellingsfout:
            if self.pad_vorig.exists():
                raise
            return None

    def turn(self) -> None:
        """Set the key aside, then let a new one take its place in one step: at any moment both can be read. Raises Instellingsfout."""
        before, aside = self.huidig(), self.vorig()
        if aside is not None and aside != before:
            return
        new = self._beside("nieuw")
        try:
            new.unlink(missing_ok=True)
            _write_new(new, random_bytes(SLEUTEL), self.pad)
            if aside is None:
                # under another name first, so that no half file ever stands there
                half = self._beside("half")
                half.unlink(missing_ok=True)
                _write_new(half, before, self.pad)
                half.rename(self.pad_vorig)
            _settle(self.pad.parent)
            new.rename(self.pad)
            _settle(self.pad.parent)
        except OSError as error:
            raise Instellingsfout("KETENHUB_SLEUTELBESTAND", "in deze map kan geen sleutel worden geschreven") from error

    def close(self) -> None:
        """Write over the key before this one and take its file away; raises Instellingsfout."""
        try:
            with self.pad_vorig.open("r+b") as file:
                file.write(bytes(SLEUTEL))
                file.flush()
                os.fsync(file.fileno())
            self.pad_vorig.unlink()
            _settle(self.pad.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise Instellingsfout("KETENHUB_SLEUTELBESTAND", "het bestand van de vorige sleutel kan niet weg") from error


def open_kluis(kast: Sleutelkast) -> Kluis:
    """Open the vault on a key store; raises Instellingsfout."""
    return Kluis(kast.huidig(), kast.vorig(), kast)
