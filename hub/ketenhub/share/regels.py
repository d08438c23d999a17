"""Which rule decides about a field: withhold unless a rule shares, and the strictest wins (domain 5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from typing_extensions import override

from ketenhub.domain.delen import Actie, Minimalisering
from ketenhub.domain.gegeven import Categorie

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.delen import Deelregel, Regelset

# the strictest first
STRENG = (Actie.ONTHOUDEN, Actie.MINIMALISEREN, Actie.DELEN)
# by how much a method leaves: only that there is something is the strictest, also where a rule names no method
LAAT_OVER = (Minimalisering.AANWEZIGHEID, Minimalisering.JAARTAL, Minimalisering.INITIALEN)


class Positie(NamedTuple):
    """Where the recipient stands: what decides which rules are about it at all."""

    oin: str
    soort: str
    spoor: str
    fase: int | None
    geweldsoorten: tuple[str, ...]
    peildatum: date
    omstandigheden: frozenset[str] = frozenset()
    alleen: frozenset[Categorie] | None = None


class Veld(NamedTuple):
    """A field as rules see it: kind of fact, name, category, kind of organisation that said it, and for which purposes there is consent.

    Without a kind of organisation it is about the field whoever says it.
    """

    feitsoort: str
    naam: str
    categorie: Categorie
    bron: str = ""
    toegestaan: frozenset[str] = frozenset()


HUB = "hub"
FASEVELD = Veld(HUB, "fase", Categorie.FASE, HUB)


def _about(regel: Deelregel, positie: Positie) -> bool:
    """Tell whether a rule is about this recipient on this day."""
    return (
        (not regel.ontvanger_soorten or positie.soort in regel.ontvanger_soorten)
        and (not regel.ontvangers or positie.oin in regel.ontvangers)
        and (not regel.sporen or positie.spoor in regel.sporen)
        and (not regel.fasen or positie.fase in regel.fasen or (positie.fase is None and regel.actie is not Actie.DELEN))
        and (not regel.geweldsoorten or bool(set(regel.geweldsoorten) & set(positie.geweldsoorten)))
        and (not regel.omstandigheden or not positie.omstandigheden.isdisjoint(regel.omstandigheden))
        and regel.van <= positie.peildatum
        and (regel.tot is None or positie.peildatum <= regel.tot)
    )


def rules_for(regels: Regelset, positie: Positie) -> tuple[Deelregel, ...]:
    """Give the rules that are about this recipient, the strictest first, so that the first that fits a field decides."""
    found = (_as_agreed(regel, regels, positie) for regel in regels.regels if _about(regel, positie))
    return tuple(sorted((regel for regel in found if regel is not None), key=_strictness))


def _as_agreed(regel: Deelregel, regels: Regelset, positie: Positie) -> Deelregel | None:
    """Give the rule as it holds today: what shares under an agreement that does not hold is no rule, and what was smaller is withheld.

    So an agreement that ends never lets anyone see more, nor does a phase that is hidden from the recipient: what holds back in some phase
    then holds back in all. To a person goes no more than was agreed with that person.
    """
    if regel.fasen and positie.fase is None:
        regel = regel.model_copy(update={"actie": Actie.ONTHOUDEN})
    if positie.alleen is not None and regel.actie is not Actie.ONTHOUDEN:
        kept = tuple(categorie for categorie in regel.categorieen if categorie in positie.alleen)
        if not kept:
            return None
        regel = regel.model_copy(update={"categorieen": kept})
    agreement = regels.agreement(regel.afspraak)
    if regel.afspraak is None or (agreement is not None and agreement.holds_on(positie.peildatum)):
        return regel
    return None if regel.actie is Actie.DELEN else regel.model_copy(update={"actie": Actie.ONTHOUDEN})


def width_of(actie: Actie, method: Minimalisering | None) -> tuple[int, int]:
    """Give how much a decision lets through: by its action, and where it makes smaller by its method."""
    return STRENG.index(actie), LAAT_OVER.index(method or Minimalisering.AANWEZIGHEID)


def _strictness(regel: Deelregel) -> tuple[int, int, str]:
    return *width_of(regel.actie, regel.minimalisering), regel.id


def fits(regel: Deelregel, veld: Veld) -> bool:
    """Tell whether a rule is about a field."""
    return (
        veld.categorie in regel.categorieen
        and (not regel.feitsoorten or veld.feitsoort in regel.feitsoorten)
        and (not regel.velden or veld.naam in regel.velden)
        and (not regel.bron_soorten or veld.bron in regel.bron_soorten)
        and (not regel.op_toestemming or regel.doel in veld.toegestaan)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Stand:
    """The rules compiled for one position: searched once per field, then looked up. Two are the same only when they are one."""

    regels: tuple[Deelregel, ...]
    gevonden: dict[Veld, Deelregel | None] = field(default_factory=dict)

    def deciding(self, veld: Veld) -> Deelregel | None:
        """Give the rule that decides about a field; None means: withhold, since nothing shares it."""
        if veld not in self.gevonden:
            self.gevonden[veld] = next((regel for regel in self.regels if fits(regel, veld)), None)
        return self.gevonden[veld]

    def allowed(self, veld: Veld) -> Deelregel | None:
        """Give the rule that shares or minimises a field, or None."""
        found = self.deciding(veld)
        return None if found is None or found.actie is Actie.ONTHOUDEN else found


class Zelfde:
    """A rule set as a key: the same only when it is one, since two versions may bear one name."""

    __slots__ = ("regels",)

    def __init__(self, regels: Regelset) -> None:
        self.regels = regels

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Zelfde) and self.regels is other.regels

    @override
    def __hash__(self) -> int:
        return id(self.regels)


@lru_cache(maxsize=1024)
def _compiled(zelfde: Zelfde, positie: Positie) -> Stand:
    found = Stand(rules_for(zelfde.regels, positie))
    deciding = found.deciding(FASEVELD)
    if positie.fase is None or (deciding is not None and deciding.actie is Actie.DELEN):
        return found
    return _compiled(zelfde, positie._replace(fase=None))


def compile_rules(regels: Regelset, positie: Positie) -> Stand:
    """Compile the rules for a position, once; where none lets it see the phase, only rules without a phase are about it."""
    return _compiled(Zelfde(regels), positie)
