"""The words of one organisation destroyed: nowhere readable, in no view, and the rest stands as it was."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import orjson
import pytest
import pytest_asyncio

from ketenhub.domain.errors import GeenToegang, NietGevonden, TeDruk, Tegenstrijdig, Vernietigd
from ketenhub.domain.json import rows
from ketenhub.flow.auditcontrole import verify_all
from ketenhub.flow.draaien import close, turn
from ketenhub.flow.herhalen import NIET, SLEUTEL, repeat_all
from ketenhub.flow.look import Afgeleid, Gezien, Vraag, look
from ketenhub.flow.sleutels import key_place, one_time_key, open_one_time
from ketenhub.flow.tick import rebuild_all
from ketenhub.flow.vernietigen import Opdracht, destroy
from ketenhub.flow.werk import read_worklist
from ketenhub.keys import nieuw_id
from ketenhub.keys.kluis import Datasleutel, Plek
from ketenhub.keys.zegel import open_zegel
from ketenhub.store.omwikkelen import BRONNEN, read_batch
from ketenhub.store.opslag import open_opslag
from tests.integration.flow.keten import OINS
from tests.integration.flow.test_koppelen import ANNA, decide, kinds_of_incidents, proposal
from tests.integration.flow.test_koppelen import casussen as whole_casussen
from tests.integration.flow.test_scenario import play_until
from tests.integration.web.gastheer import KANARIE, a_gastheer, as_bytes
from tests.integration.web.sleutelwereld import ANNEKE, WIE, Sleutelwereld, about, with_keys

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
POLITIE, VT = OINS["politie"], OINS["veilig_thuis"]
BEN = "999990020"
INHOUD = {"verstrekking": "manifest", "lijstverstrekking": "manifest"} | dict.fromkeys(
    ("outbox", "quarantaine", "signaalstap", "koppelbesluit", "persoonsbesluit", "besluitlog"), "inhoud"
)
GEZEGELD = """select 'bijdrage' as tabel, organisatie as houder, casus_id, vastlegging_id as rij, inhoud from bijdrage
union all select 'projectie', 'projectie:' || spoor, casus_id, spoor, inhoud from projectie
union all select 'werkregel', 'werkregel:' || organisatie, casus_id, organisatie, inhoud from werkregel"""


# what stays, and why: keys, what is no word about a household, and what has no casus
BLIJFT = {
    "geheim": "sleutels van de hub zelf",
    "sleutel": "de sleutels waarop vernietigen rust",
    "ophaaltaak": "waar een bericht nog te halen is",
    "conflict": "waarom iemand een casus niet mag zien",
    "conflicteinde": "waarom dat ophield",
    "noodtoegang": "waarom iemand buiten de toewijzing keek",
    "noodbeoordeling": "wat daarvan gevonden is",
}


async def readable(hub: Hub) -> bytes:
    """Give everything in the database that can be opened with the keys of now, one after another."""
    found = []
    async with hub.opslag.walk() as tx:
        keys = {(row["casus_id"], row["houder"]): row["gewikkeld"] for row in await tx.fetch("select * from sleutel")}
        for row in await tx.fetch(GEZEGELD):
            place = Plek(row["tabel"], "inhoud", f"{row['casus_id']}/{row['rij']}", row["houder"])
            wrapped = keys.get((row["casus_id"], row["houder"]), b"")
            try:
                found.append(hub.kluis.open(Datasleutel(wrapped, key_place(row["casus_id"], row["houder"])), place, row["inhoud"]))
            except Vernietigd:
                continue
        for bron in (one for one in BRONNEN if one.tabel in INHOUD):
            for one in await read_batch(tx, bron, b"\0\0\0\0", (), 10_000):
                where = " and ".join(f"{key} = ${n}" for n, key in enumerate(bron.sleutel, 1))
                sealed = await tx.fetchval(f"select {INHOUD[bron.tabel]} from {bron.tabel} where {where}", *one.sleutel)
                found.append(open_one_time(hub.kluis, one.plek, one.gewikkeld, sealed))
    return b"\n".join(found)


async def test_every_sealed_table_is_reached_or_named_as_what_stays() -> None:
    assert {bron.tabel for bron in BRONNEN} == INHOUD.keys() | BLIJFT.keys()
    assert INHOUD.keys() & BLIJFT.keys() == set()


@dataclass(frozen=True, slots=True)
class Vernietigde:
    """What could be read before and after, and what a copy of before holds."""

    wereld: Sleutelwereld
    eerst: bytes
    beelden: dict[str, bytes]
    daarna: dict[str, bytes]
    terugblik: list[dict[str, object]]
    bericht: str
    schijf: dict[str, bool]


def on_disk(server: Server, words: dict[str, str]) -> dict[str, bool]:
    """Tell which words stand in any file of the server, its write-ahead log included."""
    files = [path for path in server.folder.rglob("*") if path.is_file()]
    return {name: any(word.encode() in path.read_bytes() for path in files) for name, word in words.items()}


def list_of(value: object) -> list[object]:
    """Give a list, or none."""
    return value if isinstance(value, list) else []


async def _a_copy(wereld: Sleutelwereld) -> tuple[bytes, Plek, bytes, Plek]:
    """Keep what a copy of the database holds of the words: the wrapped key and the sealed content."""
    ((casus_id, ident, sealed, wrapped),) = await wereld.rows(
        "select b.casus_id, b.vastlegging_id, b.inhoud, s.gewikkeld from bijdrage b join sleutel s "
        "on s.casus_id = b.casus_id and s.houder = b.organisatie where b.organisatie = $1 order by b.volgnummer desc limit 1",
        POLITIE,
    )
    assert isinstance(sealed, bytes)
    assert isinstance(wrapped, bytes)
    return wrapped, key_place(str(casus_id), POLITIE), sealed, Plek("bijdrage", "inhoud", f"{casus_id}/{ident}", POLITIE)


async def _a_made_message(wereld: Sleutelwereld) -> str:
    """Let a message wait with bytes that were made and not delivered."""
    ((ident, org),) = await wereld.rows("select outbox_id, organisatie from outbox where soort = 'bericht' limit 1")
    wrapped, sealed = one_time_key(wereld.hub.kluis, Plek("outbox", "inhoud", str(ident), str(org)), KANARIE.encode())
    async with wereld.hub.opslag.walk() as tx:
        await tx.execute("update outbox set mediatype = 'x', inhoud = $2, gewikkeld = $3 where outbox_id = $1", ident, sealed, wrapped)
    return str(ident)


async def _destroy_by_command(wereld: Sleutelwereld) -> None:
    """Destroy what police said, in a process of its own."""
    reference = wereld.gastheer.keten.stand.verwijzingen["gemeente"]
    process = await wereld.start(
        *("sleutels", "vernietig", "--casus", reference, "--organisatie", POLITIE),
        *("--reden", "Bewaartermijn voorbij.", "--bevestig", reference),
    )
    out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    assert "Draai de hoofdsleutel" in out.decode()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def vernietigde(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Vernietigde]:
    """Let police, who opened the casus, tell something that all can see; then destroy its words by a command of its own."""
    folder = tmp_path_factory.mktemp("vernietigen")
    async with a_gastheer(server, folder) as gastheer:
        await play_until(gastheer.keten, 2)
        await gastheer.keten.learn_references()
        wereld = await with_keys(gastheer, server, folder)
        references = gastheer.keten.stand.verwijzingen
        incident = {"soort": "incident", "ref": "k", "geldigOp": "2026-11-01", "aard": "onveilig", "omschrijving": KANARIE}
        said = about("999970008", verwijzing=references["politie"])
        answer = await gastheer.post(as_bytes(said | {"feiten": [incident]}), wie="politie")
        assert answer.status_code == 201, answer.text
        beelden = await wereld.views()
        await read_worklist(wereld.hub, VT)
        asked = {"verwijzing": references["veilig_thuis"]}
        answer = await gastheer.post(as_bytes(asked), "/v1/deelbesluiten/_zoek", {"Content-Type": "application/json"})
        assert answer.status_code == 200, answer.text
        bericht, eerst = await _a_made_message(wereld), await readable(wereld.hub)
        async with wereld.load():
            await _destroy_by_command(wereld)
        daarna = await wereld.views()
        question = {"verwijzing": references["veilig_thuis"], "organisatie": VT}
        known = await gastheer.post(as_bytes(question), "/v1/verstrekkingen/_zoek", {"Content-Type": "application/json"})
        schijf = on_disk(server, {"kanarie": KANARIE, "verwijzing": references["gemeente"]})
        yield Vernietigde(wereld, eerst, beelden, daarna, known.json()["verstrekkingen"], bericht, schijf)


async def test_content_was_readable_before_and_is_nowhere_after(vernietigde: Vernietigde) -> None:
    assert KANARIE.encode() in vernietigde.eerst
    assert KANARIE.encode() in vernietigde.beelden["veilig_thuis"]
    assert KANARIE.encode() not in await readable(vernietigde.wereld.hub)


async def test_data_folder_never_held_the_content_in_the_clear(vernietigde: Vernietigde) -> None:
    assert vernietigde.schijf == {"kanarie": False, "verwijzing": True}


async def test_no_view_of_anyone_shows_it_and_the_words_of_others_stand(vernietigde: Vernietigde) -> None:
    later = vernietigde.daarna
    assert not [wie for wie in WIE if KANARIE.encode() in later[wie]]
    before, after = (orjson.loads(views["veilig_thuis"]) for views in (vernietigde.beelden, later))
    assert [row["id"] for row in rows(after, "voorwaarden")] == [row["id"] for row in rows(before, "voorwaarden")]
    assert rows(before, "incidenten")
    assert not rows(after, "incidenten")


async def test_message_with_bytes_already_made_is_decided_anew(vernietigde: Vernietigde) -> None:
    found = await vernietigde.wereld.rows(
        "select status, inhoud is null, gewikkeld is null from outbox where outbox_id = $1", vernietigde.bericht
    )
    assert found == [("ingetrokken", True, True)]
    assert await vernietigde.wereld.rows("select status, inhoud from outbox where vervangt = $1", vernietigde.bericht) == [("wacht", None)]


async def test_what_an_answer_about_decisions_rested_on_is_gone_and_that_is_named(vernietigde: Vernietigde) -> None:
    hub = vernietigde.wereld.hub
    assert await vernietigde.wereld.rows("select length(gewikkeld) from besluitlog") == [(0,)]
    (again,) = (await repeat_all(hub, (hub.nu() - timedelta(days=1), hub.nu()))).herhalingen
    assert (again.uitkomst, again.oorzaken) == (NIET, (SLEUTEL,))


async def test_past_view_says_that_it_was_destroyed_and_a_new_one_is_whole(vernietigde: Vernietigde) -> None:
    found = vernietigde.terugblik
    assert (found[0]["staat"], found[-1]["staat"]) == ("vernietigd", "gelijk")
    assert "uitsnede" not in found[0]
    assert {one["staat"] for one in found if "plaatsen" in one} == {"vernietigd"}
    places = [str(place) for one in found for place in list_of(one.get("plaatsen"))]
    assert any(place.startswith("/incidenten/") for place in places)
    assert KANARIE not in str(places)


async def test_nobody_who_sent_or_read_meanwhile_noticed(vernietigde: Vernietigde) -> None:
    assert vernietigde.wereld.mislukt == []
    assert vernietigde.wereld.gelukt > 2


async def test_every_question_about_the_plan_is_still_answered_without_it(vernietigde: Vernietigde) -> None:
    gastheer = vernietigde.wereld.gastheer
    described = (await gastheer.client.get("/v1/openapi.json")).json()["paths"]
    paths = [path for path, acts in described.items() if "get" in acts and re.findall(r"{(\w+)}", path) == ["verwijzing"]]
    assert len(paths) > 3
    for path in paths:
        for wie, reference in gastheer.keten.stand.verwijzingen.items():
            answer = await gastheer.client.get(path.replace("{verwijzing}", reference), headers=gastheer.headers(wie))
            assert (path, wie, answer.status_code < 500, KANARIE in answer.text) == (path, wie, True, False)


async def test_record_stays_good_and_rebuilding_gives_the_same(vernietigde: Vernietigde) -> None:
    hub = vernietigde.wereld.hub
    assert await verify_all(hub.opslag, open_zegel(hub.kluis), {}) == []
    assert await rebuild_all(hub, lambda _done, _of: None) == 0


async def test_destruction_is_on_record_three_times(vernietigde: Vernietigde) -> None:
    found = await vernietigde.wereld.rows("select keten, regel from audit where regel like '%vernietig%' order by keten")
    assert [str(keten).partition(":")[0] for keten, _ in found] == ["casus", "org", "sleutels"]
    assert {json.loads(str(regel))["beheerder"] for _, regel in found} == {ANNEKE}
    assert not [regel for _, regel in found if "Bewaartermijn" in str(regel)]


async def test_organisation_speaks_again_under_a_new_key(vernietigde: Vernietigde) -> None:
    wereld = vernietigde.wereld
    incident = {"soort": "incident", "ref": "n", "geldigOp": "2026-11-02", "aard": "onveilig", "omschrijving": "Nieuw voorval."}
    said = about("999970008", verwijzing=wereld.gastheer.keten.stand.verwijzingen["politie"]) | {"feiten": [incident]}
    assert (await wereld.gastheer.post(as_bytes(said), wie="politie")).status_code == 201
    assert b"Nieuw voorval." in (await wereld.views())["veilig_thuis"]
    assert KANARIE.encode() not in await readable(wereld.hub)


async def manifests(hub: Hub, voor: str = "(select max(op) from vernietiging)") -> list[dict[str, object]]:
    """Give the manifest of every disclosure before a moment."""
    sql = f"select verstrekking_id, organisatie, gewikkeld, manifest from verstrekking where op <= {voor}"
    async with hub.opslag.walk() as tx:
        found = [tuple(row) for row in await tx.fetch(sql)]
    return [
        orjson.loads(open_one_time(hub.kluis, Plek("verstrekking", "manifest", ident, org), wrapped, sealed))
        for ident, org, wrapped, sealed in found
    ]


async def test_disclosures_keep_what_they_named_and_nothing_of_what_they_showed(vernietigde: Vernietigde) -> None:
    found = await manifests(vernietigde.wereld.hub)
    assert len(found) > 3
    assert sum(bool(one["paden"]) for one in found) > 3
    assert {(one["vernietigd"], len(list(one["afgeleid"]))) for one in found if isinstance(one["afgeleid"], list)} == {(True, 0)}


async def until_destroyed(url: str) -> None:
    """Wait until a destruction stands in the database."""
    opslag = await open_opslag(url, size=1)
    async with asyncio.timeout(60):
        while True:
            async with opslag.walk() as tx:
                if await tx.fetchval("select count(*) from vernietiging"):
                    break
            await asyncio.sleep(0.05)
    await opslag.close()


async def test_look_that_had_read_before_leaves_nothing_behind(server: Server, tmp_path: Path) -> None:
    """A look reads, the words are destroyed, and only then is the look put on record."""
    async with a_gastheer(server, tmp_path) as gastheer:
        await play_until(gastheer.keten, 2)
        await gastheer.keten.learn_references()
        wereld = await with_keys(gastheer, server, tmp_path)
        references, running = gastheer.keten.stand.verwijzingen, []

        def slow(gezien: Gezien) -> Afgeleid:
            words = ["sleutels", "vernietig", "--casus", references["politie"], "--organisatie", POLITIE, "--reden", "Verzoek."]
            command = [sys.executable, "-m", "ketenhub.cli", *words, "--bevestig", references["politie"]]
            running.append(subprocess.Popen(command, env={**os.environ, **wereld.env}, stdout=subprocess.DEVNULL))
            with ThreadPoolExecutor() as pool:
                pool.submit(asyncio.run, until_destroyed(wereld.env["KETENHUB_DATABASE_URL"])).result(90)
            return Afgeleid(gezien.inhoud)

        await look(wereld.hub, Vraag(VT, references["veilig_thuis"], "proef"), slow)
        assert await asyncio.to_thread(running[0].wait, 60) == 0
        late = await manifests(wereld.hub, "now()")
        assert {one.get("vernietigd") for one in late} == {True}


async def test_same_destruction_again_changes_nothing_more(leeg: Sleutelwereld) -> None:
    await proposal(leeg.gastheer.keten)
    ((reference,),) = await leeg.rows("select verwijzing from betrokkenheid where organisatie = $1", POLITIE)
    asked = Opdracht(ANNEKE, str(reference), POLITIE, "Verzoek.")
    await destroy(leeg.hub, asked)
    again = await destroy(leeg.hub, asked)
    assert (again.casussen, again.verstrekkingen) == (0, 0)
    assert await leeg.rows("select count(*) from vernietiging") == [(1,)]


async def test_copy_of_before_opens_until_its_master_key_is_closed(server: Server, tmp_path: Path) -> None:
    async with a_gastheer(server, tmp_path) as gastheer:
        await play_until(gastheer.keten, 2)
        await gastheer.keten.learn_references()
        wereld = await with_keys(gastheer, server, tmp_path)
        wrapped, keyplace, sealed, place = await _a_copy(wereld)
        kluis, reference = wereld.hub.kluis, gastheer.keten.stand.verwijzingen["gemeente"]
        await destroy(wereld.hub, Opdracht(ANNEKE, reference, POLITIE, "Bewaartermijn."))
        assert kluis.open(Datasleutel(wrapped, keyplace), place, sealed)
        assert json.loads(await wereld.run("stand", "--json"))["nogInKopieen"] == 1
        await turn(wereld.hub, wereld.beheer, "hoofdsleutel")
        await close(wereld.hub, wereld.beheer, "hoofdsleutel")
        with pytest.raises(TeDruk):
            kluis.open(Datasleutel(wrapped, keyplace), place, sealed)
        assert json.loads(await wereld.run("stand", "--json"))["nogInKopieen"] == 0


@pytest_asyncio.fixture(loop_scope="module")
async def leeg(server: Server, tmp_path: Path) -> AsyncIterator[Sleutelwereld]:
    """Give a served hub with keys and no casus."""
    async with a_gastheer(server, tmp_path) as gastheer:
        yield await with_keys(gastheer, server, tmp_path)


async def test_joined_casus_shows_no_more_what_the_part_lost(leeg: Sleutelwereld) -> None:
    keten = leeg.gastheer.keten
    ident = await proposal(keten)
    assert (await decide(keten, "veilig_thuis", "samengevoegd", ident)).status_code == 201
    ((reference,),) = await leeg.rows(
        "select verwijzing from betrokkenheid b join koppeling k on k.ander = b.casus_id where organisatie = $1", OINS["gemeente"]
    )
    done = await destroy(leeg.hub, Opdracht(ANNEKE, str(reference), OINS["gemeente"], "Verzoek."))
    whole, part = await whole_casussen(keten)
    assert (done.casussen, kinds_of_incidents(whole), kinds_of_incidents(part)) == (2, ["geweld"], [])
    assert await rebuild_all(leeg.hub, lambda _done, _of: None) == 0


async def test_mark_of_a_number_that_only_the_destroyed_words_told_goes(leeg: Sleutelwereld) -> None:
    keten = leeg.gastheer.keten
    await proposal(keten)
    ((reference, casus_id),) = await leeg.rows("select verwijzing, casus_id from betrokkenheid where organisatie = $1", POLITIE)
    said = about(BEN, verwijzing=reference)
    ((vt,),) = await leeg.rows("select verwijzing from betrokkenheid where organisatie = $1 and casus_id = $2", VT, casus_id)
    assert (await leeg.gastheer.post(as_bytes(said | {"verwijzing": vt}))).status_code == 201
    await destroy(leeg.hub, Opdracht(ANNEKE, str(reference), POLITIE, "Verzoek."))
    kept = await leeg.rows("select merk from zoeksleutel where casus_id = $1", casus_id)
    assert kept == [(leeg.hub.kluis.mark("bsn", BEN),)]
    assert leeg.hub.kluis.mark("bsn", ANNA) not in {row[0] for row in kept}


async def test_what_cannot_be_destroyed_is_refused_and_on_record(leeg: Sleutelwereld) -> None:
    await proposal(leeg.gastheer.keten)
    ((reference,),) = await leeg.rows("select verwijzing from betrokkenheid where organisatie = $1", POLITIE)
    asked = Opdracht(ANNEKE, str(reference), OINS["reclassering"], "Verzoek.")
    with pytest.raises(Tegenstrijdig):
        await destroy(leeg.hub, asked)
    with pytest.raises(NietGevonden):
        await destroy(leeg.hub, replace(asked, verwijzing=nieuw_id()))
    with pytest.raises(GeenToegang):
        await destroy(leeg.hub, replace(asked, beheerder="wim"))
    lines = await leeg.rows("select regel from audit where keten = 'sleutels' order by volgnummer")
    assert [json.loads(str(row[0]))["uitkomst"] for row in lines] == ["tegenstrijdig", "niet-gevonden", "geen-toegang"]


async def test_wrong_confirmation_destroys_nothing(leeg: Sleutelwereld) -> None:
    said = await leeg.run("vernietig", "--casus", "a", "--organisatie", POLITIE, "--reden", "Verzoek.", "--bevestig", "b", code=1)
    assert "niets vernietigd" in said
