"""B6, B7 and B11: the filter, what others would take for it, and the evaluation, in this process."""

from __future__ import annotations

import asyncio
import copy
import time
from typing import TYPE_CHECKING

import orjson

from ketenhub.bench.anderen import NIET, ask_casbin, ask_cedar, cpu_ms, questions
from ketenhub.bench.inhoud import Dag
from ketenhub.bench.uitslag import Doel, Regel
from ketenhub.bench.zuiver import a_large_plan, a_plan, count_leaves, recipients, surroundings
from ketenhub.domain.errors import Tegenstrijdig
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.flow.beeld import plain
from ketenhub.flow.klok import make_kalender
from ketenhub.main import load_rules, now
from ketenhub.share.gereed import prepare
from ketenhub.share.keuze import choose, make_chooser
from ketenhub.share.regels import Positie, rules_for
from ketenhub.share.share import share

if TYPE_CHECKING:
    from collections.abc import Callable

    from ketenhub.bench.werkbank import Werkbank

ALLEEN = "over elk veld van elk feit beslissen en de waarden kiezen; zonder het plan klaar te zetten en het zicht te schrijven"
ANDER = "de hub beslist over elk veld van elk feit en kiest de waarden, de ander zegt ja of nee per pad"


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

    bare, told, chosen, floor = [], [], [], []
    ready = prepare(beeld.casus)

    def choose_for_all() -> None:
        for ontvanger in who:
            choose(ready, make_chooser(ready, 1, ontvanger, omgeving))

    all_recipients(met_besluiten=True)
    for _ in bank.rounds("B6"):
        await asyncio.sleep(0)
        bare.append(_cpu_ms(bank.maat.filters, lambda: all_recipients(met_besluiten=False)) / len(who))
        told.append(_cpu_ms(bank.maat.filters, lambda: all_recipients(met_besluiten=True)) / len(who))
        chosen.append(_cpu_ms(bank.maat.filters, choose_for_all) / len(who))
        floor.append(_cpu_ms(bank.maat.filters * len(who), lambda: copy.deepcopy(beeld.casus)))
    size = f"plan van {len(orjson.dumps(beeld.casus))} bytes en {count_leaves(beeld.casus)} waarden"
    note = f"{size}; het plan wordt een keer klaargezet voor alle {len(who)} ontvangers, dat telt mee"
    deepcopy = "deepcopy van het plan"
    return [
        Regel("B6", "filter voor een ontvanger", "ms CPU", bare, floor, deepcopy, Doel(0.1, 0.04), note),
        Regel("B6", "filter voor een ontvanger, met waarom", "ms CPU", told, floor, deepcopy, Doel(0.5, 0.3), note),
        Regel("B6", "alleen kiezen, per veld", "ms CPU", chosen, floor, deepcopy, Doel(0.1, 0.04), ALLEEN),
    ]


async def against_others(bank: Werkbank) -> list[Regel]:
    """B7: decide about every field of a plan for one recipient, against engines that answer yes or no to each distinct path of it."""
    dag = Dag(now())
    casus = a_plan(dag)
    beeld = plain(casus, evaluate(casus, dag.nu.date(), Regelpakket(), make_kalender(dag.nu.date())))
    ontvanger, omgeving, gereed = recipients()[1], surroundings(load_rules(), dag), prepare(beeld.casus)
    positie = Positie(ontvanger.oin, ontvanger.soort, ontvanger.spoor, 1, gereed.geweldsoorten, omgeving.peildatum)
    vragen = questions(gereed, rules_for(omgeving.regels, positie), omgeving)
    regels = []
    for naam, ask in (("cedarpy", ask_cedar(vragen)), ("pycasbin", ask_casbin(vragen))):
        if ask is not None and ask() != vragen.antwoorden:
            raise Tegenstrijdig("B7", f"{naam} kreeg de regels anders dan de hub ze leest")
        own, floor = [], []
        for _ in bank.rounds(f"B7 {naam}"):
            await asyncio.sleep(0)
            own.append(_cpu_ms(bank.maat.filters, lambda: choose(gereed, make_chooser(gereed, 1, ontvanger, omgeving))))
            floor += [cpu_ms(ask)] if ask is not None else []
        note = NIET.format(naam) if ask is None else f"{len(vragen.velden)} paden; {ANDER}"
        regels.append(Regel("B7", f"filter naast {naam}", "ms CPU", own, floor, f"{naam}, elk pad een vraag", Doel(0.01, 0.005), note))
    return regels


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
