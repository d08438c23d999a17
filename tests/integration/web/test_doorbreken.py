"""An override lasts as long as the pack says, is stood for by two people as far as the hub can know, and is told (F47)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from ketenhub.keys import nieuw_id
from ketenhub.store import uitgaand
from tests.integration.flow.keten import BIJDRAGE, OINS
from tests.integration.web.toegangswereld import GEMEENTE, POLITIE, REGIE, a_wereld, see

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from ketenhub.store.server import Server
    from tests.integration.web.toegangswereld import Wereld

pytestmark = pytest.mark.asyncio(loop_scope="module")
TWEEDE = "regie"
KANARIE = "Zonnebloemhof"
UIT = "select organisatie, soort, baan, aanleiding from outbox where aanleiding like 'doorbreking%'"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wereld(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wereld]:
    """Give one household for these tests."""
    async with a_wereld(server, tmp_path_factory.mktemp("doorbreken")) as found:
        yield found


def today(wereld: Wereld, dagen: int = 0) -> str:
    """Give a day from today on the clock of the hub."""
    return (wereld.hub.nu().astimezone(UTC) + timedelta(days=dagen)).date().isoformat()


@dataclass(slots=True)
class Voorstel:
    """A fact of Veilig Thuis, and the override of it that somebody proposes and somebody confirms."""

    wereld: Wereld
    feit: str = ""
    bericht: str = ""
    eerste: str = ""
    ref: str = ""
    door: str = REGIE

    async def say(self, feit: dict[str, Any], als: str | None = None, pad: str = "/v1/bijdragen") -> httpx.Response:
        """Send one fact, for a person when `als` says so; remembers the message when it is taken in."""
        w, bericht = self.wereld, nieuw_id()
        body = {"berichtId": bericht, "opgesteldOp": datetime.now(UTC).isoformat(), "verwijzing": w.ref(self.door)}
        content = json.dumps(body | {"feiten": [{"geldigOp": today(w), **feit}]})
        answer = await w.client.post(pad, content=content, headers=w.headers(self.door, als) | {"Content-Type": BIJDRAGE})
        self.bericht = bericht if answer.status_code == 201 else self.bericht
        return answer

    async def propose(self, ref: str, als: str | None = None, dagen: int = 3, **rest: Any) -> httpx.Response:
        """Say a fact, and propose to let it go."""
        self.feit, self.ref = nieuw_id(), nieuw_id()
        assert (
            await self.say({"soort": "gezondheidsfeit", "ref": self.feit, "persoon": await self.person(), "tekst": KANARIE})
        ).status_code == 201
        self.eerste = self.bericht
        return await self.propose_again(ref, als, dagen, **rest)

    async def propose_again(
        self, ref: str, als: str | None = None, dagen: int = 3, pad: str = "/v1/bijdragen", **rest: Any
    ) -> httpx.Response:
        """Propose to let the fact go that was said last."""
        feit: dict[str, Any] = {
            "soort": "doorbreking",
            "ref": self.ref,
            "feit": self.feit,
            "bericht": self.bericht,
            "ontvanger": OINS[POLITIE],
        }
        feit |= {"wet": "Wmo 2015", "artikel": "5.2.6", "noodzaak": "directe_veiligheid", "geldigTot": today(self.wereld, dagen)}
        feit |= {"reden": f"De politie gaat vanavond langs: {KANARIE}.", "professional": {"ref": ref, "functie": "een"}}
        return await self.say(feit | rest, als, pad)

    async def confirm(self, ref: str, als: str | None = None, naam: str | None = None) -> httpx.Response:
        """Confirm it."""
        who = {"ref": ref, "functie": "twee"} | ({"naam": naam} if naam else {})
        feit = {
            "soort": "doorbrekingsbevestiging",
            "ref": nieuw_id(),
            "doorbreking": self.ref,
            "bericht": self.bericht,
            "professional": who,
        }
        return await self.say(feit, als)

    async def person(self) -> str:
        """Give somebody of the household, as Veilig Thuis calls that person."""
        view = (await self.wereld.ask(REGIE, self.wereld.plan(REGIE))).json()
        return str(view["personen"][0]["id"])


async def out(wereld: Wereld) -> list[dict[str, Any]]:
    """Give what went out about overrides."""
    async with wereld.hub.opslag.walk() as tx:
        return await see(tx, UIT)


async def told(wereld: Wereld) -> list[tuple[str, str | None]]:
    """Give what the privacy officer of Veilig Thuis was told of overrides, the last first."""
    rows = await wereld.told(REGIE, "paula")
    return [(row["soort"], row.get("medewerker")) for row in rows if row["soort"].startswith("doorbreking")]


async def test_override_and_its_confirmation_are_told_to_regie_and_the_own_privacy_officer(wereld: Wereld) -> None:
    before, known = len(await out(wereld)), await told(wereld)
    v = Voorstel(wereld)
    assert (await v.propose("m1", als="vera")).status_code == 201
    assert (await v.confirm("m2", als=TWEEDE)).status_code == 201
    assert (await told(wereld))[: len(await told(wereld)) - len(known)] == [("doorbrekingsbevestiging", TWEEDE), ("doorbreking", "vera")]
    sent = (await out(wereld))[before:]
    assert {(r["organisatie"], r["soort"], r["baan"]) for r in sent} == {(OINS[REGIE], "notificatie", "hoog")}
    assert sorted(r["aanleiding"] for r in sent) == ["doorbreking", "doorbrekingsbevestiging"]
    assert [one for one in await wereld.told(GEMEENTE, "pim") if one["soort"].startswith("doorbreking")] == []


async def test_officer_reads_that_and_by_whom_and_nothing_of_the_plan(wereld: Wereld) -> None:
    v = Voorstel(wereld)
    await v.propose("m1", als="vera")
    row = (await wereld.told(REGIE, "paula"))[0]
    page = (await (await wereld.scherm.person("paula")).get("/privacy")).text
    secrets = (KANARIE, wereld.ref(REGIE), await wereld.scherm.casus(), v.ref, v.feit, OINS[POLITIE])
    assert [one for one in secrets if one in json.dumps(row) + page] == []
    assert "Vera: Stelde een doorbreking voor" in page


async def test_line_in_the_chain_of_the_casus_names_the_report_and_no_word_of_it(wereld: Wereld) -> None:
    v = Voorstel(wereld)
    await v.propose("m1", als="vera")
    ident = (await wereld.told(REGIE, "paula"))[0]["meldingId"]
    lines = [json.loads(one) for one in await wereld.scherm.lines(f"casus:{await wereld.scherm.casus()}")]
    line = next(one for one in lines if one.get("melding") == ident)
    assert (line["handeling"], line["persoon"], line["uitkomst"]) == ("doorbreking", "vera", "gedaan")
    assert KANARIE not in json.dumps(line)


async def test_of_a_system_that_names_nobody_the_officer_reads_that_it_was(wereld: Wereld) -> None:
    v = Voorstel(wereld)
    assert [(await v.propose("m1")).status_code, (await v.confirm("m2")).status_code] == [201, 201]
    assert (await told(wereld))[:2] == [("doorbrekingsbevestiging", None), ("doorbreking", None)]
    assert "Een medewerker, door uw systeem niet genoemd" in (await (await wereld.scherm.person("paula")).get("/privacy")).text


@pytest.mark.parametrize(
    ("eerste", "tweede"),
    [
        (("m1", "vera"), ("m2", "vera")),
        (("m1", "vera"), ("Vera", None)),
        (("vera", None), ("m2", "vera")),
        (("vera", TWEEDE), ("m2", "vera")),
        (("m1", None), ("M1", None)),
    ],
    ids=["same at the screen", "named, then by reference", "by reference, then named", "for a colleague", "same reference"],
)
async def test_who_proposed_never_confirms_under_any_name_the_hub_knows(
    wereld: Wereld, eerste: tuple[str, str | None], tweede: tuple[str, str | None]
) -> None:
    v = Voorstel(wereld)
    assert (await v.propose(*eerste)).status_code == 201
    before = len(await out(wereld)), len(await told(wereld))
    answer = await v.confirm(*tweede)
    assert (answer.status_code, answer.json()["plaats"]) == (400, "/feiten/0/professional")
    # refused whole: nothing is told, and another may still confirm
    assert (len(await out(wereld)), len(await told(wereld))) == before
    assert (await v.confirm("m3")).status_code == 201


@pytest.mark.parametrize(("dagen", "status"), [(14, 201), (15, 400), (4000, 400)])
async def test_override_lasts_no_longer_than_the_pack_says(wereld: Wereld, dagen: int, status: int) -> None:
    before = len(await told(wereld))
    answer = await Voorstel(wereld).propose("m1", dagen=dagen)
    assert (answer.status_code, len(await told(wereld)) - before) == (status, int(status == 201))
    if status == 400:
        words = answer.json()
        assert (words["plaats"], "hoogstens 14 dagen" in words["detail"], "eigen afspraak" in words["detail"]) == (
            "/feiten/0/geldigTot",
            True,
            True,
        )
        assert today(wereld, dagen) not in answer.text


@pytest.mark.parametrize(("dagen", "status"), [(3, 200), (15, 400)])
async def test_who_only_checks_hears_the_same_and_nobody_is_told(wereld: Wereld, dagen: int, status: int) -> None:
    v, controle = Voorstel(wereld), "/v1/bijdragen/_controleer"
    await v.propose("m1")
    before = len(await out(wereld)), len(await told(wereld))
    answer = await v.propose_again("m1", dagen=dagen, bericht=v.eerste, pad=controle)
    assert (answer.status_code, len(await out(wereld)), len(await told(wereld))) == (status, *before)


async def test_who_was_at_the_screen_is_forgotten_after_the_last_day(wereld: Wereld) -> None:
    await Voorstel(wereld).propose("m1", als="vera", dagen=1)
    kept = "select count(*) as n from doorbrekingspersoon where tot < current_date + 14"
    wereld.scherm.klok.later += timedelta(days=20)
    v = Voorstel(wereld)
    assert (await v.propose("m1", als="vera")).status_code == 201
    async with wereld.hub.opslag.walk() as tx:
        assert (await see(tx, kept))[0]["n"] == 0
    assert (await v.confirm("m2", als="vera")).status_code == 400


@pytest.mark.parametrize(
    ("pleger", "gehoord"), [(True, {"pleger", "beide"}), (False, {"slachtoffer", "beide"}), (None, {"pleger", "slachtoffer", "beide"})]
)
async def test_what_is_of_one_side_is_told_to_nobody_of_the_other_alone(wereld: Wereld, pleger: bool | None, gehoord: set[str]) -> None:
    casus = await wereld.scherm.casus()
    async with wereld.hub.opslag.rehearsal() as tx:
        for wie, spoor in ((REGIE, "beide"), (GEMEENTE, "slachtoffer"), (POLITIE, "pleger")):
            await tx.execute(
                "update betrokkenheid set spoor = $3, regie = true where casus_id = $1 and organisatie = $2", casus, OINS[wie], spoor
            )
        await uitgaand.announce(tx, "proef", casus, "doorbreking", pleger=pleger)
        found = await see(tx, "select spoor from outbox where outbox_id like 'proef-%'")
    assert {row["spoor"] for row in found} == gehoord
