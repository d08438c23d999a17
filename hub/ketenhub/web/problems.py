"""Every refusal has one row here: error class, HTTP status, and the problem document that goes out (RFC 9457)."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import quote

import orjson
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from ketenhub.domain.errors import (
    AlleenOM,
    AlleenRegie,
    GeenToegang,
    Instellingsfout,
    KetenhubError,
    NietGevonden,
    NogBezig,
    OnbekendeVerwijzing,
    OngeldigBericht,
    SleutelHergebruikt,
    TeDruk,
    Tegenstrijdig,
    Vernietigd,
    Verplichtveld,
)

PROBLEM = "application/problem+json"
ONBEKEND_VELD = "(onbekend veld)"
LANGSTE_ADRES = 200
WACHT = "5"


class WebFout(KetenhubError):
    """An error of the web itself; it may add members to the problem and headers to the answer."""

    code = "web-fout"
    titel = "De aanvraag is niet gelukt"
    kopregels: ClassVar[Mapping[str, str]] = {}

    def __init__(self, plaats: str = "", reden: str = "", extra: Mapping[str, str] | None = None) -> None:
        super().__init__(plaats, reden)
        self.extra: Mapping[str, str] = extra or {}


class OngeldigeAanvraag(WebFout):
    """The HTTP request itself is not well-formed."""

    code = "ongeldige-aanvraag"
    titel = "De aanvraag is niet goed opgebouwd"


class OngeldigTokenverzoek(WebFout):
    """The form at the token endpoint is wrong (RFC 6749 section 5.2)."""

    code = "ongeldig-tokenverzoek"
    titel = "Het verzoek om een token klopt niet"


class NietIngelogd(WebFout):
    """Who is asking is not known, or no longer."""

    code = "niet-ingelogd"
    titel = "U bent niet ingelogd"
    kopregels: ClassVar[Mapping[str, str]] = {"www-authenticate": 'DPoP algs="ES256 PS256 RS256"'}


class MethodeNietToegestaan(WebFout):
    """This address does not know this method."""

    code = "methode-niet-toegestaan"
    titel = "Deze methode mag hier niet"


class NietAanvaardbaar(WebFout):
    """The hub cannot answer in a format that the caller accepts."""

    code = "niet-aanvaardbaar"
    titel = "De hub kan niet antwoorden in dit formaat"


class TeLangzaam(WebFout):
    """The request or its answer took too long."""

    code = "te-langzaam"
    titel = "De aanvraag duurde te lang"
    opnieuw = True


class VoorwaardeMislukt(WebFout):
    """The condition in If-Match no longer holds."""

    code = "voorwaarde-mislukt"
    titel = "Iemand anders heeft dit intussen gewijzigd"


class TeGroot(WebFout):
    """The body is larger than the limit."""

    code = "te-groot"
    titel = "Het bericht is te groot"


class MediatypeNietOndersteund(WebFout):
    """The media type or encoding of the request is not supported here."""

    code = "mediatype-niet-ondersteund"
    titel = "Dit soort bericht kan de hub hier niet lezen"


class VoorwaardeOntbreekt(WebFout):
    """A change needs If-Match or Idempotency-Key and it is missing."""

    code = "voorwaarde-ontbreekt"
    titel = "Er ontbreekt een verplichte voorwaarde"


class TeVeelAanvragen(WebFout):
    """This organisation asks more than its share."""

    code = "te-veel-aanvragen"
    titel = "Uw organisatie doet te veel aanvragen"
    opnieuw = True
    kopregels: ClassVar[Mapping[str, str]] = {"retry-after": WACHT}


class KopTeGroot(WebFout):
    """The request head is larger than the limit."""

    code = "kop-te-groot"
    titel = "De kopregels zijn te groot"


class InterneFout(WebFout):
    """Something broke in the hub; the incident code leads to the event, the answer tells nothing more."""

    code = "interne-fout"
    titel = "Er ging iets mis in de hub"
    opnieuw = True


# The one table: error class -> (HTTP status, slug of its page under /v1/fouten/).
TABEL: Mapping[type[KetenhubError], tuple[int, str]] = {
    KetenhubError: (500, KetenhubError.code),
    WebFout: (500, WebFout.code),
    OngeldigBericht: (400, OngeldigBericht.code),
    OnbekendeVerwijzing: (400, OnbekendeVerwijzing.code),
    OngeldigeAanvraag: (400, OngeldigeAanvraag.code),
    OngeldigTokenverzoek: (400, OngeldigTokenverzoek.code),
    NietIngelogd: (401, NietIngelogd.code),
    GeenToegang: (403, GeenToegang.code),
    AlleenRegie: (403, AlleenRegie.code),
    AlleenOM: (403, AlleenOM.code),
    NietGevonden: (404, NietGevonden.code),
    MethodeNietToegestaan: (405, MethodeNietToegestaan.code),
    NietAanvaardbaar: (406, NietAanvaardbaar.code),
    TeLangzaam: (408, TeLangzaam.code),
    Tegenstrijdig: (409, Tegenstrijdig.code),
    SleutelHergebruikt: (409, SleutelHergebruikt.code),
    NogBezig: (409, NogBezig.code),
    Verplichtveld: (409, Verplichtveld.code),
    Vernietigd: (410, Vernietigd.code),
    VoorwaardeMislukt: (412, VoorwaardeMislukt.code),
    TeGroot: (413, TeGroot.code),
    MediatypeNietOndersteund: (415, MediatypeNietOndersteund.code),
    VoorwaardeOntbreekt: (428, VoorwaardeOntbreekt.code),
    TeVeelAanvragen: (429, TeVeelAanvragen.code),
    KopTeGroot: (431, KopTeGroot.code),
    Instellingsfout: (500, Instellingsfout.code),
    InterneFout: (500, InterneFout.code),
    TeDruk: (503, TeDruk.code),
}

# These say the same to everyone, whatever the reason: a difference would tell what is hidden (trust 1, P3).
ZWIJGT: Mapping[type[KetenhubError], str] = {
    NietGevonden: "Er is niets gevonden op dit adres, of u mag het niet zien.",
    NietIngelogd: "De aanmelding is niet geldig.",
}
_VAN_STATUS: Mapping[int, type[KetenhubError]] = {
    400: OngeldigeAanvraag,
    401: NietIngelogd,
    403: GeenToegang,
    404: NietGevonden,
    405: MethodeNietToegestaan,
    406: NietAanvaardbaar,
    408: TeLangzaam,
    413: TeGroot,
    415: MediatypeNietOndersteund,
    429: TeVeelAanvragen,
    503: TeDruk,
}
_VEILIG = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,60}\Z")

Pagina = Callable[[Request, KetenhubError], Response | None]


def rij(fout: KetenhubError) -> tuple[int, str]:
    """Give status and slug of the nearest class that stands in the table."""
    return next((TABEL[soort] for soort in type(fout).__mro__ if soort in TABEL), TABEL[KetenhubError])


def status_of(fout: KetenhubError) -> int:
    """Give the HTTP status of an error."""
    return rij(fout)[0]


def problem(fout: KetenhubError, instance: str) -> dict[str, object]:
    """Build the problem document: it names the place and never a value."""
    status, slug = rij(fout)
    zwijgt = next((tekst for soort, tekst in ZWIJGT.items() if isinstance(fout, soort)), None)
    document: dict[str, object] = {
        "type": f"/v1/fouten/{slug}",
        "title": fout.titel,
        "status": status,
        "detail": zwijgt or fout.reden or f"{fout.titel}.",
        "instance": _instance(instance),
        "code": slug,
    }
    if fout.plaats and zwijgt is None:
        document["plaats"] = fout.plaats
    if isinstance(fout, WebFout):
        document.update(fout.extra)
    return document


def problem_response(fout: KetenhubError, instance: str, koppen: Mapping[str, str] | None = None) -> Response:
    """Render an error as application/problem+json with the headers that belong to it."""
    alle = dict(koppen or {})
    if isinstance(fout, WebFout):
        alle |= fout.kopregels
    if isinstance(fout, TeDruk | NogBezig):
        alle["retry-after"] = WACHT
    inhoud = orjson.dumps(problem(fout, instance))
    return Response(inhoud, status_code=status_of(fout), media_type=PROBLEM, headers=alle)


def _instance(pad: str) -> str:
    """Keep the address printable and short; a query never gets in."""
    return quote(pad.encode("utf-8", "replace")[:LANGSTE_ADRES], safe="/-._~:")


def known_names(openapi: Mapping[str, object]) -> frozenset[str]:
    """Collect the member names of an OpenAPI document: only these may be named in a pointer."""
    gevonden: set[str] = set()
    open_: list[object] = [openapi]
    while open_:
        deel = open_.pop()
        if isinstance(deel, Mapping):
            leden = deel.get("properties")
            if isinstance(leden, Mapping):
                gevonden.update(naam for naam in leden if isinstance(naam, str))
            open_.extend(deel.values())
        elif isinstance(deel, list):
            open_.extend(deel)
    return frozenset(gevonden)


def pointer(delen: Sequence[str | int], bekend: Collection[str]) -> str:
    """Write a place as JSON pointer; a name that we do not know is not repeated, since it may hold a person."""
    return "".join("/" + _deel(deel, bekend) for deel in delen)


def _deel(deel: str | int, bekend: Collection[str]) -> str:
    """Write one step of a pointer."""
    if isinstance(deel, int):
        return str(deel)
    return deel.replace("~", "~0").replace("/", "~1") if deel in bekend else ONBEKEND_VELD


def from_validation(fout: RequestValidationError, bekend: Collection[str]) -> KetenhubError:
    """Turn the first finding of the model check into our own error, without its value or text."""
    eerste: Mapping[str, Any] = next(iter(fout.errors()), {})
    loc = tuple(deel for deel in eerste.get("loc", ()) if isinstance(deel, str | int))
    soort = str(eerste.get("type", "value_error"))
    if loc[:1] == ("body",):
        return OngeldigBericht(pointer(loc[1:], bekend), _reden(soort))
    # Outside the body the names are ours: FastAPI names only declared parameters.
    return OngeldigeAanvraag("/".join(str(deel) for deel in loc if isinstance(deel, int) or _VEILIG.match(deel)), _reden(soort))


def _reden(soort: str) -> str:
    """Say in Dutch what is wrong, from the kind of the finding alone."""
    if soort == "missing":
        return "Dit veld ontbreekt."
    if soort == "extra_forbidden":
        return "Dit veld kent de hub niet."
    if soort.startswith("json"):
        return "Dit is geen geldige JSON."
    return "De inhoud van dit veld past niet bij wat is afgesproken."


def from_status(fout: HTTPException) -> KetenhubError:
    """Turn a bare HTTP exception of the framework into our own error."""
    soort = _VAN_STATUS.get(fout.status_code)
    if soort is not None:
        return soort()
    return OngeldigeAanvraag() if fout.status_code < HTTPStatus.INTERNAL_SERVER_ERROR else InterneFout()


def incident(nieuw_id: Callable[[], str]) -> InterneFout:
    """Make the last answer: a code to look up, and nothing about what happened."""
    code = nieuw_id()
    return InterneFout(reden=f"Noem bij contact incidentcode {code}.", extra={"incident": code})


@dataclass(frozen=True, slots=True)
class Afhandeling:
    """Answer for what is raised inside the application.

    `meld(incident, soort)` hears of each 500; `bekend()` gives the member names that a pointer may show;
    `pagina` may answer with a page of its own (the screens), or None for a problem document.
    """

    nieuw_id: Callable[[], str]
    meld: Callable[[str, str], None]
    bekend: Callable[[], Collection[str]] = frozenset
    pagina: Pagina | None = None

    async def handle(self, request: Request, fout: Exception) -> Response:
        """Turn any exception into our own error, and that into an answer."""
        match fout:
            case RequestValidationError():
                eigen = from_validation(fout, self.bekend())
            case HTTPException():
                eigen = from_status(fout)
            case KetenhubError():
                eigen = fout
            case ClientDisconnect():
                eigen = TeLangzaam()  # nobody is there to read it, or the guard has answered already
            case _:
                eigen = InterneFout()
        if status_of(eigen) == HTTPStatus.INTERNAL_SERVER_ERROR:
            gevallen = incident(self.nieuw_id)
            self.meld(gevallen.extra["incident"], type(fout).__name__)
            eigen = gevallen
        toegestaan = (fout.headers or {}).get("Allow") if isinstance(fout, HTTPException) else None
        return self._answer(request, eigen, {"allow": toegestaan} if toegestaan else None)

    def _answer(self, request: Request, fout: KetenhubError, koppen: Mapping[str, str] | None) -> Response:
        pagina = self.pagina(request, fout) if self.pagina is not None else None
        return pagina if pagina is not None else problem_response(fout, request.url.path, koppen)


def add_handlers(app: FastAPI, afhandeling: Afhandeling) -> None:
    """Hang the handling on an app: ours, validation, 404 and 405, and the last resort."""
    for soort in (KetenhubError, RequestValidationError, HTTPException, ClientDisconnect, Exception):
        app.add_exception_handler(soort, afhandeling.handle)
