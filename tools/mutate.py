"""Put small faults into the rooms that decide, one at a time, and see that a test notices each (mutation testing).

Why a tool of our own. mutmut 3.8 was tried on this workspace: it knows sources below `.`, `src` or `source` only and stops at `hub/`; it
changes function bodies but no tables, and tables are where this house keeps its rules; and it works in a copy of the tree. Other tools
were not tried; those that start pytest anew for every mutant would be slow here. So: pytest collects once, each test is watched for the
lines it runs, and every mutant is a fork of that process in which only the tests of those lines run.

What keeps it honest: a module that is loaded again without a fault must pass all tests, or nothing is counted for it; a limit is counted
in seconds of work of one test, not of the clock; a fault that cannot even be loaded counts as seen; and every survivor is either a
failure of this command or stands in tests/mutatie/overlevers.toml with a reason, as does a line of that file that no longer survives.
"""

from __future__ import annotations

import argparse
import ast
import gc
import json
import os
import resource
import sys
import tomllib
import types
import warnings
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tools.mutants import Mutant, mutants_of  # noqa: E402 - the tools are found from the root of the project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from _typeshed import TraceFunction

HUB = ROOT / "hub"
KNOWN = ROOT / "tests" / "mutatie" / "overlevers.toml"
REPORT = ROOT / "build" / "mutatie.toml"
# the quick tests of each room; the slow ones come last, so only a survivor meets them
CORE = ("tests/unit/eisen", "tests/unit/merge", "tests/unit/evaluate")
TESTS = {
    "merge": (*CORE, "tests/property/test_merge.py", "tests/property/test_koppelen.py"),
    "evaluate": (*CORE, "tests/property/test_evaluate.py"),
    "share": (*CORE, "tests/unit/share", "tests/property/test_share.py", "tests/property/test_share_vormen.py"),
}
FLAGS = ("-q", "-s", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")
NEEDED = 95.0
ZAAD = "0"
SECONDS = 30
ROOM_TO_GROW = 2**30
Outcome = Literal["gedood", "overleefd", "tijd"]


@dataclass
class Watch:
    """Which tests run which lines of the rooms, and how long each takes."""

    files: dict[str, str]
    lines: dict[tuple[str, int], set[int]] = field(default_factory=lambda: defaultdict(set))
    modules: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[int, float] = field(default_factory=dict)
    keen: Counter[int] = field(default_factory=Counter)
    now: int = 0

    def trace(self, frame: types.FrameType, event: str, arg: object) -> TraceFunction | None:
        """Follow the frames of the rooms alone."""
        del event, arg
        return self.step if frame.f_code.co_filename in self.files else None

    def step(self, frame: types.FrameType, event: str, arg: object) -> TraceFunction:
        """Note a line that the test of this moment runs."""
        del arg
        if event == "line":
            module = self.files[frame.f_code.co_filename]
            self.lines[module, frame.f_lineno].add(self.now)
            self.modules[module].add(self.now)
        return self.step

    def forget(self, test: int) -> None:
        """Leave a test out."""
        del self.seconds[test]
        for tests in (*self.lines.values(), *self.modules.values()):
            tests.discard(test)

    def tests_of(self, mutant: Mutant) -> list[int]:
        """Give the tests that can notice a mutant, those that noticed most first; what runs at import alone is for all tests."""
        found: set[int] = set()
        for line in mutant.lines:
            found |= self.lines.get((mutant.module, line), set())
        if not found or not mutant.functie:
            found = (self.modules[mutant.module] if mutant.functie else None) or set(self.seconds)
        return sorted(found, key=lambda n: (-self.keen[n], self.seconds[n]))


class Failures:
    """Hear whether a test failed, in whatever phase."""

    def __init__(self) -> None:
        self.heard = 0

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count what went wrong."""
        self.heard += report.failed


def values_in_use() -> Iterator[tuple[types.ModuleType, str, object]]:
    """Give every value that stands in a module of the hub or of its tests."""
    for known, module in list(sys.modules.items()):
        for key, value in list(vars(module).items()) if known.startswith(("ketenhub", "tests", "conftest")) else ():
            yield module, key, value


def forget() -> None:
    """Forget what functions remember: a test that finds it there does not run the lines that it rests on."""
    for _, _, value in values_in_use():
        clear = getattr(value, "cache_clear", None)
        if callable(clear):
            clear()


def hand_over(name: str, before: dict[str, object]) -> None:
    """Give the new values of a module to whoever imported the old ones, and forget what was remembered of them."""
    module = sys.modules[name]
    changed = {id(old): (key, vars(module).get(key)) for key, old in before.items() if vars(module).get(key) is not old}
    for other, key, value in values_in_use():
        if other is not module and id(value) in changed and changed[id(value)][0] == key:
            setattr(other, key, changed[id(value)][1])
    forget()


def put_in(name: str, tree: ast.Module, path: Path) -> None:
    """Load a changed tree into a module that is in use; functions that are held elsewhere get their new bodies too."""
    module = sys.modules[name]
    before = dict(vars(module))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(ast.fix_missing_locations(tree), str(path), "exec", dont_inherit=True), vars(module))  # noqa: S102 - our own source
    for key, old in before.items():
        new = vars(module).get(key)
        if isinstance(old, types.FunctionType) and isinstance(new, types.FunctionType) and old.__module__ == name:
            old.__code__, old.__defaults__, old.__kwdefaults__ = new.__code__, new.__defaults__, new.__kwdefaults__
    hand_over(name, before)


def name_of(module: str) -> str:
    """Give the name under which a module is imported."""
    return f"ketenhub.{module.removesuffix('.py').replace('/', '.').removesuffix('.__init__')}"


def loaded(mutant: Mutant, load: Callable[[], None]) -> None:
    """Put a mutant into its tree and load that."""
    mutant.apply()
    load()


def limit_work() -> None:
    """Bound the work of this process from now on: of each test by itself, since together they may be many."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime) + SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def limit_memory() -> None:
    """Bound the memory of this process."""
    size = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (size + ROOM_TO_GROW, size + ROOM_TO_GROW))


