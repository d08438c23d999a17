"""Need to know: every operation asked by every kind of participant, with a canary in every field (trust P1-P3)."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import pytest_asyncio

from ketenhub.keys import nieuw_id
from ketenhub.web.beschrijving import describe
from ketenhub.web.openapi import operations
from tests.integration.flow.keten import BIJDRAGE, OINS
from tests.integration.web.gastheer import Gastheer, a_gastheer, as_bytes
from tests.integration.web.kanarie import KANARIE, Kooi, found_in, kinds
from tests.integration.web.proeven_toegang import OP_VERWIJZING, OVER_TOEGANG
from tests.integration.web.vraag import Vraag, once, per_reference

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
REGIE, SLACHTOFFER, PLEGER, VERTROKKEN = "veilig_thuis", "gemeente", "reclassering", "politie"
WIE = (REGIE, SLACHTOFFER, PLEGER, VERTROKKEN)
WEG = "bestaat-niet"
PLAN = "/v1/veiligheidsplannen"
# which canaries a participant may ever meet: of both sides, of the victim's, of its own, of none; `nv` and `bg` stand behind walls 3 and 5
MAG = {REGIE: {"sl", "pl", "nv", "bg", "bb", "re"}, SLACHTOFFER: {"sl", "bb"}, PLEGER: {"pl", "re"}, VERTROKKEN: set[str]()}
# only regie says these; the work in the canary's handover goes to regie, so only it takes that on
ALLEEN_REGIE = frozenset({"heroverweging", "informering", "overdrachtstand", "planopzet", "structurele_onveiligheid", "vrijgave"})
WEGER = {"ref": "weger", "functie": "aandachtsfunctionaris"}
LEDEN = (("anna", "999970008"), ("ben", "999970057"))
# every table of which the one who asks may read whose case a row is
LEESBAAR = """select relname, exists (select from pg_attribute where attrelid = c.oid and attname = 'spoor'
    and has_column_privilege(c.oid, attnum, 'select')) as met_spoor
from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and exists (select from pg_attribute
    where attrelid = c.oid and attname = 'casus_id' and has_column_privilege(c.oid, attnum, 'select')) order by relname"""
# what differs between two answers to the same question
VLUCHTIG = frozenset({"date", "content-length"})


@dataclass(slots=True)
class Wereld:
    """A split case with all four relations to it, and one that only regie and the victim's side take part in."""

    gastheer: Gastheer
    verwijzingen: dict[str, dict[str, str]] = field(default_factory=dict)
    casussen: dict[str, str] = field(default_factory=dict)
    geweigerd: list[str] = field(default_factory=list)
    koppen: dict[str, tuple[float, dict[str, str]]] = field(default_factory=dict)
    gehoord: dict[tuple[str | bytes | None, ...], httpx.Response] = field(default_factory=dict)

    async def send(self, wie: str, feiten: list[dict[str, Any]], casus: str | None = None) -> str:
        """Let an organisation say something, of a new case or of one that it takes part in; gives the message."""
        body: dict[str, Any] = {"berichtId": nieuw_id(), "opgesteldOp": "2026-11-20T10:00:00Z", "feiten": feiten}
        if casus is not None:
            body["verwijzing"] = self.verwijzingen[casus][wie]
        answer = await self.gastheer.post(as_bytes(body), wie=wie)
        if answer.status_code != 201:
            self.geweigerd.append(f"{feiten[0]['soort']}: {answer.text}")
        return str(body["berichtId"])

    async def learn(self, naam: str) -> None:
        """Learn everyone's reference of the newest case."""
        async with self.gastheer.keten.hub.opslag.walk() as tx:
            casus = await tx.fetchval("select casus_id from casus order by geopend_op desc limit 1")
            rows = await tx.fetch("select organisatie, verwijzing from betrokkenheid where casus_id = $1", casus)
        names = {oin: name for name, oin in OINS.items()}
        self.casussen[naam] = casus
        self.verwijzingen[naam] = {names[row["organisatie"]]: row["verwijzing"] for row in rows}

    async def ask(self, wie: str, vraag: Vraag, als: str | None = None) -> httpx.Response:
        """Ask something as one participant, for one of its people when `als` says so."""
        headers = self._logged_in(wie) | {"Content-Type": vraag.vorm} | ({"Ketenhub-Medewerker": als} if als else {})
        answer = await self.gastheer.client.request(vraag.methode, vraag.pad, content=vraag.lichaam, headers=headers)
        assert answer.status_code != httpx.codes.UNAUTHORIZED, vraag.pad
        return answer

    async def hear(self, wie: str, vraag: Vraag, als: str | None = None) -> httpx.Response:
        """Give the answer to a question that changes nothing, asked once: all that is claimed of it is claimed of that same answer."""
        key = (wie, als, vraag.methode, vraag.pad, vraag.lichaam, vraag.vorm)
        if key not in self.gehoord:
            self.gehoord[key] = await self.ask(wie, vraag, als)
        return self.gehoord[key]

    def _logged_in(self, wie: str) -> dict[str, str]:
        """Give the headers of a login of less than a minute ago."""
        now = time.monotonic()
        if wie not in self.koppen or now - self.koppen[wie][0] > 60:
            self.koppen[wie] = now, self.gastheer.headers(wie)
        return self.koppen[wie][1]

    @property
    def alle(self) -> list[str]:
        """Give every reference that the hub gave to anyone, and one that it never gave."""
        return [ref for refs in self.verwijzingen.values() for ref in refs.values()] + [WEG]


