"""A text with a loose name over real HTTP: it waits, who said it lets it go, and only then it is there; corrected, it waits again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from ketenhub.keys import nieuw_id
from tests.integration.flow.keten import OINS
from tests.integration.web.gastheer import as_bytes

if TYPE_CHECKING:
    from tests.integration.web.gastheer import Gastheer

pytestmark = pytest.mark.asyncio(loop_scope="module")
VERWIJZINGEN = "select organisatie, verwijzing from betrokkenheid where casus_id = (select casus_id from bijdrage where bericht_id = $1)"
DAG = "2026-11-01"
ANNA: dict[str, Any] = {"soort": "persoon", "ref": "a", "geldigOp": DAG, "naam": {"voornamen": "Anna", "achternaam": "Vlietlaan"}}
VOORVAL: dict[str, Any] = {"soort": "incident", "ref": "i", "geldigOp": DAG, "aard": "geweld", "personen": []}
VRIJGAVE: dict[str, Any] = {
    "soort": "tekstvrijgave",
    "ref": "v",
    "geldigOp": DAG,
    "feit": "i",
    "veld": "omschrijving",
    "reden": "Hier is een ander bedoeld.",
    "professional": {"ref": "m", "functie": "casusregisseur"},
}


@dataclass(slots=True)
class Gesprek:
    """A casus of Veilig Thuis in which police takes part, and the references of both."""

    gastheer: Gastheer
    verwijzingen: dict[str, str]

    async def say(self, uur: int, *feiten: dict[str, Any], wie: str = "veilig_thuis") -> tuple[str, int]:
        """Send facts; give the message and the answer."""
        bericht = nieuw_id()
        body = {"berichtId": bericht, "opgesteldOp": f"2026-11-02T{uur:02}:00:00Z", "verwijzing": self.verwijzingen[OINS[wie]]}
        return bericht, (await self.gastheer.post(as_bytes(body | {"feiten": list(feiten)}), wie=wie)).status_code

    async def view(self, wie: str) -> dict[str, Any]:
        """Give what an organisation sees."""
        pad = f"/v1/veiligheidsplannen/{self.verwijzingen[OINS[wie]]}"
        found: dict[str, Any] = (await self.gastheer.client.get(pad, headers=self.gastheer.headers(wie))).json()
        return found

    async def read(self, wie: str) -> list[str | None]:
        """Give the texts of the incidents that an organisation sees."""
        return [row.get("omschrijving") for row in (await self.view(wie)).get("incidenten", [])]


async def begin(gastheer: Gastheer) -> Gesprek:
    """Open a casus to which police was called."""
    bericht = nieuw_id()
    body = {"berichtId": bericht, "opgesteldOp": f"{DAG}T10:00:00Z", "feiten": [ANNA], "geadresseerden": [OINS["politie"]]}
    assert (await gastheer.post(as_bytes(body))).status_code == 201
    async with gastheer.keten.hub.opslag.walk() as tx:
        rows = await tx.fetch(VERWIJZINGEN, bericht)
    return Gesprek(gastheer, {row["organisatie"]: row["verwijzing"] for row in rows})


@pytest.mark.req("CON-29")
async def test_text_with_a_loose_name_waits_until_who_said_it_lets_it_go_and_again_when_it_changes(gastheer: Gastheer) -> None:
    gesprek = await begin(gastheer)
    bericht, _ = await gesprek.say(1, VOORVAL | {"omschrijving": "Volgens Ana Vlitlaan viel er iets."})
    assert await gesprek.read("politie") == [None]
    assert "wachtOpBlik" not in await gesprek.view("politie")
    (waits,) = (await gesprek.view("veilig_thuis"))["wachtOpBlik"]
    assert (waits["veld"], waits["bericht"]) == ("omschrijving", bericht)
    assert (await gesprek.say(2, VRIJGAVE | {"bericht": bericht}, wie="politie"))[1] == 400
    assert (await gesprek.say(3, VRIJGAVE | {"bericht": bericht, "ontvangers": [OINS["politie"]]}))[1] == 201
    assert await gesprek.read("politie") == ["Volgens Ana Vlitlaan viel er iets."]
    await gesprek.say(4, VOORVAL | {"omschrijving": "Volgens Anna viel er iets anders."})
    assert await gesprek.read("politie") == [None]
