"""A notification or a zaaksysteem that means harm: the hub calls nobody it does not know, and says where it ended."""

from __future__ import annotations

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from ketenhub.deliver.client import Uitgang, open_transport
from ketenhub.deliver.egress import make_register
from ketenhub.log.events import OPGEHAALD, OPHALEN_OPGEGEVEN, OPHALEN_OPNIEUW
from tests.integration.deliver.wereld import Ontvanger, a_receiver
from tests.integration.testing.wereld import OINS, Wereld, the_workers, until

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.flow.carry import Weg
    from ketenhub.log.events import Gebeurtenis

API = "/zaken/api/v1"
ZAAK = f"{API}/zaken/7d2a2c8e-0000-4000-8000-000000000042"
GEMEENTE = OINS["gemeente"]
BSN = "999970008"
TRAAG = 0.5
MB = 1024 * 1024

GEMELD = {"klaar": OPGEHAALD, "wacht": OPHALEN_OPNIEUW, "dood": OPHALEN_OPGEGEVEN}
Antwoord = Callable[[web.Request], Awaitable[web.StreamResponse]]
Gevolg = tuple[str, str]


@dataclass(slots=True)
class Vijand:
    """A zaaksysteem that answers as the test says, and another place that must never be called."""

    wereld: Wereld
    weg: Weg
    ontvanger: Ontvanger
    elders: Ontvanger
    gebeurtenissen: list[Gebeurtenis] = field(default_factory=list)

    async def notify(self, hoofdobject: str, **changes: Json) -> int:
        """Post a notification as the municipality; gives the status of the receipt."""
        body: dict[str, Json] = {
            "kanaal": "zaken",
            "hoofdObject": hoofdobject,
            "resource": "zaak",
            "resourceUrl": hoofdobject,
            "actie": "create",
            "aanmaakdatum": "2026-01-10T10:00:00Z",
            "kenmerken": {},
            **changes,
        }
        klant = self.wereld.systemen["gemeente"].klant
        assert klant is not None
        data = json.dumps(body, ensure_ascii=False).encode()
        answer = await klant.call("POST", "/partners/gemeente/berichten", data, {"Content-Type": "application/json"})
        return answer.status

    async def ended(self) -> Gevolg:
        """Let the worker make its attempt; gives how the job stands and what was logged about it."""
        async with the_workers(self.wereld, self.weg):
            await until(self._tried)
        status = await self.wereld.value("select status from ophaaltaak")
        (event,) = [e for e in self.gebeurtenissen if e.soort.naam.startswith("ophalen.")]
        assert event.soort is GEMELD[str(status)]
        assert event.velden["organisatie"] == GEMEENTE
        return str(status), str(event.velden["uitkomst"])

    async def _tried(self) -> bool:
        return await self.wereld.value("select pogingen > 0 and lease_tot is null from ophaaltaak") is True


@asynccontextmanager
async def an_enemy(wereld: Wereld, antwoord: Antwoord | None = None) -> AsyncIterator[Vijand]:
    """Give the way out of this hub, on which the municipality registered one API."""
    async with a_receiver(antwoord) as ontvanger, a_receiver() as elders:
        own = replace(wereld.weg.registraties[GEMEENTE], ophalen=(f"{ontvanger.adres}{API}",))
        registraties = {**wereld.weg.registraties, GEMEENTE: own}
        async with open_transport(Uitgang(make_register(registraties.values(), demo=True), TRAAG)) as transport:
            seen: list[Gebeurtenis] = []
            weg = replace(wereld.weg, registraties=registraties, transport=transport, emit=seen.append)
            yield Vijand(wereld, weg, ontvanger, elders, seen)
        assert elders.verzoeken == []


PLEKKEN = [
    "http://127.0.0.1:{elders}",
    "http://127.1:{hier}",
    "http://127.1:{elders}",
    "http://2130706433:{elders}",
    "http://0x7f.1:{elders}",
    "http://0177.0.0.1:{elders}",
    "http://127.0.0.2:{hier}",
    "http://localhost:{hier}",
    "http://[::1]:{hier}",
    "http://[::ffff:127.0.0.1]:{hier}",
    "http://①②⑦.0.0.1:{elders}",
    "http://127.0.0.1.:{hier}",
    "https://127.0.0.1:{hier}",
    "http://127.0.0.1",
    "http://gemeente.example",
]


@pytest.mark.parametrize("plek", PLEKKEN)
async def test_place_that_the_sender_did_not_register_is_never_called_and_the_job_is_refused(wereld: Wereld, plek: str) -> None:
    async with an_enemy(wereld) as vijand:
        named = plek.format(elders=vijand.elders.port, hier=vijand.ontvanger.port)
        assert await vijand.notify(f"{named}{ZAAK}") == 201
        assert await vijand.ended() == ("dood", "geweigerd")
        assert vijand.ontvanger.verzoeken == []
    told = (await wereld.audit_lines(f"org:{GEMEENTE}"))[-1]
    assert ("ophalen opgegeven" in told, "geweigerd" in told) == (True, True)


