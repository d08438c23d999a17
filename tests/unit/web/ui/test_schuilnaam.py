"""A code name is drawn from chance alone."""

from __future__ import annotations

import re

from ketenhub.flow.schuilnaam import BOMEN, draw
from ketenhub.keys import nieuw_id


def test_name_is_a_tree_with_a_number() -> None:
    assert {name for name in (draw(nieuw_id(), 2) for _ in range(200)) if not re.fullmatch(r"[A-Z][a-z]+-[0-9]{2}", name)} == set()


def test_every_tree_is_drawn() -> None:
    assert {draw(str(n), 2).partition("-")[0] for n in range(5000)} == set(BOMEN)


def test_no_tree_stands_in_the_list_twice() -> None:
    assert len(set(BOMEN)) == len(BOMEN)


def test_more_figures_give_more_names() -> None:
    assert len(draw("x", 4)) == len(draw("x", 2)) + 2
