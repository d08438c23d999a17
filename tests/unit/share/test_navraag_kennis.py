"""What an asker knows is what its view holds, no more and no less, and by that alone it is told about decisions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie
from ketenhub.share.gereed import prepare
from ketenhub.share.navraag import asked_about, known_by, may_ask
from ketenhub.share.share import share
from ketenhub.share.uitleg import ONGEZIEN
from tests.unit.share.test_navraag import OPEN, a_case, knows, of_item, surroundings, told, who
from tests.unit.share.test_share import GEMEENTE, INCIDENT, POLITIE, VT, a_rule, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.navraag import Kennis

VRIJ: dict[str, Json] = {**INCIDENT, "personen": [], "omschrijving": "Zonder namen."}
MELDER: dict[str, Json] = {"soort": "persoon", "ref": "b", "naam": {"voornamen": "Lotte"}}
KLEIN = a_rule("klein", actie="minimaliseren", categorieen=["identiteit"], minimalisering="initialen")


def test_asker_knows_its_own_words_whole_and_of_others_what_its_view_tells() -> None:
    own = an_item("i4", VRIJ, POLITIE, nietVerder=True, beroepsgeheim=True)
    back = an_item("i8", {"soort": "afweging", "feit": "i4"}, POLITIE) | {"ingetrokken": True}
    hidden: list[Json] = [
        an_item("i5", VRIJ, nietVerder=True),
        an_item("i6", MELDER, nietVerder=True),
        an_item("i7", MELDER, nietVerder=True),
        an_item("i9", {"soort": "afweging", "feit": "i3"}) | {"ingetrokken": True},
    ]
    who_said: Json = {"ref": "m", "functie": "agent"}
    named = an_item("i3", {**VRIJ, "professional": who_said}, genoemd=[GEMEENTE, POLITIE], bericht="b", spoor="beide")
    casus = {
        **a_case(named, own, back, *hidden),
        "personen": [{"id": "p-1", "rollen": ["slachtoffer"], "verklaringen": ["i1", "i6"]}, {"id": "p-2", "verklaringen": ["i7"]}],
    }
    assert knows(casus, POLITIE, [a_rule("pol"), KLEIN]).casus == {
        "items": [
            _seen("i1", "persoon", naam={"voorletters": "M.T."}),
            _seen("i2", "persoonsrol", persoon="p-1", rol="slachtoffer", zekerheid="vermoeden"),
            {**_seen("i3", "incident", **_told(VRIJ)), "spoor": "beide", "herkomst": {"organisatie": VT, "genoemd": [POLITIE]}},
            own,
            back,
        ],
        "personen": [{"id": "p-1", "verklaringen": ["i1"]}],
    }


def _told(feit: dict[str, Json]) -> dict[str, Json]:
    return {key: value for key, value in feit.items() if key != "soort"}


def _seen(ident: str, soort: str, **velden: Json) -> dict[str, Json]:
    """Give a fact of Veilig Thuis as a view tells it."""
    herkomst: dict[str, Json] = {"organisatie": VT, "genoemd": []}
    return {"id": ident, "spoor": "onverdeeld", "herkomst": herkomst, "feit": {"soort": soort, **velden}}


def a_statement(ident: str, bron: str, rol: str, **herkomst: Json) -> dict[str, Json]:
    feit: dict[str, Json] = {"soort": "persoon", "ref": ident, "gezinsrol": rol, "professional": {"ref": "m", "functie": "medewerker"}}
    return an_item(ident, feit, bron, "onverdeeld", **herkomst)


def test_each_statement_about_a_person_is_known_by_its_own_words_whoever_is_hidden_between() -> None:
    statements = [
        a_statement("j7", GEMEENTE, "zus"),
        a_statement("j9", POLITIE, "tante"),
        a_statement("j1", GEMEENTE, "geheim", nietVerder=True),
        a_statement("j2", VT, "alleen wie het zei is te zien"),
        a_statement("j5", GEMEENTE, "moeder"),
    ]
    names: list[Json] = [one["id"] for one in statements]
    casus: Object = {"items": statements, "personen": [{"id": "p-1", "verklaringen": names}]}
    rules = [a_rule("p", categorieen=["rol"], bronSoorten=["gemeente"]), a_rule("m", categorieen=["medewerker"])]
    found = [(one.naam, one.stuk.id, one.velden) for one in knows(casus, POLITIE, rules).items]
    assert found == [("ps-p-1", ident, {"gezinsrol": rol}) for ident, rol in (("j9", "tante"), ("j5", "moeder"), ("j7", "zus"))]


def test_person_whose_pseudonym_reads_as_the_id_of_a_fact_is_not_taken_for_that_fact() -> None:
    gereed, omgeving = prepare(a_case()), replace(surroundings(OPEN), pseudoniem=lambda _: "i2")
    besluit = share(gereed, {"sporen": []}, who(POLITIE), omgeving, met_besluiten=True)
    kennis = known_by(gereed, who(POLITIE), besluit, omgeving.pseudoniem)
    assert [(one.stuk.id, one.naam, one.stuk.vorm.soort) for one in kennis.items] == [
        ("i2", "i2", "persoonsrol"),
        ("i1", "i2", "persoon"),
    ]


def phases(spoor: str, rules: list[dict[str, Json]]) -> Kennis:
    """Give what police knows of a casus in which each track has its phase."""
    parts: list[Json] = [{"organisatie": oin, "van": "2026-11-01", "spoor": op} for oin, op in ((VT, "beide"), (GEMEENTE, "slachtoffer"))]
    gereed, omgeving = prepare({**a_case(), "deelnames": parts}), surroundings(rules)
    tracks = ("onverdeeld",) if spoor == "onverdeeld" else ("beide", "slachtoffer", "pleger")
    sporen: list[Json] = [{"spoor": op, "fase": n} for n, op in enumerate(tracks, 1)]
    wie = who(POLITIE, spoor)
    return known_by(gereed, wie, share(gereed, {"sporen": sporen}, wie, omgeving, met_besluiten=True), omgeving.pseudoniem)


@pytest.mark.parametrize(
    ("spoor", "found"),
    [
        ("onverdeeld", {"onverdeeld": 1}),
        ("beide", {"beide": 1, "slachtoffer": 2, "pleger": 3}),
        ("slachtoffer", {"slachtoffer": 2}),
        ("pleger", {"pleger": 3}),
    ],
)
def test_asker_knows_the_phases_of_its_view(spoor: str, found: dict[str, int]) -> None:
    assert phases(spoor, OPEN).fasen == found


def test_asker_that_sees_no_phase_knows_none_and_one_that_sees_no_parts_knows_nobody() -> None:
    kennis = phases("onverdeeld", [a_rule("pol", categorieen=["incident"])])
    assert (kennis.fasen, kennis.deelnemers) == ({"onverdeeld": None}, {})


def test_asker_knows_who_takes_part_on_which_track() -> None:
    assert phases("beide", OPEN).deelnemers == {VT: "beide", GEMEENTE: "slachtoffer"}


@pytest.mark.parametrize(
    ("sees", "besluit"), [(["fase", "incident"], (Actie.DELEN, "regel f")), (["incident"], (Actie.ONTHOUDEN, "geen regel deelt dit"))]
)
def test_rule_of_a_phase_decides_in_an_answer_only_where_the_asker_sees_the_phase(sees: list[str], besluit: tuple[Actie, str]) -> None:
    rules = [
        a_rule("pol", categorieen=[*sees, "betrokkenheid"]),
        a_rule("g", "gemeente", categorieen=["fase"]),
        a_rule("f", "gemeente", categorieen=["incident"], fasen=[2]),
    ]
    gereed, omgeving = prepare(a_case(an_item("i3", VRIJ, POLITIE))), surroundings(rules)
    view = share(gereed, {"sporen": [{"spoor": "onverdeeld", "fase": 2}]}, who(POLITIE), omgeving, met_besluiten=True)
    regels = asked_about(known_by(gereed, who(POLITIE), view, omgeving.pseudoniem), who(GEMEENTE), omgeving)
    assert of_item(regels, "i3")["aard"] == besluit


def test_sender_does_not_learn_by_asking_the_name_of_whom_it_sees_by_initials() -> None:
    said = an_item("i4", {**VRIJ, "omschrijving": "Terpoorten belde."}, POLITIE)
    rules = [a_rule("pol"), KLEIN, a_rule("gem", "gemeente")]
    assert of_item(told(a_case(said), POLITIE, GEMEENTE, rules), "i4")["omschrijving"] == (Actie.DELEN, "regel gem")
    assert of_item(told(a_case(said), POLITIE, GEMEENTE, [rules[0], rules[2]]), "i4")["omschrijving"][0] is Actie.ONTHOUDEN


def test_text_that_a_person_let_go_is_there_by_something_that_the_recipient_does_not_see() -> None:
    held = an_item("i3", {**VRIJ, "omschrijving": "Mila werd geduwd."}, bericht="b1")
    feit: dict[str, Json] = {
        "soort": "tekstvrijgave",
        "feit": "i3",
        "bericht": "b1",
        "veld": "omschrijving",
        "reden": "x",
        "ontvangers": [],
    }
    found = of_item(told(a_case(held, an_item("i4", feit)), POLITIE, POLITIE), "i3")
    assert (found["omschrijving"], found["aard"]) == ((Actie.DELEN, ONGEZIEN), (Actie.DELEN, "regel pol"))


@pytest.mark.parametrize(("oordeel", "besluit"), [("ja", (Actie.DELEN, "regel t")), ("nee", (Actie.ONTHOUDEN, "geen regel deelt dit"))])
def test_consent_that_the_asker_sees_counts_in_its_answer(oordeel: str, besluit: tuple[Actie, str]) -> None:
    consent: dict[str, Json] = {"soort": "toestemming", "persoon": "p-1", "doel": "veiligheidsplan", "oordeel": oordeel}
    casus = a_case(an_item("i3", consent), an_item("i4", VRIJ, POLITIE))
    rules = [a_rule("pol"), a_rule("t", "gemeente", categorieen=["incident"], opToestemming=True)]
    assert of_item(told(casus, POLITIE, GEMEENTE, rules), "i4")["aard"] == besluit


def test_organisation_may_ask_about_itself_though_it_sees_nobody_take_part() -> None:
    rules = [a_rule("pol", categorieen=["incident"])]
    kennis = knows(a_case(an_item("i3", INCIDENT)), POLITIE, rules)
    assert [may_ask(kennis, oin) for oin in (POLITIE, GEMEENTE)] == [True, False]
    assert of_item(told(a_case(an_item("i3", INCIDENT)), POLITIE, POLITIE, rules), "i3")["aard"] == (Actie.DELEN, "regel pol")


@pytest.mark.parametrize("echt", [None, {}], ids=["by what it sees", "by what was decided"])
def test_what_nothing_that_the_asker_knows_explains_is_withheld_by_something_unseen(echt: dict[tuple[str, str], Actie] | None) -> None:
    kennis = replace(knows(a_case(an_item("i3", INCIDENT)), POLITIE, OPEN), casus={})
    found = asked_about(kennis, who(POLITIE), surroundings(OPEN), echt)
    assert {(one.besluit.actie, one.besluit.door) for one in found} == {(Actie.ONTHOUDEN, ONGEZIEN)}


def test_each_line_names_the_fact_its_kind_the_field_and_who_said_it_in_one_order() -> None:
    items = [
        an_item("q1", {"soort": "werkdoel", "tekst": "x"}, POLITIE),
        an_item("i9", {"soort": "gevaarsomschrijving", "tekst": "y"}, POLITIE, geldigOp="2026-10-01", nietVerder=True),
        an_item("i4", {"soort": "gevaarsomschrijving", "tekst": "z"}, POLITIE, geldigOp="2026-11-01"),
    ]
    found = told(a_case(*items), POLITIE, POLITIE)
    assert [one[:4] for one in found] == [
        ("i2", "persoonsrol", "persoon", VT),
        ("i2", "persoonsrol", "rol", VT),
        ("i2", "persoonsrol", "zekerheid", VT),
        ("i4", "gevaarsomschrijving", "tekst", POLITIE),
        ("i9", "gevaarsomschrijving", "tekst", POLITIE),
        ("ps-p-1", "persoon", "naam", VT),
        ("q1", "werkdoel", "tekst", POLITIE),
    ]
    walled = [one for one in told(a_case(*items), POLITIE, GEMEENTE) if one.item == "i9"]
    assert [(one.veld, one.besluit.veld) for one in walled] == [("tekst", "tekst")]
