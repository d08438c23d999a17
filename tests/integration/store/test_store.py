"""The store keeps what was said, shows only one's own, and numbers and claims once."""

from __future__ import annotations

import asyncio
import os
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg
import pytest

from ketenhub.domain.errors import Instellingsfout, TeDruk
from ketenhub.store import lopen, postvak, uitgaand
from ketenhub.store.eenmalig import Herhalingenlijst
from ketenhub.store.kijken import find_own
from ketenhub.store.migratie import migrate
from ketenhub.store.opslag import open_opslag
from ketenhub.store.seinen import Sein, listening
from ketenhub.testing.postgres import a_server, a_store, database_url, fresh_database

if TYPE_CHECKING:
    from ketenhub.store.opslag import Opslag, Tx
    from ketenhub.store.server import Server

VT, POLITIE, RECLASSERING = "0" * 19 + "1", "0" * 19 + "2", "0" * 19 + "3"
NU = datetime(2026, 11, 1, 12, tzinfo=UTC)


def a_step(casus: str = "c1", versie: int = 1) -> lopen.Stap:
    """Give what a walk over a split casus writes."""
    stap = lopen.Stap(casus, versie, 1, "hoog")
    stap.betrokkenen = [
        lopen.Betrokkene(VT, f"{casus}-vt", "beide", True, True),
        lopen.Betrokkene(POLITIE, f"{casus}-pol", "slachtoffer", False, True),
        lopen.Betrokkene(RECLASSERING, f"{casus}-rec", "pleger", False, True),
    ]
    stap.regie = [("casusregie", VT), ("zicht_op_veiligheid", VT)]
    stap.projecties = [("pleger", b"p"), ("regie", b"r"), ("slachtoffer", b"s")]
    stap.sleutels = [(f"projectie:{spoor}", b"k") for spoor in ("pleger", "regie", "slachtoffer")]
    return stap


async def a_casus(tx: Tx, casus: str = "c1") -> None:
    """Write a split casus with three participants."""
    await lopen.open_casus(tx, casus, NU)
    await lopen.write_step(tx, a_step(casus))


def a_row(ident: str, baan: str, organisatie: str = POLITIE) -> lopen.Uitgaande:
    """Give a notification for the outbox."""
    return lopen.Uitgaande(ident, organisatie, "slachtoffer", "notificatie", baan, "signaal")


async def put_out(opslag: Opslag, *rows: lopen.Uitgaande, casus: str = "c1") -> None:
    """Put rows in the outbox, each in a step of its own so that their order is known."""
    for row in rows:
        async with opslag.walk() as tx:
            stap = a_step(casus)
            stap.uit = [row]
            await lopen.write_step(tx, stap)


async def claimed(opslag: Opslag) -> list[uitgaand.Claim]:
    """Claim whatever is due."""
    async with opslag.walk() as tx:
        return await uitgaand.claim(tx, 10, 30)


