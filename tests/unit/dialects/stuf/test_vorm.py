"""The forms of CORV: what is written fits the official schema, what is read names the place and never the value."""

from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ketenhub.dialects.stuf.bericht import read_message, read_values, write_message
from ketenhub.dialects.stuf.vorm import Veld, write_form
from ketenhub.dialects.stuf.vtmelding import VT_MELDING, involved
from ketenhub.dialects.stuf.vtterugkoppeling import VT_TERUGKOPPELING
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld
from tests.unit.dialects.stuf.wereld import POLITIE, VEILIG_THUIS, a_melding, a_message, a_terugkoppeling, assert_fits, swapped

BEIDE = [VT_MELDING, VT_TERUGKOPPELING]
LANG = "a" * 4001
PERSOON = involved(1)


@pytest.mark.parametrize("vorm", BEIDE, ids=lambda vorm: vorm.naam)
def test_message_with_every_row_fits_the_official_schema(vorm: Veld) -> None:
    assert_fits(a_message(vorm))


@pytest.mark.parametrize("vorm", BEIDE, ids=lambda vorm: vorm.naam)
def test_message_survives_reading_and_writing(vorm: Veld) -> None:
    data = a_message(vorm)
    assert write_message(vorm, read_values(data, vorm)) == data


def _mandatory(veld: Veld, pad: str = "") -> list[str]:
    """Give the mandatory texts; the only text of an optional group takes the group with it, so it is left out here."""
    found = []
    for deel in veld.delen:
        inner = f"{pad}/{deel.step(1)}".lstrip("/")
        found += [inner] if deel.verplicht and deel.toets is not None and len(veld.delen) > 1 else []
        found += _mandatory(deel, inner)
    return found


@pytest.mark.parametrize(
    ("vorm", "pad"), [(vorm, pad) for vorm in BEIDE for pad in _mandatory(vorm)], ids=lambda part: getattr(part, "naam", part)
)
def test_form_without_a_mandatory_text_is_not_written(vorm: Veld, pad: str) -> None:
    values = {key: value for key, value in read_values(a_message(vorm), vorm).items() if key != pad}
    with pytest.raises(Verplichtveld) as error:
        write_form(vorm, values)
    assert f"/{vorm.naam}/{pad}".startswith(error.value.plaats)


NILS = {
    "object/datumIncident",
    "object/locatieIncident",
    "object/omschrijvingIncident",
    "object/indicatieAgenderingAfstemmingsoverlegGewenst",
    "object/contactgegevensVerdiepingOpInfo",
    "object/isIngediendDoor",
    "object/isIngediendDoor/gerelateerde",
    "object/betreft/gerelateerde/omschrijvingZorgelijkeSituatie",
    "object/betreft/gerelateerde/relevanteRegistratie[1]",
    f"{PERSOON}/gerelateerde",
    f"{PERSOON}/jeugzorgrol",
    f"{PERSOON}/gerelateerde/inp.bsn",
    f"{PERSOON}/gerelateerde/geboortedatum",
    f"{PERSOON}/gerelateerde/staatInRelatieTot[1]",
    f"{PERSOON}/gerelateerde/formeelVerblijfadresBinnenland",
    "object/isGeinformeerdAan[1]",
    "object/isGeinformeerdAan[2]/indicatieGereageerd",
}


@pytest.mark.parametrize("pad", sorted(NILS))
def test_nil_with_its_reason_fits_the_official_schema_and_survives(pad: str) -> None:
    values = {key: value for key, value in read_values(a_melding(), VT_MELDING).items() if not key.startswith((f"{pad}/", f"{pad}@"))}
    values.pop(pad, None)
    data = write_message(VT_MELDING, {**values, f"{pad}@noValue": "waardeOnbekend"})
    assert_fits(data)
    assert f"{pad}@noValue" in read_values(data, VT_MELDING)


def test_group_with_nothing_in_it_fits_the_official_schema_and_survives() -> None:
    group = "object/contactgegevensVerdiepingOpInfo"
    data = a_melding({f"{group}@aanwezig": "ja"}, (f"{group}/",))
    assert_fits(data)
    assert read_values(data, VT_MELDING)[f"{group}@aanwezig"] == "ja"


