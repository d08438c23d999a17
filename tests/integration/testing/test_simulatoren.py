"""The simulated partner systems against a hub that is served: they log in, send, fetch, and check what they get."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import aiohttp
import pytest
from aiohttp import web
from joserfc.jwk import ECKey

from ketenhub.deliver.signature import read_signing_key, sign_headers
from ketenhub.demo.regio import DEELNEMERS
from ketenhub.domain.json import at, rows, text
from ketenhub.keys import nieuw_id
from ketenhub.testing.klant import Klant
from ketenhub.testing.simulator import Opdracht, Zending, load_system
from tests.integration.deliver.wereld import a_receiver
from tests.integration.flow.test_scenario import MELDING
from tests.integration.testing.wereld import OINS, Wereld, the_workers, until

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object


async def report(wereld: Wereld, **changes: Json) -> dict[str, Json]:
    """Let the police's system report, so that Veilig Thuis has something to hear."""
    return await wereld.order("politie", "bijdrage", {**MELDING, **changes})


def a_key(kid: str) -> dict[str, str]:
    """Make a private key as a system's settings hold it."""
    made = ECKey.generate_key("P-256", {"kid": kid, "use": "sig", "alg": "ES256"}, private=True)
    return {name: str(value) for name, value in made.as_dict(private=True).items()}


def client_of(wereld: Wereld, wie: str) -> Klant:
    """Give a system's own client."""
    found = wereld.systemen[wie].klant
    assert found is not None
    return found


@pytest.mark.parametrize("wie", sorted(OINS))
async def test_every_system_logs_in_with_its_own_key_and_is_let_in(wereld: Wereld, wie: str) -> None:
    answer = await wereld.fetch(wie, "/v1/veiligheidsplannen/onbekend")
    assert (answer["status"], text(answer, "inhoud", "type") is not None) == (404, True)


async def test_system_with_another_key_gets_no_token(wereld: Wereld) -> None:
    klant = replace(client_of(wereld, "politie"), sleutel=a_key("politie-1"))
    with pytest.raises(aiohttp.ClientError):
        await klant._login()


async def test_token_is_used_again_until_it_is_half_old(wereld: Wereld) -> None:
    klant = client_of(wereld, "politie")
    first = await klant._login()
    assert await klant._login() == first
    klant._tot = 0.0
    assert await klant._login() != first


async def test_token_that_the_hub_no_longer_takes_is_renewed(wereld: Wereld) -> None:
    klant = client_of(wereld, "politie")
    klant._token, klant._tot = "verlopen", time.monotonic() + 600
    assert (await report(wereld))["status"] == 201


async def test_contribution_of_a_system_is_on_disk_with_its_receipt(wereld: Wereld) -> None:
    answer = await report(wereld)
    assert (answer["status"], at(answer, "inhoud", "status")) == (201, "aangenomen")
    assert await wereld.value("select count(*) from bijdrage where organisatie = $1", OINS["politie"]) == 1


async def test_same_order_twice_is_the_same_message(wereld: Wereld) -> None:
    first, again = await report(wereld), await report(wereld)
    assert at(first, "inhoud") == at(again, "inhoud")
    assert await wereld.value("select count(*) from bijdrage") == 1


async def test_refusal_comes_back_to_the_one_who_ordered(wereld: Wereld) -> None:
    answer = await report(wereld, verwijzing="bestaat-niet")
    assert (answer["status"], text(answer, "inhoud", "code")) == (400, "onbekende-verwijzing")


async def _heard(wereld: Wereld) -> list[dict[str, Json]]:
    """Let Veilig Thuis hear of the report over a signed webhook."""
    async with the_workers(wereld):
        await report(wereld)
        await until(lambda: bool(wereld.systemen["veilig_thuis"].notificaties))
    return wereld.systemen["veilig_thuis"].notificaties


