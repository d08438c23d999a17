"""A casus made ready: what is read of each item once, and in which order its parts stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, rows
from ketenhub.share.gereed import FUNCTIE, prepare, with_addresses
from tests.unit.share.test_share import (
    ALLES,
    GEMEENTE,
    INCIDENT,
    LI,
    OPVANG,
    PERSOON,
    POLITIE,
    RECLASSERING,
    VT,
    a_casus,
    a_rule,
    an_item,
    decided,
    seen,
)

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

ADRES = "Zij zit in de Lindestraat 4."
SCENARIO: dict[str, Json] = {"soort": "proactief_scenario", "stappen": ["Bel 112.", ADRES], "tonenAanBetrokkenen": True}


def test_parts_stand_by_name_and_their_items_in_the_order_in_which_they_were_true() -> None:
    items = [
        an_item("i8", {"soort": "werkdoel", "tekst": "x"}),
        an_item("i3", INCIDENT, geldigOp="2026-11-03"),
        an_item("i4", INCIDENT, geldigOp="2026-11-01"),
        an_item("i6", INCIDENT, geldigOp="2026-11-02"),
        an_item("i5", INCIDENT, geldigOp="2026-11-02"),
        an_item("i7", INCIDENT, geldigOp=None),
        an_item("i9", {"soort": "gevaarsomschrijving", "tekst": "x"}),
    ]
    delen = prepare({"items": items, "personen": []}).delen
    assert [(deel, [stuk.id for stuk in stukken]) for deel, stukken in delen] == [
        ("gevaarsomschrijvingen", ["i9"]),
        ("incidenten", ["i7", "i4", "i5", "i6", "i3"]),
        ("werkdoelen", ["i8"]),
    ]


def test_kind_of_fact_that_nobody_knows_is_in_no_part_and_has_no_fields() -> None:
    gereed = prepare({"items": [an_item("i3", {"soort": "geheim_dossier", "tekst": "x"})], "personen": []})
    assert (gereed.delen, [dict(stuk.waarden) for stuk in gereed.stukken]) == ((), [{}])


def test_persons_stand_by_id_whatever_the_order_in_which_they_were_told() -> None:
    told: Object = {
        "items": [PERSOON, LI],
        "personen": [{"id": "p-2", "verklaringen": ["i9"]}, {"id": "p-1", "verklaringen": ["i1", "i99"]}],
    }
    assert [(who, [stuk.id for stuk in stukken]) for who, stukken in prepare(told).verklaringen.items()] == [
        ("p-1", ["i1"]),
        ("p-2", ["i9"]),
    ]


SOORTEN_GEWELD = ("e", "b", "d", "a", "c", "f")


def test_kinds_of_violence_are_those_that_were_named_and_no_other_nature_of_a_fact() -> None:
    items = [an_item(f"g{n}", {"soort": "geweldsoort", "aard": aard}) for n, aard in enumerate(SOORTEN_GEWELD)]
    assert prepare(a_casus(an_item("i3", INCIDENT), *items)).geweldsoorten == ("a", "b", "c", "d", "e", "f")


@pytest.mark.parametrize(("aard", "aantal"), [("kindermishandeling", 1), ("ouderenmishandeling", 0)])
def test_rule_for_a_kind_of_violence_is_about_a_casus_of_that_kind(aard: str, aantal: int) -> None:
    kind = an_item("i4", {"soort": "geweldsoort", "aard": aard})
    rules = [a_rule("r", categorieen=["incident"], geweldsoorten=["kindermishandeling"])]
    assert len(rows(decided(a_casus(an_item("i3", INCIDENT), kind), rules).uitsnede.inhoud, "incidenten")) == aantal


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(("geheim", "found"), [(True, True), (False, False)])
def test_casus_knows_whether_anyones_address_is_secret(geheim: bool, found: bool) -> None:
    assert prepare(a_casus(an_item("i3", {**OPVANG, "geheim": geheim}))).geheim is found


def test_reporter_who_may_be_named_is_told_where_a_rule_shares_that() -> None:
    melder: dict[str, Json] = {"hoedanigheid": "buur", "naam": "Dekker", "magGenoemd": True}
    melding: dict[str, Json] = {"soort": "melding", "identificatie": "m1", "melder": melder}
    (row,) = rows(decided(a_casus(an_item("i3", melding)), [a_rule("r")]).uitsnede.inhoud, "meldingen")
    assert row["melder"] == melder


@pytest.mark.parametrize("plek", ["herkomst", "feit"])
def test_professional_is_protected_wherever_that_was_said(plek: str) -> None:
    agent: dict[str, Json] = {"ref": "r", "functie": "wijkagent", "beschermd": True}
    item = an_item("i3", {**INCIDENT, "professional": agent}) if plek == "feit" else an_item("i3", INCIDENT, professional=agent)
    assert prepare(a_casus(item)).stukken[-1].vorm.beschermd


def test_professional_of_whom_nobody_said_so_is_not_protected() -> None:
    stuk = prepare(a_casus(an_item("i3", INCIDENT, professional={"ref": "r", "functie": "wijkagent"}))).stukken[-1]
    assert (stuk.vorm.beschermd, stuk.functie, FUNCTIE in stuk.vorm.met_tekst) == (False, "wijkagent", True)


@pytest.mark.req("MDA-20")
def test_field_without_free_text_of_another_reaches_the_perpetrators_track_by_a_rule_alone() -> None:
    item = an_item("i3", {**INCIDENT, "personen": []}, VT, "pleger")
    (row,) = rows(decided(a_casus(item), [a_rule("r", "reclassering")], RECLASSERING, "pleger").uitsnede.inhoud, "incidenten")
    assert (row.get("aard"), row.get("omschrijving")) == ("geweld", None)


@pytest.mark.req("MOV-16")
def test_one_step_with_an_address_holds_all_steps_from_the_perpetrators_track() -> None:
    item = an_item("i3", SCENARIO, VT, "pleger", genoemd=[RECLASSERING])
    assert "112" not in seen(decided(a_casus(item), [a_rule("r", "reclassering")], RECLASSERING, "pleger"))


@pytest.mark.req("MOV-16", "MDA-46")
def test_one_step_with_an_address_counts_as_an_address_for_the_people() -> None:
    stukken = prepare(a_casus(an_item("i3", SCENARIO), an_item("i4", {**SCENARIO, "stappen": ["Bel 112."]}))).stukken[-2:]
    assert [with_addresses(stuk).met_adres for stuk in stukken] == [frozenset({"stappen"}), frozenset()]


@pytest.mark.parametrize(
    ("feit", "deel", "shown"),
    [
        (
            {"soort": "proactief_scenario", "stappen": ["Bel 112.", "Bel @{p-1|Mila}."]},
            "proactieveScenarios",
            ["Bel 112.", "Bel slachtoffer."],
        ),
        (
            {"soort": "afspraakstand", "controle": {"door": "VT", "hoe": "Belt @{p-1|Mila}."}},
            "afspraakstanden",
            {"door": "VT", "hoe": "Belt slachtoffer."},
        ),
    ],
)
def test_tag_is_replaced_however_deep_in_a_field_it_stands(feit: dict[str, Json], deel: str, shown: Json) -> None:
    rules = [a_rule("r", categorieen=[c for c in ALLES if c != "identiteit"])]
    (row,) = rows(decided(a_casus(an_item("i3", feit)), rules).uitsnede.inhoud, deel)
    assert shown in row.values()


def test_origin_of_a_shared_item_is_its_organisation_its_day_and_when_it_was_received() -> None:
    (row,) = rows(decided(a_casus(an_item("i3", INCIDENT)), [a_rule("r")]).uitsnede.inhoud, "incidenten")
    assert row["herkomst"] == {
        "organisatie": {"oin": VT, "naam": "Veilig Thuis"},
        "geldigOp": "2026-11-01",
        "ontvangenOp": "2026-11-01T10:00:00Z",
    }


def test_own_item_bears_the_reference_of_ones_own_as_well() -> None:
    (row,) = rows(decided(a_casus(an_item("i3", INCIDENT, POLITIE)), []).uitsnede.inhoud, "incidenten")
    assert at(row, "herkomst", "eigenId") == "i3"


LOS = an_item("i3", {**INCIDENT, "omschrijving": "Mila werd geduwd."}, GEMEENTE, bericht="b1")


def release(ident: str, *ontvangers: str, **rest: Json) -> dict[str, Json]:
    """Give a release of that text."""
    feit: dict[str, Json] = {"soort": "tekstvrijgave", "feit": "i3", "bericht": "b1", "veld": "omschrijving", "reden": "Een ander."}
    return an_item(ident, {**feit, "ontvangers": list(ontvangers), **rest}, GEMEENTE)


def reached(*items: Json) -> list[str]:
    """Give whom the text reaches."""
    rules = [a_rule("r", ontvangerSoorten=[], categorieen=["incident"])]
    return [oin for oin in (VT, POLITIE, RECLASSERING) if "werd geduwd" in seen(decided(a_casus(LOS, *items), rules, oin))]


def test_each_release_of_a_text_counts_beside_the_others() -> None:
    assert reached(release("v1", POLITIE), release("v2", RECLASSERING)) == [POLITIE, RECLASSERING]


@pytest.mark.parametrize("rest", [{"soort": "incident"}, {"feit": None}, {"feit": "i99"}, {"veld": None}])
def test_what_only_looks_like_a_release_opens_nothing(rest: dict[str, Json]) -> None:
    assert reached(release("v1", **rest)) == []
