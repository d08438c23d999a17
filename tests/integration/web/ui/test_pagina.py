"""The pages over HTTP: what they show, to whom, with which headers, and what is on record afterwards."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import asyncpg
import pytest

from ketenhub.domain.delen import Actie
from ketenhub.domain.errors import NietGevonden
from ketenhub.domain.json import rows, text
from ketenhub.flow.schuilnaam import code_names, draw
from ketenhub.flow.werk import read_worklist
from ketenhub.store.lopen import open_casus
from ketenhub.store.voorraad import Lijstverstrekking, keep_list_disclosure
from ketenhub.web.ui.headers import KOPPEN
from tests.integration.flow.keten import OINS
from tests.integration.web.ui.scherm import CSRF, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.domain.json import Json
    from tests.integration.web.ui.scherm import Scherm

pytestmark = pytest.mark.asyncio(loop_scope="module")
KORTSTE = 6
CODE = re.compile(r"[a-z_]+")
WISSELEND = frozenset({"audit", "sessie", "verstrekking", "lijstverstrekking", "schuilnaam"})
NAMEN = ("Mila", "Jelle", "Fenna", "Siem", "Terpoorten", "Ravenhorst", "Zilverlindelaan", "9999")


def _leaves(value: Json) -> Iterator[Json]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _leaves(one)
    if not inner:
        yield value


def words(value: Json) -> set[str]:
    """Give every text in a view that is recognised wherever it stands; a code such as `melding` is an ordinary word of the page too."""
    return {leaf for leaf in _leaves(value) if isinstance(leaf, str) and len(leaf) >= KORTSTE and not CODE.fullmatch(leaf)}


async def name_of(scherm: Scherm) -> str:
    """Give the code name of the household, which is drawn when somebody first sees it."""
    await read_worklist(scherm.hub, OINS["veilig_thuis"])
    async with scherm.hub.opslag.walk() as tx:
        found: str = await tx.fetchval("select naam from schuilnaam where casus_id = $1", await scherm.casus())
    return found


async def test_work_list_leads_to_the_household_under_its_code_name(scherm: Scherm) -> None:
    browser = await scherm.person()
    page = await browser.get("/werk")
    name = await name_of(scherm)
    assert f'href="{scherm.address("veilig_thuis")}">{name}</a>' in page.text
    assert title_of(await browser.get(scherm.address("veilig_thuis"))) == f"Huishouden {name} – Ketenhub"


@pytest.mark.parametrize("pad", ["/inloggen", "/werk", "/", "/h/bestaat-niet", "/static/weg.css", "plan"])
async def test_every_page_carries_the_headers(scherm: Scherm, pad: str) -> None:
    browser = await scherm.person()
    answer = await browser.get(scherm.address("veilig_thuis") if pad == "plan" else pad)
    assert answer.status_code < 500
    assert {name: answer.headers.get(name) for name in KOPPEN} == dict(KOPPEN)


@pytest.mark.parametrize("pad", ["/inloggen", "/werk", "/h/bestaat-niet", "plan"])
async def test_title_and_addresses_of_a_page_hold_no_person(scherm: Scherm, pad: str) -> None:
    browser = await scherm.person()
    answer = await browser.get(scherm.address("veilig_thuis") if pad == "plan" else pad)
    addresses = [part.split('"')[0] for part in answer.text.replace('action="', 'href="').replace('src="', 'href="').split('href="')[1:]]
    told = [title_of(answer), answer.headers.get("location", ""), *addresses]
    assert [name for name in NAMEN if any(name in one for one in told)] == []


async def test_work_list_holds_no_person_at_all(scherm: Scherm) -> None:
    page = (await (await scherm.person()).get("/werk")).text
    assert [name for name in NAMEN if name in page] == []


@pytest.mark.parametrize(("persoon", "wie"), [("wijkteam", "gemeente"), ("balie", "reclassering")])
async def test_page_holds_nothing_that_was_withheld_from_the_viewer(scherm: Scherm, persoon: str, wie: str) -> None:
    whole, view = await scherm.keten.view("veilig_thuis"), await scherm.keten.view(wie)
    called = [f"{text(row, 'naam', 'voornamen')} {text(row, 'naam', 'achternaam')}" for row in rows(view, "personen")]
    own = json.dumps([view, called], ensure_ascii=False)
    withheld = {word for word in words(whole) if word not in own and not word.startswith("0000009900")}
    browser = await scherm.person(persoon)
    pages = [await browser.get(pad) for pad in ("/werk", scherm.address(wie))]
    shown = html.unescape("".join(page.text for page in pages))
    assert ([page.status_code for page in pages], len(withheld) > 20) == ([200, 200], True)
    assert {word for word in withheld if word in shown} == set()


async def test_someone_elses_household_looks_like_one_that_does_not_exist(scherm: Scherm) -> None:
    browser = await scherm.person("wijkteam")
    other, nothing = await browser.get(scherm.address("veilig_thuis")), await browser.get("/h/iAAAAAAAAAAAAAAAAAAAAAA")
    assert (other.status_code, CSRF.sub("", other.text)) == (404, CSRF.sub("", nothing.text))
    assert (nothing.status_code, dict(other.headers)) == (404, dict(nothing.headers))


async def test_refused_look_is_on_record_with_the_person(scherm: Scherm) -> None:
    await (await scherm.person("wijkteam")).get("/h/iAAAAAAAAAAAAAAAAAAAAAA")
    last = json.loads((await scherm.lines(f"org:{OINS['gemeente']}"))[-1])
    assert (last["uitkomst"], last["persoon"]) == ("niet-gevonden", "wijkteam")


async def test_look_at_a_household_is_one_line_and_one_disclosure(scherm: Scherm) -> None:
    browser, chain = await scherm.person(), f"casus:{await scherm.casus()}"
    before, disclosed = await scherm.lines(chain), await scherm.count("verstrekking")
    await browser.get(scherm.address("veilig_thuis"))
    (line,) = (await scherm.lines(chain))[len(before) :]
    assert (json.loads(line)["persoon"], json.loads(line)["organisatie"]) == ("regie", OINS["veilig_thuis"])
    assert await scherm.count("verstrekking") == disclosed + 1


async def test_page_of_the_work_list_is_one_line_and_one_disclosure_that_name_its_casussen(scherm: Scherm) -> None:
    browser, chain = await scherm.person(), f"org:{OINS['veilig_thuis']}"
    before, disclosed = await scherm.lines(chain), await scherm.count("lijstverstrekking")
    await browser.get("/werk")
    (line,) = (await scherm.lines(chain))[len(before) :]
    told = json.loads(line)
    assert (told["persoon"], told["casussen"]) == ("regie", [await scherm.casus()])
    async with scherm.hub.opslag.walk() as tx:
        kept = await tx.fetchrow("select casussen, persoon from lijstverstrekking where verstrekking_id = $1", told["verstrekking"])
    assert (kept["casussen"], kept["persoon"], await scherm.count("lijstverstrekking")) == (told["casussen"], "regie", disclosed + 1)


async def test_looking_changes_nothing_but_the_record(scherm: Scherm) -> None:
    browser = await scherm.person()
    tables = "select tablename from pg_tables where schemaname = 'public' order by 1"
    fingerprint = "select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from {} t"

    async def stand() -> dict[str, str]:
        async with scherm.hub.opslag.walk() as tx:
            names = [row["tablename"] for row in await tx.fetch(tables)]
            kept = [name for name in names if name not in WISSELEND and not name.startswith("migratie")]
            return {name: await tx.fetchval(fingerprint.format(name)) for name in kept}

    before = await stand()
    for pad in ("/", "/inloggen", "/werk", "/werk?let=gevaar", scherm.address("veilig_thuis"), "/uitloggen"):
        await browser.get(pad)
    assert await stand() == before


async def test_administrator_sees_no_household(scherm: Scherm) -> None:
    browser = await scherm.person("toezicht")
    answers = [await browser.get("/werk"), await browser.get(scherm.address("veilig_thuis"))]
    assert [(one.status_code, await name_of(scherm) in one.text) for one in answers] == [(403, False), (403, False)]


async def test_refused_role_is_on_record_with_the_person(scherm: Scherm) -> None:
    await (await scherm.person("toezicht")).get("/werk")
    last = json.loads((await scherm.lines(f"org:{OINS['veilig_thuis']}"))[-1])
    assert (last["handeling"], last["uitkomst"], last["persoon"]) == ("werkvoorraad bekeken", "geweigerd", "toezicht")


@pytest.mark.parametrize("pad", ["/werk", "plan"])
async def test_page_after_the_first_is_light(scherm: Scherm, pad: str) -> None:
    browser = await scherm.person()
    answer = await browser.get(scherm.address("veilig_thuis") if pad == "plan" else pad)
    assert (answer.headers["content-encoding"], int(answer.headers["content-length"]) < 25_000) == ("gzip", True)


async def test_first_visit_is_light(scherm: Scherm) -> None:
    browser = await scherm.person()
    page = await browser.get(scherm.address("veilig_thuis"))
    files = {part.split('"')[0] for part in page.text.split('"/static/')[1:]}
    sizes = [
        int((await browser.client.get(f"/static/{name}", headers={"accept-encoding": "gzip"})).headers["content-length"]) for name in files
    ]
    assert len(sizes) >= 3
    assert sum(sizes) + int(page.headers["content-length"]) < 90_000


async def test_outdated_line_is_made_again_before_use(scherm: Scherm) -> None:
    changed = [
        regel.model_copy(update={"actie": Actie.ONTHOUDEN}) if "fase" in {c.value for c in regel.categorieen} else regel
        for regel in scherm.hub.regels.regels
    ]
    hub = replace(
        scherm.hub, regelbron=None, regels=scherm.hub.regels.model_copy(update={"versie": "zonder-fase", "regels": tuple(changed)})
    )
    (before,) = await read_worklist(scherm.hub, OINS["politie"])
    (after,) = await read_worklist(hub, OINS["politie"])
    async with hub.opslag.walk() as tx:
        kept = await tx.fetchval("select regels_versie from werkregel where organisatie = $1", OINS["politie"])
    assert (before["fase"], after["fase"], kept) == (1, None, "zonder-fase")


async def test_code_name_stays_with_the_household(scherm: Scherm) -> None:
    found = [text(line, "schuilnaam") for wie in ("veilig_thuis", "gemeente") for line in await read_worklist(scherm.hub, OINS[wie])]
    assert (len(set(found)), len(found)) == (1, 2)


async def test_code_name_of_another_household_is_not_there_for_a_request(scherm: Scherm) -> None:
    await read_worklist(scherm.hub, OINS["veilig_thuis"])
    async with scherm.hub.opslag.request("00000099000000009999") as tx:
        assert await tx.fetch("select naam from schuilnaam") == []


@pytest.mark.parametrize("vraag", ["delete from schuilnaam", "update schuilnaam set naam = 'Eik-00'"])
async def test_code_name_is_never_taken_back(scherm: Scherm, vraag: str) -> None:
    await read_worklist(scherm.hub, OINS["veilig_thuis"])
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with scherm.hub.opslag.walk() as tx:
            await tx.execute(vraag)


async def test_two_households_never_bear_one_name(scherm: Scherm) -> None:
    always_the_same = replace(scherm.hub, nieuw_id=iter(["a", "a", "a", "b"]).__next__)
    async with scherm.hub.opslag.walk() as tx:
        for casus_id in ("een", "twee"):
            await open_casus(tx, casus_id, scherm.hub.nu())
    names = await code_names(always_the_same, ["een", "twee"])
    assert names == {"een": draw("a", 2), "twee": draw("b", 2)}


async def test_list_disclosure_cannot_name_a_household_of_another(scherm: Scherm) -> None:
    page = Lijstverstrekking("l1", OINS["politie"], None, ("onbekend",), scherm.hub.nu(), "1", "", b"", b"")
    with pytest.raises(NietGevonden):
        async with scherm.hub.opslag.request(OINS["politie"]) as tx:
            await keep_list_disclosure(tx, page)


@pytest.mark.parametrize("pad", ["/werk", "/h/{verwijzing}"])
async def test_wrong_method_on_a_screen_is_a_page(scherm: Scherm, pad: str) -> None:
    answer = await (await scherm.person()).post(pad, {})
    assert (answer.status_code, answer.headers["content-type"]) == (405, "text/html; charset=utf-8")


async def test_address_that_nothing_knows_is_a_page_for_a_browser(scherm: Scherm) -> None:
    answer = await scherm.browser().get("/bestaat/niet")
    assert (answer.status_code, answer.headers["content-type"], title_of(answer)) == (
        404,
        "text/html; charset=utf-8",
        "Niet gevonden – Ketenhub",
    )


@pytest.mark.parametrize("pad", ["/v1/bestaat-niet", "/v1/veiligheidsplannen/x", "/partners/x/berichten"])
async def test_api_keeps_its_problem_documents_also_for_a_browser(scherm: Scherm, pad: str) -> None:
    answer = await scherm.browser().get(pad)
    assert answer.headers["content-type"] == "application/problem+json"


async def test_defect_shows_a_code_and_nothing_else(scherm: Scherm) -> None:
    def broken() -> datetime:
        raise RuntimeError("Mila Terpoorten")

    browser = scherm.browser(replace(scherm.hub, nu=broken))
    browser.client.cookies.set("ketenhub", "x")
    answer = await browser.get("/werk")
    assert (answer.status_code, title_of(answer), scherm.defecten[-1]) == (500, "Er ging iets mis – Ketenhub", "RuntimeError")
    assert ("Noem dan deze code" in answer.text, "Mila" in answer.text, "RuntimeError" in answer.text) == (True, False, False)


async def test_file_is_kept_for_a_year_under_a_name_that_changes_with_it(scherm: Scherm) -> None:
    browser = scherm.browser()
    page = (await browser.get("/inloggen")).text
    adres = page.split('<link rel="stylesheet" href="')[-1].split('"')[0]
    answer = await browser.client.get(adres, headers={"accept-encoding": "gzip"})
    assert (answer.headers["cache-control"], answer.headers["content-encoding"]) == ("public, max-age=31536000, immutable", "gzip")
    assert ".kh-kop" in answer.text
