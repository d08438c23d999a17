"""Styles, script, letter and icon: read once, named by their content, kept by the browser for a year."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

STATISCH = Path(__file__).parent / "static"
PAD = "/static/"
LETTER = "source-sans-3.woff2"
SOORTEN: Mapping[str, str] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
BESTANDEN = (f"vendor/{LETTER}", "vendor/nlds.css", "kh.css", "kh.js", "icoon.svg")


@dataclass(frozen=True, slots=True)
class Bestand:
    """One file as it is served: its name with the hash, its kind, its bytes, and the same bytes packed where that helps."""

    naam: str
    soort: str
    inhoud: bytes
    ingepakt: bytes | None


@dataclass(frozen=True, slots=True)
class Bestanden:
    """All files by the name that a template uses, and by the name that a browser asks for."""

    adressen: Mapping[str, str]
    op_naam: Mapping[str, Bestand]

    def address(self, naam: str) -> str | None:
        """Give the address of a file; None when it was not built, then the page goes without."""
        return self.adressen.get(naam)


def _make(path: Path, inhoud: bytes) -> Bestand:
    mark = hashlib.sha256(inhoud).hexdigest()[:16]
    packed = None if path.suffix == ".woff2" else gzip.compress(inhoud, mtime=0)
    return Bestand(f"{path.stem}.{mark}{path.suffix}", SOORTEN[path.suffix], inhoud, packed)


def load_files(folder: Path = STATISCH) -> Bestanden:
    """Read the files; the style sheet names the letter by its address."""
    found: dict[str, Bestand] = {}
    for name in BESTANDEN:
        path = folder / name
        if not path.exists():
            continue
        inhoud = path.read_bytes()
        letter = found.get(LETTER)
        if letter is not None and path.suffix == ".css":
            inhoud = inhoud.replace(f'url("{LETTER}")'.encode(), f'url("{PAD}{letter.naam}")'.encode())
        found[path.name] = _make(path, inhoud)
    return Bestanden({name: PAD + one.naam for name, one in found.items()}, {one.naam: one for one in found.values()})
