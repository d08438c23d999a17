"""What an asker is told about decisions: its own view and nothing beside it decides what is said."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie, Regelset
from ketenhub.share.gereed import prepare
from ketenhub.share.keuze import decided
from ketenhub.share.navraag import Kennis, as_actions, asked_about, known_by
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from ketenhub.share.uitleg import ONGEZIEN
from tests.unit.share.test_share import GEMEENTE, INCIDENT, OPVANG, POLITIE, RECLASSERING, SOORTEN, VT, a_casus, a_rule, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.navraag import Acties, Regel

DAG = date(2026, 11, 2)
KADER: dict[str, Json] = {
    "deelnames": [{"organisatie": oin, "van": "2026-11-01", "spoor": "onverdeeld"} for oin in (VT, POLITIE, GEMEENTE)],
    "regie": [{"regierol": "casusregie", "organisatie": VT}],
}
OPEN = [a_rule("vt", "veilig_thuis"), a_rule("pol", "politie"), a_rule("gem", "gemeente", categorieen=["identiteit", "rol", "regie"])]


def surroundings(rules: list[dict[str, Json]]) -> Omgeving:
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules}))
    return Omgeving(regels, DAG, {}, SOORTEN, lambda persoon: f"ps-{persoon}")


def who(oin: str, spoor: str = "onverdeeld") -> Ontvanger:
    return Ontvanger(oin, SOORTEN[oin], spoor, regie=oin == VT, verwijzing="w")


def knows(casus: Object, oin: str, rules: list[dict[str, Json]], spoor: str = "onverdeeld") -> Kennis:
    """Give what one organisation knows of a casus."""
    gereed, omgeving = prepare(casus), surroundings(rules)
    return known_by(
        gereed, who(oin, spoor), share(gereed, {"sporen": []}, who(oin, spoor), omgeving, met_besluiten=True), omgeving.pseudoniem
    )


def told(casus: Object, oin: str, over: str, rules: list[dict[str, Json]] | None = None) -> tuple[Regel, ...]:
    """Ask as one organisation about another, the way flow asks."""
    rules = rules or OPEN
    kennis, omgeving = knows(casus, oin, rules), surroundings(rules)
    echt: Acties | None = kennis.acties if over == oin else None
    if oin == VT:
        echt = as_actions(decided(prepare(casus), None, who(over), omgeving))
    return asked_about(kennis, who(over), omgeving, echt)


def a_case(*items: Json) -> Object:
    return {**a_casus(*items), **KADER}


def of_item(regels: tuple[Regel, ...], item: str) -> dict[str, tuple[Actie, str]]:
    return {r.veld: (r.besluit.actie, r.besluit.door) for r in regels if r.item == item}


def test_recipient_is_told_why_it_sees_what_it_sees() -> None:
    found = of_item(told(a_case(an_item("i3", INCIDENT)), POLITIE, POLITIE), "i3")
    assert found["omschrijving"] == (Actie.DELEN, "regel pol")


def test_recipient_is_told_nothing_of_what_it_does_not_see() -> None:
    with_, without = a_case(an_item("i3", INCIDENT)), a_case()
    assert told(with_, GEMEENTE, GEMEENTE) == told(without, GEMEENTE, GEMEENTE)


def test_person_bears_the_name_of_the_view() -> None:
    assert {r.item for r in told(a_case(), POLITIE, POLITIE)} == {"ps-p-1", "i2"}


def test_who_said_it_is_told_what_becomes_of_it_at_whom_it_sees_taking_part() -> None:
    found = told(a_case(an_item("i3", INCIDENT, POLITIE)), POLITIE, GEMEENTE)
    assert {r.item for r in found} == {"i3"}
    assert of_item(found, "i3")["omschrijving"] == (Actie.ONTHOUDEN, "geen regel deelt dit")


@pytest.mark.parametrize("over", [RECLASSERING, "9" * 20])
def test_who_takes_no_part_is_as_absent_as_who_does_not_exist(over: str) -> None:
    kennis = knows(a_case(an_item("i3", INCIDENT, POLITIE)), POLITIE, OPEN)
    assert asked_about(kennis, Ontvanger(over, "", "onverdeeld", regie=False, verwijzing="w"), surroundings(OPEN)) == ()


def test_who_sees_nobody_taking_part_asks_about_nobody_else() -> None:
    rules = [a_rule("pol", "politie", categorieen=["incident"])]
    assert told(a_case(an_item("i3", INCIDENT, POLITIE)), POLITIE, GEMEENTE, rules) == ()


def test_sender_does_not_learn_by_asking_that_there_is_a_secret_address() -> None:
    place = an_item("i4", {"soort": "plaats", "persoon": "p-1", "aard": "school", "geheim": False, "omschrijving": "De Kievit"}, POLITIE)
    hidden = an_item("i9", OPVANG, VT, nietVerder=True)
    rules = [*OPEN, a_rule("gem-plaats", "gemeente", categorieen=["locatie"])]
    assert told(a_case(place), POLITIE, GEMEENTE, rules) == told(a_case(place, hidden), POLITIE, GEMEENTE, rules)


def test_sender_does_not_learn_by_asking_that_a_name_in_its_text_is_known() -> None:
    said = an_item("i4", {**INCIDENT, "personen": [], "omschrijving": "Zilverlindelaan, daar was het."}, POLITIE)
    hidden = an_item("i9", OPVANG, VT, nietVerder=True)
    rules = [*OPEN, a_rule("gem-incident", "gemeente", categorieen=["incident"])]
    with_, without = told(a_case(said, hidden), POLITIE, GEMEENTE, rules), told(a_case(said), POLITIE, GEMEENTE, rules)
    assert with_ == without
    assert of_item(with_, "i4")["omschrijving"][0] is Actie.DELEN


def test_sender_does_not_learn_by_asking_which_rule_rests_on_a_fact_that_it_does_not_see() -> None:
    said = an_item("i4", {**INCIDENT, "personen": []}, POLITIE)
    hidden = an_item("i9", {"soort": "geweldsoort", "aard": "stalking"}, VT, nietVerder=True)
    rules = [*OPEN, a_rule("gem-stalking", "gemeente", categorieen=["incident"], geweldsoorten=["stalking"])]
    assert told(a_case(said, hidden), POLITIE, GEMEENTE, rules) == told(a_case(said), POLITIE, GEMEENTE, rules)


def test_regie_is_told_what_was_really_decided_and_of_a_hidden_ground_only_that_there_is_one() -> None:
    place = an_item("i4", {"soort": "plaats", "persoon": "p-1", "aard": "school", "geheim": False, "omschrijving": "De Kievit"}, VT)
    hidden = an_item("i9", OPVANG, POLITIE, nietVerder=True)
    rules = [*OPEN, a_rule("gem-plaats", "gemeente", categorieen=["locatie"])]
    open_, closed = (of_item(told(a_case(*items), VT, GEMEENTE, rules), "i4") for items in ([place], [place, hidden]))
    assert open_["omschrijving"] == (Actie.DELEN, "regel gem-plaats")
    assert closed["omschrijving"] == (Actie.ONTHOUDEN, ONGEZIEN)


def test_regie_is_told_of_everything_that_it_sees_and_of_nothing_else() -> None:
    found = told(a_case(an_item("i3", INCIDENT, POLITIE), an_item("i9", INCIDENT, POLITIE, nietVerder=True)), VT, GEMEENTE)
    assert {r.item for r in found} == {"ps-p-1", "i2", "i3"}


def test_own_walls_are_named_to_who_put_them_up() -> None:
    found = told(a_case(an_item("i3", INCIDENT, POLITIE, nietVerder=True)), POLITIE, GEMEENTE)
    assert of_item(found, "i3")["aard"] == (Actie.ONTHOUDEN, "muur 3: de bron gaf dit niet vrij voor anderen")


def test_what_a_recipient_sees_in_a_smaller_form_is_told_as_that() -> None:
    rules = [
        a_rule("pol", "politie"),
        a_rule("klein", "politie", "minimaliseren", ["incident"], velden=["omschrijving"], minimalisering="aanwezigheid"),
    ]
    found = of_item(told(a_case(an_item("i3", INCIDENT)), POLITIE, POLITIE, rules), "i3")
    assert found["omschrijving"] == (Actie.MINIMALISEREN, "regel klein")


def test_field_that_refers_to_something_hidden_is_as_absent_here_as_in_the_view() -> None:
    step: dict[str, Json] = {"soort": "hoedanigheid", "persoon": "p-1", "incident": "i3", "hoedanigheid": "getuige"}
    found = told(a_case(an_item("i3", INCIDENT, nietVerder=True), an_item("i4", step)), POLITIE, POLITIE)
    assert set(of_item(found, "i4")) == {"persoon", "hoedanigheid"}
