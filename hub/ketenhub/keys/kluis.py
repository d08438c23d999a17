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


@dataclass(slots=True)
class Kluis:
    """Hold the master key and a bounded number of opened data keys."""

    master: bytes
    _open: OrderedDict[bytes, AESGCM] = field(default_factory=OrderedDict)

    def derive(self, purpose: str) -> bytes:
        """Give a key for one purpose (BSN matching, pseudonyms, signing), derived from the master key."""
        return HKDF(SHA256(), SLEUTEL, None, f"ketenhub:{purpose}".encode()).derive(self.master)

    def new_data_key(self, plek: Plek) -> bytes:
        """Give a fresh data key, wrapped for this place."""
        nonce = random_bytes(NONCE)
        return nonce + AESGCM(self.derive("wikkel")).encrypt(nonce, random_bytes(SLEUTEL), plek.bytes())

    def _data_key(self, wrapped: bytes, plek: Plek) -> AESGCM:
        found = self._open.get(wrapped)
        if found is None:
            try:
                raw = AESGCM(self.derive("wikkel")).decrypt(wrapped[:NONCE], wrapped[NONCE:], plek.bytes())
            except InvalidTag:
                raise Vernietigd("sleutel") from None
            found = self._open[wrapped] = AESGCM(raw)
            if len(self._open) > ONTHOUDEN:
                self._open.popitem(last=False)
        else:
            self._open.move_to_end(wrapped)
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
        """Give a keyed hash for matching without storing what is matched (BSN, references of partners)."""
        return hmac.new(self.derive(purpose), "\x1f".join(parts).encode(), hashlib.sha256).digest()

    def pseudonym(self, organisatie: str, persoon: str) -> str:
        """Give what this recipient calls a person, so that two partners cannot join their lists (F59)."""
        return "ps-" + self.mark("pseudoniem", organisatie, persoon).hex()[:26]


@dataclass(frozen=True, slots=True)
class Datasleutel:
    """A wrapped data key and the place it was wrapped for."""

    gewikkeld: bytes
    plek: Plek
