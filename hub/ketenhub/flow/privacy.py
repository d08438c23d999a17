"""What the privacy officer of an organisation reads, and how he reviews a break-glass; of the plan nothing (trust 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from ketenhub.domain.errors import GeenToegang, KetenhubError, NietGevonden, Tegenstrijdig
from ketenhub.domain.moment import day_of
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import PRIVACY_OFFICER, person_with
from ketenhub.flow.verzegeld import Gezegd, open_words, seal_words
from ketenhub.keys.kluis import Plek
from ketenhub.store import missers, toegang
from ketenhub.store.keten import add_line

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub
    from ketenhub.store.missers import Melding
    from ketenhub.store.opslag import Tx
    from ketenhub.store.toegang import Noodoordeel, Noodtoegang

Stand = Literal["te_beoordelen", "te_laat", "beoordeeld"]
Oordeel = Literal["terecht", "onterecht"]
GELEZEN, NOODTOEGANGEN, BEOORDEELD = "privacymeldingen bekeken", "noodtoegangen bekeken", "noodtoegang beoordeeld"
MEEST = 100


@dataclass(frozen=True, slots=True)
class Beoordeeltaak:
    """One break-glass as its reviewer reads it: with the reason, how the review stands, and what was found and why."""

    noodtoegang: Noodtoegang
    reden: str
    stand: Stand
    oordeel: Noodoordeel | None = None
    waarom: str | None = None


def _task(hub: Hub, row: tuple[Noodtoegang, Noodoordeel | None]) -> Beoordeeltaak:
    broken, judged = row
    reden = open_words(hub, Plek("noodtoegang", "inhoud", broken.noodtoegang_id, broken.organisatie), broken.woorden).reden
    if judged is not None:
        plek = Plek("noodbeoordeling", "inhoud", broken.noodtoegang_id, broken.organisatie)
        return Beoordeeltaak(broken, reden, "beoordeeld", judged, open_words(hub, plek, judged.woorden).reden)
    late = day_of(hub.nu(), ZoneInfo(hub.kalender.zone)) > broken.beoordelen_voor
    return Beoordeeltaak(broken, reden, "te_laat" if late else "te_beoordelen")


async def read_told(hub: Hub, organisatie: str) -> list[Melding]:
    """Give what the officer was told, the last first; raises GeenToegang, noted in the chain of the one who asked."""
    try:
        person_with(PRIVACY_OFFICER)
    except GeenToegang as fout:
        await note(hub, organisatie, GELEZEN, fout.code)
        raise
    async with hub.opslag.request(organisatie) as tx:
        found = await missers.read_told(tx, MEEST)
        await add_line(tx, f"org:{organisatie}", audit_line(hub, GELEZEN, organisatie, "getoond"))
    return found


async def read_tasks(hub: Hub, organisatie: str) -> list[Beoordeeltaak]:
    """Give every break-glass of the organisation, the last first, with its review; raises GeenToegang, noted with the one who asked."""
    try:
        person_with(PRIVACY_OFFICER)
    except GeenToegang as fout:
        await note(hub, organisatie, NOODTOEGANGEN, fout.code)
        raise
    async with hub.opslag.request(organisatie) as tx:
        found = [_task(hub, row) for row in await toegang.read_for_review(tx, organisatie)]
        await add_line(tx, f"org:{organisatie}", audit_line(hub, NOODTOEGANGEN, organisatie, "getoond"))
    return found


async def _review(hub: Hub, tx: Tx, wat: tuple[str, str], oordeel: Oordeel, reden: str) -> None:
    organisatie, ident = wat
    wie = person_with(PRIVACY_OFFICER)
    known = await toegang.read_for_review(tx, organisatie, ident)
    if not known:
        raise NietGevonden("noodtoegangId")
    before = known[0][1]
    if before is not None:
        if before.oordeel != oordeel:
            raise Tegenstrijdig("/oordeel", "deze noodtoegang is al beoordeeld")
        return
    words = seal_words(hub, Plek("noodbeoordeling", "inhoud", ident, organisatie), Gezegd(reden))
    await toegang.keep_review(tx, ident, organisatie, toegang.Noodoordeel(wie.persoon, oordeel, hub.nu(), words))
    await add_line(tx, f"org:{organisatie}", audit_line(hub, BEOORDEELD, organisatie, oordeel, {"noodtoegang": ident}))


async def review(hub: Hub, wat: tuple[str, str], oordeel: Oordeel, reden: str) -> Beoordeeltaak:
    """Record what the officer finds of a break-glass (organisation, id); the same again changes nothing.

    Raises GeenToegang, NietGevonden, Tegenstrijdig; each is noted in the chain of the one who asked.
    """
    refusals: tuple[type[KetenhubError], ...] = (GeenToegang, NietGevonden, Tegenstrijdig)
    try:
        async with hub.opslag.request(wat[0]) as tx:
            await _review(hub, tx, wat, oordeel, reden)
            return _task(hub, (await toegang.read_for_review(tx, *wat))[0])
    except refusals as fout:
        await note(hub, wat[0], BEOORDEELD, fout.code)
        raise
