"""Who may not come in hears the same, whatever the reason; who came in finds only its own doors."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from ketenhub.web.auth.clients import SCOPES
from tests.integration.flow.keten import BIJDRAGE, OINS
from tests.integration.web.beloften import check_problem, check_quiet
from tests.integration.web.gastheer import KANARIE, Gastheer, a_message, as_bytes
from tests.unit.web.edge.wereld import a_key

pytestmark = pytest.mark.asyncio(loop_scope="module")
FORMULIER = "application/x-www-form-urlencoded"
ZOEK = "/v1/verstrekkingen/_zoek"
DEUREN = [
    ("POST", "/v1/bijdragen", BIJDRAGE, "bijdragen:schrijven"),
    ("POST", "/partners/canoniek/berichten", BIJDRAGE, "berichten:schrijven"),
    ("POST", ZOEK, "application/json", "verstrekkingen:lezen"),
    ("GET", "/v1/veiligheidsplannen/x", "", "veiligheidsplan:lezen"),
    ("GET", "/v1/veiligheidsplannen/x/notificaties?baan=hoog", "", "veiligheidsplan:lezen"),
    ("GET", "/v1/veiligheidsplannen/x/tijdlijn", "", "veiligheidsplan:lezen"),
    ("GET", "/v1/veiligheidsplannen/x/monitor", "", "veiligheidsplan:lezen"),
    ("GET", "/v1/veiligheidsplannen/x/planbord", "", "veiligheidsplan:lezen"),
    ("GET", "/v1/veiligheidsplannen/x/regieoverzicht", "", "veiligheidsplan:lezen"),
    ("POST", "/v1/veiligheidsplannen/x/_watals", "application/json", "veiligheidsplan:lezen"),
    ("POST", "/v1/bijdragen/_controleer", BIJDRAGE, "bijdragen:schrijven"),
    ("GET", "/v1/berichten/x", "", "berichten:schrijven bijdragen:schrijven"),
]


def a_stranger(gastheer: Gastheer) -> str:
    """Make a token that another hub signed."""
    uitgever = replace(gastheer.poort.uitgever, sleutels=(a_key(str(gastheer.poort.uitgever.sleutels[0].kid)),))
    return Gastheer.token(replace(gastheer, poort=replace(gastheer.poort, uitgever=uitgever)))


@pytest.mark.parametrize(("methode", "pad", "soort", "_scope"), DEUREN)
async def test_every_bad_token_gets_the_same_401_at_every_door(gastheer: Gastheer, methode: str, pad: str, soort: str, _scope: str) -> None:
    goed = gastheer.token()
    slecht = [
        "",
        "Bearer",
        f"Bearer {KANARIE}",
        f"Basic {KANARIE}",
        f"Bearer {goed}x",
        f"Bearer {goed[:-6]}AAAAAA",
        f"DPoP {goed}",
        f"Bearer {goed} {goed}",
        f"Bearer {gastheer.token(geleden=700)}",
        f"Bearer {a_stranger(gastheer)}",
        "Bearer " + "x" * 9_000,
        f"Bearer {goed.split('.')[0]}.e30.",
    ]
    voor = await gastheer.fingerprint()
    gehoord = set()
    for kop in slecht:
        koppen = {naam: waarde for naam, waarde in (("Authorization", kop), ("Content-Type", soort)) if waarde}
        antwoord = await gastheer.client.request(methode, pad, headers=koppen, content=b"{}" if methode == "POST" else None)
        check_problem(antwoord, 401, "niet-ingelogd", pad.partition("?")[0])
        check_quiet(gastheer, antwoord)
        gehoord.add((antwoord.content, antwoord.headers["www-authenticate"]))
    assert len(gehoord) == 1
    assert await gastheer.fingerprint() == voor


@pytest.mark.parametrize(("methode", "pad", "soort", "scope"), DEUREN)
async def test_a_token_without_the_scope_of_a_door_gets_403(gastheer: Gastheer, methode: str, pad: str, soort: str, scope: str) -> None:
    token = gastheer.token(scopes=SCOPES - set(scope.split()))
    koppen = {"Authorization": f"Bearer {token}"} | ({"Content-Type": soort} if soort else {})
    antwoord = await gastheer.client.request(methode, pad, headers=koppen, content=b"{}" if methode == "POST" else None)
    check_problem(antwoord, 403, "geen-toegang", pad.partition("?")[0])


@pytest.mark.parametrize("partner", ["gemeente", "bestaatniet", "Veilig_Thuis", "%20", "a.b"])
async def test_a_door_of_another_and_a_door_of_nobody_are_refused_alike(gastheer: Gastheer, partner: str) -> None:
    pad = f"/partners/{partner}/berichten"
    voor = await gastheer.fingerprint()
    antwoord = await gastheer.post(as_bytes(a_message()), pad)
    check_problem(antwoord, 403, "geen-toegang", pad)
    assert antwoord.json()["plaats"] == "partner"
    assert await gastheer.fingerprint() == voor
    assert (await chain(gastheer, "veilig_thuis"))[-1]["uitkomst"] == "geen-toegang"


async def test_what_one_organisation_sent_does_not_exist_for_another(gastheer: Gastheer) -> None:
    ident = (await gastheer.post(as_bytes(a_message()))).json()["bericht"]
    eigen = await gastheer.client.get(f"/v1/berichten/{ident}", headers=gastheer.headers())
    assert (eigen.status_code, eigen.json()["bericht"], eigen.json()["status"]) == (200, ident, "aangenomen")
    vreemd = await gastheer.client.get(f"/v1/berichten/{ident}", headers=gastheer.headers("politie"))
    niets = await gastheer.client.get("/v1/berichten/" + "x" * len(ident), headers=gastheer.headers("politie"))
    check_problem(vreemd, 404, "niet-gevonden", f"/v1/berichten/{ident}")
    assert vreemd.text.replace(ident, "x" * len(ident)) == niets.text


@pytest.mark.parametrize("ident", ["a/b", "sha256:" + "0" * 64, "x" * 3_000, "%2e%2e", "..%2f..", "é", "a%20b", "' or 1=1 --", "{}"])
async def test_a_strange_message_id_is_simply_not_found(gastheer: Gastheer, ident: str) -> None:
    antwoord = await gastheer.client.get(f"/v1/berichten/{ident}", headers=gastheer.headers())
    assert (antwoord.status_code, antwoord.json()["code"]) == (404, "niet-gevonden")


@pytest.mark.parametrize(
    ("status", "code", "soort", "inhoud"),
    [
        (415, "mediatype-niet-ondersteund", "application/json", b"{}"),
        (415, "mediatype-niet-ondersteund", "", b"a=b"),
        (415, "mediatype-niet-ondersteund", "multipart/form-data; boundary=x", b"--x--"),
        (400, "ongeldig-tokenverzoek", FORMULIER, b""),
        (400, "ongeldig-bericht", FORMULIER, b"\xef\xbb\xbfgrant_type=a"),
        (400, "ongeldig-tokenverzoek", FORMULIER, b"grant_type=client_credentials"),
        (400, "ongeldig-tokenverzoek", FORMULIER, f"grant_type=client_credentials&{KANARIE}=1".encode()),
        (400, "ongeldig-tokenverzoek", FORMULIER, f"grant_type={KANARIE}".encode()),
        (400, "ongeldig-tokenverzoek", FORMULIER, b"grant_type=a&grant_type=b"),
        (400, "ongeldig-tokenverzoek", FORMULIER, b"grant_type=%00"),
        (400, "ongeldig-tokenverzoek", FORMULIER, b"grant_type=%ed%a0%80"),
        (400, "ongeldig-tokenverzoek", FORMULIER, b"grant_type=" + b"a" * 40_000),
        (400, "ongeldig-tokenverzoek", FORMULIER, b"&".join(b"a%d=1" % n for n in range(2_000))),
    ],
)
async def test_the_form_for_a_token_is_read_strictly(gastheer: Gastheer, status: int, code: str, soort: str, inhoud: bytes) -> None:
    voor = await gastheer.fingerprint()
    antwoord = await gastheer.client.post("/v1/token", content=inhoud, headers={"Content-Type": soort} if soort else {})
    check_problem(antwoord, status, code, "/v1/token")
    check_quiet(gastheer, antwoord)
    assert await gastheer.fingerprint() == voor


@pytest.mark.parametrize("assertie", [KANARIE, "a.b.c", "e30.e30.e30", "x" * 9_000, "é"])
async def test_a_bad_assertion_is_401_without_a_reason(gastheer: Gastheer, assertie: str) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertie,
    }
    antwoord = await gastheer.client.post("/v1/token", data=form)
    check_problem(antwoord, 401, "niet-ingelogd", "/v1/token")
    assert antwoord.json()["error"] == "invalid_client"
    check_quiet(gastheer, antwoord)


VRAAG: dict[str, Any] = {"verwijzing": "x", "organisatie": "00000099000000001002"}


@pytest.mark.parametrize(
    ("plaats", "inhoud"),
    [
        ("", b""),
        ("", b"[]"),
        ("", b"null"),
        ("/verwijzing", as_bytes({**VRAAG, "verwijzing": KANARIE + "/"})),
        ("/verwijzing", as_bytes({**VRAAG, "verwijzing": None})),
        ("/organisatie", as_bytes({**VRAAG, "organisatie": KANARIE})),
        ("/organisatie", as_bytes({**VRAAG, "organisatie": 99000000001002})),
        ("/organisatie", as_bytes({"verwijzing": "x"})),
        ("/(onbekend veld)", as_bytes({**VRAAG, KANARIE: 1})),
        ("/organisatie", as_bytes(VRAAG)[:-1] + b',"organisatie":"00000099000000001001"}'),
        ("/bekendOp", as_bytes({**VRAAG, "bekendOp": "2026-11-01"})),
        ("/bekendOp", as_bytes({**VRAAG, "bekendOp": "2026-11-01T10:00:00"})),
        ("/bekendOp", as_bytes({**VRAAG, "bekendOp": "0001-01-01T00:00:00+14:00"})),
        ("/bekendOp", as_bytes({**VRAAG, "bekendOp": 1e10})),
        ("/bekendOp", as_bytes(VRAAG)[:-1] + b',"bekendOp":NaN}'),
        ("/na", as_bytes({**VRAAG, "na": 5})),
    ],
)
async def test_a_bad_question_is_refused_with_its_place(gastheer: Gastheer, plaats: str, inhoud: bytes) -> None:
    voor = await gastheer.fingerprint()
    antwoord = await gastheer.post(inhoud, ZOEK, {"Content-Type": "application/json"})
    check_problem(antwoord, 400, "ongeldig-bericht", ZOEK)
    assert antwoord.json().get("plaats", "") == plaats
    check_quiet(gastheer, antwoord)
    assert await gastheer.fingerprint() == voor


async def chain(gastheer: Gastheer, wie: str) -> list[dict[str, Any]]:
    """Give the lines of an organisation's own chain."""
    async with gastheer.keten.hub.opslag.walk() as tx:
        rows = await tx.fetch("select regel from audit where keten = $1 order by volgnummer", f"org:{OINS[wie]}")
    return [json.loads(row["regel"]) for row in rows]


