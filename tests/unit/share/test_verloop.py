"""The history of the phase is for who may see all that moves it."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import at
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

POLITIE = "0" * 19 + "2"
BEWEEGT = ("cijfer", "incident", "voorwaarde", "maatregel")
CASUS: Object = {"items": [], "personen": [], "deelnames": [], "regie": []}
VERLOOP: list[Json] = [{"op": "2026-01-05", "fase": 1}, {"op": "2026-03-01", "fase": 2}]
BEOORDELING: Object = {"sporen": [{"spoor": "onverdeeld", "fase": 2, "poortZin": "Open.", "verloop": VERLOOP}]}


def a_rule(categorie: str, actie: str = "delen") -> dict[str, Json]:
    """Build a rule on one category."""
    small: dict[str, Json] = {"minimalisering": "aanwezigheid"} if actie == "minimaliseren" else {}
    return {
        "id": f"r-{categorie}-{actie}",
        "categorieen": [categorie],
        "doel": "toets",
        "grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1"},
        "noodzaak": "directe_veiligheid",
        "actie": actie,
        "van": "2026-01-01",
        "toelichting": "voorbeeld",
        **small,
    }


def seen(*regels: dict[str, Json]) -> Json:
    """Give the phase that the police get under these rules and one on the phase itself."""
    regelset = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("fase"), *regels]}))
    omgeving = Omgeving(regelset, date(2026, 11, 2), {}, {POLITIE: "politie"}, lambda persoon: persoon)
    ontvanger = Ontvanger(POLITIE, "politie", "onverdeeld", regie=False, verwijzing="w")
    return at(share(CASUS, BEOORDELING, ontvanger, omgeving).uitsnede.inhoud, "fase")


def test_who_sees_all_that_moves_the_phase_sees_when_it_changed() -> None:
    assert at(seen(*map(a_rule, BEWEEGT)), "verloop") == VERLOOP


@pytest.mark.parametrize("weg", BEWEEGT)
def test_without_one_of_these_the_phase_is_shown_and_its_days_are_not(weg: str) -> None:
    phase = seen(*(a_rule(c) for c in BEWEEGT if c != weg))
    assert (at(phase, "fase"), at(phase, "verloop")) == (2, None)


@pytest.mark.parametrize("klein", BEWEEGT)
def test_what_is_made_smaller_hides_the_days_as_well(klein: str) -> None:
    assert at(seen(*(a_rule(c, "minimaliseren" if c == klein else "delen") for c in BEWEEGT)), "verloop") is None
