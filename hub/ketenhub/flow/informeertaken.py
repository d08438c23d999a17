"""What is still to tell to whom: the duties that disclosures left behind, for who directs (MDA-34)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang, NietGevonden
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.delen import cut_view
from ketenhub.flow.geldend import in_force
from ketenhub.flow.informeren import called_by, today
from ketenhub.flow.look import load_for
from ketenhub.flow.namens import mark
from ketenhub.share.informeren import Plicht, name_people, standing
from ketenhub.store import kijken
from ketenhub.store.informeren import read_duties
from ketenhub.store.keten import add_line

if TYPE_CHECKING:
    from ketenhub.flow.beeld import Beeld
    from ketenhub.flow.hub import Hub
    from ketenhub.share.informeren import Stand
    from ketenhub.store.lopen import Betrokkene
    from ketenhub.store.opslag import Tx

HANDELING = "informeerplichten bekeken"


@dataclass(frozen=True, slots=True)
class Informeertaak:
    """One duty as who directs reads it: about whom, in that organisation's own pseudonym, and how it stands."""

    persoon: str
    stand: Stand


async def own_casus(tx: Tx, verwijzing: str) -> tuple[str, Betrokkene]:
    """Give the casus of who directs; to anyone without it it does not exist. Raises NietGevonden, GeenToegang."""
    found = await kijken.find_own(tx, verwijzing)
    if found is None:
        raise NietGevonden("verwijzing")
    if not found[1].regie:
        raise GeenToegang("verwijzing", "alleen de regie kan dit")
    return found


async def _read(hub: Hub, organisatie: str, verwijzing: str) -> list[Informeertaak]:
    async with hub.opslag.request(organisatie) as tx:
        hub = await in_force(hub, tx)
        casus_id, wie = await own_casus(tx, verwijzing)
        beeld: Beeld = await load_for(hub, tx, casus_id, wie)
        name = called_by(hub, organisatie)
        noemer = name_people(beeld.gereed, cut_view(hub, beeld, wie).uitsnede, name, hub.keten.names())
        found = []
        for rij in await read_duties(tx, casus_id):
            plicht = Plicht(rij.persoon, rij.soort, rij.eigenaar, rij.uiterlijk, rij.grond)
            stand = standing(beeld.gereed, rij.organisatie, plicht, today(hub), noemer)
            found.append(Informeertaak(name(stand.persoon), stand))
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, HANDELING, organisatie, "getoond", mark(casus_id)))
    return found


async def to_tell(hub: Hub, organisatie: str, verwijzing: str) -> list[Informeertaak]:
    """Give every duty of a casus; raises NietGevonden and GeenToegang, each noted in the chain of the one who asked."""
    try:
        return await _read(hub, organisatie, verwijzing)
    except (NietGevonden, GeenToegang) as fout:
        await note(hub, organisatie, HANDELING, fout.code)
        raise
