"""Write the schemas that the code promises, or check that the committed ones are those."""

import argparse
import json
import sys
from pathlib import Path

from ketenhub.contract.schema import schemas
from ketenhub.web.beschrijving import describe

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "schemas"


def text(document: object) -> str:
    """Write a document the same way each time."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def promised() -> dict[str, str]:
    """Collect file name and text of every schema the code promises."""
    return {name: text(document) for name, document in {**schemas(), "openapi.json": describe()}.items()}


def differences(files: dict[str, str]) -> list[str]:
    """Name every file that is missing, different or no longer promised."""
    faults = [f"{name}: ontbreekt" for name in files if not (FOLDER / name).exists()]
    faults += [
        f"{name}: wijkt af" for name, body in files.items() if (FOLDER / name).exists() and (FOLDER / name).read_text("utf-8") != body
    ]
    return faults + [f"{path.name}: hoort bij niets" for path in FOLDER.glob("*.json") if path.name not in files]


def main() -> int:
    """Write, or check and tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    parser.add_argument("--write", action="store_true", help="write the files (what happens without --check too)")
    check = parser.parse_args().check
    files = promised()
    if check:
        faults = differences(files)
        for fault in faults:
            print(f"schemas/{fault}")
        print(f"schemas: {len(files)} bestanden, {len(faults)} verschillen")
        return 1 if faults else 0
    FOLDER.mkdir(exist_ok=True)
    for name, body in files.items():
        (FOLDER / name).write_text(body, encoding="utf-8")
    print(f"schemas: {len(files)} bestanden geschreven")
    return 0


if __name__ == "__main__":
    sys.exit(main())
