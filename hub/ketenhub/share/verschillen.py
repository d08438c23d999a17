"""Where sources that a recipient sees say different things about the same: told as such, never resolved (domain 2, ui 2)."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from ketenhub.domain.groep import first_of_each
from ketenhub.share.standen import step_order
from ketenhub.share.tegenspraak import contradicts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.json import Json
    from ketenhub.share.rij import Tafel
    from ketenhub.share.tegenspraak import Groep, Lid

OVER_PERSOON = ("persoon", "persoonsrol")
LAATSTE_WOORD = ("voorwaardestand", "instemming")
VERVALLEN = "vervallen"


def _whole(tafel: Tafel, item: str, veld: str) -> Json:
    """Give a value that this recipient reads as it was said; what was made smaller is compared with nothing."""
    return None if (item, veld) in tafel.keuze.kleiner else tafel.keuze.velden[item].get(veld)


def _linked(tafel: Tafel, leden: list[Lid]) -> Iterator[list[Lid]]:
    """Part the tellings of a situation by the links between them that this recipient sees."""
    there = {lid.id for lid in leden}
    links = [(lid.id, other) for lid in leden if isinstance(other := _whole(tafel, lid.id, "zelfdeAls"), str) and other in there]
    first = first_of_each(links)
    for ident in sorted({first.get(lid.id, lid.id) for lid in leden}):
        yield [lid for lid in leden if first.get(lid.id, lid.id) == ident]


def _last_words(tafel: Tafel, leden: list[Lid], veld: str) -> list[Lid]:
    """Give the last word of each organisation; a condition that lapsed is over for all."""

    def moment(lid: Lid) -> tuple[str, bool, str, bool, str]:
        return (*step_order(lid.geldig_op, _whole(tafel, lid.id, veld)), lid.id)

    ordered = sorted(leden, key=moment)
    if not ordered or _whole(tafel, ordered[-1].id, veld) == VERVALLEN:
        return []
    return list({lid.bron: lid for lid in ordered}.values())


def _seen(tafel: Tafel, groep: Groep) -> Iterator[list[Lid]]:
    """Give the statements that this recipient sees to be about the same."""
    shown = [lid for lid in groep.leden if lid.id in tafel.keuze.velden]
    shown = [lid for lid in shown if all(isinstance(_whole(tafel, lid.id, eis), str) for eis in groep.eisen)]
    if groep.soort == "onveilige_situatie":
        yield from _linked(tafel, shown)
    elif groep.soort not in LAATSTE_WOORD:
        yield shown
    elif groep.over in tafel.keuze.velden:
        yield _last_words(tafel, shown, groep.velden[0])


def _rows(tafel: Tafel, groep: Groep, leden: list[Lid]) -> Iterator[Json]:
    for veld in groep.velden:
        said = [(lid, _whole(tafel, lid.id, veld)) for lid in leden]
        pairs = [pair for pair in combinations(said, 2) if pair[0][0].bron != pair[1][0].bron and contradicts(pair[0][1], pair[1][1])]
        involved = {lid for pair in pairs for lid, _ in pair}
        if not involved:
            continue
        situation = min(lid.id for lid in leden) if groep.soort == "onveilige_situatie" else groep.over
        over = tafel.person(groep.over) if groep.soort in OVER_PERSOON else situation
        sources: list[Json] = [tafel.organisation(oin) for oin in sorted({lid.bron for lid in involved if lid.bron is not None})]
        row: dict[str, Json] = {"soort": groep.soort, "veld": veld, "over": over, "bronnen": sources}
        # a statement about a person has no id of its own in a view
        yield row if groep.soort == "persoon" else row | {"onderdelen": sorted(lid.id for lid in involved)}


def differences(tafel: Tafel) -> list[Json]:
    """Give where organisations contradict each other, from what this recipient sees in full and from nothing else."""
    return [row for groep in tafel.gereed.tegenspraak for leden in _seen(tafel, groep) for row in _rows(tafel, groep, leden)]
