"""Decisions asked in the form of the OpenID AuthZEN Authorization API 1.0; with the same rights and the same record as in our own form."""

import re
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Annotated, ClassVar, Literal

import orjson
from fastapi import APIRouter
from pydantic import ConfigDict, Field
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ketenhub.domain.errors import KetenhubError, OngeldigBericht
from ketenhub.domain.waarde import Kort, Waarde
from ketenhub.flow.besluiten import AUTHZEN, Vraagpunt
from ketenhub.flow.deelbesluiten import Besluitvraag, explain_decisions
from ketenhub.flow.hub import Hub
from ketenhub.web.api.lichaam import read_body
from ketenhub.web.api.token import authorise
from ketenhub.web.api.vragen import read_query
from ketenhub.web.auth.clients import VEILIGHEIDSPLAN_LEZEN
from ketenhub.web.problems import InterneFout, OngeldigeAanvraag, problem_response, status_of

EVALUATIE, EVALUATIES = "/access/v1/evaluation", "/access/v1/evaluations"
INSTELLINGEN = "/.well-known/authzen-configuration"
ORGANISATIE, GEGEVEN, LEZEN = "organisatie", "gegeven", "lezen"
MEESTE = 50
KENMERK = re.compile(r"[\x21-\x7e]{1,128}")
ONLEESBAAR = "dit ontbreekt of past niet"
SLEUTEL = re.compile(r"[A-Za-z0-9._:~-]{1,128}")
VELD = re.compile(r"[A-Za-z]{1,64}")

Eigenschappen = dict[str, object]


class Partij(Waarde):
    """Who would read: an organisation, by its OIN."""

    type: Kort
    id: Kort
    properties: Eigenschappen = Field(default_factory=dict)


class Handeling(Waarde):
    """What would be done with it."""

    name: Kort
    properties: Eigenschappen = Field(default_factory=dict)


class Gegeven(Waarde):
    """What would be read: an item of a plan, with the reference of the plan and the field among its properties."""

    type: Kort
    id: Kort
    properties: Eigenschappen = Field(default_factory=dict)


class Evaluatieverzoek(Waarde):
    """One question: may this organisation read this field."""

    subject: Partij
    action: Handeling
    resource: Gegeven
    context: Eigenschappen = Field(default_factory=dict)


class Evaluatie(Waarde):
    """One of many questions; what it leaves out is that of the request."""

    subject: Partij | None = None
    action: Handeling | None = None
    resource: Gegeven | None = None
    context: Eigenschappen | None = None


class Opties(Waarde):
    """How many questions are asked together."""

    model_config: ClassVar[ConfigDict] = ConfigDict(alias_generator=None)

    evaluations_semantic: Literal["execute_all", "deny_on_first_deny", "permit_on_first_permit"] = "execute_all"


class Evaluatiesverzoek(Evaluatie):
    """Many questions at once, with what they share."""

    evaluations: Annotated[tuple[Evaluatie, ...], Field(max_length=MEESTE)] = ()
    options: Opties = Opties()


def _day(context: Eigenschappen) -> str | None:
    """Give the day that was asked about; raises OngeldigBericht."""
    dag = context.get("dag")
    if dag is None:
        return None
    try:
        return date.fromisoformat(str(dag)).isoformat()
    except ValueError:
        raise OngeldigBericht("/context/dag", ONLEESBAAR) from None


def _property(resource: Gegeven, name: str, vorm: re.Pattern[str]) -> str:
    """Give a property that is needed; raises OngeldigBericht."""
    found = resource.properties.get(name)
    if not isinstance(found, str) or not vorm.fullmatch(found):
        raise OngeldigBericht(f"/resource/properties/{name}", ONLEESBAAR)
    return found


def as_question(organisatie: str, vraag: Evaluatieverzoek) -> Besluitvraag:
    """Read a question as our own; raises OngeldigBericht. What the hub does not know is asked about nothing, so it is refused."""
    subject, resource = vraag.subject, vraag.resource
    known = (subject.type, resource.type, vraag.action.name) == (ORGANISATIE, GEGEVEN, LEZEN)
    veld, verwijzing = _property(resource, "veld", VELD), _property(resource, "verwijzing", SLEUTEL)
    punt = Vraagpunt(subject.id, resource.id if known else "", veld, _day(vraag.context), vorm=AUTHZEN)
    return Besluitvraag(organisatie, verwijzing, punt)


