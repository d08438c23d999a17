"""Which texts wait, told field by field, and who is told of none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import rows, text
from ketenhub.share.ontvanger import Ontvanger
from tests.unit.share.test_kader import seen
from tests.unit.share.test_share import ALLES, GEMEENTE, INCIDENT, POLITIE, RECLASSERING, VT, a_casus, a_rule, an_item, decided

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

VELDEN = ("controleDoor", "gevolg", "stresstestScenario", "stresstestWijziging", "wat", "wie")
AFSPRAAK = an_item("i3", {"soort": "veiligheidsafspraak", **dict.fromkeys(VELDEN, "Mila belt.")}, GEMEENTE, bericht="b1")
REGELS = [a_rule("r", ontvangerSoorten=[], categorieen=[c for c in ALLES if c != "tekstvrijgave"])]


def a_release(veld: str, *ontvangers: str) -> dict[str, Json]:
    """Give a release of one field of the agreement."""
    feit: dict[str, Json] = {"soort": "tekstvrijgave", "feit": "i3", "bericht": "b1", "veld": veld, "reden": "Een ander."}
    return an_item(f"v-{veld}-{len(ontvangers)}", {**feit, "ontvangers": list(ontvangers)}, GEMEENTE)


def waiting(*items: Json, oin: str = GEMEENTE) -> tuple[Object, ...]:
    """Give the texts that an organisation is told to be waiting."""
    return rows(decided(a_casus(AFSPRAAK, *items), REGELS, oin).uitsnede.inhoud, "wachtOpBlik")


@pytest.mark.parametrize("oin", [GEMEENTE, VT], ids=["sender", "regie"])
def test_each_field_that_waits_is_told(oin: str) -> None:
    assert sorted(text(row, "veld") or "" for row in waiting(oin=oin)) == list(VELDEN)


def test_fields_of_the_sender_stand_by_name() -> None:
    assert [row["veld"] for row in waiting()] == list(VELDEN)


@pytest.mark.parametrize("oin", [GEMEENTE, VT], ids=["sender", "regie"])
def test_release_of_one_field_to_all_ends_the_waiting_of_that_field_alone(oin: str) -> None:
    assert {text(row, "veld") for row in waiting(a_release("gevolg"), oin=oin)} == set(VELDEN) - {"gevolg"}


ALLEN = tuple("0" * 19 + n for n in "9586342")


def test_sender_reads_by_which_message_a_text_can_be_let_go_and_to_whom_that_field_was() -> None:
    rows_ = waiting(a_release("wie", *ALLEN), a_release("wat", VT))
    (row,) = (row for row in rows_ if row["veld"] == "wie")
    assert row == {
        "item": "i3",
        "deel": "veiligheidsafspraak",
        "veld": "wie",
        "organisatie": {"oin": GEMEENTE, "naam": "een organisatie"},
        "bericht": "b1",
        "vrijgegevenAan": [{"oin": oin, "naam": "een organisatie"} for oin in sorted(ALLEN)],
    }


def test_regie_reads_whose_text_waits_and_not_by_which_message_it_can_be_let_go() -> None:
    (row,) = (row for row in waiting(oin=VT) if row["veld"] == "wie")
    assert row == {"item": "i3", "deel": "veiligheidsafspraak", "veld": "wie", "organisatie": {"oin": GEMEENTE, "naam": "een organisatie"}}


def test_regie_is_told_of_no_text_that_a_wall_holds_from_it() -> None:
    held = an_item("i4", {**INCIDENT, "omschrijving": "Mila werd geduwd."}, GEMEENTE, nietVerder=True)
    assert {row["item"] for row in waiting(held, oin=VT)} == {"i3"}


MILA = an_item("i5", {"soort": "persoon", "naam": {"voornamen": "Mila"}}, RECLASSERING, "pleger")
OP_SPOOR = an_item("i4", {**INCIDENT, "omschrijving": "Mila viel.", "personen": []}, RECLASSERING, "pleger", genoemd=[POLITIE])


@pytest.mark.req("CON-07", "MDA-20")
def test_on_the_perpetrators_track_not_even_the_sender_is_told_that_its_own_text_holds_a_name_that_it_knows() -> None:
    people: list[Json] = [{"id": "p-2", "verklaringen": ["i5"]}]
    sender = [
        seen(Ontvanger(RECLASSERING, "reclassering", spoor, regie=True, verwijzing="w"), MILA, OP_SPOOR, personen=people)
        for spoor in ("pleger", "beide")
    ]
    assert ["wachtOpBlik" in view for view in sender] == [False, True]


@pytest.mark.req("MDA-46")
@pytest.mark.parametrize(("persoon", "told"), [("p-1", False), (None, True)])
def test_people_themselves_are_told_of_no_text_that_waits_whatever_else_they_are(persoon: str | None, told: bool) -> None:
    ontvanger = Ontvanger(GEMEENTE, "gemeente", "onverdeeld", regie=True, verwijzing="w", persoon=persoon)
    assert ("wachtOpBlik" in seen(ontvanger, AFSPRAAK)) is told
