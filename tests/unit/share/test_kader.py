"""What stands in a view beside the items: who directs and takes part, the persons with their roles, and what share gives back."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import rows, text
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from tests.unit.share.test_share import (
    ALLES,
    GEMEENTE,
    INCIDENT,
    PERSOON,
    POLITIE,
    RECLASSERING,
    ROL,
    SOORTEN,
    VT,
    a_casus,
    a_rule,
    an_item,
    decided,
)

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

REGIE: list[Json] = [
    {"regierol": "casusregie", "organisatie": VT, "voorlopig": True},
    {"regierol": "procesregie", "organisatie": GEMEENTE, "voorlopig": False},
    {"regierol": "zorgregie", "organisatie": POLITIE},
]
DEELNAMES: list[Json] = [
    {"organisatie": VT, "van": "2026-01-05", "spoor": "beide"},
    {"organisatie": POLITIE, "van": "2026-01-06", "spoor": "slachtoffer"},
    {"organisatie": RECLASSERING, "van": "2026-01-07", "spoor": "pleger"},
]
NAMEN = {VT: "Veilig Thuis", POLITIE: "Politie"}
MENS = Ontvanger("", "betrokkene", "onverdeeld", regie=False, verwijzing="w", persoon="p-1")


def an_organisation(spoor: str = "onverdeeld") -> Ontvanger:
    """Give the police as a recipient on a track."""
    return Ontvanger(POLITIE, "politie", spoor, regie=False, verwijzing="w")


def seen(ontvanger: Ontvanger, *items: Json, deelt: list[str] = ALLES, **parts: Json) -> Object:
    """Give what a recipient sees of a casus with these people in it, under one rule."""
    casus: Object = {**a_casus(*items), "regie": REGIE, "deelnames": DEELNAMES, **parts}
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": [a_rule("r", ontvangerSoorten=[], categorieen=deelt)]}))
    omgeving = Omgeving(regels, date(2026, 11, 2), NAMEN, SOORTEN, lambda persoon: f"ps-{persoon}")
    track: Json = {"spoor": ontvanger.spoor, "fase": 1, "poortZin": "Nog niet."}
    return share(casus, {"sporen": [track]}, ontvanger, omgeving).uitsnede.inhoud


CASUSREGIE: Json = {"soort": "casusregie", "organisatie": {"oin": VT, "naam": "Veilig Thuis"}, "voorlopig": True}
PROCESREGIE: Json = {"soort": "procesregie", "organisatie": {"oin": GEMEENTE, "naam": "een organisatie"}, "voorlopig": False}
ZORGREGIE: Json = {"soort": "zorgregie", "organisatie": {"oin": POLITIE, "naam": "Politie"}, "voorlopig": False}


@pytest.mark.parametrize("spoor", ["onverdeeld", "slachtoffer", "beide"])
def test_organisation_hears_who_directs_what_and_whether_that_is_provisional(spoor: str) -> None:
    assert seen(an_organisation(spoor))["regie"] == [CASUSREGIE, PROCESREGIE, ZORGREGIE]


@pytest.mark.req("MDA-20", "MDA-46")
@pytest.mark.parametrize("ontvanger", [an_organisation("pleger"), MENS], ids=["perpetrators side", "people themselves"])
def test_perpetrators_side_and_the_people_hear_only_whom_to_call_and_not_who_takes_part(ontvanger: Ontvanger) -> None:
    view = seen(ontvanger)
    assert (view["regie"], "deelnames" in view) == ([CASUSREGIE], False)


def test_without_a_rule_nobody_hears_who_directs_or_takes_part() -> None:
    assert {"regie", "deelnames"} & set(seen(an_organisation(), deelt=["incident"])) == set()


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(("spoor", "wie"), [("slachtoffer", [VT, POLITIE]), ("beide", [VT, POLITIE, RECLASSERING])])
def test_victims_side_does_not_hear_who_takes_part_on_the_other(spoor: str, wie: list[str]) -> None:
    assert [text(row, "organisatie", "oin") for row in rows(seen(an_organisation(spoor)), "deelnames")] == wie


def test_who_takes_part_stands_with_the_day_from_which_and_the_track() -> None:
    assert rows(seen(an_organisation()), "deelnames")[1] == {
        "organisatie": {"oin": POLITIE, "naam": "Politie"},
        "van": "2026-01-06",
        "spoor": "slachtoffer",
    }


@pytest.mark.req("MDA-46")
def test_people_get_no_phase_and_no_signals_whatever_a_rule_shares() -> None:
    assert {"fase", "sporen", "signalen"} & set(seen(MENS)) == set()
    assert "fase" in seen(an_organisation())


VOORWAARDE: dict[str, Json] = {"soort": "veiligheidsvoorwaarde", "tekst": "Hij belt.", "termijn": "2026-12-01"}


@pytest.mark.req("MDA-20", "VISIE-48")
@pytest.mark.parametrize(("spoor", "gedekt"), [("pleger", None), ("beide", ["v1"]), ("slachtoffer", ["v1"])])
def test_who_is_protected_by_a_condition_is_told_on_the_victims_side_alone(spoor: str, gedekt: list[str] | None) -> None:
    conditions = [
        an_item(ident, {**VOORWAARDE, "beschermt": ["p-1"]}, VT, side, genoemd=[POLITIE])
        for ident, side in (("v1", "slachtoffer"), ("v2", "pleger"))
    ]
    view = seen(an_organisation(spoor), *conditions)
    assert (len(rows(view, "veiligheidsvoorwaarden")) > 0, "dekking" in view) == (True, gedekt is not None)
    assert [row["voorwaarde"] for row in rows(view, "dekking")] == (gedekt or [])


@pytest.mark.req("VISIE-48")
@pytest.mark.parametrize("veld", ["tekst", "beschermt"])
def test_condition_of_which_a_part_was_made_smaller_tells_nobody_whom_it_protects(veld: str) -> None:
    condition = an_item("v1", {**VOORWAARDE, "beschermt": ["p-1"]})
    rules = [a_rule("a"), a_rule("b", actie="minimaliseren", categorieen=["voorwaarde"], velden=[veld])]
    assert [rows(decided(a_casus(condition), given).uitsnede.inhoud, "dekking") == () for given in (rules[:1], rules)] == [False, True]


def test_person_of_whom_nothing_is_shown_hides_no_other() -> None:
    someone: dict[str, Json] = {"soort": "persoon", "geslacht": "x"}
    told: list[Json] = [an_item("i4", someone, nietVerder=True), an_item("i5", someone)]
    people: list[Json] = [{"id": "p-1", "verklaringen": ["i4"]}, {"id": "p-2", "verklaringen": ["i5"]}]
    assert [row["id"] for row in rows(seen(an_organisation(), *told, personen=people), "personen")] == ["ps-p-2"]


def test_each_person_stands_once_with_ones_own_statement_first_and_those_of_others_beside_it() -> None:
    told: list[Json] = [
        an_item(ident, {"soort": "persoon", "geslacht": geslacht}, bron)
        for ident, bron, geslacht in (("i5", GEMEENTE, "x"), ("i4", VT, "y"), ("i6", POLITIE, "z"))
    ]
    people: list[Json] = [{"id": "p-1", "verklaringen": ["i5", "i4", "i6"]}]
    (row,) = rows(seen(an_organisation(), *told, personen=people), "personen")
    assert (row["id"], row["soort"], row["geslacht"]) == ("ps-p-1", "persoon", "z")
    assert [(other["geslacht"], set(other)) for other in rows(row, "bronnen")] == [(one, {"geslacht", "herkomst"}) for one in ("y", "x")]


def test_person_of_whom_one_organisation_spoke_has_no_other_sources() -> None:
    (row,) = rows(seen(an_organisation()), "personen")
    assert "bronnen" not in row


@pytest.mark.parametrize("rol", ["slachtoffer", "pleger", "kind", "huisgenoot", "netwerk"])
def test_role_that_is_shared_stands_with_its_person_once(rol: str) -> None:
    role: dict[str, Json] = {"soort": "persoonsrol", "persoon": "p-1", "rol": rol, "zekerheid": "vermoeden"}
    casus: Object = {
        "items": [PERSOON, an_item("i2", role), an_item("i3", role, GEMEENTE)],
        "personen": [{"id": "p-1", "verklaringen": ["i1"]}],
    }
    (row,) = rows(decided(casus, [a_rule("r")]).uitsnede.inhoud, "personen")
    assert row["rollen"] == [{"rol": rol, "zekerheid": "vermoeden"}]


@pytest.mark.parametrize("veld", ["rol", "persoon"])
def test_role_of_which_a_part_was_made_smaller_stands_with_nobody(veld: str) -> None:
    rules = [a_rule("a"), a_rule("b", actie="minimaliseren", velden=[veld], categorieen=["rol"])]
    (row,) = rows(decided(a_casus(), rules).uitsnede.inhoud, "personen")
    assert row["rollen"] == []


def test_name_in_a_text_is_the_whole_name_in_its_order() -> None:
    naam: dict[str, Json] = {"achternaam": "Terpoorten", "voorvoegsel": "van", "voornamen": "Mila", "voorletters": "M."}
    casus: Object = {
        "items": [an_item("i1", {"soort": "persoon", "naam": naam}), ROL, an_item("i3", {**INCIDENT, "omschrijving": "@{p-1|X} viel."})],
        "personen": [{"id": "p-1", "verklaringen": ["i1"]}],
    }
    (row,) = rows(decided(casus, [a_rule("r")]).uitsnede.inhoud, "incidenten")
    assert row["omschrijving"] == "Mila M. van Terpoorten viel."


def test_why_each_field_is_there_is_told_only_where_that_was_asked() -> None:
    regels = Regelset(versie="v", regels=())
    omgeving = Omgeving(regels, date(2026, 11, 2), {}, SOORTEN, str)
    assert share(a_casus(), {"sporen": []}, an_organisation(), omgeving).besluiten == ()
    assert share(a_casus(), {"sporen": []}, an_organisation(), omgeving, met_besluiten=True).besluiten != ()
