"""Weighing over real HTTP: asking tells nothing, silence is no, the holder decides, and after its last day the view is as before."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import orjson
import pytest

from ketenhub.flow.look import Vraag, look
from ketenhub.flow.tick import tick
from ketenhub.keys import nieuw_id
from tests.integration.flow.keten import OINS
from tests.integration.web.beloften import check_problem
from tests.integration.web.gastheer import as_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ketenhub.flow.hub import Hub
    from tests.integration.web.gastheer import Gastheer

pytestmark = pytest.mark.asyncio(loop_scope="module")
WIE = ("veilig_thuis", "politie", "gemeente")
HOUDER, VRAGER, ANDER = WIE
WACHT = "select count(*) from outbox where organisatie = $1 and casus_id = $2 and aanleiding = 'wijziging'"
VANDAAG = datetime.now(UTC).date()
ANNA: dict[str, Any] = {"soort": "persoon", "ref": "a", "naam": {"voornamen": "Anna"}}
GEHEIM: dict[str, Any] = {"soort": "incident", "ref": "g", "aard": "onveilig", "omschrijving": "Zij slaapt slecht.", "beroepsgeheim": True}
WEGER = {"ref": "w", "functie": "aandachtsfunctionaris"}


@dataclass(slots=True)
class Gesprek:
    """A casus in which three take part, of which the holder said something under secrecy."""

    gastheer: Gastheer
    casus_id: str = ""
    bericht: str = ""
    verwijzingen: dict[str, str] = field(default_factory=dict)

    async def say(self, wie: str, *feiten: dict[str, Any], weg: tuple[str, ...] = ()) -> Any:
        """Send facts, or take some back; gives the answer. Each message is written after the one before."""
        bericht = nieuw_id()
        body: dict[str, Any] = {"berichtId": bericht, "opgesteldOp": datetime.now(UTC).isoformat()}
        body["feiten"] = [{"geldigOp": VANDAAG.isoformat(), **feit} for feit in feiten]
        body["intrekkingen"] = [{"ref": ref, "reden": "Bij nader inzien."} for ref in weg]
        if self.verwijzingen:
            body["verwijzing"] = self.verwijzingen[wie]
        else:
            body["geadresseerden"] = [OINS[name] for name in WIE if name != wie]
        answer = await self.gastheer.post(as_bytes(body), wie=wie)
        self.bericht = bericht if answer.status_code == 201 and any(feit["soort"] == "incident" for feit in feiten) else self.bericht
        return answer

    async def decide(self, besluit: str = "delen", dagen: int = 7, **rest: Any) -> int:
        """Let the holder decide about its fact; gives the status."""
        feit = {"soort": "afweging", "ref": "w", "feit": "g", "bericht": self.bericht, "ontvangers": [OINS[VRAGER]], "besluit": besluit}
        more = {"noodzaak": "directe_veiligheid", "stappen": ["noodzaak"], "reden": "Zo gewogen.", "professional": WEGER}
        until = (VANDAAG + timedelta(days=dagen)).isoformat()
        return int((await self.say(HOUDER, {**feit, **more, "geldigTot": until, **rest})).status_code)

    async def ask(self, aan: str, dagen: int = 3) -> Any:
        """Let another ask to weigh."""
        until = (VANDAAG + timedelta(days=dagen)).isoformat()
        vraag = {"soort": "afweegverzoek", "ref": nieuw_id(), "aan": OINS[aan], "noodzaak": "stabiele_veiligheid", "geldigTot": until}
        return await self.say(VRAGER, vraag | {"reden": "Wij plannen hulp."})

    async def queue(self, wie: str = HOUDER) -> list[dict[str, Any]]:
        """Fetch what an organisation has to weigh."""
        pad = f"/v1/veiligheidsplannen/{self.verwijzingen[wie]}/afwegingen"
        answer = await self.gastheer.client.get(pad, headers=self.gastheer.headers(wie))
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["afwegingen"]
        return found

    async def view(self, wie: str, hub: Hub | None = None) -> dict[str, Any]:
        """Give what an organisation sees, today or as another hub's clock stands."""
        zicht = await look(hub or self.gastheer.keten.hub, Vraag(OINS[wie], self.verwijzingen[wie], "toets"))
        found: dict[str, Any] = orjson.loads(zicht.inhoud)
        return found

    async def reads(self, wie: str = VRAGER, hub: Hub | None = None) -> bool:
        """Tell whether an organisation reads the fact."""
        return any(row.get("omschrijving") == GEHEIM["omschrijving"] for row in (await self.view(wie, hub)).get("incidenten", []))

    async def changes(self, wie: str = VRAGER) -> int:
        """Count how often an organisation was told that its view changed."""
        async with self.gastheer.keten.hub.opslag.walk() as tx:
            count: int = await tx.fetchval(WACHT, OINS[wie], self.casus_id)
        return count