def a_member(ref: str, bsn: str, naam: str) -> dict[str, Any]:
    """Name a member with a canary for a name."""
    return {"soort": "persoon", "ref": ref, "geldigOp": "2026-11-01", "bsn": bsn, "naam": {"voornamen": naam, "achternaam": naam}}


def a_part(wie: str, spoor: str, tot: str | None = None) -> dict[str, Any]:
    """Let an organisation take part, or no longer."""
    part = {
        "soort": "betrokkenheid",
        "ref": f"deel-{wie}",
        "geldigOp": "2026-11-05",
        "organisatie": OINS[wie],
        "van": "2026-11-05",
        "opSpoor": spoor,
    }
    return part if tot is None else part | {"tot": tot}


async def fill(wereld: Wereld) -> None:
    """Say everything that can be said, on both tracks, plain and behind the walls that a sender can put up."""
    kooien = {kant: Kooi(kant, "ben" if kant in {"pl", "re"} else "anna") for kant in ("sl", "pl", "nv", "bg", "bb", "re")}
    leden = [a_member(ref, bsn, kooien["sl"].canary("persoon.naam")) for ref, bsn in LEDEN]
    split = {
        "soort": "geweldsoort",
        "ref": "it",
        "geldigOp": "2026-11-05",
        "aard": "intiem_terrorisme",
        "slachtoffers": ["anna"],
        "plegers": ["ben"],
    }
    parts = [a_part(SLACHTOFFER, "slachtoffer"), a_part(PLEGER, "pleger"), a_part(VERTROKKEN, "slachtoffer", "2026-11-08")]
    await wereld.send(REGIE, [*leden, split, *parts])
    await wereld.learn("a")
    await wereld.send(PLEGER, [a_member(*LEDEN[1], kooien["re"].canary("persoon.naam"))], "a")
    walls = {"nv": {"nietVerder": True}, "bg": {"beroepsgeheim": True}}
    for kant in ("sl", "pl", "nv", "bg"):
        spoor = "pleger" if kant == "pl" else "slachtoffer"
        await wereld.send(REGIE, [kooien[kant].fact(soort, spoor=spoor, **walls.get(kant, {})) for soort in kinds()], "a")
    weighed = await wereld.send(REGIE, [kooien["bg"].fact("incident", ref="gewogen", spoor="slachtoffer", beroepsgeheim=True)], "a")
    decision: dict[str, Any] = {"feit": "gewogen", "bericht": weighed, "besluit": "niet_delen", "doel": None, "professional": WEGER}
    await wereld.send(REGIE, [kooien["bg"].fact("afweging", ontvangers=[OINS[SLACHTOFFER]], **decision)], "a")
    reden = f"Dit is nodig voor vandaag: {kooien['bg'].canary('doorbreking.reden')}"
    override: dict[str, Any] = {"feit": "gewogen", "bericht": weighed, "ontvanger": OINS[SLACHTOFFER], "doel": None, "reden": reden}
    proposed = await wereld.send(REGIE, [kooien["bg"].fact("doorbreking", ref="door", professional=WEGER, **override)], "a")
    second = {"doorbreking": "door", "bericht": proposed, "professional": {**WEGER, "ref": "tweede"}}
    await wereld.send(REGIE, [kooien["bg"].fact("doorbrekingsbevestiging", **second)], "a")
    await wereld.send(PLEGER, [kooien["re"].fact(soort) for soort in kinds() if soort not in ALLEEN_REGIE], "a")
    other = [a_member("cor", "999970148", kooien["bb"].canary("persoon.naam")), a_part(SLACHTOFFER, "slachtoffer") | {"opSpoor": None}]
    await wereld.send(REGIE, [*other, {**kooien["bb"].fact("werkdoel"), "voorwaarde": None}])
    await wereld.learn("b")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wereld(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wereld]:
    """Give a world in which every field of every kind of fact was said."""
    async with a_gastheer(server, tmp_path_factory.mktemp("weten")) as gastheer:
        found = Wereld(gastheer)
        await fill(found)
        yield found


