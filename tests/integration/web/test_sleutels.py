"""Keys turn while systems log in, send and read: nothing fails, nothing changes, and what broke off is taken up again."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import asyncpg
import pytest
import pytest_asyncio

from ketenhub.domain.errors import GeenToegang, Instellingsfout, Tegenstrijdig
from ketenhub.flow.auditcontrole import Bewaker, verify_all
from ketenhub.flow.draaien import close, turn
from ketenhub.flow.sleutelring import open_ring
from ketenhub.flow.sleutelstand import overview
from ketenhub.flow.tick import tick
from ketenhub.flow.verzegeld import Gezegd, open_words, seal_words
from ketenhub.keys import nieuw_id
from ketenhub.keys.kluis import Kluis, Plek
from ketenhub.keys.zegel import open_zegel
from ketenhub.store.omwikkelen import BRONNEN
from ketenhub.store.toegang import Woorden
from tests.integration.flow.keten import OINS
from tests.integration.flow.test_scenario import play_until
from tests.integration.web.gastheer import a_gastheer, as_bytes
from tests.integration.web.sleutelwereld import ANNEKE, MENSEN, Sleutelwereld, about, with_keys

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
SIGNALEN = "select signaal_id, organisatie, sleutel from signaal"
DRAAIEN = ("hoofdsleutel", "bsn", "ondertekening", "hoofdsleutel", "bsn")
MILA = "999970008"
WACHT = "select 1 from pg_locks where not granted"

TOEGANG = {
    "conflict": "insert into conflict values ('x-1', $1, $2, 'p', $2, $3, $4, $5)",
    "conflicteinde": "insert into conflicteinde values ('x-1', $1, $2, $3, $4, $5)",
    "noodtoegang": "insert into noodtoegang values ('x-1', $1, $2, 'v', 'p', $3, $3::timestamptz + interval '1h', current_date, $4, $5)",
    "noodbeoordeling": """insert into noodbeoordeling
