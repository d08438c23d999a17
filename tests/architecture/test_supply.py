"""What is committed is what can be built anywhere: no addresses, no machine, nothing beside the lock."""

import importlib.metadata
import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
from packaging.version import Version

from tools.tree import Tree

TEXT = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".lock",
    ".json",
    ".html",
    ".css",
    ".js",
    ".sql",
    ".xml",
    ".yaml",
    ".yml",
    ".service",
    ".cfg",
    ".svg",
    "",
}
# written in pieces, so that this file does not hold what it forbids
REGISTRIES = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "registry\\." + r"npmjs\.", "registry\\." + "yarnpkg", "crates" + r"\.io"])
)
MACHINE = re.compile(r"(?<![\w./:-])/" + "(?:wo" + "rk/|ro" + r"ot\b|ho" + r"me/[a-z]+/|Us" + "ers/)")


def readable(tree: Tree) -> list[Path]:
    return [path for path in tree.committed() if path.suffix in TEXT and path.name != "LICENSE"]


def test_no_lock_with_addresses(tree: Tree) -> None:
    assert [tree.name(path) for path in tree.committed() if path.name in {"uv.lock", "poetry.lock", "Pipfile.lock", "pdm.lock"}] == []


def test_lock_has_versions_and_hashes_and_no_address(tree: Tree) -> None:
    lock = (tree.root / "requirements.lock").read_text("utf-8")
    entries = re.findall(r"^[a-z0-9][^\n]*(?:\n {4}[^\n]*)*", lock, re.MULTILINE)
    assert "://" not in lock
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry or "==" not in entry] == []


def test_everything_asked_for_is_locked(tree: Tree) -> None:
    def plain(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    lock = {plain(name) for name in re.findall(r"^([A-Za-z0-9._-]+)==", (tree.root / "requirements.lock").read_text("utf-8"), re.MULTILINE)}
    asked = {plain(line) for line in (tree.root / "requirements.in").read_text("utf-8").split("\n") if line and not line.startswith("#")}
    hub = tomllib.loads((tree.root / "hub" / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    asked |= {plain(re.split(r"[<>=!~\[; ]", one)[0]) for one in hub}
    assert asked - lock == set()


def test_no_registry_address_in_committed_files(tree: Tree) -> None:
    assert [tree.name(path) for path in readable(tree) if REGISTRIES.search(path.read_text("utf-8", errors="replace"))] == []


def test_no_machine_path_in_committed_files(tree: Tree) -> None:
    faults = []
    for path in readable(tree):
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1):
            if MACHINE.search(line):
                faults.append(f"{tree.name(path)}:{number}")
    assert faults == []


def test_httpx2_is_absent(tree: Tree) -> None:
    assert importlib.util.find_spec("httpx2") is None
    assert "httpx2" not in (tree.root / "requirements.lock").read_text("utf-8")


def test_what_is_installed_stands_on_the_floors(tree: Tree) -> None:
    floors = tomllib.loads((tree.root / "deploy" / "floors.toml").read_text("utf-8"))
    low = []
    for name, floor in floors["vloer"].items():
        try:
            installed = Version(importlib.metadata.version(name))
        except importlib.metadata.PackageNotFoundError:
            if not floor.get("mag-ontbreken", False):
                low.append(f"{name} ontbreekt")
            continue
        if installed < Version(floor["versie"]):
            low.append(f"{name} {installed} < {floor['versie']}")
    assert low == []


def test_every_floor_has_a_reason(tree: Tree) -> None:
    floors = tomllib.loads((tree.root / "deploy" / "floors.toml").read_text("utf-8"))
    assert [name for name, floor in floors["vloer"].items() if not floor["reden"].strip()] == []


@pytest.mark.parametrize("name", ["pytest", "ruff", "mypy", "basedpyright", "import-linter"])
def test_tools_are_pinned(tree: Tree, name: str) -> None:
    found = re.search(rf"^{name}==(\S+)", (tree.root / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    assert found is not None
    assert importlib.metadata.version(name) == found[1]


def test_no_other_engine_is_locked(tree: Tree) -> None:
    lock = (tree.root / "requirements.lock").read_text("utf-8")
    others = {"redis", "celery", "kombu", "pika", "sqlalchemy", "psycopg", "psycopg2", "aiosqlite", "pymongo", "confluent-kafka", "nats-py"}
    assert others.intersection(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)) == set()