async def test_system_hears_and_fetches_its_own_view(wereld: Wereld) -> None:
    notice, *_ = await _heard(wereld)
    assert notice["keer"] == 1
    view = await wereld.fetch("veilig_thuis", f"/v1/veiligheidsplannen/{text(notice, 'inhoud', 'data', 'verwijzing')}")
    assert view["status"] == 200
    assert {text(row, "naam", "voornamen") for row in rows(view, "inhoud", "personen")} == {"Mila", "Jelle"}


async def test_system_cannot_fetch_with_the_reference_of_another(wereld: Wereld) -> None:
    notice, *_ = await _heard(wereld)
    view = await wereld.fetch("reclassering", f"/v1/veiligheidsplannen/{text(notice, 'inhoud', 'data', 'verwijzing')}")
    assert view["status"] == 404


async def test_system_of_canonical_json_opens_and_fetches_a_view(wereld: Wereld) -> None:
    persoon: Object = {"soort": "persoon", "ref": "c", "geldigOp": "${dag:0}", "bsn": "999970057", "naam": {"achternaam": "Ravenhorst"}}
    body: Object = {"berichtId": "rec-1", "opgesteldOp": "${nu}", "feiten": [persoon]}
    assert (await wereld.order("reclassering", "bijdrage", body))["status"] == 201
    reference = await wereld.value("select verwijzing from betrokkenheid where organisatie = $1", OINS["reclassering"])
    view = await wereld.fetch("reclassering", f"/v1/veiligheidsplannen/{reference}")
    assert [text(row, "naam", "achternaam") for row in rows(view, "inhoud", "personen")] == ["Ravenhorst"]


def signed(wereld: Wereld, body: bytes, *, ident: str, geheim: str | None = None, op: int | None = None) -> dict[str, str]:
    """Sign a notification as the hub does, with the secret of Veilig Thuis unless another is given."""
    key = read_signing_key(geheim or wereld.systemen["veilig_thuis"].geheim)
    return dict(sign_headers([key], ident, op if op is not None else int(time.time()), body))


async def knock(wereld: Wereld, body: bytes, headers: dict[str, str]) -> int:
    """Post a notification to the system of Veilig Thuis."""
    async with wereld.sessie.post(f"{wereld.address('veilig_thuis')}/notificaties", data=body, headers=headers) as answer:
        return answer.status


async def test_forged_notification_is_refused_and_counted(wereld: Wereld) -> None:
    ident, body = nieuw_id(), b'{"id": "x"}'
    other = wereld.systemen["politie"].geheim
    good = signed(wereld, body, ident=ident)
    forged = [
        {},
        signed(wereld, body, ident=ident, geheim=other),
        signed(wereld, body, ident=ident, op=int(time.time()) - 3600),
        {**good, "webhook-id": "een ander"},
        {**good, "webhook-signature": "v1,AAAA"},
    ]
    assert [await knock(wereld, body, headers) for headers in forged] == [401] * len(forged)
    assert await knock(wereld, body + b" ", good) == 401
    state = await wereld.ask("veilig_thuis", "/_stand")
    assert (state["geweigerd"], state["notificaties"]) == (len(forged) + 1, [])


async def test_repeat_is_counted_on_the_first(wereld: Wereld) -> None:
    ident, body = nieuw_id(), b'{"id": "x"}'
    assert [await knock(wereld, body, signed(wereld, body, ident=ident)) for _ in range(3)] == [204] * 3
    (notice,) = rows(await wereld.ask("veilig_thuis", "/_stand"), "notificaties")
    assert (notice["id"], notice["keer"]) == (ident, 3)


