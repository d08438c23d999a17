"""What the systems of administrators may read about sharing rules."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

import orjson
from fastapi import APIRouter, Path
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.flow import alsontvanger, regelvragen
from ketenhub.flow.hub import Hub
from ketenhub.flow.regeldossier import Dossier
from ketenhub.web.api import regelbladen
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import DEELREGELS_BEHEREN, DEELREGELS_LEZEN
from ketenhub.web.problems import OngeldigeAanvraag

BLADZIJDE = 100
VORM = r"[A-Za-z0-9._:~-]{1,128}"
BLADEREN, NAAST = {"na": re.compile(VORM)}, {"met": re.compile(VORM)}
Versie = Annotated[str, Path(pattern=rf"^{VORM}$")]


def rules_answer(body: object, status: int = 200, etag: str | None = None) -> Response:
    """Give an answer about rules, with the mark of the state of a version."""
    koppen = {"Cache-Control": "no-store"} | ({"ETag": f'"{etag}"'} if etag is not None else {})
    return Response(orjson.dumps(body), status, media_type="application/json", headers=koppen)


async def _ask(request: Request, vormen: Mapping[str, re.Pattern[str]] | None = None) -> dict[str, str]:
    """Let in who may read rules, and give what stands in the address."""
    await authorise(request, DEELREGELS_LEZEN, DEELREGELS_BEHEREN)
    return read_query(request, vormen or {})


def _page(found: list[Dossier], na: str | None) -> dict[str, object]:
    """Give a page of versions after one, and where the next begins."""
    names = [one.versie for one in found]
    if na is not None and na not in names:
        raise OngeldigeAanvraag("query/na", "Deze plek in de lijst bestaat niet.")
    rest = found[names.index(na) + 1 :] if na is not None else found
    page = rest[:BLADZIJDE]
    body: dict[str, object] = {"versies": [regelbladen.version_row(one) for one in page]}
    return body | {"volgende": page[-1].versie} if len(rest) > BLADZIJDE else body


@dataclass(frozen=True, slots=True)
class _Lezen:
    """What may be read about rules."""

    hub: Hub

    async def versies(self, request: Request) -> Response:
        """Geef alle versies van de deelregels met hun geschiedenis."""
        vraag = await _ask(request, BLADEREN)
        return rules_answer(_page(await regelvragen.versions(self.hub), vraag.get("na")))

    async def versie(self, request: Request, versie: Versie) -> Response:
        """Geef een versie: de regels, de geschiedenis en wat er niet aan klopt."""
        await _ask(request)
        blad = await regelvragen.sheet(self.hub, versie)
        return rules_answer(regelbladen.sheet_row(blad), etag=blad.dossier.etag)

    async def wijzigingen(self, request: Request, versie: Versie) -> Response:
        """Geef in woorden wat een versie verandert."""
        vraag = await _ask(request, NAAST)
        met, found = await regelvragen.changes(self.hub, versie, vraag.get("met"))
        return rules_answer({"versie": versie, "met": met, "wijzigingen": [regelbladen.change_row(one) for one in found]})

    async def simulatie(self, request: Request, versie: Versie) -> Response:
        """Geef hoe ver de laatste simulatie is en wat zij telde: velden en aantallen, nooit een waarde."""
        await _ask(request)
        return rules_answer(regelbladen.result_row(await regelvragen.result(self.hub, versie)))

    async def huishoudens(self, request: Request) -> Response:
        """Geef de verzonnen huishoudens waarop een versie te bekijken is."""
        await _ask(request)
        return rules_answer({"huishoudens": sorted(alsontvanger.invented())})


def rule_questions_router(hub: Hub) -> APIRouter:
    """Build the routes that read."""
    router = APIRouter(prefix="/v1/deelregels", tags=["deelregels"])
    lees = _Lezen(hub)
    for pad, route, words in (
        ("/versies", lees.versies, ("geefDeelregelversies", "Bekijk alle versies")),
        ("/versies/{versie}", lees.versie, ("geefDeelregelversie", "Bekijk een versie")),
        ("/versies/{versie}/wijzigingen", lees.wijzigingen, ("geefDeelregelwijzigingen", "Bekijk wat een versie verandert")),
        ("/versies/{versie}/simulatie", lees.simulatie, ("geefDeelregelsimulatie", "Bekijk de laatste simulatie")),
        ("/huishoudens", lees.huishoudens, ("geefVerzonnenHuishoudens", "Bekijk de verzonnen huishoudens")),
    ):
        router.add_api_route(pad, route, methods=["GET"], operation_id=words[0], summary=words[1])
    return router
