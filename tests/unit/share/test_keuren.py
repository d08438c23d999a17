"""A rule set is held to what it must be: everything it names exists, it can be meant, and its examples turn out as written."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.main import own_rules
from ketenhub.share.grenzen import Grenzen, weigh
from ketenhub.share.keuren import Kent, examine, late_rules
from ketenhub.share.vergelijken import compare
from ketenhub.share.verschil import Cel, Telling

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

KENT = Kent(frozenset({"politie", "gemeente", "veilig_thuis", "reclassering"}), frozenset({"0" * 20}))
VOORBEELD: dict[str, Json] = {
    "ontvangerSoort": "politie",
    "feitsoort": "incident",
    "veld": "omschrijving",
    "bronSoort": "gemeente",
    "actie": "delen",
}


def a_rule(ident: str = "r", /, **rest: Json) -> dict[str, Json]:
    """Build a rule that is right, but for what is said otherwise."""
    return {
        "id": ident,
        "ontvangerSoorten": ["politie"],
        "categorieen": ["incident"],
        "doel": "toets",
        "grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1", "bevestigd": True},
        "noodzaak": "directe_veiligheid",
        "actie": "delen",
        "van": "2026-01-01",
        "toelichting": "voorbeeld",
        "voorbeelden": [VOORBEELD],
        **rest,
    }


def a_set(*rules: dict[str, Json]) -> Regelset:
    """Build a rule set."""
    return Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))


def faults(*rules: dict[str, Json]) -> list[str]:
    """Give the places of what blocks."""
    return [one.plaats for one in examine(a_set(*rules), KENT) if one.blokkeert]


def test_rule_that_is_right_has_no_fault() -> None:
    assert faults(a_rule()) == []


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"ontvangerSoorten": ["politie", "verzonnen"]}, "/regels/0/ontvangerSoorten/1"),
        ({"ontvangers": ["9" * 20]}, "/regels/0/ontvangers/0"),
        ({"bronSoorten": ["verzonnen", "gemeente"]}, "/regels/0/bronSoorten/0"),
        ({"feitsoorten": ["incident", "verzonnen"]}, "/regels/0/feitsoorten/1"),
        ({"velden": ["omschrijving", "verzonnen"]}, "/regels/0/velden/1"),
        ({"feitsoorten": ["incident"], "velden": ["omschrijving", "cijfer"]}, "/regels/0/velden/1"),
        ({"fasen": [4], "voorbeelden": []}, "/regels/0/fasen/0"),
        ({"tot": "2025-01-01", "voorbeelden": []}, "/regels/0/tot"),
        ({"minimalisering": "jaartal"}, "/regels/0/minimalisering"),
        ({"categorieen": [], "voorbeelden": []}, "/regels/0/categorieen"),
        ({"categorieen": ["bsn"], "feitsoorten": ["incident"], "voorbeelden": []}, "/regels/0/categorieen"),
        ({"voorbeelden": []}, "/regels/0/voorbeelden"),
        ({"voorbeelden": [VOORBEELD, {**VOORBEELD, "actie": "onthouden"}]}, "/regels/0/voorbeelden/1"),
        ({"voorbeelden": [VOORBEELD, {**VOORBEELD, "veld": "verzonnen"}]}, "/regels/0/voorbeelden/1"),
        ({"voorbeelden": [{**VOORBEELD, "ontvangerSoort": "gemeente", "actie": "onthouden"}]}, "/regels/0/voorbeelden"),
        ({"voorbeelden": [{**VOORBEELD, "op": "2025-01-01"}]}, "/regels/0/voorbeelden/0"),
    ],
)
def test_fault_is_named_with_its_place(wrong: dict[str, Json], place: str) -> None:
    assert place in faults(a_rule(**wrong))


def test_two_rules_of_one_name_are_a_fault() -> None:
    assert faults(a_rule(), a_rule()) == ["/regels/1/id"]


def test_stricter_rule_makes_the_example_of_another_a_fault() -> None:
    closed = a_rule("dicht", actie="onthouden", voorbeelden=[{**VOORBEELD, "actie": "onthouden"}])
    assert "/regels/0/voorbeelden/0" in faults(a_rule(), closed)


def test_stricter_rule_that_begins_later_already_counts_in_the_examples() -> None:
    closed = a_rule("dicht", actie="onthouden", van="2030-01-01", voorbeelden=[{**VOORBEELD, "actie": "onthouden"}])
    assert "/regels/0/voorbeelden/0" in faults(a_rule(), closed)


def test_rule_that_says_the_same_as_another_breaks_no_example() -> None:
    assert faults(a_rule("b"), a_rule("a")) == []


def test_way_of_minimising_is_part_of_the_example() -> None:
    rule = a_rule(actie="minimaliseren", minimalisering="jaartal", voorbeelden=[{**VOORBEELD, "actie": "minimaliseren"}])
    assert "/regels/0/voorbeelden/0" in faults(rule)


def test_closing_rule_that_ends_is_pointed_out_and_does_not_block() -> None:
    rule = a_rule(actie="onthouden", tot="2027-01-01", voorbeelden=[{**VOORBEELD, "actie": "onthouden"}])
    assert [(one.plaats, one.blokkeert) for one in examine(a_set(rule), KENT)] == [("/regels/0/tot", False)]


def test_basis_that_no_lawyer_confirmed_is_pointed_out() -> None:
    rule = a_rule(grondslag={"wet": "Wmo 2015", "artikel": "4.1.1"})
    assert [(one.plaats, one.blokkeert) for one in examine(a_set(rule), KENT)] == [("/regels/0/grondslag", False)]


def test_every_rule_that_comes_with_the_hub_has_an_example_that_turns_out_as_written() -> None:
    own = own_rules()
    kinds = {soort for regel in own.regels for soort in (*regel.ontvanger_soorten, *regel.bron_soorten)}
    # a rule that is added gets its example in share/basisvoorbeelden.json
    assert [(one.plaats, one.reden) for one in examine(own, Kent(frozenset(kinds), frozenset())) if one.blokkeert] == []


def test_new_rule_that_begins_after_the_day_is_late_and_a_known_one_is_not() -> None:
    later = a_rule("later", van="2027-01-01")
    assert late_rules(a_set(later), a_set(later, a_rule("ook", van="2027-01-01")), date(2026, 6, 1)) == ("/regels/1/van",)


AFSPRAAK: dict[str, Json] = {"id": "a", "naam": "Afspraak van de gemeente"}


def with_agreement(*rules: dict[str, Json], **period: Json) -> Regelset:
    """Build a rule set with an agreement."""
    return Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": [{**AFSPRAAK, **period}], "regels": rules}))


def test_example_shows_what_a_rule_does_once_its_agreement_holds() -> None:
    assert [one for one in examine(with_agreement(a_rule(afspraak="a")), KENT) if one.blokkeert] == []


@pytest.mark.parametrize(("toestemming", "right"), [(["toets"], True), ([], False)])
def test_example_says_for_which_purpose_there_is_consent(toestemming: list[Json], right: bool) -> None:
    example: dict[str, Json] = {**VOORBEELD, "toestemmingVoor": toestemming}
    assert (faults(a_rule(opToestemming=True, voorbeelden=[example])) == []) == right


def test_example_says_in_which_circumstance_it_is() -> None:
    rule = a_rule(omstandigheden=["onderzoek"])
    assert (faults(rule) != [], faults({**rule, "voorbeelden": [{**VOORBEELD, "omstandigheden": ["onderzoek"]}]})) == (True, [])


def test_agreement_that_begins_after_the_day_is_late() -> None:
    later = with_agreement(van="2027-01-01", tot="2028-01-01")
    assert late_rules(with_agreement(), later, date(2026, 6, 1)) == ("/afspraken/0/van",)


def test_comparison_tells_from_when_an_agreement_holds() -> None:
    (found,) = compare(with_agreement(), with_agreement(van="2027-01-01", tot="2028-01-01"))
    assert (found.regel, found.zinnen) == ("afspraak a", ("geldt van 2027-01-01 tot 2028-01-01",))


def test_comparison_tells_new_gone_and_changed_rules_in_this_order() -> None:
    found = compare(a_set(a_rule("weg"), a_rule("x")), a_set(a_rule("x", actie="onthouden"), a_rule("nieuw")))
    assert [(one.regel, one.soort) for one in found] == [("nieuw", "nieuw"), ("weg", "vervallen"), ("x", "gewijzigd")]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"actie": "onthouden"}, "de actie was delen, wordt onthouden"),
        ({"ontvangerSoorten": []}, "de soorten ontvangers waren politie, worden geen voorwaarde"),
        ({"tot": "2027-01-01"}, "de laatste dag was geen voorwaarde, wordt 2027-01-01"),
        ({"toelichting": "anders"}, "de toelichting is anders"),
        (
            {"grondslag": {"wet": "Wmo 2015", "artikel": "4.1.1"}},
            "de grondslag was Wmo 2015 4.1.1, wordt Wmo 2015 4.1.1 en is niet meer bevestigd",
        ),
    ],
)
def test_comparison_says_what_changed(change: dict[str, Json], sentence: str) -> None:
    assert compare(a_set(a_rule()), a_set(a_rule(**change)))[0].zinnen == (sentence,)


def test_new_rule_is_told_in_full() -> None:
    (found,) = compare(a_set(), a_set(a_rule(velden=["omschrijving"], fasen=[1])))
    what = "delen met politie: incident; alleen velden omschrijving; in fase 1. Doel: toets. Nodig voor: directe_veiligheid."
    assert found.zinnen == (f"{what} Grondslag: Wmo 2015 artikel 4.1.1. Vanaf 2026-01-01.",)


def test_same_rules_differ_in_nothing() -> None:
    assert compare(a_set(a_rule()), a_set(a_rule())) == ()


def a_cell(categorie: str) -> Cel:
    """Build a line of a difference."""
    return Cel(f"feit.{categorie}", categorie, "politie", "0" * 20)


@pytest.mark.parametrize(
    ("telling", "blocks"),
    [(Telling(nieuw=1), True), (Telling(ruimer=1, anders=1), True), (Telling(anders=1), False), (Telling(weg=1), False)],
)
def test_closed_category_blocks_what_opens_and_not_what_closes(telling: Telling, blocks: bool) -> None:
    assert bool(weigh({a_cell("bsn"): telling}, Grenzen()).geblokkeerd) == blocks


@pytest.mark.parametrize(("opens", "confirm"), [(10, False), (11, True)])
def test_above_the_limit_somebody_must_confirm(opens: int, confirm: bool) -> None:
    oordeel = weigh({a_cell("cijfer"): Telling(nieuw=opens - 1, ruimer=1, anders=1)}, Grenzen(bevestig_boven=10))
    assert (oordeel.opent, oordeel.bevestigen) == (opens, confirm)
