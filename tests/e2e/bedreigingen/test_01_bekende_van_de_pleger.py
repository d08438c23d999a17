"""Dreiging 1: een collega of vriend van de pleger zoekt de casus op bij een partner (trust 10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.integration.web.toegangswereld import GEMEENTE, PLAN, WEG, a_wereld

if TYPE_CHECKING:
    from pathlib import Path

    import httpx

    from ketenhub.store.server import Server

# who lives in the played household, and what it is called on the screens
NAMEN = re.compile(rb"Mila|Jelle|Fenna|Siem|Terpoorten|Ravenhorst|[A-Z][a-z]+-\d\d\b")
DELEN = ("", "/tijdlijn", "/monitor", "/signalen", "/toewijzingen", "/conflicten", "/notificaties?baan=direct")


def everything(answer: httpx.Response) -> bytes:
    """Give all bytes of an answer, heads included."""
    return b"\n".join([*(f"{k}: {v}".encode() for k, v in answer.headers.items()), answer.content])


async def test_els_looks_for_the_household_of_her_brother(server: Server, tmp_path: Path) -> None:
    """Els werkt bij de gemeente. Haar broer is de verdachte.

    De regie zet haar op de conflictlijst. Zij heeft de verwijzing nog uit een oude mail, en probeert alles: haar werkvoorraad, het adres
    zelf, het systeem van de gemeente en noodtoegang. Zij vindt niets, en nergens staat dat er iets is. Haar collega werkt gewoon door. De
    privacyfunctionaris hoort dat iemand bleef zoeken, en niet waarnaar.
    """
    async with a_wereld(server, tmp_path) as wereld:
        ref = wereld.ref(GEMEENTE)
        els, bert = await wereld.scherm.person("els"), await wereld.scherm.person("bert")
        before = await els.get(f"/h/{ref}")
        await wereld.close_to("els", GEMEENTE)

        screens = [await els.get(pad) for pad in ("/werk", f"/h/{ref}", f"/h/{WEG}")]
        system = [await wereld.ask(GEMEENTE, f"{PLAN}/{ref}{deel}", als="els") for deel in DELEN]
        emergency = await wereld.break_glass("els")
        outputs = [everything(answer) for answer in (*screens, *system, emergency)]

        assert before.status_code == 200
        assert NAMEN.search(before.content)
        assert [found for output in outputs if (found := NAMEN.search(output))] == []
        assert {answer.status_code for answer in (*screens[1:], *system, emergency)} == {404}
        assert await wereld.rows(GEMEENTE, "els") == []
        assert (await bert.get(f"/h/{ref}")).status_code == 200

        told = await wereld.told(GEMEENTE, "pim")
        assert [(one["soort"], one["medewerker"]) for one in told] == [("missers", "els")]
        assert ref not in str(told)
