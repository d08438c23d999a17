"""Compare the demands in the design with the tests that carry their ids."""

import ast
import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEMANDS = ROOT.parent / "shared" / "design" / "requirements.md"
COVERED = ROOT / "docs" / "naslag" / "gedekt.txt"
REPORT = ROOT / "build" / "trace.txt"
ROW = re.compile(r"^\|\s*(?P<id>[A-Z]+-\d+[a-z]?)\s*\|(?P<middle>.*?)\|(\s*(?P<weight>[MSC])\s*\|)?\s*$")
ID = re.compile(r"^[A-Z]+-\d+[a-z]?$")


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


def ids_in(tree: ast.AST) -> set[str]:
    """Collect the ids that markers in one file carry."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and is_req(node))
    values = (argument.value for call in calls for argument in call.args if isinstance(argument, ast.Constant))
    return {value for value in values if isinstance(value, str)}


def marked() -> dict[str, set[str]]:
    """Collect per id the test files that carry it."""
    found: dict[str, set[str]] = {}
    for path in sorted([*ROOT.glob("tests/**/test_*.py"), *ROOT.glob("plugins/*/tests/**/test_*.py")]):
        for name in ids_in(ast.parse(path.read_text("utf-8"))):
            found.setdefault(name, set()).add(str(path.relative_to(ROOT)))
    return found


def covered_before() -> set[str]:
    """Read the ids that had a test at the last commit."""
    if not COVERED.exists():
        return set()
    return {line.strip() for line in COVERED.read_text("utf-8").splitlines() if ID.match(line.strip())}


def report(known: dict[str, Demand], tests: dict[str, set[str]]) -> list[str]:
    """List the demands that must be met and have no test."""
    return [f"{one.id}  {one.words}" for one in known.values() if one.weight == "M" and one.id not in tests]


def main() -> int:
    """Print what has no test; fail on a lost test or an id that does not exist."""
    tests = marked()
    if "--write" in sys.argv:
        heading = "# De eisen die een test hebben. Een regel die hier staat, mag zijn test niet verliezen.\n"
        COVERED.write_text(heading + "".join(f"{name}\n" for name in sorted(tests)), encoding="utf-8")
    faults = [f"{name} verloor zijn test" for name in sorted(covered_before() - set(tests))]
    if DEMANDS.exists():
        known = demands(DEMANDS.read_text("utf-8"))
        faults += [f"{name} bestaat niet ({', '.join(sorted(tests[name]))})" for name in sorted(set(tests) - set(known))]
        open_rows = report(known, tests)
        must = sum(1 for one in known.values() if one.weight == "M")
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text("".join(f"{row}\n" for row in open_rows), encoding="utf-8")
        print(f"trace: {must - len(open_rows)} van {must} M-regels hebben een test; de andere {len(open_rows)} staan in build/trace.txt")
    else:
        print(f"trace: {len(tests)} eisen hebben een test; de lijst van eisen staat hier niet, dus zonder vergelijking")
    for fault in faults:
        print(f"trace: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
