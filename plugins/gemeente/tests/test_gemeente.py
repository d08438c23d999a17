"""The municipality's forms: a notification leads to a fetch, the zaak to persons, and the answer says that, never what."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht, Ontvangst, Opgehaald, Ophaalverzoek
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.bijdrage import Bijdrage
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.partijen import Persoon
from ketenhub_gemeente.partner import Gemeente

if TYPE_CHECKING:
    from collections.abc import Callable

NU = datetime(2026, 11, 1, 12, tzinfo=UTC)
API = "http://127.0.0.1:9003/zaken/api/v1"
ZAAK = f"{API}/zaken/3f1a"
NOTIFICATIE: dict[str, object] = {
    "kanaal": "zaken",
    "hoofdObject": ZAAK,
    "resource": "zaak",
    "resourceUrl": ZAAK,
    "actie": "create",
    "aanmaakdatum": "2026-11-01T10:00:00Z",
    "kenmerken": {"bronorganisatie": "000000000"},
}
PERSOON = {
    "inpBsn": "999970008",
    "voornamen": "Mila",
    "geslachtsnaam": "Terpoorten",
    "voorvoegselGeslachtsnaam": "",
    "geboortedatum": "1991-03-14",
}
ROL = {"url": f"{API}/rollen/r1", "betrokkeneType": "natuurlijk_persoon", "omschrijving": "Betrokkene", "betrokkeneIdentificatie": PERSOON}
EEN_ZAAK = {"url": ZAAK, "identificatie": "ZAAK-1", "startdatum": "2026-10-20", "vertrouwelijkheidaanduiding": "zeer_geheim"}
CONSUMENT = Path(__file__).parents[4] / "shared" / "standards" / "zgw" / "notificaties-consumer-1.0.0-rc1-openapi.yaml"


def a_message(body: object, opgehaald: tuple[Opgehaald, ...] = (), mediatype: str = "application/json") -> Bericht:
    """Make a message of the municipality."""
    return Bericht("0" * 20, mediatype, json.dumps(body).encode(), NU, opgehaald)


def fetched(zaak: object = EEN_ZAAK, rollen: object = None, status: int = 200) -> tuple[Opgehaald, ...]:
    """Give what the zaaksysteem answered."""
    results = {"count": 1, "next": None, "previous": None, "results": [ROL] if rollen is None else rollen}
    return (Opgehaald(ZAAK, status, json.dumps(zaak).encode()), Opgehaald("rollen", 200, json.dumps(results).encode()))


def test_notification_asks_for_the_zaak_and_its_rollen() -> None:
    result = Gemeente().translate_in(a_message(NOTIFICATIE))
    assert result == Ophaalverzoek((ZAAK, f"{API}/rollen?zaak=http%3A%2F%2F127.0.0.1%3A9003%2Fzaken%2Fapi%2Fv1%2Fzaken%2F3f1a"))


def test_zaak_becomes_persons_under_the_municipalitys_own_number() -> None:
    result = Gemeente().translate_in(a_message(NOTIFICATIE, fetched()))
    assert isinstance(result, Bijdrage)
    assert result.eigen_referentie == "ZAAK-1"
    (persoon,) = result.feiten
    assert isinstance(persoon, Persoon)
    assert (persoon.ref, persoon.bsn, persoon.geldig_op) == ("r1", "999970008", date(2026, 10, 20))


def test_canonical_json_is_read_as_it_stands() -> None:
    body = {"berichtId": "b1", "opgesteldOp": "2026-11-01T10:00:00Z"}
    assert Gemeente().identify(a_message(body, mediatype=MEDIATYPE)) == "b1"
    assert isinstance(Gemeente().translate_in(a_message(body, mediatype=MEDIATYPE)), Bijdrage)


def _without(name: str) -> dict[str, object]:
    return {key: value for key, value in NOTIFICATIE.items() if key != name}


FOUT: list[tuple[Callable[[], Bericht], str]] = [
    (lambda: a_message(_without("kanaal")), "/kanaal"),
    (lambda: a_message({**NOTIFICATIE, "kanaal": "besluiten"}), "/kanaal"),
    (lambda: a_message({**NOTIFICATIE, "resource": "iets"}), "/resource"),
    (lambda: a_message({**NOTIFICATIE, "hoofdObject": "file:///geheim"}), "/hoofdObject"),
    (lambda: a_message({**NOTIFICATIE, "hoofdObject": "https://gebruiker:woord@zaken.example/zaken/1"}), "/hoofdObject"),
    (lambda: a_message({**NOTIFICATIE, "aanmaakdatum": "2026-11-01T10:00:00"}), "/aanmaakdatum"),
    (lambda: a_message({**NOTIFICATIE, "naamSlachtoffer": "x"}), "/(onbekend veld)"),
    (lambda: a_message([]), "/"),
    (lambda: a_message(NOTIFICATIE, fetched(status=404)), "/opgehaald/0"),
    (lambda: a_message(NOTIFICATIE, fetched({**EEN_ZAAK, "url": f"{API}/zaken/ander"})), "/opgehaald/0/url"),
    (lambda: a_message(NOTIFICATIE, fetched({**EEN_ZAAK, "startdatum": "2026-13-45"})), "/opgehaald/0/startdatum"),
    (
        lambda: a_message(NOTIFICATIE, fetched(rollen=[{**ROL, "betrokkeneIdentificatie": {**PERSOON, "inpBsn": "999970009"}}])),
        "/opgehaald/1/results/0/betrokkeneIdentificatie/inpBsn",
    ),
]


@pytest.mark.parametrize(("make", "plaats"), FOUT)
def test_fault_names_the_place_and_not_the_value(make: Callable[[], Bericht], plaats: str) -> None:
    with pytest.raises(OngeldigBericht) as error:
        Gemeente().translate_in(make())
    assert error.value.plaats == plaats
    assert "999970009" not in str(error.value)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_result_or_ongeldig_bericht(data: bytes) -> None:
    bericht = Bericht("0" * 20, "application/json", data, NU)
    Gemeente().identify(bericht)
    with pytest.raises(OngeldigBericht):
        Gemeente().translate_in(bericht)


def an_outgoing() -> dict[str, object]:
    """Render a notification from a view full of content."""
    uitsnede = Uitsnede("0" * 20, "v1", "onverdeeld", {"personen": [{"naam": {"achternaam": "Terpoorten"}}]})
    reason = Aanleiding("signaal", "m1", NU, ernst="hoog", adres="https://hub.example/v1/veiligheidsplannen/v1", volgnummer=3)
    body: dict[str, object] = json.loads(Gemeente().translate_out(Gemeente().narrow(uitsnede), reason).inhoud)
    return body


def test_outgoing_notification_says_that_and_never_what() -> None:
    body = an_outgoing()
    assert "Terpoorten" not in json.dumps(body)
    assert body["kenmerken"] == {"soort": "signaal", "volgnummer": "3", "ernst": "hoog"}


def test_outgoing_notification_fits_the_official_description() -> None:
    if not CONSUMENT.exists():
        pytest.skip("the official schemas do not stand beside this checkout")
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    schema = yaml.safe_load(CONSUMENT.read_text("utf-8"))["components"]["schemas"]["Notificatie"]
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(an_outgoing())


@pytest.mark.parametrize(
    ("status", "ontvangst"),
    [
        (200, Ontvangst.AANGENOMEN),
        (201, Ontvangst.AANGENOMEN),
        (204, Ontvangst.AANGENOMEN),
        (400, Ontvangst.GEWEIGERD),
        (401, Ontvangst.OPNIEUW),
        (503, Ontvangst.OPNIEUW),
    ],
)
def test_reply_is_accepted_refused_or_tried_again(status: int, ontvangst: Ontvangst) -> None:
    assert Gemeente().read_reply(Antwoord(status, "application/json", b"")) is ontvangst
