"""What a change of rules does to one casus: per field and recipient how much becomes visible, wider, different or goes; counts alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.contract.uitsnede import DELEN
from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.delen import Actie
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows, text
from ketenhub.share.afweegrij import holds_secret
from ketenhub.share.fase import track_result
from ketenhub.share.keuze import make_chooser
from ketenhub.share.regels import width_of
from ketenhub.share.share import share

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Gereed
    from ketenhub.share.keuze import Veldbesluit
    from ketenhub.share.ontvanger import Omgeving, Ontvanger
    from ketenhub.share.regels import Stand

KADER = ("id", "soort", "bronnen")
ALTIJD = ("verwijzing", "spoor")
ONDERDELEN = frozenset(DELEN.values())
BRON = ("organisatie", "geldigOp", "ontvangenOp")
AFGELEID = {
    "fase": Categorie.FASE,
    "sporen": Categorie.FASE,
    "signalen": Categorie.SIGNAAL,
    "afweegrij": Categorie.AFWEGING,
    "regie": Categorie.REGIE,
    "deelnames": Categorie.BETROKKENHEID,
    "dekking": Categorie.VOORWAARDE,
}
EXTRA = {"rollen": Categorie.ROL, "stand": Categorie.VOORWAARDE}
PROFESSIONAL = "herkomst.professional"


class Plek(NamedTuple):
    """Where something stands in a view: the row it belongs to, and which field it is, whatever the row."""

    rij: str
    pad: str


class Cel(NamedTuple):
    """One line of a difference: a field with its category, for a kind of recipient and an organisation."""

    pad: str
    categorie: str
    soort: str
    organisatie: str


@dataclass(frozen=True, slots=True)
class Telling:
    """How often a field becomes visible, is seen in another form (of which wider), or is gone."""

    nieuw: int = 0
    ruimer: int = 0
    anders: int = 0
    weg: int = 0

    def __add__(self, other: Telling) -> Telling:
        """Add what was counted elsewhere."""
        return Telling(self.nieuw + other.nieuw, self.ruimer + other.ruimer, self.anders + other.anders, self.weg + other.weg)


Verschil = dict[Cel, Telling]
Velden = dict[Plek, list["Json"]]


def _origin(row: Object) -> Iterator[tuple[str, Json]]:
    herkomst = row.get("herkomst")
    if isinstance(herkomst, dict):
        yield "herkomst", {key: herkomst.get(key) for key in BRON}
        for key in herkomst.keys() - set(BRON):
            yield f"herkomst.{key}", herkomst[key]


def _row(row: Object, rij: str, soort: str) -> Iterator[tuple[Plek, Json]]:
    for key, value in row.items():
        if key not in KADER and key != "herkomst":
            yield Plek(rij, f"{soort}.{key}"), value
    for key, value in _origin(row):
        yield Plek(rij, f"{soort}.{key}"), value


def _derived(value: Json, rij: str, pad: str) -> Iterator[tuple[Plek, Json]]:
    """Take apart what the hub derived: an object by its members, a list by its rows."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _derived(inner, rij, f"{pad}.{key}")
    elif isinstance(value, list | tuple):
        for inner in value:
            yield Plek(rij, pad), inner
    else:
        yield Plek(rij, pad), value


def _rows_of(inhoud: Object, key: str) -> Iterator[tuple[Plek, Json]]:
    """Take apart a part of the plan that is a list of rows; of a person every source is one."""
    for row in rows(inhoud, key):
        soort = text(row, "soort") or ""
        for source in (row, *rows(row, "bronnen")):
            yield from _row(source, f"{key}/{text(row, 'id')}", soort)


def _cells(inhoud: Object) -> Iterator[tuple[Plek, Json]]:
    for key, part in inhoud.items():
        if key in ONDERDELEN:
            yield from _rows_of(inhoud, key)
        elif key == "sporen":
            for row in rows(inhoud, key):
                yield from _derived(row, f"sporen/{text(row, 'spoor')}", "hub.sporen")
        elif key not in ALTIJD:
            # also what a later version adds: what is not known here is counted, never passed over
            yield from _derived(part, key, f"hub.{key}")


