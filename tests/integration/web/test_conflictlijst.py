"""The conflict list: who may never see a casus finds nothing there, whatever the role, and nobody tells him (trust 5, threat 1)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from ketenhub.flow.look import Vraag, look
from ketenhub.keys import nieuw_id
from tests.integration.flow.keten import BIJDRAGE, OINS
from tests.integration.web.toegangswereld import GEMEENTE, MINUUT, POLITIE, REGIE, WEG, a_wereld, see, shape

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from ketenhub.store.server import Server
    from tests.integration.web.toegangswereld import Wereld

pytestmark = pytest.mark.asyncio(loop_scope="module")
LEZEN = (
    "",
    "/tijdlijn",
    "/monitor",
    "/planbord",
    "/regieoverzicht",
    "/signalen",
    "/informeerplichten",
    "/persoonskoppelingen",
    "/conflicten",
)
WOORDEN = {"reden": "Kent de pleger.", "professional": "J. Kramer"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def huis(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wereld]:
    """Give one household for these tests."""
    async with a_wereld(server, tmp_path_factory.mktemp("conflict")) as found:
        yield found


@pytest_asyncio.fixture(loop_scope="module")
async def wereld(huis: Wereld) -> AsyncIterator[Wereld]:
    """Give the household with nobody on the list and no misses counted, also afterwards."""
    yield huis
    huis.scherm.klok.later = 0 * MINUUT
    async with huis.hub.opslag.walk() as tx:
        await tx.execute("delete from misser")
    for line in (await huis.ask(REGIE, f"{huis.plan(REGIE)}/conflicten")).json()["conflicten"]:
        if "beeindigd" not in line:
            await huis.reopen(line["conflictId"])


async def test_friend_of_the_perpetrator_at_a_partner_finds_nothing(wereld: Wereld) -> None:
    """Threat 1: somebody who knows the perpetrator works at a partner, and looks the case up."""
    ref = wereld.ref(GEMEENTE)
    before = await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="els")
    await wereld.close_to("els", GEMEENTE)
    screen = await wereld.scherm.person("els")
    page, work = await screen.get(f"/h/{ref}"), await screen.get("/werk")
    never = await screen.get(f"/h/{WEG}")
    assert before.status_code == 200
    assert (page.status_code, never.status_code, work.status_code) == (404, 404, 200)
    assert ref not in work.text
    assert "nog geen huishoudens" in work.text


@pytest.mark.parametrize(("wie", "als"), [(REGIE, "vera"), (GEMEENTE, "els")])
async def test_to_a_listed_person_the_casus_is_as_absent_as_one_that_never_was(wereld: Wereld, wie: str, als: str) -> None:
    await wereld.close_to(als, wie)
    for deel in LEZEN:
        here = shape(await wereld.ask(wie, wereld.plan(wie) + deel, als=als), wereld.ref(wie))
        never = shape(await wereld.ask(wie, f"/v1/veiligheidsplannen/{WEG}{deel}", als=als), WEG)
        assert here == never, deel
        assert here[0] == 404


@pytest.mark.parametrize(("wie", "als"), [(REGIE, "vera"), (GEMEENTE, "els")])
async def test_database_alone_gives_a_listed_person_no_row(wereld: Wereld, wie: str, als: str) -> None:
    before = await wereld.rows(wie, als)
    await wereld.close_to(als, wie)
    assert {"betrokkenheid", "projectie", "sleutel", "werkregel"} <= set(before)
    assert await wereld.rows(wie, als) == []


async def test_a_listed_person_cannot_open_it_by_another_organisation(wereld: Wereld) -> None:
    await wereld.close_to("els", POLITIE)
    assert (await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="els")).status_code == 404


async def say(wereld: Wereld, ref: str, als: str | None, pad: str = "/v1/bijdragen") -> httpx.Response:
    """Let the municipality say something about a household, for one of its people when `als` says so."""
    goal = {"soort": "hersteldoel", "ref": nieuw_id(), "geldigOp": "2026-11-01", "gebied": "meedoen", "tekst": "Weer naar school."}
    body = {"berichtId": nieuw_id(), "opgesteldOp": "2026-11-20T10:00:00Z", "verwijzing": ref, "feiten": [goal]}
    headers = wereld.headers(GEMEENTE, als) | {"Content-Type": BIJDRAGE}
    return await wereld.client.post(pad, content=json.dumps(body).encode(), headers=headers)


@pytest.mark.parametrize("pad", ["/v1/bijdragen", "/v1/bijdragen/_controleer"])
async def test_a_listed_person_cannot_speak_of_it_either(wereld: Wereld, pad: str) -> None:
    before = [(await say(wereld, wereld.ref(GEMEENTE), als, pad)).status_code for als in ("els", "bert", None)]
    assert before in ([201] * 3, [200] * 3)
    await wereld.close_to("els", GEMEENTE)
    here, never = [shape(await say(wereld, ref, "els", pad), ref) for ref in (wereld.ref(GEMEENTE), WEG)]
    assert here == never
    assert here[0] == 400
    async with wereld.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from misser where persoon = 'els'") == 2


async def test_colleague_and_system_go_on_as_before(wereld: Wereld) -> None:
    await wereld.close_to("els", GEMEENTE)
    assert [(await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als=als)).status_code for als in ("bert", None)] == [200, 200]


async def test_what_was_joined_with_a_closed_casus_is_closed_too(wereld: Wereld) -> None:
    casus = await wereld.scherm.casus()
    await wereld.close_to("els", GEMEENTE)
    async with wereld.hub.opslag.rehearsal() as tx:
        await tx.execute("insert into casus (casus_id, geopend_op, versie) values ('geheel', now(), 0), ('deel', now(), 0)")
        for part in (casus, "deel"):
            await tx.execute("insert into koppeling (casus_id, ander, van) values ('geheel', $1, now())", part)
        closed = {row["casus_id"] for row in await see(tx, "select casus_id from gesloten(array['els'])")}
    assert closed == {casus, "geheel", "deel"}


async def test_who_is_taken_off_sees_it_again_and_the_history_stays(wereld: Wereld) -> None:
    line = await wereld.close_to("bert", GEMEENTE)
    first, again = [(await wereld.reopen(line)).json()["beeindigdOp"] for _ in range(2)]
    (row,) = [r for r in (await wereld.ask(REGIE, f"{wereld.plan(REGIE)}/conflicten")).json()["conflicten"] if r["conflictId"] == line]
    assert first == again
    assert (await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="bert")).status_code == 200
    assert (row["medewerker"], row["gezet"]["reden"], row["beeindigd"]["reden"]) == ("bert", "Kent de pleger.", "Is verhuisd.")
    assert row["gezet"]["door"]["oin"] == OINS[REGIE]


async def test_same_person_again_changes_nothing(wereld: Wereld) -> None:
    assert await wereld.close_to("els", GEMEENTE) == await wereld.close_to("els", GEMEENTE)


async def test_list_is_for_regie_alone(wereld: Wereld) -> None:
    await wereld.close_to("els", GEMEENTE)
    answer = await wereld.ask(GEMEENTE, f"{wereld.plan(GEMEENTE)}/conflicten")
    assert (answer.status_code, answer.json()["code"], "els" in answer.text) == (403, "alleen-regie", False)


async def test_organisation_closes_to_its_own_people_and_ends_only_that(wereld: Wereld) -> None:
    own = await wereld.close_to("els", GEMEENTE, door=GEMEENTE)
    of_regie = await wereld.close_to("els", GEMEENTE)
    foreign = await wereld.ask(
        GEMEENTE, f"{wereld.plan(GEMEENTE)}/conflicten", {"organisatie": OINS[REGIE], "medewerker": "vera", **WOORDEN}
    )
    ended = [(await wereld.reopen(line, door=GEMEENTE)).status_code for line in (own, of_regie)]
    assert (foreign.status_code, ended) == (403, [201, 404])
    assert (await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="els")).status_code == 404


async def test_nobody_is_told(wereld: Wereld) -> None:
    before = await wereld.scherm.count("outbox")
    await wereld.close_to("els", GEMEENTE)
    assert await wereld.scherm.count("outbox") == before


async def test_words_are_sealed_and_every_act_is_on_record(wereld: Wereld) -> None:
    line = await wereld.close_to("els", GEMEENTE)
    async with wereld.hub.opslag.walk() as tx:
        kept = await see(tx, "select c::text as regel from conflict c")
    lines = await wereld.scherm.lines(f"casus:{await wereld.scherm.casus()}")
    assert [row for row in kept if "pleger" in row["regel"] or "Kramer" in row["regel"]] == []
    assert any(line in one and '"handeling":"conflict gezet"' in one for one in lines)


async def test_lines_are_never_changed(wereld: Wereld) -> None:
    await wereld.close_to("els", GEMEENTE)
    async with wereld.hub.opslag.rehearsal() as tx:
        with pytest.raises(Exception, match=r"append-only|permission denied"):
            await tx.execute("update conflict set persoon = 'bert'")


async def test_who_does_not_work_there_is_refused(wereld: Wereld) -> None:
    answers = [await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als=als) for als in ("vera", "onbekend", "x'; --")]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


async def test_naming_two_people_is_refused(wereld: Wereld) -> None:
    answer = await wereld.client.get(wereld.plan(GEMEENTE), headers=[("Ketenhub-Medewerker", "bert"), ("Ketenhub-Medewerker", "els")])
    assert (answer.status_code, answer.json()["code"]) == (400, "ongeldige-aanvraag")


async def test_who_is_no_casemanager_sees_no_casus(wereld: Wereld) -> None:
    assert (await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="pim")).status_code == 404
    assert await wereld.rows(GEMEENTE, "pim") == []


async def test_person_stands_in_the_audit_line_and_that_a_system_said_so(wereld: Wereld) -> None:
    await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="bert")
    last = (await wereld.scherm.lines(f"casus:{await wereld.scherm.casus()}"))[-1]
    assert '"persoon":"bert"' in last
    assert '"verklaard":true' in last


async def test_person_is_gone_with_the_request(wereld: Wereld) -> None:
    await wereld.close_to("els", GEMEENTE)
    await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="els")
    zicht = await look(wereld.hub, Vraag(OINS[GEMEENTE], wereld.ref(GEMEENTE), "proef"))
    assert zicht.inhoud


async def test_a_series_of_misses_is_told_once_and_says_nothing_of_what_was_asked(wereld: Wereld) -> None:
    wereld.scherm.klok.later = 60 * MINUUT
    before = len(await wereld.told(REGIE, "paula"))
    counts = []
    for n in range(7):
        await wereld.ask(REGIE, f"/v1/veiligheidsplannen/{WEG}-{n}", als="vera")
        counts.append(len(await wereld.told(REGIE, "paula")) - before)
    told = (await wereld.told(REGIE, "paula"))[0]
    assert counts == [0, 0, 0, 0, 1, 1, 1]
    assert (told["soort"], told["medewerker"], set(told)) == ("missers", "vera", {"meldingId", "soort", "medewerker", "op"})
    assert [one for one in await wereld.told(GEMEENTE, "pim") if one["medewerker"] == "vera"] == []


async def test_misses_that_lie_apart_are_no_series(wereld: Wereld) -> None:
    before = len(await wereld.told(REGIE, "paula"))
    for n in range(6):
        wereld.scherm.klok.later = (120 + 3 * n) * MINUUT
        await wereld.ask(REGIE, f"/v1/veiligheidsplannen/{WEG}", als="vera")
    assert len(await wereld.told(REGIE, "paula")) == before


@pytest.mark.parametrize("als", ["vera", None])
async def test_what_the_officer_is_told_is_for_the_officer(wereld: Wereld, als: str | None) -> None:
    assert (await wereld.ask(REGIE, "/v1/privacymeldingen", als=als)).status_code == 403
