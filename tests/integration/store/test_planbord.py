"""The store counts the versions of each recipient's own view, and tells them to nobody but who walks or owns them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import asyncpg
import pytest

from ketenhub.keys import nieuw_id
from ketenhub.store import lopen, uitgaand
from ketenhub.store.kijken import find_own_view
from ketenhub.store.migratie import create_database, migrations
from ketenhub.store.planbord import read_traces
from ketenhub.testing.postgres import owner_database_url

if TYPE_CHECKING:
    from ketenhub.store.opslag import Opslag
    from ketenhub.store.server import Server

VT, POLITIE = "0" * 19 + "1", "0" * 19 + "2"
NU = datetime(2026, 11, 1, 12, tzinfo=UTC)


async def step(opslag: Opslag, casus: str, *zichten: tuple[str, str], van: str | None = None, uit: tuple[str, ...] = ()) -> None:
    """Write a walk after which these recipients have views of these hashes."""
    async with opslag.walk() as tx:
        if await lopen.lock_casus(tx, casus) is None:
            await lopen.open_casus(tx, casus, NU)
        stap = lopen.Stap(casus, 1)
        stap.betrokkenen = [lopen.Betrokkene(org, f"{casus}-{org[-1]}", "onverdeeld", org == VT, True) for org in (VT, POLITIE)]
        stap.werkregels = [(org, "onverdeeld", "1", som, b"x") for org, som in zichten]
        stap.bijdrage = (nieuw_id(), van, nieuw_id(), "onverdeeld", NU, b"x") if van else None
        stap.uit = [lopen.Uitgaande(nieuw_id(), org, "onverdeeld", "notificatie", "gewoon", "wijziging") for org in uit]
        await lopen.write_step(tx, stap)


async def versions(opslag: Opslag, casus: str, wie: str) -> list[tuple[int, str, bool]]:
    async with opslag.walk() as tx:
        return [(number, som, own) for number, som, _, own in (await read_traces(tx, casus))[wie].versies]


async def test_a_view_gets_a_number_when_it_changes_and_only_then(opslag: Opslag) -> None:
    casus = nieuw_id()
    for som in ("a", "a", "b", "a"):
        await step(opslag, casus, (POLITIE, som))
    assert await versions(opslag, casus, POLITIE) == [(1, "a", False), (2, "b", False), (3, "a", False)]


async def test_what_changed_by_ones_own_message_is_marked_so(opslag: Opslag) -> None:
    casus = nieuw_id()
    await step(opslag, casus, (VT, "a"), (POLITIE, "b"), van=VT)
    assert (await versions(opslag, casus, VT), await versions(opslag, casus, POLITIE)) == ([(1, "a", True)], [(1, "b", False)])


async def test_a_receipt_bears_the_moment_and_a_retry_none(opslag: Opslag) -> None:
    casus = nieuw_id()
    await step(opslag, casus, (POLITIE, "a"), uit=(POLITIE, POLITIE))
    async with opslag.walk() as tx:
        een, twee = await tx.fetch("select outbox_id from outbox where casus_id = $1 order by orde", casus)
        await uitgaand.settle(tx, een["outbox_id"], "bezorgd", "200")
        await uitgaand.settle(tx, twee["outbox_id"], "wacht", "503", 60.0)
        rows = (await read_traces(tx, casus))[POLITIE].notificaties
    assert [(status, closed is None) for _, status, closed in rows] == [("bezorgd", False), ("wacht", True)]


async def test_a_request_sees_the_number_of_its_own_view_alone(opslag: Opslag) -> None:
    casus = nieuw_id()
    await step(opslag, casus, (VT, "a"), (POLITIE, "b"))
    await step(opslag, casus, (VT, "c"))
    async with opslag.request(POLITIE) as tx:
        found = await find_own_view(tx, f"{casus}-2")
        assert found is not None
        assert found[2] == 1
        assert {row["organisatie"] for row in await tx.fetch("select organisatie from zichtversie")} == {POLITIE}


async def test_a_number_once_given_is_never_changed_or_removed(opslag: Opslag) -> None:
    await step(opslag, nieuw_id(), (VT, "a"))
    for statement in ("update zichtversie set zicht = 9", "delete from zichtversie"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with opslag.walk() as tx:
                await tx.execute(statement)


async def test_nothing_of_a_rehearsal_is_kept(opslag: Opslag) -> None:
    casus = nieuw_id()
    async with opslag.rehearsal() as tx:
        await lopen.open_casus(tx, casus, NU)
        assert await lopen.lock_casus(tx, casus) == 0
    async with opslag.walk() as tx:
        assert await lopen.lock_casus(tx, casus) is None


async def test_what_everyone_saw_before_the_migration_is_its_first_version(server: Server) -> None:
    name = "t" + nieuw_id().lower().replace("-", "_")
    await create_database(server.owner_url, name)
    connection = await asyncpg.connect(owner_database_url(server, name))
    before, (own, *_) = [[m for m in migrations() if (m.naam < "0008") is old] for old in (True, False)]
    try:
        await connection.execute("set role ketenhub_eigenaar")
        for one in before:
            await connection.execute(one.sql)
        await connection.execute("set role ketenhub_loop")
        await connection.execute("insert into casus (casus_id, geopend_op, versie) values ('c', now(), 1)")
        await connection.execute(
            "insert into werkregel (casus_id, organisatie, spoor, versie, regels_versie, hash_uitsnede, inhoud)"
            " values ('c', '1', 'onverdeeld', 1, '1', 'h', '')"
        )
        await connection.execute("set role ketenhub_eigenaar")
        async with connection.transaction():
            await connection.execute(own.sql)
        await connection.execute("set role ketenhub_loop")
        rows = await connection.fetch("select organisatie, zicht, hash_uitsnede, eigen from zichtversie")
        forced = await connection.fetchval("select relforcerowsecurity from pg_class where relname = 'werkregel'")
    finally:
        await connection.close()
    assert ([tuple(row) for row in rows], forced) == ([("1", 1, "h", False)], True)
