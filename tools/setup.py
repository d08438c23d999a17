"""Make the environment in .venv, once, and again only when its recipe changed. Standard library only."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".setup-stamp"
ASSETS_STAMP = VENV / ".assets-stamp"
UI = ROOT / "hub" / "ketenhub" / "web" / "ui"
VENDOR = UI / "static" / "vendor"
OLDEST = (3, 11)
NAMES = ("python3.13", "python3.12", "python3.11", "python3.14", "python3")


class Stop(Exception):
    """The environment cannot be made; the text says why."""


def say(text: str) -> None:
    """Tell one step."""
    print("  " + text, flush=True)


def run(*command: str) -> None:
    """Run a command and stop when it fails."""
    done = subprocess.run(command, cwd=str(ROOT), check=False)
    if done.returncode != 0:
        raise Stop("mislukt: " + " ".join(Path(part).name if part.startswith(str(ROOT)) else part for part in command))


def find_python() -> str:
    """Find a Python that is new enough: the one that runs now, or another on the path."""
    if sys.version_info[:2] >= OLDEST:
        return sys.executable
    for name in NAMES:
        found = shutil.which(name)
        if found:
            check = "import sys; sys.exit(sys.version_info[:2] < (3, 11))"
            if subprocess.run([found, "-c", check], check=False).returncode == 0:
                return found
    raise Stop("Python 3.11 of nieuwer is nodig, en is niet gevonden.")


def projects() -> list[Path]:
    """List the packages of this workspace: the hub, then each plugin."""
    return [ROOT / "hub", *sorted(path.parent for path in ROOT.glob("plugins/*/pyproject.toml"))]


def digest(paths: list[Path]) -> str:
    """Hash names and contents of files, with the place they stand."""
    total = hashlib.sha256(str(ROOT).encode())
    for path in paths:
        total.update(str(path.relative_to(ROOT)).encode() + b"\0")
        total.update(path.read_bytes() + b"\0")
    return total.hexdigest()


def recipe() -> str:
    """Hash everything that decides what stands in the environment."""
    return digest([ROOT / "requirements.lock", *(project / "pyproject.toml" for project in projects())])


def read(stamp: Path) -> str:
    """Read a stamp, empty when there is none."""
    return stamp.read_text(encoding="utf-8") if stamp.exists() else ""


def make_environment() -> str:
    """Make .venv with exactly the locked packages and our own ones, and give its Python."""
    python = VENV / "bin" / "python"
    wanted = recipe()
    if python.exists() and read(STAMP) == wanted:
        return str(python)
    if not python.exists():
        base = find_python()
        say("omgeving maken in .venv")
        if subprocess.run([base, "-m", "venv", "--clear", str(VENV)], cwd=str(ROOT), check=False).returncode != 0:
            raise Stop("de module venv ontbreekt (op Debian en Ubuntu: pakket python3-venv)")
    pip = (str(python), "-m", "pip", "--disable-pip-version-check", "install", "-qq")
    say("pakketten installeren volgens requirements.lock")
    run(*pip, "--no-deps", "--require-hashes", "--requirement", str(ROOT / "requirements.lock"))
    say("hub en plugins koppelen")
    editable = [part for project in projects() for part in ("--editable", str(project))]
    run(*pip, "--no-deps", "--no-build-isolation", *editable)
    # pip compiles what it installs and not what it links; where no bytecode is written, each process would compile us again
    run(str(python), "-m", "compileall", "-q", *(str(project) for project in projects()))
    STAMP.write_text(wanted, encoding="utf-8")
    return str(python)


def asset_sources() -> list[Path]:
    """List what decides how the styles of the screens are built."""
    if not UI.exists():
        return []
    kinds = {".css", ".html", ".js", ".json", ".lock", ".toml"}
    files = [path for path in UI.rglob("*") if path.is_file() and VENDOR not in path.parents]
    return sorted(path for path in files if path.suffix in kinds or path.name.startswith("assets") or path.parent.name == "assets")


def make_assets(python: str) -> None:
    """Build the styles of the screens when their sources changed or the outcome is gone."""
    if not ((UI / "assets.py").exists() or (UI / "assets" / "__main__.py").exists()):
        return
    wanted = digest([path for path in asset_sources() if "__pycache__" not in path.parts])
    if VENDOR.exists() and any(VENDOR.iterdir()) and read(ASSETS_STAMP) == wanted:
        return
    say("stijlen van de schermen bouwen")
    run(python, "-m", "ketenhub.web.ui.assets")
    ASSETS_STAMP.write_text(wanted, encoding="utf-8")


def main() -> int:
    """Make what is missing and say nothing when nothing is."""
    os.environ.pop("PYTHONPATH", None)
    try:
        make_assets(make_environment())
    except Stop as stop:
        print("setup: " + str(stop), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
