"""In which state a condition is follows from the last of its own steps, in the order of the evaluator."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from ketenhub.share.standen import show_states, step_order

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

DAG, OCHTEND, MIDDAG = "2026-11-01", "2026-11-01T08:00:00Z", "2026-11-01T12:00:00Z"
GEDAAN, GESCHONDEN = "gerealiseerd", "geschonden"


@pytest.mark.parametrize(
    "steps",
    [
        [(None, GEDAAN), (None, GESCHONDEN), (DAG, GEDAAN)],
        [("2026-10-31", GESCHONDEN), (DAG, GEDAAN), (OCHTEND, GEDAAN), (MIDDAG, GEDAAN), (DAG, GESCHONDEN), ("2026-11-02", GEDAAN)],
        [(OCHTEND, GESCHONDEN), (MIDDAG, GEDAAN)],
        [(OCHTEND, GEDAAN), (OCHTEND, GESCHONDEN), (MIDDAG, GESCHONDEN)],
        [("2026-10-31T23:00:00Z", GESCHONDEN), (DAG, GEDAAN)],
    ],
)
def test_step_counts_as_later_by_its_day_then_a_breach_without_a_time_then_its_moment_then_a_breach(
    steps: list[tuple[str | None, str]],
) -> None:
    order = [step_order(*step) for step in steps]
    assert [een < ander for een, ander in pairwise(order)] == [True] * (len(steps) - 1)


def a_step(ident: str, stand: str, op: str) -> dict[str, Json]:
    """Give a step of a condition."""
    return {"voorwaarde": ident, "stand": stand, "herkomst": {"geldigOp": op}}


def test_each_condition_has_the_state_of_its_own_last_step_and_is_open_without_one() -> None:
    conditions: list[dict[str, Json]] = [{"id": "v1"}, {"id": "v2"}, {"id": "v3"}, {"id": "v4"}]
    steps = [a_step("v1", GEDAAN, "2026-11-03"), a_step("v1", GESCHONDEN, DAG), a_step("v2", "vervallen", "2026-11-04")]
    steps += [a_step("v4", GESCHONDEN, DAG), a_step("v4", GEDAAN, OCHTEND)]
    show_states({"veiligheidsvoorwaarden": conditions, "voorwaardestanden": steps})
    assert [row["stand"] for row in conditions] == [GEDAAN, "vervallen", "open", GESCHONDEN]


def test_steps_without_a_condition_and_a_condition_without_steps_stand_by_themselves() -> None:
    alone: list[dict[str, Json]] = [{"id": "v1"}]
    show_states({"voorwaardestanden": [a_step("v1", GEDAAN, DAG)]})
    show_states({"veiligheidsvoorwaarden": alone})
    assert alone == [{"id": "v1", "stand": "open"}]
