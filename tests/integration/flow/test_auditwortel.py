"""Roots over the wire and on the command line, and a worker that guards the record every day."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg
from typer.testing import CliRunner

from ketenhub.cli import app
from ketenhub.flow.auditcontrole import Bewaker
from ketenhub.flow.auditwortel import keep_root
from ketenhub.keys.zegel import open_zegel
from ketenhub.store.keten import add_line
from ketenhub.testing.postgres import database_url, fresh_database, owner_database_url

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from ketenhub.log.events import Gebeurtenis
    from ketenhub.store.server import Server
    from tests.integration.flow.keten import Keten

MIDDAG = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def write(keten: Keten, regel: str) -> None:
    """Write a line as the hub does."""
    async with keten.hub.opslag.walk() as tx:
        await add_line(tx, "casus:c1", regel)


async def test_roots_are_for_everyone_and_go_on_after_a_day(keten: Keten) -> None:
    zegel = open_zegel(keten.hub.kluis)
    days = iter([MIDDAG + timedelta(days=n) for n in range(102) for _ in range(2)])
    hub = replace(keten.hub, nu=lambda: next(days))
    for _ in range(102):
        await keep_root(hub, zegel)
    first = (await keten.client.get("/v1/auditwortels")).json()
    rest = (await keten.client.get(f"/v1/auditwortels?na={first['volgende']}")).json()
    assert (len(first["wortels"]), len(rest["wortels"]), "volgende" in rest) == (100, 2, False)


async def test_day_that_does_not_exist_is_refused_by_place(keten: Keten) -> None:
    answer = await keten.client.get("/v1/auditwortels?na=2026-02-30")
    assert (answer.status_code, answer.json()["plaats"], "2026-02-30" in answer.text) == (400, "query/na", False)


async def test_worker_makes_one_root_a_day_and_checks_the_record_once(keten: Keten) -> None:
    heard: list[Gebeurtenis] = []
    bewaker = Bewaker(replace(keten.hub, nu=lambda: MIDDAG), heard.append)
    await write(keten, "een")
    await bewaker.watch()
    await bewaker.watch()
    assert [event.soort.naam for event in heard] == ["audit.wortel", "audit.heel"]


async def test_worker_that_finds_a_changed_line_says_so_as_an_error(keten: Keten) -> None:
    heard: list[Gebeurtenis] = []
    await write(keten, "een")
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("insert into audit values ('casus:c1', 2, $1, $2, 'vals')", bytes(32), bytes(32))
    await Bewaker(keten.hub, heard.append).watch()
    assert [(event.soort.naam, dict(event.velden)) for event in heard][1:] == [("audit.breuk", {"aantal": 1})]


def run_verify(server: Server, folder: Path, monkeypatch: pytest.MonkeyPatch, *, broken: bool) -> tuple[int, str]:
    """Run the command on a fresh database, with a line in it that is right or wrong."""
    name = asyncio.run(fresh_database(server))

    async def fill() -> None:
        owner = await asyncpg.connect(owner_database_url(server, name))
        if broken:
            await owner.execute("insert into audit values ('casus:c1', 1, $1, $2, 'vals')", bytes(32), bytes(32))
        await owner.close()

    asyncio.run(fill())
    monkeypatch.setenv("KETENHUB_DATAMAP", str(folder))
    monkeypatch.setenv("KETENHUB_DATABASE_URL", database_url(server, name))
    result = CliRunner().invoke(app, ["audit", "verify"])
    return result.exit_code, result.stdout


def test_command_says_that_all_is_well(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run_verify(server, tmp_path, monkeypatch, broken=False)
    assert (code, "alles is zoals het is geschreven" in said) == (0, True)


def test_command_names_the_first_wrong_line_and_ends_with_code_1(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = run_verify(server, tmp_path, monkeypatch, broken=True)
    assert (code, re.sub(r"\s+", " ", said).strip()) == (1, "casus:c1 regel 1: de regel is veranderd")
