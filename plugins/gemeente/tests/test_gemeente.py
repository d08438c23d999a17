"""The municipality's forms: a notification leads to a fetch, the zaak to persons, and the answer says that, never what."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
ROL = {
    "url": f"{API}/rollen/r1",
    "zaak": ZAAK,
    "betrokkeneType": "natuurlijk_persoon",
    "omschrijving": "Betrokkene",
    "betrokkeneIdentificatie": PERSOON,
}
EEN_ZAAK = {"url": ZAAK, "identificatie": "ZAAK-1", "startdatum": "2026-10-20", "vertrouwelijkheidaanduiding": "zaakvertrouwelijk"}


def a_message(body: object, opgehaald: tuple[Opgehaald, ...] = (), mediatype: str = "application/json") -> Bericht:
    """Make a message of the municipality."""
    return Bericht("0" * 20, mediatype, json.dumps(body).encode(), NU, opgehaald)


def fetched(zaak: object = EEN_ZAAK, rollen: object = None, status: int = 200, volgende: object = None) -> tuple[Opgehaald, ...]:
    """Give what the zaaksysteem answered."""
    results = {"count": 1, "next": volgende, "previous": None, "results": [ROL] if rollen is None else rollen}
    pagina = Opgehaald(f"{API}/rollen?page=2", 200, json.dumps(results).encode())
    return (Opgehaald(ZAAK, status, json.dumps(zaak).encode()), pagina)


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
    (lambda: a_message({**NOTIFICATIE, "hoofdObject": f"{ZAAK}?expand=rollen"}), "/resourceUrl"),
    (lambda: a_message({**NOTIFICATIE, "resource": "rol", "hoofdObject": f"{ZAAK}?expand=rollen"}), "/hoofdObject"),
    (lambda: a_message({**NOTIFICATIE, "resource": "rol", "hoofdObject": f"{API}/besluiten/1"}), "/hoofdObject"),
    (lambda: a_message({**NOTIFICATIE, "resourceUrl": f"{API}/zaken/ander"}), "/resourceUrl"),
    (lambda: a_message({**NOTIFICATIE, "actie": "destroy"}), "/actie"),
    (lambda: a_message({**NOTIFICATIE, "kenmerken": {"bronorganisatie": 1}}), "/kenmerken"),
    (lambda: a_message(NOTIFICATIE, fetched()[:1]), "/opgehaald"),
    (lambda: a_message(NOTIFICATIE, fetched({**EEN_ZAAK, "identificatie": "x" * 41})), "/opgehaald/0/identificatie"),
    (
        lambda: a_message(NOTIFICATIE, fetched({**EEN_ZAAK, "vertrouwelijkheidaanduiding": "iets"})),
        "/opgehaald/0/vertrouwelijkheidaanduiding",
    ),
    (lambda: a_message(NOTIFICATIE, fetched(rollen="geen lijst")), "/opgehaald/1/results"),
    (lambda: a_message(NOTIFICATIE, fetched(rollen=[1])), "/opgehaald/1/results/0"),
    (lambda: a_message(NOTIFICATIE, fetched(rollen=[{**ROL, "zaak": f"{API}/zaken/ander"}])), "/opgehaald/1/results/0/zaak"),
    (lambda: a_message(NOTIFICATIE, fetched(rollen=[{**ROL, "url": "https://elders.example/rollen/r1"}])), "/opgehaald/1/results/0/url"),
    (lambda: a_message(NOTIFICATIE, fetched(rollen=[{**ROL, "url": f"{API}/rollen/r1?x=1"}])), "/opgehaald/1/results/0/url"),
    (lambda: a_message(NOTIFICATIE, fetched(volgende="https://elders.example/rollen?page=2")), "/opgehaald/1/next"),
    (lambda: a_message(NOTIFICATIE, fetched(volgende=f"{API}/zaken?page=2")), "/opgehaald/1/next"),
    (
        lambda: a_message(NOTIFICATIE, fetched(volgende=f"{API}/rollen?page=2") + fetched(volgende=f"{API}/rollen?page=2")[1:]),
        "/opgehaald/2/next",
    ),
    (lambda: a_message(NOTIFICATIE, fetched(rollen=[{**ROL, "url": f"{API}/rollen/{n}"} for n in range(501)])), "/opgehaald/1/results"),
    (
        lambda: a_message(NOTIFICATIE, fetched(rollen=[{**ROL, "betrokkeneIdentificatie": {**PERSOON, "geslachtsnaam": "x" * 201}}])),
        "/opgehaald/1/results/0/betrokkeneIdentificatie/geslachtsnaam",
    ),
    (
        lambda: a_message(NOTIFICATIE, fetched(rollen=[{**ROL, "betrokkeneIdentificatie": {**PERSOON, "voornamen": "\ud800"}}])),
        "/opgehaald/1/results/0/betrokkeneIdentificatie/voornamen",
    ),
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


WAARDE = st.none() | st.booleans() | st.integers() | st.text(max_size=250) | st.lists(st.text(max_size=3), max_size=2)


@given(st.sampled_from([*EEN_ZAAK, *ROL, *PERSOON]), WAARDE)
def test_any_value_from_the_zaaksysteem_gives_a_contribution_or_ongeldig_bericht(name: str, value: object) -> None:
    change = {name: value}
    zaak = {**EEN_ZAAK, **(change if name in EEN_ZAAK else {})}
    persoon = {**PERSOON, **(change if name in PERSOON else {})}
    rol = {**ROL, "betrokkeneIdentificatie": persoon, **(change if name in ROL and name != "url" else {})}
    survives_fetched(a_message(NOTIFICATIE, fetched(zaak, [rol])))


def survives_fetched(bericht: Bericht) -> None:
    """Let the plugin read it; any other error than OngeldigBericht is a fault of the plugin."""
    try:
        assert isinstance(Gemeente().translate_in(bericht), Bijdrage | Ophaalverzoek)
    except OngeldigBericht as error:
        assert error.plaats.startswith("/opgehaald/")  # noqa: PT017  either may happen


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
