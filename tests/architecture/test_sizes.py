"""Nothing is too long to read in one sitting."""

import ast
from pathlib import Path

from tools.tree import Tree

MODULE = 400
FUNCTION = 60
PLUGIN = 600
CONFTEST = 150
OWN_IMPORTS = 15


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def functions(module: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_module_is_at_most_400_lines(tree: Tree) -> None:
    tests = [path for path in tree.committed() if path.suffix == ".py"]
    assert [f"{tree.name(path)}: {lines(path)}" for path in tests if lines(path) > MODULE] == []


def test_function_is_at_most_60_lines(tree: Tree) -> None:
    faults = [
        f"{tree.name(path)}:{one.lineno} {one.name}: {(one.end_lineno or one.lineno) - one.lineno + 1}"
        for path in tree.modules()
        for one in functions(tree.parse(path))
        if (one.end_lineno or one.lineno) - one.lineno + 1 > FUNCTION
    ]
    assert faults == []


def test_plugin_is_at_most_600_lines_without_its_simulator(tree: Tree) -> None:
    sizes = {plugin.name: sum(lines(path) for path in plugin.rglob("*.py") if path.name != "simulator.py") for plugin in tree.plugins()}
    assert {name: size for name, size in sizes.items() if size > PLUGIN} == {}


def test_conftest_is_at_most_150_lines(tree: Tree) -> None:
    faults = [tree.name(path) for path in tree.committed() if path.name == "conftest.py" and lines(path) > CONFTEST]
    assert faults == []


def test_module_leans_on_at_most_15_own_modules(tree: Tree) -> None:
    excepted = {"flow", "main.py"}
    faults = []
    for path in tree.hub():
        own = {
            node.module
            for node in ast.walk(tree.parse(path))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ketenhub")
        }
        if len(own) > OWN_IMPORTS and not excepted.intersection(tree.parts(path)):
            faults.append(f"{tree.name(path)}: {len(own)}")
    assert faults == []