def _whole(one: Evaluatie, shared: Evaluatie) -> Evaluatieverzoek:
    """Fill in what a question leaves out; raises OngeldigBericht for what neither says."""
    found = [getattr(one, name) or getattr(shared, name) for name in ("subject", "action", "resource")]
    for name, part in zip(("subject", "action", "resource"), found, strict=True):
        if part is None:
            raise OngeldigBericht(f"/{name}", ONLEESBAAR)
    context = one.context if one.context is not None else shared.context
    return Evaluatieverzoek(subject=found[0], action=found[1], resource=found[2], context=context or {})


Vrager = Callable[[Evaluatieverzoek], Awaitable[bytes]]


async def _one(ask: Vrager, one: Evaluatie, shared: Evaluatie) -> bytes:
    """Give the answer to one of many; what is wrong with it is its own answer, and the others go on."""
    try:
        return await ask(_whole(one, shared))
    except OngeldigBericht as fout:
        error = {"status": status_of(fout), "message": f"{fout.plaats}: {fout.reden}"}
        return orjson.dumps({"decision": False, "context": {"error": error}})


async def _many(ask: Vrager, vraag: Evaluatiesverzoek) -> bytes:
    """Answer many questions in their order, until what was asked for says to stop."""
    if not vraag.evaluations:
        return await ask(_whole(Evaluatie(), vraag))
    stop = {"deny_on_first_deny": False, "permit_on_first_permit": True}.get(vraag.options.evaluations_semantic)
    found: list[bytes] = []
    for one in vraag.evaluations:
        found.append(await _one(ask, one, vraag))
        if orjson.loads(found[-1])["decision"] is stop:
            break
    return b'{"evaluations":[' + b",".join(found) + b"]}"


async def _answered(request: Request, make: Callable[[], Awaitable[bytes]]) -> Response:
    """Answer with the identification that the caller gave its request, also when it is refused."""
    ident = request.headers.get("x-request-id")
    heads = {"X-Request-ID": ident} if ident is not None and KENMERK.fullmatch(ident) else {}
    try:
        if ident is not None and not heads:
            raise OngeldigeAanvraag("X-Request-ID", "Gebruik hoogstens 128 zichtbare tekens.")
        return Response(await make(), media_type="application/json", headers={**heads, "Cache-Control": "no-store"})
    except InterneFout:
        raise
    except KetenhubError as fout:
        return problem_response(fout, request.url.path, heads)


def add_authzen(router: APIRouter, hub: Hub) -> None:
    """Hang the routes on the router of the decisions; flow holds who may know what, records and audits."""

    async def vrager(request: Request) -> Vrager:
        toegang = await authorise(request, VEILIGHEIDSPLAN_LEZEN)
        read_query(request, {})
        return lambda vraag: explain_decisions(hub, as_question(toegang.organisatie, vraag))

    async def evaluatie(request: Request) -> Response:
        """Vraag of een organisatie een veld mag lezen (AuthZEN)."""

        async def make() -> bytes:
            ask = await vrager(request)
            return await ask(await read_body(request, Evaluatieverzoek))

        return await _answered(request, make)

    async def evaluaties(request: Request) -> Response:
        """Vraag over meer velden tegelijk of een organisatie ze mag lezen (AuthZEN)."""

        async def make() -> bytes:
            ask = await vrager(request)
            return await _many(ask, await read_body(request, Evaluatiesverzoek))

        return await _answered(request, make)

    async def instellingen(request: Request) -> Response:
        """Geef waar deze vragen te stellen zijn (AuthZEN)."""
        read_query(request, {})
        adres = hub.adres
        return JSONResponse(
            {
                "policy_decision_point": adres,
                "access_evaluation_endpoint": adres + EVALUATIE,
                "access_evaluations_endpoint": adres + EVALUATIES,
            }
        )

    for pad, route, methode, words in (
        (EVALUATIE, evaluatie, "POST", ("evalueerToegang", "Vraag of een organisatie een veld mag lezen")),
        (EVALUATIES, evaluaties, "POST", ("evalueerToegangen", "Vraag dat over meer velden tegelijk")),
        (INSTELLINGEN, instellingen, "GET", ("geefAuthzenInstellingen", "Lees waar deze vragen te stellen zijn")),
    ):
        router.add_api_route(pad, route, methods=[methode], operation_id=words[0], summary=words[1])
