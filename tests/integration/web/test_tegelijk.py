"""At the same time, under way, over budget, and without a database: the same answer, or a clear one to come back later."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest
from typing_extensions import override

from ketenhub.domain.errors import TeDruk
from ketenhub.keys import nieuw_id
from ketenhub.partners.canoniek import Canoniek
from ketenhub.store.opslag import retried
from ketenhub.testing.postgres import a_server
from ketenhub.web.app import Web, create_app
from ketenhub.web.auth.ruimte import Ruimte
from tests.integration.flow.keten import BIJDRAGE, OINS
from tests.integration.web.beloften import check_problem
from tests.integration.web.gastheer import Gastheer, a_gastheer, a_message, as_bytes, serve

if TYPE_CHECKING:
    import httpx

    from ketenhub.contract.bericht import Bericht
    from ketenhub.domain.bijdrage import Bijdrage
    from ketenhub.store.server import Server
    from ketenhub.web.auth.poort import Poort

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_same_message_eight_times_at_once_walks_once_and_gets_one_answer(gastheer: Gastheer) -> None:
    inhoud, casussen = as_bytes(a_message()), await gastheer.count("casus")
    antwoorden = await asyncio.gather(*[gastheer.post(inhoud) for _ in range(8)])
    assert {(antwoord.status_code, antwoord.content) for antwoord in antwoorden} == {(201, antwoorden[0].content)}
    assert sum("idempotent-replayed" not in antwoord.headers for antwoord in antwoorden) == 1
    assert await gastheer.count("casus") == casussen + 1


async def test_different_messages_about_one_case_at_once_all_go_in(gastheer: Gastheer) -> None:
    eigen = f"zaak-{nieuw_id()}"
    assert (await gastheer.post(as_bytes(a_message() | {"eigenReferentie": eigen}))).status_code == 201
    casussen, bijdragen = await gastheer.count("casus"), await gastheer.count("bijdrage")
    berichten = [as_bytes(a_message() | {"eigenReferentie": eigen}) for _ in range(8)]
    antwoorden = await asyncio.gather(*[gastheer.post(inhoud) for inhoud in berichten])
    assert [antwoord.status_code for antwoord in antwoorden] == [201] * 8
    assert (await gastheer.count("casus"), await gastheer.count("bijdrage")) == (casussen, bijdragen + 8)


@pytest.mark.parametrize("fout", [asyncpg.SerializationError, asyncpg.DeadlockDetectedError])
@pytest.mark.parametrize(("mislukt", "gelukt"), [(0, True), (2, True), (3, False)])
async def test_a_clash_in_the_database_is_tried_three_times_in_all(fout: type[Exception], mislukt: int, gelukt: bool) -> None:
    keren = 0

    async def act() -> bool:
        nonlocal keren
        keren += 1
        if keren <= mislukt:
            raise fout
        return True

    if gelukt:
        assert await retried(act)
    else:
        with pytest.raises(TeDruk):
            await retried(act)
    assert keren == min(mislukt + 1, 3)


async def test_the_same_message_later_gets_the_first_answer_byte_for_byte(gastheer: Gastheer) -> None:
    inhoud = as_bytes(a_message())
    eerst = await gastheer.post(inhoud)
    later = await gastheer.post(inhoud)
    assert (later.status_code, later.content, later.headers["idempotent-replayed"]) == (201, eerst.content, "true")


async def test_the_same_id_with_other_bytes_is_409_also_at_the_same_time(gastheer: Gastheer) -> None:
    ident = nieuw_id()
    berichten = [as_bytes(a_message(ident) | {"eigenReferentie": f"zaak-{n}"}) for n in range(4)]
    antwoorden = await asyncio.gather(*[gastheer.post(inhoud) for inhoud in berichten])
    assert sorted(antwoord.status_code for antwoord in antwoorden) == [201, 409, 409, 409]
    for antwoord in antwoorden:
        if antwoord.status_code == 409:
            check_problem(antwoord, 409, "sleutel-hergebruikt", "/v1/bijdragen")


async def test_the_id_of_one_organisation_says_nothing_to_another(gastheer: Gastheer) -> None:
    ident = nieuw_id()
    een = await gastheer.post(as_bytes(a_message(ident)))
    ander = await gastheer.post(as_bytes(a_message(ident) | {"eigenReferentie": "zaak-1"}), wie="politie")
    assert (een.status_code, ander.status_code) == (201, 201)


async def test_a_message_that_stays_under_way_is_nog_bezig_with_a_time_to_come_back(gastheer: Gastheer) -> None:
    ident = nieuw_id()
    async with gastheer.keten.hub.opslag.walk() as tx:
        vraag = "insert into inbox (organisatie, bericht_id, hash, status, mediatype, antwoord) values ($1, $2, $3, 201, 'x', $3)"
        await tx.execute(vraag, OINS["veilig_thuis"], ident, b"")
        antwoord = await gastheer.post(as_bytes(a_message(ident)))
        check_problem(antwoord, 409, "nog-bezig", "/v1/bijdragen")
        assert int(antwoord.headers["retry-after"]) > 0
        await tx.execute("delete from inbox where bericht_id = $1", ident)
    assert (await gastheer.post(as_bytes(a_message(ident)))).status_code == 201


async def test_an_idempotency_key_is_not_looked_at(gastheer: Gastheer) -> None:
    sleutel = {"Idempotency-Key": '"een"'}
    antwoorden = [await gastheer.post(as_bytes(a_message()), kop=sleutel) for _ in range(2)]
    assert [antwoord.status_code for antwoord in antwoorden] == [201, 201]
    assert antwoorden[0].content != antwoorden[1].content


class Traag(Canoniek):
    """A partner that takes its time until it is told to go on."""

    def __init__(self) -> None:
        self.verder = threading.Event()

    @override
    def translate_in(self, bericht: Bericht) -> Bijdrage:
        """Wait, then read."""
        self.verder.wait(20)
        return super().translate_in(bericht)


async def test_translation_over_its_budget_is_503_and_the_same_message_goes_in_later(gastheer: Gastheer) -> None:
    traag, hub = Traag(), gastheer.keten.hub
    partners = dict(hub.partners) | {"canoniek": replace(hub.partners["canoniek"], partner=traag)}
    app = create_app(Web(replace(hub, partners=partners, vertaalbudget=0.1), gastheer.poort, lambda *_: None))
    inhoud, voor = as_bytes(a_message()), await gastheer.fingerprint()
    kop = gastheer.headers() | {"Content-Type": BIJDRAGE}
    async with serve(app) as nummer:
        pad = f"http://127.0.0.1:{nummer}/partners/canoniek/berichten"
        druk = await gastheer.client.post(pad, content=inhoud, headers=kop)
        check_problem(druk, 503, "te-druk", "/partners/canoniek/berichten")
        assert int(druk.headers["retry-after"]) > 0
        assert await gastheer.fingerprint() == voor
        traag.verder.set()
        assert (await gastheer.client.post(pad, content=inhoud, headers=kop)).status_code == 201


async def until_busy(poort: Poort, organisatie: str, aantal: int) -> None:
    """Wait until so many requests of an organisation are under way."""
    async with asyncio.timeout(20):
        while poort.ruimte._bezig[organisatie] < aantal:  # noqa: ASYNC110 - a counter has no event
            await asyncio.sleep(0.01)


async def test_a_flood_of_one_organisation_is_429_and_the_others_go_on(gastheer: Gastheer) -> None:
    traag, hub = Traag(), gastheer.keten.hub
    partners = dict(hub.partners) | {"canoniek": replace(hub.partners["canoniek"], partner=traag)}
    poort = replace(gastheer.poort, ruimte=Ruimte(2))
    async with serve(create_app(Web(replace(hub, partners=partners, vertaalbudget=20), poort, lambda *_: None))) as nummer:
        adres = f"http://127.0.0.1:{nummer}"

        async def send(wie: str, pad: str = "/v1/bijdragen") -> httpx.Response:
            kop = gastheer.headers(wie) | {"Content-Type": BIJDRAGE}
            return await gastheer.client.post(adres + pad, content=as_bytes(a_message()), headers=kop)

        lopend = [asyncio.create_task(send("politie", "/partners/canoniek/berichten")) for _ in range(2)]
        await until_busy(poort, OINS["politie"], 2)
        vol = await send("politie")
        check_problem(vol, 429, "te-veel-aanvragen", "/v1/bijdragen")
        assert int(vol.headers["retry-after"]) > 0
        assert (await send("veilig_thuis")).status_code == 201
        traag.verder.set()
        assert [antwoord.status_code for antwoord in await asyncio.gather(*lopend)] == [201, 201]
        assert (await send("politie")).status_code == 201
        assert not poort.ruimte._bezig


async def every_door(gastheer: Gastheer) -> list[httpx.Response]:
    kop, soort = gastheer.headers(), {"Content-Type": "application/json"}
    vraag = as_bytes({"verwijzing": "x", "organisatie": OINS["politie"]})
    return [
        await gastheer.post(as_bytes(a_message())),
        await gastheer.post(vraag, "/v1/verstrekkingen/_zoek", soort),
        await gastheer.client.get("/v1/veiligheidsplannen/x", headers=kop),
        await gastheer.client.get("/v1/veiligheidsplannen/x/notificaties?baan=hoog", headers=kop),
        await gastheer.client.get("/v1/berichten/x", headers=kop),
        await gastheer.client.get("/gezond"),
    ]


async def test_without_a_database_every_door_says_503_soon_and_all_is_well_after_it_is_back(tmp_path: Path) -> None:
    with a_server() as server:
        async with a_gastheer(server, tmp_path) as gastheer:
            inhoud = as_bytes(a_message())
            assert [antwoord.status_code for antwoord in await every_door(gastheer)] == [201, 404, 404, 404, 404, 200]
            await asyncio.to_thread(server.stop)
            async with asyncio.timeout(60):
                for antwoord in await every_door(gastheer):
                    check_problem(antwoord, 503, "te-druk", antwoord.request.url.path)
                    assert int(antwoord.headers["retry-after"]) > 0
                assert (await gastheer.post(inhoud)).status_code == 503
            await asyncio.to_thread(server.start)
            eerst = await gastheer.post(inhoud)
            assert (eerst.status_code, "idempotent-replayed" in eerst.headers) == (201, False)
            assert [antwoord.status_code for antwoord in await every_door(gastheer)] == [201, 404, 404, 404, 404, 200]
            assert "defect" not in gastheer.log.read_text("utf-8")


def freeze(server: Server, number: signal.Signals) -> None:
    """Send a signal to the database and all its children."""
    assert server.pid is not None
    children = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text("ascii").split()
    for pid in (server.pid, *map(int, children)):
        os.kill(pid, number)


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="alleen Linux laat de kinderen van een proces zien")
async def test_a_database_that_hangs_is_as_good_as_away(tmp_path: Path) -> None:
    with a_server() as server:
        async with a_gastheer(server, tmp_path) as gastheer:
            inhoud = as_bytes(a_message())
            freeze(server, signal.SIGSTOP)
            try:
                async with asyncio.timeout(60):
                    check_problem(await gastheer.post(inhoud), 503, "te-druk", "/v1/bijdragen")
            finally:
                freeze(server, signal.SIGCONT)
            async with asyncio.timeout(60):
                while (await gastheer.post(inhoud)).status_code == 503:  # noqa: ASYNC110 - only asking tells
                    await asyncio.sleep(0.1)
            assert (await gastheer.post(inhoud)).headers["idempotent-replayed"] == "true"
            assert "defect" not in gastheer.log.read_text("utf-8")
