"""What an example of a rule proves, and what else a rule set is held to: each bound by itself."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Deelregel, Regelset
from ketenhub.share.keuren import Kent, examine, example_day, late_rules, run_example
from tests.unit.share.test_keuren import KENT, VOORBEELD, a_rule, a_set

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

OIN = "0" * 20
OP = date(2026, 6, 30)


def found(*rules: dict[str, Json], kent: Kent = KENT) -> list[tuple[str, str]]:
    """Give everything that is found in a set: places and words."""
    return [(one.plaats, one.reden) for one in examine(a_set(*rules), kent)]


def of_hub(veld: str, categorie: str) -> dict[str, Json]:
    """Give a rule on one thing that the hub derives, with its example."""
    example: Json = {**VOORBEELD, "feitsoort": "hub", "veld": veld, "bronSoort": "hub"}
    return a_rule(veld, categorieen=[categorie], feitsoorten=["hub"], velden=[veld], voorbeelden=[example])


@pytest.mark.parametrize(
    "regel",
    [
        a_rule(fasen=[1, 2, 3], voorbeelden=[{**VOORBEELD, "fase": 1}]),
        a_rule(tot="2026-01-01"),
        a_rule(bronSoorten=["gemeente", "hub"]),
        of_hub("deelnames", "betrokkenheid"),
        of_hub("regie", "regie"),
        of_hub("signaal", "signaal"),
    ],
)
def test_what_exists_may_be_named_and_a_rule_may_hold_for_one_day(regel: dict[str, Json]) -> None:
    assert found(regel, of_hub("fase", "fase")) == []


@pytest.mark.parametrize("fase", [0, 4])
def test_phase_that_there_is_not_may_not_be_named(fase: int) -> None:
    assert ("/regels/0/fasen/0", "deze fase bestaat niet") in found(a_rule(fasen=[fase]))


@pytest.mark.parametrize(
    "rest",
    [
        {"categorieen": ["incident"], "feitsoorten": ["incident"], "velden": ["gemeente"]},
        {"categorieen": ["locatie"], "feitsoorten": ["incident"], "velden": ["aard"]},
        {"categorieen": ["cijfer"], "feitsoorten": ["incident"]},
    ],
)
def test_rule_that_fits_no_field_at_all_is_no_rule(rest: dict[str, Json]) -> None:
    assert ("/regels/0/categorieen", "deze regel past op geen enkel veld") in found(a_rule(**rest))


@pytest.mark.parametrize(
    ("rest", "warned"),
    [
        ({}, False),
        ({"tot": "2026-12-31"}, False),
        ({"actie": "onthouden"}, False),
        ({"actie": "onthouden", "tot": "2026-12-31"}, True),
        ({"actie": "minimaliseren", "tot": "2026-12-31"}, True),
    ],
)
def test_end_of_a_rule_that_withholds_or_makes_smaller_is_pointed_out(rest: dict[str, Json], warned: bool) -> None:
    words = ("/regels/0/tot", "let op: als deze regel eindigt, kan er meer zichtbaar worden")
    assert (words in found(a_rule(**rest))) is warned


def test_basis_that_no_lawyer_confirmed_is_pointed_out() -> None:
    loose = a_rule(grondslag={"wet": "Wmo 2015", "artikel": "4.1.1"})
    assert found(loose) == [("/regels/0/grondslag", "let op: een jurist heeft deze grondslag nog niet bevestigd")]


def shown(regel: dict[str, Json], *others: dict[str, Json], **voorbeeld: Json) -> tuple[str | None, bool]:
    """Run one example of a rule, with other rules beside it."""
    with_example = {**regel, "voorbeelden": [{**VOORBEELD, **voorbeeld}]}
    regels = a_set(with_example, *others)
    return run_example(regels, regels.regels[0], regels.regels[0].voorbeelden[0])


OTHER = a_rule("ander")


@pytest.mark.parametrize(
    ("regel", "others", "voorbeeld", "shows"),
    [
        (a_rule(), (), {}, True),
        (a_rule(), (OTHER,), {}, True),
        (a_rule(ontvangerSoorten=["gemeente"]), (OTHER,), {}, False),
        (a_rule(velden=["aard"]), (OTHER,), {}, False),
        (a_rule(), (a_rule("dicht", actie="onthouden"),), {"actie": "onthouden"}, False),
        (a_rule(), (a_rule("klein", actie="minimaliseren"),), {"actie": "minimaliseren"}, False),
        (a_rule(ontvangerSoorten=["gemeente"]), (), {"actie": "onthouden"}, False),
        (a_rule(ontvangers=[OIN]), (), {"ontvanger": OIN}, True),
        (a_rule(ontvangers=[OIN]), (), {"actie": "onthouden"}, False),
    ],
)
def test_example_shows_a_rule_only_where_that_rule_is_about_the_field_and_its_own_outcome_is_what_happens(
    regel: dict[str, Json], others: tuple[dict[str, Json], ...], voorbeeld: dict[str, Json], shows: bool
) -> None:
    assert shown(regel, *others, **voorbeeld) == (None, shows)


@pytest.mark.parametrize(
    ("regel", "others", "voorbeeld", "words"),
    [
        (a_rule(), (), {"veld": "verzonnen"}, "dit veld bestaat niet"),
        (a_rule(), (), {"feitsoort": "verzonnen"}, "dit veld bestaat niet"),
        (a_rule(ontvangerSoorten=["gemeente"]), (), {}, "verwacht was delen, het wordt onthouden: geen regel deelt dit"),
        (a_rule(), (a_rule("dicht", actie="onthouden"),), {}, "verwacht was delen, het wordt onthouden: regel dicht beslist"),
        (a_rule(), (), {"actie": "onthouden"}, "verwacht was onthouden, het wordt delen: regel r beslist"),
    ],
)
def test_example_that_turns_out_otherwise_says_what_was_expected_what_happens_and_by_what(
    regel: dict[str, Json], others: tuple[dict[str, Json], ...], voorbeeld: dict[str, Json], words: str
) -> None:
    assert shown(regel, *others, **voorbeeld) == (words, False)


def test_one_example_that_shows_the_rule_is_enough_wherever_it_stands() -> None:
    away: Json = {**VOORBEELD, "ontvangerSoort": "gemeente", "actie": "onthouden"}
    assert [found(a_rule(voorbeelden=rows)) for rows in ([VOORBEELD, away], [away, VOORBEELD])] == [[], []]
    assert found(a_rule(voorbeelden=[away])) == [("/regels/0/voorbeelden", "geen voorbeeld laat zien wat deze regel doet")]


def day_of(regel: dict[str, Json], *others: dict[str, Json], op: str | None = None) -> date:
    """Give the day on which the example of a rule is run."""
    regels = a_set({**regel, "voorbeelden": [{**VOORBEELD, "op": op}]}, *others)
    return example_day(regels, regels.regels[0], regels.regels[0].voorbeelden[0])


@pytest.mark.parametrize(
    ("regel", "op", "dag"),
    [
        ({}, None, date(2026, 3, 1)),
        ({"tot": "2026-02-01"}, None, date(2026, 2, 1)),
        ({"tot": "2026-12-31"}, None, date(2026, 3, 1)),
        ({"tot": "2026-02-01"}, "2026-05-05", date(2026, 5, 5)),
    ],
)
def test_example_is_run_on_its_own_day_or_when_all_rules_have_begun_and_its_own_has_not_ended(
    regel: dict[str, Json], op: str | None, dag: date
) -> None:
    assert day_of(a_rule(**regel), a_rule("later", van="2026-03-01"), op=op) == dag


def test_example_of_a_rule_that_is_in_no_set_is_run_on_the_first_day_of_that_rule() -> None:
    regel = Deelregel.model_validate_json(json.dumps(a_rule()))
    assert example_day(Regelset(versie="v", regels=()), regel, regel.voorbeelden[0]) == date(2026, 1, 1)


def a_world(*rules: dict[str, Json], afspraken: tuple[str | None, ...] = ()) -> Regelset:
    """Build a set with agreements that begin on these days."""
    held: list[Json] = [{"id": f"a{n}", "naam": "A", "van": van, "tot": "2027-12-31" if van else None} for n, van in enumerate(afspraken)]
    return Regelset.model_validate_json(json.dumps({"versie": "v", "afspraken": held, "regels": rules}))


def test_rule_or_agreement_that_is_new_and_begins_after_the_day_is_late() -> None:
    after = a_world(
        a_rule("a", van="2026-06-30"), a_rule("b", van="2026-07-01"), afspraken=(None, "2026-06-30", "2026-07-01", "2026-08-01")
    )
    assert late_rules(a_world(), after, OP) == ("/afspraken/2/van", "/afspraken/3/van", "/regels/1/van")


def test_rule_or_agreement_that_stood_there_already_is_not_late() -> None:
    before = a_world(a_rule("b", van="2026-07-01"), afspraken=("2026-07-01",))
    assert late_rules(before, before, OP) == ()
    assert late_rules(before, a_world(a_rule("b", van="2026-07-02"), afspraken=("2026-07-02",)), OP) == (
        "/afspraken/0/van",
        "/regels/0/van",
    )
