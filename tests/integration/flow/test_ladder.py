"""Nobody acknowledges: the ladder calls team, regie and the round-the-clock contact, each once, until a person answers."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from ketenhub.flow.klimmen import find_climbing
from ketenhub.store import lopen
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.signalen import (
    a_score,
    acknowledge,
    began,
    calls,
    climb,
    climb_after,
    danger,
    delivered,
    say,
    steps,
    the_direct,
    with_contacts,
)

if TYPE_CHECKING:
    from ketenhub.flow.hub import Hub

VOLLEDIG = {"politie": "team wacht", "veilig_thuis": "team wacht"}


async def police_alone(keten: Keten) -> Hub:
    """Let danger be told of which Veilig Thuis knows by its own desk already, so that only the ladder of the police runs."""
    await danger(keten)
    await acknowledge(keten, "veilig_thuis", (await the_direct(keten, "veilig_thuis"))["signaalId"])
    return with_contacts(keten.hub, **VOLLEDIG)


async def places(keten: Keten) -> list[tuple[str, str | None]]:
    return [(wie, contact) for wie, contact, _ in await calls(keten)]


async def results(keten: Keten, handeling: str = "signaal opgeklommen") -> list[str]:
    async with keten.hub.opslag.walk() as tx:
        lines = [json.loads(row["regel"]) for row in await tx.fetch("select regel from audit order by keten, volgnummer")]
    return [line["uitkomst"] for line in lines if line["handeling"] == handeling]


async def test_nobody_is_called_while_the_person_at_the_desk_still_has_time(keten: Keten) -> None:
    hub = await police_alone(keten)
    await delivered(keten)
    assert await climb_after(keten, hub, minutes=14.9) == 0
    assert await places(keten) == []


@pytest.mark.req("MOV-23")
async def test_each_rung_is_called_at_its_hour(keten: Keten) -> None:
    hub = await police_alone(keten)
    seen = []
    for minutes in (1, 15, 16, 29, 30, 31, 59, 60, 61, 600):
        await delivered(keten)
        await climb_after(keten, hub, minutes=minutes)
        seen.append(len(await places(keten)))
    assert seen == [0, 1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert await places(keten) == [("politie", "team"), ("veilig_thuis", None), ("politie", "wacht")]
    assert await results(keten) == ["team geroepen: niet bevestigd", "regie geroepen: niet bevestigd", "wacht geroepen: niet bevestigd"]


async def test_rung_without_an_address_is_passed_over_and_the_record_says_so(keten: Keten) -> None:
    await police_alone(keten)
    await delivered(keten)
    await climb_after(keten, minutes=15)
    assert await places(keten) == [("veilig_thuis", None)]
    assert await results(keten) == ["team overgeslagen: geen adres", "regie geroepen: niet bevestigd"]


async def test_round_the_clock_contact_of_regie_stands_in_where_there_is_none(keten: Keten) -> None:
    await police_alone(keten)
    hub = with_contacts(keten.hub, veilig_thuis="wacht")
    for minutes in (1, 15, 60):
        await delivered(keten)
        await climb_after(keten, hub, minutes=minutes)
    assert await places(keten) == [("veilig_thuis", None), ("veilig_thuis", "wacht")]


async def test_regie_alone_is_not_called_for_itself_but_round_the_clock(keten: Keten) -> None:
    await danger(keten)
    await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"])
    hub = with_contacts(keten.hub, veilig_thuis="wacht")
    await delivered(keten)
    await climb_after(keten, hub, minutes=15)
    assert await places(keten) == [("veilig_thuis", "wacht")]
    assert await results(keten) == ["team overgeslagen: geen adres", "regie overgeslagen: geen adres", "wacht geroepen: niet bevestigd"]


async def test_ladder_without_anyone_says_so_once_and_the_signal_stays_open(keten: Keten) -> None:
    await danger(keten)
    await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"])
    await delivered(keten)
    climbed = [await climb_after(keten, hours=hours) for hours in (1, 2, 3)]
    assert (climbed, await places(keten)) == ([1, 0, 0], [])
    assert await results(keten) == [f"{trede} overgeslagen: geen adres" for trede in ("team", "regie", "wacht")]
    row = await the_direct(keten, "veilig_thuis")
    assert (row["staat"], row["trede"], "volgendeTredeOp" in row) == ("open", "wacht", False)


async def test_call_that_did_not_arrive_within_a_minute_makes_the_ladder_go_on_and_regie_hears_it(keten: Keten) -> None:
    hub = await police_alone(keten)
    assert await climb_after(keten, hub, seconds=59) == 0
    assert await climb_after(keten, hub, seconds=60) == 1
    assert await places(keten) == [("politie", "team")]
    assert [wie for wie, _, _ in await calls(keten, "direct-niet-bezorgd")] == ["veilig_thuis"]
    assert await results(keten) == ["team geroepen: niet bezorgd"]


async def test_everyone_unreachable_is_called_up_to_the_top_within_minutes(keten: Keten) -> None:
    hub = await police_alone(keten)
    for seconds in (60, 120, 180):
        await climb_after(keten, hub, seconds=seconds)
    assert await places(keten) == [("politie", "team"), ("veilig_thuis", None), ("politie", "wacht")]


async def test_acknowledgement_stops_the_ladder_and_takes_back_the_call_that_waits(keten: Keten) -> None:
    hub = await police_alone(keten)
    await delivered(keten)
    await climb_after(keten, hub, minutes=15)
    await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"])
    assert await calls(keten) == [("politie", "team", "ingetrokken")]
    assert [await climb_after(keten, hub, hours=hours) for hours in (1, 24)] == [0, 0]


async def test_danger_that_is_gone_takes_back_the_call_that_waits(keten: Keten) -> None:
    hub = await police_alone(keten)
    await delivered(keten)
    await climb_after(keten, hub, minutes=15)
    await danger(keten, "7", opgesteldOp="2026-11-22T12:00:00Z")
    assert await calls(keten) == [("politie", "team", "ingetrokken")]
    assert await climb_after(keten, hub, hours=24) == 0


async def test_acknowledgement_by_one_organisation_leaves_the_ladder_of_another(keten: Keten) -> None:
    await danger(keten)
    await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"])
    await delivered(keten)
    hub = with_contacts(keten.hub, **VOLLEDIG)
    await climb_after(keten, hub, minutes=15)
    assert await places(keten) == [("veilig_thuis", "team")]


async def test_two_signals_make_one_call_that_stays_until_both_are_acknowledged(keten: Keten) -> None:
    await police_alone(keten)
    await say(keten, "politie", {"soort": "incident", "aard": "dreiging", "omschrijving": "Een dreiging."})
    await acknowledge_all(keten, "veilig_thuis")
    await delivered(keten)
    hub = with_contacts(keten.hub, **VOLLEDIG)
    await climb_after(keten, hub, minutes=16)
    assert await calls(keten) == [("politie", "team", "wacht")]
    one, other = await open_direct(keten, "politie")
    await acknowledge(keten, "politie", one)
    assert await calls(keten) == [("politie", "team", "wacht")]
    await acknowledge(keten, "politie", other)
    assert await calls(keten) == [("politie", "team", "ingetrokken")]


async def open_direct(keten: Keten, wie: str) -> list[str]:
    """Give the ids of an organisation's direct signals that nobody acknowledged."""
    query = "select signaal_id from signaal where organisatie = $1 and ernst = 'direct' and bevestigd_op is null and ingetrokken_op is null"
    async with keten.hub.opslag.walk() as tx:
        return [row["signaal_id"] for row in await tx.fetch(query, OINS[wie])]


