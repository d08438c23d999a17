"""Plugin folders are twins: who knows one knows all."""

import tomllib

import pytest

from tools.tree import Tree

TWINS = {"__init__.py", "formaat.py", "partner.py", "manifest.toml", "kwaliteit.toml"}
MAY_STAND_TOO = {"simulator.py", "py.typed"}


def test_plugin_folders_are_twins(tree: Tree) -> None:
    found = {plugin.name: {path.name for path in plugin.iterdir() if path.is_file()} - MAY_STAND_TOO for plugin in tree.plugins()}
    assert found == dict.fromkeys(found, TWINS)


def test_plugin_declares_itself_under_its_own_name(tree: Tree) -> None:
    for plugin in tree.plugins():
        project = tomllib.loads((plugin.parent / "pyproject.toml").read_text("utf-8"))["project"]
        assert project["entry-points"]["ketenhub.partners"] == {plugin.parent.name: plugin.name}


def test_plugin_has_tests_and_examples(tree: Tree) -> None:
    missing = [
        plugin.name
        for plugin in tree.plugins()
        if not list(plugin.parent.glob("tests/test_*.py")) or not list(plugin.parent.glob("tests/voorbeelden/*"))
    ]
    assert missing == []


def test_manifest_names_the_folder_as_partner(tree: Tree) -> None:
    manifests = {plugin: plugin / "manifest.toml" for plugin in tree.plugins()}
    if not all(path.exists() for path in manifests.values()):
        pytest.skip("nog niet elke plugin heeft een manifest; test_plugin_folders_are_twins zegt welke")
    for plugin, path in manifests.items():
        assert tomllib.loads(path.read_text("utf-8"))["partner"] == plugin.parent.name
