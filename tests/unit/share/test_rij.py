"""One item as a recipient reads it: references to what is hidden are absent at every depth, and what is no text stays as it is."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import at, rows
from ketenhub.share.gereed import prepare
from ketenhub.share.keuze import choose, make_chooser
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.rij import Lezing, Tafel
from ketenhub.share.tekst import Noemer
from tests.unit.share.rijk import a_plan, base_rules, person_view
from tests.unit.share.test_mensen import a_check
from tests.unit.share.test_share import INCIDENT, POLITIE, SOORTEN, a_casus, a_rule, an_item, decided

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

HIDDEN = an_item("i4", INCIDENT, nietVerder=True)


def a_reading() -> Lezing:
    """Give how a field reads in which persons, facts and words stand, to the police, who see the fact i3 and not i4."""
    gereed = prepare(a_casus(an_item("i3", INCIDENT), HIDDEN))
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("r")]}))
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, SOORTEN, lambda persoon: f"ps-{persoon}")
    kiezer = make_chooser(gereed, None, Ontvanger(POLITIE, "politie", "onverdeeld", regie=False, verwijzing="w"), omgeving)
    tafel = Tafel(gereed, kiezer, choose(gereed, kiezer), Noemer({}, {"p-1": "kind"}, {}))
    return Lezing({("v",): "feit", ("v", "wie"): "persoon", ("v", "feit"): "feit", ("v", "tekst"): "tekst"}, tafel)


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("i3", "i3"),
        (["i3", "i4", "i3"], ["i3", "i3"]),
        ({"feit": "i3"}, {"feit": "i3"}),
        ({"feit": "i4", "wie": "p-1"}, {"wie": "ps-p-1"}),
        ([{"feit": "i4"}, {"feit": "i3"}], [{}, {"feit": "i3"}]),
        ({"tekst": "@{p-1|Mila} viel."}, {"tekst": "kind viel."}),
        ({"aantal": 3, "zeker": True, "niets": None}, {"aantal": 3, "zeker": True, "niets": None}),
    ],
)
def test_reference_to_what_is_hidden_is_absent_at_every_depth_and_the_rest_reads_as_it_is(value: Json, read: Json) -> None:
    assert a_reading().value(value, ("v",)) == read


def test_hidden_ones_among_references_are_left_out_of_the_row() -> None:
    factor: dict[str, Json] = {"soort": "beschermende_factor", "tekst": "Oma belt.", "situaties": ["i3", "i4", "i9"]}
    casus = a_casus(an_item("i3", INCIDENT), HIDDEN, an_item("i5", factor))
    (row,) = rows(decided(casus, [a_rule("r")]).uitsnede.inhoud, "beschermendeFactoren")
    assert row["situaties"] == ["i3"]


@pytest.mark.req("MDA-46")
def test_origin_before_the_people_is_a_day_and_nothing_else() -> None:
    view = person_view(a_plan(a_check("afspraak", "betrokkene")), "anna", base_rules())
    assert [at(row, "herkomst") for row in rows(view, "veiligheidsafspraken")] == [{"geldigOp": "2026-01-10"}]