async def acknowledge_all(keten: Keten, wie: str) -> None:
    """Acknowledge everything direct of an organisation."""
    for ident in await open_direct(keten, wie):
        await acknowledge(keten, wie, ident)


@pytest.mark.parametrize("samen", [2, 5])
async def test_workers_that_come_at_the_same_moment_climb_once(keten: Keten, samen: int) -> None:
    hub = await police_alone(keten)
    await delivered(keten)
    moment = await began(keten) + timedelta(minutes=15)
    climbed = await asyncio.gather(*(climb(hub, moment) for _ in range(samen)))
    assert sorted(climbed) == [0] * (samen - 1) + [1]
    assert await places(keten) == [("politie", "team")]
    assert [step for step in await steps(keten, "politie") if step[0] == "opgeklommen"] == [("opgeklommen", "team")]


async def test_climbing_and_acknowledging_at_the_same_moment_leave_no_call_behind(keten: Keten) -> None:
    hub = await police_alone(keten)
    await delivered(keten)
    moment, ident = await began(keten) + timedelta(minutes=15), (await the_direct(keten, "politie"))["signaalId"]
    _, answer = await asyncio.gather(climb(hub, moment), acknowledge(keten, "politie", ident))
    assert answer.status_code == 201
    assert {status for _, _, status in await calls(keten)} <= {"ingetrokken"}
    assert await climb_after(keten, hub, hours=2) == 0


async def test_who_is_due_is_found_by_index(keten: Keten) -> None:
    await police_alone(keten)
    plan = "explain select casus_id from signaal where vervalt <= now() order by vervalt limit 100"
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("set local enable_seqscan = off")
        lines = "\n".join(row[0] for row in await tx.fetch(plan))
    assert "signaal_vervalt" in lines


async def test_casus_that_is_busy_is_still_due_afterwards(keten: Keten) -> None:
    hub = await police_alone(keten)
    await delivered(keten)
    moment = await began(keten) + timedelta(minutes=15)
    (casus,) = await find_climbing(hub, moment)
    async with keten.hub.opslag.walk() as tx:
        await lopen.lock_casus(tx, casus)
        waiting = asyncio.create_task(climb(hub, moment))
        await asyncio.sleep(0.2)
        assert not waiting.done()
    assert (await waiting, await places(keten)) == (1, [("politie", "team")])


async def test_ladder_of_signals_that_are_not_direct_stays_down(keten: Keten) -> None:
    await danger(keten, "5")
    await say(keten, "veilig_thuis", a_score("4"))
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from signaal where vervalt is not null") == 0