async def begin(gastheer: Gastheer, *feiten: dict[str, Any]) -> Gesprek:
    """Open a casus of three, and let the holder say something under secrecy, or these facts."""
    gesprek = Gesprek(gastheer)
    assert (await gesprek.say(HOUDER, ANNA, *(feiten or (GEHEIM,)))).status_code == 201
    async with gastheer.keten.hub.opslag.walk() as tx:
        gesprek.casus_id = await tx.fetchval("select casus_id from casus order by geopend_op desc limit 1")
        rows = await tx.fetch("select organisatie, verwijzing from betrokkenheid where casus_id = $1", gesprek.casus_id)
    names = {oin: name for name, oin in OINS.items()}
    gesprek.verwijzingen = {names[row["organisatie"]]: row["verwijzing"] for row in rows}
    return gesprek


@contextmanager
def later(gesprek: Gesprek, dagen: int) -> Iterator[Hub]:
    """Give the hub as its clock stands some days from now."""
    hub = gesprek.gastheer.keten.hub
    now = hub.nu() + timedelta(days=dagen)
    yield replace(hub, nu=lambda: now)


@pytest.mark.req("MDA-36")
async def test_silence_is_no_and_the_holder_is_told_what_waits_for_whom(gastheer: Gastheer) -> None:
    gesprek = await begin(gastheer)
    assert [await gesprek.reads(wie) for wie in WIE] == [True, False, False]
    rows = await gesprek.queue()
    assert {(row["deel"], row["ontvanger"]["oin"]) for row in rows} == {("incident", OINS[VRAGER])}
    assert (rows[0]["bericht"], rows[0]["velden"]) == (gesprek.bericht, ["aard", "omschrijving", "personen"])
    assert [await gesprek.queue(wie) for wie in (VRAGER, ANDER)] == [[], []]
    assert "afweegrij" not in await gesprek.view(ANDER)


@pytest.mark.req("MDA-36")
async def test_asking_is_answered_alike_and_changes_nothing_but_what_the_asked_sees(gastheer: Gastheer) -> None:
    something, nothing = await begin(gastheer), await begin(gastheer, {**GEHEIM, "beroepsgeheim": False, "nietVerder": True})
    before = {wie: await something.view(wie) for wie in WIE}
    answers = [await something.ask(HOUDER), await nothing.ask(HOUDER), await something.ask("reclassering")]
    assert {(answer.status_code, *answer.json().keys()) for answer in answers} == {(201, "bericht", "status", "ontvangenOp")}
    after = {wie: await something.view(wie) for wie in WIE}
    assert after[ANDER] == before[ANDER]
    assert {key: part for key, part in after[VRAGER].items() if key != "afweegverzoeken"} == before[VRAGER]
    assert await nothing.view(VRAGER) != {}
    changed = {key for key in after[HOUDER] if after[HOUDER][key] != before[HOUDER].get(key)}
    assert changed == {"afweegrij", "afweegverzoeken"}
    (row,) = await something.queue()
    assert [(one["reden"], one["noodzaak"]) for one in row["gevraagd"]] == [("Wij plannen hulp.", "stabiele_veiligheid")]
    assert await nothing.queue() == []
    assert await something.changes(ANDER) == 0


