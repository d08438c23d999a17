"""The code lists are those of the standard."""

from __future__ import annotations

import csv
import json
from collections.abc import Collection

import pytest

from ketenhub.dialects.stuf.codelijsten import (
    INDICATIE,
    INFORMERINGSWIJZE,
    JEUGDZORGROL,
    SASH_NIVEAU,
    STATUS,
    STATUS_MELDING,
    UITKOMST,
)
from ketenhub.dialects.stuf.vtterugkoppeling import code_of
from tests.unit.dialects.stuf.wereld import CORV

LIJSTEN: dict[str, Collection[str]] = {
    "UitkomstVeiligheidsbeoordeling": UITKOMST,
    "StatusVeiligheidsbeoordeling": STATUS,
    "Informeringswijze": INFORMERINGSWIJZE,
    "SASHniveau": SASH_NIVEAU,
}


@pytest.mark.parametrize("lijst", LIJSTEN)
def test_list_holds_what_the_standard_lists(lijst: str) -> None:
    path = CORV / "codelijsten_corv.json"
    if not path.exists():
        pytest.skip("the official code lists do not stand beside this checkout")
    assert set(LIJSTEN[lijst]) == {code for code, _ in json.loads(path.read_text("utf-8"))[lijst]}


def test_status_codes_say_what_the_standard_says_they_mean() -> None:
    path = CORV / "codelijsten_corv.json"
    if not path.exists():
        pytest.skip("the official code lists do not stand beside this checkout")
    official = dict(json.loads(path.read_text("utf-8"))["StatusMeldingContentType"])
    ours = {code: ": ".join(word for word in words if word) for code, words in STATUS_MELDING.items()}
    assert {code: words.lower() for code, words in ours.items()} == {c: w.lower() for c, w in official.items() if c.startswith("VT")}


def test_roles_are_those_that_are_still_in_force() -> None:
    found = list(CORV.glob("jeugdzorgrollen*.csv"))
    if not found:
        pytest.skip("the official list of roles does not stand beside this checkout")
    with found[0].open(encoding="utf-8", newline="") as lines:
        assert set(JEUGDZORGROL) == {row["rolomschrijving"] for row in csv.DictReader(lines) if not row["einde"]}


def test_indicator_is_yes_or_no() -> None:
    assert {"Ja", "Nee"} == INDICATIE


@pytest.mark.parametrize("code", STATUS_MELDING)
def test_status_and_uitkomst_lead_back_to_their_code(code: str) -> None:
    assert code_of(*STATUS_MELDING[code]) == code


def test_assessed_without_uitkomst_has_no_code() -> None:
    assert code_of("uitkomst veiligheidsbeoordeling", None) is None


def test_uitkomst_beside_another_status_does_not_change_its_code() -> None:
    assert code_of("overdracht", "overdracht") == "VT-02"
