"""Who has the view already is told so without opening the casus, and never when anything it was decided on has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.delen import Actie
from ketenhub.domain.errors import NietGevonden
from ketenhub.flow.look import Vraag, look
from ketenhub.flow.tick import tick
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.test_scenario import play_until

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub

OIN = OINS["politie"]
GEPLANT = '"geplant"'


def a_question(keten: Keten, *heeft: str) -> Vraag:
    """Ask as police, with the ETags it has."""
    return Vraag(OIN, keten.stand.verwijzingen["politie"], "toets", heeft=frozenset(heeft))


async def execute(keten: Keten, statement: str) -> None:
    """Change the database behind the back of the hub."""
    async with keten.hub.opslag.walk() as tx:
        await tx.execute(statement)


async def planted(keten: Keten) -> None:
    """Let police have its view, then put another ETag in the row: who is told `unchanged` for that one was told so by the row."""
    await play_until(keten, 2)
    await keten.learn_references()
    zicht = await look(keten.hub, a_question(keten))
    assert (await look(keten.hub, a_question(keten, zicht.etag))).ongewijzigd
    await execute(keten, f"update werkregel set etag = '{GEPLANT}' where organisatie = '{OIN}' and etag is not null")


async def is_told_unchanged(hub: Hub, keten: Keten) -> bool:
    """Tell whether police is answered from the row alone."""
    try:
        return (await look(hub, a_question(keten, GEPLANT))).ongewijzigd
    except NietGevonden:
        return False


async def test_same_view_is_answered_from_the_row_alone_with_one_audit_line(keten: Keten) -> None:
    await planted(keten)
    async with keten.hub.opslag.walk() as tx:
        before = await tx.fetchval("select count(*) from audit")
    assert await is_told_unchanged(keten.hub, keten)
    async with keten.hub.opslag.walk() as tx:
        regels = [row["regel"] for row in await tx.fetch("select regel from audit where keten like 'casus:%' order by volgnummer desc")]
        assert await tx.fetchval("select count(*) from audit") == before + 1
    assert '"uitkomst":"ongewijzigd"' in regels[0]


def stricter(hub: Hub) -> Hub:
    """Give a hub whose rules bear another version."""
    return replace(hub, regelbron=None, regels=hub.regels.model_copy(update={"versie": "anders"}))


def same_name(hub: Hub) -> Hub:
    """Give a hub whose rules say something else under the same version."""
    first, *rest = hub.regels.regels
    changed = (first.model_copy(update={"actie": Actie.ONTHOUDEN}), *rest)
    return replace(hub, regelbron=None, regels=hub.regels.model_copy(update={"regels": changed}))


def tomorrow(hub: Hub) -> Hub:
    """Give a hub on the next day."""
    now = hub.nu
    return replace(hub, nu=lambda: now() + timedelta(days=1))


@pytest.mark.parametrize("other", [stricter, same_name, tomorrow])
async def test_other_rules_or_another_day_is_never_called_unchanged(keten: Keten, other: Callable[[Hub], Hub]) -> None:
    await planted(keten)
    assert not await is_told_unchanged(other(keten.hub), keten)


@pytest.mark.parametrize(
    "change",
    [
        "update projectie set versie = versie + 1",
        "update werkregel set hash_uitsnede = 'anders'",
        "update werkregel set spoor = 'slachtoffer'",
        "update betrokkenheid set spoor = 'beide'",
        "update betrokkenheid set actief = false",
        "delete from sleutel where houder like 'projectie:%'",
    ],
)
async def test_another_version_view_track_or_a_destroyed_key_is_never_called_unchanged(keten: Keten, change: str) -> None:
    await planted(keten)
    await execute(keten, change)
    assert not await is_told_unchanged(keten.hub, keten)


async def test_walk_of_time_alone_ends_what_the_row_tells(keten: Keten) -> None:
    await planted(keten)
    await execute(keten, "update casus set volgende_termijn = '2000-01-01'")
    assert await tick(keten.hub) == 1
    assert not await is_told_unchanged(keten.hub, keten)
