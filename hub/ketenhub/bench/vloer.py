"""The floor of an exchange: the same transaction, with the same statements and sizes, driven by pgbench."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from ketenhub.domain.errors import Instellingsfout
from ketenhub.store.server import DATABASE, Server

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ketenhub.bench.opname import Opdracht

VLOER = "vloer"
PLAATS = re.compile(r"\$(\d+)")
TPS = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)
GROOTST = 9_000_000_000_000_000_000
GEDULD = 300.0
NUMMER = """select table_name from information_schema.columns
where table_schema = 'public' and column_name = 'casus_id' order by table_name"""


def find_pgbench(server: Server) -> Path | None:
    """Give pgbench: beside the server's own programs, on the search path, or in the system's PostgreSQL; None where there is none."""
    own = server.binaries / "pgbench"
    if own.exists():
        return own
    found = shutil.which("pgbench")
    if found is not None:
        return Path(found)
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"), reverse=True)), None)


def written(value: object) -> str:
    """Give a value as PostgreSQL reads it from text."""
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(_element(one) for one in value) + "}"
    return value.isoformat() if isinstance(value, date) else str(value)


def _element(value: object) -> str:
    """Give a value as it stands in the text of an array."""
    if value is None:
        return "null"
    return '"' + written(value).replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(slots=True)
class Script:
    """A pgbench script under construction: its lines, its variables, and what differs per transaction."""

    wissel: Mapping[object, str]
    regels: list[str]
    variabelen: dict[str, str]

    def differs(self, values: Sequence[object]) -> bool:
        """Tell whether one of the values is another in each transaction."""
        return any(isinstance(one, str | bytes) and one in self.wissel for one in values)

    def place(self, value: object) -> str:
        """Give what stands in the statement for a value."""
        if value is None:
            return "null"
        if isinstance(value, str | bytes) and value in self.wissel:
            return self.wissel[value]
        if isinstance(value, list) and self.differs(value):
            return f"array[{', '.join(self.place(one) for one in value)}]"
        text = written(value)
        name = next((n for n, known in self.variabelen.items() if known == text), f"v{len(self.variabelen)}")
        self.variabelen[name] = text
        return f":{name}"

    def statement(self, sql: str, row: Sequence[object]) -> str:
        """Give a statement with a variable for each value, on one line."""
        flat = " ".join(sql.split())
        return PLAATS.sub(lambda found: self.place(row[int(found[1]) - 1]), flat)

    def add(self, opdracht: Opdracht) -> None:
        """Add one statement of the walk; what went in one go goes in one go here too."""
        lines = [self._line(opdracht.sql, row) for row in opdracht.rijen]
        if opdracht.samen and len(lines) > 1:
            lines = ["\\startpipeline", *lines, "\\endpipeline"]
        self.regels += lines

    def _line(self, sql: str, row: Sequence[object]) -> str:
        """The audit chain goes on where the transaction before it ended."""
        if "laatste_regel(" in sql:
            return self.statement(sql, row) + " \\gset"
        if "into audit" in sql and len(row) == 5:
            keten, _, _, som, regel = (self.place(value) for value in row)
            parts = {1: keten, 2: ":volgnummer + 1", 3: ":hash", 4: som, 5: regel}
            return PLAATS.sub(lambda found: parts[int(found[1])], " ".join(sql.split())) + ";"
        return self.statement(sql, row) + ";"


def make_script(opdrachten: Sequence[Opdracht], wissel: Mapping[object, str], plannen: int, ketens: int) -> Script:
    """Give the script: every random id anew, one of so many cases and chains, and the recorded values for the rest."""
    names = sorted({name[1:] for name in wissel.values()} - {"casus", "keten"})
    sets = [f"\\set casus random(1, {plannen})", f"\\set keten random(1, {ketens})"]
    script = Script(wissel, [*sets, *(f"\\set {name} random(1, {GROOTST})" for name in names), "begin;"], {})
    for one in opdrachten:
        script.add(one)
    script.regels.append("commit;")
    return script


async def make_database(server: Server, ketens: int) -> int:
    """Copy the hub's database for the floor, number its cases and chains so that pgbench can choose; gives how many cases."""
    owner = await asyncpg.connect(server.owner_url.replace(f"/{DATABASE}?", "/postgres?"))
    try:
        await owner.execute(f"create database {VLOER} owner ketenhub_eigenaar template {DATABASE}")
    finally:
        await owner.close()
    copy = await asyncpg.connect(server.owner_url.replace(f"/{DATABASE}?", f"/{VLOER}?"))
    try:
        await copy.execute("set session_replication_role = replica")
        await copy.execute("create temp table nummer as select casus_id, row_number() over (order by casus_id)::text as nr from casus")
        for row in await copy.fetch(NUMMER):
            table = row["table_name"]
            await copy.execute(f'update "{table}" set casus_id = n.nr from nummer n where "{table}".casus_id = n.casus_id')  # noqa: S608  the names come from the catalogue
        await copy.execute(
            "insert into audit (keten, volgnummer, vorige, hash, regel) select n::text, 1, '', sha256(n::text::bytea), '{}' "
            "from generate_series(1, $1) n",
            ketens,
        )
        await copy.execute("analyze")
        count: int = await copy.fetchval("select count(*) from casus")
        return count
    finally:
        await copy.close()


@dataclass(frozen=True, slots=True)
class Pgbench:
    """A ready floor: the program, the server, and the script with its variables."""

    programma: Path
    server: Server
    script: Path
    variabelen: Mapping[str, str]

    async def run(self, transacties: int, clients: int) -> float:
        """Drive so many transactions; gives transactions per second. Raises Instellingsfout with pgbench's reason."""
        limits = ["-n", "-M", "prepared", "-c", str(clients), "-j", "1", "-t", str(max(1, transacties // clients))]
        values = [part for name, value in self.variabelen.items() for part in ("-D", f"{name}={value}")]
        child = await asyncio.create_subprocess_exec(
            str(self.programma),
            *limits,
            "-f",
            str(self.script),
            *values,
            VLOER,
            env={**os.environ, "PGHOST": str(self.server.socket), "PGUSER": "ketenhub", "PGOPTIONS": "-c role=ketenhub_loop"},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        try:
            said, wrong = await asyncio.wait_for(child.communicate(), GEDULD)
        finally:
            if child.returncode is None:
                child.kill()
                await child.wait()
        found = TPS.search(said.decode())
        if child.returncode != 0 or found is None:
            lines = [line for line in wrong.decode("utf-8", "replace").splitlines() if "error" in line.lower()]
            raise Instellingsfout("pgbench", f"de vloer draait niet: {lines[0] if lines else 'zonder reden'}"[:300])
        return float(found[1])
