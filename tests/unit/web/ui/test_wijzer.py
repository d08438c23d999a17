"""What a partner's form held beyond the plan reads as words, and stays apart."""

from __future__ import annotations

from datetime import date

import pytest

from ketenhub.domain.json import Object
from ketenhub.web.ui.views.kaarten import VORMEN, make_card
from ketenhub.web.ui.views.wijzer import Lezer, make_wijzer, raw_label

MELDING: Object = {
    "id": "m-1",
    "soort": "melding",
    "identificatie": "M-1",
    "ruw": [{"veld": "betreft/gerelateerde/contactgegevensVerdieping/afdeling", "waarde": "Team Oost"}],
    "herkomst": {"organisatie": {"oin": "0" * 20, "naam": "Politie"}, "geldigOp": "2026-11-01"},
}


@pytest.mark.parametrize(
    ("pad", "woorden"),
    [
        ("betreft/gerelateerde/contactgegevensVerdieping/afdeling", "Contactgegevens verdieping: afdeling"),
        ("locatieIncident@noValue", "Locatie incident"),
        ("", ""),
    ],
)
def test_path_in_a_form_reads_as_words(pad: str, woorden: str) -> None:
    assert raw_label(pad) == woorden


def test_what_the_plan_has_no_field_for_stands_apart_from_the_card() -> None:
    kaart = make_card(Lezer(MELDING, make_wijzer({"meldingen": [MELDING]}, date(2026, 11, 2))), VORMEN["meldingen"])
    assert ([v.label for v in kaart.velden], [(v.label, str(v.waarde)) for v in kaart.ruw]) == (
        [],
        [("Contactgegevens verdieping: afdeling", "Team Oost")],
    )
