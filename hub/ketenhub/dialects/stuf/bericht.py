"""A CORV message as exact bytes: which form it is, what it says by path, and what an answer must repeat of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.dialects.stuf.delen import APPLICATIE, REFERENTIE, REFERENTIENUMMER, ZENDER
from ketenhub.dialects.stuf.knoop import JZ, STUF, parse, write
from ketenhub.dialects.stuf.vorm import read_form, write_form
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.dialects.stuf.knoop import Knoop
    from ketenhub.dialects.stuf.vorm import Veld

MEDIATYPE = "application/xml"
MEDIATYPES = frozenset({MEDIATYPE, "text/xml"})


@dataclass(frozen=True, slots=True)
class Kop:
    """What an acknowledgement repeats: the sender's reference and application."""

    referentienummer: str
    applicatie: str


def _head(data: bytes) -> tuple[Knoop | None, str | None]:
    try:
        stuurgegevens = parse(data).find(JZ, "stuurgegevens")
    except OngeldigBericht:
        return None, None
    number = stuurgegevens.find(STUF, "referentienummer") if stuurgegevens is not None else None
    return stuurgegevens, number.tekst if number is not None and REFERENTIE(number.tekst) is None else None


def read_id(data: bytes) -> str | None:
    """Give the sender's own reference, or None when it cannot be read; never raises."""
    return _head(data)[1]


def read_head(data: bytes) -> Kop | None:
    """Give what an acknowledgement needs, or None where the stuurgegevens cannot be read; never raises."""
    stuurgegevens, number = _head(data)
    applicatie = stuurgegevens.find(STUF, "zender", "applicatie") if stuurgegevens is not None else None
    if number is None or applicatie is None or APPLICATIE(applicatie.tekst) is not None:
        return None
    return Kop(number, applicatie.tekst)


def read_values(data: bytes, vorm: Veld) -> dict[str, str]:
    """Give what a message of this form says, by path; raises OngeldigBericht with the place."""
    root = parse(data)
    if (root.ruimte, root.naam) != (vorm.ruimte, vorm.naam):
        raise OngeldigBericht("/", "dit bericht kent deze partner niet")
    return read_form(root, vorm)


def read_message(data: bytes, vorm: Veld, organisatie: str) -> dict[str, str]:
    """Give what a message of this form says; the sender in it must be the organisation that logged in. Raises OngeldigBericht."""
    values = read_values(data, vorm)
    if values[ZENDER] != organisatie:
        raise OngeldigBericht(f"/{vorm.naam}/{ZENDER}", "de zender is niet de organisatie die zich aanmeldde")
    return values


def write_message(vorm: Veld, values: Mapping[str, str]) -> bytes:
    """Write a message of this form; raises Verplichtveld with the place."""
    return write(write_form(vorm, values))


def reference_of(values: Mapping[str, str]) -> str:
    """Give the sender's own reference of a message that was read."""
    return values[REFERENTIENUMMER]
