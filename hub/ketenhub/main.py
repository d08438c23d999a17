"""The one place of composition: settings, keys, store and partners are made here and handed down."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import asyncpg

from ketenhub.domain.errors import Instellingsfout
from ketenhub.keys.kluis import create_master, read_master
from ketenhub.partners.organisaties import load_keten
from ketenhub.partners.register import load_partners
from ketenhub.store.migratie import create_database, migrate, missing
from ketenhub.store.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketenhub.settings import Instellingen


@dataclass(frozen=True, slots=True)
class Databank:
    """Where the database is: for the hub's login, and for migrations."""

    url: str
    eigenaar_url: str
    ingebouwd: bool


@contextmanager
def running_database(settings: Instellingen) -> Iterator[Databank]:
    """Give the database of the settings; starts the embedded one, and stops it when we started it."""
    if settings.database_url is not None:
        yield Databank(settings.database_url, settings.database_eigenaar_url or settings.database_url, ingebouwd=False)
        return
    server = Server(settings.datamap.resolve() / "pg")
    server.start()
    try:
        yield Databank(server.url, server.owner_url, ingebouwd=True)
    finally:
        server.stop()


async def migrate_all(settings: Instellingen, step: Callable[[str], None] = lambda _: None) -> int:
    """Apply every missing migration; gives how many. Raises Instellingsfout."""
    with running_database(settings) as databank:
        try:
            if databank.ingebouwd:
                await create_database(databank.eigenaar_url)
            return await migrate(databank.eigenaar_url, step)
        except (OSError, asyncpg.PostgresError) as error:
            raise Instellingsfout("KETENHUB_DATABASE_URL", "de database is niet bereikbaar of weigert dit") from error


async def check_all(settings: Instellingen) -> list[str]:
    """Check settings, plugins, region, keys and database; gives what is right, raises Instellingsfout at the first that is not."""
    partners = load_partners()
    found = [f"plugins ({', '.join(sorted(partners))})"]
    if settings.keten is not None:
        keten = load_keten(settings.keten, partners)
        found.append(f"organisaties ({len(keten.organisaties)})")
    if settings.sleutelbestand is None:
        settings.datamap.mkdir(mode=0o755, parents=True, exist_ok=True)
        create_master(settings.sleutels)
    read_master(settings.sleutels)
    found.append("hoofdsleutel")
    with running_database(settings) as databank:
        try:
            if databank.ingebouwd:
                await create_database(databank.eigenaar_url)
            open_steps = await missing(databank.eigenaar_url)
        except (OSError, asyncpg.PostgresError) as error:
            raise Instellingsfout("KETENHUB_DATABASE_URL", "de database is niet bereikbaar of weigert dit") from error
    if open_steps:
        raise Instellingsfout("database", f"er wachten {len(open_steps)} migraties: draai ketenhub migrate")
    return [*found, "database"]
