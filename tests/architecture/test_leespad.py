"""One read path: who may open a casus, decide what of it goes, and put that on record; everyone else asks `flow/look.py` (ADR 0018)."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tools.tree import Tree

LOOK = "flow/look.py"
WANDELING = {"flow/walk.py": "a message comes in", "flow/tick.py": "a term ends"}
# what is guarded, where it is made, and who else may touch it and why
MAG: dict[str, tuple[str, dict[str, str]]] = {
    "keep_disclosure": ("store/verstrekken.py", {LOOK: "the one place that records a disclosure"}),
    "keep_list_disclosure": ("store/voorraad.py", {"flow/werk.py": "a page of the work list, of lines that the walk decided"}),
    "leave_duties": ("flow/informeren.py", {LOOK: "with the disclosure itself"}),
    "walk": ("flow/walk.py", {"flow/doorbreken.py": "so that no message brings an override that is not told"}),
    "keep": (
        LOOK,
        {"flow/opstellen.py": "a message is recorded with its sealed bytes, in the same transaction"},
    ),
    "load_for": (
        LOOK,
        {
            "flow/opstellen.py": "a message, decided when it is sent",
            "flow/bevestigen.py": "whether a signal is in the own view; nothing leaves, and the act has its own line",
            "flow/werk.py": "a line of the work list that is outdated",
        },
    ),
    "read_projections": (
        "store/lopen.py",
        {
            LOOK: "the view of who asks",
            **WANDELING,
            "flow/doorbreken.py": "on which side an override was said; that goes out, never what",
            "flow/vernietigen.py": "made again without what is destroyed",
            "flow/simuleren.py": "what would be, shown by a look",
            "flow/persoonsvoorstellen.py": "who is who, shown by a look",
            "flow/regelsimulatie.py": "counts over all casussen, never a value",
        },
    ),
    "cut_view": (
        "flow/delen.py",
        {
            LOOK: "the view of who asks",
            "flow/opstellen.py": "a message",
            "flow/bevestigen.py": "whether a signal is in the own view",
            "flow/informeertaken.py": "by which names who directs knows people",
            "flow/alsontvanger.py": "as another would see it, of what the own view holds; and of invented households",
            "flow/simuleren.py": "what would be, shown by a look",
            "flow/terugblik.py": "what of another's view the asker may see",
        },
    ),
    "decide": ("flow/delen.py", {"flow/walk.py": "who hears of it", "flow/werk.py": "a line of the work list that is outdated"}),
    "share": (
        "share/share.py",
        {
            "flow/delen.py": "with the rules and names of today",
            "flow/besluiten.py": "the explanation of a decision, on what the asker sees",
            "flow/inzage.py": "one of the people as recipient",
            "share/verschil.py": "counts what differs under two sets of rules",
            "bench/b_zuiver.py": "measures it on invented households",
        },
    ),
}
# the facts themselves, of every track: for who makes the casus of them, and for these
FEITEN: dict[str, tuple[str, dict[str, str]]] = {
    "read_contributions": ("store/lopen.py", {"flow/samengevoegd.py": "the fold", "flow/herbouwen.py": "what was given"}),
    "every_contribution": ("flow/herbouwen.py", {"flow/register.py": "whom a text names, never the text"}),
    "open_manifest": ("flow/herbouwen.py", {"flow/register.py": "which kinds of content, never the content"}),
    "rebuilt": ("flow/herbouwen.py", {"flow/terugblik.py": "one own view, or what of another the asker was shown too"}),
}


def touches(module: ast.Module, naam: str, plek: str) -> bool:
    """Tell whether a module imports this name from the module that makes it, or imports that module and takes it from there."""
    home = "ketenhub." + plek.removesuffix(".py").replace("/", ".")
    called: set[str] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            called |= {alias.asname or alias.name for alias in node.names if alias.name == home}
        if isinstance(node, ast.ImportFrom):
            if node.module == home and {naam, "*"} & {alias.name for alias in node.names}:
                return True
            called |= {alias.asname or alias.name for alias in node.names if f"{node.module}.{alias.name}" == home}
    return any(isinstance(node, ast.Attribute) and node.attr == naam and ast.unparse(node.value) in called for node in ast.walk(module))


def who_touches(modules: Mapping[str, ast.Module], naam: str, plek: str) -> set[str]:
    """Give the modules that touch a guarded name, beside the one that makes it."""
    return {name for name, module in modules.items() if name != plek and touches(module, naam, plek)}


@pytest.fixture(scope="module")
def modules(tree: Tree) -> dict[str, ast.Module]:
    """Give the modules of the hub by their place in it."""
    return {tree.name(path).removeprefix("hub/ketenhub/"): tree.parse(path) for path in tree.hub()}


@pytest.mark.parametrize("naam", [*MAG, *FEITEN])
def test_only_who_is_named_here_opens_decides_or_records(modules: dict[str, ast.Module], naam: str) -> None:
    plek, mag = {**MAG, **FEITEN}[naam]
    assert who_touches(modules, naam, plek) == set(mag)


@pytest.mark.parametrize(
    "bron",
    [
        "from ketenhub.store.verstrekken import keep_disclosure",
        "from ketenhub.store.verstrekken import keep_disclosure as stil",
        "from ketenhub.store.verstrekken import *",
        "from ketenhub.store import verstrekken\nverstrekken.keep_disclosure",
        "from ketenhub.store import verstrekken as v\nasync def f(tx): await v.keep_disclosure(tx, None)",
        "import ketenhub.store.verstrekken as v\nv.keep_disclosure",
        "import ketenhub.store.verstrekken\nketenhub.store.verstrekken.keep_disclosure",
        "def f():\n    from ketenhub.store.verstrekken import keep_disclosure",
    ],
)
def test_a_second_path_is_found_however_it_is_written(bron: str) -> None:
    assert who_touches({"flow/nieuw.py": ast.parse(bron)}, "keep_disclosure", "store/verstrekken.py") == {"flow/nieuw.py"}


def test_who_only_reads_what_was_disclosed_is_no_second_path() -> None:
    bron = ast.parse("from ketenhub.store.verstrekken import read_disclosures\nfrom ketenhub.store import verstrekken")
    assert who_touches({"flow/nieuw.py": bron}, "keep_disclosure", "store/verstrekken.py") == set()


def test_only_look_lets_one_in(modules: dict[str, ast.Module]) -> None:
    makers = {
        name
        for name, module in modules.items()
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Inkijk"
    }
    assert makers == {LOOK}
