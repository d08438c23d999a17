"""The invented content has the sizes that performance.md names, and says nothing about anyone."""

from datetime import UTC, datetime

import orjson
import pytest

from ketenhub.bench.inhoud import Dag, Over, contribution, invented_bsns
from ketenhub.bench.zuiver import a_large_plan, a_plan, count_leaves
from ketenhub.domain.beoordeling import Veiligheidsbeoordeling

DAG = Dag(datetime(2026, 6, 1, 12, tzinfo=UTC))


def test_plan_is_about_28_kilobytes_with_about_725_values() -> None:
    casus = a_plan(DAG).model_dump(mode="json", by_alias=True, exclude_none=True)
    assert len(orjson.dumps(casus)) == pytest.approx(28_000, rel=0.1)
    assert count_leaves(casus) == pytest.approx(725, rel=0.1)


def test_message_is_about_5_kilobytes() -> None:
    assert len(contribution("m-1", DAG, Over(0, "i" * 23), 1)) == pytest.approx(5_000, rel=0.1)


def test_large_plan_has_10_persons_60_scores_and_40_other_items() -> None:
    casus = a_large_plan(DAG.nu.date())
    scores = [item for item in casus.items if isinstance(item.feit, Veiligheidsbeoordeling)]
    assert (len(casus.personen), len(scores), len(casus.items) - len(scores)) == (10, 60, 40)


def test_numbers_of_persons_are_invented_and_differ_per_household() -> None:
    numbers = invented_bsns(0, 4) + invented_bsns(4, 4)
    assert len(set(numbers)) == 8
    assert {number[:4] for number in numbers} == {"9999"}
