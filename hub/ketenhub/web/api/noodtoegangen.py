"""Break-glass by a system that says for whom, and what the privacy officer reads and reviews."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from ketenhub.domain.moment import Tijdstip
from ketenhub.domain.waarde import Sleutel, Tekst, Waarde
from ketenhub.flow import privacy
from ketenhub.flow.hub import Hub
from ketenhub.flow.noodtoegang import Noodvraag, break_glass
from ketenhub.flow.privacy import Beoordeeltaak
from ketenhub.store.missers import Melding
from ketenhub.web.api.lichaam import read_body
from ketenhub.web.api.toegang import answer, moment
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import BIJDRAGEN_SCHRIJVEN, VEILIGHEIDSPLAN_LEZEN, VERSTREKKINGEN_LEZEN


class Noodtoegangsverzoek(Waarde):
    """Which casus is opened in an emergency, why, and when the person last logged in at its own system."""

    verwijzing: Annotated[Sleutel, Field(description="De verwijzing die uw organisatie voor deze casus kreeg.")]
    reden: Annotated[Tekst, Field(description="Waarom dit nu nodig is: 20 tekens of meer. De privacyfunctionaris leest dit.")]
    ingelogd_op: Annotated[Tijdstip, Field(description="Wanneer de medewerker opnieuw inlogde: hoogstens 5 minuten geleden.")]


class Noodtoegangsoordeel(Waarde):
    """What the privacy officer finds of a break-glass, and why."""

    oordeel: Literal["terecht", "onterecht"]
    reden: Annotated[Tekst, Field(description="De hub bewaart de reden verzegeld.")]


def task_row(taak: Beoordeeltaak) -> dict[str, object]:
    """Give one break-glass with how its review stands."""
    n = taak.noodtoegang
    row: dict[str, object] = {
        "noodtoegangId": n.noodtoegang_id,
        "medewerker": n.persoon,
        "verwijzing": n.verwijzing,
        "van": moment(n.van),
        "tot": moment(n.tot),
        "reden": taak.reden,
        "beoordelenVoor": n.beoordelen_voor.isoformat(),
        "stand": taak.stand,
    }
    if taak.oordeel is not None:
        o = taak.oordeel
        row["beoordeling"] = {"oordeel": o.oordeel, "reden": taak.waarom or "", "medewerker": o.persoon, "op": moment(o.op)}
    return row


def told_row(melding: Melding) -> dict[str, object]:
    """Give one line for the privacy officer: that, by whom where that was named, and when."""
    row: dict[str, object] = {"meldingId": melding.melding_id, "soort": melding.soort, "op": moment(melding.op)}
    return row if melding.persoon is None else row | {"medewerker": melding.persoon}


def emergency_router(hub: Hub) -> APIRouter:
    """Build the routes; flow holds who may, records, tells and audits."""
    router = APIRouter(prefix="/v1", tags=["toegang"])

    async def open_casus(request: Request) -> Response:
        """Open in nood een casus die aan collega's is toegewezen, voor 60 minuten."""
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        v = await read_body(request, Noodtoegangsverzoek)
        found = await break_glass(hub, Noodvraag(toegang.organisatie, v.verwijzing, v.reden, v.ingelogd_op))
        return answer({"noodtoegangId": found.noodtoegang_id, "van": moment(found.van), "tot": moment(found.tot)}, 201)

    async def lijst(request: Request) -> Response:
        """Geef de noodtoegangen van uw organisatie; alleen voor de privacyfunctionaris."""
        toegang = await authorise(request, VERSTREKKINGEN_LEZEN)
        read_query(request, {})
        return answer({"noodtoegangen": [task_row(taak) for taak in await privacy.read_tasks(hub, toegang.organisatie)]})

    async def oordeel(request: Request, noodtoegang_id: Annotated[str, Path(alias="noodtoegangId")]) -> Response:
        """Leg vast of een noodtoegang terecht was; alleen voor de privacyfunctionaris."""
        toegang = await authorise(request, BIJDRAGEN_SCHRIJVEN)
        read_query(request, {})
        v = await read_body(request, Noodtoegangsoordeel)
        return answer(task_row(await privacy.review(hub, (toegang.organisatie, noodtoegang_id), v.oordeel, v.reden)), 201)

    async def meldingen(request: Request) -> Response:
        """Geef wat de privacyfunctionaris van uw organisatie moet weten, zonder inhoud."""
        toegang = await authorise(request, VERSTREKKINGEN_LEZEN)
        read_query(request, {})
        return answer({"privacymeldingen": [told_row(one) for one in await privacy.read_told(hub, toegang.organisatie)]})

    for pad, route, methode, words, status in (
        ("/noodtoegangen", open_casus, "POST", ("neemNoodtoegang", "Open een casus in nood"), 201),
        ("/noodtoegangen", lijst, "GET", ("geefNoodtoegangen", "Bekijk de noodtoegangen"), 200),
        ("/noodtoegangen/{noodtoegangId}/beoordelingen", oordeel, "POST", ("beoordeelNoodtoegang", "Beoordeel een noodtoegang"), 201),
        ("/privacymeldingen", meldingen, "GET", ("geefPrivacymeldingen", "Bekijk de privacymeldingen"), 200),
    ):
        router.add_api_route(pad, route, methods=[methode], operation_id=words[0], summary=words[1], status_code=status)
    return router
