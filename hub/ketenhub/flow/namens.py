"""Let a person in: by a session of the hub, or because the system of the organisation says who is at it (ADR 0016)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang
from ketenhub.flow.aantekenen import note
from ketenhub.store.namens import NAMENS, Namens, Zicht
from ketenhub.store.toegang import read_broken

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub
    from ketenhub.partners.organisaties import Medewerker
    from ketenhub.store.namens import Gebroken

CASEMANAGER, PRIVACY_OFFICER = "casemanager", "privacy_officer"


def works_by_assignment(hub: Hub, organisatie: str) -> bool:
    """Tell whether the casemanagers of an organisation see what is assigned to them only."""
    found = hub.keten.find(organisatie)
    return found is not None and found.toewijzing


def casemanagers(hub: Hub, organisatie: str) -> tuple[str, ...]:
    """Give who is casemanager at an organisation now."""
    return tuple(one.id for one in hub.keten.staff(organisatie) if one.rol == CASEMANAGER)


def _sight(hub: Hub, wie: Medewerker) -> Zicht:
    match wie.rol:
        case "casemanager":
            return "toegewezen" if works_by_assignment(hub, wie.organisatie) else "alles"
        case "privacy_officer":
            return "privacy"
        case "beheerder":
            return "geen"


async def let_in(hub: Hub, wie: Medewerker, *, verklaard: bool = False) -> None:
    """From here on this request is made for a person: nothing that is hidden from that person comes out of the database."""
    zicht = _sight(hub, wie)
    mine = Namens(wie.organisatie, wie.id, zicht, hub.nu(), verklaard, casemanagers(hub, wie.organisatie))
    NAMENS.set(mine)
    if zicht == "toegewezen":
        async with hub.opslag.request(wie.organisatie) as tx:
            NAMENS.set(replace(mine, gebroken=await read_broken(tx)))


async def let_in_stated(hub: Hub, organisatie: str, medewerker: str | None) -> None:
    """Let in whom a system says to act for; a system that names nobody is no person. Raises GeenToegang for who does not work there."""
    if medewerker is None:
        return
    wie = next((one for one in hub.keten.staff(organisatie) if one.id == medewerker), None)
    if wie is None:
        await note(hub, organisatie, "medewerker genoemd", GeenToegang.code)
        raise GeenToegang("Ketenhub-Medewerker", "deze medewerker hoort niet bij uw organisatie")
    await let_in(hub, wie, verklaard=True)


def _lasting() -> tuple[Gebroken, ...]:
    wie = NAMENS.get()
    return () if wie is None else wie.gebroken


def mark(casus_id: str) -> Object:
    """Give what an audit line of a casus says when this person sees it by break-glass."""
    found = next((one for one in _lasting() if one.casus_id == casus_id), None)
    return {} if found is None else {"noodtoegang": found.noodtoegang_id}


def open_until(verwijzing: str) -> datetime | None:
    """Give when the break-glass ends by which this person sees what stands behind a reference; None when it is no break-glass."""
    return max((one.tot for one in _lasting() if one.verwijzing == verwijzing), default=None)


def person_with(rol: str) -> Namens:
    """Give the person of this request when he has this role at his organisation; raises GeenToegang, also when nobody is named."""
    wie = NAMENS.get()
    wanted = {CASEMANAGER: {"alles", "toegewezen"}, PRIVACY_OFFICER: {"privacy"}}[rol]
    if wie is None or wie.zicht not in wanted:
        raise GeenToegang("Ketenhub-Medewerker", f"dit is alleen voor een {rol.replace('_', ' ')} van uw organisatie")
    return wie
