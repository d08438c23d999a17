"""Every way to tamper with the audit record is found and named, by our own check or by a witness (trust P5)."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg
import orjson
import pytest
from joserfc import jws
from joserfc.jwk import OKPKey

from ketenhub.demo.regio import Regio
from ketenhub.domain.errors import OngeldigBericht
from ketenhub.flow.auditcontrole import Bevinding, read_witnesses, verify_all
from ketenhub.flow.auditwortel import keep_root, published
from ketenhub.keys.kluis import Kluis
from ketenhub.keys.zegel import Zegel, open_zegel
from ketenhub.main import load_rules
from ketenhub.store.keten import add_line, line_hash
from ketenhub.testing.postgres import a_store, fresh_database, owner_database_url
from tests.integration.flow.keten import a_hub

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server

    Knoei = Callable[["Eigenaar"], Awaitable[None]]

DAG = datetime(2026, 3, 2, 9, tzinfo=UTC)
KETENS = {"casus:c1": 5, "casus:c2": 3, "org:00000099000000001001": 4}
ZEGEL = open_zegel(Kluis(bytes(32)))


@dataclass(frozen=True, slots=True)
class Eigenaar:
    """Someone with all rights in the database, who knows how lines are hashed but has no key of the hub."""

    db: asyncpg.Connection[asyncpg.Record]

    async def write(self, keten: str, lines: list[str]) -> None:
        """Write a whole chain anew, so that it is right in itself."""
        await self.db.execute("delete from audit where keten = $1", keten)
        before = bytes(32)
        for number, line in enumerate(lines, 1):
            digest = line_hash(keten, number, before, line)
            await self.db.execute("insert into audit values ($1, $2, $3, $4, $5)", keten, number, before, digest, line)
            before = digest

    async def lines(self, keten: str) -> list[str]:
        """Read the lines of a chain."""
        return [row["regel"] for row in await self.db.fetch("select regel from audit where keten = $1 order by volgnummer", keten)]


@dataclass(frozen=True, slots=True)
class Toneel:
    """A record of two days, and someone who can do anything to it."""

    hub: Hub
    url: str

    async def add(self, keten: str, regel: str) -> None:
        """Add a line as the hub does."""
        async with self.hub.opslag.walk() as tx:
            await add_line(tx, keten, regel)

    async def root(self, dagen: int = 0, zegel: Zegel = ZEGEL) -> bool:
        """Make the root of a day."""
        return await keep_root(replace(self.hub, nu=lambda: DAG + timedelta(days=dagen)), zegel)

    async def tamper(self, *knoeien: Knoei) -> None:
        """Let the owner do what it wants, past every trigger."""
        db = await asyncpg.connect(self.url)
        try:
            await db.execute("set session_replication_role = replica")
            for knoei in knoeien:
                await knoei(Eigenaar(db))
        finally:
            await db.close()

    async def check(self, *bladen: bytes) -> list[Bevinding]:
        """Check the record, perhaps with what a witness kept."""
        return await verify_all(self.hub.opslag, ZEGEL, read_witnesses(bladen))


@asynccontextmanager
async def a_stage(server: Server, folder: Path) -> AsyncIterator[Toneel]:
    """Give three chains with a root after the first lines and one after the rest."""
    name = await fresh_database(server)
    async with a_store(server, name) as opslag:
        regio = Regio(folder)
        regio.write()
        toneel = Toneel(a_hub(opslag, regio, load_rules()), owner_database_url(server, name))
        for keten, count in KETENS.items():
            for n in range(count):
                await toneel.add(keten, f"{keten} {n}")
        await toneel.root()
        await toneel.add("casus:c1", "de dag erna")
        await toneel.add("casus:c3", "nieuw")
        await toneel.root(1)
        yield toneel


@pytest.fixture
async def toneel(server: Server, tmp_path: Path) -> AsyncIterator[Toneel]:
    """Give a record of two days."""
    async with a_stage(server, tmp_path) as found:
        yield found


async def change_a_line(e: Eigenaar) -> None:
    """Change what a line says."""
    await e.db.execute("update audit set regel = 'anders' where keten = 'casus:c1' and volgnummer = 3")


async def change_a_line_and_its_hash(e: Eigenaar) -> None:
    """Change what a line says, with a hash that fits it."""
    before = await e.db.fetchval("select vorige from audit where keten = 'casus:c1' and volgnummer = 3")
    digest = line_hash("casus:c1", 3, before, "anders")
    await e.db.execute("update audit set regel = 'anders', hash = $1 where keten = 'casus:c1' and volgnummer = 3", digest)


async def take_a_line_away(e: Eigenaar) -> None:
    """Take a line out of the middle."""
    await e.db.execute("delete from audit where keten = 'casus:c1' and volgnummer = 3")


async def put_a_line_in(e: Eigenaar) -> None:
    """Put a line in the middle, with all numbers after it moved up."""
    await e.db.execute("update audit set volgnummer = -volgnummer - 1 where keten = 'casus:c1' and volgnummer >= 3")
    await e.db.execute("update audit set volgnummer = -volgnummer where volgnummer < 0")
    before = await e.db.fetchval("select hash from audit where keten = 'casus:c1' and volgnummer = 2")
    await e.db.execute("insert into audit values ('casus:c1', 3, $1, $2, 'erbij')", before, line_hash("casus:c1", 3, before, "erbij"))


async def swap_two_lines(e: Eigenaar) -> None:
    """Let two lines change places."""
    await e.db.execute("update audit set volgnummer = 5 - volgnummer + 100 where keten = 'casus:c1' and volgnummer in (2, 3)")
    await e.db.execute("update audit set volgnummer = volgnummer - 100 where volgnummer > 100")


async def cut_the_end_off(e: Eigenaar) -> None:
    """Take the last lines away."""
    await e.db.execute("delete from audit where keten = 'casus:c1' and volgnummer >= 5")


async def write_a_chain_anew(e: Eigenaar) -> None:
    """Write a whole chain anew without one of its lines: right in itself, and as long as it was."""
    lines = await e.lines("casus:c1")
    await e.write("casus:c1", [*lines[:2], *lines[3:], "nog een"])


async def take_a_chain_away(e: Eigenaar) -> None:
    """Take a whole chain away."""
    await e.db.execute("delete from audit where keten = 'casus:c2'")


KETENPROEVEN: list[tuple[Knoei, Bevinding]] = [
    (change_a_line, Bevinding("casus:c1", 3, "de regel is veranderd")),
    (change_a_line_and_its_hash, Bevinding("casus:c1", 4, "de regel volgt niet op de regel ervoor")),
    (take_a_line_away, Bevinding("casus:c1", 3, "een regel ontbreekt")),
    (put_a_line_in, Bevinding("casus:c1", 4, "de regel volgt niet op de regel ervoor")),
    (swap_two_lines, Bevinding("casus:c1", 2, "de regel volgt niet op de regel ervoor")),
    (cut_the_end_off, Bevinding("casus:c1", 5, "de keten is afgekapt of weg")),
    (write_a_chain_anew, Bevinding("casus:c1", 5, "de keten is herschreven na de dagwortel")),
    (take_a_chain_away, Bevinding("casus:c2", 3, "de keten is afgekapt of weg")),
]


@pytest.mark.parametrize(("knoei", "bevinding"), KETENPROEVEN, ids=[k.__name__ for k, _ in KETENPROEVEN])
async def test_tampering_with_a_chain_is_found_and_its_first_wrong_line_named(toneel: Toneel, knoei: Knoei, bevinding: Bevinding) -> None:
    await toneel.tamper(knoei)
    assert await toneel.check() == [bevinding]


async def test_untouched_record_has_nothing_to_name(toneel: Toneel) -> None:
    await toneel.add("casus:c1", "na de wortel")
    assert await toneel.check() == []


async def forget_the_heads(e: Eigenaar) -> None:
    """Let the noted heads follow what was tampered with."""
    await e.db.execute("delete from auditkop where keten = 'casus:c2'")


async def follow_in_the_root(e: Eigenaar) -> None:
    """Change a root itself."""
    await e.db.execute("update auditwortel set wortel = $1 where dag = '2026-03-03'", bytes(32))


async def take_all_roots_away(e: Eigenaar) -> None:
    """Take every root and every noted head away."""
    await e.db.execute("delete from auditkop")
    await e.db.execute("delete from auditwortel")


async def test_noted_heads_that_were_taken_away_do_not_fit_the_roots(toneel: Toneel) -> None:
    await toneel.tamper(take_a_chain_away, forget_the_heads)
    assert {b.keten for b in await toneel.check()} >= {"dagwortel 2026-03-02"}


async def test_changed_root_has_no_signature_that_fits(toneel: Toneel) -> None:
    await toneel.tamper(follow_in_the_root)
    assert Bevinding("dagwortel 2026-03-03", 0, "de handtekening hoort bij een andere wortel") in await toneel.check()


async def the_pages(toneel: Toneel) -> bytes:
    """Fetch the roots as a partner does."""
    return orjson.dumps(await published(toneel.hub, None))


async def test_root_made_by_another_key_is_not_of_this_hub(toneel: Toneel) -> None:
    await toneel.tamper(take_all_roots_away)
    await toneel.root(1, open_zegel(Kluis(b"1" * 32)))
    assert await toneel.check() == [Bevinding("dagwortel 2026-03-03", 0, "de handtekening is niet van deze hub")]


async def test_record_that_was_written_anew_with_its_roots_is_found_by_a_witness(toneel: Toneel) -> None:
    kept = await the_pages(toneel)
    await toneel.tamper(take_all_roots_away, write_a_chain_anew)
    await toneel.root(1)
    assert await toneel.check(kept) == [
        Bevinding("dagwortel 2026-03-03", 0, "een getuige heeft een andere wortel"),
        Bevinding("dagwortel 2026-03-02", 0, "een getuige heeft een wortel die hier weg is"),
    ]


async def test_witness_that_kept_the_right_roots_finds_nothing(toneel: Toneel) -> None:
    assert await toneel.check(await the_pages(toneel)) == []


async def test_old_roots_stay_right_when_the_key_has_changed_twice(toneel: Toneel) -> None:
    third = open_zegel(Kluis(b"3" * 32, b"2" * 32))
    await toneel.add("casus:c2", "later")
    await toneel.root(2, third)
    assert await verify_all(toneel.hub.opslag, third, {}) == []


async def test_day_has_one_root_however_many_workers_make_it(toneel: Toneel) -> None:
    await toneel.add("casus:c2", "later")
    assert sorted(await asyncio.gather(*(toneel.root(2) for _ in range(4)))) == [False, False, False, True]


async def test_published_root_tells_no_size_and_no_chain(toneel: Toneel) -> None:
    page = orjson.loads(await the_pages(toneel))
    assert {frozenset(row) for row in page["wortels"]} == {frozenset({"dag", "vorige", "wortel", "handtekening", "sleutel"})}


async def test_anyone_can_check_a_signature_with_the_key_beside_it(toneel: Toneel) -> None:
    row = orjson.loads(await the_pages(toneel))["wortels"][-1]
    signed = jws.deserialize_compact(row["handtekening"], OKPKey.import_key(row["sleutel"]), algorithms=["Ed25519"])
    assert orjson.loads(signed.payload) == {name: row[name] for name in ("dag", "vorige", "wortel")}


async def test_hub_itself_cannot_change_a_root(toneel: Toneel) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with toneel.hub.opslag.walk() as tx:
            await tx.execute("update auditwortel set wortel = wortel")


def test_witness_file_of_another_form_is_refused() -> None:
    with pytest.raises(OngeldigBericht):
        read_witnesses([b"[]"])
