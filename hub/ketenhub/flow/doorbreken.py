"""A message walks; what it lets go past the rules is held to its length and to two people, and told: regie and privacy officer (F47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.afwegen import Doorbreking, Doorbrekingsbevestiging
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.moment import day_of
from ketenhub.domain.partijen import Spoor
from ketenhub.flow import beeld as projectie
from ketenhub.flow.audit import audit_line
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.flow.walk import walk
from ketenhub.merge.afwegen import check_length
from ketenhub.store import doorbreken, lopen, missers, uitgaand
from ketenhub.store.keten import add_line
from ketenhub.store.namens import NAMENS

if TYPE_CHECKING:
    from ketenhub.domain.bijdrage import Item
    from ketenhub.flow.aanknopen import Binnen
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

SOORTEN = (Doorbreking, Doorbrekingsbevestiging)


async def take_in(hub: Hub, tx: Tx, binnen: Binnen) -> None:
    """Let a contribution walk, and tell of each override that it proposes or confirms.

    Raises what `walk` raises, and OngeldigBericht for one that lasts too long or is confirmed by who proposed it; nothing of it stays.
    """
    check_length(binnen.bijdrage.feiten, hub.pakket.doorbreking_hoogstens)
    casus_id = await walk(hub, tx, binnen)
    if any(isinstance(feit, SOORTEN) for feit in binnen.bijdrage.feiten):
        await _overrides(hub, tx, casus_id, binnen)


async def _items(hub: Hub, tx: Tx, casus_id: str) -> dict[str, Item]:
    bos = Sleutelbos(hub.kluis, casus_id, await lopen.read_keys(tx, casus_id))
    found = projectie.whole(await lopen.read_projections(tx, casus_id), bos)
    return {} if found is None else {item.id: item for item in found[0].items}


async def _overrides(hub: Hub, tx: Tx, casus_id: str, binnen: Binnen) -> None:
    items, said = await _items(hub, tx, casus_id), (binnen.organisatie, binnen.bijdrage.bericht_id)
    places = {feit.ref: f"/feiten/{n}" for n, feit in enumerate(binnen.bijdrage.feiten)}
    proposed = []
    for item in items.values():
        if (item.herkomst.organisatie, item.herkomst.bericht) != said or not isinstance(item.feit, SOORTEN):
            continue
        if isinstance(item.feit, Doorbreking):
            proposed.append(item.feit.geldig_tot)
        else:
            await _check_second(tx, (items[item.feit.doorbreking], item), f"{places[item.herkomst.eigen_id]}/professional")
        await _tell(hub, tx, casus_id, item)
    wie = NAMENS.get()
    if wie is not None and proposed:
        await doorbreken.keep_person(tx, said, wie.persoon, (day_of(hub.nu(), hub.kalender.tijdzone), max(proposed)))


def _known_as(item: Item, persoon: str | None) -> set[str]:
    """Give every name by which the hub knows who said something: the reference in it, and whom the session or the system named."""
    professional = item.herkomst.professional
    return {name.casefold() for name in (persoon, professional.ref if professional else None) if name is not None}


async def _check_second(tx: Tx, stukken: tuple[Item, Item], place: str) -> None:
    """Refuse the confirmation of one who is known by a name of who proposed."""
    proposal, confirmation = stukken
    first, wie = await doorbreken.find_person(tx, proposal.herkomst.organisatie, proposal.herkomst.bericht), NAMENS.get()
    if _known_as(proposal, first) & _known_as(confirmation, None if wie is None else wie.persoon):
        raise OngeldigBericht(place, "een ander dan wie haar voorstelde, bevestigt een doorbreking")


async def _tell(hub: Hub, tx: Tx, casus_id: str, item: Item) -> None:
    """Tell who directs on the side where it was said, and the privacy officer of who said it: that, and never what or about whom."""
    ident, wie, organisatie, soort = hub.nieuw_id(), NAMENS.get(), item.herkomst.organisatie, item.feit.soort
    await missers.tell_officer(tx, missers.Melding(ident, organisatie, soort, None if wie is None else wie.persoon, hub.nu()))
    await uitgaand.announce(tx, ident, casus_id, soort, pleger=item.spoor is Spoor.PLEGER)
    await add_line(tx, f"casus:{casus_id}", audit_line(hub, soort, organisatie, "gedaan", {"melding": ident}))