FOUT: list[tuple[str, str, str]] = [
    ("inp.bsn", "999970009", "object/betreft/gerelateerde/heeftBetrokken[1]/gerelateerde/inp.bsn"),
    ("datumMelding", "20251399", "object/datumMelding"),
    ("datumIncident", "20250230", "object/datumIncident"),
    ("geboortedatum", "20259999", f"{PERSOON}/gerelateerde/geboortedatum"),
    ("organisatie", "1", "stuurgegevens/zender/organisatie"),
    ("referentienummer", "a b", "stuurgegevens/referentienummer"),
    ("tijdstipBericht", "20261399", "stuurgegevens/tijdstipBericht"),
    ("berichtcode", "Lk01", "stuurgegevens/berichtcode"),
    ("functie", "vtTerugkoppelingDi01", "stuurgegevens/functie"),
    ("jeugzorgrol", "slachtoffer", f"{PERSOON}/jeugzorgrol"),
    ("indicatieSASHIngevuld", "J", "object/indicatieSASHIngevuld"),
    ("SASHniveau", "zeer hoog", "object/SASHniveau"),
    ("geslachtsaanduiding", "X", f"{PERSOON}/gerelateerde/geslachtsaanduiding"),
    ("omschrijvingIncident", LANG, "object/omschrijvingIncident"),
    ("locatieIncident", "a" * 201, "object/locatieIncident"),
    ("omschrijvingIncident", "", "object/omschrijvingIncident"),
    ("identificatieVtMelding", "PL/1", "object/identificatieVtMelding"),
    ("identificatieVtMelding", "a" * 121, "object/identificatieVtMelding"),
    ("aoa.huisnummer", "0", f"{PERSOON}/gerelateerde/formeelVerblijfadresBinnenland/aoa.huisnummer"),
]


@pytest.mark.parametrize(("tag", "value", "plaats"), FOUT)
def test_nonsense_is_refused_with_its_place_and_without_its_value(tag: str, value: str, plaats: str) -> None:
    with pytest.raises(OngeldigBericht) as error:
        read_values(swapped(a_melding(), tag, value), VT_MELDING)
    assert error.value.plaats == f"/vtMeldingDi01/{plaats}"
    assert len(value) < 4 or value not in str(error.value)


@pytest.mark.parametrize(
    "tag", ["referentienummer", "identificatieVtMelding", "inp.bsn", "jeugzorgrol", "object", "stuurgegevens", "vestiging"]
)
def test_row_that_stands_twice_is_refused(tag: str) -> None:
    root = etree.fromstring(a_melding())
    first = next(root.iter(f"{{*}}{tag}"))
    first.addnext(etree.fromstring(etree.tostring(first)))
    with pytest.raises(OngeldigBericht) as error:
        read_values(etree.tostring(root), VT_MELDING)
    assert error.value.plaats.endswith(f"/{tag}")


@pytest.mark.parametrize("tag", ["referentienummer", "datumMelding", "jeugzorgrol", "indicatieSASHIngevuld", "object", "isIngediendDoor"])
def test_missing_row_is_refused(tag: str) -> None:
    root = etree.fromstring(a_melding())
    found = next(root.iter(f"{{*}}{tag}"))
    found.getparent().remove(found)
    with pytest.raises(OngeldigBericht) as error:
        read_values(etree.tostring(root), VT_MELDING)
    assert error.value.plaats.endswith(f"/{tag}")


def test_two_of_a_choice_are_refused() -> None:
    rsin = "object/isIngediendDoor/gerelateerde/ingeschrevenNietNatuurlijkPersoon/rsin"
    kvk = "object/isIngediendDoor/gerelateerde/maatschappelijkeActiviteit/kvkNummer"
    with pytest.raises(OngeldigBericht) as error:
        read_values(a_melding({rsin: "000000012", kvk: "00000001"}), VT_MELDING)
    assert error.value.plaats == "/vtMeldingDi01/object/isIngediendDoor/gerelateerde"


