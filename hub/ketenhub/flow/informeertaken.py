"""What is still to tell to whom: the duties that disclosures left behind, for who directs (MDA-34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang
from ketenhub.flow.delen import cut_view
from ketenhub.flow.informeren import called_by, today
from ketenhub.flow.look import Antwoord, Inkijk, Vraag, Weigering, give
from ketenhub.share.informeren import Plicht, name_people, standing
from ketenhub.store.informeren import read_duties

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.share.informeren import Stand

HANDELING, DOEL = "informeerplichten bekeken", "vertellen aan wie het gaat"
ALLEEN_REGIE = Weigering(GeenToegang, "alleen de regie kan dit")


@dataclass(frozen=True, slots=True)
class Informeertaak:
    """One duty as who directs reads it: about whom, in that organisation's own pseudonym, and how it stands."""

    persoon: str
    stand: Stand


async def _tasks(inkijk: Inkijk) -> Antwoord[list[Informeertaak]]:
    hub, wie, beeld = inkijk.hub, inkijk.wie, inkijk.open()
    name = called_by(hub, wie.organisatie)
    noemer = name_people(beeld.gereed, cut_view(hub, beeld, wie).uitsnede, name, hub.keten.names())
    async with hub.opslag.request(wie.organisatie) as tx:
        rijen = await read_duties(tx, inkijk.casus_id)
    found = []
    for rij in rijen:
        plicht = Plicht(rij.persoon, rij.soort, rij.eigenaar, rij.uiterlijk, rij.grond)
        stand = standing(beeld.gereed, rij.organisatie, plicht, today(hub), noemer)
        found.append(Informeertaak(name(stand.persoon), stand))
    return Antwoord(found)


async def to_tell(hub: Hub, organisatie: str, verwijzing: str) -> list[Informeertaak]:
    """Give every duty of a casus; raises NietGevonden and GeenToegang."""
    return await give(hub, Vraag(organisatie, verwijzing, DOEL, handeling=HANDELING, weigering=ALLEEN_REGIE), _tasks)
