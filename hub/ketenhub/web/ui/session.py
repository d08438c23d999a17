"""Who is at the screen: the cookie with an opaque id, and the two checks that a form was sent from our own page."""

from __future__ import annotations

import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ketenhub.domain.errors import GeenToegang
from ketenhub.flow.sessie import Sessie, find_session
from ketenhub.web.api.token import read_form

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from ketenhub.flow.hub import Hub

THUIS = "/werk"
TERUG = re.compile(r"/werk|/noodtoegang|/privacy|/h/[A-Za-z0-9_-]{1,64}")
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True, slots=True)
class Deurpost:
    """What the checks go by: where the hub is reached, and whether this is the demo."""

    adres: str
    demo: bool

    @property
    def veilig(self) -> bool:
        """Tell whether the hub is reached by https, so that the cookie may say so."""
        return urlsplit(self.adres).scheme == "https"

    @property
    def koekje(self) -> str:
        """Give the name of the cookie; the prefix makes the browser hold it to this host alone."""
        return "__Host-ketenhub" if self.veilig else "ketenhub"

    def hosts(self) -> frozenset[str]:
        """Give the names under which a browser reaches the hub; in the demo this machine goes by several."""
        own = urlsplit(self.adres)
        others = (f"{name}:{own.port}" for name in LOOPBACK) if self.demo and own.port is not None else ()
        return frozenset({own.netloc, *others})

    def origins(self) -> frozenset[str]:
        """Give where our own forms may come from."""
        return frozenset(f"{urlsplit(self.adres).scheme}://{name}" for name in self.hosts())

    def set_cookie(self, answer: Response, waarde: str) -> None:
        """Give the browser its session; gone when the browser closes."""
        answer.set_cookie(self.koekje, waarde, path="/", secure=self.veilig, httponly=True, samesite="lax")

    def drop_cookie(self, answer: Response) -> None:
        """Take the session from the browser."""
        answer.delete_cookie(self.koekje, path="/", secure=self.veilig, httponly=True, samesite="lax")

    def cookie_of(self, request: Request) -> str | None:
        """Give the session that the browser says it has."""
        return request.cookies.get(self.koekje)


def come_back(adres: str | None) -> str:
    """Give where to go after logging in; anything but one of our own pages becomes the work list."""
    return adres if adres is not None and TERUG.fullmatch(adres) else THUIS


def check_origin(request: Request, deurpost: Deurpost) -> None:
    """Refuse a form that another site sent; raises GeenToegang.

    Our pages send no referrer, and then a browser says `Origin: null` of its own forms too; in that case it must say itself, in
    Sec-Fetch-Site, that the form is of this site. A script cannot set either header. In the demo, where anyone logs in by choosing,
    the page must also have been opened under a name of this machine, so that no other name leads here.
    """
    if deurpost.demo and request.headers.get("host") not in deurpost.hosts():
        raise GeenToegang("Host", f"Open deze hub op {deurpost.adres}.")
    origin = request.headers.get("origin", "null")
    site = request.headers.get("sec-fetch-site")
    own = origin in deurpost.origins() and site in {None, "same-origin"}
    if not own and not (origin == "null" and site == "same-origin"):
        raise GeenToegang("Origin", "Dit formulier komt niet van deze hub.")


def make_token(csrf: str, eenmalig: str) -> str:
    """Give the token for the forms of one page; another one each time, so that a packed page does not give it away."""
    return f"{eenmalig}.{hmac.digest(csrf.encode(), eenmalig.encode(), 'sha256').hex()}"


def fits_token(csrf: str, token: str) -> bool:
    """Tell whether a token was made for this session."""
    return hmac.compare_digest(make_token(csrf, token.partition(".")[0]).encode(), token.encode())


async def checked_form(request: Request, deurpost: Deurpost, csrf: str | None = None) -> dict[str, str]:
    """Read a form of our own page; with a session it carries the token of that session. Raises GeenToegang."""
    check_origin(request, deurpost)
    form = await read_form(request)
    if csrf is not None and not fits_token(csrf, form.get("csrf", "")):
        raise GeenToegang("csrf", "Dit formulier is verlopen. Open de pagina opnieuw.")
    return form


async def session_of(hub: Hub, request: Request, deurpost: Deurpost) -> Sessie | None:
    """Give the session of this request while it runs."""
    waarde = deurpost.cookie_of(request)
    return None if waarde is None else await find_session(hub, waarde)
