"""Whom an item is about, at whatever depth, and for which purposes these people consent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ketenhub.share.betreft import agreed_purposes, consents, persons_in
from ketenhub.share.gereed import prepare
from tests.unit.share.test_share import GEMEENTE, PERSOON, POLITIE, a_casus, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.gereed import Gereed


def ready(*feiten: dict[str, Json]) -> Gereed:
    """Make a casus ready with these facts, numbered from i3."""
    return prepare(a_casus(*(an_item(f"i{n}", feit) for n, feit in enumerate(feiten, 3))))


@pytest.mark.parametrize(
    ("feit", "persons"),
    [
        ({"soort": "gezondheidsfeit", "persoon": "p-1", "tekst": "Slaapt."}, {"p-1"}),
        (
            {"soort": "incident", "personen": ["p-1", "p-2"], "omschrijving": "@{p-3|Kim} en @{p-4|Ben} vielen."},
            {"p-1", "p-2", "p-3", "p-4"},
        ),
        ({"soort": "veiligheidsbeoordeling", "beoordelaar": {"soort": "betrokkene", "persoon": "p-1"}}, {"p-1"}),
        ({"soort": "veiligheidsbeoordeling", "over": {"soort": "leden", "personen": ["p-1", "p-2"]}}, {"p-1", "p-2"}),
        ({"soort": "proactief_scenario", "stappen": ["Bel.", "Bel @{p-1|Mila}."]}, {"p-1"}),
        ({"soort": "afspraakstand", "afspraak": "i9", "controle": {"hoe": "Belt @{p-1|Mila}."}}, {"p-1"}),
        ({"soort": "beschermende_factor", "tekst": "Oma belt.", "situaties": ["i9"]}, set()),
    ],
)
def test_everyone_whom_an_item_refers_to_or_tags_is_found_however_deep_and_no_fact_is_taken_for_a_person(
    feit: dict[str, Json], persons: set[str]
) -> None:
    assert persons_in(ready(feit).stukken[-1]) == persons


def said(oordeel: str | None = "ja", **rest: Json) -> dict[str, Json]:
    """Give what a person said about sharing."""
    return {"soort": "toestemming", "persoon": "p-1", "doel": "hulp", "oordeel": oordeel, **rest}


def given(*feiten: dict[str, Json]) -> dict[str, frozenset[str]]:
    """Give who consents to what towards the police."""
    return consents(ready(*feiten), POLITIE)


HULP, ZORG = frozenset({"hulp"}), frozenset({"zorg"})
JA = {"p-1": HULP}


@pytest.mark.parametrize(
    ("feiten", "found"),
    [
        ([said()], JA),
        ([said("nee")], {}),
        ([said("ingetrokken")], {}),
        ([said("niet_gevraagd")], {}),
        ([said(), said("nee")], {}),
        ([said(), said("ingetrokken")], {}),
        ([said(), said("niet_gevraagd")], JA),
        ([said(ontvanger=POLITIE)], JA),
        ([said(ontvanger=GEMEENTE)], {}),
        ([said("nee"), said(ontvanger=POLITIE)], JA),
        ([said(), said("nee", ontvanger=POLITIE)], {}),
        ([said(), said("nee", ontvanger=GEMEENTE)], JA),
        ([said(), said(None, ontvanger=POLITIE)], JA),
        ([said(persoon=None)], {}),
        ([said(doel=None)], {}),
        (
            [said(), said(doel="zorg"), said("nee", doel="werk"), said(persoon="p-2", doel="zorg")],
            {"p-1": {"hulp", "zorg"}, "p-2": {"zorg"}},
        ),
    ],
)
def test_specific_beats_general_and_at_one_level_an_objection_beats_consent(
    feiten: list[dict[str, Json]], found: dict[str, frozenset[str]]
) -> None:
    assert given(*feiten) == found


def test_only_a_word_of_consent_is_consent() -> None:
    gereed = ready(said())
    agreement = replace(gereed.stukken[-1], vorm=gereed.stukken[-1].vorm._replace(soort="instemming"))
    assert consents(replace(gereed, stukken=(agreement,)), POLITIE) == {}


OVER_EEN: dict[str, Json] = {"soort": "gezondheidsfeit", "persoon": "p-1", "tekst": "Slaapt."}
OVER_NIEMAND: dict[str, Json] = {"soort": "werkdoel", "tekst": "Rust."}
TWEE: list[Json] = [{"id": "p-1", "verklaringen": ["i1", "i7"]}, {"id": "p-2", "verklaringen": ["i8"]}]


def purposes(item: dict[str, Json], who: dict[str, frozenset[str]], personen: list[Json]) -> frozenset[str]:
    """Give for which purposes everyone in an item consents, in a casus with these people."""
    statements = [PERSOON, an_item("i7", {"soort": "persoon", "geslacht": "x"}), an_item("i8", {"soort": "persoon", "geslacht": "y"})]
    casus: Object = {"items": [*(one for one in statements if one["id"] != item["id"]), item], "personen": personen}
    gereed = prepare(casus)
    return agreed_purposes(next(stuk for stuk in gereed.stukken if stuk.id == item["id"]), gereed, who)


@pytest.mark.parametrize(
    ("item", "who", "found"),
    [
        (an_item("i3", OVER_EEN), {"p-1": HULP | ZORG}, HULP | ZORG),
        (an_item("i3", OVER_EEN), {"p-2": HULP}, frozenset()),
        (an_item("i3", {**OVER_EEN, "tekst": "@{p-2|Ben} slaapt."}), {"p-1": HULP | ZORG, "p-2": ZORG}, ZORG),
        (an_item("i3", {**OVER_EEN, "tekst": "@{p-2|Ben} slaapt."}), {"p-1": HULP}, frozenset()),
        (an_item("i7", {"soort": "persoon", "geslacht": "x"}), {"p-1": HULP}, HULP),
        (an_item("i7", {"soort": "persoon", "geslacht": "x"}), {"p-2": HULP}, frozenset()),
        (an_item("i3", OVER_NIEMAND), {"p-1": HULP}, frozenset()),
        (an_item("i3", OVER_NIEMAND), {"p-1": HULP, "p-2": HULP | ZORG}, HULP),
    ],
)
def test_everyone_in_an_item_has_to_consent_and_what_names_nobody_is_about_all(
    item: dict[str, Json], who: dict[str, frozenset[str]], found: frozenset[str]
) -> None:
    assert purposes(item, who, TWEE) == found


def test_where_there_is_nobody_nobody_consents() -> None:
    assert purposes(an_item("i3", OVER_NIEMAND), {"p-1": HULP}, []) == frozenset()
