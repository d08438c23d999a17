"""Break-glass: a casemanager opens one casus that is assigned to others, for an hour, with a reason that is read (trust 5).

It widens assignment alone: what comes out is the view of the own organisation, and what the conflict list closes stays closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.errors import GeenToegang, KetenhubError, NietGevonden, OngeldigBericht, Tegenstrijdig
from ketenhub.domain.kalender import add_working_days
from ketenhub.domain.moment import day_of
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import CASEMANAGER, person_with
from ketenhub.flow.verzegeld import Gezegd, seal_words
from ketenhub.keys.kluis import Plek
from ketenhub.store import kijken, lopen, missers, toegang, uitgaand
from ketenhub.store.keten import add_line
from ketenhub.store.toegang import Noodtoegang

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.flow.hub import Hub
    from ketenhub.store.namens import Namens

DUUR = timedelta(minutes=60)
VERS = timedelta(minutes=5)
KORTSTE_REDEN = 20
WERKDAGEN = 2
HANDELING = "noodtoegang"
SPELING = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Noodvraag:
    """Which casus by the organisation's own reference, why, and when the person last logged in."""

    organisatie: str
    verwijzing: str
    reden: str
    ingelogd_op: datetime


def is_fresh(hub: Hub, ingelogd_op: datetime) -> bool:
    """Tell whether somebody logged in so short ago that it counts as step-up; a moment to come does not."""
    return -SPELING <= hub.nu() - ingelogd_op <= VERS


def check_question(hub: Hub, vraag: Noodvraag) -> Namens:
    """Hold a question to its form and to who may ask it, before anything is looked up; raises OngeldigBericht, GeenToegang."""
    wie = person_with(CASEMANAGER)
    if len(vraag.reden.strip()) < KORTSTE_REDEN:
        raise OngeldigBericht("/reden", f"schrijf een reden van {KORTSTE_REDEN} tekens of meer")
    if not is_fresh(hub, vraag.ingelogd_op):
        raise GeenToegang("/ingelogdOp", "log eerst opnieuw in; dat mag hoogstens 5 minuten geleden zijn")
    return wie


async def _hidden_casus(hub: Hub, vraag: Noodvraag, wie: Namens) -> str:
    """Give the casus that assignment alone hides from this person.

    A reference of nobody, of another organisation, and of a casus that is closed to this person are alike: NietGevonden.
    """
    async with hub.opslag.request(vraag.organisatie) as tx:
        if await kijken.find_own(tx, vraag.verwijzing) is not None:
            raise Tegenstrijdig("verwijzing", "u ziet deze casus al")
    async with hub.opslag.walk() as tx:
        casus_id = await lopen.find_by_reference(tx, vraag.verwijzing, vraag.organisatie)
        if casus_id is None or await toegang.is_closed(tx, casus_id, wie.persoon):
            raise NietGevonden("verwijzing")
    return casus_id


def _broken(hub: Hub, vraag: Noodvraag, wie: Namens) -> Noodtoegang:
    ident, van = hub.nieuw_id(), hub.nu()
    due = add_working_days(day_of(van, ZoneInfo(hub.kalender.zone)), WERKDAGEN, hub.kalender)
    words = seal_words(hub, Plek("noodtoegang", "inhoud", ident, vraag.organisatie), Gezegd(vraag.reden))
    return Noodtoegang(ident, vraag.organisatie, vraag.verwijzing, wie.persoon, van, van + DUUR, due, words)


async def _break(hub: Hub, vraag: Noodvraag) -> Noodtoegang:
    wie = check_question(hub, vraag)
    casus_id = await _hidden_casus(hub, vraag, wie)
    new = _broken(hub, vraag, wie)
    async with hub.opslag.walk() as tx:
        await toegang.keep_broken(tx, casus_id, new)
        melding = missers.Melding(hub.nieuw_id(), vraag.organisatie, HANDELING, wie.persoon, new.van)
        await missers.tell_officer(tx, melding)
        await uitgaand.announce(tx, new.noodtoegang_id, casus_id, HANDELING)
        line = audit_line(hub, HANDELING, vraag.organisatie, "gedaan", {"noodtoegang": new.noodtoegang_id})
        await add_line(tx, f"casus:{casus_id}", line)
    hub.wek()
    return new


async def break_glass(hub: Hub, vraag: Noodvraag) -> Noodtoegang:
    """Open one casus for an hour, and tell regie and the privacy officer at once.

    Raises OngeldigBericht, GeenToegang, NietGevonden, Tegenstrijdig; each is noted in the chain of the one who asked.
    """
    refusals: tuple[type[KetenhubError], ...] = (OngeldigBericht, GeenToegang, NietGevonden, Tegenstrijdig)
    try:
        return await _break(hub, vraag)
    except refusals as fout:
        await note(hub, vraag.organisatie, HANDELING, fout.code)
        raise
