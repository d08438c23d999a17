"""What becomes of one field: by which rule, how much of it is left, and how that is told."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie, Minimalisering, Regelset
from ketenhub.domain.json import at, rows
from ketenhub.share.gereed import prepare
from ketenhub.share.keuze import choose, make_chooser, make_smaller
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from tests.unit.share.test_share import (
    ALLES,
    GEMEENTE,
    INCIDENT,
    POLITIE,
    RECLASSERING,
    SOORTEN,
    VT,
    a_casus,
    a_rule,
    an_item,
    decided,
)

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.keuze import Veldbesluit

NAAM: dict[str, Json] = {"voornamen": "Mila", "voorletters": "M.", "voorvoegsel": "van", "achternaam": "Terpoorten"}


def smaller(value: Json, method: Minimalisering | None) -> Json:
    """Give what a method leaves of a value."""
    regels = Regelset.model_validate_json(
        json.dumps({"versie": "v", "regels": [a_rule("r", actie="minimaliseren", minimalisering=method)]})
    )
    return make_smaller(value, regels.regels[0])


@pytest.mark.parametrize(
    ("value", "method", "left"),
    [
        ("2026-03-04", Minimalisering.JAARTAL, "2026"),
        ("2026-03-04T10:00:00Z", Minimalisering.JAARTAL, "2026"),
        ("2026-03-04 bij de school", Minimalisering.JAARTAL, True),
        (2026, Minimalisering.JAARTAL, True),
        (NAAM, Minimalisering.JAARTAL, True),
        (NAAM, Minimalisering.INITIALEN, {"voorletters": "M.T."}),
        ({"voornamen": None, "achternaam": "Terpoorten"}, Minimalisering.INITIALEN, {"voorletters": "T."}),
        ("Mila Terpoorten", Minimalisering.INITIALEN, True),
        ("2026-03-04", Minimalisering.AANWEZIGHEID, True),
        (NAAM, Minimalisering.AANWEZIGHEID, True),
        ("2026-03-04", None, True),
    ],
)
def test_each_way_of_making_smaller_leaves_no_more_than_its_own_measure(value: Json, method: Minimalisering | None, left: Json) -> None:
    assert smaller(value, method) == left


def incidents(item: Json, rules: list[dict[str, Json]], oin: str = POLITIE, spoor: str = "onverdeeld") -> tuple[Object, ...]:
    """Give the incidents that an organisation sees."""
    return rows(decided(a_casus(item), rules, oin, spoor).uitsnede.inhoud, "incidenten")


@pytest.mark.parametrize(("bron", "aantal"), [(VT, 1), (GEMEENTE, 0), ("0" * 19 + "8", 0)])
def test_rule_for_what_one_kind_of_organisation_said_shares_nothing_of_another(bron: str, aantal: int) -> None:
    assert len(incidents(an_item("i3", INCIDENT, bron), [a_rule("r", bronSoorten=["veilig_thuis"])])) == aantal


def test_rule_on_consent_counts_beside_a_rule_that_asks_for_none() -> None:
    ja: dict[str, Json] = {"soort": "toestemming", "persoon": "p-1", "doel": "veiligheidsplan", "oordeel": "ja"}
    casus = a_casus(an_item("i3", INCIDENT), an_item("i4", ja))
    rules = [a_rule("a", categorieen=["incident"], opToestemming=True), a_rule("b", categorieen=["rol"])]
    assert len(rows(decided(casus, rules).uitsnede.inhoud, "incidenten")) == 1


def professional(item: Json, rules: list[dict[str, Json]], oin: str = POLITIE, spoor: str = "onverdeeld") -> list[Json]:
    """Give who of an organisation said each incident, as a recipient reads it."""
    return [at(row, "herkomst", "professional") for row in incidents(item, rules, oin, spoor)]


AGENT: dict[str, Json] = {"ref": "r", "functie": "wijkagent", "naam": "Noordhoek"}
GEWOON = an_item("i3", INCIDENT, professional=AGENT)


def test_function_of_who_said_it_goes_along_where_a_rule_shares_that() -> None:
    assert professional(GEWOON, [a_rule("r")]) == [{"functie": "wijkagent"}]


@pytest.mark.parametrize("deelt", [["incident"], ["incident", "rol"]])
def test_function_of_who_said_it_stays_where_no_rule_shares_it(deelt: list[str]) -> None:
    assert professional(GEWOON, [a_rule("r", categorieen=deelt)]) == [None]


def test_function_in_which_a_known_name_stands_is_held_like_any_text_but_not_from_its_own_organisation() -> None:
    loose = an_item("i3", INCIDENT, professional={**AGENT, "functie": "begeleider van Mila"})
    assert professional(loose, [a_rule("r")]) == [None]
    assert professional(loose, [], VT) == [{"functie": "begeleider van Mila"}]


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(("functie", "shown"), [("begeleider", {"functie": "begeleider"}), ("opvang Lindestraat 4", None)])
def test_function_that_looks_like_an_address_reaches_no_one_on_the_perpetrators_track(functie: str, shown: Json) -> None:
    item = an_item("i3", {**INCIDENT, "personen": []}, VT, "pleger", genoemd=[RECLASSERING], professional={**AGENT, "functie": functie})
    assert professional(item, [a_rule("r", "reclassering")], RECLASSERING, "pleger") == [shown]


def test_item_of_which_only_the_professional_would_be_left_is_not_there() -> None:
    item = an_item("i3", {**INCIDENT, "professional": AGENT})
    assert incidents(item, [a_rule("r", categorieen=["medewerker"])]) == ()


def test_professional_stands_with_the_origin_and_never_among_the_fields() -> None:
    (row,) = incidents(an_item("i3", {**INCIDENT, "professional": AGENT}), [a_rule("r")])
    assert "professional" not in row


def test_text_that_a_rule_withholds_from_regie_is_not_told_to_be_waiting_for_a_look() -> None:
    loose = an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."}, POLITIE)
    rules = [a_rule("a", "veilig_thuis", categorieen=[c for c in ALLES if c != "tekstvrijgave"])]
    withheld = a_rule("b", "veilig_thuis", actie="onthouden", categorieen=["incident"], velden=["omschrijving"])
    told = [rows(decided(a_casus(loose), given, VT).uitsnede.inhoud, "wachtOpBlik") for given in (rules, [*rules, withheld])]
    assert [len(found) for found in told] == [1, 0]


def test_text_that_is_held_holds_no_other_text() -> None:
    casus = a_casus(an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."}), an_item("i4", {**INCIDENT, "omschrijving": "Riep."}))
    shown = rows(decided(casus, [a_rule("r", categorieen=["incident"])]).uitsnede.inhoud, "incidenten")
    assert [row.get("omschrijving") for row in shown] == [None, "Riep."]


def besluiten(item: Json, rules: list[dict[str, Json]]) -> dict[str, Veldbesluit]:
    """Give per field what was decided about an item."""
    return {b.veld: b for b in decided(a_casus(item), rules).besluiten if b.item == "i3"}


def test_explanation_of_a_walled_item_names_the_wall_for_the_whole_item() -> None:
    (found,) = besluiten(an_item("i3", INCIDENT, nietVerder=True), [a_rule("r")]).values()
    assert (found.veld, found.actie, found.door) == ("*", Actie.ONTHOUDEN, "muur 3: de bron gaf dit niet vrij voor anderen")


def test_explanation_names_per_field_the_rule_the_lack_of_one_or_what_stands_in_the_text() -> None:
    rules = [a_rule("r", categorieen=["incident"], velden=["omschrijving", "aard"])]
    found = besluiten(an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."}), rules)
    assert {veld: (besluit.actie, besluit.door) for veld, besluit in found.items()} == {
        "aard": (Actie.DELEN, "regel r"),
        "omschrijving": (Actie.ONTHOUDEN, "de tekst noemt een naam of plaats zonder merk; iemand moet dit bekijken"),
        "personen": (Actie.ONTHOUDEN, "geen regel deelt dit"),
    }


def test_explanation_of_a_reference_to_what_is_hidden_says_so_and_one_to_what_is_seen_goes() -> None:
    step: dict[str, Json] = {"soort": "hoedanigheid", "persoon": "p-1", "incident": "i4", "hoedanigheid": "getuige"}
    for walled in (True, False):
        casus = a_casus(an_item("i4", INCIDENT, nietVerder=walled), an_item("i3", step))
        found = {b.veld: b[2:] for b in decided(casus, [a_rule("r")]).besluiten if b.item == "i3"}
        assert (found["persoon"][:2], found["hoedanigheid"][:2]) == ((Actie.DELEN, "regel r"), (Actie.DELEN, "regel r"))
        gone = (Actie.ONTHOUDEN, "dit verwijst naar iets dat deze ontvanger niet ziet", None)
        assert found["incident"] == gone if walled else found["incident"][:2] == (Actie.DELEN, "regel r")


@pytest.mark.parametrize("walled", [True, False])
def test_reference_that_is_only_told_to_be_there_is_not_told_where_what_it_refers_to_is_hidden(walled: bool) -> None:
    step: dict[str, Json] = {"soort": "hoedanigheid", "persoon": "p-1", "incident": "i4", "hoedanigheid": "getuige"}
    smaller_ = a_rule("b", actie="minimaliseren", velden=["incident"])
    besluit = decided(a_casus(an_item("i4", INCIDENT, nietVerder=walled), an_item("i3", step)), [a_rule("a"), smaller_])
    (row,) = rows(besluit.uitsnede.inhoud, "hoedanigheden")
    (told,) = [b.actie for b in besluit.besluiten if (b.item, b.veld) == ("i3", "incident")]
    assert (row.get("incident"), told) == ((None, Actie.ONTHOUDEN) if walled else (True, Actie.MINIMALISEREN))


def test_explanation_of_a_reference_that_no_rule_shares_says_that_and_not_that_its_target_is_hidden() -> None:
    step: dict[str, Json] = {"soort": "hoedanigheid", "persoon": "p-1", "incident": "i4", "hoedanigheid": "getuige"}
    casus = a_casus(an_item("i4", INCIDENT, nietVerder=True), an_item("i3", step))
    found = {b.veld: b.door for b in decided(casus, [a_rule("r", velden=["hoedanigheid"])]).besluiten if b.item == "i3"}
    assert found == {"persoon": "geen regel deelt dit", "incident": "geen regel deelt dit", "hoedanigheid": "regel r"}


def test_explanation_goes_on_after_what_a_wall_holds_back() -> None:
    casus = a_casus(an_item("i3", INCIDENT, nietVerder=True), an_item("i4", INCIDENT))
    assert {b.item for b in decided(casus, [a_rule("r")]).besluiten} == {"i1", "i2", "i3", "i4"}


def test_explanation_of_ones_own_field_says_that_these_are_ones_own_words() -> None:
    found = decided(a_casus(an_item("i3", INCIDENT, POLITIE)), []).besluiten
    assert {b.door for b in found if b.item == "i3"} == {"eigen woorden"}


def test_path_to_a_shared_item_as_a_whole_or_to_its_day_is_shown_and_one_to_what_was_made_smaller_is_not() -> None:
    gereed = prepare(a_casus(an_item("i3", {**INCIDENT, "personen": []}), an_item("i4", INCIDENT, nietVerder=True)))
    smaller_ = a_rule("b", actie="minimaliseren", categorieen=["incident"], velden=["omschrijving"])
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("a", categorieen=["incident"]), smaller_]}))
    ontvanger = Ontvanger(POLITIE, "politie", "onverdeeld", regie=False, verwijzing="w")
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, SOORTEN, str)
    keuze = choose(gereed, make_chooser(gereed, None, ontvanger, omgeving))
    paden = ("i3", "i3.geldigOp", "i3.aard", "i3.omschrijving", "i3.gemeente", "i4", "i4.geldigOp", "i4.aard", "i9")
    assert [pad for pad in paden if keuze.shows(pad)] == ["i3", "i3.geldigOp", "i3.aard"]
