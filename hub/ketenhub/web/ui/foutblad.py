"""An error on a screen is a page in plain words, with a code to mention; the API keeps its problem documents."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

from ketenhub.domain.errors import GeenToegang, KetenhubError, NietGevonden, TeDruk
from ketenhub.web.problems import WebFout, status_of
from ketenhub.web.ui.schermen import Scherm, Schermen

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

API = ("/v1/", "/partners/")
DEFECT = ("Er ging iets mis", "Dit ligt niet aan u. Probeer het later opnieuw, of bel de beheerder.")
ONBEGREPEN = ("Dit lukt niet", "De hub begrijpt deze aanvraag niet. Ga terug en probeer het opnieuw.")


@dataclass(frozen=True, slots=True)
class Foutblad:
    """What an error page says: a title, what to do, and for a defect the code to mention."""

    titel: str
    tekst: str
    code: str | None = None


def error_view(fout: KetenhubError) -> Foutblad:
    """Choose the words; hidden and nonexistent get the same."""
    match fout:
        case NietGevonden():
            return Foutblad("Niet gevonden", "Deze pagina bestaat niet, of u mag haar niet zien.")
        case GeenToegang():
            return Foutblad("Geen toegang", fout.reden or "U mag dit niet doen of bekijken.")
        case TeDruk():
            return Foutblad("Even niet bereikbaar", "De hub heeft het druk. Probeer het over een minuut opnieuw.")
        case _:
            code = fout.extra.get("incident") if isinstance(fout, WebFout) else None
            return Foutblad(*(DEFECT if code else ONBEGREPEN), code)


def wants_page(request: Request) -> bool:
    """Tell whether a person looks: at a screen, or with a browser at an address that nothing knows."""
    route = request.scope.get("route")
    if route is not None:
        return isinstance(route, Scherm)
    path = request.scope["path"]
    return not path.startswith(API) and "text/html" in request.headers.get("accept", "")


def error_page(schermen: Schermen, request: Request, fout: KetenhubError) -> Response | None:
    """Give the page for an error of the screens; None where a problem document belongs."""
    if not wants_page(request):
        return None
    rand = schermen.frame(getattr(request.state, "sessie", None))
    answer = schermen.bladen.page("fout.html", rand, status_of(fout), f=error_view(fout))
    if status_of(fout) == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["retry-after"] = "60"
    return answer