def _changed(old: str, new: str) -> bytes:
    data = a_melding().decode()
    assert old in data
    return data.replace(old, new, 1).encode()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('StUF:entiteittype="VTM"', 'StUF:entiteittype="ZAK"'),
        ("<JZ:object ", "tekst<JZ:object "),
        ("<JZ:datumMelding>20260302", "<JZ:datumMelding><JZ:dag/>20260302"),
        ("<JZ:datumMelding>20260302", '<JZ:datumMelding xsi:nil="true">'),
        ("<JZ:locatieIncident>", '<JZ:locatieIncident xsi:nil="true">'),
        ("<JZ:locatieIncident>invoer locatieIncident", '<JZ:locatieIncident xsi:nil="true" StUF:noValue="geheim">'),
        ('StUF:indOnvolledigeDatum="V"', 'StUF:indOnvolledigeDatum="X"'),
        ('naam="soort"', 'naam=""'),
    ],
)
def test_misshapen_message_is_refused(old: str, new: str) -> None:
    with pytest.raises(OngeldigBericht) as error:
        read_values(_changed(old, new), VT_MELDING)
    assert error.value.plaats.startswith("/vtMeldingDi01")


def test_incomplete_birth_date_is_kept_with_what_it_lacks() -> None:
    born = f"{PERSOON}/gerelateerde/geboortedatum"
    data = a_melding({born: "19910000", f"{born}@indOnvolledigeDatum": "M"})
    assert_fits(data)
    values = read_values(data, VT_MELDING)
    assert (values[born], values[f"{born}@indOnvolledigeDatum"]) == ("19910000", "M")


def test_element_that_the_form_does_not_know_is_kept_and_not_written() -> None:
    extra = _changed("<JZ:SASHniveau>", "<JZ:nieuw><JZ:deel>a</JZ:deel><JZ:deel>b</JZ:deel></JZ:nieuw><JZ:SASHniveau>")
    values = read_values(extra, VT_MELDING)
    assert [values[f"object/nieuw[1]/deel[{n}]"] for n in (1, 2)] == ["a", "b"]
    assert write_message(VT_MELDING, values) == a_melding()


@pytest.mark.parametrize("inner", ["a" * 4001, "<JZ:Ravenhorst>\x7f</JZ:Ravenhorst>", f"<JZ:{'n' * 190}>x</JZ:{'n' * 190}>"])
def test_fault_in_an_unknown_element_does_not_repeat_its_name(inner: str) -> None:
    with pytest.raises(OngeldigBericht) as error:
        read_values(_changed("<JZ:SASHniveau>", f"<JZ:Terpoorten>{inner}</JZ:Terpoorten><JZ:SASHniveau>"), VT_MELDING)
    assert error.value.plaats == "/vtMeldingDi01/object/(onbekend veld)"


def test_form_of_another_message_is_refused() -> None:
    with pytest.raises(OngeldigBericht):
        read_values(a_terugkoppeling(), VT_MELDING)


def test_sender_is_the_one_that_logged_in() -> None:
    assert read_message(a_melding(), VT_MELDING, POLITIE)
    with pytest.raises(OngeldigBericht) as error:
        read_message(a_melding(), VT_MELDING, VEILIG_THUIS)
    assert error.value.plaats == "/vtMeldingDi01/stuurgegevens/zender/organisatie"


def test_text_that_does_not_fit_the_form_is_never_cut() -> None:
    values = read_values(a_melding(), VT_MELDING)
    with pytest.raises(Verplichtveld) as error:
        write_form(VT_MELDING, {**values, f"{PERSOON}/jeugzorgrol": "moeder"})
    assert error.value.plaats == f"/vtMeldingDi01/{PERSOON}/jeugzorgrol"
    left_out = write_form(VT_MELDING, {**values, "object/informering": LANG})
    assert left_out == write_form(VT_MELDING, {key: value for key, value in values.items() if key != "object/informering"})


@given(st.integers(0, 2**32), st.integers(1, 6))
def test_message_with_damaged_bytes_is_read_or_refused(seed: int, times: int) -> None:
    chance = random.Random(seed)
    data = bytearray(a_melding())
    for _ in range(times):
        data[chance.randrange(len(data))] = chance.choice(b'<>/&"= x09\xff\x00')
    with suppress(OngeldigBericht):
        assert read_values(bytes(data), VT_MELDING)
