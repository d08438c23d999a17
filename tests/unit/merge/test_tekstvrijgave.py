"""A held text is let go by a named person of who said it, as it stands now; everybody else is refused with the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import OngeldigBericht
from ketenhub.domain.samenwerking import Tekstvrijgave
from ketenhub.merge.fold import merge
from tests.unit.merge.huishouden import POLITIE, RECLASSERING, VT, a_bijdrage, a_household, a_record

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus

INCIDENT: dict[str, object] = {"soort": "incident", "ref": "i", "aard": "geweld", "omschrijving": "Anna werd geduwd.", "personen": []}
AGENT: dict[str, object] = {"ref": "pr", "functie": "agent"}
VRIJGAVE: dict[str, object] = {
    "soort": "tekstvrijgave",
    "ref": "v",
    "feit": "i",
    "bericht": "tekst",
    "veld": "omschrijving",
    "reden": "Dit is een ander.",
    "professional": AGENT,
}


def heard(casus: Casus, wie: str, bericht: str, *feiten: dict[str, object], opgesteld: str = "2026-11-02T12:00:00Z") -> Casus:
    """Let a message in."""
    return merge(casus, a_record(a_bijdrage(*feiten, bericht=bericht, opgesteld=opgesteld), casus, wie))


def with_text() -> Casus:
    """Give a household of which police told an incident."""
    return heard(a_household()[1], POLITIE, "tekst", INCIDENT)


def refusal(casus: Casus, wie: str, *feiten: dict[str, object]) -> str:
    """Give the place at which a release is refused."""
    with pytest.raises(OngeldigBericht) as error:
        heard(casus, wie, "vrij", *feiten)
    return error.value.plaats


def the_item(casus: Casus) -> str:
    """Give the id of the incident, as the view shows it."""
    return next(i.id for i in casus.items if i.herkomst.eigen_id == "i")


def test_who_said_a_text_lets_it_go() -> None:
    casus = heard(with_text(), POLITIE, "vrij", VRIJGAVE)
    assert [i.feit.feit for i in casus.items if isinstance(i.feit, Tekstvrijgave)] == [the_item(casus)]


@pytest.mark.parametrize("wie", [VT, RECLASSERING])
def test_nobody_lets_a_text_of_another_go_not_even_regie(wie: str) -> None:
    casus = with_text()
    assert refusal(casus, wie, VRIJGAVE | {"feit": the_item(casus)}) == "/feiten/0/feit"


def test_text_is_not_let_go_in_the_message_that_says_it() -> None:
    assert refusal(a_household()[1], POLITIE, INCIDENT, VRIJGAVE | {"bericht": "vrij"}) == "/feiten/1/feit"
    assert refusal(with_text(), POLITIE, INCIDENT, VRIJGAVE | {"bericht": "vrij"}) == "/feiten/1/feit"


def test_release_is_about_the_message_by_which_the_text_stands() -> None:
    corrected = heard(with_text(), POLITIE, "later", INCIDENT | {"omschrijving": "Anna viel."}, opgesteld="2026-11-03T12:00:00Z")
    assert refusal(corrected, POLITIE, VRIJGAVE) == "/feiten/0/bericht"


@pytest.mark.parametrize("veld", ["aard", "personen", "bestaat-niet"])
def test_only_a_field_with_free_text_is_let_go(veld: str) -> None:
    assert refusal(with_text(), POLITIE, VRIJGAVE | {"veld": veld}) == "/feiten/0/veld"


def test_release_names_the_person_who_looked() -> None:
    assert refusal(with_text(), POLITIE, {k: v for k, v in VRIJGAVE.items() if k != "professional"}) == "/feiten/0/professional"