def _disclosures(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", "/v1/verstrekkingen/_zoek", {"verwijzing": ref, "organisatie": OINS[SLACHTOFFER]}) for ref in refs]


def _same_person(refs: list[str]) -> list[Vraag]:
    words = {"persoon": "x", "ander": "y", "besluit": "dezelfde", "reden": "Proef.", "professional": "proef"}
    return [Vraag("POST", "/v1/persoonskoppelingen", {"verwijzing": ref, **words}) for ref in refs]


def _contributions(refs: list[str]) -> list[Vraag]:
    body = {"opgesteldOp": "2026-11-20T10:00:00Z", "feiten": []}
    return [
        Vraag("POST", pad, {"berichtId": f"proef-{n}-{len(pad)}", "verwijzing": ref, **body}, BIJDRAGE)
        for n, ref in enumerate(refs)
        for pad in ("/v1/bijdragen", "/partners/canoniek/berichten")
        # what takes a message in is tried with a reference that is not the asker's; with its own it would be a new fact
        if ref == WEG
    ]


PROEF = [
    {
        "soort": "veiligheidsbeoordeling",
        "ref": "proef",
        "geldigOp": "2026-11-20",
        "beoordelaar": {"soort": "professional"},
        "professional": {"ref": "proef", "functie": "proef"},
        "over": {"soort": "huishouden"},
        "cijfer": "7",
        "reden": "Proef.",
    },
    {"soort": "incident", "ref": "proef-i", "geldigOp": "2026-11-20", "aard": "geweld", "omschrijving": "Proef."},
]


def _trials(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", f"{PLAN}/{ref}/_watals", {"feit": feit}) for ref in refs for feit in PROEF]


def _checks(refs: list[str]) -> list[Vraag]:
    body = {"berichtId": "proef-controle", "opgesteldOp": "2026-11-20T10:00:00Z", "feiten": PROEF}
    return [Vraag("POST", "/v1/bijdragen/_controleer", {**body, "verwijzing": ref}, BIJDRAGE) for ref in refs]


def _acknowledgements(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", f"{PLAN}/{ref}/signalen/geen-signaal/bevestigingen", {"professional": "proef"}) for ref in refs]


def _glances(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", f"{PLAN}/{ref}/_bekijk", {"ontvanger": oin}) for ref in refs for oin in OINS.values()]


BLIK = {"beheerder": "proef", "huishouden": "onverdeeld", "soort": "politie"}
STAP = {"beheerder": "proef", "reden": "Proef.", "stap": "goedgekeurd"}


def _insights(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", f"{PLAN}/{ref}/inzagen", {"persoon": "x"}) for ref in refs]


def _decisions(refs: list[str]) -> list[Vraag]:
    about = [{}, *({"ontvanger": oin} for oin in OINS.values())]
    return [Vraag("POST", "/v1/deelbesluiten/_zoek", {"verwijzing": ref, **over}) for ref in refs for over in about]


def _evaluation(ref: str, oin: str, item: str = "x", veld: str = "tekst") -> dict[str, Any]:
    resource = {"type": "gegeven", "id": item, "properties": {"veld": veld, "verwijzing": ref}}
    return {"subject": {"type": "organisatie", "id": oin}, "action": {"name": "lezen"}, "resource": resource}


def _evaluations(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", "/access/v1/evaluation", _evaluation(ref, OINS[SLACHTOFFER])) for ref in refs]


def _boxcars(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", "/access/v1/evaluations", {"evaluations": [_evaluation(ref, oin) for oin in OINS.values()]}) for ref in refs]


def _registers(refs: list[str]) -> list[Vraag]:
    return [Vraag("POST", "/v1/verstrekkingenregister/_zoek", {"verwijzing": ref, "persoon": "x"}) for ref in refs]


BESLUIT = {"besluit": "afgewezen", "reden": "Proef.", "professional": "proef"}
PROEVEN: dict[str, Callable[[list[str]], list[Vraag]]] = {
    **OVER_TOEGANG,
    "geefVeiligheidsplan": per_reference(f"{PLAN}/{{}}"),
    "geefTijdlijn": per_reference(f"{PLAN}/{{}}/tijdlijn"),
    "geefMonitor": per_reference(f"{PLAN}/{{}}/monitor"),
    "geefAfwegingen": per_reference(f"{PLAN}/{{}}/afwegingen"),
    "geefPlanbord": per_reference(f"{PLAN}/{{}}/planbord"),
    "geefRegieoverzicht": per_reference(f"{PLAN}/{{}}/regieoverzicht"),
    "probeerFeit": _trials,
    "controleerBijdrage": _checks,
    "haalNotificatiesIn": per_reference(*(f"{PLAN}/{{}}/notificaties?baan={baan}" for baan in ("direct", "hoog", "gewoon"))),
    "geefInformeerplichten": per_reference(f"{PLAN}/{{}}/informeerplichten"),
    "geefInzage": _insights,
    "geefSignalen": per_reference(f"{PLAN}/{{}}/signalen"),
    "bevestigSignaal": _acknowledgements,
    "geefPersoonskoppelingen": per_reference(f"{PLAN}/{{}}/persoonskoppelingen"),
    "zoekVerstrekkingen": _disclosures,
    "besluitPersoonskoppeling": _same_person,
    "geefKoppelvoorstellen": once(Vraag("GET", "/v1/koppelvoorstellen")),
    "besluitKoppelvoorstel": once(Vraag("POST", f"/v1/koppelvoorstellen/{WEG}/besluiten", BESLUIT)),
    "geefBerichtstatus": per_reference("/v1/berichten/{}"),
    "stuurBijdrage": _contributions,
    "stuurBericht": _contributions,
    "bekijkAlsOntvanger": _glances,
    "zoekVerstrekkingenregister": _registers,
    "zoekDeelbesluiten": _decisions,
    "evalueerToegang": _evaluations,
    "evalueerToegangen": _boxcars,
    "geefAuthzenInstellingen": once(Vraag("GET", "/.well-known/authzen-configuration")),
    "geefDeelregelversies": once(Vraag("GET", "/v1/deelregels/versies")),
    "geefDeelregelversie": per_reference("/v1/deelregels/versies/{}"),
    "geefDeelregelwijzigingen": per_reference("/v1/deelregels/versies/{}/wijzigingen"),
    "geefDeelregelsimulatie": per_reference("/v1/deelregels/versies/{}/simulatie"),
    "geefVerzonnenHuishoudens": once(Vraag("GET", "/v1/deelregels/huishoudens")),
    "ontwerpDeelregels": once(Vraag("POST", "/v1/deelregels/versies", {"beheerder": "proef"})),
    "simuleerDeelregels": once(Vraag("POST", f"/v1/deelregels/versies/{WEG}/simulatie", {"beheerder": "proef"})),
    "besluitDeelregels": once(Vraag("POST", f"/v1/deelregels/versies/{WEG}/besluiten", STAP)),
    "bekijkVerzonnenHuishouden": once(Vraag("POST", "/v1/deelregels/huishoudens/_bekijk", BLIK)),
    "haalAuditwortelsOp": once(Vraag("GET", "/v1/auditwortels")),
    "haalSleutelsOp": once(Vraag("GET", "/v1/jwks")),
    "haalBeschrijvingOp": once(Vraag("GET", "/v1/openapi.json")),
    "vraagToken": once(Vraag("POST", "/v1/token", {})),
}


def everything(answer: httpx.Response) -> bytes:
    """Give all bytes of an answer, heads included."""
    return b"\n".join([*(f"{k}: {v}".encode() for k, v in answer.headers.items()), answer.content])


def shape(answer: httpx.Response, ref: str) -> tuple[int, dict[str, str], Any]:
    """Give what an answer tells when its own address is taken out."""
    heads = {name: value for name, value in answer.headers.items() if name not in VLUCHTIG}
    return answer.status_code, heads, json.loads(answer.text.replace(ref, "@"))


async def test_every_kind_of_fact_was_said(wereld: Wereld) -> None:
    assert wereld.geweigerd == []


async def test_every_operation_is_asked(wereld: Wereld) -> None:
    assert set(PROEVEN) == {operatie["operationId"] for _, _, operatie in operations(describe())}
    assert wereld.alle


@pytest.mark.parametrize("wie", WIE)
async def test_no_answer_holds_what_the_asker_may_not_know(wereld: Wereld, wie: str, record_property: Callable[[str, Any], None]) -> None:
    answers = [await wereld.hear(wie, vraag) for vragen in PROEVEN.values() for vraag in vragen(wereld.alle)]
    record_property("antwoorden gelezen", len(answers))
    met = found_in(*(everything(answer) for answer in answers))
    assert {word for word in met if word[2:4] not in MAG[wie]} == set()


@pytest.mark.parametrize("wie", [REGIE, SLACHTOFFER, PLEGER])
async def test_no_operation_tells_more_than_the_own_view_holds(wereld: Wereld, wie: str) -> None:
    own = [refs[wie] for refs in wereld.verwijzingen.values() if wie in refs]
    views = found_in(*[everything(await wereld.hear(wie, Vraag("GET", f"{PLAN}/{ref}"))) for ref in own])
    rest = [await wereld.hear(wie, vraag) for make in PROEVEN.values() for vraag in make(own)]
    assert views
    assert found_in(*(everything(answer) for answer in rest)) <= views


@pytest.mark.parametrize("wie", WIE)
async def test_reference_of_another_is_as_absent_as_one_that_never_was(wereld: Wereld, wie: str) -> None:
    foreign = [ref for refs in wereld.verwijzingen.values() for name, ref in refs.items() if name != wie]
    own = ("geefTijdlijn", "geefMonitor", "geefAfwegingen", "geefPlanbord", "geefRegieoverzicht", "probeerFeit", "controleerBijdrage")
    asked = (
        "geefVeiligheidsplan",
        "haalNotificatiesIn",
        "geefSignalen",
        "bevestigSignaal",
        "geefPersoonskoppelingen",
        "bekijkAlsOntvanger",
        "zoekDeelbesluiten",
        "evalueerToegang",
        "evalueerToegangen",
        "zoekVerstrekkingenregister",
    )
    for name in (*own, *asked, *OP_VERWIJZING, "zoekVerstrekkingen", "geefBerichtstatus"):
        absent = [shape(await wereld.hear(wie, vraag), WEG) for vraag in PROEVEN[name]([WEG])]
        for ref in foreign:
            assert [shape(await wereld.hear(wie, vraag), ref) for vraag in PROEVEN[name]([ref])] == absent, name


async def test_who_left_is_told_nothing_by_its_old_reference(wereld: Wereld) -> None:
    old = wereld.verwijzingen["a"][VERTROKKEN]
    here, never = [await wereld.hear(VERTROKKEN, Vraag("GET", f"{PLAN}/{ref}")) for ref in (old, WEG)]
    assert shape(here, old) == shape(never, WEG)


async def test_nothing_that_was_said_stands_readable_in_the_database_or_the_log(wereld: Wereld) -> None:
    hub = wereld.gastheer.keten.hub
    async with hub.opslag.walk() as tx:
        tables = [row["tablename"] for row in await tx.fetch("select tablename from pg_tables where schemaname = 'public'")]
        readable = [t for t in tables if await tx.fetchval("select has_table_privilege($1, 'select')", t)]
        texts = [row["regel"] for t in readable for row in await tx.fetch(f"select t::text as regel from {t} t")]
    assert len(texts) > len(kinds())
    assert KANARIE.findall("\n".join(texts) + wereld.gastheer.log.read_text("utf-8")) == []


@pytest.mark.parametrize("wie", WIE)
async def test_database_alone_gives_no_row_of_a_case_or_a_track_that_is_not_the_askers(wereld: Wereld, wie: str) -> None:
    """The second wall with the first taken away: read every table as the request role, by no query of the hub (trust P2)."""
    hidden = {"veilig_thuis": (), "gemeente": ("pleger",), "reclassering": ("slachtoffer", "regie", "beide", "onverdeeld")}.get(wie)
    mine = {casus for naam, casus in wereld.casussen.items() if hidden is not None and wie in wereld.verwijzingen[naam]}
    foreign: list[str] = []
    async with wereld.gastheer.keten.hub.opslag.request(OINS[wie]) as tx:
        for row in await tx.fetch(LEESBAAR):
            table = row["relname"]
            foreign += [table for r in await tx.fetch(f"select casus_id from {table}") if r["casus_id"] not in mine]
            if row["met_spoor"] and hidden:
                foreign += [f"{table} {r['spoor']}" for r in await tx.fetch(f"select spoor from {table}") if r["spoor"] in hidden]
    assert foreign == []
