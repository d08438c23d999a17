"""The sources are protected: the project holds their facts and none of their sentences."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tools.tree import Tree

WOORD = re.compile(r"[^\W\d_]+")
# fewer words in a row may be a list of names of the field; that many are a sentence of somebody
OP_EEN_RIJ = 9
TEKST = {".py", ".md", ".json", ".toml", ".html", ".css", ".js", ".txt", ".sql", ".svg"}


def rows_of_words(text: str) -> set[str]:
    """Give every run of so many words."""
    words = [word.lower() for word in WOORD.findall(text)]
    return {" ".join(words[n : n + OP_EEN_RIJ]) for n in range(len(words) - OP_EEN_RIJ + 1)}


def protected(tree: Tree) -> set[str]:
    """Read the sources; they are never part of the project."""
    folder: Path = tree.root.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("de bronnen staan hier niet")
    texts = [path.read_text("utf-8") for path in sorted(folder.glob("*.txt"))]
    return {run for text in texts for run in rows_of_words(text)}


@pytest.mark.req("ROUTE-42")
def test_no_sentence_of_a_source_stands_in_the_project(tree: Tree) -> None:
    known = protected(tree)
    assert known
    faults = [
        f"{tree.name(path)}: {len(found)}"
        for path in tree.committed()
        if path.suffix in TEKST and (found := known & rows_of_words(path.read_text("utf-8")))
    ]
    assert faults == []


@pytest.mark.req("ROUTE-42")
def test_every_picture_in_the_project_is_one_of_our_own(tree: Tree) -> None:
    pictures = {tree.name(path) for path in tree.committed() if path.suffix in {".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf"}}
    assert pictures <= {"docs/afbeeldingen/huishouden.png"}
