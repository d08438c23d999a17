"""The loop that carries rows: claim what there is room for, carry side by side, settle, and never die of one row."""

from __future__ import annotations

import asyncio
import signal
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

from ketenhub.deliver.uitkomst import Gevolg, Uitkomst, defect
from ketenhub.log.emit import Emit, nowhere
from ketenhub.log.events import DEFECT, GESTOPT, TERUG, WEG, ZEKERING_DICHT, ZEKERING_OPEN
from ketenhub.worker.breaker import Zekering
from ketenhub.worker.guard import Gelukt, Mislukt, attempt

Row = TypeVar("Row")
Result = TypeVar("Result")
Plaats = tuple[str, str]
GOED = frozenset({Gevolg.BEZORGD, Gevolg.GEWEIGERD})
MIS = frozenset({Gevolg.OPNIEUW, Gevolg.GESTOPT})
DIRECT = "direct"
TERUGLEGGEN = 1.0


@dataclass(frozen=True, slots=True)
class Vraag:
    """What may be claimed: how many, which (organisation, lane) are full, and whether only `direct` has room left."""

    hoogstens: int
    vol: frozenset[Plaats]
    alleen_direct: bool


@dataclass(frozen=True, slots=True)
class Werk(Generic[Row]):
    """The work itself, handed in. `carry` gives the outcome of one attempt; `defer` puts a row back for so many seconds, unattempted."""

    claim: Callable[[Vraag], Awaitable[Sequence[Row]]]
    carry: Callable[[Row], Awaitable[Uitkomst]]
    settle: Callable[[Row, Uitkomst], Awaitable[None]]
    defer: Callable[[Row, float], Awaitable[None]]
    place: Callable[[Row], Plaats]


@dataclass(frozen=True, slots=True)
class Maten:
    """How many at once, and how long is waited. `apart` is room that only `direct` may use."""

    samen: int = 128
    apart: int = 32
    per_plaats: int = 4
    poll: float = 1.0
    weg_eerst: float = 0.5
    weg_hoogst: float = 5.0
    uitloop: float = 25.0


@dataclass(frozen=True, slots=True)
class Wereld:
    """Clock, chance and log: a clock that never goes back, a chance from 0 to 1, and where events go."""

    tijd: Callable[[], float]
    toeval: Callable[[], float]
    emit: Emit = nowhere