@pytest.mark.parametrize(
    "adres",
    [
        "http://127.0.0.1:{hier}@127.0.0.1:{elders}/zaken/api/v1/zaken/1",
        "http://gebruiker:woord@127.0.0.1:{hier}/zaken/api/v1/zaken/1",
        "http://@127.0.0.1:{hier}/zaken/api/v1/zaken/1",
        "file:///etc/passwd/zaken/1",
        "gopher://127.0.0.1:{elders}/zaken/1",
        "//127.0.0.1:{elders}/zaken/api/v1/zaken/1",
        "http://127.0.0.1:{hier}/zaken/api/v1/zaken/1?x=1",
        "http://127.0.0.1:{hier}/zaken/api/v1/zaken/1#deel",
        "http://127.0.0.1:{hier}/zaken/api/v1/zaken/",
        "http://127.0.0.1:{hier}/zaken/api/v1/zaken/%2e%2e",
        "http://127.0.0.1:{hier}/zaken/api/v1/zaken/1\r\nHost: elders",
        "http://127.0.0.1:{hier}/zaken/api/v1/besluiten/1",
        "http://[/zaken/api/v1/zaken/1",
    ],
)
async def test_address_that_is_no_zaak_is_refused_at_the_door(wereld: Wereld, adres: str) -> None:
    async with an_enemy(wereld) as vijand:
        named = adres.format(elders=vijand.elders.port, hier=vijand.ontvanger.port)
        assert await vijand.notify(named) == 400
        assert await wereld.value("select count(*) from ophaaltaak") == 0
        assert await wereld.value("select count(*) from quarantaine") == 1
    assert "bericht geweigerd" in (await wereld.audit_lines(f"org:{GEMEENTE}"))[-1]


@pytest.mark.parametrize(
    "pad", ["/beheer/zaken/1", f"{API}/../../beheer/zaken/1", f"{API}/%2e%2e/%2E%2E/beheer/zaken/1", f"{API}x/zaken/1"]
)
async def test_path_outside_the_registered_api_is_not_fetched(wereld: Wereld, pad: str) -> None:
    async with an_enemy(wereld) as vijand:
        assert await vijand.notify(f"{vijand.ontvanger.adres}{pad}") == 201
        assert await vijand.ended() == ("dood", "geweigerd")
        assert vijand.ontvanger.verzoeken == []


async def test_address_of_the_resource_is_not_called_whatever_it_says(wereld: Wereld) -> None:
    async with an_enemy(wereld, _answering(_zaak, _rollen)) as vijand:
        zaak = f"{vijand.ontvanger.adres}{ZAAK}"
        assert await vijand.notify(zaak, resource="rol", resourceUrl=f"{vijand.elders.adres}{API}/rollen/1") == 201
        assert await vijand.ended() == ("klaar", "opgehaald")


def _zaak(base: str) -> Json:
    return {"url": base + ZAAK, "identificatie": "ZAAK-1", "startdatum": "2026-01-10"}


def _rol(base: str, **changes: Json) -> dict[str, Json]:
    who: Json = {"inpBsn": BSN, "geslachtsnaam": "Terpoorten"}
    own: dict[str, Json] = {"url": f"{base}{API}/rollen/1", "zaak": base + ZAAK, "betrokkeneType": "natuurlijk_persoon"}
    return {**own, "betrokkeneIdentificatie": who, **changes}


def _rollen(base: str, *rollen: Json, volgende: str | None = None) -> Json:
    return {"count": 1, "next": volgende, "previous": None, "results": list(rollen) or [_rol(base)]}


def _answering(zaak: Callable[[str], Json], rollen: Callable[[str], Json]) -> Antwoord:
    """Answer as a Zaken API with this zaak and this page of rollen."""

    async def answer(request: web.Request) -> web.StreamResponse:
        base = f"http://{request.host}"
        return web.json_response(zaak(base) if request.path == ZAAK else rollen(base))

    return answer


def _saying(status: int, body: bytes = b"", headers: dict[str, str] | None = None) -> Antwoord:
    async def answer(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, body=body, headers=headers)

    return answer