def in_a_fork(work: Callable[[], int | None]) -> tuple[Outcome, int | None]:
    """Do work in a fork of this process; tell whether a test noticed, and which, or that it came to no end."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            limit_work()
            limit_memory()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            noticed = work()
            os.write(writing, b"geen" if noticed is None else str(noticed).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    # who was stopped could say nothing
    if os.WIFSIGNALED(status) or not said:
        return "tijd", None
    return ("overleefd", None) if said == "geen" else ("gedood", int(said))


@dataclass
class Run:
    """The plugin that takes the place of pytest's own loop: watch each test once, then try each mutant."""

    modules: list[str]
    wanted: Callable[[Mutant], bool]
    outcomes: dict[Mutant, Outcome] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    @staticmethod
    def path(module: str) -> Path:
        """Give the file of a module."""
        return HUB / "ketenhub" / module

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run everything."""
        failures = Failures()
        session.config.pluginmanager.register(failures)
        watch = self.watched(session, failures)
        gc.freeze()
        for module in self.modules:
            started = perf_counter()
            tree, possible = mutants_of(module, self.path(module).read_text("utf-8"))
            mutants = [mutant for mutant in possible if self.wanted(mutant)]
            if not mutants:
                continue
            load = partial(put_in, name_of(module), tree, self.path(module))
            if in_a_fork(partial(self.notices, session, failures, load, sorted(watch.modules[module])))[0] != "overleefd":
                self.broken.append(f"{module}: opnieuw geladen zonder fout faalt een toets")
                continue
            for mutant in mutants:
                # the fault is put into the tree of the fork; this process keeps the tree as it was
                change = partial(loaded, mutant, load)
                outcome, noticed = in_a_fork(partial(self.notices, session, failures, change, watch.tests_of(mutant)))
                self.outcomes[mutant] = outcome
                if outcome == "overleefd":
                    print(f"  {mutant.functie}: {mutant.mutatie}", flush=True)
                if noticed is not None:
                    watch.keen[noticed] += 1
            print(summary(module, self.outcomes), f"{perf_counter() - started:.0f} s", flush=True)
        return True

    def watched(self, session: pytest.Session, failures: Failures) -> Watch:
        """Run each test once and note which lines it runs; one that fails by itself is left out and reported."""
        watch = Watch({str(self.path(module)): module for module in self.modules})
        for n, item in enumerate(session.items):
            watch.now, started = n, perf_counter()
            forget()
            sys.settrace(watch.trace)
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            sys.settrace(None)
            watch.seconds[n] = perf_counter() - started
            if failures.heard:
                self.broken.append(f"faalt al zonder fout: {item.nodeid}")
                watch.forget(n)
                failures.heard = 0
        return watch

    def notices(self, session: pytest.Session, failures: Failures, load: Callable[[], None], order: Sequence[int]) -> int | None:
        """Load a changed module and give the first test that fails."""
        try:
            load()
        except Exception:  # noqa: BLE001 - a module that does not load is noticed by every test
            return order[0] if order else None
        for n in order:
            limit_work()
            item = session.items[n]
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)
            if failures.heard:
                return n
        return None


def summary(module: str, outcomes: dict[Mutant, Outcome]) -> str:
    """Give one line of figures."""
    found = [outcome for mutant, outcome in outcomes.items() if mutant.module.startswith(module)]
    killed, timed, survived = (found.count(one) for one in ("gedood", "tijd", "overleefd"))
    share = 100 * (killed + timed) / len(found) if found else 100.0
    return f"{module:28} {len(found):5} mutanten {killed:5} gedood {timed:3} tijd {survived:4} overleefd {share:6.1f} %"


def read_known(path: Path) -> dict[tuple[str, str, str], str]:
    """Read survivors, each with its reason."""
    rows = tomllib.loads(path.read_text("utf-8")).get("overlever", []) if path.exists() else []
    return {(str(row["module"]), str(row["functie"]), str(row["mutatie"])): str(row["reden"]) for row in rows}


def read_held(path: Path) -> list[str]:
    """Read which modules are held to the norm: what is tried when none is named."""
    return [str(name) for name in tomllib.loads(path.read_text("utf-8"))["gehouden"]]


def row_of(mutant: Mutant) -> str:
    """Write a survivor as a row of the list, for a person to give a reason or a test."""
    texts = {"module": mutant.module, "functie": mutant.functie, "mutatie": mutant.mutatie, "reden": ""}
    return "\n".join(["[[overlever]]", *(f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in texts.items()), ""])


def verdict(run: Run) -> list[str]:
    """Give what is wrong: what did not run, too few noticed, a survivor without a reason, a reason without a survivor."""
    known = read_known(KNOWN)
    left = {mutant.key: mutant for mutant, outcome in run.outcomes.items() if outcome == "overleefd"}
    tried = {mutant.key for mutant in run.outcomes}
    wrong = list(run.broken)
    wrong += [f"nieuw:\n{row_of(mutant)}" for key, mutant in left.items() if not known.get(key)]
    wrong += [f"staat in de lijst maar overleeft niet: {' '.join(key)}" for key in known if key in tried and key not in left]
    if run.outcomes and len(left) > len(tried) * (100 - NEEDED) / 100:
        wrong.append(f"minder dan {NEEDED:.0f} % is gedood")
    return wrong


def modules_of(names: Iterable[str]) -> list[str]:
    """Give the modules of rooms (`merge`) or of files (`merge/fold.py`)."""
    found = []
    for name in names:
        path = Run.path(name)
        found += sorted(path.glob("*.py")) if path.is_dir() else [path]
    return [path.relative_to(HUB / "ketenhub").as_posix() for path in found]


def main() -> int:
    """Read the command line, run, report."""
    if os.environ.get("PYTHONHASHSEED") != ZAAD:
        # the order of a set may decide whether a test notices; two runs must find the same
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": ZAAD})  # noqa: S606 - ourselves, again
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("modules", nargs="*", help="rooms (merge) or modules (merge/fold.py); without: what is held to the norm")
    parser.add_argument("--functie", default="", help="only the mutants of functions with this in their name")
    parser.add_argument("--opnieuw", action="store_true", help="only what survived the last time (build/mutatie.toml)")
    parser.add_argument("--voorbeelden", type=int, default=10, help="examples per property test; 0 leaves these tests out")
    chosen = parser.parse_args()
    before = read_known(REPORT) if chosen.opnieuw else None
    run = Run(modules_of(chosen.modules or read_held(KNOWN)), lambda m: chosen.functie in m.functie and (before is None or m.key in before))
    os.chdir(ROOT)
    rooms = dict.fromkeys(module.partition("/")[0] for module in run.modules)
    folders = dict.fromkeys(test for room in rooms for test in TESTS[room] if chosen.voorbeelden or not test.startswith("tests/property"))

    class Settings:
        @pytest.hookimpl(trylast=True)
        def pytest_configure(self) -> None:
            hypothesis.settings.load_profile("mutatie")

    hypothesis.settings.register_profile(
        "mutatie",
        deadline=None,
        max_examples=chosen.voorbeelden or 1,
        derandomize=True,
        database=None,
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    status = pytest.main([*FLAGS, *folders], plugins=[run, Settings()])
    if not run.outcomes and not run.broken:
        run.broken.append(f"pytest verzamelde niet: {status}")
    wrong = verdict(run)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(row_of(mutant) for mutant, outcome in run.outcomes.items() if outcome == "overleefd"), "utf-8")
    for room in rooms:
        print(summary(f"{room}/", run.outcomes))
    print("\n".join(wrong) or "mutatie: in orde")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
