"""Account numbers, licence plates, BSNs and mobile numbers by their form: each bound of that form by itself."""

from __future__ import annotations

import pytest

from ketenhub.share.vorm import holds_number, is_mobile, looks_like_address


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("12-AB-34", True),
        ("Auto 12-ABC-3 stond er.", True),
        ("Auto AB-123-C.", True),
        ("Auto 1-ABC-23.", True),
        ("Auto ABC-12-D.", True),
        ("Eerst 12-34-56, dan 12-AB-34.", True),
        ("Auto A1-234-5.", False),
        ("Auto 1A-2B-3C.", False),
        ("Auto AB-CD-EF.", False),
        ("Auto 12-34-56.", False),
        ("Auto 12-AB-3.", False),
        ("Auto 123-ABC-4.", False),
        ("Zo'n 1234-AB-5.", False),
        ("Auto 12-AB-34X.", False),
    ],
)
def test_three_groups_are_a_plate_where_they_are_six_signs_each_of_letters_or_figures_alone_and_both_together(
    tekst: str, found: bool
) -> None:
    assert holds_number(tekst) is found


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Kenteken AB12CD.", True),
        ("het kenteken: a1b2c3", True),
        ("KENTEKEN AB12CD.", True),
        ("Kenteken abcdef, kenteken 12abc3.", True),
        ("Kenteken 123456.", False),
        ("Kenteken AB12CDE.", False),
        ("De code AB12CD.", False),
    ],
)
def test_six_signs_are_a_plate_where_the_text_says_so_however_that_is_written(tekst: str, found: bool) -> None:
    assert holds_number(tekst) is found


@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("BSN 999990019.", True),
        ("BSN 9999.90.019.", True),
        ("BSN 999990018.", False),
        ("Eerst 999990018, dan 999990019.", True),
        ("Naar NL91ABNA0417164300.", True),
        ("Naar NL91 ABNA 0417 1643 00.", True),
        ("Niets.", False),
    ],
)
def test_number_that_passes_the_test_of_eleven_and_an_account_are_found(tekst: str, found: bool) -> None:
    assert holds_number(tekst) is found


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("0612345678", True),
        ("06-12 34 56 78", True),
        ("+31 6 12345678", True),
        ("0031612345678", True),
        (" +31 (0)6 12345678 ", True),
        ("０６１２３４５６７８", True),
        ("0521234567", False),
        ("+49 171 1234567", False),
        ("061234567", False),
        ("06123456789", False),
        ("Bel 0612345678", False),
        ("", False),
        (612345678, False),
        (None, False),
        (["0612345678"], False),
    ],
)
def test_only_a_whole_dutch_mobile_number_tells_no_place(value: str | int | list[str] | None, found: bool) -> None:
    assert is_mobile(value) is found


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    "tekst", ["Zij zit Kerkln 12.", "Zij zit Kerkstr 12.", "Zij zit Kerkerf 12.", "Naar NL91 ABNA 6417 1643 06.", "Op 9999XK."]
)
def test_street_by_its_last_part_and_an_account_look_like_an_address(tekst: str) -> None:
    assert looks_like_address(tekst)


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    ("tekst", "found"),
    [
        ("Bel 038-4567890.", True),
        ("Bel 0384567890.", True),
        ("Bel (0521) 23 45 67.", True),
        ("Bel +31 38 456 78 90.", True),
        ("Bel 0031 (0)38 4567890.", True),
        ("Bel 038‑4567890.", True),
        ("Bel 06-12345678.", False),
        ("Bel 0800-1234567.", False),
        ("Bel 038-45678901.", False),
        ("Bel 1038-4567890.", False),
        ("Bel 038-456789.", False),
    ],
)
def test_landline_of_ten_figures_looks_like_an_address_and_no_other_number_does(tekst: str, found: bool) -> None:
    assert looks_like_address(tekst) is found
