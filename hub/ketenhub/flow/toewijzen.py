"""Which casemanagers of an organisation work on a casus, where the organisation works by assignment (architecture 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.errors import KetenhubError, NietGevonden, OngeldigBericht, Tegenstrijdig
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import casemanagers, mark, works_by_assignment
from ketenhub.store import kijken, lopen, toegang
from ketenhub.store.keten import add_line
from ketenhub.store.namens import NAMENS
from ketenhub.store.toegang import Toewijzing

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

TOEGEWEZEN, ONTHEVEN, BEKEKEN = "casus toegewezen", "toewijzing beeindigd", "toewijzingen bekeken"
WEIGERINGEN: tuple[type[KetenhubError], ...] = (NietGevonden, OngeldigBericht, Tegenstrijdig)


async def _own(tx: Tx, verwijzing: str) -> str:
    found = await kijken.find_own(tx, verwijzing)
    if found is None:
        raise NietGevonden("verwijzing")
    return found[0]


async def _assign(hub: Hub, plek: tuple[str, str], persoon: str) -> Toewijzing:
    organisatie, verwijzing = plek
    async with hub.opslag.request(organisatie) as tx:
        casus_id = await _own(tx, verwijzing)
    if not works_by_assignment(hub, organisatie):
        raise Tegenstrijdig("", "uw organisatie werkt niet met toewijzing")
    if persoon not in casemanagers(hub, organisatie):
        raise OngeldigBericht("/medewerker", "dit is geen casemanager van uw organisatie")
    wie = NAMENS.get()
    new = Toewijzing(hub.nieuw_id(), persoon, hub.nu(), door=None if wie is None else wie.persoon)
    async with hub.opslag.walk() as tx:
        await lopen.lock_casus(tx, casus_id)
        await toegang.keep_assignment(tx, casus_id, organisatie, new)
        kept = next(t for t in await toegang.read_assignments(tx, casus_id, organisatie) if t.persoon == persoon and t.tot is None)
        more = {"toewijzing": kept.toewijzing_id, "aan": persoon, **mark(casus_id)}
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, TOEGEWEZEN, organisatie, "gedaan", more))
    return kept


async def assign(hub: Hub, organisatie: str, verwijzing: str, persoon: str) -> Toewijzing:
    """Assign a casus to a casemanager of the own organisation; whom it was assigned to already keeps it.

    Whether that person may see the casus is no matter here: the conflict list goes first, and tells nobody.
    Raises NietGevonden, OngeldigBericht, Tegenstrijdig; each is noted in the chain of the one who asked.
    """
    try:
        return await _assign(hub, (organisatie, verwijzing), persoon)
    except WEIGERINGEN as fout:
        await note(hub, organisatie, TOEGEWEZEN, fout.code)
        raise


async def _release(hub: Hub, plek: tuple[str, str], toewijzing_id: str) -> Toewijzing:
    organisatie, verwijzing = plek
    async with hub.opslag.request(organisatie) as tx:
        casus_id = await _own(tx, verwijzing)
    async with hub.opslag.walk() as tx:
        await toegang.end_assignment(tx, (toewijzing_id, casus_id, organisatie), hub.nu())
        found = next((t for t in await toegang.read_assignments(tx, casus_id, organisatie) if t.toewijzing_id == toewijzing_id), None)
        if found is None:
            raise NietGevonden("toewijzingId")
        more = {"toewijzing": toewijzing_id, **mark(casus_id)}
        await add_line(tx, f"casus:{casus_id}", audit_line(hub, ONTHEVEN, organisatie, "gedaan", more))
    return found


async def release(hub: Hub, organisatie: str, verwijzing: str, toewijzing_id: str) -> Toewijzing:
    """End an assignment; a repeat changes nothing. Raises NietGevonden, noted in the chain of the one who asked."""
    try:
        return await _release(hub, (organisatie, verwijzing), toewijzing_id)
    except NietGevonden as fout:
        await note(hub, organisatie, ONTHEVEN, fout.code)
        raise


async def read_assignments(hub: Hub, organisatie: str, verwijzing: str) -> list[Toewijzing]:
    """Give who of the own organisation was ever assigned to a casus; raises NietGevonden, noted in the chain of the one who asked."""
    try:
        async with hub.opslag.request(organisatie) as tx:
            casus_id = await _own(tx, verwijzing)
            found = await toegang.read_assignments(tx, casus_id, organisatie)
            await add_line(tx, f"casus:{casus_id}", audit_line(hub, BEKEKEN, organisatie, "getoond", mark(casus_id)))
    except NietGevonden as fout:
        await note(hub, organisatie, BEKEKEN, fout.code)
        raise
    return found
