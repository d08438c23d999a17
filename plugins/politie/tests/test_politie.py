"""The police: vtMelding and canonical JSON in, vtTerugkoppeling out."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.contract.bericht import Aanleiding, Antwoord, Bericht, Ontvangst
from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.dialects.canoniek import MEDIATYPE
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld
from ketenhub.domain.geweld import Melding
from ketenhub.domain.partijen import Persoon, PersoonRol, Plaats
from ketenhub_politie.partner import Politie

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

NU = datetime(2026, 11, 1, 12, tzinfo=UTC)
CANONIEK = b'{"berichtId": "b1", "opgesteldOp": "2026-11-01T10:00:00Z"}'
VOORBEELDEN = Path(__file__).parent / "voorbeelden"
POLITIE, VEILIG_THUIS = "0" * 19 + "9", "00000099000000001001"
EEN_PERSOON = "<BG:inp.bsn>999970008</BG:inp.bsn>"


def an_example(name: str) -> str:
    """Give the XML of an example."""
    body = json.loads((VOORBEELDEN / f"{name}.in.json").read_text("utf-8"))
    return str(body["inhoud"])


def a_report(old: str = "", new: str = "", name: str = "004-vtmelding") -> Bericht:
    """Give the report of an example with one thing changed."""
    data = an_example(name)
    assert old in data
    return Bericht(POLITIE, "application/xml", data.replace(old, new, 1).encode(), NU)


def the_melding(bericht: Bericht) -> Melding:
    (found,) = (feit for feit in Politie().translate_in(bericht).feiten if isinstance(feit, Melding))
    return found


def the_persons(bericht: Bericht) -> list[Persoon]:
    return [feit for feit in Politie().translate_in(bericht).feiten if isinstance(feit, Persoon)]


@pytest.mark.parametrize("mediatype", ["application/xml", "text/xml"])
def test_report_is_known_by_the_reference_of_its_stuurgegevens(mediatype: str) -> None:
    bericht = Bericht(POLITIE, mediatype, an_example("004-vtmelding").encode(), NU)
    assert Politie().identify(bericht) == "ref-4"
    assert Politie().translate_in(bericht).bericht_id == "ref-4"


def test_report_is_addressed_to_the_receiver_in_it() -> None:
    assert Politie().translate_in(a_report()).geadresseerden == (VEILIG_THUIS,)


def test_incident_is_what_the_form_knows_of_it() -> None:
    melding = the_melding(a_report())
    assert (melding.incidentdatum, melding.incidentplaats) == (date(2026, 10, 31), "Dorpsplein, Westerveen")
    assert melding.omschrijving == "Ruzie met geweld in de woning."


def test_role_of_victim_or_perpetrator_is_never_guessed() -> None:
    assert not [feit for feit in Politie().translate_in(a_report()).feiten if isinstance(feit, PersoonRol)]


def test_address_is_a_place_behind_the_wall_and_not_kept_raw() -> None:
    bericht = a_report(name="006-vtmelding-adressen")
    places = [feit for feit in Politie().translate_in(bericht).feiten if isinstance(feit, Plaats)]
    assert [place.straat for place in places] == ["Kerkstraat", None]
    assert not [row for row in the_melding(bericht).ruw if "Kerkstraat" in row.waarde or "Rue" in row.waarde]


def test_what_the_plan_has_no_place_for_is_kept_raw() -> None:
    raw = {row.veld: row.waarde for row in the_melding(a_report(name="006-vtmelding-adressen")).ruw}
    assert raw["SASHniveau"] == "hoog"
    assert raw["extraElementen/extraElement[1]@naam"] == "spoed"


INFORMERING = """<JZ:isGeinformeerdAan StUF:entiteittype="VTMNPS"><JZ:gerelateerde StUF:entiteittype="NPS">
<BG:inp.bsn>{bsn}</BG:inp.bsn><BG:geslachtsnaam>Ravenhorst</BG:geslachtsnaam></JZ:gerelateerde>
<JZ:indicatieGereageerd>Nee</JZ:indicatieGereageerd></JZ:isGeinformeerdAan><JZ:isIngediendDoor"""


@pytest.mark.parametrize(("bsn", "points_at", "persons"), [("999970100", "2", 2), ("999970148", "3", 3)])
def test_number_stands_with_a_person_only_and_elsewhere_points_there(bsn: str, points_at: str, persons: int) -> None:
    bericht = a_report("<JZ:isIngediendDoor", INFORMERING.format(bsn=bsn))
    raw = {row.veld: row.waarde for row in the_melding(bericht).ruw}
    assert raw["isGeinformeerdAan[1]/gerelateerde/inp.bsn@persoon"] == points_at
    assert len(the_persons(bericht)) == persons
    assert bsn not in raw.values()
    assert [persoon.bsn for persoon in the_persons(bericht)][int(points_at) - 1] == bsn


def test_person_without_a_number_is_said_to_have_come_without() -> None:
    raw = {row.veld for row in the_melding(a_report(EEN_PERSOON, "")).ruw}
    assert "betreft/gerelateerde/heeftBetrokken[1]/gerelateerde/inp.bsn@afwezig" in raw


def test_next_report_names_its_own_persons_and_points_back_by_its_identification() -> None:
    first = Politie().translate_in(a_report())
    again = Politie().translate_in(a_report("ref-4", "ref-44"))
    assert {f.ref for f in first.feiten if isinstance(f, Persoon)}.isdisjoint({f.ref for f in again.feiten if isinstance(f, Persoon)})
    assert first.betreft_bericht == again.betreft_bericht == "PL0100-2026000004"


FOUT = [
    ("999970008", "999970009", "object/betreft/gerelateerde/heeftBetrokken[1]/gerelateerde/inp.bsn"),
    ("999970100", "999970008", "object/betreft/gerelateerde/heeftBetrokken[2]/gerelateerde/inp.bsn"),
    ("<JZ:datumMelding>20261101", "<JZ:datumMelding>20251399", "object/datumMelding"),
    (f"<StUF:organisatie>{VEILIG_THUIS}", "<StUF:organisatie>1", "stuurgegevens/ontvanger/organisatie"),
    (f"<StUF:organisatie>{POLITIE}", f"<StUF:organisatie>{VEILIG_THUIS}", "stuurgegevens/zender/organisatie"),
    ("<JZ:jeugzorgrol>kind", "<JZ:jeugzorgrol>slachtoffer", "object/betreft/gerelateerde/heeftBetrokken[2]/jeugzorgrol"),
    ("Ruzie met geweld in de woning.", "a" * 4001, "object/omschrijvingIncident"),
    ("Ruzie met geweld in de woning.", "", "object/omschrijvingIncident"),
    (
        "<StUF:referentienummer>",
        "<StUF:referentienummer>x</StUF:referentienummer><StUF:referentienummer>",
        "stuurgegevens/referentienummer",
    ),
]


@pytest.mark.parametrize(("old", "new", "plaats"), FOUT)
def test_nonsense_is_refused_with_its_place_and_without_its_value(old: str, new: str, plaats: str) -> None:
    with pytest.raises(OngeldigBericht) as error:
        Politie().translate_in(a_report(old, new))
    assert error.value.plaats == f"/vtMeldingDi01/{plaats}"
    assert "99997" not in str(error.value)


def test_more_facts_than_a_contribution_holds_are_refused() -> None:
    other = "".join(
        f'<BG:staatInRelatieTot StUF:entiteittype="NPSNPSSIR"><BG:gerelateerde StUF:entiteittype="NPS"><BG:inp.bsn>{bsn}</BG:inp.bsn>'
        "</BG:gerelateerde><BG:omschrijvingSocialeRelatie>oom</BG:omschrijvingSocialeRelatie></BG:staatInRelatieTot>"
        for bsn in _numbers(50)
    )
    data = an_example("004-vtmelding")
    start, _, rest = data.partition("<JZ:heeftBetrokken")
    first, end, tail = rest.partition("</JZ:heeftBetrokken>")
    numbers = iter(_numbers(700)[50:])
    people = []
    for _ in range(11):
        person = first.replace("999970008", next(numbers)).replace("</JZ:gerelateerde>", f"{other}</JZ:gerelateerde>", 1)
        for bsn in _numbers(50):
            person = person.replace(f">{bsn}<", f">{next(numbers)}<", 1)
        people.append(f"<JZ:heeftBetrokken{person}{end}")
    with pytest.raises(OngeldigBericht) as error:
        Politie().translate_in(Bericht(POLITIE, "text/xml", f"{start}{''.join(people)}{tail}".encode(), NU))
    assert error.value.plaats == "/vtMeldingDi01/object"


def _numbers(count: int) -> list[str]:
    """Give valid numbers of the test range."""
    weights = (9, 8, 7, 6, 5, 4, 3, 2, -1)
    every = (f"9999{n:05}" for n in range(100_000))
    valid = (bsn for bsn in every if sum(int(digit) * weight for digit, weight in zip(bsn, weights, strict=True)) % 11 == 0)
    return [next(valid) for _ in range(count)]


def test_canonical_json_is_read_as_it_stands() -> None:
    bericht = Bericht(POLITIE, MEDIATYPE, CANONIEK, NU)
    assert Politie().identify(bericht) == "b1"
    assert Politie().translate_in(bericht).bericht_id == "b1"


def test_other_media_type_is_refused() -> None:
    with pytest.raises(OngeldigBericht) as error:
        Politie().translate_in(Bericht(POLITIE, "text/plain", CANONIEK, NU))
    assert error.value.plaats == "Content-Type"


@given(st.binary(max_size=200), st.sampled_from([MEDIATYPE, "application/xml", "text/xml"]))
def test_any_bytes_give_ongeldig_bericht(data: bytes, mediatype: str) -> None:
    with pytest.raises(OngeldigBericht):
        Politie().translate_in(Bericht(POLITIE, mediatype, data, NU))


def a_view(**changes: Json) -> Uitsnede:
    """Give the view of the police of one answer of Veilig Thuis; None takes a field away."""
    item: dict[str, Json] = {
        "id": "t1",
        "soort": "terugkoppeling",
        "identificatieMelding": "PL0100-2026000004",
        "uitkomst": "VT-03",
        "herkomst": {"organisatie": {"oin": VEILIG_THUIS, "naam": "Veilig Thuis"}},
        **changes,
    }
    return Uitsnede(POLITIE, "v1", "onverdeeld", {"terugkoppelingen": [{key: value for key, value in item.items() if value is not None}]})


def rendered(uitsnede: Uitsnede, soort: str = "terugkoppeling") -> str:
    return Politie().translate_out(Politie().narrow(uitsnede), Aanleiding(soort, "m1", NU, "t1")).inhoud.decode()


def test_answer_from_canonical_json_is_rendered_with_what_it_says() -> None:
    found = rendered(a_view(verantwoordelijk="Wijkteam", contact="Team Oost"))
    for said in ("afsluiting zonder overdracht", "<JZ:afdeling>Team Oost<", "<ZKN:naam>Wijkteam<", "<ZKN:naam>Veilig Thuis<"):
        assert said in found


@pytest.mark.parametrize(
    ("changes", "plaats"),
    [
        ({"uitkomst": None}, "object/status"),
        ({"uitkomst": "goed afgelopen"}, "object/status"),
        ({"identificatieMelding": None}, "object/naarAanleidingVan"),
        ({"contact": "Team Oost"}, "object/naarAanleidingVan/gerelateerde/betreft/gerelateerde/verantwoordelijkVoorZicht"),
        ({"id": "iets anders"}, "object"),
    ],
)
def test_mandatory_field_that_is_withheld_stops_the_message(changes: dict[str, Json], plaats: str) -> None:
    with pytest.raises(Verplichtveld) as error:
        rendered(a_view(**changes))
    assert error.value.plaats.startswith(f"/vtTerugkoppelingDi01/{plaats}")


def test_no_other_message_goes_out() -> None:
    with pytest.raises(Verplichtveld):
        rendered(a_view(), "melding")


@pytest.mark.parametrize(("status", "ontvangst"), [(204, Ontvangst.AANGENOMEN), (404, Ontvangst.GEWEIGERD), (503, Ontvangst.OPNIEUW)])
def test_reply_is_accepted_refused_or_tried_again(status: int, ontvangst: Ontvangst) -> None:
    assert Politie().read_reply(Antwoord(status, "application/json", b"")) is ontvangst
