"""What the words of a fact must hold to be kept: terms, years, evidence, answers; each refusal names its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ketenhub.domain.codes import GEZAMENLIJKE_HULP, INTIEM_TERRORISME, OPENBAAR_MINISTERIE
from ketenhub.domain.errors import AlleenOM, OngeldigBericht
from ketenhub.domain.geweld import Afstemming, Geweldsoort, Maatregel
from ketenhub.domain.kalender import add_months
from ketenhub.domain.moment import day_of
from ketenhub.domain.plan import (
    Instemming,
    Interventie,
    OnveiligeSituatie,
    Veiligheidsvoorwaarde,
    Voorwaardestand,
)
from ketenhub.domain.regie import Heroverweging, Overdracht, Regie
from ketenhub.domain.samenwerking import Herstelpunt, Monitor
from ketenhub.merge.deelname import ZONE
from ketenhub.merge.refs import check_tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.domain.bijdrage import Bijdrage, Feit
    from ketenhub.domain.casus import Casus

HOOGSTE_TERMIJN = 3
EERSTE_JAAR = 1900


@dataclass(frozen=True, slots=True)
class Omstandigheid:
    """What a check may know beside the fact: kind of the sender, day of writing, since when the tracks are separated."""

    soort: str
    geschreven: date
    gescheiden: date | None


def _term(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse a term of more than three calendar months from agreement (VISIE-18, domain F11)."""
    del om
    if isinstance(feit, Veiligheidsvoorwaarde):
        agreed = feit.afgesproken_op or day_of(feit.geldig_op, ZONE)
        if feit.termijn > add_months(agreed, HOOGSTE_TERMIJN):
            raise OngeldigBericht(f"{place}/termijn", "een termijn is hoogstens drie maanden na de afspraak")


def _year(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse a year that cannot be, or that another date contradicts (VISIE-62)."""
    if isinstance(feit, OnveiligeSituatie):
        if not EERSTE_JAAR <= feit.jaar <= om.geschreven.year:
            raise OngeldigBericht(f"{place}/jaar", "dit jaar kan niet")
        if feit.datum is not None and feit.datum.year != feit.jaar:
            raise OngeldigBericht(f"{place}/datum", "de datum valt niet in het jaar")


def _evidence(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse `gerealiseerd` without evidence (ROUTE-03)."""
    del om
    if isinstance(feit, Voorwaardestand) and feit.stand == "gerealiseerd" and not (feit.bewijs or "").strip():
        raise OngeldigBericht(f"{place}/bewijs", "gerealiseerd vraagt bewijs")


def _party(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse consent of nobody or of two at once (VISIE-17), and a handover to nobody or to two."""
    del om
    match feit:
        case Instemming(persoon=persoon, organisatie=organisatie) | Overdracht(aan_persoon=persoon, aan=organisatie):
            if (persoon is None) == (organisatie is None):
                raise OngeldigBericht(place, "noem een persoon of een organisatie")
        case _:
            return


def _transfer(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse to offer or refuse regie without saying why (domain 1)."""
    del om
    if isinstance(feit, Regie) and feit.stap in ("aangeboden", "geweigerd") and not (feit.reden or "").strip():
        raise OngeldigBericht(f"{place}/reden", "wie regie aanbiedt of weigert, zegt waarom")


def _tags(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse a name in a text that is marked wrongly: it would leave as it stands."""
    del om
    check_tags(feit, place)


def _monitor(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse to end a monitor before it is said whether safety came and holds (VT-06)."""
    del om
    if isinstance(feit, Monitor) and feit.beeindigd_op is not None:
        for said, naam in ((feit.komt_veiligheid, "komtVeiligheid"), (feit.blijft_veiligheid, "blijftVeiligheid")):
            if said is None:
                raise OngeldigBericht(f"{place}/{naam}", "een monitor eindigt met beide antwoorden")


def _out_of_reach(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse to say that someone cannot get there without saying why (MDA-07)."""
    del om
    if isinstance(feit, Herstelpunt) and feit.stand == "niet_haalbaar" and not (feit.toelichting or "").strip():
        raise OngeldigBericht(f"{place}/toelichting", "niet haalbaar vraagt een reden")


def _weighed(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse to answer a fall-back that is yet to come (CON-26)."""
    del om
    if isinstance(feit, Heroverweging) and feit.terugval > day_of(feit.geldig_op, ZONE):
        raise OngeldigBericht(f"{place}/terugval", "deze terugval moet nog komen")


def _prosecution(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Leave the prosecution decision to the public prosecution service (VISIE-25)."""
    if isinstance(feit, Afstemming) and feit.vervolgingsbeslissing is not None and om.soort != OPENBAAR_MINISTERIE:
        raise AlleenOM(f"{place}/vervolgingsbeslissing")


def _joint_help(feit: Feit, place: str, om: Omstandigheid) -> None:
    """Refuse help that brings both to one table while intiem terrorisme is suspected (MDA-20, domain F12)."""
    match feit:
        case Interventie(aard=aard, tot=tot):
            until = tot
        case Maatregel(aard=aard, tot=tot, beeindigd_op=ended):
            until = ended or tot
        case _:
            return
    if aard in GEZAMENLIJKE_HULP and om.gescheiden is not None and (until is None or until >= om.gescheiden):
        raise OngeldigBericht(f"{place}/aard", "gezamenlijke hulp kan niet bij een vermoeden van intiem terrorisme")


CHECKS: tuple[Callable[[Feit, str, Omstandigheid], None], ...] = (
    _term,
    _year,
    _evidence,
    _party,
    _transfer,
    _tags,
    _monitor,
    _out_of_reach,
    _weighed,
    _prosecution,
    _joint_help,
)


def _separated(bijdrage: Bijdrage, casus: Casus | None, *, op_pleger: bool) -> date | None:
    """Give since when intiem terrorisme is suspected: in the casus, or by this very message.

    Who speaks on the perpetrator's track could find that day by trying, and it stands on the victim's: there it is as if it always was.
    """
    if op_pleger:
        return date.min
    fresh = [day_of(f.geldig_op, ZONE) for f in bijdrage.feiten if isinstance(f, Geweldsoort) and f.aard == INTIEM_TERRORISME]
    known = [casus.splitsing.op] if casus is not None and casus.splitsing is not None else []
    return min((*known, *fresh), default=None)


def check_content(bijdrage: Bijdrage, casus: Casus | None, soort: str, *, op_pleger: bool) -> None:
    """Refuse what cannot be kept as it stands; raises OngeldigBericht or AlleenOM with the place."""
    om = Omstandigheid(soort, day_of(bijdrage.opgesteld_op, ZONE), _separated(bijdrage, casus, op_pleger=op_pleger))
    for n, feit in enumerate(bijdrage.feiten):
        for check in CHECKS:
            check(feit, f"/feiten/{n}", om)
