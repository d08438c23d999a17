"""The web application: the guard outermost, then the doors; composed here, handed everything by `main`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ketenhub.web.api.deuren import DEUREN
from ketenhub.web.api.token import token_router
from ketenhub.web.guard import Guard
from ketenhub.web.openapi import publish
from ketenhub.web.problems import Afhandeling, add_handlers
from ketenhub.web.ui.foutblad import error_page
from ketenhub.web.ui.pages import screen_router
from ketenhub.web.ui.schermen import open_screens

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.flow.hub import Hub
    from ketenhub.web.auth.poort import Poort

VERSIE = "1.0.0"


@dataclass(frozen=True, slots=True)
class Web:
    """What the web needs: the hub, the door for systems, and whom to tell about a defect (incident, kind)."""

    hub: Hub
    poort: Poort
    meld: Callable[[str, str], None]


def include_api(app: FastAPI, hub: Hub, poort: Poort) -> None:
    """Hang every route for systems on an app."""
    app.include_router(token_router(poort))
    for build in DEUREN:
        app.include_router(build(hub))


def build_api(web: Web) -> FastAPI:
    """Build the application without its guard."""
    app = FastAPI(title="Ketenhub", version=VERSIE, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    app.state.poort = web.poort

    async def healthy(request: Request) -> Response:
        """Zeg dat de hub draait en de database bereikt."""
        del request
        async with web.hub.opslag.walk() as tx:
            await tx.fetchval("select 1")
        return JSONResponse({"status": "in orde"})

    app.add_api_route("/gezond", healthy, methods=["GET"], include_in_schema=False)
    include_api(app, web.hub, web.poort)
    publish(app, web.hub.adres)
    schermen = open_screens(web.hub, demo=web.poort.demo)
    app.include_router(screen_router(schermen))
    add_handlers(app, Afhandeling(web.hub.nieuw_id, web.meld, pagina=partial(error_page, schermen)))
    return app


def create_app(web: Web) -> Guard:
    """Build the application behind its guard: what uvicorn serves."""
    return Guard(build_api(web), VERSIE, web.hub.nieuw_id, web.meld)
