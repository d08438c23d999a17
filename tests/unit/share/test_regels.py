"""Which rules are about a recipient and a field, and which of them decides: each condition of a rule by itself."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie, Deelregel, Minimalisering, Regelset
from ketenhub.domain.gegeven import Categorie
from ketenhub.share.regels import FASEVELD, Positie, Veld, Zelfde, compile_rules, rules_for
from tests.unit.share.test_fase import a_rule

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

OIN, ANDER = "0" * 19 + "5", "0" * 19 + "6"
DAG = date(2026, 6, 30)
POSITIE = Positie(OIN, "ggz", "slachtoffer", 2, ("kindermishandeling",), DAG, frozenset({"samenloop"}))
VELD = Veld("incident", "omschrijving", Categorie.INCIDENT, "politie", frozenset({"toets"}))


def a_set(*regels: dict[str, Json], **afspraak: Json) -> Regelset:
    """Read rules, with one agreement beside them where it is told of."""
    afspraken = [{"id": "convenant", "naam": "Convenant", **afspraak}] if afspraak else []
    return Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": afspraken, "regels": list(regels)}))


def deciding(*regels: dict[str, Json], positie: Positie = POSITIE, veld: Veld = VELD) -> Deelregel | None:
    """Give the rule that decides about a field."""
    return compile_rules(a_set(a_rule("fase", categorieen=["fase"]), *regels), positie).deciding(veld)


def decides(*regels: dict[str, Json], positie: Positie = POSITIE, veld: Veld = VELD) -> str | None:
    """Give the name of the rule that decides about a field."""
    found = deciding(*regels, positie=positie, veld=veld)
    return None if found is None else found.id


@pytest.mark.parametrize(
    ("voorwaarde", "fits"),
    [
        ({"ontvangerSoorten": ["ggz", "gemeente"]}, True),
        ({"ontvangerSoorten": ["gemeente"]}, False),
        ({"ontvangers": [ANDER, OIN]}, True),
        ({"ontvangers": [ANDER]}, False),
        ({"sporen": ["slachtoffer", "beide"]}, True),
        ({"sporen": ["pleger"]}, False),
        ({"fasen": [2]}, True),
        ({"fasen": [1, 3]}, False),
        ({"geweldsoorten": ["ouderenmishandeling", "kindermishandeling"]}, True),
        ({"geweldsoorten": ["ouderenmishandeling"]}, False),
        ({"omstandigheden": ["onderzoek", "samenloop"]}, True),
        ({"omstandigheden": ["onderzoek"]}, False),
        ({"van": "2026-06-30"}, True),
        ({"van": "2026-07-01"}, False),
        ({"tot": "2026-06-30"}, True),
        ({"tot": "2026-06-29"}, False),
        ({"feitsoorten": ["incident"]}, True),
        ({"feitsoorten": ["melding"]}, False),
        ({"velden": ["omschrijving"]}, True),
        ({"velden": ["aard"]}, False),
        ({"bronSoorten": ["politie"]}, True),
        ({"bronSoorten": ["ggz"]}, False),
        ({"categorieen": ["melding"]}, False),
        ({"opToestemming": True, "doel": "toets"}, True),
        ({"opToestemming": True, "doel": "iets anders"}, False),
    ],
)
def test_every_condition_of_a_rule_narrows_it(voorwaarde: dict[str, Json], fits: bool) -> None:
    assert decides(a_rule("r", **voorwaarde)) == ("r" if fits else None)


@pytest.mark.parametrize(
    ("streng", "los"),
    [
        ({"actie": "onthouden"}, {"actie": "minimaliseren", "minimalisering": "aanwezigheid"}),
        ({"actie": "onthouden"}, {"actie": "delen"}),
        ({"actie": "minimaliseren", "minimalisering": "initialen"}, {"actie": "delen"}),
        ({"actie": "minimaliseren"}, {"actie": "minimaliseren", "minimalisering": "jaartal"}),
        (
            {"actie": "minimaliseren", "minimalisering": "aanwezigheid"},
            {"actie": "minimaliseren", "minimalisering": "jaartal"},
        ),
        (
            {"actie": "minimaliseren", "minimalisering": "jaartal"},
            {"actie": "minimaliseren", "minimalisering": "initialen"},
        ),
        (
            {"actie": "minimaliseren", "minimalisering": "aanwezigheid"},
            {"actie": "minimaliseren", "minimalisering": "initialen"},
        ),
    ],
)
def test_strictest_rule_decides_whatever_the_names_of_the_rules(streng: dict[str, Json], los: dict[str, Json]) -> None:
    assert decides(a_rule("a", **los), a_rule("z", **streng)) == "z"


def test_of_rules_that_are_equally_strict_the_first_by_name_decides() -> None:
    assert decides(a_rule("b"), a_rule("a"), a_rule("c")) == "a"


def test_rules_are_given_the_strictest_first() -> None:
    regels = (a_rule("a"), a_rule("b", actie="minimaliseren"), a_rule("c", actie="onthouden"))
    assert [regel.id for regel in rules_for(a_set(*regels), POSITIE)] == ["c", "b", "a"]


@pytest.mark.req("ROUTE-05")
@pytest.mark.parametrize(
    ("alleen", "gedeeld"), [(frozenset({Categorie.INCIDENT}), [True, False]), (frozenset({Categorie.MELDING}), [False, True])]
)
def test_person_with_whom_little_was_agreed_gets_of_a_wide_rule_no_more_than_that(
    alleen: frozenset[Categorie], gedeeld: list[bool]
) -> None:
    stand = compile_rules(a_set(a_rule("r")), POSITIE._replace(alleen=alleen))
    assert [stand.allowed(VELD._replace(categorie=kind)) is not None for kind in (Categorie.INCIDENT, Categorie.MELDING)] == gedeeld


def test_rule_of_which_nothing_was_agreed_with_a_person_is_no_rule() -> None:
    positie = POSITIE._replace(alleen=frozenset({Categorie.MELDING}))
    assert rules_for(a_set(a_rule("r", categorieen=["incident"])), positie) == ()


def test_rule_that_withholds_holds_whole_whatever_was_agreed_with_a_person() -> None:
    positie = POSITIE._replace(alleen=frozenset({Categorie.MELDING}))
    assert decides(a_rule("r"), a_rule("dicht", actie="onthouden"), positie=positie) == "dicht"


@pytest.mark.req("MDA-47")
@pytest.mark.parametrize(("actie", "after"), [("delen", None), ("minimaliseren", Actie.ONTHOUDEN), ("onthouden", Actie.ONTHOUDEN)])
def test_when_an_agreement_ends_what_it_shared_is_gone_and_what_it_made_smaller_is_withheld(actie: str, after: Actie | None) -> None:
    regels = a_set(a_rule("r", actie=actie, afspraak="convenant"), van="2026-01-01", tot="2026-06-29")
    found = compile_rules(regels, POSITIE._replace(fase=None)).deciding(VELD)
    assert (found and found.actie) == after


def test_rule_can_name_the_phase_itself_as_its_field() -> None:
    assert decides(a_rule("r", categorieen=["fase"], velden=["fase"]), positie=POSITIE._replace(fase=None), veld=FASEVELD) == "fase"
    assert compile_rules(a_set(a_rule("r", velden=["fase"])), POSITIE).allowed(FASEVELD) is not None


@pytest.mark.parametrize("fase", [{"actie": "onthouden"}, {"actie": "minimaliseren"}, {"fasen": [3]}])
def test_rule_for_a_phase_is_not_about_who_does_not_see_that_phase_as_it_is(fase: dict[str, Json]) -> None:
    regels = a_set(a_rule("fase", **{"categorieen": ["fase"], **fase}), a_rule("r", categorieen=["incident"], fasen=[2]))
    assert compile_rules(regels, POSITIE).deciding(VELD) is None


@pytest.mark.parametrize(("actie", "zonder_fase"), [("delen", None), ("minimaliseren", Actie.ONTHOUDEN), ("onthouden", Actie.ONTHOUDEN)])
def test_what_holds_back_in_some_phase_holds_in_all_from_who_does_not_see_the_phase_and_in_no_other_from_who_does(
    actie: str, zonder_fase: Actie | None
) -> None:
    regels = a_set(a_rule("fase", categorieen=["fase"]), a_rule("r", categorieen=["incident"], actie=actie, fasen=[3]))
    found = [compile_rules(regels, POSITIE._replace(fase=fase)).deciding(VELD) for fase in (None, 2)]
    assert [one and one.actie for one in found] == [zonder_fase, None]


def test_allowed_is_what_shares_or_makes_smaller_and_not_what_withholds() -> None:
    found = [compile_rules(a_set(a_rule("r", actie=actie)), POSITIE).allowed(VELD) is not None for actie in Actie]
    assert found == [True, True, False]


def test_rules_are_compiled_once_for_a_position_and_two_versions_of_one_name_are_never_taken_for_each_other() -> None:
    een, ander = a_set(a_rule("r")), a_set(a_rule("r"))
    assert compile_rules(een, POSITIE) is compile_rules(een, POSITIE)
    assert compile_rules(een, POSITIE) is not compile_rules(ander, POSITIE)


def test_set_of_rules_as_a_key_equals_itself_alone() -> None:
    een, ander = a_set(a_rule("r")), a_set(a_rule("r"))
    assert [Zelfde(een) == other for other in (Zelfde(een), Zelfde(ander), "v")] == [True, False, False]


def test_way_of_making_smaller_of_the_deciding_rule_is_kept() -> None:
    found = deciding(a_rule("r", actie="minimaliseren", minimalisering="jaartal"))
    assert found is not None
    assert found.minimalisering is Minimalisering.JAARTAL
