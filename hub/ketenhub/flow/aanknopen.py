"""To which casus a message belongs, and by what the next one finds it (domain 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ketenhub.domain.errors import OnbekendeVerwijzing
from ketenhub.domain.geweld import Melding
from ketenhub.domain.partijen import Persoon, Rol
from ketenhub.merge.link import Aanknoping, Kandidaat, Koppeling, link
from ketenhub.store import lopen

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Bijdrage, Vastlegging
    from ketenhub.domain.casus import Casus
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx


@dataclass(frozen=True, slots=True)
class Binnen:
    """A translated message that is about to walk."""

    bijdrage: Bijdrage
    organisatie: str
    ontvangen_op: datetime
    vertaling: str


async def find_casus(hub: Hub, tx: Tx, binnen: Binnen) -> Koppeling:
    """Look up what links the message to a casus, and decide; raises OnbekendeVerwijzing."""
    bijdrage, org = binnen.bijdrage, binnen.organisatie
    mark = hub.kluis.mark
    by_reference = await lopen.find_by_reference(tx, bijdrage.verwijzing, org) if bijdrage.verwijzing else None
    if bijdrage.verwijzing and by_reference is None:
        raise OnbekendeVerwijzing("/verwijzing")
    eigen = bijdrage.eigen_referentie
    about = bijdrage.betreft_bericht
    numbers = [feit.bsn for feit in bijdrage.feiten if isinstance(feit, Persoon) and feit.bsn]
    bsns = [one for bsn in numbers for one in hub.kluis.marks("bsn", bsn)]
    own = [mark("eigen", org, eigen)] if eigen else []
    # two messages about one zaak or one household that come at the same moment would each see no casus yet
    await lopen.one_at_a_time(tx, own + bsns)
    return link(
        Aanknoping(
            verwijzing=by_reference,
            eigen_referentie=await lopen.find_by_message(tx, org, "eigen", own[0]) if own else None,
            betreft_bericht=await lopen.find_by_message(tx, org, "bericht", mark("bericht", about)) if about else None,
            kandidaten=tuple(Kandidaat(*row) for row in await lopen.find_by_bsn(tx, bsns, org)) if bsns else (),
        )
    )


def references(hub: Hub, binnen: Binnen, vastlegging: Vastlegging) -> list[tuple[str, str, bytes]]:
    """Name under which numbers sender and addressees may come back to this casus."""
    mark, org, bijdrage = hub.kluis.mark, binnen.organisatie, binnen.bijdrage
    found = [(org, "bericht", mark("bericht", bijdrage.bericht_id))]
    if bijdrage.eigen_referentie:
        found.append((org, "eigen", mark("eigen", org, bijdrage.eigen_referentie)))
    for item in vastlegging.items:
        if isinstance(item.feit, Melding):
            found += [(party, "bericht", mark("bericht", item.feit.identificatie)) for party in {org, *item.herkomst.genoemd}]
    return found


def bsn_marks(hub: Hub, casus: Casus) -> list[tuple[bytes, str, bool]]:
    """Give the marks by which a message of the same members finds this casus; who is only network is no member."""
    victims = {p.id for p in casus.personen if Rol.SLACHTOFFER in p.rollen}
    members = {p.id for p in casus.personen if p.lid}
    return [(hub.kluis.mark("bsn", bsn), persoon, persoon in victims) for bsn, persoon in casus.bsns if persoon in members]