@dataclass(slots=True)
class Worker(Generic[Row]):
    """Carry rows until told to stop. Order is the claim's: a row that is being carried keeps its followers unclaimed by its lease."""

    werk: Werk[Row]
    wereld: Wereld
    maten: Maten = field(default_factory=Maten)
    tellers: Counter[str] = field(default_factory=Counter)
    zekering: Zekering = field(init=False)
    _hint: asyncio.Event = field(default_factory=asyncio.Event)
    _einde: asyncio.Event = field(default_factory=asyncio.Event)
    _bezig: dict[asyncio.Task[None], Plaats] = field(default_factory=dict)
    _weg_sinds: float | None = None
    _weg_keer: int = 0

    def __post_init__(self) -> None:
        self.zekering = Zekering(self.wereld.tijd)

    def wek(self) -> None:
        """Say that there may be work; from the event loop's own thread."""
        self._hint.set()

    def stop(self) -> None:
        """Ask for a graceful end: nothing new is claimed, what is under way is finished."""
        self._einde.set()
        self._hint.set()

    @property
    def stopped(self) -> bool:
        """Tell whether the end was asked for."""
        return self._einde.is_set()

    async def run(self) -> None:
        """Carry until stopped, then finish what is under way."""
        while not self.stopped:
            self._hint.clear()
            vraag = self._question()
            if vraag.hoogstens == 0:
                await self._wait_for_hint()
                continue
            found = await attempt(partial(self.werk.claim, vraag))
            if isinstance(found, Mislukt):
                await self.rest(self._away(found))
                continue
            self._back()
            await self._take(found.waarde, vraag)
            if len(found.waarde) < vraag.hoogstens:
                await self._wait_for_hint()
        await self._finish()

    async def rest(self, seconds: float) -> None:
        """Wait so long; only a stop cuts it short."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._einde.wait()

    async def guarded(self, wat: str, act: Callable[[], Awaitable[Result]]) -> Gelukt[Result] | Mislukt:
        """Do one thing that may break: trouble is counted, and a defect is told by its class."""
        found = await attempt(act)
        if isinstance(found, Mislukt):
            self.tellers[f"mislukt-{wat}"] += 1
            if not found.opnieuw:
                self.wereld.emit(DEFECT.met(wat=wat, fout=found.fout))
        return found

    def _question(self) -> Vraag:
        """Ask for what there is room for; the room that is kept apart is for `direct` alone."""
        counted = Counter(self._bezig.values())
        room = self.maten.samen - len(self._bezig)
        ordinary = sum(n for (_, baan), n in counted.items() if baan != DIRECT)
        quiet = self.maten.samen - self.maten.apart - ordinary
        full = frozenset(place for place, n in counted.items() if n >= self.maten.per_plaats)
        return Vraag(min(room, quiet) if quiet > 0 else room, full, alleen_direct=quiet <= 0)

    async def _take(self, rows: Sequence[Row], vraag: Vraag) -> None:
        counted = Counter(self._bezig.values())
        for row in rows:
            place = self.werk.place(row)
            wait = self._delay(place, counted[place], vraag)
            if wait > 0:
                self.tellers["teruggelegd"] += 1
                await self.guarded("terugleggen", partial(self.werk.defer, row, wait))
                continue
            counted[place] += 1
            task = asyncio.create_task(self._carry(row, place))
            self._bezig[task] = place
            task.add_done_callback(self._done)

    def _delay(self, place: Plaats, busy: int, vraag: Vraag) -> float:
        """Give how long a claimed row must wait for room or for the breaker; 0 lets it go."""
        if busy >= self.maten.per_plaats or (vraag.alleen_direct and place[1] != DIRECT):
            return TERUGLEGGEN
        return self.zekering.wait(*place)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._bezig.pop(task, None)
        self._hint.set()

    async def _carry(self, row: Row, place: Plaats) -> None:
        """Carry and settle one row. When settling breaks, the lease brings the row back."""
        found = await self.guarded("bezorgen", partial(self.werk.carry, row))
        uitkomst = found.waarde if isinstance(found, Gelukt) else defect()
        self.tellers[uitkomst.gevolg.value] += 1
        if isinstance(found, Gelukt) and uitkomst.gevolg in GOED | MIS:
            changed = self.zekering.record(*place, goed=uitkomst.gevolg in GOED)
            if changed is not None:
                self.wereld.emit((ZEKERING_OPEN if changed else ZEKERING_DICHT).met(organisatie=place[0]))
        await self.guarded("afhandelen", partial(self.werk.settle, row, uitkomst))

    def _away(self, mislukt: Mislukt) -> float:
        """Give how long to wait for a database that is away: longer each time, with chance; told once."""
        self.tellers["mislukt-claim"] += 1
        if self._weg_sinds is None:
            self._weg_sinds = self.wereld.tijd()
            self.wereld.emit(WEG.met(wat="database", fout=mislukt.fout))
        wait = min(self.maten.weg_eerst * 2.0**self._weg_keer, self.maten.weg_hoogst)
        self._weg_keer = min(self._weg_keer + 1, 16)
        return wait * (0.5 + self.wereld.toeval() / 2)

    def _back(self) -> None:
        if self._weg_sinds is not None:
            away = self.wereld.tijd() - self._weg_sinds
            self.wereld.emit(TERUG.met(wat="database", duur_ms=round(away * 1000)))
        self._weg_sinds, self._weg_keer = None, 0

    async def _wait_for_hint(self) -> None:
        """Wait for a sign of work, and not longer than one poll."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self.maten.poll):
                await self._hint.wait()

    async def _finish(self) -> None:
        if self._bezig:
            await asyncio.wait(self._bezig, timeout=self.maten.uitloop)
        left = list(self._bezig)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        self.wereld.emit(GESTOPT.met(wat="worker", aantal=len(left)))


async def repeat(act: Callable[[], Awaitable[object]], every: float, worker: Worker[Row]) -> None:
    """Do something again and again while the worker runs, such as `tick`; trouble is counted and tried the next time."""
    while not worker.stopped:
        await worker.guarded("ritme", act)
        await worker.rest(every)


def stop_on_signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    """End gracefully on SIGTERM and SIGINT."""
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