def fields_of(inhoud: Object) -> Velden:
    """Give everything a view shows, by place; what stands there more than once keeps each of its values."""
    found: Velden = {}
    for plek, value in _cells(inhoud):
        found.setdefault(plek, []).append(value)
    return found


def category_of(pad: str) -> str:
    """Give the data category of a field."""
    soort, _, veld = pad.partition(".")
    if soort == "hub":
        return AFGELEID.get(veld.partition(".")[0], Categorie.KENMERK).value
    if veld == PROFESSIONAL:
        return Categorie.MEDEWERKER.value
    return (catalogus().get(soort, {}).get(veld) or EXTRA.get(veld) or Categorie.KENMERK).value


def _without(values: list[Json], others: list[Json]) -> int:
    """Count the values that do not stand among the others, each of which stands for one."""
    left = list(others)
    missing = 0
    for value in values:
        if value in left:
            left.remove(value)
        else:
            missing += 1
    return missing


def _count(voor: Velden, na: Velden) -> dict[str, Telling]:
    found: dict[str, Telling] = {}
    for plek in voor.keys() | na.keys():
        before, after = voor.get(plek, []), na.get(plek, [])
        if before != after:
            gained, lost = _without(after, before), _without(before, after)
            anders = min(gained, lost)
            found[plek.pad] = found.get(plek.pad, Telling()) + Telling(gained - anders, 0, anders, lost - anders)
    return {pad: telling for pad, telling in found.items() if telling != Telling()}


def _width(besluit: Veldbesluit) -> tuple[int, int]:
    return width_of(besluit.actie, besluit.regel.minimalisering if besluit.regel is not None else None)


NIETS = width_of(Actie.ONTHOUDEN, None)


def wider_fields(gereed: Gereed, voor: Iterable[Veldbesluit], na: Iterable[Veldbesluit]) -> frozenset[str]:
    """Give the fields of which any item is decided less strictly than before."""
    kinds = {stuk.id: stuk.vorm.soort for stuk in gereed.stukken}
    before = {(besluit.item, besluit.veld): _width(besluit) for besluit in voor}
    wider = (one for one in na if _width(one) > before.get((one.item, one.veld), NIETS))
    return frozenset(f"{kinds[one.item]}.{one.veld}" for one in wider)


@lru_cache(maxsize=4096)
def _same(voor: Stand, na: Stand) -> bool:
    """Tell whether two compiled sets hold the same rules, so that no field can differ."""
    return voor.regels == na.regels


def _for_one(gereed: Gereed, beoordeling: Object, ontvanger: Ontvanger, werelden: tuple[Omgeving, Omgeving]) -> Mapping[str, Telling]:
    fase = (track_result(beoordeling, ontvanger) or {}).get("fase")
    number = fase if isinstance(fase, int) else None
    voor, na = (make_chooser(gereed, number, ontvanger, omgeving).stand for omgeving in werelden)
    # what waits to be weighed follows from the rules of others too
    if _same(voor, na) and not holds_secret(gereed, ontvanger.oin):
        return {}
    before, after = (fields_of(share(gereed, beoordeling, ontvanger, omgeving).uitsnede.inhoud) for omgeving in werelden)
    found = _count(before, after)
    if any(telling.anders for telling in found.values()):
        told = [share(gereed, beoordeling, ontvanger, omgeving, met_besluiten=True).besluiten for omgeving in werelden]
        for pad in found.keys() & wider_fields(gereed, *told):
            found[pad] += Telling(ruimer=found[pad].anders)
    return found


def added(verschil: Verschil, more: Verschil) -> Verschil:
    """Give two differences as one."""
    return verschil | {cel: verschil.get(cel, Telling()) + telling for cel, telling in more.items()}


def difference(gereed: Gereed, beoordeling: Object, ontvangers: Iterable[Ontvanger], werelden: tuple[Omgeving, Omgeving]) -> Verschil:
    """Give what changes in a casus from the first world to the second, over its recipients; by `share` itself, and no other way."""
    found: Verschil = {}
    for ontvanger in ontvangers:
        for pad, telling in _for_one(gereed, beoordeling, ontvanger, werelden).items():
            cel = Cel(pad, category_of(pad), ontvanger.soort, ontvanger.oin)
            found[cel] = found.get(cel, Telling()) + telling
    return found
