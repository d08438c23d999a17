"""What the finder misses and holds in vain, counted per kind of spelling on invented texts; no kind may get worse than its figure."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from ketenhub.share.bekend import known_words

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.zoeken import Bekend

MAP = Path(__file__).parent / "corpus"
BEKEND, CIJFERS = "bekend", "cijfers"
TWEEDE = "tweede"
EERSTE = sorted(path.stem for path in MAP.glob("*.toml") if path.stem not in {BEKEND, CIJFERS})
SOORTEN = [*EERSTE, TWEEDE]
MINSTENS = 300


class Uitkomst(NamedTuple):
    """What came out for one kind: how many texts, which were missed, which were held in vain."""

    teksten: int
    gemist: frozenset[str]
    vals: frozenset[str]


def read(naam: str, map_: Path = MAP) -> dict[str, dict[str, Json]]:
    """Read one file of the corpus."""
    return tomllib.loads((map_ / f"{naam}.toml").read_text("utf-8"))


def folder(soort: str) -> Path:
    """Give where a kind stands: the second casus, written when the finder was done, has a folder of its own."""
    return MAP / TWEEDE if soort == TWEEDE else MAP


@cache
def known(map_: Path = MAP) -> Bekend:
    """Give what is known in the casus of a corpus."""
    found = read(BEKEND, map_)
    items: list[Object] = [{"feit": {**row, "soort": soort}} for soort in ("persoon", "plaats") for row in rows(found[soort])]
    if "melder" in found:
        items.append({"feit": {"soort": "melding", "melder": found["melder"]}})
    if "medewerker" in found:
        items.append({"feit": {"soort": "taak"}, "herkomst": {"professional": {"beschermd": True, **found["medewerker"]}}})
    return known_words(items)


def rows(found: Json) -> list[dict[str, Json]]:
    """Give a list of tables."""
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


@cache
def outcome(soort: str) -> Uitkomst:
    """Search the texts of one kind, each by itself."""
    found, bekend = read(soort, folder(soort)), known(folder(soort))
    raak, schoon = found.get("raak", {}), found.get("schoon", {})
    missed = frozenset(text for text in raak if not bekend.found_in([text]))
    return Uitkomst(len(raak) + len(schoon), missed, frozenset(text for text in schoon if bekend.found_in([text])))


def committed(soort: str) -> Uitkomst:
    """Give the figure of one kind as it was committed, with a reason for every text in it."""
    found = read(CIJFERS).get(soort, {})
    gemist, vals = found.get("gemist", {}), found.get("vals", {})
    assert isinstance(gemist, dict)
    assert isinstance(vals, dict)
    assert all(gemist.values())
    assert all(vals.values())
    return Uitkomst(outcome(soort).teksten, frozenset(gemist), frozenset(vals))


@pytest.mark.req("CON-29")
@pytest.mark.parametrize("soort", SOORTEN)
def test_no_kind_of_spelling_is_found_worse_or_better_than_its_committed_figure(soort: str) -> None:
    found = outcome(soort)
    print(f"{soort:14} {found.teksten:4} teksten, {len(found.gemist):3} gemist, {len(found.vals):3} voor niets gehouden")
    assert found == committed(soort)


def test_corpus_is_large_enough_to_count_on() -> None:
    assert sum(outcome(soort).teksten for soort in EERSTE) >= MINSTENS


def test_figures_name_no_kind_that_is_not_measured() -> None:
    assert set(read(CIJFERS)) <= set(SOORTEN)


def test_figures_in_the_explanation_are_those_of_the_corpus() -> None:
    found = [outcome(soort) for soort in EERSTE]
    words = (
        f"{sum(one.teksten for one in found)} verzonnen teksten: {sum(len(one.gemist) for one in found)} gemist, "
        f"{sum(len(one.vals) for one in found)} voor niets gehouden"
    )
    page = next(parent for parent in MAP.parents if (parent / "docs").is_dir()) / "docs" / "waarom" / "kiezen-en-delen.md"
    assert words in " ".join(page.read_text("utf-8").split())


def test_texts_searched_together_give_what_each_gives_by_itself() -> None:
    texts = [text for soort in EERSTE for part in read(soort).values() for text in part]
    assert known().found_in(texts) == {text for text in texts if known().found_in([text])}
