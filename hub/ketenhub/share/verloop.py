"""The days on which the phase changed, for who may see all that moves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.delen import Actie
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows
from ketenhub.share.regels import Veld

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.keuze import Kiezer

# what opens a gate or puts a phase back: the day of a change tells when that was
BEWEEGT = (
    Veld("veiligheidsbeoordeling", "cijfer", Categorie.CIJFER),
    Veld("incident", "aard", Categorie.INCIDENT),
    Veld("voorwaardestand", "stand", Categorie.VOORWAARDE),
    Veld("maatregelschending", "omschrijving", Categorie.MAATREGEL),
)


def shared_whole(kiezer: Kiezer, veld: Veld) -> bool:
    """Tell whether a field is shared as it is, whoever says it."""
    regel = kiezer.allowed(veld)
    return regel is not None and regel.actie is Actie.DELEN


def show_history(result: Object, kiezer: Kiezer) -> list[Json]:
    """Give each day on which the phase changed; nothing of it where figures, incidents, breaches or measures are not shared whole."""
    whole = all(shared_whole(kiezer, veld) for veld in BEWEEGT)
    return [{"op": row.get("op"), "fase": row.get("fase")} for row in rows(result, "verloop") if whole]
