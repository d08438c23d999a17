"""What the hub and the simulated zaaksysteem say fits the official descriptions."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from ketenhub.deliver.registratie import Geheim, Zgwsleutel
from ketenhub.deliver.soorten import zgw_token
from ketenhub.domain.json import at, rows
from tests.integration.testing.wereld import Wereld, the_workers, until
from tests.integration.zgw.standaard import CONSUMENT, NOTIFICATIES, ZAKEN, faults, unknown
from tests.integration.zgw.test_uitwisseling import FENNA, JELLE, MILA, a_zaak, has_status, judge, notify

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

API = "/zaken/api/v1"


def a_token(wereld: Wereld, **claims: Json) -> str:
    """Make a ZGW token as another application might."""
    now = int(time.time())
    own = {"iss": "ketenhub", "client_id": "ketenhub", "iat": now, "exp": now + 60, **claims}
    key = OctKey.import_key(wereld.systemen["gemeente"].geheim)
    return jwt.encode({"alg": "HS256", "typ": "JWT"}, own, key, algorithms=["HS256"])


async def get(wereld: Wereld, pad: str, token: str | None = None, crs: str = "EPSG:4326") -> tuple[int, str, dict[str, Json]]:
    """Ask the simulated Zaken API something; gives status, media type and body."""
    headers = {"Authorization": f"Bearer {token}", "Accept-Crs": crs} if token is not None else {}
    async with wereld.sessie.get(f"{wereld.address('gemeente')}{pad}", headers=headers) as answer:
        return answer.status, answer.content_type, json.loads(await answer.read())


@pytest.mark.parametrize(("bestand", "schema"), [(CONSUMENT, "Notificatie"), (NOTIFICATIES, "Message")])
async def test_notification_of_the_hub_fits_the_description(wereld: Wereld, bestand: str, schema: str) -> None:
    async with the_workers(wereld):
        await notify(wereld, a_zaak(MILA, JELLE))
        await until(lambda: has_status(wereld, "klaar"))
        await judge(wereld)
        await until(lambda: bool(wereld.systemen["gemeente"].notificaties))
    notice = at(wereld.systemen["gemeente"].notificaties[0], "inhoud")
    assert isinstance(notice, dict)
    assert faults(bestand, schema, notice) == []
    assert unknown(bestand, (schema,), notice) == set()


@pytest.mark.parametrize(("bestand", "schema"), [(CONSUMENT, "Notificatie"), (NOTIFICATIES, "Message")])
async def test_notification_that_the_hub_takes_fits_the_description(wereld: Wereld, bestand: str, schema: str) -> None:
    sim = wereld.systemen["gemeente"]
    assert await notify(wereld, a_zaak(MILA, JELLE)) == 201
    (uuid,) = sim.eigen
    zaak = at(sim.eigen, uuid, "zaak", "url")
    body: dict[str, Json] = {
        "kanaal": "zaken",
        "hoofdObject": zaak,
        "resource": "zaak",
        "resourceUrl": zaak,
        "actie": "update",
        "aanmaakdatum": "2026-01-10T11:00:00+01:00",
        "kenmerken": {"bronorganisatie": "999990019"},
    }
    assert faults(bestand, schema, body) == []
    assert sim.klant is not None
    answer = await sim.klant.call("POST", "/partners/gemeente/berichten", json.dumps(body).encode(), {"Content-Type": "application/json"})
    assert answer.status == 201


async def test_refusal_of_a_notification_fits_the_description(wereld: Wereld) -> None:
    klant = wereld.systemen["gemeente"].klant
    assert klant is not None
    answer = await klant.call("POST", "/partners/gemeente/berichten", b'{"kanaal": "zaken"}', {"Content-Type": "application/json"})
    assert (answer.status, answer.mediatype) == (400, "application/problem+json")
    assert faults(CONSUMENT, "Fout", json.loads(answer.inhoud)) == []


async def test_zaak_of_the_simulator_fits_the_description(wereld: Wereld) -> None:
    await notify(wereld, a_zaak(MILA, JELLE, FENNA))
    (uuid,) = wereld.systemen["gemeente"].eigen
    status, _, zaak = await get(wereld, f"{API}/zaken/{uuid}", a_token(wereld))
    assert status == 200
    assert faults(ZAKEN, "Zaak", zaak) == []
    assert unknown(ZAKEN, ("Zaak",), zaak) == set()


async def test_every_page_of_rollen_fits_the_description_and_together_they_are_all(wereld: Wereld) -> None:
    await notify(wereld, a_zaak(MILA, JELLE, FENNA))
    pad: Json = f"{API}/rollen"
    seen: list[Json] = []
    while isinstance(pad, str):
        status, _, page = await get(wereld, pad.removeprefix(wereld.address("gemeente")), a_token(wereld))
        assert (status, faults(ZAKEN, "PaginatedRolList", page)) == (200, [])
        for rol in rows(page, "results"):
            kind = f"{rol['betrokkeneType']}_Rol"
            assert faults(ZAKEN, kind, rol) == []
            assert unknown(ZAKEN, ("Rol", f"betrokkene_identificatie_Rol{_camel(kind)}"), dict(rol)) == set()
            seen.append(rol["url"])
        pad = page["next"]
    assert (len(seen), len(set(map(str, seen)))) == (4, 4)


def _camel(kind: str) -> str:
    return "".join(word.capitalize() for word in kind.removesuffix("_Rol").split("_"))


async def test_filter_on_zaak_leaves_other_zaken_out(wereld: Wereld) -> None:
    await notify(wereld, a_zaak(MILA))
    await notify(wereld, a_zaak(JELLE, FENNA, identificatie="ZAAK-2"))
    zaak = f"{wereld.address('gemeente')}{API}/zaken/{next(iter(wereld.systemen['gemeente'].eigen))}"
    _, _, page = await get(wereld, f"{API}/rollen?zaak={zaak}", a_token(wereld))
    assert {rol["zaak"] for rol in rows(page, "results")} == {zaak}


GEWEIGERD: list[tuple[int, dict[str, Json] | None, str, str]] = [
    (401, None, f"{API}/rollen", ""),
    (401, {"exp": 1}, f"{API}/rollen", ""),
    (401, {"iat": None}, f"{API}/rollen", ""),
    (403, {"client_id": "een ander"}, f"{API}/rollen", ""),
    (404, {}, f"{API}/zaken/7d2a2c8e-0000-4000-8000-000000000042", "EPSG:4326"),
    (404, {}, f"{API}/rollen?page=7", ""),
    (404, {}, f"{API}/rollen?page=x", ""),
    (406, {}, f"{API}/zaken/7d2a2c8e-0000-4000-8000-000000000042", "EPSG:28992"),
]


@pytest.mark.parametrize(("status", "claims", "pad", "crs"), GEWEIGERD)
async def test_refusal_of_the_simulator_fits_the_description(
    wereld: Wereld, status: int, claims: dict[str, Json] | None, pad: str, crs: str
) -> None:
    token = a_token(wereld, **claims) if claims is not None else None
    found, mediatype, body = await get(wereld, pad, token, crs)
    assert (found, mediatype, body["status"]) == (status, "application/problem+json", status)
    assert faults(ZAKEN, "Fout", body) == []


@pytest.mark.parametrize("geheim", ["een ander geheim van ruim genoeg lengte", ""])
async def test_simulator_refuses_a_notification_with_a_forged_token_and_counts_it(wereld: Wereld, geheim: str) -> None:
    token = zgw_token(Zgwsleutel("ketenhub", Geheim("proef", geheim)), wereld.hub.nu()) if geheim else ""
    async with wereld.sessie.post(
        f"{wereld.address('gemeente')}/zgw/notificaties", data=b"{}", headers={"Authorization": f"Bearer {token}"}
    ) as answer:
        assert answer.status == 401
    sim = wereld.systemen["gemeente"]
    assert (sim.geweigerd, sim.notificaties) == (1, [])


async def test_simulator_refuses_what_is_no_notification(wereld: Wereld) -> None:
    async with wereld.sessie.post(
        f"{wereld.address('gemeente')}/zgw/notificaties", data=b"{}", headers={"Authorization": f"Bearer {a_token(wereld)}"}
    ) as answer:
        assert answer.status == 400
        assert faults(CONSUMENT, "Fout", json.loads(await answer.read())) == []
