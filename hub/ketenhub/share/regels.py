"""Which rule decides about a field: withhold unless a rule shares, and the strictest wins (domain 5)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ketenhub.domain.delen import Actie, Minimalisering

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.delen import Deelregel, Regelset
    from ketenhub.domain.gegeven import Categorie

STRENG = {Actie.DELEN: 0, Actie.MINIMALISEREN: 1, Actie.ONTHOUDEN: 2}
# how much a method leaves: only that there is something is the strictest, also where a rule names no method
LAAT_OVER = {Minimalisering.AANWEZIGHEID: 0, Minimalisering.JAARTAL: 1, Minimalisering.INITIALEN: 2}


@dataclass(frozen=True, slots=True)
class Positie:
    """Where the recipient stands: what decides which rules are about it at all."""

    oin: str
    soort: str
    spoor: str
    fase: int | None
    geweldsoorten: tuple[str, ...]
    peildatum: date


@dataclass(frozen=True, slots=True)
class Veld:
    """A field as rules see it: kind of fact, name, category, kind of organisation that said it."""

    feitsoort: str
    naam: str
    categorie: Categorie
    bron: str


def _about(regel: Deelregel, positie: Positie) -> bool:
    """Tell whether a rule is about this recipient on this day."""
    return (
        (not regel.ontvanger_soorten or positie.soort in regel.ontvanger_soorten)
        and (not regel.ontvangers or positie.oin in regel.ontvangers)
        and (not regel.sporen or positie.spoor in regel.sporen)
        and (not regel.fasen or positie.fase in regel.fasen)
        and (not regel.geweldsoorten or bool(set(regel.geweldsoorten) & set(positie.geweldsoorten)))
        and regel.van <= positie.peildatum
        and (regel.tot is None or positie.peildatum <= regel.tot)
    )


@lru_cache(maxsize=256)
def rules_for(regels: Regelset, positie: Positie) -> tuple[Deelregel, ...]:
    """Give the rules that are about this recipient, the strictest first, so that the first that fits a field decides."""
    found = [regel for regel in regels.regels if _about(regel, positie)]
    return tuple(sorted(found, key=_strictness))


def _strictness(regel: Deelregel) -> tuple[int, int, str]:
    return -STRENG[regel.actie], LAAT_OVER[regel.minimalisering or Minimalisering.AANWEZIGHEID], regel.id


def _fits(regel: Deelregel, veld: Veld) -> bool:
    return (
        veld.categorie in regel.categorieen
        and (not regel.feitsoorten or veld.feitsoort in regel.feitsoorten)
        and (not regel.velden or veld.naam in regel.velden)
        and (not regel.bron_soorten or veld.bron in regel.bron_soorten)
    )


@lru_cache(maxsize=65536)
def deciding_rule(regels: tuple[Deelregel, ...], veld: Veld) -> Deelregel | None:
    """Give the rule that decides about a field; None means: withhold, since nothing shares it."""
    return next((regel for regel in regels if _fits(regel, veld)), None)
