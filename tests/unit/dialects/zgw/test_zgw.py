"""ZGW's grammar: what is read, what is passed over, and what is refused at its place, whatever the bytes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.dialects.zgw.notificatie import read_notificatie, write_notificatie
from ketenhub.dialects.zgw.zaak import VERTROUWELIJKHEDEN, read_rollen, read_zaak, rollen_address
from ketenhub.domain.bsn import valid_bsn
from ketenhub.domain.errors import OngeldigBericht

if TYPE_CHECKING:
    from ketenhub.dialects.zgw.zaak import Rolpersoon
    from ketenhub.domain.json import Json

API = "https://zaken.example/zaken/api/v1"
ZAAK = f"{API}/zaken/3f1a"
WAARDE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
PERSOON: dict[str, Json] = {
    "inpBsn": "999970008",
    "voornamen": "Mila",
    "voorletters": "M.",
    "geslachtsnaam": "Terpoorten",
    "voorvoegselGeslachtsnaam": "",
    "geslachtsaanduiding": "v",
    "geboortedatum": "1991-03-14",
}
ROL: dict[str, Json] = {
    "url": f"{API}/rollen/r1",
    "zaak": ZAAK,
    "betrokkeneType": "natuurlijk_persoon",
    "betrokkeneIdentificatie": PERSOON,
}
NOTIFICATIE: dict[str, Json] = {
    "kanaal": "zaken",
    "hoofdObject": ZAAK,
    "resource": "zaak",
    "resourceUrl": ZAAK,
    "actie": "create",
    "aanmaakdatum": "2026-11-01T11:00:00+01:00",
    "kenmerken": {"bronorganisatie": "000000000"},
}


def a_page(*rollen: Json, **changes: Json) -> bytes:
    """Make a page of rollen."""
    return json.dumps({"count": len(rollen), "next": None, "previous": None, "results": list(rollen), **changes}).encode()


def read_one(**changes: Json) -> Rolpersoon:
    """Read a page with one person of whom something differs."""
    (found,) = read_rollen(a_page({**ROL, "betrokkeneIdentificatie": {**PERSOON, **changes}}), "", ZAAK).personen
    return found


def test_person_is_read_whole() -> None:
    found = read_one()
    assert (found.rol_id, found.bsn, found.voornamen, found.voorletters) == ("r1", "999970008", "Mila", "M.")
    assert (found.voorvoegsel, found.geslachtsnaam, found.geboortedatum, found.geslacht) == (None, "Terpoorten", date(1991, 3, 14), "v")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1991-03-14", date(1991, 3, 14)),
        ("19910314", date(1991, 3, 14)),
        ("1991", None),
        ("1991-00-00", None),
        ("1991-02-30", None),
        ("", None),
    ],
)
def test_half_a_birth_date_is_left_out_and_the_person_stays(written: str, read: date | None) -> None:
    assert read_one(geboortedatum=written).geboortedatum == read


@pytest.mark.parametrize("aanduiding", ["", "x", None])
def test_sex_that_the_list_does_not_know_is_left_out(aanduiding: str | None) -> None:
    assert read_one(geslachtsaanduiding=aanduiding).geslacht is None


@pytest.mark.parametrize("soort", ["medewerker", "vestiging", "niet_natuurlijk_persoon", "organisatorische_eenheid"])
def test_betrokkene_that_is_no_natural_person_is_passed_over(soort: str) -> None:
    assert read_rollen(a_page({**ROL, "betrokkeneType": soort}), "", ZAAK).personen == ()


def test_next_page_of_the_same_rollen_is_named() -> None:
    assert read_rollen(a_page(next=f"{API}/rollen?page=2"), "", ZAAK).volgende == f"{API}/rollen?page=2"


@pytest.mark.parametrize("waarde", VERTROUWELIJKHEDEN)
def test_every_confidentiality_of_the_list_is_kept(waarde: str) -> None:
    body = {"url": ZAAK, "identificatie": "Z", "vertrouwelijkheidaanduiding": waarde}
    assert read_zaak(json.dumps(body).encode(), "").vertrouwelijkheid == waarde


def test_rollen_are_asked_of_the_same_api_for_this_zaak_alone() -> None:
    assert rollen_address(ZAAK) == f"{API}/rollen?zaak=https%3A%2F%2Fzaken.example%2Fzaken%2Fapi%2Fv1%2Fzaken%2F3f1a"


@pytest.mark.parametrize("bsn", ["", "99997000", "9999700088", "999970009", "000000000", "99997000a", "９９９９７０００８", "-99997000"])
def test_number_that_is_no_bsn_is_refused(bsn: str) -> None:
    assert not valid_bsn(bsn)


def test_notification_comes_back_as_it_was_written_in_utc() -> None:
    found = read_notificatie(json.dumps(NOTIFICATIE).encode())
    assert found.aanmaakdatum == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert read_notificatie(write_notificatie(found)) == found


@pytest.mark.parametrize(
    "tijdstip", ["2026-11-01T10:00:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "gisteren", "2026-11-01"]
)
def test_moment_that_is_none_is_refused(tijdstip: str) -> None:
    with pytest.raises(OngeldigBericht) as fault:
        read_notificatie(json.dumps({**NOTIFICATIE, "aanmaakdatum": tijdstip}).encode())
    assert fault.value.plaats == "/aanmaakdatum"


@given(st.sampled_from(sorted(PERSOON)), WAARDE)
def test_any_value_in_a_person_gives_a_person_or_a_place(name: str, value: Json) -> None:
    try:
        read_one(**{name: value})
    except OngeldigBericht as fault:
        assert fault.plaats == f"/results/0/betrokkeneIdentificatie/{name}"  # noqa: PT017 - either may happen


@given(st.sampled_from(sorted(ROL)), WAARDE)
def test_any_value_in_a_rol_gives_a_page_or_a_place(name: str, value: Json) -> None:
    try:
        read_rollen(a_page({**ROL, name: value}), "", ZAAK)
    except OngeldigBericht as fault:
        assert fault.plaats.startswith(f"/results/0/{name}")  # noqa: PT017 - either may happen


@given(st.sampled_from(sorted(NOTIFICATIE)), WAARDE)
def test_any_value_in_a_notification_gives_it_or_a_place(name: str, value: Json) -> None:
    try:
        read_notificatie(json.dumps({**NOTIFICATIE, name: value}).encode())
    except OngeldigBericht as fault:
        assert fault.plaats == f"/{name}"  # noqa: PT017 - either may happen


@given(st.binary(max_size=200) | WAARDE.map(lambda value: json.dumps(value).encode()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for read in (lambda: read_zaak(data, ""), lambda: read_rollen(data, "", ZAAK), lambda: read_notificatie(data)):
        with pytest.raises(OngeldigBericht):
            read()
