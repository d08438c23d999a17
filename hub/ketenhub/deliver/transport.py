"""What goes out and what comes back, as values; a transport is anything that carries the one to the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol

from ketenhub.contract.bericht import Antwoord as Partnerantwoord

HOOGSTENS = 64 * 1024


class Fout(Enum):
    """Why there is no usable answer."""

    GEWEIGERD = "geweigerd"
    """Our own guard refused the address; nothing was sent."""
    TIJD = "tijd"
    """No whole answer within the time."""
    VERBINDING = "verbinding"
    """No connection, a broken one, or a certificate that does not fit."""
    ANTWOORD = "antwoord"
    """What came back is not readable as HTTP."""


@dataclass(frozen=True, slots=True)
class Verzoek:
    """One request: exact bytes to an address; the answer is read up to `hoogstens` bytes. Headers and body stay out of `repr`."""

    adres: str = field(repr=False)
    methode: str = "POST"
    kop: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    inhoud: bytes = field(default=b"", repr=False)
    hoogstens: int = HOOGSTENS


@dataclass(frozen=True, slots=True)
class Antwoord:
    """One answer: status 0 and a `fout` when there is none. `inhoud` is the beginning of the decoded body."""

    status: int = 0
    kop: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    inhoud: bytes = field(default=b"", repr=False)
    fout: Fout | None = None
    afgekapt: bool = False

    def header(self, name: str) -> str | None:
        """Give the first header with this name, in any spelling of case."""
        return next((value for key, value in self.kop if key.lower() == name.lower()), None)

    def as_contract(self) -> Partnerantwoord:
        """Give the answer as a plugin sees it."""
        return Partnerantwoord(self.status, (self.header("content-type") or "").partition(";")[0].strip().lower(), self.inhoud)


class Transport(Protocol):
    """Carry a request; trouble is an answer with a `fout`, never an exception."""

    async def send(self, verzoek: Verzoek) -> Antwoord:
        """Send once, within the time, and give what came back."""
        ...
