"""Our own words are short and plain: at most 15 words in a sentence, at most 10 on average, and no technical words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import ketenhub.web.ui as scherm

UI = Path(scherm.__file__).parent
VERBODEN = ("payload", "dead letter", "retry", "webhook", "endpoint", "token", "redact", "null", "submit", "login", "error")
MODULES = [UI / "texts.py", UI / "labels.py", *sorted((UI / "views").glob("*.py"))]
SJABLONEN = sorted((UI / "templates").rglob("*.html"))
EXPRESSIE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
MARKUP = re.compile(r"\{[%#].*?[%#]\}|</?(?:span|strong|b|a|small|em)\b[^>]*>", re.DOTALL)
BLOK = re.compile(r"<[^>]+>")
WOORD = re.compile(r"[^\W\d_]")


def spoken(node: ast.AST) -> str | None:
    """Give a text that has words for a person in it; what is filled in counts as one word."""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else " Naam " for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def of_module(path: Path) -> list[str]:
    """Give the texts in a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, owners) and n.body and isinstance(n.body[0], ast.Expr)}
    return [text for node in ast.walk(tree) if id(node) not in docs and (text := spoken(node)) and " " in text]


def of_template(path: Path) -> list[str]:
    """Give the texts in a template, with one word where something is filled in, and the words that only a reader hears."""
    source = path.read_text("utf-8")
    heard = re.findall(r'aria-label="([^"]*)"', source) + re.findall(r"m\.(?:kop|merkje)\([^,]+, ['\"]([^'\"]+)['\"]", source)
    return [*BLOK.sub("\n", MARKUP.sub(" ", EXPRESSIE.sub(" Naam ", source))).split("\n"), *heard]


def sentences(texts: list[str]) -> list[list[str]]:
    """Cut texts in sentences and those in words."""
    cut = [re.split(r"[.!?:;\n]+(?:\s+|$)", text) for text in texts]
    return [words for parts in cut for part in parts if (words := [w for w in part.split() if WOORD.search(w)])]


def everything() -> list[str]:
    return [text for path in MODULES for text in of_module(path)] + [text for path in SJABLONEN for text in of_template(path)]


@pytest.mark.parametrize("path", [*MODULES, *SJABLONEN], ids=lambda path: path.name)
def test_no_sentence_has_more_than_fifteen_words(path: Path) -> None:
    found = sentences(of_module(path) if path.suffix == ".py" else of_template(path))
    assert [" ".join(words) for words in found if len(words) > 15] == []


def test_sentences_have_at_most_ten_words_on_average() -> None:
    found = [words for words in sentences(everything()) if len(words) > 3]
    assert len(found) > 60
    assert sum(len(words) for words in found) / len(found) <= 10


@pytest.mark.parametrize("path", [*MODULES, *SJABLONEN], ids=lambda path: path.name)
def test_no_technical_word_is_shown(path: Path) -> None:
    told = " ".join(of_module(path) if path.suffix == ".py" else of_template(path)).lower()
    assert [word for word in VERBODEN if re.search(rf"\b{word}\b", told)] == []
