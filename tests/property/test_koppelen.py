"""Whatever two casussen hold: read as one nothing is lost, and read apart again each is what it was."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from ketenhub.domain.bijdrage import Bijdrage, Intrekking, Opening, Vastlegging
from ketenhub.domain.casus import Casus
from ketenhub.domain.groep import first_of_each
from ketenhub.domain.partijen import Persoon
from ketenhub.domain.plan import Werkdoel
from ketenhub.merge.fold import fold, merge
from ketenhub.merge.koppelen import as_one, fold_joined
from ketenhub.merge.record import Ontvangen, record

VT, POLITIE = ("0" * 19 + n for n in "12")
START = datetime(2026, 11, 1, 12, tzinfo=UTC)
BSNS = (None, "999990019", "999990020")
# (who, own references of goals, number of a person, what is taken back)
WORDS = st.lists(
    st.tuples(
        st.sampled_from((VT, POLITIE)), st.sets(st.sampled_from("abc")), st.sampled_from(BSNS), st.sets(st.sampled_from("abc"), max_size=1)
    ),
    min_size=1,
    max_size=5,
)
Woorden = list[tuple[str, set[str], str | None, set[str]]]


def recorded(casus_id: str, words: Woorden) -> list[Vastlegging]:
    """Record what was said in one casus; what nobody said is not taken back."""
    numbers, kept = count(), list[Vastlegging]()
    casus: Casus | None = None
    for n, (org, refs, bsn, back) in enumerate(words):
        opening = Opening(casus_id=casus_id, geopend_op=START, organisatie=words[0][0], geadresseerden=(), regie=VT)
        heard = Ontvangen(org, START + timedelta(minutes=n), "canoniek", lambda: f"{casus_id}{next(numbers)}", opening)
        own = {ref for who, ref, _ in (casus.sleutels if casus else ()) if who == org}
        bijdrage = Bijdrage(
            bericht_id=f"b{n}",
            opgesteld_op=START + timedelta(minutes=n),
            feiten=(
                Persoon(ref="p", geldig_op=START.date(), bsn=bsn),
                *(Werkdoel(ref=ref, geldig_op=START.date(), tekst=f"{ref}{n}", volgorde=1) for ref in sorted(refs)),
            ),
            intrekkingen=tuple(Intrekking(ref=ref, reden="vergissing") for ref in sorted(back & own)),
        )
        kept.append(record(bijdrage, casus, heard))
        casus = merge(casus, kept[-1])
    return kept


def words_of(casus: Casus | None) -> set[tuple[str, str]]:
    """Give what stands: each item with its words."""
    return {(i.id, i.feit.tekst if isinstance(i.feit, Werkdoel) else i.feit.soort) for i in (casus.items if casus else ())}


def whole(eigen: list[Vastlegging], ander: Iterable[Vastlegging]) -> Casus:
    found = fold_joined(eigen, {"d": list(ander)})
    assert found is not None
    return found


@given(WORDS, WORDS)
def test_everything_that_stands_in_either_casus_stands_in_the_whole_and_nothing_else(one: Woorden, other: Woorden) -> None:
    eigen, ander = recorded("c", one), recorded("d", other)
    assert words_of(whole(eigen, ander)) == words_of(fold(eigen)) | words_of(fold(ander))


@given(WORDS, WORDS)
def test_reading_apart_again_gives_the_same_bytes_and_reading_changes_nothing_that_was_recorded(one: Woorden, other: Woorden) -> None:
    eigen, ander = recorded("c", one), recorded("d", other)
    before = [casus.model_dump_json() for casus in (fold(eigen), fold(ander)) if casus is not None]
    kept = [v.model_dump_json() for v in (*eigen, *ander)]
    joined = whole(eigen, ander)
    apart = [casus.model_dump_json() for casus in (fold_joined(eigen, {}), fold(ander)) if casus is not None]
    assert apart == before
    assert [v.model_dump_json() for v in (*eigen, *ander)] == kept
    assert joined.model_dump_json() == whole(eigen, ander).model_dump_json()


@given(WORDS, WORDS)
def test_whoever_takes_part_is_who_took_part_in_the_casus_itself(one: Woorden, other: Woorden) -> None:
    eigen = recorded("c", one)
    alone = fold(eigen)
    assert alone is not None
    assert whole(eigen, recorded("d", other)).deelnames == alone.deelnames


PAIRS = st.lists(st.tuples(st.sampled_from("pqrst"), st.sampled_from("pqrst")).filter(lambda pair: pair[0] != pair[1]), max_size=6)


@given(PAIRS, st.randoms(use_true_random=False))
def test_who_is_who_does_not_depend_on_the_order_of_the_decisions(pairs: list[tuple[str, str]], chance: Random) -> None:
    shuffled = [pair if chance.random() < 0.5 else pair[::-1] for pair in chance.sample(pairs, len(pairs))]
    found = first_of_each(pairs)
    assert first_of_each(shuffled) == found
    assert all(found.get(een, een) == found.get(ander, ander) for een, ander in pairs)
    assert not set(found) & set(found.values())


@given(WORDS, st.integers(0, 4), st.integers(0, 4))
def test_persons_taken_for_one_lose_no_statement_and_come_apart_to_the_same_bytes(words: Woorden, een: int, ander: int) -> None:
    kept = recorded("c", words)
    apart = fold(kept)
    assert apart is not None
    people = [person.id for person in apart.personen]
    pair = (people[een % len(people)], people[ander % len(people)])
    together = fold(as_one(kept, first_of_each([pair])))
    assert together is not None
    assert words_of(together) == words_of(apart)
    assert len(together.personen) == len(people) - (pair[0] != pair[1])
    said = [sorted(v for p in casus.personen for v in p.verklaringen) for casus in (together, apart)]
    assert said[0] == said[1]
    assert [v.model_dump_json() for v in as_one(kept, {})] == [v.model_dump_json() for v in kept]
