"""Each share of content about a person asks that somebody tells that person: kept with the disclosure itself (MDA-34)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.moment import day_of
from ketenhub.share.informeren import duties, persons_told_of
from ketenhub.store.informeren import Plichtregel, keep_duties

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx
    from ketenhub.store.verstrekken import Verstrekking


def today(hub: Hub) -> date:
    """Give the day on which it is decided."""
    return day_of(hub.nu(), ZoneInfo(hub.kalender.zone))


def called_by(hub: Hub, organisatie: str) -> Callable[[str], str]:
    """Give what an organisation calls a person."""
    return lambda persoon: hub.kluis.pseudonym(organisatie, persoon)


async def leave_duties(hub: Hub, tx: Tx, verstrekking: Verstrekking, gegeven: tuple[Uitsnede, Beeld]) -> None:
    """Keep what this disclosure asks; who had content about a person before asks nothing new."""
    uitsnede, beeld = gegeven
    about = persons_told_of(beeld.gereed, uitsnede, called_by(hub, uitsnede.ontvanger))
    found = duties(beeld.gereed, uitsnede, about, today(hub))
    regels = [
        Plichtregel(uitsnede.ontvanger, plicht.persoon, uitsnede.spoor, plicht.soort, plicht.eigenaar, plicht.uiterlijk, plicht.grond)
        for plicht in found
    ]
    await keep_duties(tx, verstrekking.casus_id, verstrekking.verstrekking_id, regels)
