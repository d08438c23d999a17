"""Who may say what: acts that only regie may record (domain 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.errors import AlleenRegie, OngeldigBericht
from ketenhub.domain.geweld import Geweldsoort
from ketenhub.domain.regie import Betrokkenheid, Regie, Regierol, Vrijstelling

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Bijdrage, Feit
    from ketenhub.domain.casus import Casus

INTIEM_TERRORISME = "intiem_terrorisme"


def holds_regie(casus: Casus | None, organisatie: str, provisional: str) -> bool:
    """Tell whether the organisation holds casusregie; in a new casus the region's default holds it."""
    if casus is None:
        return organisatie == provisional
    return any(r.organisatie == organisatie for r in casus.regie if r.regierol is Regierol.CASUSREGIE)


def _check(feit: Feit, place: str, organisatie: str, *, regie: bool) -> None:
    match feit:
        case Betrokkenheid() | Vrijstelling() if not regie:
            raise AlleenRegie(place)
        case Betrokkenheid(op_spoor="beide", reden=None):
            raise OngeldigBericht(f"{place}/reden", "wie op beide sporen staat, heeft een reden nodig")
        case Regie(stap="aangeboden") if not regie:
            raise AlleenRegie(place)
        case Regie(stap="aanvaard" | "geweigerd") if feit.organisatie != organisatie:
            raise AlleenRegie(place, "een organisatie aanvaardt regie alleen voor zichzelf")
        case Geweldsoort(aard="intiem_terrorisme") if not (feit.slachtoffers and feit.plegers):
            raise OngeldigBericht(place, "noem het slachtoffer en de pleger")
        case _:
            return


def check_rights(bijdrage: Bijdrage, casus: Casus | None, organisatie: str, provisional: str) -> None:
    """Refuse what this organisation may not record; raises AlleenRegie or OngeldigBericht with the place."""
    regie = holds_regie(casus, organisatie, provisional)
    for n, feit in enumerate(bijdrage.feiten):
        _check(feit, f"/feiten/{n}", organisatie, regie=regie)
