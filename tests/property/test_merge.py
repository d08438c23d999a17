"""Whatever the order of arrival, the casus holds the same facts, and a rebuilt one the same bytes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ketenhub.domain.bijdrage import Bijdrage, Opening
from ketenhub.domain.errors import OnbekendeVerwijzing
from ketenhub.domain.plan import Werkdoel
from ketenhub.merge.fold import fold, merge
from ketenhub.merge.record import Ontvangen, record

if TYPE_CHECKING:
    from ketenhub.domain.casus import Casus

VT, POLITIE, GEMEENTE = ("0" * 19 + n for n in "123")
START = datetime(2026, 11, 1, 12, tzinfo=UTC)
OPENING = Opening(casus_id="c", geopend_op=START, organisatie=VT, geadresseerden=(), regie=VT)


def a_contribution(n: int, refs: list[str]) -> Bijdrage:
    """Give contribution number n with a work goal per reference; it was written n minutes after the start."""
    return Bijdrage(
        bericht_id=f"b{n}",
        opgesteld_op=START + timedelta(minutes=n),
        feiten=tuple(Werkdoel(ref=ref, geldig_op=START.date(), tekst=f"{ref} {n}", volgorde=1) for ref in refs),
    )


CONTRIBUTIONS = st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True), min_size=1, max_size=5)


@given(CONTRIBUTIONS, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(contributions: list[list[str]], chance: Random) -> None:
    order = list(enumerate(contributions))
    shuffled = list(order)
    chance.shuffle(shuffled)
    texts = []
    for arrival in (order, shuffled):
        numbers = count()
        casus = None
        for n, refs in arrival:
            ontvangen = Ontvangen(VT, START, "canoniek", lambda numbers=numbers: f"i{next(numbers)}", OPENING)  # type: ignore[misc]
            casus = merge(casus, record(a_contribution(n, refs), casus, ontvangen).model_copy(update={"opening": OPENING}))
        assert casus is not None
        texts.append(sorted(item.feit.tekst for item in casus.items if isinstance(item.feit, Werkdoel)))
    assert texts[0] == texts[1]


@given(CONTRIBUTIONS)
def test_rebuilding_gives_the_same_bytes(contributions: list[list[str]]) -> None:
    numbers = count()
    casus, kept = None, []
    for n, refs in enumerate(contributions):
        ontvangen = Ontvangen(VT, START, "canoniek", lambda: f"i{next(numbers)}", OPENING)
        kept.append(record(a_contribution(n, refs), casus, ontvangen))
        casus = merge(casus, kept[-1])
    again = fold(kept)
    assert casus is not None
    assert again is not None
    assert again.model_dump_json() == casus.model_dump_json()


# a story of three organisations: statements, corrections, withdrawals and one person known by number, each with the day it was written
Woord = tuple[str, int, dict[str, str | int | bool] | None, str]
STORY: tuple[Woord, ...] = (
    (VT, 0, {"soort": "persoon", "ref": "a", "bsn": "999990019", "lid": "volwassene"}, ""),
    (POLITIE, 1, {"soort": "persoon", "ref": "x", "bsn": "999990019", "lid": "minderjarig"}, ""),
    (GEMEENTE, 2, {"soort": "persoon", "ref": "a", "bsn": "999990020", "geboortedatum": "2010-05-01"}, ""),
    (VT, 3, {"soort": "werkdoel", "ref": "w", "tekst": "oud", "volgorde": 1}, ""),
    (VT, 9, {"soort": "werkdoel", "ref": "w", "tekst": "nieuw", "volgorde": 1}, ""),
    (POLITIE, 4, {"soort": "werkdoel", "ref": "w", "tekst": "van de politie", "volgorde": 2}, ""),
    (GEMEENTE, 5, {"soort": "werkdoel", "ref": "g", "tekst": "weg", "volgorde": 1}, ""),
    (GEMEENTE, 6, None, "g"),
    (GEMEENTE, 7, {"soort": "werkdoel", "ref": "g", "tekst": "terug", "volgorde": 1}, ""),
    (POLITIE, 8, {"soort": "incident", "ref": "i", "aard": "geweld", "omschrijving": "Geduwd."}, ""),
    (POLITIE, 8, {"soort": "incident", "ref": "i", "aard": "dreiging", "omschrijving": "Dreigde."}, ""),
)


def told(casus: Casus | None, number: int, woord: Woord) -> Casus | None:
    """Let one word of the story in; a withdrawal of what nobody said yet is refused and comes again later."""
    org, written, feit, ref = woord
    body = {
        "berichtId": f"m{number}",
        "opgesteldOp": (START + timedelta(days=written)).isoformat(),
        "feiten": [{"geldigOp": (START + timedelta(days=written)).date().isoformat(), **feit}] if feit else [],
        "intrekkingen": [{"ref": ref, "reden": "vergissing"}] if ref else [],
    }
    ids = count()
    ontvangen = Ontvangen(org, START, "canoniek", lambda: f"{number}.{next(ids)}", OPENING)
    try:
        kept = record(Bijdrage.model_validate_json(json.dumps(body)), casus, ontvangen)
    except OnbekendeVerwijzing:
        return None
    return merge(casus, kept.model_copy(update={"opening": OPENING}))


def everything(order: list[int]) -> Casus:
    """Let the whole story in, in this order of arrival."""
    casus, todo = None, list(order)
    while todo:
        number = todo.pop(0)
        after = told(casus, number, STORY[number])
        if after is None:
            todo.append(number)
        else:
            casus = after
    assert casus is not None
    return casus


def known(casus: Casus) -> object:
    """Give what is known, without the random ids."""
    facts = sorted(
        (i.herkomst.organisatie, i.herkomst.eigen_id, i.feit.model_dump_json()) for i in casus.items if i.feit.soort != "persoon"
    )
    people = sorted((len(p.verklaringen), p.volwassen, str(p.volwassen_vanaf), p.lid) for p in casus.personen)
    return facts, people, [bsn for bsn, _ in casus.bsns]


@given(st.permutations(range(len(STORY))))
def test_order_of_arrival_does_not_matter_between_organisations(order: list[int]) -> None:
    assert known(everything(order)) == known(everything(list(range(len(STORY)))))


@given(st.permutations(range(len(STORY))), st.integers(0, len(STORY) - 1))
def test_merging_a_message_twice_is_once(order: list[int], again: int) -> None:
    casus = everything(order)
    repeated = told(casus, again, STORY[again])
    assert repeated is not None
    assert known(repeated) == known(casus)
