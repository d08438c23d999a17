"""What a system asks about its own traffic: was my message taken in, and which notifications did I miss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.errors import NietGevonden
from ketenhub.flow.aantekenen import note
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import mark
from ketenhub.store import kijken, postvak, uitgaand
from ketenhub.store.keten import add_line

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.flow.hub import Hub
    from ketenhub.store.opslag import Tx

BLADZIJDE = 100
STATUS_GEVRAAGD = "berichtstatus gevraagd"


@dataclass(frozen=True, slots=True)
class Inhaalvraag:
    """Who missed what: the caller's own reference, the lane, and the last number it has."""

    organisatie: str
    verwijzing: str
    baan: str
    na: int


@dataclass(frozen=True, slots=True)
class Gemist:
    """One notification as it was sent; of a withdrawn one only the number is left."""

    volgnummer: int
    vervallen: bool
    soort: str | None
    ernst: str | None
    op: datetime


async def message_status(hub: Hub, organisatie: str, bericht_id: str) -> datetime:
    """Give when this organisation's own message was taken in; raises NietGevonden, also for a message of another."""
    async with hub.opslag.request(organisatie) as tx:
        found = await postvak.read_status(tx, organisatie, bericht_id)
        if found is not None:
            await add_line(tx, f"org:{organisatie}", audit_line(hub, STATUS_GEVRAAGD, organisatie, "getoond"))
    if found is None:
        await note(hub, organisatie, STATUS_GEVRAAGD, NietGevonden.code)
        raise NietGevonden("berichtId")
    return found[1]


async def _missed(hub: Hub, tx: Tx, vraag: Inhaalvraag) -> list[Gemist]:
    own = await kijken.find_own(tx, vraag.verwijzing)
    if own is None:
        raise NietGevonden("verwijzing")
    found: dict[int, Gemist] = {}
    for number, soort, ernst, status, op in await uitgaand.read_after(tx, own[0], vraag.baan, vraag.na, BLADZIJDE + 1):
        gone = status == "ingetrokken"
        if number not in found or not gone:  # a row that replaced a withdrawn one bears its number
            found[number] = Gemist(number, gone, None if gone else soort, None if gone else ernst, op)
    await add_line(tx, f"casus:{own[0]}", audit_line(hub, "notificaties ingehaald", vraag.organisatie, "getoond", mark(own[0])))
    return list(found.values())


async def catch_up(hub: Hub, vraag: Inhaalvraag) -> tuple[list[Gemist], bool]:
    """Give a page of the caller's own notifications after a number, and whether there are more; raises NietGevonden."""
    try:
        async with hub.opslag.request(vraag.organisatie) as tx:
            found = await _missed(hub, tx, vraag)
    except NietGevonden:
        await note(hub, vraag.organisatie, "notificaties ingehaald", "niet-gevonden")
        raise
    return found[:BLADZIJDE], len(found) > BLADZIJDE
