"""Assignment, and the glass that a casemanager breaks: one casus, one hour, told, reviewed, and no wider (trust 5, threat 17)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from ketenhub.domain.kalender import add_working_days
from ketenhub.store.toegang import Toewijzing, keep_assignment
from tests.integration.flow.keten import OINS
from tests.integration.web.toegangswereld import GEMEENTE, MINUUT, POLITIE, REGIE, WEG, a_wereld, see, shape

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ketenhub.store.server import Server
    from tests.integration.web.toegangswereld import Wereld

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def wereld(huis: Wereld) -> AsyncIterator[Wereld]:
    """Give the household assigned to one casemanager of the municipality; the clock moves on two hours afterwards, so nothing lasts."""
    own = await huis.assign("els")
    yield huis
    for line in (await huis.ask(REGIE, f"{huis.plan(REGIE)}/conflicten")).json()["conflicten"]:
        if "beeindigd" not in line:
            await huis.reopen(line["conflictId"])
    await huis.release(own)
    huis.scherm.klok.later += 120 * MINUUT


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def huis(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wereld]:
    """Give one household for these tests."""
    async with a_wereld(server, tmp_path_factory.mktemp("nood")) as found:
        yield found


async def status(wereld: Wereld, als: str | None) -> int:
    """Tell how the plan answers somebody of the municipality."""
    return (await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als=als)).status_code


async def tasks(wereld: Wereld) -> list[dict[str, Any]]:
    """Give what the privacy officer of the municipality has to review."""
    found: list[dict[str, Any]] = (await wereld.ask(GEMEENTE, "/v1/noodtoegangen", als="pim")).json()["noodtoegangen"]
    return found


async def judge(wereld: Wereld, ident: str, oordeel: str, als: str | None = "pim") -> int:
    """Say what is found of a break-glass."""
    body = {"oordeel": oordeel, "reden": "Nagevraagd bij de teamleider."}
    return (await wereld.ask(GEMEENTE, f"/v1/noodtoegangen/{ident}/beoordelingen", body, als=als)).status_code


async def test_a_casus_is_seen_by_who_it_is_assigned_to_and_by_the_system(wereld: Wereld) -> None:
    assert [await status(wereld, als) for als in ("els", "bert", None)] == [200, 404, 200]


async def test_unassigned_colleague_finds_it_nowhere(wereld: Wereld) -> None:
    screen = await wereld.scherm.person("bert")
    page, work = await screen.get(f"/h/{wereld.ref(GEMEENTE)}"), await screen.get("/werk")
    here = shape(await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="bert"), wereld.ref(GEMEENTE))
    never = shape(await wereld.ask(GEMEENTE, f"/v1/veiligheidsplannen/{WEG}", als="bert"), WEG)
    assert (page.status_code, wereld.ref(GEMEENTE) in work.text, here == never) == (404, False, True)
    assert await wereld.rows(GEMEENTE, "bert") == []


async def test_casus_of_nobody_is_seen_by_all(wereld: Wereld) -> None:
    (own,) = [t for t in (await wereld.ask(GEMEENTE, f"{wereld.plan(GEMEENTE)}/toewijzingen")).json()["toewijzingen"] if "tot" not in t]
    await wereld.release(own["toewijzingId"])
    assert [await status(wereld, als) for als in ("els", "bert")] == [200, 200]


async def test_casus_of_who_may_not_see_it_is_seen_by_the_others(wereld: Wereld) -> None:
    await wereld.close_to("els", GEMEENTE)
    assert [await status(wereld, als) for als in ("els", "bert")] == [404, 200]


@pytest.mark.parametrize("als", ["vertrokken", "pim"])
async def test_casus_of_who_is_no_casemanager_any_more_is_seen_by_the_others(wereld: Wereld, als: str) -> None:
    (own,) = [t for t in (await wereld.ask(GEMEENTE, f"{wereld.plan(GEMEENTE)}/toewijzingen")).json()["toewijzingen"] if "tot" not in t]
    casus = await wereld.scherm.casus()
    async with wereld.hub.opslag.walk() as tx:
        new = Toewijzing(f"t-{als}", als, wereld.hub.nu())
        await keep_assignment(tx, casus, OINS[GEMEENTE], new)
    await wereld.release(own["toewijzingId"])
    seen = await status(wereld, "bert")
    await wereld.release(new.toewijzing_id)
    assert seen == 200


async def test_assignment_is_for_own_casemanagers_where_the_organisation_works_so(wereld: Wereld) -> None:
    officer = await wereld.ask(GEMEENTE, f"{wereld.plan(GEMEENTE)}/toewijzingen", {"medewerker": "pim"})
    foreign = await wereld.ask(GEMEENTE, f"{wereld.plan(GEMEENTE)}/toewijzingen", {"medewerker": "vera"})
    elsewhere = await wereld.ask(REGIE, f"{wereld.plan(REGIE)}/toewijzingen", {"medewerker": "vera"})
    self_made = await wereld.ask(GEMEENTE, f"{wereld.plan(GEMEENTE)}/toewijzingen", {"medewerker": "bert"}, als="bert")
    assert [answer.status_code for answer in (officer, foreign, elsewhere, self_made)] == [400, 400, 409, 404]


async def test_break_glass_opens_that_view_and_no_other(wereld: Wereld) -> None:
    answer = await wereld.break_glass("bert")
    seen = await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="bert")
    assert answer.status_code == 201
    assert seen.content == (await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE))).content
    assert (await wereld.ask(GEMEENTE, wereld.plan(REGIE), als="bert")).status_code == 404
    assert "betrokkenheid" in await wereld.rows(GEMEENTE, "bert")


async def test_it_ends_by_itself_at_the_sixtieth_minute(wereld: Wereld) -> None:
    await wereld.break_glass("bert")
    start = wereld.scherm.klok.later
    wereld.scherm.klok.later = start + 59 * MINUUT
    during = await status(wereld, "bert")
    wereld.scherm.klok.later = start + 60 * MINUUT
    assert (during, await status(wereld, "bert"), await wereld.rows(GEMEENTE, "bert")) == (200, 404, [])


async def test_database_itself_keeps_to_an_hour(wereld: Wereld) -> None:
    await wereld.break_glass("bert")
    async with wereld.hub.opslag.rehearsal() as tx:
        with pytest.raises(Exception, match="noodtoegang"):
            await tx.execute(
                """insert into noodtoegang select 'langer', casus_id, organisatie, verwijzing, persoon, van,
                van + interval '2 hours', beoordelen_voor, gewikkeld, inhoud from noodtoegang limit 1"""
            )


async def test_nothing_that_exists_answers_otherwise_than_nothing(wereld: Wereld) -> None:
    """A wrong reference, that of another organisation, and a casus that is closed to him: one answer."""
    never = shape(await wereld.break_glass("bert", WEG), WEG)
    other = shape(await wereld.break_glass("bert", wereld.ref(POLITIE)), wereld.ref(POLITIE))
    await wereld.close_to("bert", GEMEENTE)
    closed = shape(await wereld.break_glass("bert"), wereld.ref(GEMEENTE))
    assert never == other == closed
    assert never[0] == 404


async def test_break_glass_does_not_open_what_is_closed_later(wereld: Wereld) -> None:
    await wereld.break_glass("bert")
    await wereld.close_to("bert", GEMEENTE)
    assert (await status(wereld, "bert"), await wereld.rows(GEMEENTE, "bert")) == (404, [])


@pytest.mark.parametrize(
    ("anders", "code", "plaats"),
    [
        ({"reden": "Te kort."}, 400, "/reden"),
        ({"reden": "   kort   en   leeg            "[:19].ljust(40)}, 400, "/reden"),
        ({"ingelogdOp": "2026-01-01T10:00:00Z"}, 403, "/ingelogdOp"),
        ({"ingelogdOp": "2099-01-01T10:00:00Z"}, 403, "/ingelogdOp"),
    ],
)
async def test_without_reason_or_step_up_nothing_opens(wereld: Wereld, anders: dict[str, str], code: int, plaats: str) -> None:
    answer = await wereld.break_glass("bert", **anders)
    assert (answer.status_code, answer.json()["plaats"], await status(wereld, "bert")) == (code, plaats, 404)


async def test_system_without_a_person_and_other_roles_break_no_glass(wereld: Wereld) -> None:
    body = {"verwijzing": wereld.ref(GEMEENTE), "reden": "Een reden die lang genoeg is.", "ingelogdOp": "2026-01-01T10:00:00Z"}
    answers = [await wereld.ask(GEMEENTE, "/v1/noodtoegangen", body, als=als) for als in (None, "pim")]
    assert [answer.status_code for answer in answers] == [403, 403]


async def test_who_sees_it_already_needs_none(wereld: Wereld) -> None:
    assert (await wereld.break_glass("els")).status_code == 409


async def test_curious_colleague_is_told_of_and_every_look_is_marked(wereld: Wereld) -> None:
    """Threat 17: somebody breaks the glass to look, and thinks that nobody sees it."""
    ident = (await wereld.break_glass("bert")).json()["noodtoegangId"]
    await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="bert")
    await (await wereld.scherm.person("bert")).get("/werk")
    casus = await wereld.scherm.casus()
    async with wereld.hub.opslag.walk() as tx:
        out = await see(tx, "select organisatie, soort, baan, volgende_poging <= now() as nu from outbox where aanleiding = 'noodtoegang'")
        given = await see(tx, "select noodtoegang from verstrekking where noodtoegang is not null")
    looks = [json.loads(line) for line in await wereld.scherm.lines(f"casus:{casus}")]
    listed = [json.loads(line) for line in await wereld.scherm.lines(f"org:{OINS[GEMEENTE]}")]
    assert {(row["organisatie"], row["soort"], row["baan"], row["nu"]) for row in out} == {(OINS[REGIE], "notificatie", "hoog", True)}
    assert {"noodtoegang": ident} in given
    assert any(one["handeling"].startswith("plan bekeken") and one.get("noodtoegang") == ident for one in looks)
    assert any(one["handeling"] == "werkvoorraad bekeken" and one.get("noodtoegang") == [ident] for one in listed)
    told = (await wereld.told(GEMEENTE, "pim"))[0]
    assert (told["soort"], told["medewerker"], casus in json.dumps(told)) == ("noodtoegang", "bert", False)


async def test_look_of_who_it_is_assigned_to_bears_no_mark(wereld: Wereld) -> None:
    await wereld.break_glass("bert")
    await wereld.ask(GEMEENTE, wereld.plan(GEMEENTE), als="els")
    assert '"noodtoegang"' not in (await wereld.scherm.lines(f"casus:{await wereld.scherm.casus()}"))[-1]


async def test_review_is_due_in_two_working_days_and_shows_when_it_is_late(wereld: Wereld) -> None:
    ident = (await wereld.break_glass("bert")).json()["noodtoegangId"]
    today = wereld.hub.nu().astimezone(wereld.hub.kalender.tijdzone).date()
    (task,) = [one for one in await tasks(wereld) if one["noodtoegangId"] == ident]
    wereld.scherm.klok.later += 10 * 24 * 60 * MINUUT
    (late,) = [one for one in await tasks(wereld) if one["noodtoegangId"] == ident]
    assert task["beoordelenVoor"] == add_working_days(today, 2, wereld.hub.kalender).isoformat()
    assert (task["stand"], late["stand"], task["reden"]) == ("te_beoordelen", "te_laat", "De collega is ziek en er is een alarm.")


async def test_officer_records_what_was_found_once(wereld: Wereld) -> None:
    ident = (await wereld.break_glass("bert")).json()["noodtoegangId"]
    said = [await judge(wereld, ident, oordeel) for oordeel in ("onterecht", "onterecht", "terecht")]
    (task,) = [one for one in await tasks(wereld) if one["noodtoegangId"] == ident]
    assert said == [201, 201, 409]
    assert (task["stand"], task["beoordeling"]["oordeel"], task["beoordeling"]["medewerker"]) == ("beoordeeld", "onterecht", "pim")


async def test_nobody_else_reviews(wereld: Wereld) -> None:
    ident = (await wereld.break_glass("bert")).json()["noodtoegangId"]
    lists = [(await wereld.ask(GEMEENTE, "/v1/noodtoegangen", als=als)).status_code for als in ("bert", None)]
    elsewhere = (await wereld.ask(REGIE, "/v1/noodtoegangen", als="paula")).json()
    body = {"oordeel": "terecht", "reden": "Is in orde."}
    other = await wereld.ask(REGIE, f"/v1/noodtoegangen/{ident}/beoordelingen", body, als="paula")
    assert [await judge(wereld, ident, "terecht", als) for als in ("bert", None)] == [403, 403]
    assert (lists, elsewhere, other.status_code) == ([403, 403], {"noodtoegangen": []}, 404)
