"""Logging in at the screens: an opaque session of ten quiet minutes, and of ten hours at most."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang
from ketenhub.flow.audit import audit_line
from ketenhub.flow.namens import CASEMANAGER, PRIVACY_OFFICER, let_in
from ketenhub.store import sessies
from ketenhub.store.keten import add_line

if TYPE_CHECKING:
    from datetime import datetime

    from ketenhub.flow.hub import Hub
    from ketenhub.partners.organisaties import Medewerker
    from ketenhub.store.opslag import Tx

STIL = timedelta(minutes=10)
HEEL = timedelta(hours=10)
VOOR = {CASEMANAGER: "casemanagers", "beheerder": "beheerders", PRIVACY_OFFICER: "de privacyfunctionaris"}


@dataclass(frozen=True, slots=True)
class Sessie:
    """Who looks, the token that this person's forms carry, and when he logged in."""

    persoon: Medewerker
    csrf: str
    sinds: datetime


def _mark(waarde: str) -> bytes:
    return hashlib.sha256(waarde.encode()).digest()


def find_person(hub: Hub, ident: str) -> Medewerker | None:
    """Give the person with this id, or None."""
    return next((one for one in hub.keten.medewerkers if one.id == ident), None)


async def _note(hub: Hub, tx: Tx, persoon: Medewerker, act: str, result: str = "gedaan") -> None:
    line = audit_line(hub, act, persoon.organisatie, result, {"persoon": persoon.id})
    await add_line(tx, f"org:{persoon.organisatie}", line)


async def log_in(hub: Hub, ident: str) -> str:
    """Open a session for a person of the region; gives the value of the cookie. Raises GeenToegang."""
    persoon = find_person(hub, ident)
    if persoon is None:
        raise GeenToegang("persoon", "Kies een persoon uit de lijst.")
    waarde = hub.nieuw_id() + hub.nieuw_id()
    nu = hub.nu()
    async with hub.opslag.walk() as tx:
        await sessies.sweep_sessions(tx, nu, STIL)
        await sessies.keep_session(tx, sessies.Bewaard(_mark(waarde), persoon.id, hub.nieuw_id(), nu, nu + HEEL))
        await _note(hub, tx, persoon, "ingelogd")
    return waarde


async def find_session(hub: Hub, waarde: str) -> Sessie | None:
    """Give the session behind a cookie while it runs, and make the rest of the request for its person; looking keeps it awake."""
    async with hub.opslag.walk() as tx:
        found = await sessies.touch_session(tx, _mark(waarde), hub.nu(), STIL)
    persoon = find_person(hub, found[0]) if found else None
    if found is None or persoon is None:
        return None
    await let_in(hub, persoon)
    return Sessie(persoon, found[1], found[2] - HEEL)


async def log_out(hub: Hub, waarde: str) -> None:
    """End the session behind a cookie."""
    async with hub.opslag.walk() as tx:
        ident = await sessies.end_session(tx, _mark(waarde))
        persoon = find_person(hub, ident) if ident else None
        if persoon is not None:
            await _note(hub, tx, persoon, "uitgelogd")


async def check_role(hub: Hub, persoon: Medewerker, rol: str, act: str) -> None:
    """Refuse an act that is for another role, and put that on record; raises GeenToegang."""
    if persoon.rol == rol:
        return
    async with hub.opslag.walk() as tx:
        await _note(hub, tx, persoon, act, "geweigerd")
    raise GeenToegang("rol", f"Dit scherm is voor {VOOR[rol]}.")
