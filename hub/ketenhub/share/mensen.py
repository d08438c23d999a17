"""What goes to the people themselves: their own words, and what somebody found safe to show them (MDA-46, MDA-02, ROUTE-05)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.betreft import persons_in
from ketenhub.share.gereed import PERSOON, PLEGER
from ketenhub.share.ontvanger import Ontvanger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.json import Object
    from ketenhub.share.gereed import Gereed, Stuk

BETROKKENE, KIND, NETWERK = "betrokkene", "meerderjarig_kind", "netwerk"
KIND_VAN = frozenset({"meerderjarig_kind_in_huis", "meerderjarig_kind_uit_huis"})
AFSPRAAK, SCENARIO = "veiligheidsafspraak", "proactief_scenario"
# later than any day: what has no end yet
OOIT = "9999"
# where a statement of a person itself says whose it is; by a proxy it is not its own
EIGEN = {"veiligheidsbeoordeling": ("beoordelaar", "persoon"), "instemming": ("persoon",), "toestemming": ("persoon",)}


def _statements(casus: Object, row: Object) -> Iterator[Object]:
    named = set(texts(row, "verklaringen"))
    for item in rows(casus, "items"):
        feit = item.get("feit")
        if item.get("id") in named and isinstance(feit, dict):
            yield feit


def track_of(casus: Object, row: Object) -> str:
    """Give on which track a person is; who is on both gets what is on the perpetrator's."""
    if casus.get("splitsing") is None:
        return "onverdeeld"
    return "slachtoffer" if row.get("spoor") == "slachtoffer" else PLEGER


def _agreed(statements: list[Object], dag: date) -> frozenset[Categorie] | None:
    """Give what was agreed that someone of the network may see, or None; where organisations differ, what all of them agreed."""
    found = [
        frozenset(Categorie(one) for one in texts(feit, "magZien"))
        for feit in statements
        if feit.get("uitgenodigdDoor") and (text(feit, "akkoordOp") or OOIT) <= dag.isoformat() and feit.get("magZien")
    ]
    return frozenset.intersection(*found) if found else None


def audience(casus: Object, persoon: str, dag: date, verwijzing: str) -> Ontvanger | None:
    """Give who this person is as a recipient, or None: an adult of the household, an adult child, or an invited person of the network."""
    row = next((row for row in rows(casus, "personen") if row.get("id") == persoon), None)
    if row is None:
        return None
    statements = list(_statements(casus, row))
    alleen: frozenset[Categorie] | None = None
    adult = row.get("volwassen") is not False or (text(row, "volwassenVanaf") or OOIT) <= dag.isoformat()
    if any(feit.get("lid") in KIND_VAN for feit in statements):
        soort = KIND
    elif row.get("lid") is True and (text(row, "lidTot") or OOIT) >= dag.isoformat():
        soort = BETROKKENE
    else:
        soort, alleen = NETWERK, _agreed(statements, dag)
        if alleen is None:
            return None
    if not adult:
        return None
    return Ontvanger("", soort, track_of(casus, row), regie=False, verwijzing=verwijzing, persoon=persoon, alleen=alleen)


def _checked(gereed: Gereed, ontvanger: Ontvanger, dag: date) -> dict[str, bool]:
    """Give per item whether it was found safe to show this person; one check that finds it unsafe, of whatever day, decides."""
    found: dict[str, bool] = {}
    for stuk in gereed.stukken:
        waarden = stuk.waarden
        if stuk.vorm.soort != "vrijgave" or ontvanger.soort not in texts(waarden, "doelgroepen"):
            continue
        persons, since, until = texts(waarden, "personen"), text(waarden, "getoetstOp") or OOIT, text(waarden, "tot") or OOIT
        if persons and ontvanger.persoon not in persons:
            continue
        ident, safe = text(waarden, "onderdeel") or "", waarden.get("veilig") is True
        if not safe or since <= dag.isoformat() <= until:
            found[ident] = safe and found.get(ident, True)
    return found


def _own(stuk: Stuk, persoon: str | None) -> bool:
    place = EIGEN.get(stuk.vorm.soort)
    return place is not None and text(stuk.waarden, *place) == persoon and at(stuk.waarden, place[0], "namens") is None


def _to_show(stuk: Stuk, dag: date) -> bool:
    """Tell whether an item is of a kind that can be shown, and still holds; a scenario also says of itself whether it may be shown."""
    if stuk.vorm.soort == SCENARIO:
        return stuk.waarden.get("tonenAanBetrokkenen") is True and (text(stuk.waarden, "geldigTot") or OOIT) >= dag.isoformat()
    return stuk.vorm.soort == AFSPRAAK


def shown_to(gereed: Gereed, ontvanger: Ontvanger, dag: date) -> frozenset[str]:
    """Give the items that can reach this person at all: own words, what was found safe, and the names of who stands in those."""
    checked = _checked(gereed, ontvanger, dag)
    found = [s for s in gereed.stukken if _own(s, ontvanger.persoon) or (checked.get(s.id) is True and _to_show(s, dag))]
    named = {persoon for stuk in found for persoon in persons_in(stuk)} | {ontvanger.persoon}
    who = {one.id for persoon, stukken in gereed.verklaringen.items() if persoon in named for one in stukken if one.vorm.soort == PERSOON}
    return frozenset({stuk.id for stuk in found} | who)
