"""Where organisations contradict each other in a casus: looked up once, so that who sees no two sides of it costs nothing."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, Protocol

from ketenhub.domain.groep import first_of_each
from ketenhub.domain.naam import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ketenhub.domain.json import Json

PERSOON = ("naam", "geboortedatum", "geslacht", "lid", "gezinsrol", "telefoon", "bsn")
# what a telling of the same situation may differ in: time, place and persons; the words always differ
SITUATIE = ("jaar", "datum", "waar", "slachtoffer", "personen")
ONGEZEGD: tuple[Json, ...] = (None, "", "onbekend", [], ())


class Gezegd(Protocol):
    """What is asked of an item of the casus."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def bron(self) -> str | None:
        """Who said it."""

    @property
    def waarden(self) -> Mapping[str, Json]:
        """What it says."""

    @property
    def geldig_op(self) -> Json:
        """When it was true."""


class Lid(NamedTuple):
    """A statement in a group: which item, who said it, when it was true."""

    id: str
    bron: str | None
    geldig_op: str


class Groep(NamedTuple):
    """Statements about the same by more than one organisation, and the fields in which they may contradict each other.

    `eisen` names the fields that a recipient must read to know what a statement is about.
    """

    soort: str
    over: str
    velden: tuple[str, ...]
    leden: tuple[Lid, ...]
    eisen: tuple[str, ...] = ()


def _set(waarde: Json) -> frozenset[str]:
    return frozenset(map(str, waarde)) if isinstance(waarde, list | tuple) else frozenset()


def contradicts(een: Json, ander: Json) -> bool:
    """Tell whether two values exclude each other; what is left open excludes nothing, nor does a name written otherwise."""
    if een in ONGEZEGD or ander in ONGEZEGD:
        return False
    if isinstance(een, dict) and isinstance(ander, dict):
        return any("".join(words_of(str(een[key]))) != "".join(words_of(str(ander[key]))) for key in een.keys() & ander.keys())
    return _set(een) != _set(ander) if isinstance(een, list | tuple) else een != ander


def _group(over: tuple[str, str], stukken: Sequence[Gezegd], velden: Iterable[str], eisen: tuple[str, ...] = ()) -> Iterator[Groep]:
    """Give the group where two organisations contradict each other in one of these fields."""
    pairs = [(een.waarden, ander.waarden) for een, ander in combinations(stukken, 2) if een.bron != ander.bron]
    found = tuple(veld for veld in velden if any(contradicts(een.get(veld), ander.get(veld)) for een, ander in pairs))
    if found:
        leden = tuple(Lid(s.id, s.bron, s.geldig_op if isinstance(s.geldig_op, str) else "") for s in stukken)
        yield Groep(*over, found, leden, eisen)


def _by(stukken: Iterable[Gezegd], key: Callable[[Gezegd], tuple[Json, ...]]) -> dict[tuple[str, ...], list[Gezegd]]:
    """Gather what is about the same; what does not say about what it is, is about nothing."""
    found: dict[tuple[str, ...], list[Gezegd]] = {}
    for stuk in stukken:
        parts = tuple(part for part in key(stuk) if isinstance(part, str))
        if len(parts) == len(key(stuk)):
            found.setdefault(parts, []).append(stuk)
    return found


def _values(*velden: str) -> Callable[[Gezegd], tuple[Json, ...]]:
    return lambda stuk: tuple(stuk.waarden.get(veld) for veld in velden)


def _roles(stukken: Sequence[Gezegd]) -> Iterator[Groep]:
    standing = [stuk for stuk in stukken if stuk.waarden.get("tot") is None]
    for (persoon, _), same in _by(standing, _values("persoon", "rol")).items():
        yield from _group(("persoonsrol", persoon), same, ("zekerheid",), ("persoon", "rol"))


def _situations(stukken: Sequence[Gezegd]) -> Iterator[Groep]:
    pairs = [(stuk.id, other) for stuk in stukken if isinstance(other := stuk.waarden.get("zelfdeAls"), str)]
    first = first_of_each(pairs)
    for (ident,), same in _by(stukken, lambda s: (first.get(s.id, s.id),)).items():
        yield from _group(("onveilige_situatie", ident), same, SITUATIE)


def _states(stukken: Sequence[Gezegd]) -> Iterator[Groep]:
    for (ident,), same in _by(stukken, _values("voorwaarde")).items():
        yield from _group(("voorwaardestand", ident), same, ("stand",), ("voorwaarde",))


def _consents(stukken: Sequence[Gezegd]) -> Iterator[Groep]:
    for partij in ("persoon", "organisatie"):
        for (ident, _), same in _by(stukken, _values("voorwaarde", partij)).items():
            yield from _group(("instemming", ident), same, ("oordeel",), ("voorwaarde", partij))


def find_groups(verklaringen: Mapping[str, Sequence[Gezegd]], delen: Iterable[tuple[str, Sequence[Gezegd]]]) -> tuple[Groep, ...]:
    """Give every group of statements in which organisations contradict each other."""
    parts = dict(delen)
    found = [groep for persoon, said in verklaringen.items() for groep in _group(("persoon", persoon), said, PERSOON)]
    for part, groups in (
        ("persoonsrollen", _roles),
        ("onveiligeSituaties", _situations),
        ("voorwaardestanden", _states),
        ("instemmingen", _consents),
    ):
        found += groups(parts.get(part, ()))
    return tuple(found)
