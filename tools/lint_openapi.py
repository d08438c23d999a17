"""Check schemas/openapi.json with Spectral under the national API Design Rules; skip with a reason where they are absent."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

SPECTRAL = "6.16.3"
WORTEL = Path(__file__).resolve().parent.parent
BESCHRIJVING = WORTEL / "schemas" / "openapi.json"
REGELS = WORTEL.parent / "shared" / "standards" / "adr" / "linter-2.1.0-def.yaml"
MAP = WORTEL / "build" / "spectral"


def main(argumenten: list[str]) -> int:
    """Install Spectral once in an ignored folder and run it; 0 errors is the promise, warnings are shown."""
    beschrijving = Path(argumenten[0]) if argumenten else BESCHRIJVING
    reden = reason_to_skip(beschrijving)
    if reden:
        print(f"overgeslagen: {reden}")
        return 0
    spectral = install()
    opdracht = [str(spectral), "lint", "--ruleset", str(REGELS), "--fail-severity", "error", str(beschrijving)]
    return subprocess.run(opdracht, check=False, cwd=MAP).returncode


def reason_to_skip(beschrijving: Path) -> str | None:
    """Say what is missing to check this description, if anything."""
    if not REGELS.is_file():
        return "de map ../shared/standards/adr staat niet naast het project"
    if shutil.which("npm") is None or shutil.which("node") is None:
        return "npm en node zijn er niet"
    if not beschrijving.is_file():
        return f"{beschrijving.name} is er nog niet"
    return None


def install() -> Path:
    """Install the exact version of Spectral, without running the scripts of its packages and without a lock that records addresses."""
    programma = MAP / "node_modules" / ".bin" / "spectral"
    if programma.exists() and _installed() == SPECTRAL:
        return programma
    MAP.mkdir(parents=True, exist_ok=True)
    inhoud = {"private": True, "dependencies": {"@stoplight/spectral-cli": SPECTRAL}}
    (MAP / "package.json").write_text(json.dumps(inhoud), encoding="utf-8")
    subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--no-package-lock"], check=True, cwd=MAP)
    return programma


def _installed() -> str | None:
    wie = MAP / "node_modules" / "@stoplight" / "spectral-cli" / "package.json"
    if not wie.is_file():
        return None
    versie = json.loads(wie.read_text(encoding="utf-8")).get("version")
    return versie if isinstance(versie, str) else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