async def test_system_that_fails_on_demand_gets_the_same_notification_later_and_once(wereld: Wereld) -> None:
    await wereld.ask("veilig_thuis", "/_storing", {"status": 503})
    await report(wereld)
    waits = "select count(*) > 0 from outbox where status = 'wacht' and pogingen > 0 and lease_tot is null"
    async with the_workers(wereld):
        await until(lambda: _true(wereld, waits))
        assert wereld.systemen["veilig_thuis"].notificaties == []
        await wereld.ask("veilig_thuis", "/_storing", {"status": 0})
        await wereld.change("update outbox set volgende_poging = now() where status = 'wacht'")
        await until(lambda: _true(wereld, "select count(*) = 0 from outbox where status = 'wacht'"))
    ids = [notice["id"] for notice in wereld.systemen["veilig_thuis"].notificaties]
    assert ids
    assert len(ids) == len(set(map(str, ids)))


async def _true(wereld: Wereld, question: str) -> bool:
    return await wereld.value(question) is True


async def test_own_routes_fail_on_demand_too(wereld: Wereld) -> None:
    await wereld.ask("gemeente", "/_storing", {"status": 500})
    async with wereld.sessie.get(f"{wereld.address('gemeente')}/zaken/api/v1/rollen") as answer:
        assert answer.status == 500


async def test_client_tries_again_while_the_hub_is_too_busy() -> None:
    tokens = iter([503, 200])
    answers = iter([503, 429, 409, 201])

    async def busy(request: web.Request) -> web.StreamResponse:
        if request.path == "/v1/token":
            return web.json_response({"access_token": "t", "expires_in": 300}, status=next(tokens))
        return web.Response(status=next(answers), text="nog-bezig")

    async with a_receiver(busy) as hub, aiohttp.ClientSession() as sessie:
        klant = Klant(hub.adres, "systeem", a_key("k"), ("berichten:schrijven",), sessie)
        answer = await asyncio.wait_for(klant.call("POST", "/v1/bijdragen", b"{}"), 20)
        sent = [body for _, path, _, body in hub.verzoeken if path == "/v1/bijdragen"]
    assert answer.status == 201
    assert sent == [b"{}"] * 4


async def test_client_leaves_a_conflict_that_will_not_pass() -> None:
    async def refuse(request: web.Request) -> web.StreamResponse:
        if request.path == "/v1/token":
            return web.json_response({"access_token": "t", "expires_in": 300})
        return web.Response(status=409, text="sleutel-hergebruikt")

    async with a_receiver(refuse) as hub, aiohttp.ClientSession() as sessie:
        klant = Klant(hub.adres, "systeem", a_key("k"), ("berichten:schrijven",), sessie)
        assert (await klant.call("POST", "/v1/bijdragen", b"{}")).status == 409


async def test_system_runs_as_a_process_of_its_own_and_stops_when_told(wereld: Wereld) -> None:
    (deelnemer,) = [d for d in DEELNEMERS if d.sleutel == "reclassering"]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = (sys.executable, "-m", "ketenhub.testing.simulator", str(wereld.regio.settings_of(deelnemer)), str(port))
    process = await asyncio.create_subprocess_exec(*command)
    try:
        await until(lambda: _answers(wereld, port))
        async with wereld.sessie.post(f"http://127.0.0.1:{port}/_haal", json={"pad": "/v1/veiligheidsplannen/onbekend"}) as answer:
            assert json.loads(await answer.read())["status"] == 404
    finally:
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 20) == 0


async def _answers(wereld: Wereld, port: int) -> bool:
    try:
        async with wereld.sessie.get(f"http://127.0.0.1:{port}/_stand") as answer:
            return answer.status == 200
    except aiohttp.ClientConnectionError:
        return False


async def test_canonical_system_sends_the_scenario_as_it_stands(wereld: Wereld) -> None:
    made = load_system("canoniek").make(Opdracht("bijdrage", {"berichtId": "é"}), wereld.systemen["reclassering"])
    assert made == Zending("/v1/bijdragen", "application/vnd.ketenhub.bijdrage+json", '{"berichtId": "é"}'.encode())


def test_system_that_is_not_installed_is_not_made_up() -> None:
    with pytest.raises(ValueError, match="not enough values"):
        load_system("bestaat-niet")
