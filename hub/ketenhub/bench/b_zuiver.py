"""B6 and B11: the filter and the evaluation, in this process."""

from __future__ import annotations

import asyncio
import copy
import time
from typing import TYPE_CHECKING

import orjson

from ketenhub.bench.inhoud import Dag
from ketenhub.bench.uitslag import Doel, Regel
from ketenhub.bench.zuiver import a_large_plan, a_plan, count_leaves, recipients, surroundings
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.flow.beeld import plain
from ketenhub.flow.klok import make_kalender
from ketenhub.main import load_rules, now
from ketenhub.share.gereed import prepare
from ketenhub.share.share import share

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.bench.werkbank import Werkbank


def _cpu_ms(count: int, act: Callable[[], object]) -> float:
    """Give the CPU in ms of one act, over so many."""
    began = time.process_time()
    for _ in range(count):
        act()
    return (time.process_time() - began) * 1000 / count


async def filtering(bank: Werkbank) -> list[Regel]:
    """B6: decide what one recipient gets, over everyone who takes part."""
    dag = Dag(now())
    casus = a_plan(dag)
    beeld = plain(casus, evaluate(casus, dag.nu.date(), Regelpakket(), make_kalender(dag.nu.date())))
    who, omgeving = recipients(), surroundings(load_rules(), dag)

    def all_recipients(*, met_besluiten: bool) -> None:
        gereed = prepare(beeld.casus)
        for ontvanger in who:
            share(gereed, beeld.beoordeling, ontvanger, omgeving, met_besluiten=met_besluiten)

    bare, told, floor = [], [], []
    all_recipients(met_besluiten=True)
    for _ in bank.rounds("B6"):
        await asyncio.sleep(0)
        bare.append(_cpu_ms(bank.maat.filters, lambda: all_recipients(met_besluiten=False)) / len(who))
        told.append(_cpu_ms(bank.maat.filters, lambda: all_recipients(met_besluiten=True)) / len(who))
        floor.append(_cpu_ms(bank.maat.filters * len(who), lambda: copy.deepcopy(beeld.casus)))
    size = f"plan van {len(orjson.dumps(beeld.casus))} bytes en {count_leaves(beeld.casus)} waarden"
    note = f"{size}; het plan wordt een keer klaargezet voor alle {len(who)} ontvangers, dat telt mee"
    deepcopy = "deepcopy van het plan"
    return [
        Regel("B6", "filter voor een ontvanger", "ms CPU", bare, floor, deepcopy, Doel(0.1, 0.04), note),
        Regel("B6", "filter voor een ontvanger, met waarom", "ms CPU", told, floor, deepcopy, Doel(0.5, 0.3), note),
    ]


async def evaluating(bank: Werkbank) -> list[Regel]:
    """B11: judge the phase of a large plan."""
    today = now().date()
    casus, pakket, kalender = a_large_plan(today), Regelpakket(), make_kalender(today)
    hub = []
    evaluate(casus, today, pakket, kalender)
    for _ in bank.rounds("B11"):
        await asyncio.sleep(0)
        hub.append(_cpu_ms(bank.maat.filters, lambda: evaluate(casus, today, pakket, kalender)))
    note = "10 personen, 60 cijfers, 40 andere items"
    return [Regel("B11", "beoordeling van een groot plan", "ms CPU", hub, doel=Doel(5.0, 1.0, op="hub"), opmerking=note)]
