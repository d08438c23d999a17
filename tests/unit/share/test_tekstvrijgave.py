"""A text that waits: who is told, who is not, and what a person's release opens and what it never does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import rows, text
from tests.unit.share.test_share import (
    ALLES,
    GEMEENTE,
    HUIS,
    INCIDENT,
    LI,
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

NAAR_ALLEN = [a_rule("r", ontvangerSoorten=[], categorieen=[c for c in ALLES if c != "tekstvrijgave"])]
LOS = "Mila werd geduwd."


def said(omschrijving: str = LOS, spoor: str = "onverdeeld", herkomst: dict[str, Json] | None = None) -> dict[str, Json]:
    """Give a text of the gemeente."""
    return an_item("i3", {**INCIDENT, "omschrijving": omschrijving}, GEMEENTE, spoor, **{"bericht": "b1", **(herkomst or {})})


def released(
    *ontvangers: str, bron: str = GEMEENTE, spoor: str = "onverdeeld", bericht: str = "b1", veld: str = "omschrijving"
) -> dict[str, Json]:
    """Give a release of that text."""
    feit: dict[str, Json] = {
        "soort": "tekstvrijgave",
        "feit": "i3",
        "bericht": bericht,
        "veld": veld,
        "ontvangers": list(ontvangers),
        "reden": "Dit is een ander.",
    }
    return an_item("i20", feit, bron, spoor)


def reaches(casus: Object, oin: str = POLITIE, spoor: str = "onverdeeld") -> bool:
    """Tell whether the text reaches an organisation."""
    return "werd geduwd" in seen(decided(casus, NAAR_ALLEN, oin, spoor))


def told(casus: Object, oin: str, spoor: str = "onverdeeld") -> list[tuple[str | None, str | None]]:
    """Give which texts an organisation is told to be waiting."""
    return [(text(row, "item"), text(row, "veld")) for row in rows(decided(casus, NAAR_ALLEN, oin, spoor).uitsnede.inhoud, "wachtOpBlik")]


def test_waiting_text_is_told_to_who_said_it_and_to_regie() -> None:
    assert [told(a_casus(said()), oin) for oin in (GEMEENTE, VT)] == [[("i3", "omschrijving")]] * 2


@pytest.mark.req("VISIE-38")
def test_whom_a_text_is_held_from_learns_nothing_of_it() -> None:
    assert told(a_casus(said()), POLITIE) == []
    assert "i3" not in seen(decided(a_casus(said()), [a_rule("r", velden=["omschrijving"], ontvangerSoorten=[])], POLITIE))


def test_view_of_another_is_the_same_whether_a_text_waits_or_is_let_go_to_someone_else() -> None:
    views = {seen(decided(a_casus(said(), *more), NAAR_ALLEN, POLITIE)) for more in ((), (released(RECLASSERING),))}
    assert len(views) == 1


def test_sender_is_not_told_what_only_others_know() -> None:
    # the secret place was not named for the gemeente: that its text waits would tell that the guess is right
    secret = an_item("i8", HUIS["feit"] if isinstance(HUIS["feit"], dict) else {}, VT)
    casus = a_casus(said("Zij zit aan de Zilverlindelaan."), secret)
    assert told(casus, GEMEENTE) == []
    assert told(casus, VT) == [("i3", "omschrijving")]


@pytest.mark.req("CON-07")
def test_perpetrators_side_is_told_of_no_text_that_waits() -> None:
    assert told(a_casus(said(spoor="pleger")), GEMEENTE, "pleger") == []


def test_release_to_all_opens_the_text_to_all_and_ends_the_waiting() -> None:
    casus = a_casus(said(), released())
    assert reaches(casus)
    assert [told(casus, oin) for oin in (GEMEENTE, VT)] == [[], []]


def test_release_to_one_opens_the_text_to_that_one_alone() -> None:
    casus = a_casus(said(), released(POLITIE))
    assert [reaches(casus, oin) for oin in (POLITIE, RECLASSERING, VT)] == [True, False, False]
    row = rows(decided(casus, NAAR_ALLEN, GEMEENTE).uitsnede.inhoud, "wachtOpBlik")[0]
    assert [text(one, "oin") for one in rows(row, "vrijgegevenAan")] == [POLITIE]


def test_release_itself_is_seen_by_nobody_else() -> None:
    assert "Dit is een ander." in seen(decided(a_casus(said(), released()), NAAR_ALLEN, GEMEENTE))
    assert [
        oin for oin in (POLITIE, VT, RECLASSERING) if "Dit is een ander." in seen(decided(a_casus(said(), released()), NAAR_ALLEN, oin))
    ] == []


@pytest.mark.parametrize(
    "vrijgave",
    [released(bericht="b0"), released(bron=VT), released(veld="aard"), released(spoor="pleger")],
    ids=["of another text", "by another", "of another field", "on another track"],
)
def test_release_that_is_not_about_this_text_opens_nothing(vrijgave: dict[str, Json]) -> None:
    assert not reaches(a_casus(said(), vrijgave))


def test_release_after_the_tracks_were_separated_still_is_about_what_was_said_before() -> None:
    assert reaches(a_casus(said(), released(spoor="slachtoffer")))


def test_release_does_not_share_what_no_rule_shares() -> None:
    assert "werd geduwd" not in seen(decided(a_casus(said(), released()), [a_rule("r", categorieen=["rol"], ontvangerSoorten=[])]))


@pytest.mark.req("MOV-16")
@pytest.mark.parametrize(
    "tekst", ["Mila werd geduwd in de Zilverlindelaan.", "Li werd geduwd bij De Kievit.", "Li werd geduwd, BSN 999990019."]
)
def test_release_never_opens_wall_1_nor_a_number_that_is_nobodys_to_give(tekst: str) -> None:
    assert not reaches(a_casus(said(tekst), released(), HUIS, LI))


def test_release_never_opens_wall_2() -> None:
    melding = an_item("i7", {"soort": "melding", "identificatie": "m", "melder": {"hoedanigheid": "buur", "naam": "Dekker"}})
    assert not reaches(a_casus(said("Dekker zag: Mila werd geduwd."), released(), melding))


@pytest.mark.parametrize("herkomst", [{"nietVerder": True}, {"beroepsgeheim": True}])
def test_release_never_opens_wall_3_or_5(herkomst: dict[str, Json]) -> None:
    assert not reaches(a_casus(said(herkomst=herkomst), released()))


@pytest.mark.parametrize(("spoor", "ontvanger"), [("slachtoffer", "pleger"), ("pleger", "slachtoffer"), ("pleger", "pleger")])
def test_release_never_opens_wall_4(spoor: str, ontvanger: str) -> None:
    assert not reaches(a_casus(said(spoor=spoor), released(spoor=spoor)), POLITIE, ontvanger)
