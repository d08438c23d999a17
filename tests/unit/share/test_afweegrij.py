"""What a holder has to weigh: where wall 5 alone stands between its fact and somebody to whom the rules give it, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.afweegrij import holds_secret
from ketenhub.share.gereed import prepare
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from ketenhub.share.verschil import difference
from tests.unit.share.test_afwegen import LAATSTE, weighed
from tests.unit.share.test_share import ALLES, GEMEENTE, INCIDENT, POLITIE, RECLASSERING, SOORTEN, VT, a_casus, a_rule, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

NAMEN = {GEMEENTE: "Gemeente", POLITIE: "Politie", VT: "Veilig Thuis", RECLASSERING: "Reclassering"}
NAAR_ALLEN = [a_rule("r", ontvangerSoorten=[])]
OPGESTELD = "2026-11-01T10:00:00Z"
FEIT = an_item("i3", {**INCIDENT, "omschrijving": "Zonder namen."}, GEMEENTE, beroepsgeheim=True, bericht="b1", opgesteldOp=OPGESTELD)
VRAAG: dict[str, Json] = {"soort": "afweegverzoek", "aan": GEMEENTE, "reden": "Wij plannen.", "geldigTot": LAATSTE.isoformat()}


def a_part(oin: str, van: str = "2026-11-01", spoor: str = "onverdeeld", tot: str | None = None) -> dict[str, Json]:
    """Give the part of an organisation."""
    found: dict[str, Json] = {"organisatie": oin, "van": van, "spoor": spoor}
    return found if tot is None else {**found, "tot": tot}


def with_parts(*items: Json, delen: list[Json] | None = None) -> Object:
    """Give a casus in which the gemeente takes part, and these others."""
    return {**a_casus(*items), "deelnames": [a_part(GEMEENTE), *(delen if delen is not None else [a_part(POLITIE), a_part(VT)])]}


def view(
    casus: Object, oin: str = GEMEENTE, dag: date = LAATSTE, rules: list[dict[str, Json]] | None = None, spoor: str = "onverdeeld"
) -> Object:
    """Give what an organisation sees on a day."""
    return in_phases(casus, {}, Ontvanger(oin, SOORTEN[oin], spoor, regie=oin == VT, verwijzing="w"), dag, rules)


def in_phases(
    casus: Object, fasen: dict[str, Json], wie: Ontvanger, dag: date = LAATSTE, rules: list[dict[str, Json]] | None = None
) -> Object:
    """Give what an organisation sees on a day on which each track has its phase."""
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": NAAR_ALLEN if rules is None else rules}))
    sporen: list[Json] = [{"spoor": spoor, "fase": fase} for spoor, fase in fasen.items()]
    omgeving = Omgeving(regels, dag, NAMEN, SOORTEN, lambda p: p, {POLITIE: "Elzenwoude", VT: "Berkenrade"})
    return share(casus, {"sporen": sporen}, wie, omgeving).uitsnede.inhoud


def queue(casus: Object, **rest: object) -> list[tuple[str | None, str | None]]:
    """Give which items wait for whom."""
    return [(text(row, "item"), text(row, "ontvanger", "oin")) for row in rows(view(casus, **rest), "afweegrij")]  # type: ignore[arg-type]


@pytest.mark.req("MDA-36")
def test_holder_has_to_weigh_its_fact_for_each_that_the_rules_give_it() -> None:
    assert queue(with_parts(FEIT)) == [("i3", POLITIE), ("i3", VT)]


@pytest.mark.req("MDA-36")
@pytest.mark.parametrize("oin", [POLITIE, VT])
def test_nobody_else_sees_that_there_is_anything_to_weigh(oin: str) -> None:
    assert view(with_parts(FEIT), oin) == view(with_parts(), oin)


def test_to_whom_no_rule_gives_it_there_is_nothing_to_weigh() -> None:
    assert queue(with_parts(FEIT), rules=[a_rule("v", "veilig_thuis"), a_rule("g", "gemeente")]) == [("i3", VT)]
    assert queue(with_parts(FEIT), rules=[*NAAR_ALLEN, a_rule("n", actie="onthouden", categorieen=["incident", "rol"])]) == [("i3", VT)]


def test_row_names_the_fields_that_would_go() -> None:
    (row,) = rows(
        view(with_parts(FEIT, delen=[a_part(POLITIE)]), rules=[a_rule("p", velden=["aard"]), a_rule("g", "gemeente")]), "afweegrij"
    )
    assert texts(row, "velden") == ("aard",)


@pytest.mark.parametrize(
    "anders", [{"nietVerder": True}, {"beroepsgeheim": False}, {"organisatie": VT}], ids=["wall 3 too", "no secrecy", "of another"]
)
def test_where_another_wall_stands_or_none_there_is_nothing_to_weigh(anders: dict[str, Json]) -> None:
    herkomst = FEIT["herkomst"]
    assert isinstance(herkomst, dict)
    assert queue(with_parts({**FEIT, "herkomst": {**herkomst, **anders}})) == []


@pytest.mark.req("CON-07")
def test_other_track_is_never_weighed_for() -> None:
    apart = with_parts({**FEIT, "spoor": "slachtoffer"}, delen=[a_part(POLITIE, spoor="pleger"), a_part(VT, spoor="beide")])
    assert queue(apart, spoor="slachtoffer") == [("i3", VT)]
    assert queue(with_parts({**FEIT, "spoor": "pleger"}, delen=[a_part(POLITIE, spoor="pleger")]), spoor="pleger") == []


@pytest.mark.parametrize("deel", [a_part(POLITIE, van="2026-11-10"), a_part(POLITIE, tot="2026-11-10")], ids=["first", "last"])
def test_who_takes_part_on_its_first_or_last_day_is_a_recipient(deel: Json) -> None:
    assert queue(with_parts(FEIT, delen=[deel])) == [("i3", POLITIE)]


@pytest.mark.parametrize("deel", [a_part(POLITIE, tot="2026-11-09"), a_part(POLITIE, van="2026-11-11")], ids=["left", "not yet there"])
def test_who_does_not_take_part_today_is_no_recipient_and_hides_nobody_else(deel: Json) -> None:
    assert queue(with_parts(FEIT, delen=[deel, a_part(VT)])) == [("i3", VT)]


def test_holder_that_may_not_know_who_takes_part_learns_it_of_nobody() -> None:
    assert queue(with_parts(FEIT), rules=[a_rule("r", ontvangerSoorten=[], categorieen=[c for c in ALLES if c != "betrokkenheid"])]) == []


def test_decision_ends_the_waiting_and_a_no_is_shown_with_its_end() -> None:
    assert queue(with_parts(FEIT, weighed(POLITIE))) == [("i3", VT)]
    (row, other) = rows(view(with_parts(FEIT, weighed(POLITIE, besluit="niet_delen"))), "afweegrij")
    assert at(row, "besluit") == {"afweging": "i20", "besluit": "niet_delen", "geldigTot": "2026-11-10"}
    assert "besluit" not in other


@pytest.mark.req("MDA-36")
@pytest.mark.parametrize("besluit", ["delen", "niet_delen"])
def test_after_its_last_day_a_decision_waits_again_since_that_day(besluit: str) -> None:
    (row,) = rows(view(with_parts(FEIT, weighed(POLITIE, besluit=besluit), delen=[a_part(POLITIE)]), dag=date(2026, 11, 12)), "afweegrij")
    assert (row["sinds"], "besluit" in row) == ("2026-11-11", False)


def test_corrected_fact_waits_again_whatever_was_decided() -> None:
    for besluit in ("delen", "niet_delen"):
        (row,) = rows(view(with_parts(FEIT, weighed(POLITIE, besluit=besluit, bericht="b0"), delen=[a_part(POLITIE)])), "afweegrij")
        assert "besluit" not in row


@pytest.mark.parametrize(("van", "sinds"), [("2026-10-01", "2026-11-01"), ("2026-11-04", "2026-11-04")])
def test_fact_waits_since_it_was_heard_and_the_other_takes_part(van: str, sinds: str) -> None:
    (row,) = rows(view(with_parts(FEIT, delen=[a_part(POLITIE, van)])), "afweegrij")
    assert row["sinds"] == sinds


@pytest.mark.req("MDA-36")
def test_row_tells_what_its_recipient_asked_while_the_question_stands() -> None:
    asked = with_parts(FEIT, an_item("i9", VRAAG, POLITIE, genoemd=[GEMEENTE]))
    (row, other) = rows(view(asked), "afweegrij")
    assert at(row, "gevraagd") == [{"verzoek": "i9", "reden": "Wij plannen.", "geldigTot": "2026-11-10"}]
    assert "gevraagd" not in other
    for dag in (date(2026, 10, 31), date(2026, 11, 11)):
        assert [row for row in rows(view(asked, dag=dag), "afweegrij") if "gevraagd" in row] == []
    elsewhere = with_parts(FEIT, an_item("i9", {**VRAAG, "aan": VT}, POLITIE))
    assert [row for row in rows(view(elsewhere), "afweegrij") if "gevraagd" in row] == []


def test_queue_is_what_the_other_gets_once_it_is_named_and_does_not_get_now() -> None:
    rules = [a_rule("p", categorieen=["incident"]), a_rule("v", "veilig_thuis", categorieen=["rol"]), a_rule("g", "gemeente")]
    feit = FEIT["feit"]
    assert isinstance(feit, dict)
    for oin in (POLITIE, VT, RECLASSERING):
        now, named = (with_parts({**FEIT, "feit": {**feit, "genoemd": who}}, delen=[a_part(oin)]) for who in ([], [oin]))
        gains = "incidenten" in view(named, oin, rules=rules) and "incidenten" not in view(now, oin, rules=rules)
        assert queue(now, rules=rules) == ([("i3", oin)] if gains else [])


@pytest.mark.req("CON-07")
def test_own_fact_of_the_other_track_is_not_among_what_waits_on_this_one() -> None:
    delen: list[Json] = [a_part(VT, spoor="beide")]
    apart = with_parts({**FEIT, "spoor": "pleger"}, {**FEIT, "id": "i4", "spoor": "slachtoffer"}, delen=delen)
    assert queue(apart, spoor="slachtoffer") == [("i4", VT)]


@pytest.mark.req("MDA-36")
def test_secret_of_another_that_was_opened_to_this_one_is_not_its_to_weigh() -> None:
    feit = FEIT["feit"]
    assert isinstance(feit, dict)
    opened = an_item("i4", {**feit, "genoemd": [GEMEENTE]}, VT, beroepsgeheim=True, bericht="b9", opgesteldOp=OPGESTELD)
    casus = with_parts(FEIT, opened)
    assert [row["id"] for row in rows(view(casus), "incidenten")] == ["i3", "i4"]
    assert queue(casus) == [("i3", POLITIE), ("i3", VT)]


def test_where_nothing_waits_there_is_no_list_of_it() -> None:
    assert "afweegrij" not in view(with_parts(FEIT, delen=[]))


@pytest.mark.parametrize(
    ("geheim", "bron", "found"), [(True, GEMEENTE, True), (True, VT, False), (False, GEMEENTE, False), (False, VT, False)]
)
def test_organisation_holds_a_secret_when_it_said_one_itself(geheim: bool, bron: str, found: bool) -> None:
    assert holds_secret(prepare(a_casus(an_item("i3", INCIDENT, bron, beroepsgeheim=geheim))), GEMEENTE) is found


@pytest.mark.parametrize(
    ("fasen", "fase", "found"),
    [
        ({"beide": 2, "slachtoffer": 3}, 3, True),
        ({"beide": 2, "slachtoffer": 3}, 2, False),
        ({"beide": 2}, 2, True),
        ({}, 2, False),
    ],
    ids=["its own track", "another track", "no other phase is told", "no phase at all"],
)
def test_rule_of_a_phase_counts_by_the_phase_of_the_others_track(fasen: dict[str, Json], fase: int, found: bool) -> None:
    rules = [
        a_rule("f", ontvangerSoorten=[], categorieen=["fase", "betrokkenheid"]),
        a_rule("p", categorieen=["incident"], fasen=[fase]),
    ]
    casus = with_parts(FEIT, delen=[a_part(POLITIE, spoor="slachtoffer")])
    wie = Ontvanger(GEMEENTE, "gemeente", "beide", regie=False, verwijzing="w")
    assert bool(rows(in_phases(casus, fasen, wie, rules=rules), "afweegrij")) is found


def test_rule_for_an_incident_in_the_municipality_counts_for_who_works_there() -> None:
    feit = FEIT["feit"]
    assert isinstance(feit, dict)
    rules = [
        a_rule("b", ontvangerSoorten=[], categorieen=["betrokkenheid"]),
        a_rule("v", ontvangerSoorten=[], categorieen=["incident"], omstandigheden=["voorval_in_gemeente"]),
    ]
    there = an_item("i4", {"soort": "incident", "aard": "dreiging", "gemeente": "Elzenwoude"}, POLITIE)
    assert queue(with_parts(FEIT, there), rules=rules) == [("i3", POLITIE)]


@pytest.mark.req("MDA-36")
def test_row_names_the_fact_its_kind_and_the_message_in_which_it_stands() -> None:
    (row,) = rows(view(with_parts(FEIT, delen=[a_part(POLITIE)])), "afweegrij")
    assert (row["item"], row["deel"], row["bericht"]) == ("i3", "incident", "b1")
    assert row["ontvanger"] == {"oin": POLITIE, "naam": "Politie"}


@pytest.mark.parametrize("dag", [date(2026, 11, 5), LAATSTE])
def test_decision_not_to_share_that_stands_does_not_move_since_when_it_waits(dag: date) -> None:
    (row,) = rows(view(with_parts(FEIT, weighed(POLITIE, besluit="niet_delen"), delen=[a_part(POLITIE)]), dag=dag), "afweegrij")
    assert (row["sinds"], "besluit" in row) == ("2026-11-01", True)


def test_decision_that_was_taken_back_waits_again_as_if_nothing_was_decided() -> None:
    (row,) = rows(view(with_parts(FEIT, weighed(POLITIE, weg=True), delen=[a_part(POLITIE)])), "afweegrij")
    assert "besluit" not in row


@pytest.mark.req("MDA-36")
def test_question_stands_from_its_day_and_is_told_with_its_purpose_and_need() -> None:
    vraag: dict[str, Json] = {**VRAAG, "noodzaak": "directe_veiligheid", "doel": "i5"}
    goal = an_item("i5", {"soort": "werkdoel", "tekst": "Rust."}, POLITIE)
    casus = with_parts(FEIT, goal, an_item("i9", vraag, POLITIE, geldigOp=LAATSTE.isoformat()), delen=[a_part(POLITIE)])
    (row,) = rows(view(casus), "afweegrij")
    assert [*rows(row, "gevraagd")] == [
        {
            "verzoek": "i9",
            "reden": "Wij plannen.",
            "noodzaak": "directe_veiligheid",
            "doel": "i5",
            "geldigTot": "2026-11-10",
        }
    ]


@pytest.mark.req("CON-07")
def test_question_on_the_other_track_is_told_with_nothing_that_waits_here() -> None:
    delen: list[Json] = [a_part(POLITIE, spoor="beide")]
    casus = with_parts({**FEIT, "spoor": "slachtoffer"}, an_item("i9", VRAAG, POLITIE, "pleger"), delen=delen)
    (row,) = rows(view(casus, spoor="slachtoffer"), "afweegrij")
    assert "gevraagd" not in row


@pytest.mark.parametrize(("geheim", "geteld"), [(True, True), (False, False)])
def test_rules_for_others_alone_count_in_the_difference_for_who_holds_a_secret_and_for_nobody_else(geheim: bool, geteld: bool) -> None:
    fact = FEIT if geheim else an_item("i3", {**INCIDENT, "omschrijving": "Zonder namen."}, GEMEENTE)
    own = [a_rule("g", "gemeente")]
    worlds = [
        Omgeving(Regelset.model_validate_json(json.dumps({"versie": "v", "regels": rules})), LAATSTE, {}, SOORTEN, str)
        for rules in (own, [*own, a_rule("p", "politie")])
    ]
    holder = Ontvanger(GEMEENTE, "gemeente", "onverdeeld", regie=False, verwijzing="w")
    found = difference(prepare(with_parts(fact)), {"sporen": []}, (holder,), (worlds[0], worlds[1]))
    assert bool(found) is geteld
