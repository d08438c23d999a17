"""Run every proof, print a line for each with its figure, and end with how many passed and failed."""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.bewijzen.bewijs import GETOOND, Bewijs, Opdracht  # noqa: E402 - the tests are found from the root of the project
from tests.bewijzen.lijst import BEWIJZEN, PROEVEN, Proef  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Sequence

SECONDEN_TUSSEN = 0.5 if sys.stderr.isatty() else 30.0
MUTATIES = re.compile(r"^share/.*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Regel:
    """The line of one proof."""

    naam: str
    stelling: str
    ok: bool
    cijfer: str
    seconden: float
    verschillen: list[str]


class Voortgang:
    """Tell now and then how far a long proof is."""

    def __init__(self, naam: str, omvang: int) -> None:
        self.naam, self.omvang, self.laatst = naam, omvang, monotonic()

    def __call__(self, gedaan: int) -> None:
        """Say how many are done, but not too often."""
        if monotonic() - self.laatst > SECONDEN_TUSSEN:
            self.laatst = monotonic()
            start, end = ("\r", "") if sys.stderr.isatty() else ("", "\n")
            sys.stderr.write(f"{start}  {self.naam}: {gedaan} van {self.omvang}{end}")
            sys.stderr.flush()


def run_proof(bewijs: Bewijs, zaad: int, *, vol: bool) -> Regel:
    """Try a claim in this process."""
    omvang, began = bewijs.vol if vol else bewijs.kort, monotonic()
    uitslag = bewijs.voer(Opdracht(omvang, zaad, Voortgang(bewijs.naam, omvang)))
    ok = uitslag.klopt and uitslag.gedaan >= omvang
    return Regel(bewijs.naam, bewijs.stelling, ok, uitslag.sentence(), monotonic() - began, uitslag.verschillen)


def run_tests(proef: Proef, zaad: int, *, vol: bool) -> Regel:
    """Let the tests that prove a claim run, in a process of their own, and count what ran."""
    chosen, began = (*proef.kort, *(proef.vol if vol else ())), monotonic()
    with tempfile.TemporaryDirectory() as folder:
        telling = Path(folder) / "telling.json"
        night = {"KETENHUB_NACHT": "1"} if vol else {}
        known = {**os.environ, **night, "KETENHUB_ZAAD": str(zaad), "KETENHUB_TELLING": str(telling), "PYTHONPATH": str(ROOT)}
        told = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "tools.bewijsteller", *chosen],
            cwd=ROOT,
            env=known,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )
        found: dict[str, Any] = {"telt": {}, "cijfers": {}, "mis": ["pytest begon niet"]}
        if telling.exists():
            found = json.loads(telling.read_text("utf-8"))
    passed, skipped = found["telt"].get("passed", 0), found["telt"].get("skipped", 0)
    figures = {proef.telt: passed, **found["cijfers"]} | ({"overgeslagen": skipped} if skipped else {})
    ok = told.returncode == 0 and passed > 0 and not found["mis"]
    cijfer = ", ".join(f"{amount} {what}" for what, amount in figures.items())
    return Regel(proef.naam, proef.stelling, ok, cijfer, monotonic() - began, found["mis"])


def run_tool(proef: Proef) -> Regel:
    """Let a tool of the project prove a claim: its exit code says whether it holds, its last lines how much was tried."""
    began = monotonic()
    told = subprocess.run([sys.executable, *proef.opdracht], cwd=ROOT, capture_output=True, text=True, check=False)
    lines = MUTATIES.findall(told.stdout)
    cijfer = lines[-1] if lines else "niets geteld"
    return Regel(
        proef.naam, proef.stelling, told.returncode == 0 and bool(lines), cijfer, monotonic() - began, told.stdout.splitlines()[-8:]
    )


def run_one(one: Bewijs | Proef, zaad: int, *, vol: bool) -> Regel | None:
    """Run a proof; None for one that has no short form."""
    if isinstance(one, Bewijs):
        return run_proof(one, zaad, vol=vol)
    if one.opdracht:
        return run_tool(one) if vol else None
    return run_tests(one, zaad, vol=vol)


def show(regel: Regel) -> None:
    """Print the line of a proof, and where it does not hold the first places."""
    print(f"{'ok ' if regel.ok else 'MIS'} {regel.naam:<17}{regel.stelling} {regel.cijfer} ({regel.seconden:.0f} s)", flush=True)
    for place in regel.verschillen[:GETOOND] if not regel.ok else ():
        print(f"      {place}", flush=True)


def chosen_of(names: Sequence[str]) -> list[Bewijs | Proef]:
    """Give the proofs with these names, all of them without a name."""
    known: dict[str, Bewijs | Proef] = {**{one.naam: one for one in BEWIJZEN}, **{one.naam: one for one in PROEVEN}}
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise SystemExit(f"onbekend: {', '.join(unknown)}; er is: {', '.join(known)}")
    return [known[name] for name in names or known]


def main() -> int:
    """Read the command line, prove, report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("namen", nargs="*", help="only these proofs")
    parser.add_argument("--full", action="store_true", help="the full size")
    parser.add_argument("--seed", type=int, default=None, help="the seed; without it one by chance")
    parser.add_argument("--json", type=Path, default=None, help="write the lines here too")
    asked = parser.parse_args()
    zaad = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1_000_000)
    print(f"zaad {zaad}; dezelfde proef nog eens: make prove SEED={zaad}{' FULL=1' if asked.full else ''}", flush=True)
    regels = []
    for one in chosen_of(asked.namen):
        regel = run_one(one, zaad, vol=asked.full)
        if regel is None:
            print(f"--  {one.naam:<17}{one.stelling} alleen in de volle vorm", flush=True)
            continue
        show(regel)
        regels.append(regel)
    passed = sum(regel.ok for regel in regels)
    print(f"{passed} passed, {len(regels) - passed} failed")
    if asked.json is not None:
        asked.json.write_text(json.dumps({"zaad": zaad, "vol": asked.full, "bewijzen": [asdict(r) for r in regels]}, indent=1), "utf-8")
    return 0 if regels and passed == len(regels) else 1


if __name__ == "__main__":
    sys.exit(main())
