"""Check that the documents hold: links, decisions, word list, commands."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ADR = ROOT / "docs" / "adr"
WORDS = ROOT / "docs" / "woordenlijst.md"
DOMAIN = ROOT / "hub" / "ketenhub" / "domain"
SECTIONS = ["Status", "Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
ADR_WORDS = 400
LEFT_OUT = {".git", ".venv", "build", "dist", "node_modules", "vendor", ".demo", ".pytest_cache"}

LINK = re.compile(r"(?<!!)\[[^\]]*\]\((?P<to>[^)\s]+)(?:\s+\"[^\"]*\")?\)|!\[[^\]]*\]\((?P<image>[^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
HEADING = re.compile(r"^#{1,6}\s+(?P<text>.+?)\s*#*$", re.MULTILINE)
MAKE = re.compile(r"\bmake ([a-z]+)\b")
COMMAND = re.compile(r"\bketenhub ([a-z][a-z-]+)\b")


def documents() -> Iterator[Path]:
    """List every Markdown file of the project."""
    for path in sorted(ROOT.rglob("*.md")):
        if not LEFT_OUT.intersection(path.relative_to(ROOT).parts):
            yield path


def name(path: Path) -> str:
    """Name a file as seen from the project."""
    return str(path.relative_to(ROOT))


def anchors(text: str) -> set[str]:
    """Give the anchors that the headings of a document make."""
    headings = (re.sub(r"[`*_]", "", match["text"]).lower() for match in HEADING.finditer(FENCE.sub("", text)))
    return {re.sub(r"[^\w\- ]", "", heading).strip().replace(" ", "-") for heading in headings}


def link_fault(path: Path, target: str) -> str | None:
    """Say what is wrong with one link, if anything."""
    if re.match(r"^[a-z][a-z0-9+.-]*:", target):
        return None
    file, _, anchor = target.partition("#")
    aim = (path.parent / file).resolve() if file else path
    if not aim.exists():
        return f"{name(path)}: verwijzing naar {target} komt nergens uit"
    if anchor and aim.suffix == ".md" and anchor.lower() not in anchors(aim.read_text("utf-8")):
        return f"{name(path)}: {target} noemt een kop die er niet is"
    return None


def check_links() -> list[str]:
    """Follow every link between documents."""
    faults: list[str] = []
    for path in documents():
        text = CODE.sub("", FENCE.sub("", path.read_text("utf-8")))
        for match in LINK.finditer(text):
            fault = link_fault(path, match["to"] or match["image"])
            if fault:
                faults.append(fault)
    return faults


def targets() -> set[str]:
    """List the targets of the Makefile."""
    return set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def tests_in(path: Path) -> set[str]:
    """List the tests in a file, methods as Class::method too."""
    found: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}::{one.name}" for one in node.body if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)}
    return found


def stands(reference: str) -> bool:
    """Tell whether a test or make target that a decision names exists."""
    if reference.startswith("make "):
        return reference.removeprefix("make ").split()[0] in targets()
    file, _, test = reference.partition("::")
    path = ROOT / file
    return path.exists() and (not test or test in tests_in(path))


def section(text: str, title: str) -> str:
    """Give the text under one heading of a decision."""
    found = re.search(rf"^## {re.escape(title)}\n(?P<body>.*?)(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    return found["body"] if found else ""


def check_decision(path: Path) -> list[str]:
    """Check one decision: its sections, its length, and what enforces it."""
    text = path.read_text("utf-8")
    faults = []
    if re.findall(r"^## (.+)$", text, re.MULTILINE) != SECTIONS:
        faults.append(f"{name(path)}: de koppen zijn niet {', '.join(SECTIONS)}")
    if len(text.split()) > ADR_WORDS:
        faults.append(f"{name(path)}: {len(text.split())} woorden, hoogstens {ADR_WORDS}")
    references = [one for one in CODE.findall(section(text, "Enforced by")) if one.startswith("make ") or "::" in one]
    if not references:
        faults.append(f"{name(path)}: onder 'Enforced by' staat geen test en geen make-doel")
    faults += [f"{name(path)}: {one} bestaat niet" for one in references if not stands(one)]
    return faults


def check_decisions() -> list[str]:
    """Check every decision and that the list of decisions is complete."""
    paths = sorted(ADR.glob("[0-9][0-9][0-9][0-9]-*.md"))
    faults = [fault for path in paths for fault in check_decision(path)]
    listed = (ADR / "README.md").read_text("utf-8") if (ADR / "README.md").exists() else ""
    return faults + [f"docs/adr/README.md: {path.name} ontbreekt" for path in paths if path.name not in listed]


def public_classes() -> set[str]:
    """List the public classes of the domain."""
    found: set[str] = set()
    for path in DOMAIN.rglob("*.py"):
        body = ast.parse(path.read_text("utf-8")).body
        found |= {node.name for node in body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")}
    return found


def check_words() -> list[str]:
    """Check that every public class of the domain stands in the word list."""
    if not WORDS.exists():
        return ["docs/woordenlijst.md: ontbreekt"]
    known = set(CODE.findall(WORDS.read_text("utf-8")))
    return [f"docs/woordenlijst.md: {one} ontbreekt" for one in sorted(public_classes() - known)]


def ketenhub_commands() -> set[str]:
    """Read the names of the commands from the code of the command line."""
    path = ROOT / "hub" / "ketenhub" / "cli.py"
    if not path.exists():
        return set()
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            found.add(node.name.strip("_").replace("_", "-"))
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found


def check_commands() -> list[str]:
    """Check that the commands in the READMEs and recipes exist."""
    faults: list[str] = []
    known, own = targets(), ketenhub_commands()
    for path in documents():
        for code in [*CODE.findall(text := path.read_text("utf-8")), *(match[0] for match in FENCE.finditer(text))]:
            faults += [f"{name(path)}: make {one} bestaat niet" for one in MAKE.findall(code) if one not in known]
            faults += [f"{name(path)}: ketenhub {one} bestaat niet" for one in COMMAND.findall(code) if own and one not in own]
    return sorted(set(faults))


def main() -> int:
    """Run all checks and tell every fault."""
    faults = [*check_links(), *check_decisions(), *check_words(), *check_commands()]
    for fault in faults:
        print(fault)
    print(f"docs: {sum(1 for _ in documents())} documenten, {len(faults)} fouten")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
