"""Derived values and what is hidden: whether it is there, and what it says, changes nothing of what a recipient is told."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketenhub.domain.json import at, rows
from tests.property.test_share import (
    AGENT,
    BEGIN,
    LEDEN,
    OPVANG,
    POLITIE,
    START,
    VT,
    Bericht,
    Feit,
    a_day,
    a_rule,
    a_score,
    figures,
    given_to,
    judged,
    one,
    took_in,
    who,
    words,
)

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json, Object

LAST = 240
PEIL = START.date() + timedelta(days=LAST)
VAST = ("fase", "naam")


def a_round(day: int, figure: str) -> list[Bericht]:
    """Give the scores of everybody on one day."""
    members: list[Feit] = [a_score(figure, beoordelaar={"soort": "betrokkene", "persoon": name}) for name in ("anna", "ben", "kim")]
    return [
        Bericht(f"r{day}-vt", VT, day, (*LEDEN, a_score(figure), *members)),
        *(Bericht(f"r{day}-{org[-1]}", org, day, (a_score(figure),)) for org in (POLITIE, OPVANG)),
    ]


CONDITION: Feit = {"soort": "veiligheidsvoorwaarde", "tekst": "Hij belt.", "termijn": a_day(30), "beschermt": ["anna"]}
FOLLOWED: Feit = {"soort": "monitor", "contactOp": a_day(41), "overgenomenDoor": "wijkteam"}
RECOVERED: tuple[Feit, ...] = tuple(
    {"soort": "herstelpunt", "persoon": name, "punt": punt, "stand": "bereikt"}
    for name in ("anna", "ben", "kim")
    for punt in ("identiteit", "sociale_rollen", "meedoen")
)
RONDES = {"rust": ((1, "7+"), (40, "7+"), (LAST - 20, "7+")), "zorg": ((LAST - 50, "6"), (LAST - 20, "7"))}


def a_story(name: str, hidden: list[Bericht]) -> Casus:
    """Let a quiet household in: in its third phase, or in its second with a first 7; and beside it what is hidden."""
    told = [Bericht("v", VT, 2, (*LEDEN, CONDITION)), Bericht("m", VT, 41, (FOLLOWED, *RECOVERED))]
    rounds = [bericht for day, figure in RONDES[name] for bericht in a_round(day, figure)]
    casus = took_in(None, BEGIN)
    for bericht in sorted([*told, *rounds, *hidden], key=lambda b: (b.dag, b.naam)):
        casus = took_in(casus, bericht)
    return casus


def concluded(casus: Casus, rules: list[dict[str, Json]]) -> dict[str, Json]:
    """Give everything that is derived, without the phase and the sentence: a rule may share those alone."""
    inhoud: Object = given_to(AGENT, casus, rules, PEIL).uitsnede.inhoud
    fase = inhoud["fase"]
    assert isinstance(fase, dict)
    found: dict[str, Json] = {key: value for key, value in fase.items() if key not in {*VAST, "poort"}}
    return found | {"geldigheid": at(fase, "poort", "geldigheid"), "dekking": inhoud.get("dekking")}


days = st.integers(3, LAST)
HIDDEN: dict[str, st.SearchStrategy[Feit]] = {
    "cijfer": figures.map(a_score),
    "incident": one("incident", aard=st.sampled_from(["geweld", "onveilig", "dreiging"]), omschrijving=words),
    "herstel": one(
        "herstelpunt", persoon=who, punt=st.sampled_from(["identiteit", "meedoen"]), stand=st.sampled_from(["bereikt", "nog_niet"])
    ),
    "monitor": one("monitor", contactOp=days.map(a_day), overgenomenDoor=st.one_of(st.none(), words)),
    "regie": one("structurele_onveiligheid", reden=words, van=days.map(a_day)),
    "voorwaarde": one("veiligheidsvoorwaarde", tekst=words, termijn=st.just(a_day(80)), beschermt=who.map(lambda name: [name])),
}


def test_story_reaches_what_it_is_about() -> None:
    calm, worried = (concluded(a_story(name, []), [a_rule("alles")]) for name in RONDES)
    assert (calm["hersteldEnDeelnemend"], calm["afsluitenTeWegen"]) == (True, True)
    assert any("voorlopigTot" in row for row in rows(worried, "geldigheid"))
    assert [row["beschermt"] for row in rows(calm, "dekking")] != [[]]


@pytest.mark.parametrize("story", sorted(RONDES))
@pytest.mark.parametrize("categorie", sorted(HIDDEN))
@given(data=st.data())
@settings(max_examples=50, deadline=None)
def test_fact_that_rules_hide_can_be_taken_away_and_no_conclusion_changes(categorie: str, story: str, data: st.DataObject) -> None:
    rules = [a_rule("alles"), a_rule("niet", categorieen=[categorie], actie="onthouden")]
    hidden = [Bericht("h", VT, data.draw(days), (data.draw(HIDDEN[categorie]),))]
    with_, without = a_story(story, [BARE, *hidden]), a_story(story, [BARE])
    if judged(with_, PEIL).sporen[-1].fase == judged(without, PEIL).sporen[-1].fase:
        assert json.dumps(concluded(with_, rules)) == json.dumps(concluded(without, rules))


BARE = Bericht("leden", VT, 0, LEDEN)


@pytest.mark.req("VISIE-48")
def test_coverage_for_who_sees_everything_is_what_the_evaluator_concludes() -> None:
    casus = a_story("zorg", [])
    (result,) = judged(casus, PEIL).sporen
    shown = [(row["voorwaarde"], row["stand"], row["beschermt"]) for row in rows(concluded(casus, [a_rule("alles")]), "dekking")]
    assert shown == [(row.voorwaarde, row.stand, [f"ps-{persoon}" for persoon in row.beschermt]) for row in result.dekking]
