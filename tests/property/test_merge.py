"""Whatever the order of arrival, the casus holds the same facts, and a rebuilt one the same bytes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ketenhub.domain.bijdrage import Bijdrage, Opening
from ketenhub.domain.plan import Werkdoel
from ketenhub.merge.fold import fold, merge
from ketenhub.merge.record import Ontvangen, record

VT = "0" * 19 + "1"
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
