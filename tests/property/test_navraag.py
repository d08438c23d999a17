"""Asking why tells no more than looking: what an asker does not see changes no byte of any answer about decisions."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ketenhub.domain.delen import Regelset
from ketenhub.flow.beeld import cut, row_of
from ketenhub.flow.besluiten import Feiten, Grond, Vraagpunt, as_bytes, decisions, phases_in
from ketenhub.share.ontvanger import Ontvanger
from tests.property.test_share import (
    AGENT,
    BEGIN,
    DELING,
    GEMEENTE,
    GGZ,
    LEDEN,
    OPEN,
    OPVANG,
    PEILDATUM,
    POLITIE,
    RECLASSERING,
    SOORTEN,
    TOEZICHT,
    VT,
    Bericht,
    Feit,
    a_rule,
    bytes_of,
    days,
    facts,
    given_to,
    judged,
    lived,
    numbered,
    took_in,
    victim_messages,
)

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json

FEW = settings(max_examples=60, deadline=None)
OVER = (VT, POLITIE, GEMEENTE, RECLASSERING, OPVANG, GGZ)
# rules that rest on what goes on, each beside one that does not: which of them decides would tell that it goes on
SMAL: list[dict[str, Json]] = [
    a_rule("alles"),
    a_rule("a-straf", omstandigheden=["samenloop"]),
    a_rule("a-stalking", geweldsoorten=["stalking"]),
    a_rule("b-klein", omstandigheden=["samenloop"], ontvangerSoorten=["gemeente"], actie="minimaliseren", categorieen=["incident"]),
    a_rule("b-dicht", geweldsoorten=["stalking"], ontvangerSoorten=["gemeente"], actie="onthouden", categorieen=["situatie"]),
]


def answers(casus: Casus, wie: Ontvanger, rules: list[dict[str, Json]]) -> bytes:
    """Give everything that an asker who does not direct is told, about itself and about everyone else."""
    beeld = cut(casus, judged(casus))[row_of(wie.spoor)]
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    told = []
    for oin in OVER:
        over = Ontvanger(oin, SOORTEN[oin], "", regie=False, verwijzing="")
        grond = Grond(Vraagpunt(oin), PEILDATUM, wie, over, phases_in(beeld.beoordeling), None, SOORTEN)
        told.append(decisions(grond, Feiten(beeld.casus, None), regels, lambda persoon: f"ps-{persoon}"))
    return as_bytes({"alles": told})


def a_story(extra: list[Bericht]) -> Casus:
    """Let an unsplit household in, with who takes part."""
    parts: list[Feit] = [{**feit, "opSpoor": None} for feit in DELING if feit["soort"] == "betrokkenheid"]
    geduwd: Feit = {"soort": "incident", "aard": "geweld", "omschrijving": "Kerkstraat.", "personen": ["anna"]}
    school: Feit = {"soort": "plaats", "persoon": "anna", "aard": "school", "straat": "Dorpsweg"}
    said = Bericht("p", POLITIE, 2, (*LEDEN, geduwd))
    place = Bericht("q", POLITIE, 3, (*LEDEN, school))
    casus = took_in(None, BEGIN)
    for bericht in sorted([Bericht("d", VT, 1, tuple(parts)), said, place, *extra], key=lambda b: (b.dag, b.naam)):
        casus = took_in(casus, bericht)
    return casus


@pytest.mark.req("MDA-20")
@given(victim_messages)
@FEW
def test_victims_side_changes_no_byte_of_what_the_perpetrators_side_is_told(drawn: list[tuple[str, int, list[Feit]]]) -> None:
    for wie in (TOEZICHT, replace(TOEZICHT, oin=GGZ, soort="ggz")):
        assert answers(lived(numbered(drawn)), wie, OPEN) == answers(lived([]), wie, OPEN)


hidden = st.lists(st.tuples(days, st.lists(facts, min_size=1, max_size=3)), min_size=1, max_size=3)


@given(hidden)
@FEW
def test_who_sees_the_same_is_told_the_same(drawn: list[tuple[int, list[Feit]]]) -> None:
    extra = [
        Bericht(f"h{n}", OPVANG, dag, (*LEDEN, *({**feit, "nietVerder": True} for feit in feiten))) for n, (dag, feiten) in enumerate(drawn)
    ]
    with_, without = a_story(extra), a_story([Bericht(one.naam, OPVANG, one.dag, LEDEN) for one in extra])
    assume(bytes_of(given_to(AGENT, with_, SMAL)) == bytes_of(given_to(AGENT, without, SMAL)))
    assert answers(with_, AGENT, SMAL) == answers(without, AGENT, SMAL)


def test_stories_are_told_about() -> None:
    """Guard the two properties above: an asker that is told nothing would keep them as well."""
    told = answers(a_story([]), AGENT, SMAL)
    assert (told.count(b'"zekerheid":"op_wat_u_ziet"') > 0, told.count(b'"zekerheid":"beslist"') > 0) == (True, True)
    assert answers(lived([]), TOEZICHT, OPEN).count(b'"zekerheid":"beslist"') > 0
