"""Where sources that a recipient sees say different things about the same: told as such, never resolved (domain 2, ui 2)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.groep import first_of_each
from ketenhub.domain.naam import words_of
from ketenhub.share.standen import step_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ketenhub.domain.json import Json
    from ketenhub.share.gereed import Stuk
    from ketenhub.share.rij import Tafel

# what a telling of the same situation may differ in: time, place and persons; the words always differ
SITUATIE = ("jaar", "datum", "waar", "slachtoffer", "personen")
PERSOON = ("naam", "geboortedatum", "geslacht", "lid", "gezinsrol", "telefoon", "bsn")
ONGEZEGD: tuple[Json, ...] = (None, "", "onbekend", [], ())


class Uitspraak(NamedTuple):
    """What one source says in one field of one item."""

    bron: str | None
    item: str
    waarde: Json


class _Over(NamedTuple):
    """About what statements are compared: the kind of fact, its field, and what this recipient calls it; persons are called alike."""

    soort: str
    veld: str
    ident: str
    onderdelen: bool = True


def _set(waarde: Json) -> frozenset[str]:
    return frozenset(map(str, waarde)) if isinstance(waarde, list | tuple) else frozenset()


def _contradicts(een: Json, ander: Json) -> bool:
    """Tell whether two values exclude each other; what is left open excludes nothing, nor does a name written otherwise."""
    if een in ONGEZEGD or ander in ONGEZEGD:
        return False
    if isinstance(een, dict) and isinstance(ander, dict):
        return any("".join(words_of(str(een[key]))) != "".join(words_of(str(ander[key]))) for key in een.keys() & ander.keys())
    return _set(een) != _set(ander) if isinstance(een, list | tuple) else een != ander


def _involved(said: list[Uitspraak]) -> list[Uitspraak]:
    """Give the statements that another organisation's statement contradicts."""
    found = [pair for pair in combinations(said, 2) if pair[0].bron != pair[1].bron and _contradicts(pair[0].waarde, pair[1].waarde)]
    return [one for one in said if any(one in pair for pair in found)]


def _whole(tafel: Tafel, stuk: Stuk, veld: str) -> Json:
    """Give a value that this recipient reads as it was said; what was made smaller is compared with nothing."""
    return None if (stuk.id, veld) in tafel.keuze.kleiner else tafel.keuze.velden.get(stuk.id, {}).get(veld)


def _row(tafel: Tafel, over: _Over, said: list[Uitspraak]) -> Iterator[dict[str, Json]]:
    involved = _involved(said)
    if involved:
        sources = sorted({one.bron for one in involved if one.bron is not None})
        row: dict[str, Json] = {"soort": over.soort, "veld": over.veld, "over": over.ident}
        row["bronnen"] = [tafel.organisation(oin) for oin in sources]
        if over.onderdelen:
            row["onderdelen"] = sorted({one.item for one in involved})
        yield row


def _fields(tafel: Tafel, stukken: Iterable[Stuk], over: _Over, velden: Iterable[str]) -> Iterator[dict[str, Json]]:
    shown = [stuk for stuk in stukken if stuk.id in tafel.keuze.velden]
    if len({stuk.bron for stuk in shown}) < 2:
        return
    for veld in velden:
        said = [Uitspraak(stuk.bron, stuk.id, _whole(tafel, stuk, veld)) for stuk in shown]
        yield from _row(tafel, over._replace(veld=veld), said)


def _part(tafel: Tafel, naam: str) -> list[Stuk]:
    return [stuk for part, stukken in tafel.gereed.delen if part == naam for stuk in stukken if stuk.id in tafel.keuze.velden]


def _persons(tafel: Tafel) -> Iterator[dict[str, Json]]:
    for persoon, stukken in tafel.gereed.verklaringen.items():
        yield from _fields(tafel, stukken, _Over("persoon", "", tafel.person(persoon), onderdelen=False), PERSOON)