async def test_contribution_is_never_changed_or_removed(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
        stap = a_step()
        stap.bijdrage = ("v1", VT, "b1", "slachtoffer", NU, b"verzegeld")
        await lopen.write_step(tx, stap)
    for statement in ("update bijdrage set inhoud = 'x'", "delete from bijdrage", "truncate bijdrage"):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await _execute(opslag, statement)


@pytest.mark.parametrize("table", ["casus", "betrokkenheid", "projectie", "sleutel", "werkregel", "outbox"])
async def test_request_of_an_organisation_without_involvement_sees_no_row(opslag: Opslag, table: str) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    async with opslag.request("9" * 20) as tx:
        assert await tx.fetch(f"select 1 from {table}") == []


async def test_request_role_without_its_setting_sees_no_row(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    async with opslag.kijken.acquire() as connection:
        assert await connection.fetch("select 1 from projectie") == []


@pytest.mark.parametrize(("organisatie", "spoor"), [(VT, "regie"), (POLITIE, "slachtoffer"), (RECLASSERING, "pleger")])
async def test_request_sees_the_projection_of_its_own_track_only(opslag: Opslag, organisatie: str, spoor: str) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    async with opslag.request(organisatie) as tx:
        assert [rij.spoor for rij in await lopen.read_projections(tx, "c1")] == [spoor]


async def test_reference_of_another_organisation_finds_nothing(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    async with opslag.request(POLITIE) as tx:
        assert await find_own(tx, "c1-rec") is None
        assert await find_own(tx, "c1-pol") is not None


@pytest.mark.req("MOV-04")
async def test_organisation_whose_involvement_ended_sees_nothing(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
        stap = a_step()
        stap.betrokkenen = [lopen.Betrokkene(POLITIE, "", "slachtoffer", False, False)]
        await lopen.write_step(tx, stap)
    async with opslag.request(POLITIE) as tx:
        assert await lopen.read_projections(tx, "c1") == []


@pytest.mark.req("VISIE-36", "VISIE-56")
async def test_second_active_casusregie_is_impossible(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
        with pytest.raises(asyncpg.UniqueViolationError):
            await tx.execute("insert into regie (casus_id, regierol, organisatie) values ('c1', 'casusregie', $1)", POLITIE)


async def test_answer_is_kept_once_and_given_again(opslag: Opslag) -> None:
    given = postvak.Beantwoord(b"h", 201, "application/json", b"{}")
    async with opslag.walk() as tx:
        assert await postvak.keep_answer(tx, VT, "b1", given, None)
        assert not await postvak.keep_answer(tx, VT, "b1", given, None)
        assert await postvak.find_answer(tx, VT, "b1") == given
        assert await postvak.find_answer(tx, POLITIE, "b1") is None


async def test_in_a_quiet_lane_only_the_oldest_row_goes(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    await put_out(opslag, a_row("1", "hoog"), a_row("2", "hoog"))
    assert [row.outbox_id for row in await claimed(opslag)] == ["1"]
    async with opslag.walk() as tx:
        await uitgaand.settle(tx, "1", "bezorgd", "204")
    assert [row.outbox_id for row in await claimed(opslag)] == ["2"]


async def test_direct_rows_do_not_wait_for_each_other_and_go_first(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    await put_out(opslag, a_row("1", "hoog"), a_row("2", "direct"), a_row("3", "direct"))
    assert {row.outbox_id for row in await claimed(opslag)} == {"1", "2", "3"}


async def test_claimed_row_comes_back_when_its_lease_ran_out(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    await put_out(opslag, a_row("1", "hoog"))
    async with opslag.walk() as tx:
        await uitgaand.claim(tx, 10, 0)
    (again,) = await claimed(opslag)
    assert again.pogingen == 2
    assert await claimed(opslag) == []


async def test_sequence_counts_per_recipient_casus_and_lane(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    await put_out(opslag, a_row("1", "direct"), a_row("2", "direct"), a_row("3", "hoog"), a_row("4", "direct", VT))
    async with opslag.walk() as tx:
        rows = {row.outbox_id: row for row in await uitgaand.claim(tx, 10, 30)}
        assert [await uitgaand.next_number(tx, rows[ident]) for ident in "1234"] == [1, 2, 1, 1]


async def _execute(opslag: Opslag, statement: str) -> None:
    async with opslag.walk() as tx:
        await tx.execute(statement)


async def _all(opslag: Opslag) -> list[str]:
    async with opslag.walk() as tx:
        return await lopen.all_casus_ids(tx)


async def _database(opslag: Opslag) -> str:
    async with opslag.walk() as tx:
        name: str = await tx.fetchval("select current_database()")
    return name


async def test_migrating_twice_changes_nothing(server: Server) -> None:
    name = await fresh_database(server)
    assert await migrate(server.owner_url.replace("/ketenhub?", f"/{name}?")) == 0


async def test_store_survives_a_killed_server_and_keeps_what_was_committed() -> None:
    with a_server() as own:
        name = await fresh_database(own)
        async with a_store(own, name) as opslag:
            async with opslag.walk() as tx:
                await a_casus(tx)
            pid = own.pid
            assert pid is not None
            os.kill(pid, signal.SIGKILL)
            if own.process is not None:
                own.process.wait()
            with pytest.raises(TeDruk):
                await _all(opslag)
            own.start()
            assert await _all(opslag) == ["c1"]


async def test_persons_are_found_by_keyed_hash_with_the_senders_track(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
        stap = a_step()
        stap.bsns = [(b"m1", "p-1", True), (b"m2", "p-2", False)]
        await lopen.write_step(tx, stap)
        assert await lopen.find_by_bsn(tx, [b"m1", b"m2", b"m3"], POLITIE) == [("c1", 2, True, False)]
        assert await lopen.find_by_bsn(tx, [b"m1"], RECLASSERING) == [("c1", 1, True, True)]


async def test_id_of_an_assertion_is_new_once_per_issuer(opslag: Opslag) -> None:
    lijst = Herhalingenlijst(opslag)
    until = datetime.now(UTC) + timedelta(minutes=1)
    assert [await lijst.remember(issuer, "j1", until) for issuer in ("a", "a", "b")] == [True, False, True]


async def test_full_lane_is_left_out_of_the_claim_and_direct_room_takes_direct_only(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    await put_out(opslag, a_row("u1", "hoog"), a_row("u2", "direct"), a_row("u3", "hoog", RECLASSERING))
    async with opslag.walk() as tx:
        assert {row.outbox_id for row in await uitgaand.claim(tx, 10, 0.0, frozenset({(POLITIE, "hoog")}))} == {"u2", "u3"}
    async with opslag.walk() as tx:
        assert [row.outbox_id for row in await uitgaand.claim(tx, 10, 30, direct_only=True)] == ["u2"]


async def test_deferred_row_was_no_attempt_and_a_lost_lease_defers_and_settles_nothing(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    await put_out(opslag, a_row("u1", "hoog"))
    async with opslag.walk() as tx:
        (first,) = await uitgaand.claim(tx, 10, 0.0)
        assert await uitgaand.defer(tx, first, 0.0)
    (again,) = await claimed(opslag)
    assert again.pogingen == first.pogingen == 1
    async with opslag.walk() as tx:
        await tx.execute("update outbox set pogingen = 2")
        assert not await uitgaand.defer(tx, again, 0.0)
        assert not await uitgaand.settle_claim(tx, again, "wacht", "http-503", 5.0)
        assert await uitgaand.settle_claim(tx, again, "bezorgd", "http-204")
        assert await uitgaand.tally(tx) == {"bezorgd": 1}


async def test_number_and_bytes_of_a_row_are_made_once(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await a_casus(tx)
    await put_out(opslag, a_row("u1", "hoog"))
    (row,) = await claimed(opslag)
    async with opslag.walk() as tx:
        number = await uitgaand.number_once(tx, row)
        assert await uitgaand.keep_bytes(tx, row.outbox_id, number, uitgaand.Bewaard("text/plain", b"een"))
    async with opslag.walk() as tx:
        assert await uitgaand.number_once(tx, row) == number
        assert not await uitgaand.keep_bytes(tx, row.outbox_id, number, uitgaand.Bewaard("text/plain", b"twee"))


async def test_worker_hears_a_hint_after_the_ring(server: Server) -> None:
    name = await fresh_database(server)
    heard = asyncio.Event()
    async with a_store(server, name) as opslag, listening(database_url(server, name), heard.set):
        Sein(opslag).ring()
        async with asyncio.timeout(5):
            await heard.wait()


async def test_status_of_a_message_is_its_senders_own(opslag: Opslag) -> None:
    async with opslag.walk() as tx:
        await postvak.keep_answer(tx, VT, "b1", postvak.Beantwoord(b"h", 201, "application/json", b"{}"), None)
    async with opslag.request(VT) as tx:
        found = await postvak.read_status(tx, VT, "b1")
        assert found is not None
        assert found[0] == 201
    async with opslag.request(POLITIE) as tx:
        assert await postvak.read_status(tx, VT, "b1") is None


async def test_database_that_was_never_made_is_told_with_what_to_do(server: Server) -> None:
    with pytest.raises(Instellingsfout) as fout:
        await open_opslag(database_url(server, "bestaat_niet"))
    assert "ketenhub migrate" in fout.value.reden


async def test_driver_that_lost_count_of_a_dying_connection_is_a_database_that_is_away(opslag: Opslag) -> None:
    """What asyncpg raises when the server's farewell came between two statements and the next is asked before the line is down."""
    with pytest.raises(TeDruk):
        async with opslag.walk():
            raise asyncpg.InternalClientError("cannot switch to state 12; another operation (2) is in progress")
    async with opslag.walk() as tx:
        assert await tx.fetchval("select 1") == 1
