"""Bring the database to the version of this code: plain SQL files, in order, once each."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import asyncpg

from ketenhub.domain.errors import Instellingsfout
from ketenhub.store.server import DATABASE

if TYPE_CHECKING:
    from collections.abc import Callable

SLOT = 4_141_414
LOGINROLLEN = ("ketenhub_loop", "ketenhub_verzoek", "ketenhub_regels")
ROLLEN = ("ketenhub_eigenaar", *LOGINROLLEN)
TABEL = "create table if not exists migratie (naam text primary key, som text not null, op timestamptz not null default now())"


@dataclass(frozen=True, slots=True)
class Migratie:
    """One half of a migration: its file name, its text and the checksum."""

    naam: str
    sql: str

    @property
    def na(self) -> bool:
        """Tell whether this half waits until all old code is gone."""
        return self.naam.endswith(".na.sql")

    @property
    def som(self) -> str:
        """Give the checksum; a file that was applied may not change."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def migrations() -> list[Migratie]:
    """Give all migrations in order: the halves before and after the new code."""
    folder = resources.files("ketenhub.store").joinpath("migraties")
    found = [Migratie(f.name, f.read_text("utf-8")) for f in folder.iterdir() if f.name.endswith((".voor.sql", ".na.sql"))]
    return sorted(found, key=lambda m: (m.naam.partition(".")[0], m.na))


async def _connect(url: str) -> asyncpg.Connection[asyncpg.Record]:
    try:
        return await asyncpg.connect(url)
    except (OSError, asyncpg.PostgresError) as error:
        raise Instellingsfout("KETENHUB_DATABASE_URL", "de database is niet bereikbaar of weigert dit") from error


async def create_database(owner_url: str, name: str = DATABASE, template: str = "template1") -> None:
    """Create the database, the roles and the login user where they are missing (embedded server only)."""
    connection = await _connect(owner_url.replace(f"/{DATABASE}?", "/postgres?"))
    try:
        for role in ROLLEN:
            if not await connection.fetchval("select 1 from pg_roles where rolname = $1", role):
                await connection.execute(f"create role {role} nologin")
        if not await connection.fetchval("select 1 from pg_roles where rolname = 'ketenhub'"):
            await connection.execute("create role ketenhub login noinherit")
        for role in LOGINROLLEN:
            if not await connection.fetchval("select pg_has_role('ketenhub', $1, 'member')", role):
                await connection.execute(f"grant {role} to ketenhub")
        if not await connection.fetchval("select 1 from pg_database where datname = $1", name):
            # what is copied is copied as files: as lines of the log it takes twice the time
            await connection.execute(f"create database {name} owner ketenhub_eigenaar template {template} strategy file_copy")
    finally:
        await connection.close()


async def drop_database(owner_url: str, name: str) -> None:
    """Take a database away, also from who still uses it (embedded server only)."""
    connection = await _connect(owner_url.replace(f"/{DATABASE}?", "/postgres?"))
    try:
        await connection.execute(f"drop database if exists {name} with (force)")
    finally:
        await connection.close()


async def _apply(connection: asyncpg.Connection[asyncpg.Record], migratie: Migratie) -> None:
    """Apply one half; raises Instellingsfout when a role that it grants to was never made."""
    try:
        async with connection.transaction():
            await connection.execute(migratie.sql)
            await connection.execute("insert into migratie (naam, som) values ($1, $2)", migratie.naam, migratie.som)
    except asyncpg.UndefinedObjectError as error:
        raise Instellingsfout(
            f"migratie {migratie.naam}", "een rol van de database ontbreekt: maak haar volgens deploy/README.md"
        ) from error


async def migrate(owner_url: str, step: Callable[[str], None] = lambda _: None, *, after: bool = True) -> int:
    """Apply what is missing, under a lock; gives how many. Raises Instellingsfout when an applied file changed.

    Without `after`, only the halves that old code can live with (`.voor.sql`) are applied.
    """
    connection = await _connect(owner_url)
    try:
        await connection.execute("select pg_advisory_lock($1)", SLOT)
        await connection.execute("set role ketenhub_eigenaar")
        await connection.execute(TABEL)
        known = {row["naam"]: row["som"] for row in await connection.fetch("select naam, som from migratie")}
        count = 0
        for migratie in (m for m in migrations() if after or not m.na):
            if migratie.naam in known:
                if known[migratie.naam] != migratie.som:
                    raise Instellingsfout(f"migratie {migratie.naam}", "dit bestand is veranderd nadat het is toegepast")
                continue
            await _apply(connection, migratie)
            step(migratie.naam)
            count += 1
        return count
    finally:
        await connection.close()


async def missing(url: str) -> list[str]:
    """Give the names of migrations that the database does not have yet."""
    connection = await _connect(url)
    try:
        known = {row["naam"] for row in await connection.fetch("select naam from migratie")}
    except asyncpg.UndefinedTableError:
        known = set()
    except asyncpg.InsufficientPrivilegeError:
        return []
    finally:
        await connection.close()
    return [m.naam for m in migrations() if m.naam not in known]
