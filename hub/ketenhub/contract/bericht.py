"""A message as it came or goes: bytes with a media type, and what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

CONTRACT = 1


@dataclass(frozen=True, slots=True)
class Opgehaald:
    """One resource that the hub fetched for a plugin: its address, status and exact bytes."""

    adres: str
    status: int
    inhoud: bytes


@dataclass(frozen=True, slots=True)
class Bericht:
    """A message from a partner: exact bytes, media type, sender (OIN) and when the hub heard it.

    `opgehaald` holds what the hub fetched when the plugin answered with an `Ophaalverzoek`.
    """

    organisatie: str
    mediatype: str
    inhoud: bytes
    ontvangen_op: datetime
    opgehaald: tuple[Opgehaald, ...] = ()


@dataclass(frozen=True, slots=True)
class Ophaalverzoek:
    """Ask the hub to fetch these addresses and to call `translate_in` again with what came back; asked again, what comes is added."""

    adressen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Aanleiding:
    """Why something goes out: kind (`melding`, `terugkoppeling`, `wijziging`, ...), the item, and a random id for the message.

    `adres` is where the recipient can fetch its view; `volgnummer` counts per recipient, casus and lane.
    """

    soort: str
    bericht_id: str
    op: datetime
    item: str | None = None
    ernst: str | None = None
    adres: str = ""
    volgnummer: int = 0


@dataclass(frozen=True, slots=True)
class UitBericht:
    """A rendered message for a partner: exact bytes, media type and extra headers."""

    mediatype: str
    inhoud: bytes
    kop: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Antwoord:
    """What a partner answered: status, media type and the first 64 KiB of the body."""

    status: int
    mediatype: str
    inhoud: bytes


class Ontvangst(Enum):
    """What an answer means: accepted, refused for good, or try again."""

    AANGENOMEN = "aangenomen"
    GEWEIGERD = "geweigerd"
    OPNIEUW = "opnieuw"
