"""A household is called by a code name on screens: drawn at random per casus, never reused (ui 8)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from ketenhub.domain.errors import NietGevonden, TeDruk
from ketenhub.store.kijken import find_own
from ketenhub.store.schuilnamen import offer_code_name, read_code_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

HOUT = (
    "Abeel Acacia Amandel Appelaar Beuk Berk Bosbes Braam Brem Ceder Cipres Conifeer Den Douglas Eik Els Es Esdoorn Fuchsia Ginkgo "
    "Goudenregen Haagbeuk Hazelaar Hulst Iep Jasmijn Jeneverbes Kardinaalsmuts Kastanje Kersenboom Klimop Kornoelje Kwee Lariks Laurier "
    "Liguster Lijsterbes Linde Magnolia Meidoorn Mispel Moerbei Notelaar Olijf Olm Palm Pereboom Perzik Plataan Populier Pruim "
    "Ratelpopulier Rozelaar Sering Sleedoorn Spar Taxus Tamarisk Trompetboom Tulpenboom Vlier Vuurdoorn Wilg Zilverspar"
)
BOMEN = tuple(HOUT.split())
PER_LENGTE = 3
LANGSTE = 6


def draw(kans: str, cijfers: int) -> str:
    """Draw a tree and a number of so many figures from a random text."""
    number, tree = divmod(int.from_bytes(hashlib.sha256(kans.encode()).digest(), "big"), len(BOMEN))
    return f"{BOMEN[tree]}-{number % 10**cijfers:0{cijfers}d}"


async def _give(hub: Hub, tx: Tx, casus_id: str) -> str:
    for figures in range(2, LANGSTE + 1):
        for _ in range(PER_LENGTE):
            await offer_code_name(tx, casus_id, draw(hub.nieuw_id(), figures))
            found = await read_code_names(tx, [casus_id])
            if found:
                return found[casus_id]
    raise TeDruk("schuilnaam", "er is geen vrije schuilnaam gevonden")


async def code_names(hub: Hub, casussen: Sequence[str]) -> dict[str, str]:
    """Give the code name of each casus; draws one for those that have none. For casussen that the caller may see."""
    async with hub.opslag.walk() as tx:
        found = await read_code_names(tx, casussen)
        for casus_id in casussen:
            if casus_id not in found:
                found[casus_id] = await _give(hub, tx, casus_id)
    return found


async def code_name(hub: Hub, organisatie: str, verwijzing: str) -> str:
    """Give the code name behind an organisation's own reference; raises NietGevonden."""
    async with hub.opslag.request(organisatie) as tx:
        found = await find_own(tx, verwijzing)
    if found is None:
        raise NietGevonden("verwijzing")
    return (await code_names(hub, [found[0]]))[found[0]]
