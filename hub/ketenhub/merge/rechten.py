"""Who may say what: acts that only regie may record (domain 1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.beoordeling import Veiligheidsbeoordeling
from ketenhub.domain.cijfer import Schaal, below
from ketenhub.domain.errors import AlleenRegie, OngeldigBericht
from ketenhub.domain.geweld import Geweldsoort
from ketenhub.domain.regie import Betrokkenheid, Heroverweging, Planopzet, Regie, Regierol, StructureleOnveiligheid, Vrijstelling
from ketenhub.domain.samenwerking import Informering, Vrijgave
from ketenhub.merge.deelname import PROVISIONAL, as_heard

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Bijdrage, Feit
    from ketenhub.domain.casus import Casus

ZES = 6
# what only regie may record, and only regie may take back
VAN_REGIE = (Betrokkenheid, Vrijstelling, Planopzet, Heroverweging, StructureleOnveiligheid, Vrijgave, Informering)


def holds(casus: Casus | None, organisatie: str, provisional: str, regierol: Regierol) -> bool:
    """Tell whether the organisation holds this regie role; in a new casus the region's default holds what must be held."""
    if casus is None:
        return organisatie == provisional and regierol in PROVISIONAL
    return any(r.organisatie == organisatie and r.regierol is regierol for r in casus.regie)


def holds_regie(casus: Casus | None, organisatie: str, provisional: str) -> bool:
    """Tell whether the organisation holds casusregie."""
    return holds(casus, organisatie, provisional, Regierol.CASUSREGIE)


def _offered(casus: Casus | None, feit: Regie) -> bool:
    """Tell whether regie's last word about this role and this organisation is an offer that still stands."""
    if casus is None:
        return False
    steps = [item.feit for item in as_heard(casus.items) if isinstance(item.feit, Regie)]
    same = [step.stap for step in steps if (step.regierol, step.organisatie) == (feit.regierol, feit.organisatie)]
    return bool(same) and same[-1] == "aangeboden"


def _check_step(feit: Regie, place: str, casus: Casus | None, zender: tuple[str, str]) -> None:
    """A role is offered by regie and accepted by whom it was offered to; who holds it already may accept in person."""
    organisatie, provisional = zender
    regie = holds_regie(casus, organisatie, provisional)
    own = feit.organisatie == organisatie
    holder = holds(casus, organisatie, provisional, feit.regierol)
    match feit.stap:
        case "aangeboden" if not regie:
            raise AlleenRegie(place)
        case "aanvaard" if not own:
            raise AlleenRegie(place, "een organisatie aanvaardt regie alleen voor zichzelf")
        case "aanvaard" if not (holder or _offered(casus, feit) or (regie and feit.regierol not in PROVISIONAL)):
            raise AlleenRegie(place, "regie wordt eerst aangeboden")
        case "geweigerd" if not own:
            raise AlleenRegie(place, "een organisatie weigert regie alleen voor zichzelf")
        case "geweigerd" if not _offered(casus, feit):
            raise OngeldigBericht(f"{place}/stap", "er ligt geen aanbod om te weigeren")
        case "beeindigd" if not (regie or (own and holder)):
            raise AlleenRegie(place)
        case "beeindigd" if feit.regierol in PROVISIONAL:
            raise OngeldigBericht(f"{place}/stap", "deze regie wordt overgedragen en eindigt niet")
        case _:
            return


def _check(feit: Feit, place: str, *, regie: bool) -> None:
    match feit:
        case Betrokkenheid() | Vrijstelling() | Planopzet() | Heroverweging() | StructureleOnveiligheid() | Vrijgave() | Informering() if (
            not regie
        ):
            raise AlleenRegie(place)
        case Informering(uitkomst="uitzondering") if not (feit.reden and feit.beoordelaar and feit.tot):
            raise OngeldigBericht(place, "een uitzondering noemt waarom, wie dat vindt en tot wanneer")
        case Betrokkenheid(op_spoor="beide", reden=None):
            raise OngeldigBericht(f"{place}/reden", "wie op beide sporen staat, heeft een reden nodig")
        case Geweldsoort(aard="intiem_terrorisme") if not (feit.slachtoffers and feit.plegers):
            raise OngeldigBericht(place, "noem het slachtoffer en de pleger")
        case Veiligheidsbeoordeling(schaal=Schaal.VEILIGHEID, onvolledig=False) if not (feit.reden or "").strip() and not below(
            feit.cijfer, ZES
        ):
            raise OngeldigBericht(f"{place}/reden", "een 6 of hoger heeft een reden nodig")
        case _:
            return


def check_rights(bijdrage: Bijdrage, casus: Casus | None, organisatie: str, provisional: str) -> None:
    """Refuse what this organisation may not record; raises AlleenRegie or OngeldigBericht with the place."""
    regie = holds_regie(casus, organisatie, provisional)
    for n, feit in enumerate(bijdrage.feiten):
        _check(feit, f"/feiten/{n}", regie=regie)
        if isinstance(feit, Regie):
            _check_step(feit, f"/feiten/{n}", casus, (organisatie, provisional))


def check_withdrawals(bijdrage: Bijdrage, casus: Casus | None, organisatie: str, provisional: str) -> None:
    """Refuse to take back an act of regie by who no longer directs, and regie itself: that is handed over, not taken back."""
    regie = holds_regie(casus, organisatie, provisional)
    said = {i.herkomst.eigen_id: i.feit for i in (casus.items if casus else ()) if i.herkomst.organisatie == organisatie}
    for n, intrekking in enumerate(bijdrage.intrekkingen):
        match said.get(intrekking.ref):
            case Regie(stap="aanvaard"):
                raise AlleenRegie(f"/intrekkingen/{n}/ref", "regie wordt overgedragen, niet ingetrokken")
            case feit if isinstance(feit, (*VAN_REGIE, Regie)) and not regie:
                raise AlleenRegie(f"/intrekkingen/{n}/ref")
            case _:
                pass
