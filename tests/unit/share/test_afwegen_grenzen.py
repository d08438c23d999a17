"""What opens wall 5 or goes past the rules, read from the facts: each bound by itself, and nothing that only looks like it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, rows
from ketenhub.share.afwegen import Weging, day, instant, read_weighings, said_by_one
from ketenhub.share.doorbreken import override_for, read_overrides
from ketenhub.share.gereed import prepare
from tests.unit.share.test_afwegen import LAATSTE, given, reaches, secret, weighed
from tests.unit.share.test_doorbreken import confirmed, fact, proposed
from tests.unit.share.test_share import GEMEENTE, POLITIE, VT, a_casus, a_rule, an_item

if TYPE_CHECKING:
    from ketenhub.domain.json import Json


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("2026-11-01", date(2026, 11, 1)),
        ("2026-11-01T12:00:00Z", date(2026, 11, 1)),
        ("2026-11-01T23:30:00Z", date(2026, 11, 2)),
        (None, date.max),
    ],
)
def test_day_is_counted_as_the_plan_counts_it_and_without_words_it_never_comes(words: str | None, found: date) -> None:
    assert day(words) == found


@pytest.mark.parametrize("plek", ["Asia/Tokyo", "America/New_York"])
def test_day_is_the_same_wherever_the_hub_runs(plek: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", plek)
    time.tzset()
    try:
        assert [day(words) for words in ("2026-11-01", "2026-11-01T23:30:00Z")] == [date(2026, 11, 1), date(2026, 11, 2)]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_what_does_not_say_when_was_said_before_all_else() -> None:
    assert instant(None) < instant("2026-11-01T12:00:00Z") == datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.req("MDA-20")
@pytest.mark.parametrize(
    ("een", "ander", "found"),
    [
        ((VT, "onverdeeld"), (VT, "slachtoffer"), True),
        ((VT, "pleger"), (VT, "pleger"), True),
        ((VT, "pleger"), (VT, "onverdeeld"), False),
        ((VT, "onverdeeld"), (VT, "pleger"), False),
        ((VT, "onverdeeld"), (GEMEENTE, "onverdeeld"), False),
    ],
)
def test_one_organisation_on_one_side_is_who_can_decide(een: tuple[str, str], ander: tuple[str, str], found: bool) -> None:
    assert said_by_one(*(an_item("i3", {"soort": "incident"}, bron, spoor) for bron, spoor in (een, ander))) is found


@pytest.mark.req("MDA-36")
def test_decision_is_read_whole_by_the_fact_that_it_is_about() -> None:
    moment = datetime(2026, 11, 1, 12, tzinfo=UTC)
    one = Weging("i20", frozenset({POLITIE}), "delen", "b1", moment, date(2026, 11, 1), LAATSTE)
    back = one._replace(id="i21", besluit=None)
    assert read_weighings([secret(), weighed(), weighed(ident="i21", weg=True)]) == {"i3": (one, back)}


@pytest.mark.req("MDA-36")
def test_what_only_looks_like_a_decision_opens_nothing() -> None:
    real = weighed()
    feit = real["feit"]
    assert isinstance(feit, dict)
    assert read_weighings([secret(), real | {"feit": {**feit, "soort": "werkdoel"}}]) == {}


@pytest.mark.req("MDA-36")
def test_decision_counts_though_it_says_that_it_was_made_before_the_fact_was_written() -> None:
    assert reaches(a_casus(secret(), weighed(op="2026-11-01T09:00:00Z")))


def test_each_override_of_a_fact_counts_beside_the_others() -> None:
    other = {**proposed(ontvanger=VT), "id": "i40"}
    look = confirmed()
    feit = look["feit"]
    assert isinstance(feit, dict)
    also = {**look, "id": "i41", "feit": {**feit, "doorbreking": "i40"}}
    found = read_overrides([fact(), proposed(), look, other, also])
    assert [(one.id, one.ontvanger) for one in found["i3"]] == [("i30", POLITIE), ("i40", VT)]


def test_override_is_named_to_its_recipient_and_to_nobody_else() -> None:
    stuk = prepare(a_casus(fact(), proposed(), confirmed())).stukken[2]
    assert [override_for(stuk, oin, LAATSTE) for oin in (POLITIE, VT)] == ["doorbreking i30 tot en met 2026-11-10", ""]


@pytest.mark.parametrize("welk", ["proposal", "confirmation"])
def test_what_only_looks_like_an_override_or_its_confirmation_goes_past_nothing(welk: str) -> None:
    voorstel, look = proposed(), confirmed()
    fake = voorstel if welk == "proposal" else look
    feit = fake["feit"]
    assert isinstance(feit, dict)
    changed = {**fake, "feit": {**feit, "soort": "werkdoel"}}
    assert read_overrides([fact(), *((changed, look) if welk == "proposal" else (voorstel, changed))]) == {}


def test_override_gives_neither_a_bsn_nor_who_said_it() -> None:
    who: dict[str, Json] = {"soort": "persoon", "bsn": "999990019", "geslacht": "x"}
    said = fact(who, professional={"ref": "m1", "functie": "wijkwerker"})
    casus = {**a_casus(said, proposed(), confirmed()), "personen": [{"id": "p-1", "verklaringen": ["i3"]}]}
    (row,) = rows(given(casus, rules=[a_rule("r", ontvangerSoorten=[], categorieen=["rol"])]).uitsnede.inhoud, "personen")
    assert (row["geslacht"], row.get("bsn"), at(row, "herkomst", "professional")) == ("x", None, None)
