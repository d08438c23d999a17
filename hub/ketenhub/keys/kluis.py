"""Seal and open content: AES-256-GCM with a data key per (casus, organisation), wrapped by the master key (trust 7)."""

from __future__ import annotations

import hashlib
import hmac
import os
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ketenhub.domain.errors import Instellingsfout, Vernietigd
from ketenhub.keys.toeval import random_bytes

if TYPE_CHECKING:
    from pathlib import Path

NONCE = 12
SLEUTEL = 32
ONTHOUDEN = 4096
NAAM = 4


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a sealed value stands; moved elsewhere it does not open."""

    tabel: str
    kolom: str
    rij: str
    organisatie: str
    versie: int = 1

    def bytes(self) -> bytes:
        """Give the associated data."""
        return "\x1f".join((self.tabel, self.kolom, self.rij, self.organisatie, str(self.versie))).encode()


def create_master(path: Path) -> None:
    """Create a master key file, readable by its owner only; does nothing when it exists."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(random_bytes(SLEUTEL))


def read_master(path: Path) -> bytes:
    """Read the master key; raises Instellingsfout with the reason."""
    try:
        found = path.read_bytes()
    except OSError as error:
        raise Instellingsfout("KETENHUB_SLEUTELBESTAND", "dit bestand is niet leesbaar") from error
    if len(found) != SLEUTEL:
        raise Instellingsfout("KETENHUB_SLEUTELBESTAND", "dit is geen sleutel van 32 bytes")
    return found


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), SLEUTEL, None, f"ketenhub:{purpose}".encode()).derive(master)


def _hmac(master: bytes, purpose: str, parts: tuple[str, ...]) -> bytes:
    return hmac.new(_derive(master, purpose), "\x1f".join(parts).encode(), hashlib.sha256).digest()


def _name(master: bytes) -> bytes:
    return _derive(master, "naam")[:NAAM]


def _mark(master: bytes, purpose: str, parts: tuple[str, ...]) -> bytes:
    return _name(master) + _hmac(master, purpose, parts)


@dataclass(slots=True)
class Kluis:
    """Hold the master key, while rotating the one before, and a bounded number of opened data keys."""

    master: bytes = field(repr=False)
    vorige: bytes | None = field(default=None, repr=False)
    _open: OrderedDict[tuple[bytes, Plek], AESGCM] = field(default_factory=OrderedDict, repr=False)

    @property
    def key_id(self) -> str:
        """Give the name of the current generation; tells nothing of the key."""
        return _name(self.master).hex()

    def derive(self, purpose: str) -> bytes:
        """Give a key for one purpose (BSN matching, pseudonyms, signing), derived from the master key."""
        return _derive(self.master, purpose)

    def generations(self, purpose: str) -> tuple[bytes, ...]:
        """Give the key for one purpose of every generation, today's first."""
        return tuple(_derive(master, purpose) for master in (self.master, self.vorige) if master is not None)

    def new_data_key(self, plek: Plek) -> bytes:
        """Give a fresh data key, wrapped for this place."""
        nonce = random_bytes(NONCE)
        return nonce + AESGCM(self.derive("wikkel")).encrypt(nonce, random_bytes(SLEUTEL), plek.bytes())

    def _unwrap(self, wrapped: bytes, plek: Plek) -> bytes:
        for master in (self.master, self.vorige):
            if master is None:
                continue
            try:
                return AESGCM(_derive(master, "wikkel")).decrypt(wrapped[:NONCE], wrapped[NONCE:], plek.bytes())
            except InvalidTag:
                continue
        raise Vernietigd("sleutel")

    def rewrap(self, wrapped: bytes, plek: Plek) -> bytes:
        """Wrap a data key again under the current master key; the content stays as it is. Raises Vernietigd."""
        nonce = random_bytes(NONCE)
        return nonce + AESGCM(self.derive("wikkel")).encrypt(nonce, self._unwrap(wrapped, plek), plek.bytes())

    def _data_key(self, wrapped: bytes, plek: Plek) -> AESGCM:
        found = self._open.get((wrapped, plek))
        if found is None:
            found = self._open[wrapped, plek] = AESGCM(self._unwrap(wrapped, plek))
            if len(self._open) > ONTHOUDEN:
                self._open.popitem(last=False)
        else:
            self._open.move_to_end((wrapped, plek))
        return found

    def seal(self, sleutel: Datasleutel, plek: Plek, content: bytes) -> bytes:
        """Seal content for one place."""
        nonce = random_bytes(NONCE)
        return nonce + self._data_key(sleutel.gewikkeld, sleutel.plek).encrypt(nonce, content, plek.bytes())

    def open(self, sleutel: Datasleutel, plek: Plek, sealed: bytes) -> bytes:
        """Open content of one place; raises Vernietigd when key or place do not fit."""
        try:
            return self._data_key(sleutel.gewikkeld, sleutel.plek).decrypt(sealed[:NONCE], sealed[NONCE:], plek.bytes())
        except InvalidTag:
            raise Vernietigd(f"{plek.tabel}.{plek.kolom}") from None

    def mark(self, purpose: str, *parts: str) -> bytes:
        """Give a keyed hash for matching without storing what is matched (BSN, references of partners); it begins with the key's name."""
        return _mark(self.master, purpose, parts)

    def marks(self, purpose: str, *parts: str) -> tuple[bytes, ...]:
        """Give the mark under every generation of the key; while rotating both are tried (trust 7)."""
        return tuple(_mark(master, purpose, parts) for master in (self.master, self.vorige) if master is not None)

    def pseudonym(self, organisatie: str, persoon: str) -> str:
        """Give what this recipient calls a person, so that two partners cannot join their lists (F59)."""
        return "ps-" + _hmac(self.master, "pseudoniem", (organisatie, persoon)).hex()[:26]


@dataclass(frozen=True, slots=True)
class Datasleutel:
    """A wrapped data key and the place it was wrapped for."""

    gewikkeld: bytes
    plek: Plek
