"""The screens of access: break-glass for a casemanager, and what the privacy officer reads and reviews."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.errors import OngeldigBericht, Tegenstrijdig
from ketenhub.flow import privacy
from ketenhub.flow.namens import CASEMANAGER, PRIVACY_OFFICER, open_until, works_by_assignment
from ketenhub.flow.noodtoegang import HANDELING, KORTSTE_REDEN, Noodvraag, break_glass, is_fresh
from ketenhub.flow.sessie import check_role
from ketenhub.web.ui.menu import NOODTOEGANG, PRIVACY, WERK
from ketenhub.web.ui.session import check_origin, checked_form, come_back
from ketenhub.web.ui.texts import clock_text
from ketenhub.web.ui.views.toegang import Noodblad, task_view, told_view

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.flow.sessie import Sessie
    from ketenhub.partners.organisaties import Medewerker
    from ketenhub.web.ui.schermen import Schermen

GROOTSTE_REDEN = 400
TE_KORT = f"Schrijf een reden van {KORTSTE_REDEN} tekens of meer."
KIES = "Kies een oordeel en schrijf waarom."


def home_of(persoon: Medewerker) -> str:
    """Give where a person begins: the first of the menu of that role."""
    return PRIVACY if persoon.rol == PRIVACY_OFFICER else WERK


def ends_at(verwijzing: str) -> str:
    """Give the time at which the break-glass of this person on a household ends, or nothing."""
    tot = open_until(verwijzing)
    return "" if tot is None else clock_text(tot)


def _page(s: Schermen, sessie: Sessie, blad: Noodblad, status: int = 200) -> Response:
    frame = s.frame(sessie, NOODTOEGANG, NOODTOEGANG)
    return s.bladen.page("noodtoegang.html", frame, status, n=blad, grootste=GROOTSTE_REDEN)


def emergency_routes(s: Schermen, add: Callable[..., None]) -> None:
    """Add the page by which a casemanager opens a household that is assigned to others."""

    async def toon(request: Request) -> Response:
        sessie = await s.session(request)
        if sessie is None:
            return s.to_login(NOODTOEGANG)
        await check_role(s.hub, sessie.persoon, CASEMANAGER, HANDELING)
        works = works_by_assignment(s.hub, sessie.persoon.organisatie)
        return _page(s, sessie, Noodblad(opnieuw=not is_fresh(s.hub, sessie.sinds), werkt_zo=works))

    async def neem(request: Request) -> Response:
        check_origin(request, s.deurpost)
        sessie = await s.session(request)
        if sessie is None:
            return s.to_login(NOODTOEGANG)
        form = await checked_form(request, s.deurpost, sessie.csrf)
        persoon = sessie.persoon
        await check_role(s.hub, persoon, CASEMANAGER, HANDELING)
        ref, reden = form.get("verwijzing", "").strip(), form.get("reden", "").strip()[:GROOTSTE_REDEN]
        if not is_fresh(s.hub, sessie.sinds):
            return _page(s, sessie, Noodblad(opnieuw=True), HTTPStatus.FORBIDDEN)
        try:
            await break_glass(s.hub, Noodvraag(persoon.organisatie, ref, reden, sessie.sinds))
        except OngeldigBericht:
            return _page(s, sessie, Noodblad(ref, reden, TE_KORT), HTTPStatus.BAD_REQUEST)
        except Tegenstrijdig:  # seen already: nothing to open
            pass
        return s.go(come_back(f"/h/{ref}"))

    add(NOODTOEGANG, toon)
    add(NOODTOEGANG, neem, "POST")


async def _privacy_page(s: Schermen, sessie: Sessie, fout: str = "", status: int = 200) -> Response:
    organisatie, zone = sessie.persoon.organisatie, s.hub.kalender.tijdzone
    names = {one.id: one.naam for one in s.hub.keten.staff(organisatie)}
    tasks = [task_view(one, names, zone) for one in await privacy.read_tasks(s.hub, organisatie)]
    told = told_view(await privacy.read_told(s.hub, organisatie), names, zone)
    frame = s.frame(sessie, PRIVACY, PRIVACY)
    return s.bladen.page("privacy.html", frame, status, taken=tasks, meldingen=told, fout=fout, grootste=GROOTSTE_REDEN)


def _judgement(keuze: str | None) -> Literal["terecht", "onterecht"] | None:
    match keuze:
        case "terecht" | "onterecht":
            return keuze
        case _:
            return None


def privacy_routes(s: Schermen, add: Callable[..., None]) -> None:
    """Add the page of the privacy officer, and the form of a review."""

    async def toon(request: Request) -> Response:
        sessie = await s.session(request)
        if sessie is None:
            return s.to_login(PRIVACY)
        await check_role(s.hub, sessie.persoon, PRIVACY_OFFICER, privacy.GELEZEN)
        return await _privacy_page(s, sessie)

    async def beoordeel(request: Request, noodtoegang_id: str) -> Response:
        check_origin(request, s.deurpost)
        sessie = await s.session(request)
        if sessie is None:
            return s.to_login(PRIVACY)
        form = await checked_form(request, s.deurpost, sessie.csrf)
        persoon = sessie.persoon
        await check_role(s.hub, persoon, PRIVACY_OFFICER, privacy.BEOORDEELD)
        oordeel, reden = _judgement(form.get("oordeel")), form.get("reden", "").strip()[:GROOTSTE_REDEN]
        if oordeel is None or not reden:
            return await _privacy_page(s, sessie, KIES, HTTPStatus.BAD_REQUEST)
        await privacy.review(s.hub, (persoon.organisatie, noodtoegang_id), oordeel, reden)
        return s.go(PRIVACY)

    add(PRIVACY, toon)
    add(f"{PRIVACY}/{{noodtoegang_id}}", beoordeel, "POST")
