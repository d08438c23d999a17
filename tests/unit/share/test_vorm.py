"""Numbers and addresses by their form alone, for where the hub may not compare with what it knows."""

from __future__ import annotations

import pytest

from ketenhub.share.vorm import holds_number, looks_like_address


@pytest.mark.parametrize(
    "tekst",
    [
        "Zij woont op 1234 AB.",
        "Zij woont op 1234-a b.",
        "Zij woont Kerkstraat 12.",
        "Zij woont Kerkstr. nr 12.",
        "Zij woont Kerkstraat, nummer 12.",
        "Bel 0521-234567.",
        "Bel (0521) 23 45 67.",
        "Bel +31 521 234567.",
        "Geld gaat naar NL91 ABNA 0417 1643 00.",
        "Zij woont op １２３４ＡＢ.",
    ],
)
def test_address_landline_and_account_are_known_by_their_form(tekst: str) -> None:
    assert looks_like_address(tekst)


@pytest.mark.parametrize("tekst", ["Hij belt op maandag.", "Bel 112.", "Bel 06-12345678.", "Op 12 november om 10.30 uur.", "De laan uit."])
def test_what_tells_no_place_has_not_the_form(tekst: str) -> None:
    assert not looks_like_address(tekst)


@pytest.mark.parametrize(
    "tekst",
    ["Op 12 juni 2026 19.30 uur.", "Zaak PL0100-2026-123456.", "Op 12-11-26.", "Bel 0900-8844.", "Geen getal.", "Het kenteken  abcdef."],
)
def test_date_and_case_number_are_no_account_plate_or_bsn(tekst: str) -> None:
    assert not holds_number(tekst)
