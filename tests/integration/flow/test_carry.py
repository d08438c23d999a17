"""What the outbox holds goes out once, thin and signed; trouble is tried again, and giving up is loud."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from aiohttp import web

from ketenhub.deliver.client import Uitgang, open_transport
from ketenhub.deliver.egress import make_register
from ketenhub.deliver.registratie import Registratie, read_registraties
from ketenhub.deliver.signature import verify_hmac
from ketenhub.flow.carry import Weg, carry, settle
from ketenhub.flow.halen import carry_job, settle_job
from ketenhub.log.emit import nowhere
from ketenhub.store import ophalen, uitgaand
from tests.integration.deliver.wereld import Ontvanger, a_receiver
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.test_scenario import play_until

if TYPE_CHECKING:
    from ketenhub.deliver.uitkomst import Uitkomst
    from ketenhub.domain.json import Object

Antwoord = Callable[[web.Request], Awaitable[web.StreamResponse]]


def _moved(found: Registratie, adres: str) -> Registratie:
    """Let this organisation listen on the receiver of the test, each under its own path."""
    base = f"{adres}/{found.organisatie}"
    return replace(
        found,
        notificaties=replace(found.notificaties, adres=f"{base}/notificaties") if found.notificaties else None,
        berichten=replace(found.berichten, adres=f"{base}/berichten") if found.berichten else None,
        ophalen=(adres,) if found.ophalen else (),
    )


@asynccontextmanager
async def a_way_out(keten: Keten, antwoord: Antwoord | None = None) -> AsyncIterator[tuple[Weg, Ontvanger]]:
    """Give the way out of this hub, and the one place where all its partners listen."""
    async with a_receiver(antwoord) as ontvanger:
        registraties = {oin: _moved(r, ontvanger.adres) for oin, r in read_registraties(keten.hub.keten).items()}
        async with open_transport(Uitgang(make_register(registraties.values(), demo=True))) as transport:
            yield Weg(keten.hub, transport, registraties, lambda: 0.5, nowhere), ontvanger


async def drain(weg: Weg, soort: str | None = None) -> list[tuple[uitgaand.Claim, Uitkomst]]:
    """Carry whatever is due, as the worker does, until nothing is."""
    done: list[tuple[uitgaand.Claim, Uitkomst]] = []
    while True:
        async with weg.hub.opslag.walk() as tx:
            rows = await uitgaand.claim(tx, 50, 30)
        if not rows:
            return done
        for row in rows:
            uitkomst = await carry(weg, row)
            await settle(weg, row, uitkomst)
            if soort in {None, row.soort}:
                done.append((row, uitkomst))


async def hurry(keten: Keten) -> None:
    """Let everything that waits be due now."""
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("update outbox set volgende_poging = now() where status = 'wacht'")


def _notices(ontvanger: Ontvanger, wie: str) -> list[tuple[dict[str, str], bytes]]:
    return [(kop, body) for _, pad, kop, body in ontvanger.verzoeken if pad == f"/{OINS[wie]}/notificaties"]


async def test_every_involved_organisation_hears_that_and_never_what_signed_with_its_own_secret(keten: Keten) -> None:
    await play_until(keten, 2)
    await hurry(keten)
    async with a_way_out(keten) as (weg, ontvanger):
        await drain(weg, "notificatie")
        (kop, body), *_ = _notices(ontvanger, "veilig_thuis")
        secret = weg.registraties[OINS["veilig_thuis"]].notificaties
        assert secret is not None
        assert verify_hmac(secret.geheimen[0].waarde, kop, body, int(kop["webhook-timestamp"]))
    for wie in ("veilig_thuis", "politie", "gemeente"):
        assert _notices(ontvanger, wie)
    everything = b"".join(body for _, _, _, body in ontvanger.verzoeken).decode()
    for told in ("Mila", "Terpoorten", "999970008", "Zilverlindelaan", "Veilig Thuis Westerveen"):
        assert told not in everything


async def test_numbers_count_per_recipient_and_lane_without_a_gap(keten: Keten) -> None:
    await play_until(keten, 4)
    await hurry(keten)
    async with a_way_out(keten) as (weg, ontvanger):
        await drain(weg)
    seen: dict[str, list[int]] = {}
    for _, body in _notices(ontvanger, "veilig_thuis"):
        notice = json.loads(body)
        seen.setdefault(notice["data"]["baan"], []).append(int(notice["sequence"]))
    assert seen["hoog"] == list(range(1, len(seen["hoog"]) + 1))
    assert seen["gewoon"] == list(range(1, len(seen["gewoon"]) + 1))


async def test_partner_that_is_down_gets_the_same_bytes_under_the_same_id_later(keten: Keten) -> None:
    async def down(_: web.Request) -> web.StreamResponse:
        return web.Response(status=503)

    await play_until(keten, 1)
    await hurry(keten)
    async with a_way_out(keten, down) as (weg, ontvanger):
        await drain(weg, "notificatie")
        first = [(kop["webhook-id"], body) for kop, body in _notices(ontvanger, "veilig_thuis")]
        assert first
        ontvanger.verzoeken.clear()
        ontvanger.antwoord = None
        await hurry(keten)
        await drain(weg, "notificatie")
        later = [(kop["webhook-id"], body) for kop, body in _notices(ontvanger, "veilig_thuis")]
        assert set(first) <= set(later)
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from outbox where status = 'wacht' and soort = 'notificatie'") == 0


async def test_endpoint_that_refuses_for_good_is_given_up_and_regie_hears_it_once(keten: Keten) -> None:
    async def refuse(request: web.Request) -> web.StreamResponse:
        return web.Response(status=410 if OINS["politie"] in request.path else 204)

    await play_until(keten, 2)
    await hurry(keten)
    async with a_way_out(keten, refuse) as (weg, ontvanger):
        await drain(weg)
    async with keten.hub.opslag.walk() as tx:
        dead = await tx.fetchval("select count(*) from outbox where status = 'dood' and organisatie = $1", OINS["politie"])
        told = await tx.fetch("select organisatie, status from outbox where aanleiding = 'bezorging-mislukt'")
    assert dead > 0
    assert {row["organisatie"] for row in told} == {OINS["veilig_thuis"]}
    assert {row["status"] for row in told} == {"bezorgd"}
    kinds = [json.loads(body)["data"]["soort"] for _, body in _notices(ontvanger, "veilig_thuis")]
    assert "bezorging-mislukt" in kinds


@pytest.mark.req("MOV-04")
async def test_organisation_that_takes_part_no_more_gets_nothing_and_the_row_is_withdrawn(keten: Keten) -> None:
    await play_until(keten, 2)
    await hurry(keten)
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("update betrokkenheid set actief = false where organisatie = $1", OINS["politie"])
    async with a_way_out(keten) as (weg, ontvanger):
        outcomes = await drain(weg)
    assert {u.reden for row, u in outcomes if row.organisatie == OINS["politie"]} == {"niet-betrokken"}
    assert _notices(ontvanger, "politie") == []


async def test_every_row_ends_as_delivered_withdrawn_or_dead_and_the_chain_tells_which(keten: Keten) -> None:
    await play_until(keten, 4)
    await hurry(keten)
    async with a_way_out(keten) as (weg, _):
        outcomes = await drain(weg)
    async with keten.hub.opslag.walk() as tx:
        tally = await uitgaand.tally(tx)
        lines = [row["regel"] for row in await tx.fetch("select regel from audit where regel like '%notificatie bezorgd%'")]
    assert sum(tally.values()) == len({row.outbox_id for row, _ in outcomes})
    assert "wacht" not in tally
    assert len(lines) == sum(1 for row, u in outcomes if row.soort == "notificatie" and u.reden.startswith("http-2"))


ZAAK = "/zaken/api/v1/zaken/7d2a2c8e-0000-4000-8000-000000000042"


def _zaaksysteem(status: int) -> Antwoord:
    async def answer(request: web.Request) -> web.StreamResponse:
        base = f"http://{request.host}"
        if status != 200 or request.method == "POST":
            return web.Response(status=status if request.method == "GET" else 204)
        if request.path == ZAAK:
            return web.json_response({"url": base + ZAAK, "identificatie": "ZAAK-1", "startdatum": "2026-01-10"})
        rol = {
            "url": f"{base}/zaken/api/v1/rollen/1",
            "zaak": base + ZAAK,
            "betrokkeneType": "natuurlijk_persoon",
            "roltype": f"{base}/catalogi/api/v1/roltypen/1",
            "roltoelichting": "",
            "omschrijving": "betrokkene",
            "betrokkeneIdentificatie": {"inpBsn": "999970008", "geslachtsnaam": "Terpoorten", "voornamen": "Mila"},
        }
        tweede = {
            **rol,
            "url": f"{base}/zaken/api/v1/rollen/2",
            "betrokkeneIdentificatie": {"inpBsn": "999970057", "geslachtsnaam": "Ravenhorst", "voornamen": "Jelle"},
        }
        return web.json_response({"count": 2, "next": None, "previous": None, "results": [rol, tweede]})

    return answer


async def _notify(keten: Keten, adres: str) -> None:
    zaak = adres + ZAAK
    body: Object = {
        "kanaal": "zaken",
        "hoofdObject": zaak,
        "resource": "zaak",
        "resourceUrl": zaak,
        "actie": "create",
        "aanmaakdatum": "2026-01-10T10:00:00Z",
        "kenmerken": {},
    }
    answer = await keten.send("gemeente", body, "/partners/gemeente/berichten", "application/json")
    assert answer.status_code in {200, 201, 204}, answer.text


async def _carry_jobs(weg: Weg) -> list[str]:
    async with weg.hub.opslag.walk() as tx:
        jobs = await ophalen.claim_jobs(tx, 10, 30)
    done = []
    for job in jobs:
        uitkomst = await carry_job(weg, job)
        await settle_job(weg, job, uitkomst)
        done.append(uitkomst.reden)
    return done


async def _job_status(keten: Keten) -> str:
    async with keten.hub.opslag.walk() as tx:
        found: str = await tx.fetchval("select status from ophaaltaak")
    return found


async def test_zaak_is_fetched_after_the_notification_and_its_persons_link_it_to_the_casus(keten: Keten) -> None:
    await play_until(keten, 2)
    async with a_way_out(keten, _zaaksysteem(200)) as (weg, ontvanger):
        await _notify(keten, ontvanger.adres)
        assert await _carry_jobs(weg) == ["opgehaald"]
        fetched = [kop for methode, _, kop, _ in ontvanger.verzoeken if methode == "GET"]
    assert len(fetched) == 2
    assert all(kop["Authorization"].startswith("Bearer ") for kop in fetched)
    assert await _job_status(keten) == "klaar"
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from casus") == 1


@pytest.mark.parametrize(("status", "reden", "stand"), [(503, "http-503", "wacht"), (404, "ongeldig-bericht", "dood")])
async def test_zaaksysteem_that_fails_is_asked_again_and_one_that_refuses_is_not(keten: Keten, status: int, reden: str, stand: str) -> None:
    await play_until(keten, 2)
    async with a_way_out(keten, _zaaksysteem(status)) as (weg, ontvanger):
        await _notify(keten, ontvanger.adres)
        assert await _carry_jobs(weg) == [reden]
    assert await _job_status(keten) == stand


async def test_hub_fetches_nowhere_but_at_the_addresses_that_the_sender_registered(keten: Keten) -> None:
    await play_until(keten, 2)
    async with a_way_out(keten, _zaaksysteem(200)) as (weg, _), a_receiver() as elders:
        await _notify(keten, elders.adres)
        assert await _carry_jobs(weg) == ["geweigerd"]
    assert elders.verzoeken == []
