"""Words, errors and documents keep step with the code."""

import ast
import importlib.util
import re

import pytest

from tools import check_docs
from tools.tree import Tree


def error_classes(tree: Tree) -> dict[str, str]:
    """Collect the code of every concrete error in the domain."""
    found: dict[str, str] = {}
    for node in tree.parse(tree.root / "hub" / "ketenhub" / "domain" / "errors.py").body:
        if not isinstance(node, ast.ClassDef):
            continue
        for line in node.body:
            target = line.targets[0] if isinstance(line, ast.Assign) else line.target if isinstance(line, ast.AnnAssign) else None
            value = line.value if isinstance(line, ast.Assign | ast.AnnAssign) else None
            if isinstance(target, ast.Name) and target.id == "code" and isinstance(value, ast.Constant):
                found[node.name] = str(value.value)
    return found


def test_readme_tells_how_to_try_and_how_to_test(tree: Tree) -> None:
    readme = tree.root / "README.md"
    if not readme.exists():
        pytest.skip("README.md is er nog niet")
    text = readme.read_text("utf-8")
    assert "make demo" in text
    assert "make test" in text


def test_public_words_of_the_domain_stand_in_the_word_list(tree: Tree) -> None:
    if not (tree.root / "docs" / "woordenlijst.md").exists():
        pytest.skip("docs/woordenlijst.md is er nog niet")
    assert check_docs.check_words() == []


def test_links_between_documents_resolve() -> None:
    assert check_docs.check_links() == []


def test_decisions_are_short_and_enforced() -> None:
    assert check_docs.check_decisions() == []


def test_commands_in_documents_exist() -> None:
    assert check_docs.check_commands() == []


def test_error_codes_are_unique(tree: Tree) -> None:
    codes = list(error_classes(tree).values())
    assert sorted(codes) == sorted(set(codes))


def test_every_error_has_a_status(tree: Tree) -> None:
    if importlib.util.find_spec("ketenhub.web.problems") is None:
        pytest.skip("ketenhub.web.problems is er nog niet")
    text = (tree.root / "hub" / "ketenhub" / "web" / "problems.py").read_text("utf-8")
    assert [name for name in error_classes(tree) if not re.search(rf"\b{name}\b", text)] == []


def test_every_error_has_a_page(tree: Tree) -> None:
    pages = [path for path in (tree.root / "docs" / "naslag").rglob("*.md") if "fout" in path.name or "fouten" in path.parts]
    if not pages:
        pytest.skip("docs/naslag/fouten is er nog niet")
    text = "\n".join(page.read_text("utf-8") for page in pages)
    assert [code for code in error_classes(tree).values() if f"`{code}`" not in text and f"## {code}\n" not in text] == []


def test_every_ui_and_store_file_is_named_in_lower_case(tree: Tree) -> None:
    assert [tree.name(path) for path in tree.modules() if path.name != path.name.lower()] == []
