"""What a holder has to weigh: where wall 5 alone stands between its fact and somebody to whom the rules give it, and nothing else."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
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
    regels = Regelset.model_validate_json(json.dumps({"versie": "v", "regels": NAAR_ALLEN if rules is None else rules}))
    ontvanger = Ontvanger(oin, SOORTEN[oin], spoor, regie=oin == VT, verwijzing="w")
    return share(casus, {"sporen": []}, ontvanger, Omgeving(regels, dag, NAMEN, SOORTEN, lambda p: p)).uitsnede.inhoud


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


@pytest.mark.parametrize("deel", [a_part(POLITIE, tot="2026-11-09"), a_part(POLITIE, van="2026-11-11")], ids=["left", "not yet there"])
def test_who_does_not_take_part_today_is_no_recipient(deel: Json) -> None:
    assert queue(with_parts(FEIT, delen=[deel])) == []


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
