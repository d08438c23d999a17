"""Veilig Thuis: vtTerugkoppeling and canonical JSON in, vtMelding out."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht, Ontvangst
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld
from ketenhub.domain.geweld import Terugkoppeling
from ketenhub_veilig_thuis.partner import VeiligThuis

NU = datetime(2026, 11, 1, 12, tzinfo=UTC)
CANONIEK = b'{"berichtId": "b1", "opgesteldOp": "2026-11-01T10:00:00Z"}'
VOORBEELDEN = Path(__file__).parent / "voorbeelden"
VEILIG_THUIS = "0" * 19 + "9"
PERSOON = "/vtMeldingDi01/object/betreft/gerelateerde/heeftBetrokken[1]"


def an_answer(old: str = "", new: str = "", name: str = "004-terugkoppeling") -> Bericht:
    """Give the answer of an example with one thing changed."""
    data = str(json.loads((VOORBEELDEN / f"{name}.in.json").read_text("utf-8"))["inhoud"])
    assert old in data
    return Bericht(VEILIG_THUIS, "application/xml", data.replace(old, new, 1).encode(), NU)


def the_answer(bericht: Bericht) -> Terugkoppeling:
    (found,) = VeiligThuis().translate_in(bericht).feiten
    assert isinstance(found, Terugkoppeling)
    return found


def test_answer_names_the_report_it_is_about() -> None:
    bijdrage = VeiligThuis().translate_in(an_answer())
    assert bijdrage.betreft_bericht == "PL0100-2026000004"
    assert VeiligThuis().identify(an_answer()) == bijdrage.bericht_id == "ref-14"


@pytest.mark.parametrize(
    ("name", "code"),
    [("004-terugkoppeling", "VT-01-01"), ("005-terugkoppeling-overdracht", "VT-02"), ("006-terugkoppeling-niet-ontvankelijk", "VT-00")],
)
def test_status_and_uitkomst_become_the_code_of_the_standard(name: str, code: str) -> None:
    assert the_answer(an_answer(name=name)).uitkomst == code


def test_case_number_of_veilig_thuis_is_its_own_reference() -> None:
    assert VeiligThuis().translate_in(an_answer(name="005-terugkoppeling-overdracht")).eigen_referentie == "VT-2026-15"


def test_case_number_that_cannot_be_a_reference_is_only_kept() -> None:
    bijdrage = VeiligThuis().translate_in(an_answer("VT-2026-15", "VT 2026/15", "005-terugkoppeling-overdracht"))
    assert bijdrage.eigen_referentie is None
    assert "VT 2026/15" in {row.waarde for row in the_answer(an_answer("VT-2026-15", "VT 2026/15", "005-terugkoppeling-overdracht")).ruw}


@pytest.mark.parametrize(
    ("old", "new", "plaats"),
    [
        ("<ZKN:uitkomst>vervolgstappen belegd bij VT</ZKN:uitkomst>", "", "object/uitkomst"),
        ("vervolgstappen belegd bij VT", "iets anders", "object/uitkomst"),
        ("uitkomst veiligheidsbeoordeling", "klaar", "object/status"),
        ("<ZKN:oinNummer>0", "<ZKN:oinNummer>", "object/isUitgevoerdDoor/gerelateerde/oinNummer"),
        ("<StUF:tijdstipBericht>2026", "<StUF:tijdstipBericht>2026x", "stuurgegevens/tijdstipBericht"),
    ],
)
def test_nonsense_is_refused_with_its_place(old: str, new: str, plaats: str) -> None:
    with pytest.raises(OngeldigBericht) as error:
        VeiligThuis().translate_in(an_answer(old, new))
    assert error.value.plaats == f"/vtTerugkoppelingDi01/{plaats}"


def test_canonical_json_is_read_as_it_stands() -> None:
    bericht = Bericht(VEILIG_THUIS, MEDIATYPE, CANONIEK, NU)
    assert VeiligThuis().identify(bericht) == "b1"
    assert VeiligThuis().translate_in(bericht).bericht_id == "b1"


def test_other_media_type_is_refused() -> None:
    with pytest.raises(OngeldigBericht) as error:
        VeiligThuis().translate_in(Bericht(VEILIG_THUIS, "text/plain", CANONIEK, NU))
    assert error.value.plaats == "Content-Type"


@given(st.binary(max_size=200), st.sampled_from([MEDIATYPE, "application/xml", "text/xml"]))
def test_any_bytes_give_ongeldig_bericht(data: bytes, mediatype: str) -> None:
    with pytest.raises(OngeldigBericht):
        VeiligThuis().translate_in(Bericht(VEILIG_THUIS, mediatype, data, NU))


def a_view(name: str = "007-vtmelding") -> dict[str, Any]:
    """Give what Veilig Thuis may see of the report of an example."""
    found: dict[str, Any] = json.loads((VOORBEELDEN / f"{name}.uit.json").read_text("utf-8"))
    return deepcopy(found)


def rendered(example: dict[str, Any], soort: str = "melding") -> str:
    uitsnede = Uitsnede("00000099000000001001", "v1", "onverdeeld", example["uitsnede"])
    return VeiligThuis().translate_out(VeiligThuis().narrow(uitsnede), Aanleiding(soort, "m1", NU, example["item"])).inhoud.decode()


@pytest.mark.parametrize(
    ("field", "plaats"),
    [
        ("bsn", f"{PERSOON}/gerelateerde/inp.bsn"),
        ("naam", f"{PERSOON}/gerelateerde/geslachtsnaam"),
        ("geslacht", f"{PERSOON}/gerelateerde/geslachtsaanduiding"),
        ("gezinsrol", f"{PERSOON}/jeugzorgrol"),
    ],
)
def test_mandatory_field_of_a_person_that_is_withheld_stops_the_message(field: str, plaats: str) -> None:
    example = a_view()
    del example["uitsnede"]["personen"][0][field]
    with pytest.raises(Verplichtveld) as error:
        rendered(example)
    assert error.value.plaats == plaats


@pytest.mark.parametrize("field", ["identificatie", "ontvangen", "incidentdatum", "incidentplaats", "omschrijving", "ruw", "personen"])
def test_mandatory_field_of_the_report_that_is_withheld_stops_the_message(field: str) -> None:
    example = a_view()
    del example["uitsnede"]["meldingen"][0][field]
    with pytest.raises(Verplichtveld):
        rendered(example)


def test_person_that_is_withheld_stops_the_message() -> None:
    example = a_view()
    del example["uitsnede"]["personen"][0]
    with pytest.raises(Verplichtveld) as error:
        rendered(example)
    assert error.value.plaats == PERSOON


def test_report_that_is_withheld_stops_the_message() -> None:
    example = a_view()
    del example["uitsnede"]["meldingen"]
    with pytest.raises(Verplichtveld):
        rendered(example)


def test_address_that_is_withheld_is_left_out_whole() -> None:
    example = a_view("009-vtmelding-adressen")
    del example["uitsnede"]["plaatsen"]
    found = rendered(example)
    assert "Kerkstraat" not in found
    assert "Verblijfadres" not in found


@pytest.mark.parametrize("huisnummer", ["4 hs", "", None])
def test_address_that_the_form_cannot_hold_is_left_out(huisnummer: str | None) -> None:
    example = a_view("009-vtmelding-adressen")
    example["uitsnede"]["plaatsen"][0]["huisnummer"] = huisnummer
    assert "Kerkstraat" not in rendered(example)


def test_address_of_another_person_is_left_out() -> None:
    example = a_view("009-vtmelding-adressen")
    example["uitsnede"]["plaatsen"][0]["persoon"] = "iemand anders"
    assert "Kerkstraat" not in rendered(example)


def test_place_that_is_no_address_of_the_form_is_left_out() -> None:
    example = a_view("009-vtmelding-adressen")
    example["uitsnede"]["plaatsen"][0]["aard"] = "school"
    assert "Kerkstraat" not in rendered(example)


@pytest.mark.parametrize("veld", ["inp.bsn", "geslachtsnaam", "formeelVerblijfadresBinnenland/gor.openbareRuimteNaam"])
def test_what_has_a_category_of_its_own_does_not_leave_by_what_was_kept_raw(veld: str) -> None:
    example = a_view()
    pad = f"betreft/gerelateerde/heeftBetrokken[1]/gerelateerde/{veld}"
    example["uitsnede"]["meldingen"][0]["ruw"].append({"veld": pad, "waarde": "999970057"})
    assert "999970057" not in rendered(example)


def test_what_the_reporter_said_goes_out_and_not_what_another_said_of_the_same_person() -> None:
    example = a_view()
    own = example["uitsnede"]["personen"][0]
    elders = {"organisatie": {"oin": "0" * 20, "naam": "Elders"}, "ontvangenOp": "2026-11-01T12:00:00Z"}
    other = {**own, "naam": {"achternaam": "Anders"}, "herkomst": elders}
    example["uitsnede"]["personen"][0] = {**other, "bronnen": [{key: value for key, value in own.items() if key != "id"}]}
    found = rendered(example)
    assert "Terpoorten" in found
    assert "Anders" not in found


@pytest.mark.parametrize(("points_at", "goes_out"), [("2", True), ("9", False), ("x", False), ("0", False)])
def test_number_that_points_at_a_person_goes_out_where_that_person_shows_it(points_at: str, goes_out: bool) -> None:
    example = a_view("008-vtmelding-onvolledig")
    example["uitsnede"]["personen"][1]["bsn"] = "999970057"
    raw = example["uitsnede"]["meldingen"][0]["ruw"]
    raw.append({"veld": "isGeinformeerdAan[1]/gerelateerde/inp.bsn@persoon", "waarde": points_at})
    assert rendered(example).count("999970057") == (2 if goes_out else 1)


def test_person_who_was_informed_is_no_person_involved() -> None:
    example = a_view()
    example["uitsnede"]["meldingen"][0]["ruw"].append({"veld": "betreft/gerelateerde@betrokkenen", "waarde": "1"})
    assert rendered(example).count("<JZ:heeftBetrokken ") == 1


def test_moment_of_a_report_in_canonical_json_becomes_its_dutch_day() -> None:
    example = a_view()
    example["uitsnede"]["meldingen"][0]["ontvangen"] = "2026-10-31T23:30:00Z"
    assert "<JZ:datumMelding>20261101<" in rendered(example)


def test_no_other_message_goes_out() -> None:
    with pytest.raises(Verplichtveld):
        rendered(a_view(), "terugkoppeling")


@pytest.mark.parametrize(("status", "ontvangst"), [(204, Ontvangst.AANGENOMEN), (404, Ontvangst.GEWEIGERD), (503, Ontvangst.OPNIEUW)])
def test_reply_is_accepted_refused_or_tried_again(status: int, ontvangst: Ontvangst) -> None:
    assert VeiligThuis().read_reply(Antwoord(status, "application/json", b"")) is ontvangst
