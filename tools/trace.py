"""Compare the demands in the design with the tests that carry their ids, and keep the table of where each one lives."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMANDS = ROOT.parent / "shared" / "design" / "requirements.md"
COVERED = ROOT / "docs" / "naslag" / "gedekt.txt"
ORIGIN = ROOT / "docs" / "naslag" / "herkomst.md"
REPORT = ROOT / "build" / "trace.txt"
PRODUCT = ("hub/ketenhub/**/*.py", "hub/ketenhub/**/*.json", "plugins/*/ketenhub_*/**/*.py", "plugins/*/ketenhub_*/**/*.toml")
TESTS = ("tests/**/test_*.py", "plugins/*/tests/**/test_*.py")
CASES = "tests/**/gevallen/*.toml"
ROW = re.compile(r"^\|\s*(?P<id>[A-Z]+-\d+[a-z]?)\s*\|(?P<middle>.*?)\|(\s*(?P<weight>[MSC])\s*\|)?\s*$")
ID = re.compile(r"^[A-Z]+-\d+[a-z]?$")
NAMED = re.compile(r"\b(?:MOV|VISIE|ROUTE|VT|MDA|CON)-\d{2}[a-z]?\b")
RULE = re.compile(r"^F\d+$")
HEADING = """# Herkomst van de eisen

Gemaakt met `make trace ARGS=--write`; `make trace` vergelijkt. Per eis: de regel van de evaluator die haar noemt, waar het product
haar noemt, en de toetsen die haar bewijzen. Een streep betekent: niet genoemd. De rijen CON zijn keuzes waar bronnen verschillen.

| eis | regel | product | toetsen |
|---|---|---|---|
"""

Places = dict[str, set[str]]


@dataclass(frozen=True)
class Demand:
    """One line of the demands."""

    id: str
    weight: str
    words: str


def demands(text: str) -> dict[str, Demand]:
    """Read the tables of demands."""
    rows = (ROW.match(line) for line in text.splitlines())
    return {row["id"]: Demand(row["id"], row["weight"] or "", row["middle"].split("|")[0].strip()) for row in rows if row}


def is_req(call: ast.AST) -> bool:
    """Tell whether a call is pytest.mark.req(...)."""
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "req"


def constants(nodes: list[ast.expr]) -> list[str]:
    """Give the texts among expressions."""
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def ids_in(tree: ast.AST) -> set[str]:
    """Collect the ids that markers in one file carry."""
    return {name for node in ast.walk(tree) if isinstance(node, ast.Call) and is_req(node) for name in constants(node.args)}


def ids_of_cases(text: str) -> set[str]:
    """Collect the ids that a table of cases carries, under `eisen` or `bron`."""
    said = [case.get(key, ()) for case in tomllib.loads(text).get("geval", ()) for key in ("eisen", "bron")]
    return {name for names in said for name in ([names] if isinstance(names, str) else names) if ID.match(name)}


def name(path: Path) -> str:
    """Name a file as seen from the project."""
    return path.relative_to(ROOT).as_posix()


def files(*patterns: str) -> Iterator[Path]:
    """List the files under the patterns, each once."""
    yield from sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


def marked() -> Places:
    """Collect per id the test files and the tables of cases that carry it."""
    found: Places = {}
    for path in files(*TESTS, CASES):
        text = path.read_text("utf-8")
        for one in ids_of_cases(text) if path.suffix == ".toml" else ids_in(ast.parse(text)):
            found.setdefault(one, set()).add(name(path))
    return found


def named() -> Places:
    """Collect per id the files of the product that name it."""
    found: Places = {}
    for path in files(*PRODUCT):
        for one in NAMED.findall(path.read_text("utf-8")):
            found.setdefault(one, set()).add(name(path))
    return found


def pairs(node: ast.AST) -> list[str]:
    """Give the texts of a pair (rule, source), as a tuple or as arguments of a call."""
    match node:
        case ast.Tuple(elts=nodes):
            return constants(nodes)
        case ast.Call(args=nodes, keywords=keywords):
            return constants([*nodes, *(k.value for k in keywords)])
        case _:
            return []


def rules() -> Places:
    """Collect per id the rules with which the evaluator gives it as its source."""
    found: Places = {}
    for path in files("hub/ketenhub/evaluate/*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            texts = pairs(node)
            for one in filter(ID.match, texts):
                found.setdefault(one, set()).update(filter(RULE.match, texts))
    return found


def order(one: str) -> tuple[str, int, str]:
    """Order ids as people count."""
    kind, _, number = one.partition("-")
    return kind, int(re.sub(r"\D", "", number)), number


def origin(tests: Places) -> str:
    """Write the table of where each demand lives."""
    product, by_rule = named(), rules()
    rows = []
    for one in sorted(tests.keys() | product.keys(), key=order):
        cells = [" ".join(f"`{place}`" for place in sorted(places.get(one, ()))) or "—" for places in (by_rule, product, tests)]
        rows.append(f"| {one} | {cells[0].replace('`', '')} | {cells[1]} | {cells[2]} |\n")
    return HEADING + "".join(rows)


def drift(tests: Places) -> list[str]:
    """Say whether the table is that of the code."""
    kept = ORIGIN.read_text("utf-8") if ORIGIN.exists() else ""
    return [] if kept == origin(tests) else [f"{name(ORIGIN)} wijkt af; schrijf haar met make trace ARGS=--write"]


def covered_before() -> set[str]:
    """Read the ids that had a test at the last commit."""
    if not COVERED.exists():
        return set()
    return {line.strip() for line in COVERED.read_text("utf-8").splitlines() if ID.match(line.strip())}


def report(known: dict[str, Demand], tests: Places) -> list[str]:
    """List the demands that must be met and have no test."""
    return [f"{one.id}  {one.words}" for one in known.values() if one.weight == "M" and one.id not in tests]


def compare(known: dict[str, Demand], tests: Places) -> list[str]:
    """Tell how many demands have a test; give the ids that do not exist."""
    open_rows = report(known, tests)
    must = sum(1 for one in known.values() if one.weight == "M")
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("".join(f"{row}\n" for row in open_rows), encoding="utf-8")
    print(f"trace: {must - len(open_rows)} van {must} M-regels hebben een test; de andere {len(open_rows)} staan in build/trace.txt")
    return [f"{one} bestaat niet ({', '.join(sorted(tests[one]))})" for one in sorted(set(tests) - set(known))]


def write(tests: Places) -> None:
    """Keep what is covered now, and where each demand lives."""
    heading = "# De eisen die een test hebben. Een regel die hier staat, mag zijn test niet verliezen.\n"
    COVERED.write_text(heading + "".join(f"{one}\n" for one in sorted(tests)), encoding="utf-8")
    ORIGIN.write_text(origin(tests), encoding="utf-8")


def main() -> int:
    """Print what has no test; fail on a lost test, an id that does not exist, or a table that is not that of the code."""
    tests = marked()
    faults = [f"{one} verloor zijn test" for one in sorted(covered_before() - set(tests))]
    if "--write" in sys.argv:
        write(tests)
    faults += drift(tests)
    if DEMANDS.exists():
        faults += compare(demands(DEMANDS.read_text("utf-8")), tests)
    else:
        print(f"trace: {len(tests)} eisen hebben een test; de lijst van eisen staat hier niet, dus zonder vergelijking")
    for fault in faults:
        print(f"trace: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
