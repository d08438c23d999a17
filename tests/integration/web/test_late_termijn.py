"""A term of the perpetrator's side that passes changes that side when time comes, and never when the other side happens to speak."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from ketenhub.flow.tick import tick
from tests.bewijzen.feitenmaker import a_day
from tests.bewijzen.verhalen import RECLASSERING, SPLITSING, VT, Bericht, a_pair
from tests.integration.flow.keten import OINS
from tests.integration.web.test_niet_beinvloeden import DAAR, Kant, a_side, in_the_region, play, told

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
EIND = 20
LAAT = 30 * 24
# what stands in the database of who takes part at that side, the moments at which it came there included
RIJEN = {
    "outbox": "select outbox_id, aanleiding, ernst, status from outbox where casus_id = $1 and spoor = 'pleger' order by 1",
    "signaal": "select signaal_id, organisatie, ernst, op, ingetrokken_op from signaal where casus_id = $1 and spoor = 'pleger' order by 1",
    "werkregel": "select organisatie, versie, inhoud, etag from werkregel where casus_id = $1 and spoor = 'pleger' order by 1",
    "projectie": "select versie, inhoud from projectie where casus_id = $1 and spoor = 'pleger'",
    "betrokkenheid": "select organisatie, verwijzing, actief from betrokkenheid where casus_id = $1 and spoor = 'pleger' order by 1",
}


@pytest_asyncio.fixture(loop_scope="module")
async def kant(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kant]:
    """Give a hub that heard of a measure at the perpetrator's side that ends, with nobody who lets the time come."""
    async with a_side(server, tmp_path_factory.mktemp("laat")) as kant:
        await play(kant, in_the_region(a_story(), 0))
        yield kant


def a_story() -> list[Bericht]:
    """Tell of a household of which the tracks are separated, and then of a measure on the perpetrator's."""
    begin = [b for b in a_pair("laat", bekend=True)[0] if b.naam in ("begin", "splitsing")]
    leden = tuple(f for f in begin[0].feiten if f["soort"] == "persoon")
    day = a_day(SPLITSING + 1)
    measure = {"soort": "maatregel", "ref": "m", "geldigOp": day, "aard": "huisverbod", "kader": "bestuur", "van": day, "tot": a_day(EIND)}
    return [*begin, Bericht("maatregel", RECLASSERING, (SPLITSING + 1) * 24, (*leden, measure | {"persoon": "ben"}))]


def at_the_victims_side() -> Bericht:
    """Say something at the victim's side."""
    day = a_day(LAAT // 24)
    goal = {"soort": "hersteldoel", "ref": "d", "geldigOp": day, "gebied": "meedoen", "tekst": "Weer naar school."}
    return Bericht("0-daarna", VT, LAAT + 1, (goal,), slachtoffer=True)


async def say(kant: Kant, bericht: Bericht) -> None:
    """Let one more message in."""
    kant.begin(bericht.naam, bericht.uur)
    body: dict[str, Any] = {"berichtId": bericht.naam, "opgesteldOp": kant.nu.isoformat(), "feiten": bericht.feiten}
    answer = await kant.send(bericht, json.dumps(body | {"verwijzing": kant.verwijzingen["veilig_thuis"]}).encode())
    assert answer.status_code == 201, answer.text


async def rows_of(kant: Kant) -> dict[str, list[dict[str, Any]]]:
    """Give all rows of that side."""
    async with kant.hub.opslag.walk() as tx:
        return {name: [dict(row) for row in await tx.fetch(sql, kant.casus)] for name, sql in RIJEN.items()}


async def view(kant: Kant, keer: int) -> str:
    """Give the view of that side as it is answered."""
    kant.begin(f"kijk-{keer}", LAAT + 2)
    answer = await kant.client.get(f"/v1/veiligheidsplannen/{kant.verwijzingen[DAAR]}", headers=kant.headers(DAAR))
    assert answer.status_code == 200
    return told(answer)


async def due(kant: Kant) -> bool:
    """Tell whether the casus waits for its time to come."""
    async with kant.hub.opslag.walk() as tx:
        return bool(await tx.fetchval("select volgende_termijn <= $2 from casus where casus_id = $1", kant.casus, kant.nu.date()))


@pytest.mark.req("MDA-20", "CON-07")
async def test_message_of_the_victims_side_moves_nothing_of_a_term_that_passed_at_the_other(kant: Kant) -> None:
    before, seen = await rows_of(kant), await view(kant, 1)
    assert all(before[name] for name in ("outbox", "werkregel", "projectie", "betrokkenheid"))
    await say(kant, at_the_victims_side())
    assert await rows_of(kant) == before
    assert await view(kant, 2) == seen
    assert await due(kant)


@pytest.mark.req("MDA-20", "CON-07")
async def test_term_is_told_when_its_time_comes_also_after_a_message_of_the_victims_side(kant: Kant) -> None:
    await say(kant, at_the_victims_side())
    before = await rows_of(kant)
    await tick(kant.hub)
    after = await rows_of(kant)
    new = [row for row in after["outbox"] if row not in before["outbox"]]
    assert [row["ernst"] for row in new] == ["hoog"]
    assert len(after["signaal"]) == len(before["signaal"]) + 1
    assert not await due(kant)
    await tick(kant.hub)
    assert await rows_of(kant) == after


async def test_who_directs_hears_of_it_with_the_first_message(kant: Kant) -> None:
    await say(kant, at_the_victims_side())
    async with kant.hub.opslag.walk() as tx:
        found = await tx.fetchval("select count(*) from signaal where casus_id = $1 and organisatie = $2", kant.casus, OINS["veilig_thuis"])
    assert found > 0