async def test_a_login_and_a_missing_right_stand_in_the_chain_of_the_one_who_asked(gastheer: Gastheer) -> None:
    await gastheer.keten.token("reclassering")
    assert (await chain(gastheer, "reclassering"))[-1] | {"op": ""} == {
        "op": "",
        "handeling": "systeem ingelogd",
        "organisatie": OINS["reclassering"],
        "uitkomst": "reclassering-systeem",
        "regels": gastheer.keten.hub.regels.versie,
    }
    token = gastheer.token("reclassering", frozenset({"veiligheidsplan:lezen"}))
    await gastheer.client.get("/v1/berichten/x", headers={"Authorization": f"Bearer {token}"})
    line = (await chain(gastheer, "reclassering"))[-1]
    assert (line["handeling"], line["uitkomst"]) == ("GET zonder recht berichten:schrijven", "geen-toegang")


@pytest.mark.parametrize("inhoud", [b"{", as_bytes({"berichtId": "b"}), as_bytes(a_message() | {"verwijzing": "x"})])
async def test_a_refused_message_stands_in_the_chain_of_its_sender(gastheer: Gastheer, inhoud: bytes) -> None:
    voor = len(await chain(gastheer, "politie"))
    antwoord = await gastheer.post(inhoud, wie="politie")
    lines = (await chain(gastheer, "politie"))[voor:]
    assert [(line["handeling"], line["uitkomst"]) for line in lines] == [("bericht geweigerd", antwoord.json()["code"])]


@pytest.mark.parametrize(
    ("inhoud", "apart"), [(b"{", 1), (as_bytes({"berichtId": "b"}), 1), (as_bytes(a_message() | {"verwijzing": "x"}), 0)]
)
async def test_unreadable_bytes_are_set_apart_and_readable_ones_are_not(gastheer: Gastheer, inhoud: bytes, apart: int) -> None:
    voor = await gastheer.count("quarantaine")
    await gastheer.post(inhoud, wie="politie")
    assert await gastheer.count("quarantaine") == voor + apart
