"""Every rule that comes with the hub matters to the scenario: withholding it takes from its own recipients, and adds nothing."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ketenhub.demo.regio import DEELNEMERS, Regio
from ketenhub.domain.delen import Actie, Regelset
from ketenhub.domain.errors import NietGevonden
from ketenhub.domain.json import text
from ketenhub.flow.look import Vraag, look
from ketenhub.flow.werk import read_worklist
from ketenhub.main import Databank, load_rules, open_hub
from ketenhub.settings import Instellingen
from ketenhub.store.server import Server
from tests.e2e.demo.spelen import a_folder, play_demo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ketenhub.domain.delen import Deelregel
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub

REGELS = load_rules()
KIND = {d.sleutel: d.soort for d in DEELNEMERS}
Zichten = dict[str, "Object"]


def withheld(regel_id: str) -> Regelset:
    """Give the set in which one rule withholds what it shared."""
    changed = [r.model_copy(update={"actie": Actie.ONTHOUDEN}) if r.id == regel_id else r for r in REGELS.regels]
    return REGELS.model_copy(update={"versie": f"zonder-{regel_id}", "regels": tuple(changed)})


async def _views(hub: Hub) -> Zichten:
    found: Zichten = {}
    for d in DEELNEMERS:
        (line,) = await read_worklist(hub, d.oin)
        try:
            zicht = await look(hub, Vraag(d.oin, text(line, "verwijzing") or "", "test"))
        except NietGevonden:
            continue
        found[d.sleutel] = zicht.uitsnede.inhoud
    return found


async def _all_views(folder: Path, url: str) -> dict[str, Zichten]:
    settings = Instellingen(datamap=folder, keten=Regio(folder).keten, demo=True)
    async with open_hub(settings, Databank(url, url, ingebouwd=False)) as hub:
        found = {"": await _views(hub)}
        for regel in REGELS.regels:
            found[regel.id] = await _views(replace(hub, regels=withheld(regel.id), regelbron=None))
    return found


@pytest.fixture(scope="module")
def zichten() -> Iterator[dict[str, Zichten]]:
    """Play the scenario, then look again with each rule in turn withheld; under "" stands the view with all rules."""
    with a_folder() as folder:
        afloop = play_demo(folder, "--json", "--ruim")
        assert afloop.code == 0, afloop.uit
        server = Server(folder / "pg")
        server.start()
        try:
            yield asyncio.run(_all_views(folder, server.url))
        finally:
            server.stop()


def _fields(value: Json, above: str = "") -> set[str]:
    """Name every place in a view by its keys and the ids of its items."""
    if isinstance(value, dict):
        return {f"{above}/{key}" for key in value} | {found for key, inner in value.items() for found in _fields(inner, f"{above}/{key}")}
    if isinstance(value, list):
        return {found for n, inner in enumerate(value) for found in _fields(inner, f"{above}/{text(inner, 'id') or n}")}
    return set()


def about_the_demo(regel: Deelregel) -> set[str]:
    """Give the kinds in the demo that a rule is about; no rule for special circumstances is, and other kinds have profiles of their own."""
    return set() if regel.omstandigheden else set(regel.ontvanger_soorten) & set(KIND.values())


@pytest.mark.parametrize("regel_id", [regel.id for regel in REGELS.regels])
def test_withheld_rule_takes_something_from_its_recipients(zichten: dict[str, Zichten], regel_id: str) -> None:
    (regel,) = [r for r in REGELS.regels if r.id == regel_id]
    changed = {KIND[who] for who, view in zichten[regel_id].items() if view != zichten[""][who]}
    assert changed == about_the_demo(regel)


@pytest.mark.parametrize("regel_id", [regel.id for regel in REGELS.regels])
def test_withheld_rule_gives_nobody_more(zichten: dict[str, Zichten], regel_id: str) -> None:
    more = {who: _fields(view) - _fields(zichten[""][who]) for who, view in zichten[regel_id].items()}
    assert {who: fields for who, fields in more.items() if fields} == {}