def _by(stukken: Iterable[Stuk], key: Callable[[Stuk], tuple[Json, ...]]) -> dict[tuple[str, ...], list[Stuk]]:
    """Gather what is about the same; what does not say about what it is, is about nothing."""
    found: dict[tuple[str, ...], list[Stuk]] = {}
    for stuk in stukken:
        parts = tuple(part for part in key(stuk) if isinstance(part, str))
        if len(parts) == len(key(stuk)):
            found.setdefault(parts, []).append(stuk)
    return found


def _roles(tafel: Tafel) -> Iterator[dict[str, Json]]:
    """Compare how certain a role is that has not ended."""
    standing = [stuk for stuk in _part(tafel, "persoonsrollen") if tafel.keuze.velden[stuk.id].get("tot") is None]
    for (persoon, _), stukken in _by(standing, lambda s: (_whole(tafel, s, "persoon"), _whole(tafel, s, "rol"))).items():
        yield from _fields(tafel, stukken, _Over("persoonsrol", "", tafel.person(persoon)), ("zekerheid",))


def _situations(tafel: Tafel) -> Iterator[dict[str, Json]]:
    told = _part(tafel, "onveiligeSituaties")
    pairs = [
        (stuk.id, other) for stuk in told if isinstance(other := _whole(tafel, stuk, "zelfdeAls"), str) and other in tafel.keuze.velden
    ]
    first = first_of_each(pairs)
    for (ident,), stukken in _by(told, lambda s: (first.get(s.id, s.id),)).items():
        yield from _fields(tafel, stukken, _Over("onveilige_situatie", "", ident), SITUATIE)


def _last_of_each(tafel: Tafel, stukken: Iterable[Stuk], veld: str) -> list[Stuk]:
    """Give the last word of each organisation."""
    found: dict[str | None, Stuk] = {}
    for stuk in sorted(stukken, key=lambda s: _moment(tafel, s, veld)):
        found[stuk.bron] = stuk
    return list(found.values())


def _moment(tafel: Tafel, stuk: Stuk, veld: str) -> tuple[str, bool, str, bool, str]:
    moment = stuk.geldig_op if isinstance(stuk.geldig_op, str) else ""
    return (*step_order(moment, _whole(tafel, stuk, veld)), stuk.id)


def _states(tafel: Tafel) -> Iterator[dict[str, Json]]:
    """Compare the last word of each organisation about a condition; one that lapsed is over for all."""
    for (ident,), stukken in _by(_part(tafel, "voorwaardestanden"), lambda s: (_whole(tafel, s, "voorwaarde"),)).items():
        last = _last_of_each(tafel, stukken, "stand")
        newest = max(last, key=lambda stuk: _moment(tafel, stuk, "stand"))
        if ident in tafel.keuze.velden and _whole(tafel, newest, "stand") != "vervallen":
            yield from _fields(tafel, last, _Over("voorwaardestand", "", ident), ("stand",))


def _party(tafel: Tafel, stuk: Stuk) -> Json:
    return _whole(tafel, stuk, "persoon") or _whole(tafel, stuk, "organisatie")


def _consents(tafel: Tafel) -> Iterator[dict[str, Json]]:
    """Compare what each organisation says last of a party's agreement with a condition."""
    parties = _by(_part(tafel, "instemmingen"), lambda s: (_whole(tafel, s, "voorwaarde"), _party(tafel, s)))
    for (ident, _), stukken in parties.items():
        if ident in tafel.keuze.velden:
            yield from _fields(tafel, _last_of_each(tafel, stukken, "oordeel"), _Over("instemming", "", ident), ("oordeel",))


def differences(tafel: Tafel) -> list[Json]:
    """Give where organisations contradict each other, from what this recipient sees in full and from nothing else."""
    return [*_persons(tafel), *_roles(tafel), *_situations(tafel), *_states(tafel), *_consents(tafel)]