@pytest.mark.req("MDA-36")
async def test_decision_opens_the_fact_until_its_last_day_and_tick_tells_that_it_ended(gastheer: Gastheer) -> None:
    gesprek = await begin(gastheer)
    assert await gesprek.decide() == 201
    assert [await gesprek.reads(wie) for wie in WIE] == [True, True, False]
    assert await gesprek.queue() == []
    told = await gesprek.changes()
    with later(gesprek, 7) as hub:
        await tick(hub)
        assert await gesprek.reads(hub=hub)
        assert await gesprek.changes() == told
    with later(gesprek, 8) as hub:
        await tick(hub)
        assert not await gesprek.reads(hub=hub)
        assert await gesprek.changes() == told + 1
        assert [row["ontvanger"]["oin"] for row in (await gesprek.view(HOUDER, hub))["afweegrij"]] == [OINS[VRAGER]]


@pytest.mark.req("MDA-36")
async def test_no_and_taking_back_close_it_again(gastheer: Gastheer) -> None:
    gesprek = await begin(gastheer)
    assert await gesprek.decide() == 201
    assert await gesprek.decide("niet_delen", ref="w2") == 201
    assert not await gesprek.reads()
    (row,) = await gesprek.queue()
    assert row["besluit"]["besluit"] == "niet_delen"
    assert (await gesprek.say(HOUDER, weg=("w2",))).status_code == 201
    assert not await gesprek.reads()
    assert "besluit" not in (await gesprek.queue())[0]


async def test_another_decides_about_nothing_of_the_holder(gastheer: Gastheer) -> None:
    gesprek = await begin(gastheer)
    item = (await gesprek.view(HOUDER))["incidenten"][0]["id"]
    feit = {"soort": "afweging", "ref": "x", "feit": item, "bericht": gesprek.bericht, "ontvangers": [OINS[VRAGER]], "besluit": "delen"}
    more = {"noodzaak": "directe_veiligheid", "stappen": ["doel"], "reden": "Wij willen dit.", "professional": WEGER}
    answer = await gesprek.say(VRAGER, {**feit, **more, "geldigTot": VANDAAG.isoformat()})
    check_problem(answer, 400, "ongeldig-bericht", "/v1/bijdragen")
    assert answer.json()["plaats"] == "/feiten/0/feit"
    assert not await gesprek.reads()


OPEN: dict[str, Any] = {"soort": "gezondheidsfeit", "ref": "n", "persoon": "a", "tekst": "Slikt medicijnen."}
VOORSTEL: dict[str, Any] = {"soort": "doorbreking", "ref": "d", "feit": "n", "wet": "Wmo 2015", "artikel": "5.2.6"}
VOORSTEL |= {"noodzaak": "directe_veiligheid", "reden": "De politie gaat vanavond langs en moet dit weten.", "professional": WEGER}


async def test_override_needs_two_people_reaches_one_and_ends_by_itself(gastheer: Gastheer) -> None:
    gesprek = await begin(gastheer, OPEN)

    async def knows(wie: str = VRAGER, hub: Hub | None = None) -> bool:
        return any(row.get("tekst") == OPEN["tekst"] for row in (await gesprek.view(wie, hub)).get("gezondheidsfeiten", []))

    said = await gesprek.say(HOUDER, OPEN)
    until = (VANDAAG + timedelta(days=2)).isoformat()
    proposal = VOORSTEL | {"bericht": said.json()["bericht"], "ontvanger": OINS[VRAGER], "geldigTot": until}
    proposed = await gesprek.say(HOUDER, proposal)
    second = {"soort": "doorbrekingsbevestiging", "ref": "e", "doorbreking": "d", "bericht": proposed.json()["bericht"]}
    assert not await knows()
    alone = await gesprek.say(HOUDER, second | {"professional": WEGER})
    assert (alone.status_code, alone.json()["plaats"]) == (400, "/feiten/0/professional")
    assert not await knows()
    assert (await gesprek.say(HOUDER, second | {"professional": {"ref": "t", "functie": "teamleider"}})).status_code == 201
    assert [await knows(wie) for wie in WIE] == [True, True, False]
    words = orjson.dumps([await gesprek.view(wie) for wie in (VRAGER, ANDER)])
    assert [word for word in (b"aandachtsfunctionaris", b"teamleider", b"vanavond") if word in words] == []
    with later(gesprek, 2) as hub:
        await tick(hub)
        assert await knows(hub=hub)
    told = await gesprek.changes()
    with later(gesprek, 3) as hub:
        await tick(hub)
        assert not await knows(hub=hub)
        assert await gesprek.changes() == told + 1
