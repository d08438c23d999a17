"""Seal and open content: AES-256-GCM with a data key per (casus, organisation), wrapped by the master key (trust 7)."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ketenhub.domain.errors import Instellingsfout, TeDruk, Vernietigd
from ketenhub.keys.ring import LEEG, NAAM, Geheim, Ring
from ketenhub.keys.toeval import random_bytes

NONCE = 12
SLEUTEL = 32
ONTHOUDEN = 4096
# a key wrapped before its generation had a name in front
NAAMLOOS = NONCE + SLEUTEL + 16
# how long a process believes what it read of the key store, and how long it goes on when it cannot read it again (trust 9)
VERS, HOUDBAAR = 60.0, 600.0


class Hoofdsleutels(Protocol):
    """Give the master key and, while rotating, the one before."""

    def huidig(self) -> bytes:
        """Give the master key of 32 bytes; raises Instellingsfout."""
        ...

    def vorig(self) -> bytes | None:
        """Give the master key before this one, or None when no rotation is under way."""
        ...


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


def _derive(master: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), SLEUTEL, None, f"ketenhub:{purpose}".encode()).derive(master)


def name_of(master: bytes) -> bytes:
    """Give the name of a master key; tells nothing of the key."""
    return _derive(master, "naam")[:NAAM]


def _hmac(secret: bytes, parts: tuple[str, ...]) -> bytes:
    return hmac.digest(secret, "\x1f".join(parts).encode(), hashlib.sha256)


@dataclass(slots=True)
class Kluis:
    """Hold the master key, while rotating the one before, the hub's own keys, and a bounded number of opened data keys.

    `naam` is the name of the current master key. With a `kast` the master keys are read again once a minute, and at once when a key
    bears a name that is not known here.
    """

    master: bytes = field(repr=False)
    vorige: bytes | None = field(default=None, repr=False)
    kast: Hoofdsleutels | None = field(default=None, repr=False)
    ring: Ring = field(default=LEEG, repr=False)
    klok: Callable[[], float] = field(default=time.monotonic, repr=False)
    naam: bytes = field(init=False)
    _wikkels: dict[bytes, AESGCM] = field(default_factory=dict, repr=False)
    _open: OrderedDict[tuple[bytes, Plek], AESGCM] = field(default_factory=OrderedDict, repr=False)
    _gelezen: float = field(default=0.0, repr=False)

    def __post_init__(self) -> None:
        """Make the wrapping keys ready."""
        self._take(self.master, self.vorige)

    def _take(self, master: bytes, vorige: bytes | None) -> None:
        self.master, self.vorige, self.naam, self._gelezen = master, vorige, name_of(master), self.klok()
        self._wikkels = {name_of(one): AESGCM(_derive(one, "wikkel")) for one in self._masters()}
        self._open.clear()

    def _masters(self) -> tuple[bytes, ...]:
        return tuple(one for one in (self.master, self.vorige) if one is not None)

    def reread(self) -> None:
        """Read the master keys again, and forget every data key that was opened; raises Instellingsfout."""
        if self.kast is not None:
            # the one before is set aside before another takes its place, so in this order none is missed
            self._take(self.kast.huidig(), self.kast.vorig())

    def _stay_fresh(self) -> None:
        age = self.klok() - self._gelezen
        if self.kast is None or age < VERS:
            return
        try:
            self.reread()
        except Instellingsfout:
            if age > HOUDBAAR:
                raise TeDruk("sleutel", "de hoofdsleutel is niet te lezen") from None

    def generations(self, purpose: str) -> tuple[bytes, ...]:
        """Give the key for one purpose of every readable generation, today's first."""
        return tuple(one.waarde for one in self._secrets(purpose))

    def _secrets(self, purpose: str) -> tuple[Geheim, ...]:
        return self.ring.geheimen.get(purpose) or self.derived(purpose)

    def derived(self, purpose: str) -> tuple[Geheim, ...]:
        """Give the first generations of a key for one purpose, as they followed from the master keys; today's first."""
        return tuple(Geheim(name_of(one), _derive(one, purpose)) for one in self._masters())

    def new_data_key(self, plek: Plek) -> bytes:
        """Give a fresh data key, wrapped for this place."""
        return self.wrap(random_bytes(SLEUTEL), plek)

    def wrap(self, key: bytes, plek: Plek) -> bytes:
        """Wrap a key for one place under the current master key, whose name stands in front."""
        self._stay_fresh()
        nonce = random_bytes(NONCE)
        return self.naam + nonce + self._wikkels[self.naam].encrypt(nonce, key, plek.bytes())

    def unwrap(self, wrapped: bytes, plek: Plek) -> bytes:
        """Give a wrapped key; raises Vernietigd when it is gone or stands elsewhere, TeDruk when its master key is not here."""
        self._stay_fresh()
        if len(wrapped) == NAAMLOOS:
            return _opened(self._wikkels.values(), wrapped, plek)
        if len(wrapped) < NAAMLOOS:
            raise Vernietigd("sleutel")
        return _opened((self._wikkel(wrapped[:NAAM]),), wrapped[NAAM:], plek)

    def _wikkel(self, naam: bytes) -> AESGCM:
        if naam not in self._wikkels:
            with suppress(Instellingsfout):
                self.reread()
        if naam not in self._wikkels:
            # never taken for destroyed: what is only out of reach here would else fall out of a casus in silence
            raise TeDruk("sleutel", "de hoofdsleutel waaronder dit staat, is hier niet")
        return self._wikkels[naam]

    def rewrap(self, wrapped: bytes, plek: Plek) -> bytes:
        """Wrap a data key again under the current master key; the content stays as it is. Raises Vernietigd, TeDruk."""
        return self.wrap(self.unwrap(wrapped, plek), plek)

    def _data_key(self, wrapped: bytes, plek: Plek) -> AESGCM:
        found = self._open.get((wrapped, plek))
        if found is None:
            found = AESGCM(self.unwrap(wrapped, plek))
            self._open[wrapped, plek] = found
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
        return self.marks(purpose, *parts)[0]

    def marks(self, purpose: str, *parts: str) -> tuple[bytes, ...]:
        """Give the mark under every readable generation of the key; while rotating both are tried (trust 7)."""
        return tuple(one.naam + _hmac(one.waarde, parts) for one in self._secrets(purpose))

    def pseudonym(self, organisatie: str, persoon: str) -> str:
        """Give what this recipient calls a person, so that two partners cannot join their lists (F59)."""
        return "ps-" + _hmac(self._secrets("pseudoniem")[0].waarde, (organisatie, persoon)).hex()[:26]


def _opened(wikkels: Iterable[AESGCM], wrapped: bytes, plek: Plek) -> bytes:
    for wikkel in wikkels:
        try:
            return wikkel.decrypt(wrapped[:NONCE], wrapped[NONCE:], plek.bytes())
        except InvalidTag:
            continue
    raise Vernietigd("sleutel")


@dataclass(frozen=True, slots=True)
class Datasleutel:
    """A wrapped data key and the place it was wrapped for."""

    gewikkeld: bytes
    plek: Plek
