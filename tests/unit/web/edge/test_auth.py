"""Systems get in with a key of their own, and every other way in is refused in one voice."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import ECKey, OctKey, RSAKey

from ketenhub.domain.errors import GeenToegang, Instellingsfout
from ketenhub.web.auth.clients import VasteClients, load_jwks
from ketenhub.web.auth.dpop import Verzoek, check_proof, token_hash
from ketenhub.web.auth.jwt import Afgekeurd, check_key, peek
from ketenhub.web.auth.poort import Aanroep
from ketenhub.web.auth.tokens import Toegang, Uitgever
from ketenhub.web.problems import NietIngelogd, OngeldigTokenverzoek, problem
from tests.unit.web.edge.wereld import ADRES, OIN, PLAN, START, Klok, Lijst, Wereld, a_key, a_world

# RFC 9449 sections 4.1 and 7.1: a proof at the token endpoint, and one with a token hash.
RFC_BEWIJS = (
    "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCRnMiLCJ5Ijoi"
    "OVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6"
    "Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJ"
    "K70nfbV37xRZT3Lg"
)
RFC_DUIM = "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"


async def test_a_registered_client_gets_a_bound_token_and_gets_in_with_it() -> None:
    wereld = a_world()
    token = await wereld.token(scope=PLAN)
    assert await wereld.poort.authorise(wereld.met(token), PLAN) == Toegang(OIN, "politie-1", frozenset({PLAN}))


@pytest.mark.parametrize("alg", ["RS256", "PS256"])
async def test_rsa_clients_get_in_too(alg: str) -> None:
    wereld = a_world(sleutel=RSAKey.generate_key(2048, {"kid": "k1"}))
    wereld.dpop = wereld.sleutel
    assertie = wereld.assertie({"alg": alg})
    antwoord = await wereld.poort.token(wereld.formulier(assertie), Aanroep("POST", "/v1/token", dpop=wereld.bewijs("POST", "/v1/token")))
    assert (antwoord["token_type"], antwoord["expires_in"]) == ("DPoP", 600)


async def test_without_a_scope_the_client_gets_all_that_it_may_have_and_never_more() -> None:
    wereld = a_world(scopes=frozenset({PLAN}))
    bewezen = wereld.poort.uitgever.read(await wereld.token())
    assert bewezen.toegang.scopes == {PLAN}
    with pytest.raises(OngeldigTokenverzoek) as gevangen:
        await wereld.token(scope="berichten:schrijven")
    assert gevangen.value.extra == {"error": "invalid_scope"}


NU = int(START.timestamp())


@pytest.mark.parametrize(
    ("kop", "claims"),
    [
        ({"typ": "at+jwt"}, {}),
        ({"typ": None}, {}),
        ({"kid": "k9"}, {}),
        ({"kid": None}, {}),
        ({"jku": "https://evil.example"}, {}),
        ({"crit": ["exp"]}, {}),
        ({}, {"iss": "politie-2"}),
        ({}, {"iss": None}),
        ({}, {"iss": 1}),
        ({}, {"sub": "politie-2"}),
        ({}, {"sub": None}),
        ({}, {"aud": "https://ander.example/v1/token"}),
        ({}, {"aud": None}),
        ({}, {"aud": [ADRES, "https://ander.example"]}),
        ({}, {"aud": []}),
        ({}, {"aud": {"a": 1}}),
        ({}, {"exp": NU - 31}),
        ({}, {"exp": None}),
        ({}, {"exp": "straks"}),
        ({}, {"exp": NU + 301}),
        ({}, {"exp": True}),
        ({}, {"exp": 1e300}),
        ({}, {"iat": NU + 31}),
        ({}, {"iat": None}),
        ({}, {"iat": NU - 400, "exp": NU + 10}),
        ({}, {"nbf": NU + 31}),
        ({}, {"jti": None}),
        ({}, {"jti": 12345678}),
        ({}, {"jti": "kort"}),
        ({}, {"jti": "x" * 257}),
        ({}, {"jti": "met spatie erin"}),
        ({}, {"x": "\x00"}),
        ({}, {"x": "y" * 9000}),
    ],
)
async def test_a_wrong_assertion_is_always_the_same_401(kop: dict[str, Any], claims: dict[str, Any]) -> None:
    wereld = a_world(demo=True)
    with pytest.raises(NietIngelogd) as gevangen:
        await wereld.poort.token(wereld.formulier(wereld.assertie(kop, **claims)), Aanroep("POST", "/v1/token"))
    assert problem(gevangen.value, "/") == problem(NietIngelogd(extra={"error": "invalid_client"}), "/")
    assert wereld.lijst.gezien == {}


@pytest.mark.parametrize("claims", [{}, {"aud": ADRES}, {"aud": [ADRES]}, {"exp": NU - 29, "iat": NU - 60}, {"iat": NU + 29}])
async def test_an_assertion_within_the_rules_is_accepted(claims: dict[str, Any]) -> None:
    wereld = a_world(demo=True)
    assert (await wereld.poort.token(wereld.formulier(wereld.assertie(**claims)), Aanroep("POST", "/v1/token")))["token_type"] == "Bearer"


async def test_another_key_another_algorithm_and_no_signature_are_refused() -> None:
    wereld = a_world(demo=True)
    goed = wereld.assertie()
    kop, inhoud, teken = goed.split(".")
    hmac = OctKey.import_key(b"een geheim van ten minste 32 bytes lang", {"kid": "k1"})
    none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIiwia2lkIjoiazEifQ"
    fout = [
        wereld.assertie(sleutel=a_key()),
        wereld.assertie({"alg": "HS256"}, hmac),
        wereld.assertie({"alg": "ES384"}, ECKey.generate_key("P-384", {"kid": "k1"})),
        f"{none}.{inhoud}.",
        f"{none}.{inhoud}.x",
        f"{kop}.{inhoud}.",
        f"{kop}.{inhoud}",
        f"{kop}.{inhoud}.{teken}=",
        f"{kop}.{inhoud}.{teken[:-4]}AAAA",
        f" {goed}",
        goed + "\n",
        "a.b.c",
        "..",
        "é",
    ]
    for assertie in fout:
        with pytest.raises(NietIngelogd):
            await wereld.poort.token(wereld.formulier(assertie), Aanroep("POST", "/v1/token"))


async def test_an_assertion_works_once() -> None:
    wereld = a_world(demo=True)
    formulier = wereld.formulier()
    await wereld.poort.token(formulier, Aanroep("POST", "/v1/token"))
    with pytest.raises(NietIngelogd):
        await wereld.poort.token(formulier, Aanroep("POST", "/v1/token"))


async def test_the_replay_list_outlives_the_assertion() -> None:
    wereld = a_world(demo=True)
    await wereld.poort.token(wereld.formulier(wereld.assertie(exp=NU + 300)), Aanroep("POST", "/v1/token"))
    assert list(wereld.lijst.gezien.values()) >= [START + timedelta(seconds=330)]


async def test_an_inactive_client_and_a_foreign_client_id_are_refused() -> None:
    stil = a_world(demo=True, actief=False)
    with pytest.raises(NietIngelogd):
        await stil.poort.token(stil.formulier(), Aanroep("POST", "/v1/token"))
    wereld = a_world(demo=True)
    with pytest.raises(NietIngelogd):
        await wereld.poort.token(wereld.formulier(client_id="politie-2"), Aanroep("POST", "/v1/token"))


@pytest.mark.parametrize("velden", [{"grant_type": "password"}, {"client_assertion_type": "x"}, {"client_assertion": ""}, {"naam": "Jan"}])
async def test_a_wrong_form_is_400_and_names_the_field(velden: dict[str, str]) -> None:
    wereld = a_world(demo=True)
    with pytest.raises(OngeldigTokenverzoek) as gevangen:
        await wereld.poort.token(wereld.formulier() | velden, Aanroep("POST", "/v1/token"))
    assert "Jan" not in str(problem(gevangen.value, "/"))
    assert "naam" not in gevangen.value.plaats


async def test_unbound_tokens_exist_in_demo_mode_only() -> None:
    echt, demo = a_world(), a_world(demo=True)
    with pytest.raises(NietIngelogd):
        await echt.poort.token(echt.formulier(), Aanroep("POST", "/v1/token"))
    token = str((await demo.poort.token(demo.formulier(), Aanroep("POST", "/v1/token")))["access_token"])
    assert (await demo.poort.authorise(Aanroep("GET", "/v1/plan", f"Bearer {token}"), PLAN)).organisatie == OIN
    streng = replace(demo.poort, demo=False)
    with pytest.raises(NietIngelogd):
        await streng.authorise(Aanroep("GET", "/v1/plan", f"Bearer {token}"), PLAN)


async def test_a_bound_token_without_its_proof_is_worth_nothing_also_in_demo_mode() -> None:
    wereld = a_world(demo=True)
    token = await wereld.token()
    dief = a_world(demo=True)
    dief.klok, dief.poort = wereld.klok, wereld.poort
    dief.teller = 500
    for aanroep in (
        Aanroep("GET", "/v1/plan", f"Bearer {token}"),
        Aanroep("GET", "/v1/plan", f"DPoP {token}"),
        dief.met(token),
        wereld.met(token, "Bearer"),
    ):
        with pytest.raises(NietIngelogd):
            await wereld.poort.authorise(aanroep, PLAN)


@pytest.mark.parametrize(
    "claims",
    [
        {"htm": "POST"},
        {"htm": "get"},
        {"htm": None},
        {"htu": f"{ADRES}/v1/ander"},
        {"htu": "https://evil.example/v1/plan"},
        {"htu": "http://hub.example/v1/plan"},
        {"htu": None},
        {"htu": "x"},
        {"htu": "https://u@hub.example/v1/plan"},
        {"htu": "https://hub.example:99999/v1/plan"},
        {"iat": NU - 61},
        {"iat": NU + 61},
        {"iat": None},
        {"iat": True},
        {"iat": "nu"},
        {"jti": None},
        {"ath": None},
        {"ath": token_hash("ander")},
        {"ath": 1},
        {"ath": "é"},
        {"kop": {"typ": "JWT"}},
        {"kop": {"alg": "none"}},
        {"kop": {"jwk": None}},
        {"kop": {"jwk": "x"}},
        {"kop": {"jwk": {"kty": "EC"}}},
        {"kop": {"jwk": {"kty": "oct", "k": "AAAA"}}},
        {"kop": {"jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}},
        {"kop": {"jwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}}},
        {"kop": {"jwk": {"kty": "EC", "crv": 1, "x": 2, "y": []}}},
    ],
)
async def test_a_wrong_proof_is_refused(claims: dict[str, Any]) -> None:
    wereld = a_world()
    token = await wereld.token()
    with pytest.raises(NietIngelogd):
        await wereld.poort.authorise(wereld.met(token, **claims), PLAN)


async def test_a_proof_works_once_within_its_minute_and_with_any_query() -> None:
    wereld = a_world()
    token = await wereld.token()
    aanroep = wereld.met(token, htu="HTTPS://HUB.example:443/v1/plan?a=1#b", iat=NU - 60)
    await wereld.poort.authorise(aanroep, PLAN)
    with pytest.raises(NietIngelogd):
        await wereld.poort.authorise(aanroep, PLAN)


async def test_a_proof_with_a_private_key_in_it_is_refused() -> None:
    wereld = a_world()
    token = await wereld.token()
    with pytest.raises(NietIngelogd):
        await wereld.poort.authorise(wereld.met(token, kop={"jwk": wereld.dpop.as_dict(private=True)}), PLAN)


async def test_the_example_proof_of_rfc_9449_is_accepted_on_its_day_only() -> None:
    klok = Klok(START.fromtimestamp(1562262616, tz=START.tzinfo))
    verzoek = Verzoek("POST", "https://server.example.com/token")
    assert await check_proof(RFC_BEWIJS, verzoek, Lijst(), klok) == RFC_DUIM
    with pytest.raises(Afgekeurd):
        await check_proof(RFC_BEWIJS, verzoek, Lijst(), Klok())
    assert token_hash("Kz~8mXK1EalYznwH-LC-1fBAo.4Ljp~zsPE_NeO.gxU") == "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo"


async def test_a_missing_scope_is_403() -> None:
    wereld = a_world()
    token = await wereld.token(scope=PLAN)
    with pytest.raises(GeenToegang):
        await wereld.poort.authorise(wereld.met(token), "berichten:schrijven")


async def test_a_token_ends_after_ten_minutes_also_when_it_was_seen_before() -> None:
    wereld = a_world()
    token = await wereld.token()
    await wereld.poort.authorise(wereld.met(token), PLAN)
    wereld.klok.later(minutes=10, seconds=29)
    await wereld.poort.authorise(wereld.met(token), PLAN)
    wereld.klok.later(seconds=1)
    with pytest.raises(NietIngelogd):
        await wereld.poort.authorise(wereld.met(token), PLAN)


@pytest.mark.parametrize(
    "wijziging", [{"actief": False}, {"organisatie": "00000009999999990000"}, {"ingetrokken_voor": START}, {"scopes": frozenset[str]()}]
)
async def test_what_is_withdrawn_stops_at_once(wijziging: dict[str, Any]) -> None:
    wereld = a_world()
    token = await wereld.token()
    await wereld.poort.authorise(wereld.met(token), PLAN)
    wereld.clients["politie-1"] = replace(wereld.clients["politie-1"], **wijziging)
    with pytest.raises(NietIngelogd):
        await wereld.poort.authorise(wereld.met(token), PLAN)


async def test_a_token_after_a_withdrawal_works_and_a_removed_client_does_not() -> None:
    wereld = a_world(ingetrokken_voor=START - timedelta(seconds=1))
    token = await wereld.token()
    await wereld.poort.authorise(wereld.met(token), PLAN)
    wereld.clients.clear()
    with pytest.raises(NietIngelogd):
        await wereld.poort.authorise(wereld.met(token), PLAN)


@pytest.mark.parametrize("kop", ["", "Bearer", "Basic abc", "DPoP é", "Bearer " + "x" * 9000, "Bearer a.b.c", "DPoP \ud800"])
async def test_a_header_that_is_no_token_of_ours_is_refused(kop: str) -> None:
    with pytest.raises(NietIngelogd):
        await a_world(demo=True).poort.authorise(Aanroep("GET", "/v1/plan", kop), PLAN)


async def test_a_client_assertion_is_not_an_access_token_and_nor_is_one_of_another_hub() -> None:
    wereld, ander = a_world(demo=True), a_world(demo=True)
    vreemd = await ander.token()
    for token in (wereld.assertie(), vreemd):
        with pytest.raises(NietIngelogd):
            await wereld.poort.authorise(wereld.met(token), PLAN)


async def test_tokens_of_the_previous_key_keep_working_during_rotation() -> None:
    wereld = a_world()
    token = await wereld.token()
    oud = wereld.poort.uitgever
    nieuw = Uitgever(ADRES, (a_key("hub-3"), *oud.sleutels), wereld.klok, lambda: "x")
    assert nieuw.read(token).toegang.organisatie == OIN
    assert [sleutel.get("d") for sleutel in nieuw.jwks()["keys"]] == [None] * 3  # type: ignore[attr-defined]  # a list of keys


async def test_the_memory_of_verified_tokens_is_bounded() -> None:
    wereld = a_world()
    wereld.poort.uitgever.ruimte = 2
    tokens = [await wereld.token() for _ in range(3)]
    for token in tokens * 2:
        wereld.poort.uitgever.read(token)
    assert len(wereld.poort.uitgever._gezien) == 2


def test_weak_or_private_or_nameless_keys_are_not_registered() -> None:
    slecht: list[Any] = [
        {},
        {"keys": []},
        {"keys": "x"},
        {"keys": [1]},
        {"keys": [{"kty": "EC"}]},
        {"keys": [a_key().as_dict(private=True)]},
        {"keys": [a_key().as_dict(private=False)] * 2},
        {"keys": [OctKey.generate_key(256, {"kid": "a"}).as_dict(private=True)]},
        {"keys": [ECKey.generate_key("P-384", {"kid": "a"}).as_dict(private=False)]},
        {"keys": [{naam: waarde for naam, waarde in a_key().as_dict(private=False).items() if naam != "kid"}]},
    ]
    for jwks in slecht:
        with pytest.raises(Instellingsfout):
            load_jwks(jwks)
    with pytest.raises(Afgekeurd):
        check_key(a_key())


def test_a_signing_key_must_be_private_named_and_p256() -> None:
    publiek = ECKey.import_key(a_key("a").as_dict(private=False))
    for sleutels in (
        (),
        (publiek,),
        (ECKey.generate_key("P-384", {"kid": "a"}),),
        (ECKey.generate_key("P-256"),),
        (a_key("a"), a_key("a")),
    ):
        with pytest.raises(Instellingsfout):
            Uitgever(ADRES, sleutels, Klok(), lambda: "x")


def test_a_client_id_stands_in_the_register_once() -> None:
    client = a_world().clients["politie-1"]
    with pytest.raises(Instellingsfout):
        VasteClients.of([client, client])


@given(st.text(max_size=80) | st.tuples(*[st.binary(max_size=40)] * 3).map(lambda delen: ".".join(deel.hex() for deel in delen)))
def test_any_text_is_a_token_or_is_refused(tekst: str) -> None:
    with pytest.raises(Afgekeurd):
        peek(tekst)


def a_header(wereld: Wereld, jwk: object) -> str:
    return wereld.bewijs("GET", "/v1/plan", kop={"jwk": jwk})


@given(
    st.dictionaries(
        st.sampled_from(["kty", "crv", "x", "y", "n", "e", "use"]), st.sampled_from(["EC", "RSA", "P-256", "AQAB", "", "!", 1, None, []])
    )
)
async def test_any_key_in_a_proof_is_refused_or_good(jwk: dict[str, Any]) -> None:
    wereld = a_world()
    with pytest.raises(Afgekeurd):
        await check_proof(a_header(wereld, jwk), Verzoek("GET", f"{ADRES}/v1/plan"), Lijst(), wereld.klok)
