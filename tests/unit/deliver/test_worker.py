"""The loop carries side by side, in order, spares a sick partner, and never dies of one row."""

from __future__ import annotations

import asyncio
import os
import signal
from collections import Counter
from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from ketenhub.deliver.uitkomst import Gevolg, Uitkomst
from ketenhub.domain.errors import TeDruk
from ketenhub.log.events import Gebeurtenis
from ketenhub.worker.breaker import Zekering
from ketenhub.worker.loop import Maten, Vraag, Wereld, Werk, Worker, repeat, stop_on_signals

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

BEZORGD = Uitkomst(Gevolg.BEZORGD, "http-204", 204)
OPNIEUW = Uitkomst(Gevolg.OPNIEUW, "http-503", 503)
GEDULD = 5.0


@dataclass(frozen=True)
class Rij:
    """A row of the outbox: per organisation and lane only the first that is not settled may go."""

    nummer: int
    organisatie: str = "a"
    baan: str = "hoog"
    casus: str = ""


@dataclass
class Bak:
    """An outbox in memory with the guarantees of the store's claim."""

    rijen: list[Rij]
    klaar: list[Rij] = field(default_factory=list)
    bezig: set[Rij] = field(default_factory=set)
    vragen: list[Vraag] = field(default_factory=list)
    uitkomsten: list[tuple[Rij, Uitkomst]] = field(default_factory=list)
    uitgesteld: list[tuple[Rij, float]] = field(default_factory=list)
    storing: list[Exception] = field(default_factory=list)
    negeer_vol: bool = False

    async def claim(self, vraag: Vraag) -> Sequence[Rij]:
        self.vragen.append(vraag)
        if self.storing:
            raise self.storing.pop(0)
        found: list[Rij] = []
        seen: set[tuple[str, str, str]] = set()
        for rij in self.rijen:
            queue = (rij.organisatie, rij.baan, rij.casus or str(rij.nummer))
            full = (rij.organisatie, rij.baan) in vraag.vol and not self.negeer_vol
            if queue in seen or full or len(found) == vraag.hoogstens or (vraag.alleen_direct and rij.baan != "direct"):
                continue
            seen.add(queue)
            if rij not in self.bezig:
                found.append(rij)
        self.bezig |= set(found)
        return found

    async def settle(self, rij: Rij, uitkomst: Uitkomst) -> None:
        self.uitkomsten.append((rij, uitkomst))
        self.rijen.remove(rij)
        self.bezig.discard(rij)
        self.klaar.append(rij)

    async def defer(self, rij: Rij, seconden: float) -> None:
        self.uitgesteld.append((rij, seconden))
        self.bezig.discard(rij)


def a_worker(bak: Bak, carry: Callable[[Rij], Awaitable[Uitkomst]], maten: Maten | None = None) -> tuple[Worker[Rij], list[Gebeurtenis]]:
    told: list[Gebeurtenis] = []
    loop = asyncio.get_running_loop()
    werk = Werk(bak.claim, carry, bak.settle, bak.defer, lambda rij: (rij.organisatie, rij.baan))
    return Worker(werk, Wereld(loop.time, lambda: 0.0, told.append), maten or Maten(poll=0.01, weg_eerst=0.01, uitloop=1)), told


@asynccontextmanager
async def running(worker: Worker[Rij]) -> AsyncIterator[None]:
    task = asyncio.create_task(worker.run())
    try:
        async with asyncio.timeout(GEDULD):
            yield
    finally:
        worker.stop()
        await asyncio.wait_for(task, GEDULD)


async def until(true: Callable[[], bool]) -> None:
    while not true():  # noqa: ASYNC110  what is waited for lies inside the loop under test
        await asyncio.sleep(0.001)


async def deliver(_: Rij) -> Uitkomst:
    await asyncio.sleep(0)
    return BEZORGD


async def test_rows_are_carried_and_settled() -> None:
    bak = Bak([Rij(n, casus=f"c{n % 3}") for n in range(20)])
    worker, _ = a_worker(bak, deliver)
    async with running(worker):
        await until(lambda: not bak.rijen)
    assert worker.tellers["bezorgd"] == 20
    for casus in ("c0", "c1", "c2"):
        numbers = [rij.nummer for rij in bak.klaar if rij.casus == casus]
        assert numbers == sorted(numbers)


async def test_a_place_has_its_own_room_and_a_stuck_partner_holds_up_nobody() -> None:
    stuck = asyncio.Event()
    most: Counter[str] = Counter()
    busy: Counter[str] = Counter()

    async def carry(rij: Rij) -> Uitkomst:
        busy[rij.organisatie] += 1
        most[rij.organisatie] = max(most[rij.organisatie], busy[rij.organisatie])
        if rij.organisatie == "dood":
            await stuck.wait()
        await asyncio.sleep(0)
        busy[rij.organisatie] -= 1
        return BEZORGD

    bak = Bak([*(Rij(n, "dood") for n in range(50)), *(Rij(100 + n, "levend") for n in range(20))])
    worker, _ = a_worker(bak, carry, Maten(samen=16, apart=4, per_plaats=4, poll=0.01, uitloop=1))
    async with running(worker):
        await until(lambda: sum(rij.organisatie == "levend" for rij in bak.klaar) == 20)
        assert most == {"dood": 4, "levend": 4}
        assert any(("dood", "hoog") in vraag.vol for vraag in bak.vragen)
        stuck.set()


