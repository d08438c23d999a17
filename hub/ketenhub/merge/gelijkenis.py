"""Who of the persons in a view may be one: named alike by different organisations, born on one day; a person decides (domain 6)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.json import rows, text
from ketenhub.domain.naam import initials_of, sound_of, without_prefix, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.domain.json import Object

DAG = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
ONBEKEND = "onbekend"
# what decides nothing, but what a person wants to know
ERBIJ = (("geslacht", "Het geslacht"), ("lid", "Of deze persoon meerderjarig is"))
Oordeel = Literal["gelijk", "past", "verschilt"]


@dataclass(frozen=True, slots=True)
class Punt:
    """One fact about both: whether it agrees, fits or differs, in plain Dutch and without the value."""

    veld: str
    oordeel: Oordeel
    uitleg: str


@dataclass(frozen=True, slots=True)
class Gelijkenis:
    """Two persons who may be one, as the recipient of the view calls them, and why."""

    persoon: str
    ander: str
    punten: tuple[Punt, ...]


def _statements(row: Object) -> tuple[Object, ...]:
    return (row, *rows(row, "bronnen"))


def _sources(row: Object) -> set[str | None]:
    return {text(said, "herkomst", "organisatie", "oin") for said in _statements(row)}


def _values(row: Object, veld: str) -> set[str]:
    return {value for said in _statements(row) if (value := text(said, veld)) is not None and value != ONBEKEND}


def _surnames(said: Object) -> tuple[str, tuple[str, ...], frozenset[str]]:
    """Give a surname with its prefix, without it, and the sound of each of its parts, however they are joined."""
    naam = text(said, "naam", "achternaam") or ""
    bare = without_prefix(words_of(naam))
    whole = " ".join((*words_of(text(said, "naam", "voorvoegsel")), *words_of(naam)))
    parts = (without_prefix(words_of(part)) for part in naam.split("-"))
    return whole, bare, frozenset(sound_of("".join(part)) for part in parts if part)


def _surname(een: Object, ander: Object) -> Punt | None:
    (whole, bare, parts), (whole2, bare2, parts2) = _surnames(een), _surnames(ander)
    if not parts or not parts2:
        return None
    told: tuple[tuple[bool, Oordeel, str], ...] = (
        (whole == whole2, "gelijk", "De achternaam is gelijk."),
        (bare == bare2, "past", "De achternaam is gelijk, op het voorvoegsel na."),
        (parts == parts2, "past", "De achternaam klinkt gelijk; de spelling verschilt."),
        (parts < parts2 or parts2 < parts, "past", "Een deel van de achternaam is gelijk."),
    )
    return next((Punt("achternaam", oordeel, uitleg) for holds, oordeel, uitleg in told if holds), None)


def _first_name(een: Object, ander: Object) -> Punt | None:
    """Compare first names; where one is written in initials alone, those decide."""
    names, names2 = (words_of(text(said, "naam", "voornamen")) for said in (een, ander))
    if names and names2:
        if names == names2:
            return Punt("voornaam", "gelijk", "De voornaam is gelijk.")
        sounds, sounds2 = ([sound_of(word) for word in words] for words in (names, names2))
        if sounds[0] == sounds2[0]:
            return Punt("voornaam", "past", "De eerste voornaam klinkt gelijk.")
        return Punt("voornaam", "past", "De een heet met een van de voornamen van de ander.") if _called_by(sounds, sounds2) else None
    letters, letters2 = (initials_of(text(said, "naam", "voorletters"), text(said, "naam", "voornamen")) for said in (een, ander))
    fits = bool(letters and letters2) and (letters.startswith(letters2) or letters2.startswith(letters))
    return Punt("voornaam", "past", "De voorletters passen bij elkaar.") if fits else None


def _called_by(names: Sequence[str], names2: Sequence[str]) -> bool:
    """Tell whether one is called by a single name that the other bears too."""
    return (len(names) == 1 and names[0] in names2) or (len(names2) == 1 and names2[0] in names)


def _born(een: Object, ander: Object) -> Punt | None:
    born, born2 = text(een, "geboortedatum"), text(ander, "geboortedatum")
    whole = born is not None and DAG.fullmatch(born) is not None
    return Punt("geboortedatum", "gelijk", "De geboortedatum is gelijk.") if whole and born == born2 else None


def _alike(een: Object, ander: Object) -> tuple[Punt, ...] | None:
    """Compare what two sources say: all three must agree or fit, or these two tell of no one person."""
    found = (_surname(een, ander), _first_name(een, ander), _born(een, ander))
    points = tuple(punt for punt in found if punt is not None)
    return points if len(points) == len(found) else None


def _beside(een: Object, ander: Object) -> tuple[Punt, ...]:
    found = []
    for veld, woorden in ERBIJ:
        said, said2 = _values(een, veld), _values(ander, veld)
        if said and said2:
            same = not said.isdisjoint(said2)
            found.append(Punt(veld, "gelijk" if same else "verschilt", f"{woorden} {'is gelijk' if same else 'verschilt'}."))
    return tuple(found)


def _compare(een: Object, ander: Object) -> tuple[Punt, ...] | None:
    """Compare two persons; whom one organisation named both, or who have numbers that differ, are two."""
    numbers, numbers2 = _values(een, "bsn"), _values(ander, "bsn")
    same = not numbers.isdisjoint(numbers2)
    if not _sources(een).isdisjoint(_sources(ander)) or (numbers and numbers2 and not same):
        return None
    found = [points for said in product(_statements(een), _statements(ander)) if (points := _alike(*said)) is not None]
    number = (Punt("bsn", "gelijk", "Het burgerservicenummer is gelijk."),) if same else ()
    best = max(found, key=lambda points: sum(punt.oordeel == "gelijk" for punt in points), default=())
    return (*number, *best, *_beside(een, ander)) if number or best else None


def propose(personen: Sequence[Object]) -> tuple[Gelijkenis, ...]:
    """Give who may be one, from the persons of a view: only from what its recipient reads there, and never from a place."""
    found = []
    for een, ander in combinations(sorted(personen, key=lambda row: text(row, "id") or ""), 2):
        points = _compare(een, ander)
        if points is not None:
            found.append(Gelijkenis(text(een, "id") or "", text(ander, "id") or "", points))
    return tuple(found)