async def _never(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse()
    await response.prepare(request)
    await response.write(b'{"url": "')
    await asyncio.sleep(10 * TRAAG)
    return response


ONLEESBAAR = ("dood", "ongeldig-bericht")
ANTWOORDEN: dict[str, tuple[Antwoord, Gevolg]] = {
    "omleiding": (_saying(302, headers={"Location": "http://elders.example/"}), ("wacht", "http-302")),
    "niet gevonden": (_saying(404), ONLEESBAAR),
    "weg": (_saying(410), ONLEESBAAR),
    "niet toegelaten": (_saying(403), ("wacht", "http-403")),
    "stuk": (_saying(500), ("wacht", "http-500")),
    "te druk": (_saying(429, headers={"Retry-After": "3600"}), ("wacht", "http-429")),
    "leeg": (_saying(204), ONLEESBAAR),
    "geen json": (_saying(200, b"<html>onderhoud</html>"), ONLEESBAAR),
    "geen object": (_saying(200, b"[]"), ONLEESBAAR),
    "diep": (_saying(200, b"[" * (MB - 1)), ONLEESBAAR),
    "groot": (_saying(200, b" " * (2 * MB)), ("wacht", "antwoord")),
    "bom": (_saying(200, gzip.compress(b" " * (64 * MB)), headers={"Content-Encoding": "gzip"}), ("wacht", "antwoord")),
    "geen gzip": (_saying(200, b"niet gepakt", headers={"Content-Encoding": "gzip"}), ("wacht", "antwoord")),
    "traag": (_never, ("wacht", "tijd")),
    "andere zaak": (
        _answering(lambda base: {**dict.fromkeys(("url",), f"{base}{API}/zaken/1"), "identificatie": "Z"}, _rollen),
        ONLEESBAAR,
    ),
    "rol van een ander": (_answering(_zaak, lambda base: _rollen(base, _rol(base, zaak=f"{base}{API}/zaken/1"))), ONLEESBAAR),
    "rol van elders": (_answering(_zaak, lambda base: _rollen(base, _rol(base, url="http://elders.example/rollen/1"))), ONLEESBAAR),
    "bladzijde elders": (_answering(_zaak, lambda base: _rollen(base, volgende=f"http://elders.example{API}/rollen?page=2")), ONLEESBAAR),
    "bladzijde in een rondje": (_answering(_zaak, lambda base: _rollen(base, volgende=f"{base}{API}/rollen?page=2")), ONLEESBAAR),
    "niemand": (_answering(_zaak, lambda base: _rollen(base, _rol(base, betrokkeneType="medewerker"))), ONLEESBAAR),
}


@pytest.mark.parametrize("naam", ANTWOORDEN)
async def test_answer_that_cannot_be_used_is_asked_again_or_refused_and_opens_no_casus(wereld: Wereld, naam: str) -> None:
    antwoord, verwacht = ANTWOORDEN[naam]
    async with an_enemy(wereld, antwoord) as vijand:
        assert await vijand.notify(f"{vijand.ontvanger.adres}{ZAAK}") == 201
        assert await vijand.ended() == verwacht
    assert await wereld.value("select count(*) from casus") == 0
    told = [line for line in await wereld.audit_lines(f"org:{GEMEENTE}") if "ophalen opgegeven" in line]
    assert len(told) == (verwacht[0] == "dood")


async def test_redirect_to_another_place_is_not_followed(wereld: Wereld) -> None:
    async with a_receiver() as derde, an_enemy(wereld, _saying(307, headers={"Location": derde.adres + ZAAK})) as vijand:
        await vijand.notify(f"{vijand.ontvanger.adres}{ZAAK}")
        assert await vijand.ended() == ("wacht", "http-307")
        assert derde.verzoeken == []


async def test_pages_without_end_are_given_up(wereld: Wereld) -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        base = f"http://{request.host}"
        number = int(request.query.get("page", "1"))
        return web.json_response(_zaak(base) if request.path == ZAAK else _rollen(base, volgende=f"{base}{API}/rollen?page={number + 1}"))

    async with an_enemy(wereld, endless) as vijand:
        await vijand.notify(f"{vijand.ontvanger.adres}{ZAAK}")
        assert await vijand.ended() == ("dood", "blijft-vragen")
        assert len(vijand.ontvanger.verzoeken) < 30


async def test_waiting_as_long_as_the_zaaksysteem_asks_stays_within_twice_the_plan(wereld: Wereld) -> None:
    async with an_enemy(wereld, _saying(503, headers={"Retry-After": "3600"})) as vijand:
        await vijand.notify(f"{vijand.ontvanger.adres}{ZAAK}")
        await vijand.ended()
    wait = await wereld.value("select extract(epoch from volgende_poging - now())::float8 from ophaaltaak")
    assert isinstance(wait, float)
    assert 5.5 < wait <= 12


async def test_nothing_that_was_said_about_persons_is_logged_or_noted(wereld: Wereld) -> None:
    wrong = {"inpBsn": BSN[:-1] + "9", "geslachtsnaam": "Terpoorten"}
    async with an_enemy(wereld, _answering(_zaak, lambda base: _rollen(base, _rol(base, betrokkeneIdentificatie=wrong)))) as vijand:
        await vijand.notify(f"{vijand.ontvanger.adres}{ZAAK}")
        assert await vijand.ended() == ONLEESBAAR
        said = repr(vijand.gebeurtenissen) + "".join(await wereld.audit_lines(f"org:{GEMEENTE}"))
    assert not [word for word in (wrong["inpBsn"], "Terpoorten", "ZAAK-1") if word in said]
