"""Each kind of transport makes one request, with the proof that belongs to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey

from ketenhub.deliver.registratie import Eindpunt, Geheim, Registratie, Zgwsleutel, read_registraties
from ketenhub.deliver.signature import verify_hmac
from ketenhub.deliver.soorten import Zending, make_request, zgw_token
from ketenhub.domain.errors import Instellingsfout
from ketenhub.partners.organisaties import Keten

NU = datetime(2026, 11, 24, 12, tzinfo=UTC)
GEHEIM = Geheim("proef", "whsec_" + "QUJD" * 11)
ZENDING = Zending("iMessage00000001", "application/cloudevents+json", b'{"a":1}')
WEBHOOK = Eindpunt("https://partner.nl/in", "webhook", (GEHEIM,))
ZGW = Eindpunt("https://gemeente.nl/nrc", "zgw", (GEHEIM,), "ketenhub")
XML = Eindpunt("https://corv.nl/berichten", "xml")


def test_webhook_is_signed_over_the_exact_bytes() -> None:
    verzoek = make_request(WEBHOOK, ZENDING, NU)
    assert (verzoek.adres, verzoek.methode, verzoek.inhoud) == ("https://partner.nl/in", "POST", b'{"a":1}')
    assert dict(verzoek.kop)["Content-Type"] == "application/cloudevents+json"
    assert verify_hmac(GEHEIM.waarde, dict(verzoek.kop), verzoek.inhoud, int(NU.timestamp()))


def test_id_and_bytes_stay_while_the_timestamp_moves() -> None:
    first, second = make_request(WEBHOOK, ZENDING, NU), make_request(WEBHOOK, ZENDING, NU + timedelta(hours=1))
    assert first.inhoud == second.inhoud
    assert dict(first.kop)["webhook-id"] == dict(second.kop)["webhook-id"]
    assert dict(first.kop)["webhook-timestamp"] != dict(second.kop)["webhook-timestamp"]


def test_zgw_shows_a_token_that_the_partner_can_check() -> None:
    kop = dict(make_request(ZGW, ZENDING, NU).kop)
    token = jwt.decode(kop["Authorization"].removeprefix("Bearer "), OctKey.import_key(GEHEIM.waarde), algorithms=["HS256"])
    issued = int(NU.timestamp())
    assert token.header == {"alg": "HS256", "typ": "JWT"}
    assert token.claims == {
        "iss": "ketenhub",
        "iat": issued,
        "exp": issued + 600,
        "client_id": "ketenhub",
        "user_id": "ketenhub",
        "user_representation": "Ketenhub",
    }
    assert "webhook-signature" not in kop


def test_xml_goes_plain_and_signed_where_there_is_a_key() -> None:
    zending = replace(ZENDING, mediatype="text/xml; charset=utf-8", inhoud=b"<a/>")
    assert make_request(XML, zending, NU).kop == (("Content-Type", "text/xml; charset=utf-8"),)
    signed = make_request(replace(XML, geheimen=(GEHEIM,)), zending, NU)
    assert verify_hmac(GEHEIM.waarde, dict(signed.kop), b"<a/>", int(NU.timestamp()))


def test_plugin_headers_travel_but_not_those_of_the_hub() -> None:
    kop = (
        ("SOAPAction", "urn:vt"),
        ("Host", "kwaad.nl"),
        ("authorization", "Bearer x"),
        ("Transfer-Encoding", "chunked"),
        ("Webhook-Id", "ander"),
        ("X-Forwarded-For", "1.2.3.4"),
        ("Content-Type", "text/html"),
        ("X-Regel", "a\r\nHost: kwaad.nl"),
        ("X Spatie", "a"),
        ("X-Naam", "Zoë"),
    )
    assert make_request(XML, replace(ZENDING, kop=kop), NU).kop == (("Content-Type", ZENDING.mediatype), ("SOAPAction", "urn:vt"))


@pytest.mark.parametrize("eindpunt", [replace(WEBHOOK, geheimen=()), replace(ZGW, geheimen=()), replace(ZGW, client_id=None)])
def test_nothing_goes_out_unproven(eindpunt: Eindpunt) -> None:
    with pytest.raises(Instellingsfout):
        make_request(eindpunt, ZENDING, NU)


def test_requests_and_registrations_do_not_show_secrets() -> None:
    shown = repr(make_request(ZGW, ZENDING, NU)) + repr(ZGW) + repr(Zgwsleutel("ketenhub", GEHEIM))
    assert GEHEIM.waarde not in shown
    assert zgw_token(Zgwsleutel("ketenhub", GEHEIM), NU) not in shown
    assert str(Path("proef")) in shown


def test_the_region_gives_a_registration_per_organisation() -> None:
    oin = "00000099000000001003"
    keten = Keten.model_validate(
        {
            "regio": "Westerveen",
            "regie": oin,
            "organisaties": [
                {
                    "oin": oin,
                    "naam": "Gemeente Westerveen",
                    "soort": "gemeente",
                    "partner": "gemeente",
                    "notificaties": {"adres": ZGW.adres, "transport": "zgw", "geheim": "een twee", "zgw_client_id": "ketenhub"},
                    "ophalen": ["https://zaken.nl/api"],
                    "ophaal_geheim": "drie",
                    "ophaal_client_id": "hub",
                }
            ],
        }
    )
    found = read_registraties(keten)[oin]
    notificaties = Eindpunt(ZGW.adres, "zgw", (Geheim(f"{oin}/notificaties/0", "een"), Geheim(f"{oin}/notificaties/1", "twee")), "ketenhub")
    sleutel = Zgwsleutel("hub", Geheim(f"{oin}/ophalen/0", "drie"))
    assert found == Registratie(oin, "gemeente", notificaties, None, ("https://zaken.nl/api",), sleutel)
    assert found.addresses() == (ZGW.adres, "https://zaken.nl/api")