select 'x-1', $2, c.casus_id, 'terecht', $3, $4, $5 from casus c where c.casus_id = $1""",
}


@dataclass(frozen=True, slots=True)
class Gedraaid:
    """What was seen before every key turned under load, after it, and what closing was told; the keys before are still readable then."""

    wereld: Sleutelwereld
    eerste: Kluis
    eerst: dict[str, bytes]
    signalen: list[tuple[object, ...]]
    gezegd: list[str]
    daarna: dict[str, bytes]
    merken: tuple[bytes, ...]
    wortels: list[object]
    stand: str
    geweigerd: dict[str, str]


async def refusal(wereld: Sleutelwereld, soort: str) -> str:
    """Give why a kind is not closed."""
    try:
        await close(wereld.hub, wereld.beheer, soort)
    except Tegenstrijdig as fout:
        return fout.reden
    return ""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gedraaid(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Gedraaid]:
    """Turn every key, each by a process of its own, while the load goes on."""
    folder = tmp_path_factory.mktemp("sleutels")
    async with a_gastheer(server, folder) as gastheer:
        await play_until(gastheer.keten, 2)
        await gastheer.keten.learn_references()
        wereld = await with_keys(gastheer, server, folder)
        await Bewaker(wereld.hub, lambda _: None).watch()
        eerst, signalen, eerste = await wereld.views(), await wereld.rows(SIGNALEN), Kluis(wereld.kast.huidig())
        async with wereld.worker(), wereld.load():
            gezegd = [await wereld.run("draai", soort, "--json") for soort in DRAAIEN]
        hub = wereld.hub
        yield Gedraaid(
            wereld,
            eerste,
            eerst,
            signalen,
            gezegd,
            await wereld.views(),
            hub.kluis.marks("bsn", MILA),
            [*await verify_all(hub.opslag, open_zegel(hub.kluis), {})],
            await wereld.run("stand", "--json"),
            {"bsn": await wereld.run("sluit", "bsn", code=1), "ondertekening": await refusal(wereld, "ondertekening")},
        )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def gesloten(gedraaid: Gedraaid) -> Gedraaid:
    """Close every key before, once the newest day root bears the new signature."""
    wereld = gedraaid.wereld
    tomorrow = replace(wereld.hub, nu=lambda: gedraaid.wereld.hub.nu() + timedelta(days=1))
    await Bewaker(tomorrow, lambda _: None).watch()
    done = [(await close(wereld.hub, wereld.beheer, soort)).uitkomst for soort in ("bsn", "ondertekening", "hoofdsleutel")]
    assert done == ["gesloten"] * 3
    return gedraaid


async def test_no_request_failed_while_the_keys_turned(gedraaid: Gedraaid) -> None:
    assert gedraaid.wereld.mislukt == []
    assert gedraaid.wereld.gelukt > 20


async def test_worker_went_on_without_a_defect(gedraaid: Gedraaid) -> None:
    events = [json.loads(line)["event"] for line in gedraaid.wereld.log.splitlines()]
    assert {"hub.gestart", "bezorging.opnieuw"} <= set(events)
    assert not [event for event in events if "defect" in event]


async def test_turning_says_what_was_done_and_that_nothing_is_left(gedraaid: Gedraaid) -> None:
    said = [json.loads(one)[0] for one in gedraaid.gezegd]
    assert [one["uitkomst"] for one in said] == ["gedraaid", "gedraaid", "gedraaid", "verder gegaan", "verder gegaan"]
    assert [one["over"] for one in said[3:]] == [0, 0]


async def test_every_view_is_the_same_to_the_byte(gedraaid: Gedraaid) -> None:
    assert gedraaid.daarna == gedraaid.eerst


async def test_no_signal_of_before_is_raised_anew_when_time_passes(gedraaid: Gedraaid) -> None:
    async with gedraaid.wereld.hub.opslag.walk() as tx:
        await tx.execute("update casus set volgende_termijn = '2020-01-01'")
    await tick(gedraaid.wereld.hub)
    later = await gedraaid.wereld.rows(f"{SIGNALEN} where casus_id = (select casus_id from casus order by geopend_op limit 1)")
    assert gedraaid.signalen
    assert sorted(later) == sorted(gedraaid.signalen)


async def test_pseudonyms_are_those_of_the_first_master_key(gedraaid: Gedraaid) -> None:
    assert gedraaid.wereld.hub.kluis.pseudonym("org", "p-1") == gedraaid.eerste.pseudonym("org", "p-1")


async def test_every_mark_stands_under_the_new_key_and_still_finds_its_casus(gedraaid: Gedraaid) -> None:
    wereld, (today, before) = gedraaid.wereld, gedraaid.merken
    assert before == gedraaid.eerste.mark("bsn", MILA)
    assert await wereld.rows("select count(*) from zoeksleutel where substring(merk for 4) = $1", before[:4]) == [(0,)]
    proposals = len(await wereld.rows("select 1 from koppelvoorstel"))
    assert (await wereld.gastheer.post(as_bytes(about(MILA)), wie="gemeente")).status_code == 201
    assert len(await wereld.rows("select 1 from zoeksleutel where merk = $1", today)) == 2
    assert len(await wereld.rows("select 1 from koppelvoorstel")) == proposals + 1


async def test_every_person_of_the_load_was_found_again_by_each_message(gedraaid: Gedraaid) -> None:
    """A message about one known person opens a casus with a proposal to each casus before it, so none was missed in between."""
    for bsn in MENSEN:
        mark = gedraaid.wereld.hub.kluis.mark("bsn", bsn)
        ids = [row[0] for row in await gedraaid.wereld.rows("select casus_id from zoeksleutel where merk = $1", mark)]
        pairs = await gedraaid.wereld.rows("select 1 from koppelvoorstel where casus_id = any($1) and ander = any($1)", ids)
        assert (len(ids) > 1, len(pairs)) == (True, len(ids) * (len(ids) - 1) // 2)


async def test_day_roots_of_before_still_verify_and_the_newest_holds_up_the_closing(gedraaid: Gedraaid) -> None:
    assert gedraaid.wortels == []
    assert gedraaid.geweigerd["ondertekening"].startswith("1 dagwortel")


async def test_stand_counts_rows_by_generation_and_shows_no_key(gedraaid: Gedraaid) -> None:
    rows = {(row["soort"], row["staat"]): row["rijen"] for row in json.loads(gedraaid.stand)["sleutels"]}
    assert (rows["hoofdsleutel", "vorig"], rows["bsn", "vorig"]) == (0, 0)
    assert rows["hoofdsleutel", "huidig"] > 50
    secrets = [gedraaid.wereld.kast.huidig(), gedraaid.eerste.master, *gedraaid.wereld.hub.kluis.generations("bsn")]
    assert not [secret for secret in secrets if secret.hex() in gedraaid.stand]


async def test_every_act_is_on_record_in_a_chain_of_its_own(gedraaid: Gedraaid) -> None:
    found = await gedraaid.wereld.rows("select regel from audit where keten = 'sleutels' order by volgnummer")
    lines = [json.loads(str(row[0])) for row in found]
    acts = [line["handeling"].removeprefix("sleutels: ") for line in lines if line["beheerder"] == ANNEKE]
    assert acts[:4] == ["hoofdsleutel draaien", "hoofdsleutel omgewikkeld", "bsn draaien", "ondertekening draaien"]


async def test_young_generation_is_not_closed_before_every_process_knows_it(gedraaid: Gedraaid) -> None:
    assert "minuten wachten" in gedraaid.geweigerd["bsn"]


async def test_closed_keys_are_needed_by_nothing(gesloten: Gedraaid) -> None:
    wereld = gesloten.wereld
    alone = await wereld.other_process()
    assert not wereld.kast.pad_vorig.exists()
    assert await wereld.views() == gesloten.eerst
    assert await verify_all(alone.opslag, open_zegel(alone.kluis), {}) == []
    assert alone.kluis.marks("bsn", MILA) == gesloten.merken[:1]


async def test_closed_master_key_opens_the_database_no_more(gesloten: Gedraaid) -> None:
    with pytest.raises(Instellingsfout, match="andere hoofdsleutel"):
        await open_ring(gesloten.wereld.hub.opslag, Kluis(gesloten.eerste.master))


@pytest_asyncio.fixture(loop_scope="module")
async def wereld(server: Server, tmp_path: Path) -> AsyncIterator[Sleutelwereld]:
    """Give a served hub with one plan whose keys can turn."""
    async with a_gastheer(server, tmp_path) as gastheer:
        await play_until(gastheer.keten, 2)
        await gastheer.keten.learn_references()
        yield await with_keys(gastheer, server, tmp_path)


async def test_first_start_keeps_what_followed_from_the_master_key(wereld: Sleutelwereld) -> None:
    before, after = Kluis(wereld.kast.huidig()), (await wereld.other_process()).kluis
    assert after.mark("bsn", MILA) == before.mark("bsn", MILA)
    assert after.marks("signaal", "c", "o") == before.marks("signaal", "c", "o")
    assert open_zegel(after).publiek == open_zegel(before).publiek
    assert len(after.ring.geheimen) == 8


async def test_killed_half_way_everything_reads_and_the_same_command_finishes_it(wereld: Sleutelwereld) -> None:
    first = await wereld.views()
    naam = wereld.hub.kluis.naam
    async with wereld.hub.opslag.walk() as tx:
        # the process waits for this row, with one table done
        await tx.execute("select 1 from verstrekking order by verstrekking_id limit 1 for update")
        process = await wereld.start("sleutels", "draai", "hoofdsleutel")
        async with asyncio.timeout(60):
            while not await wereld.rows(WACHT):  # noqa: ASYNC110 - another process is waited for
                await asyncio.sleep(0.05)
        process.kill()
        await process.communicate()
    left = await wereld.rows("select count(*) from verstrekking where substring(gewikkeld for 4) = $1", naam)
    done = await wereld.rows("select count(*) from sleutel where substring(gewikkeld for 4) = $1", naam)
    assert (left != [(0,)], done) == (True, [(0,)])
    assert await wereld.views() == first
    with pytest.raises(Tegenstrijdig, match="vorige hoofdsleutel"):
        await close(wereld.hub, wereld.beheer, "hoofdsleutel")
    assert json.loads(await wereld.run("draai", "hoofdsleutel", "--json"))[0]["over"] == 0
    assert (await close(wereld.hub, wereld.beheer, "hoofdsleutel")).uitkomst == "gesloten"
    assert await wereld.views() == first


class Afgebroken(Exception):
    """The process that marks is gone."""


async def test_casussen_are_found_while_only_some_are_marked_again(wereld: Sleutelwereld) -> None:
    known = [MILA, *MENSEN[:2]]
    for bsn in known[1:]:
        assert (await wereld.gastheer.post(as_bytes(about(bsn)))).status_code == 201

    def stop(_done: int, _of: int) -> None:
        raise Afgebroken

    with pytest.raises(Afgebroken):
        await turn(wereld.hub, wereld.beheer, "bsn", stop)
    left = "select count(*) from zoeksleutel where substring(merk for 4) = $1"
    old = wereld.hub.kluis.ring.geheimen["bsn"][1].naam
    assert await wereld.rows(left, old) != [(0,)]
    with pytest.raises(Tegenstrijdig, match="BSN-merken"):
        await close(wereld.hub, wereld.beheer, "bsn")
    for bsn in known:
        assert (await wereld.gastheer.post(as_bytes(about(bsn)), wie="gemeente")).status_code == 201
    assert await wereld.rows("select count(*) from koppelvoorstel") == [(3,)]
    assert (await turn(wereld.hub, wereld.beheer, "bsn")).over == 0
    assert await wereld.rows(left, old) == [(0,)]


async def test_broken_off_between_store_and_database_closing_destroys_nothing_in_use(wereld: Sleutelwereld) -> None:
    wereld.kast.turn()
    wereld.hub.kluis.reread()
    assert (await close(wereld.hub, wereld.beheer, "hoofdsleutel")).uitkomst == "niets te sluiten"
    assert wereld.kast.vorig() is not None


async def test_check_names_a_key_before_that_was_left_lying(wereld: Sleutelwereld) -> None:
    process = await wereld.start("check")
    before = (await process.communicate())[0].decode()
    wereld.kast.turn()
    process = await wereld.start("check")
    assert (".vorig" in before, ".vorig" in (await process.communicate())[0].decode()) == (False, True)


async def test_nobody_but_an_administrator_turns_and_the_refusal_is_on_record(wereld: Sleutelwereld) -> None:
    with pytest.raises(GeenToegang):
        await turn(wereld.hub, replace(wereld.beheer, beheerder="wim"), "bsn")
    (line,) = await wereld.rows("select regel from audit where keten = 'sleutels'")
    assert json.loads(str(line[0]))["uitkomst"] == "geen-toegang"


async def test_turning_sessions_ends_them_all(wereld: Sleutelwereld) -> None:
    async with wereld.hub.opslag.walk() as tx:
        await tx.execute("insert into sessie values ($1, 'iemand', 'x', now(), now() + interval '1 hour')", nieuw_id().encode())
    assert json.loads(await wereld.run("draai", "sessie", "--json"))[0]["gedaan"] == 1
    assert await wereld.rows("select 1 from sessie") == []


async def test_every_table_with_a_wrapped_key_is_wrapped_again(wereld: Sleutelwereld) -> None:
    tables = await wereld.rows(
        "select table_name from information_schema.columns where column_name = 'gewikkeld' and table_schema = 'public'"
    )
    assert {row[0] for row in tables} == {bron.tabel for bron in BRONNEN}


async def test_words_on_access_open_after_the_master_key_turned_and_are_still_not_changed(wereld: Sleutelwereld) -> None:
    ((casus_id,),) = await wereld.rows("select casus_id from casus")
    hub, org, now = wereld.hub, OINS["gemeente"], wereld.hub.nu()
    tables = ("conflict", "conflicteinde", "noodtoegang", "noodbeoordeling")
    words = {name: seal_words(hub, Plek(name, "inhoud", "x-1", org), Gezegd("Een reden.")) for name in tables}
    async with hub.opslag.walk() as tx:
        for name, sql in TOEGANG.items():
            await tx.execute(sql, casus_id, org, now, words[name].gewikkeld, words[name].inhoud)
    assert (await turn(hub, wereld.beheer, "hoofdsleutel")).over == 0
    for name in tables:
        ((wrapped, sealed),) = await wereld.rows(f"select gewikkeld, inhoud from {name}")
        assert isinstance(wrapped, bytes)
        assert isinstance(sealed, bytes)
        assert wrapped[:4] == hub.kluis.naam
        assert open_words(hub, Plek(name, "inhoud", "x-1", org), Woorden(wrapped, sealed)).reden == "Een reden."
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await wereld.rows(f"with x as (update {name} set inhoud = '' returning 1) select * from x")


async def test_message_of_before_with_its_key_in_front_is_wrapped_again(wereld: Sleutelwereld) -> None:
    async with wereld.hub.opslag.walk() as tx:
        ident = await tx.fetchval("select outbox_id from outbox limit 1")
        await tx.execute(
            "update outbox set soort = 'bericht', status = 'wacht', gewikkeld = null, inhoud = $2 where outbox_id = $1", ident, bytes(80)
        )
    await turn(wereld.hub, wereld.beheer, "hoofdsleutel")
    found = await overview(wereld.hub)
    assert [(one.naam, one.rijen) for one in found.standen if one.naam == "zonder naam"] == [("zonder naam", 1)]
    assert await wereld.rows("select length(gewikkeld), length(inhoud) from outbox where outbox_id = $1", ident) == [(60, 20)]
    with pytest.raises(Tegenstrijdig, match="1 sleutels"):
        await close(wereld.hub, wereld.beheer, "hoofdsleutel")
