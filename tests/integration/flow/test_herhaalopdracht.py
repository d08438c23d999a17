"""`ketenhub deelbesluiten herhaal` from the command line: what it prints, and with which code it ends."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import asyncpg
import httpx
import pytest
from typer.testing import CliRunner

from ketenhub.cli import app
from ketenhub.demo.invullen import Speelstand
from ketenhub.demo.regio import DEELNEMERS, Regio
from ketenhub.flow.besluiten import Vraagpunt
from ketenhub.main import make_door, open_hub, running_database
from ketenhub.settings import load_settings
from ketenhub.testing.postgres import database_url, fresh_database, owner_database_url
from ketenhub.web.app import Web, create_app
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import a_household
from tests.integration.flow.test_herhalen import ask

if TYPE_CHECKING:
    from pathlib import Path

    from typer.testing import Result

    from ketenhub.store.server import Server

HERHAAL = ["deelbesluiten", "herhaal"]


async def ask_twice(regio: Regio) -> None:
    """Let two organisations ask about decisions, as a hub of these settings answers them."""
    settings = load_settings()
    with running_database(settings) as databank:
        async with open_hub(settings, databank) as hub:
            door = create_app(Web(hub, make_door(hub, demo=True), lambda _, __: None))
            async with httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url=hub.adres) as client:
                keys = {d.sleutel: json.loads(regio.settings_of(d).read_bytes())["sleutel"] for d in DEELNEMERS}
                keten = Keten(hub, client, Speelstand(datetime.now(UTC), OINS, "PL-1"), keys)
                await a_household(keten)
                for wie in ("veilig_thuis", "politie"):
                    await ask(hub, keten, wie, Vraagpunt())


@pytest.fixture
def naam(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the name of a database in which two answers about decisions are on record."""
    regio = Regio(tmp_path)
    regio.write()
    name = asyncio.run(fresh_database(server))
    for setting, value in (("DATABASE_URL", database_url(server, name)), ("KETEN", str(regio.keten)), ("DATAMAP", str(tmp_path))):
        monkeypatch.setenv(f"KETENHUB_{setting}", value)
    asyncio.run(ask_twice(regio))
    return name


def run(*words: str, code: int = 0) -> Result:
    answer = CliRunner().invoke(app, [*HERHAAL, *words], env={"COLUMNS": "200"})
    assert answer.exit_code == code, answer.output
    return answer


def test_all_that_was_answered_comes_out_the_same(naam: str) -> None:
    assert naam
    assert run().stdout == "gelijk: 2, verschilt: 0, niet te herhalen: 0\n"
    assert json.loads(run("--json", "--tot", "2020-01-01").stdout) == {
        "telling": {"gelijk": 0, "verschilt": 0, "niet_te_herhalen": 0},
        "afwijkend": [],
    }


def test_what_comes_out_otherwise_is_named_and_ends_with_code_1(naam: str, server: Server) -> None:
    async def tamper() -> str:
        connection = await asyncpg.connect(owner_database_url(server, naam))
        await connection.execute("alter table besluitlog no force row level security")
        ident: str = await connection.fetchval("select besluit_id from besluitlog order by op limit 1")
        await connection.execute("update besluitlog set hash_antwoord = 'anders' where besluit_id = $1", ident)
        await connection.close()
        return ident

    ident = asyncio.run(tamper())
    shown = run("--vanaf", "2020-01-01", code=1).stdout
    assert (shown.startswith(ident), "verschilt (onbekend)" in shown) == (True, True)
    told = json.loads(run("--json", code=1).stdout)
    assert (told["telling"], [one["besluitId"] for one in told["afwijkend"]]) == (
        {"gelijk": 1, "verschilt": 1, "niet_te_herhalen": 0},
        [ident],
    )
