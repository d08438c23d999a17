"""The table of decisions: for one position and one form of item, what becomes of each field; no value is needed for it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.delen import Actie
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.gereed import FUNCTIE
from ketenhub.share.muren import field_wall, text_wall
from ketenhub.share.regels import Veld

if TYPE_CHECKING:
    from ketenhub.domain.delen import Deelregel
    from ketenhub.share.gereed import Vorm
    from ketenhub.share.ontvanger import Houding
    from ketenhub.share.regels import Stand

EIGEN = "eigen woorden"
GEHOUDEN = "de tekst noemt een naam of plaats zonder merk; iemand moet dit bekijken"
PROFESSIONAL = "professional"
# a real BSN leaves only by a rule that names it, and who said a fact is not what an override is about
ALLEEN_EEN_REGEL = frozenset({Categorie.BSN, Categorie.MEDEWERKER})


class Oordeel(NamedTuple):
    """What was decided about one field, and by what: a rule, a wall, the sender's own words, or nothing that shares it."""

    veld: str
    actie: Actie
    door: str
    regel: Deelregel | None = None


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What becomes of an item: the decision per field, and what follows from all of them.

    `delen` names the shared fields, empty when nothing but its frame would be left; `alles` says that these are all, as they are.
    """

    oordelen: tuple[Oordeel, ...]
    delen: tuple[str, ...]
    kleiner: tuple[Oordeel, ...]
    alles: bool
    functie: bool


def _held(naam: str, vorm: Vorm, houding: Houding) -> str | None:
    """Give why free text of somebody else waits for a person, or None; whom its sender named gets it unheld (domain 5)."""
    wall = text_wall(naam, vorm, houding)
    if wall is not None or houding.eigen or houding.genoemd:
        return wall
    return GEHOUDEN if naam in vorm.met_bekende and naam not in houding.vrij else None


def _ruled(regel: Deelregel | None, houding: Houding, naam: str, categorie: Categorie) -> Oordeel:
    """Give what the rules say of a field, or the override where they would withhold it; where a rule makes it smaller, that stays so."""
    shared = regel is not None and regel.actie is not Actie.ONTHOUDEN
    if houding.doorbroken and not shared and categorie not in ALLEEN_EEN_REGEL:
        return Oordeel(naam, Actie.DELEN, houding.doorbroken)
    return (
        Oordeel(naam, Actie.ONTHOUDEN, "geen regel deelt dit") if regel is None else Oordeel(naam, regel.actie, f"regel {regel.id}", regel)
    )


def _decide(stand: Stand, vorm: Vorm, houding: Houding, naam: str, categorie: Categorie) -> Oordeel:
    """Decide about one field: walls, own words, rules, and the check on free text."""
    wall = field_wall(categorie, vorm, houding)
    if wall is not None:
        return Oordeel(naam, Actie.ONTHOUDEN, wall)
    if houding.eigen:
        return Oordeel(naam, Actie.DELEN, EIGEN)
    found = _ruled(stand.deciding(Veld(vorm.soort, naam, categorie, houding.bron, houding.toegestaan)), houding, naam, categorie)
    held = None if found.actie is Actie.ONTHOUDEN else _held(naam, vorm, houding)
    return found if held is None else Oordeel(naam, Actie.ONTHOUDEN, held)


@lru_cache(maxsize=16384)
def outcome(stand: Stand, vorm: Vorm, houding: Houding) -> Uitkomst:
    """Decide about an item of this form; asked again, it is looked up."""
    kinds = catalogus().get(vorm.soort, {})
    oordelen = tuple(_decide(stand, vorm, houding, naam, kinds[naam]) for naam in vorm.velden)
    shared = tuple(o.veld for o in oordelen if o.actie is not Actie.ONTHOUDEN)
    smaller = tuple(o for o in oordelen if o.actie is Actie.MINIMALISEREN)
    who = _decide(stand, vorm, houding, PROFESSIONAL, Categorie.MEDEWERKER)
    return Uitkomst(
        oordelen,
        shared if set(shared) - {PROFESSIONAL} else (),
        smaller,
        alles=len(shared) == len(oordelen) and not smaller,
        functie=who.actie is not Actie.ONTHOUDEN and _held(FUNCTIE, vorm, houding) is None,
    )