async def test_room_is_kept_apart_for_direct() -> None:
    stuck = asyncio.Event()

    async def carry(rij: Rij) -> Uitkomst:
        if rij.baan == "gewoon":
            await stuck.wait()
        return BEZORGD

    bak = Bak([Rij(n, f"org{n}", "gewoon") for n in range(40)])
    worker, _ = a_worker(bak, carry, Maten(samen=8, apart=2, per_plaats=4, poll=0.01, uitloop=1))
    async with running(worker):
        await until(lambda: len(bak.bezig) == 6 and bak.vragen[-1].alleen_direct)
        bak.rijen.append(Rij(99, "org0", "direct"))
        worker.wek()
        await until(lambda: any(rij.nummer == 99 for rij in bak.klaar))
        assert len(bak.bezig) == 6
        stuck.set()


async def test_with_no_room_at_all_nothing_is_claimed() -> None:
    stuck = asyncio.Event()

    async def carry(_: Rij) -> Uitkomst:
        await stuck.wait()
        return BEZORGD

    bak = Bak([Rij(n, f"org{n}", "direct") for n in range(6)])
    worker, _ = a_worker(bak, carry, Maten(samen=2, apart=1, poll=0.01, uitloop=1))
    async with running(worker):
        await until(lambda: len(bak.bezig) == 2)
        asked = len(bak.vragen)
        await asyncio.sleep(0.05)
        assert len(bak.vragen) == asked
        stuck.set()
        await until(lambda: not bak.rijen)


async def test_a_claim_that_knows_no_full_places_is_corrected_by_putting_back() -> None:
    stuck = asyncio.Event()

    async def carry(rij: Rij) -> Uitkomst:
        await stuck.wait()
        return BEZORGD

    bak = Bak([Rij(n) for n in range(6)], negeer_vol=True)
    worker, _ = a_worker(bak, carry)
    async with running(worker):
        await until(lambda: bool(bak.uitgesteld))
        assert len(bak.bezig) == 4
        stuck.set()
    assert {wait for _, wait in bak.uitgesteld} == {1.0}


async def test_a_hint_is_faster_than_the_poll() -> None:
    bak = Bak([])
    worker, _ = a_worker(bak, deliver, Maten(poll=60))
    async with running(worker):
        await until(lambda: len(bak.vragen) == 1)
        bak.rijen.append(Rij(1))
        worker.wek()
        await until(lambda: len(bak.klaar) == 1)


async def test_the_poll_is_the_net_under_a_lost_hint() -> None:
    bak = Bak([])
    worker, _ = a_worker(bak, deliver)
    async with running(worker):
        await until(lambda: len(bak.vragen) == 1)
        bak.rijen.append(Rij(1))
        await until(lambda: len(bak.klaar) == 1)


async def test_a_defect_in_one_row_is_settled_for_later_and_stops_nothing() -> None:
    async def carry(rij: Rij) -> Uitkomst:
        if rij.nummer == 1:
            raise ValueError("999990019 Kanarie")
        return await deliver(rij)

    bak = Bak([Rij(1), Rij(2)])
    worker, told = a_worker(bak, carry)
    async with running(worker):
        await until(lambda: not bak.rijen)
    assert {rij.nummer: uitkomst.gevolg for rij, uitkomst in bak.uitkomsten} == {1: Gevolg.OPNIEUW, 2: Gevolg.BEZORGD}
    assert [(e.soort.naam, dict(e.velden)) for e in told][:1] == [("defect", {"wat": "bezorgen", "fout": "ValueError"})]
    assert worker.tellers["mislukt-bezorgen"] == 1


async def test_a_database_that_is_away_is_told_once_and_waited_for() -> None:
    bak = Bak([Rij(1)], storing=[TeDruk("database") for _ in range(4)])
    worker, told = a_worker(bak, deliver)
    async with running(worker):
        await until(lambda: len(bak.klaar) == 1)
    assert [e.soort.naam for e in told] == ["onbereikbaar", "bereikbaar", "hub.gestopt"]
    assert worker.tellers["mislukt-claim"] == 4


async def test_stop_finishes_what_is_under_way_and_claims_nothing_new() -> None:
    started, go = asyncio.Event(), asyncio.Event()

    async def carry(rij: Rij) -> Uitkomst:
        started.set()
        await go.wait()
        return BEZORGD

    bak = Bak([Rij(1, casus="c"), Rij(2, casus="c")])
    worker, _ = a_worker(bak, carry)
    task = asyncio.create_task(worker.run())
    await asyncio.wait_for(started.wait(), GEDULD)
    worker.stop()
    go.set()
    await asyncio.wait_for(task, GEDULD)
    assert [rij.nummer for rij in bak.klaar] == [1]


