"""What the screens are made with: their kind of route, the frame around a page, and where a browser is sent on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from typing_extensions import override

from ketenhub.web.ui.blad import Bladen, Rand, load_pages
from ketenhub.web.ui.headers import KOPPEN, pack
from ketenhub.web.ui.menu import menu_for
from ketenhub.web.ui.session import THUIS, Deurpost, come_back, make_token, session_of
from ketenhub.web.ui.texts import WERKROLLEN
from ketenhub.web.ui.views.kader import Kijker

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from ketenhub.flow.hub import Hub
    from ketenhub.flow.sessie import Sessie

INLOGGEN = "/inloggen"
NA_FORMULIER = 303


class Scherm(APIRoute):
    """A route of the screens: its pages are packed where that helps, and its errors are pages, not problem documents."""

    @override
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Pack what the route answers."""
        handle = super().get_route_handler()

        async def packed(request: Request) -> Response:
            return pack(request, await handle(request))

        return packed


@dataclass(frozen=True, slots=True)
class Schermen:
    """What the screens need, made once."""

    hub: Hub
    bladen: Bladen
    deurpost: Deurpost

    def frame(self, sessie: Sessie | None, hier: str = THUIS, actief: str = "") -> Rand:
        """Give what stands around a page for the one who looks."""
        regio, demo = self.hub.keten.regio, self.deurpost.demo
        if sessie is None:
            return Rand(regio, demo, hier)
        csrf, menu = make_token(sessie.csrf, self.hub.nieuw_id()), menu_for(self.hub, sessie.persoon)
        return Rand(regio, demo, hier, self.viewer(sessie), WERKROLLEN[sessie.persoon.rol], csrf, actief, menu=menu)

    def viewer(self, sessie: Sessie) -> Kijker:
        """Give who looks."""
        persoon = sessie.persoon
        found = self.hub.keten.find(persoon.organisatie)
        return Kijker(persoon.naam, persoon.organisatie, found.naam if found else "")

    def go(self, adres: str) -> Response:
        """Send the browser on, with the headers of every page."""
        return RedirectResponse(adres, NA_FORMULIER, dict(KOPPEN))

    def to_login(self, hier: str) -> Response:
        """Ask to log in, and remember where to come back to."""
        terug = come_back(hier)
        return self.go(INLOGGEN if terug == THUIS else f"{INLOGGEN}?terug={quote(terug, safe='')}")

    async def session(self, request: Request) -> Sessie | None:
        """Give the session, and keep it at hand for the frame of an error page."""
        found = await session_of(self.hub, request, self.deurpost)
        request.state.sessie = found
        return found

    def login_page(self, terug: str) -> Response:
        """Give the page to log in; outside the demo it says that this is not set up."""
        people = [
            (one.id, one.naam, WERKROLLEN[one.rol], self.hub.keten.names().get(one.organisatie, ""))
            for one in (self.hub.keten.medewerkers if self.deurpost.demo else ())
        ]
        return self.bladen.page("inloggen.html", self.frame(None, terug), mensen=people)


def open_screens(hub: Hub, *, demo: bool) -> Schermen:
    """Make the screens of a hub."""
    return Schermen(hub, load_pages(), Deurpost(hub.adres, demo))
