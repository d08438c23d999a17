"""Bv03, Fo03 and Fo01: written to fit the official schema, read by what they mean."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketenhub.contract.bericht import Antwoord, Ontvangst
from ketenhub.dialects.stuf.antwoord import Antwoordkop, Fout, read_ontvangst, write_bv03, write_fout
from ketenhub.dialects.stuf.bericht import Kop, read_head, read_id
from tests.unit.dialects.stuf.wereld import POLITIE, VEILIG_THUIS, a_melding, assert_fits, swapped

KOP = Antwoordkop(VEILIG_THUIS, POLITIE, "antwoord-1", datetime(2026, 3, 2, 9, tzinfo=UTC), Kop("ref-1", "Zaaksysteem"))


def a_fault(code: str, plek: str = "client") -> Fout:
    return Fout(code, plek, "o" * 300, "d" * 1200)


@pytest.mark.parametrize(
    "data", [write_bv03(KOP), write_fout(KOP, a_fault("StUF055")), write_fout(KOP, a_fault("StUF058", "server"), "Fo01")]
)
def test_acknowledgement_fits_the_official_schema(data: bytes) -> None:
    assert_fits(data)


def test_acknowledgement_names_the_message_it_answers() -> None:
    assert b"<StUF:crossRefnummer>ref-1</StUF:crossRefnummer>" in write_bv03(KOP)


def read(data: bytes, status: int = 200) -> Ontvangst:
    return read_ontvangst(Antwoord(status, "application/xml", data))


@pytest.mark.parametrize("status", [200, 201, 202])
def test_bv03_is_accepted(status: int) -> None:
    assert read(write_bv03(KOP), status) is Ontvangst.AANGENOMEN


@pytest.mark.parametrize("code", ["Fo01", "Fo03"])
@pytest.mark.parametrize("status", [200, 400])
def test_fault_at_our_side_is_refused_for_good_whatever_the_status(code: str, status: int) -> None:
    assert read(write_fout(KOP, a_fault("StUF055"), code), status) is Ontvangst.GEWEIGERD


@pytest.mark.parametrize(("code", "plek"), [("StUF046", "server"), ("StUF058", "server"), ("StUF046", "client"), ("StUF777", "server")])
def test_passing_fault_is_tried_again(code: str, plek: str) -> None:
    assert read(write_fout(KOP, a_fault(code, plek)), 400) is Ontvangst.OPNIEUW


@pytest.mark.parametrize(("code", "plek"), [("StUF037", "server"), ("StUF777", "client")])
def test_fault_that_does_not_pass_is_refused_for_good(code: str, plek: str) -> None:
    assert read(write_fout(KOP, a_fault(code, plek))) is Ontvangst.GEWEIGERD


@pytest.mark.parametrize(
    ("status", "ontvangst"),
    [
        (200, Ontvangst.AANGENOMEN),
        (204, Ontvangst.AANGENOMEN),
        (400, Ontvangst.GEWEIGERD),
        (401, Ontvangst.OPNIEUW),
        (429, Ontvangst.OPNIEUW),
        (500, Ontvangst.OPNIEUW),
    ],
)
@pytest.mark.parametrize("data", [b"", b"<html/>", a_melding()], ids=["nothing", "html", "a message"])
def test_without_acknowledgement_the_status_tells(status: int, ontvangst: Ontvangst, data: bytes) -> None:
    assert read(data, status) is ontvangst


def test_bv03_under_an_error_status_is_no_success() -> None:
    assert read(write_bv03(KOP), 503) is Ontvangst.OPNIEUW


@given(st.binary(max_size=300), st.integers(100, 599))
def test_any_answer_means_something(data: bytes, status: int) -> None:
    assert isinstance(read(data, status), Ontvangst)


def test_head_is_read_though_the_rest_is_nonsense() -> None:
    assert read_head(swapped(a_melding(), "datumMelding", "x")) == Kop("ref-1", "Ketenhub")


@pytest.mark.parametrize(("tag", "value"), [("referentienummer", "a b"), ("referentienummer", ""), ("applicatie", "ab")])
def test_head_that_cannot_be_repeated_is_no_head(tag: str, value: str) -> None:
    assert read_head(swapped(a_melding(), tag, value)) is None


def test_reference_is_the_senders_own() -> None:
    assert read_id(a_melding()) == "ref-1"