async def test_what_does_not_finish_in_time_is_left_to_its_lease() -> None:
    started = asyncio.Event()

    async def carry(_: Rij) -> Uitkomst:
        started.set()
        await asyncio.Event().wait()
        return BEZORGD

    bak = Bak([Rij(1)])
    worker, told = a_worker(bak, carry, Maten(uitloop=0.01))
    task = asyncio.create_task(worker.run())
    await asyncio.wait_for(started.wait(), GEDULD)
    worker.stop()
    await asyncio.wait_for(task, GEDULD)
    assert bak.klaar == []
    assert dict(told[-1].velden) == {"wat": "worker", "aantal": 1}


async def test_sigterm_ends_the_worker() -> None:
    loop, bak = asyncio.get_running_loop(), Bak([])
    worker, _ = a_worker(bak, deliver)
    stop_on_signals(loop, worker.stop)
    try:
        task = asyncio.create_task(worker.run())
        await until(lambda: bool(bak.vragen))
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(task, GEDULD)
    finally:
        loop.remove_signal_handler(signal.SIGTERM)
        loop.remove_signal_handler(signal.SIGINT)


async def test_a_rhythm_goes_on_after_a_failure_and_ends_with_the_worker() -> None:
    times: list[int] = []
    worker, _ = a_worker(Bak([]), deliver)

    async def act() -> None:
        times.append(len(times))
        if len(times) == 1:
            raise RuntimeError
        if len(times) == 3:
            worker.stop()

    await asyncio.wait_for(repeat(act, 0.001, worker), GEDULD)
    assert times == [0, 1, 2]


async def test_the_loop_opens_the_breaker_for_gewoon_and_leaves_direct_alone() -> None:
    async def carry(rij: Rij) -> Uitkomst:
        await asyncio.sleep(0)
        return OPNIEUW

    bak = Bak([Rij(n, baan="gewoon") for n in range(10)])
    worker, told = a_worker(bak, carry)
    async with running(worker):
        await until(lambda: worker.zekering.is_open("a"))
        bak.rijen += [Rij(50, baan="gewoon"), Rij(51, baan="direct")]
        worker.wek()
        await until(lambda: any(rij.nummer == 51 for rij in bak.klaar) and any(rij.nummer == 50 for rij, _ in bak.uitgesteld))
        assert not any(rij.nummer == 50 for rij in bak.klaar)
    assert "partner.zekering-open" in [e.soort.naam for e in told]


class Klok:
    """A clock that is set by hand."""

    nu = 1000.0

    def __call__(self) -> float:
        return self.nu


def opened() -> tuple[Zekering, Klok]:
    klok = Klok()
    zekering = Zekering(klok)
    changes = [zekering.record("a", "gewoon", goed=n < 3) for n in range(10)]
    assert changes == [None] * 9 + [True]
    return zekering, klok


def test_the_breaker_opens_at_ten_attempts_of_which_seven_failed() -> None:
    zekering, _ = opened()
    assert zekering.wait("a", "gewoon") == 30
    assert zekering.wait("b", "gewoon") == 0


@pytest.mark.parametrize("goed", [4, 10])
def test_fewer_failures_leave_it_closed(goed: int) -> None:
    zekering = Zekering(Klok())
    assert [zekering.record("a", "gewoon", goed=n < goed) for n in range(10)] == [None] * 10


def test_nine_failures_are_too_few() -> None:
    zekering = Zekering(Klok())
    assert not any(zekering.record("a", "hoog", goed=False) for _ in range(9))


def test_attempts_of_more_than_five_minutes_ago_do_not_count() -> None:
    klok = Klok()
    zekering = Zekering(klok)
    for _ in range(9):
        zekering.record("a", "gewoon", goed=False)
    klok.nu += 301
    assert zekering.record("a", "gewoon", goed=False) is None


@pytest.mark.parametrize("baan", ["direct", "hoog"])
def test_other_lanes_are_never_spared(baan: str) -> None:
    zekering, _ = opened()
    assert zekering.wait("a", baan) == 0


def test_one_probe_after_half_a_minute_and_no_second() -> None:
    zekering, klok = opened()
    klok.nu += 30
    assert zekering.wait("a", "gewoon") == 0
    assert zekering.wait("a", "gewoon") == 30


def test_a_failed_probe_waits_again_and_a_good_one_closes() -> None:
    zekering, klok = opened()
    klok.nu += 30
    assert zekering.wait("a", "gewoon") == 0
    klok.nu += 5
    assert zekering.record("a", "gewoon", goed=False) is None
    assert zekering.wait("a", "gewoon") == 30
    klok.nu += 30
    assert zekering.wait("a", "gewoon") == 0
    assert zekering.record("a", "gewoon", goed=True) is False
    assert not zekering.is_open("a")
    assert zekering.wait("a", "gewoon") == 0


def test_failing_direct_does_not_put_off_the_probe() -> None:
    zekering, klok = opened()
    klok.nu += 29
    zekering.record("a", "direct", goed=False)
    assert zekering.wait("a", "gewoon") == 1
