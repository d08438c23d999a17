"""The life of sharing rules for the systems of administrators: draft, simulate, decide, look as a recipient."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.delen import Regelset
from ketenhub.domain.moment import Tijdstip
from ketenhub.domain.waarde import Code, Kort, Sleutel, Tekst, Waarde
from ketenhub.flow import alsontvanger, regelleven, regelvragen
from ketenhub.flow.alsontvanger import Verzonnenvraag
from ketenhub.flow.hub import Hub
from ketenhub.flow.regelleven import Daad, Ingehaald, Publicatie
from ketenhub.web.api import regelbladen
from ketenhub.web.api.deelregelvragen import Versie, rules_answer
from ketenhub.web.api.lichaam import read_body
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import needed_tag, read_query
from ketenhub.web.auth.clients import DEELREGELS_BEHEREN
from ketenhub.web.problems import VoorwaardeMislukt

WIE = "Wie dit doet: een beheerder uit het bestand met de regio, van uw eigen organisatie."


class Ontwerp(Waarde):
    """A rule set as a draft, who wrote it and why."""

    beheerder: Annotated[Code, Field(description=WIE)]
    reden: Tekst
    regelset: Regelset


class Simulatieverzoek(Waarde):
    """Ask for the difference over all live casussen."""

    beheerder: Annotated[Code, Field(description=WIE)]


class Deelregelbesluit(Waarde):
    """A step in the life of a version, who takes it and why."""

    stap: Literal["goedgekeurd", "gepubliceerd", "teruggedraaid"]
    beheerder: Annotated[Code, Field(description=WIE)]
    reden: Tekst
    vanaf: Annotated[Tijdstip | None, Field(description="Bij publiceren: het moment waarop de versie ingaat; leeg: nu.")] = None
    bevestiging: Annotated[Kort | None, Field(description="Bij publiceren: waarom het goed is dat er zoveel opengaat.")] = None


class Verzonnenblik(Waarde):
    """Look at an invented household as a kind of organisation."""

    beheerder: Annotated[Code, Field(description=WIE)]
    huishouden: Code
    soort: Code
    spoor: Literal["onverdeeld", "slachtoffer", "pleger", "beide"] | None = None
    versie: Annotated[Sleutel | None, Field(description="Onder welke versie; leeg: wat nu geldt.")] = None


@dataclass(frozen=True, slots=True)
class _Wijzigen:
    """What an administrator may do with rules; flow holds who may, and puts every step and refusal on record."""

    hub: Hub

    async def _state(self, versie: str, status: int) -> Response:
        dossier = (await regelvragen.sheet(self.hub, versie)).dossier
        return rules_answer(regelbladen.version_row(dossier), status, dossier.etag)

    async def ontwerp(self, request: Request) -> Response:
        """Bewaar een ontwerp; hetzelfde nog eens verandert niets."""
        toegang = await authorise(request, DEELREGELS_BEHEREN)
        read_query(request, {})
        gezegd = await read_body(request, Ontwerp)
        daad = Daad(gezegd.beheerder, toegang.organisatie, gezegd.regelset.versie, gezegd.reden)
        await regelleven.draft(self.hub, daad, gezegd.regelset)
        return await self._state(daad.versie, 201)

    async def simuleer(self, request: Request, versie: Versie) -> Response:
        """Vraag het verschil over alle lopende casussen; een worker rekent het uit."""
        toegang = await authorise(request, DEELREGELS_BEHEREN)
        read_query(request, {})
        gezegd = await read_body(request, Simulatieverzoek)
        stand = needed_tag(request)
        with _in_time():
            await regelleven.simulate(self.hub, Daad(gezegd.beheerder, toegang.organisatie, versie, "", stand))
        return rules_answer(regelbladen.run_row((await regelvragen.result(self.hub, versie)).simulatie), 202)

    async def besluit(self, request: Request, versie: Versie) -> Response:
        """Keur een versie goed, publiceer haar, of draai haar terug."""
        toegang = await authorise(request, DEELREGELS_BEHEREN)
        read_query(request, {})
        gezegd = await read_body(request, Deelregelbesluit)
        daad = Daad(gezegd.beheerder, toegang.organisatie, versie, gezegd.reden, needed_tag(request))
        with _in_time():
            match gezegd.stap:
                case "goedgekeurd":
                    await regelleven.approve(self.hub, daad)
                case "gepubliceerd":
                    await regelleven.publish(self.hub, daad, Publicatie(gezegd.vanaf, gezegd.bevestiging))
                case "teruggedraaid":
                    await regelleven.roll_back(self.hub, daad)
        return await self._state(versie, 201)

    async def bekijk(self, request: Request) -> Response:
        """Bekijk een verzonnen huishouden als een soort ontvanger."""
        toegang = await authorise(request, DEELREGELS_BEHEREN)
        read_query(request, {})
        gezegd = await read_body(request, Verzonnenblik)
        vraag = Verzonnenvraag(gezegd.huishouden, gezegd.soort, gezegd.spoor, gezegd.versie)
        daad = Daad(gezegd.beheerder, toegang.organisatie, gezegd.versie or "", "")
        return rules_answer((await alsontvanger.look_invented(self.hub, daad, vraag)).marked())


@contextmanager
def _in_time() -> Iterator[None]:
    """Tell that somebody else was first."""
    try:
        yield
    except Ingehaald:
        raise VoorwaardeMislukt("If-Match") from None


def rules_router(hub: Hub) -> APIRouter:
    """Build the routes that change something, or put on record that somebody looked."""
    router = APIRouter(prefix="/v1/deelregels", tags=["deelregels"])
    wijzig = _Wijzigen(hub)
    for pad, route, words, status in (
        ("/versies", wijzig.ontwerp, ("ontwerpDeelregels", "Bewaar een ontwerp"), 201),
        ("/versies/{versie}/simulatie", wijzig.simuleer, ("simuleerDeelregels", "Vraag een simulatie"), 202),
        ("/versies/{versie}/besluiten", wijzig.besluit, ("besluitDeelregels", "Besluit over een versie"), 201),
        ("/huishoudens/_bekijk", wijzig.bekijk, ("bekijkVerzonnenHuishouden", "Bekijk als ontvanger"), 200),
    ):
        router.add_api_route(pad, route, methods=["POST"], operation_id=words[0], summary=words[1], status_code=status)
    return router
