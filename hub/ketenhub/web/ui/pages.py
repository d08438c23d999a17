"""The routes of the screens: login, work list, household, and the files they need. GET changes nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.errors import GeenToegang, NietGevonden, Tegenstrijdig
from ketenhub.domain.moment import day_of
from ketenhub.flow.bevestigen import BEVESTIGD, Bevestiging, acknowledge
from ketenhub.flow.look import Vraag, look
from ketenhub.flow.schuilnaam import code_name
from ketenhub.flow.sessie import check_role, log_in, log_out
from ketenhub.flow.werk import read_worklist
from ketenhub.web.ui.bestanden import PAD
from ketenhub.web.ui.headers import EEN_JAAR
from ketenhub.web.ui.schermen import INLOGGEN, Scherm
from ketenhub.web.ui.session import THUIS, check_origin, checked_form, come_back
from ketenhub.web.ui.toegang import emergency_routes, ends_at, home_of, privacy_routes
from ketenhub.web.ui.views.kader import Kader
from ketenhub.web.ui.views.plan import plan_view
from ketenhub.web.ui.views.werk import read_choice, work_view

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from ketenhub.web.ui.schermen import Schermen

DOEL = "zicht op veiligheid, door een casemanager op het scherm"


def login_routes(s: Schermen, add: Callable[..., None]) -> None:
    """Add the ways in and out."""

    async def start(request: Request) -> Response:
        return s.go(THUIS) if await s.session(request) else s.to_login(THUIS)

    async def show_login(request: Request) -> Response:
        terug = come_back(request.query_params.get("terug"))
        again = request.query_params.get("opnieuw") == "ja"
        return s.go(terug) if not again and await s.session(request) else s.login_page(terug)

    async def do_login(request: Request) -> Response:
        if not s.deurpost.demo:
            raise GeenToegang("inloggen", "Inloggen is op deze hub nog niet ingesteld.")
        form = await checked_form(request, s.deurpost)
        before = s.deurpost.cookie_of(request)
        waarde = await log_in(s.hub, form.get("persoon", ""))
        if before is not None:
            await log_out(s.hub, before)
        answer = s.go(come_back(form.get("terug")))
        s.deurpost.set_cookie(answer, waarde)
        return answer

    async def do_logout(request: Request) -> Response:
        check_origin(request, s.deurpost)
        sessie = await s.session(request)
        if sessie is not None:
            await checked_form(request, s.deurpost, sessie.csrf)
            await log_out(s.hub, s.deurpost.cookie_of(request) or "")
        answer = s.go(INLOGGEN)
        s.deurpost.drop_cookie(answer)
        return answer

    add("/", start)
    add(INLOGGEN, show_login)
    add(INLOGGEN, do_login, "POST")
    add("/uitloggen", do_logout, "POST")


def work_routes(s: Schermen, add: Callable[..., None]) -> None:
    """Add the work list and the household."""

    async def werk(request: Request) -> Response:
        sessie = await s.session(request)
        if sessie is None:
            return s.to_login(THUIS)
        persoon = sessie.persoon
        if home_of(persoon) != THUIS:
            return s.go(home_of(persoon))
        await check_role(s.hub, persoon, "casemanager", "werkvoorraad bekeken")
        lines = await read_worklist(s.hub, persoon.organisatie, persoon.id)
        view = work_view(lines, read_choice(request.query_params), s.hub.nu())
        return s.bladen.page("werkvoorraad.html", s.frame(sessie, THUIS, THUIS), w=view)

    async def huishouden(request: Request, verwijzing: str) -> Response:
        hier = f"/h/{verwijzing}"
        sessie = await s.session(request)
        if sessie is None:
            return s.to_login(hier)
        persoon = sessie.persoon
        await check_role(s.hub, persoon, "casemanager", f"plan bekeken: {DOEL}")
        zicht = await look(s.hub, Vraag(persoon.organisatie, verwijzing, DOEL, soort="scherm", persoon=persoon.id, standen=True))
        naam = await code_name(s.hub, persoon.organisatie, verwijzing)
        nu = s.hub.nu()
        today, ends = day_of(nu, ZoneInfo(s.hub.kalender.zone)), ends_at(verwijzing)
        kader = Kader(naam, s.viewer(sessie), today, nu, tuple(zicht.standen), ends)
        view = plan_view(zicht.uitsnede.inhoud, kader)
        return s.bladen.page("plan.html", replace(s.frame(sessie, hier, THUIS), namen=True), p=view, kader=kader)

    add("/werk", werk)
    add("/h/{verwijzing}", huishouden)


def signal_routes(s: Schermen, add: Callable[..., None]) -> None:
    """Add the form by which a person says to have seen a signal."""

    async def gezien(request: Request, verwijzing: str, signaal_id: str) -> Response:
        check_origin(request, s.deurpost)
        hier = f"/h/{verwijzing}"
        sessie = await s.session(request)
        if sessie is None:
            return s.to_login(hier)
        await checked_form(request, s.deurpost, sessie.csrf)
        persoon = sessie.persoon
        await check_role(s.hub, persoon, "casemanager", BEVESTIGD)
        # a signal whose cause is gone meanwhile has left the page, so there is nothing to say about it
        with suppress(Tegenstrijdig):
            await acknowledge(s.hub, Bevestiging(persoon.organisatie, verwijzing, signaal_id, persoon.naam, persoon=persoon.id))
        return s.go(come_back(hier))

    add("/h/{verwijzing}/signalen/{signaal_id}", gezien, "POST")


def file_routes(s: Schermen, add: Callable[..., None]) -> None:
    """Add the files; their names change with their content, so a browser may keep them."""

    async def bestand(request: Request, naam: str) -> Response:
        found = s.bladen.bestanden.op_naam.get(naam)
        if found is None:
            raise NietGevonden("bestand")
        headers = {"cache-control": EEN_JAAR, "x-content-type-options": "nosniff", "vary": "accept-encoding"}
        if found.ingepakt is not None and "gzip" in request.headers.get("accept-encoding", ""):
            return Response(found.ingepakt, 200, {**headers, "content-encoding": "gzip"}, found.soort)
        return Response(found.inhoud, 200, headers, found.soort)

    add(f"{PAD}{{naam}}", bestand)


def screen_router(s: Schermen) -> APIRouter:
    """Build all routes of the screens."""
    router = APIRouter(route_class=Scherm, include_in_schema=False)

    def add(pad: str, route: Callable[..., Awaitable[Response]], methode: str = "GET") -> None:
        router.add_api_route(pad, route, methods=[methode], response_model=None)

    for routes in (login_routes, work_routes, signal_routes, emergency_routes, privacy_routes, file_routes):
        routes(s, add)
    return router
