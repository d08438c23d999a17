"""One read path: what is not there is alike and counted whoever asks and how; what was opened goes on record, or does not leave."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from datetime import date
from typing import TYPE_CHECKING

import orjson
import pytest

from ketenhub.domain.errors import NietGevonden
from ketenhub.domain.geweld import Incident
from ketenhub.flow.alsontvanger import Alsvraag, look_as
from ketenhub.flow.besluiten import AUTHZEN, Vraagpunt
from ketenhub.flow.bevestigen import Bevestiging, acknowledge, read_signals
from ketenhub.flow.conflicten import Conflictvraag, read_conflicts
from ketenhub.flow.deelbesluiten import Besluitvraag, explain_decisions
from ketenhub.flow.informeertaken import to_tell
from ketenhub.flow.inzage import Inzagevraag, give_insight
from ketenhub.flow.look import Antwoord, Vraag, give, issue, look
from ketenhub.flow.opvragen import Inhaalvraag, catch_up, message_status
from ketenhub.flow.persoonsvoorstellen import who_is_who
from ketenhub.flow.planbord import show_board, show_overview
from ketenhub.flow.register import Registervraag, make_register
from ketenhub.flow.simuleren import Proef, try_fact
from ketenhub.flow.terugblik import Navraag, recall
from ketenhub.flow.toewijzen import read_assignments
from ketenhub.store.namens import NAMENS, Namens
from tests.integration.flow.keten import OINS
from tests.integration.flow.regels import a_household, with_rules

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from ketenhub.domain.json import Object
    from ketenhub.flow.hub import Hub
    from ketenhub.flow.look import Inkijk
    from tests.integration.flow.keten import Keten

WIE, WEG = OINS["veilig_thuis"], "bestaatniet"
VRAAG = Vraag(WIE, WEG, "toets")
INCIDENT = Incident(ref="i", aard="onveilig", geldig_op=date(2026, 10, 5), omschrijving="Verzonnen.")

VRAGEN: dict[str, Callable[[Hub], Awaitable[object]]] = {
    "plan": lambda hub: look(hub, VRAAG),
    "signalen": lambda hub: read_signals(hub, WIE, WEG),
    "signaal": lambda hub: acknowledge(hub, Bevestiging(WIE, WEG, "s", "vera")),
    "planbord": lambda hub: show_board(hub, VRAAG),
    "regieoverzicht": lambda hub: show_overview(hub, VRAAG),
    "wie is wie": lambda hub: who_is_who(hub, WIE, WEG, lambda _: {}),
    "wat als": lambda hub: try_fact(hub, Proef(WIE, WEG, INCIDENT)),
    "als ontvanger": lambda hub: look_as(hub, Alsvraag(WIE, WEG, OINS["gemeente"])),
    "uitleg": lambda hub: explain_decisions(hub, Besluitvraag(WIE, WEG, Vraagpunt())),
    "authzen": lambda hub: explain_decisions(hub, Besluitvraag(WIE, WEG, Vraagpunt(vorm=AUTHZEN))),
    "inzage": lambda hub: give_insight(hub, Inzagevraag(WIE, WEG, "p")),
    "register": lambda hub: make_register(hub, Registervraag(WIE, WEG, "p")),
    "informeren": lambda hub: to_tell(hub, WIE, WEG),
    "terugblik": lambda hub: recall(hub, Navraag(WIE, WEG, OINS["gemeente"], hub.nu())),
    "inhalen": lambda hub: catch_up(hub, Inhaalvraag(WIE, WEG, "hoog", 0)),
    "berichtstatus": lambda hub: message_status(hub, WIE, WEG),
    "conflicten": lambda hub: read_conflicts(hub, Conflictvraag(WIE, WEG)),
    "toewijzingen": lambda hub: read_assignments(hub, WIE, WEG),
}


@pytest.fixture
async def hub(keten: Keten) -> Hub:
    """Give a hub with one household in which police, Veilig Thuis and the municipality take part."""
    hub = await with_rules(keten)
    await a_household(keten)
    return hub


@contextmanager
def made_by(hub: Hub, persoon: str) -> Iterator[None]:
    """Ask as a person of Veilig Thuis who may see everything there."""
    before = NAMENS.set(Namens(WIE, persoon, "alles", hub.nu(), verklaard=True, collegas=(persoon,)))
    try:
        yield
    finally:
        NAMENS.reset(before)


async def chain(hub: Hub, begin: str) -> list[Object]:
    """Give the lines of the chains that begin so."""
    async with hub.opslag.walk() as tx:
        rows = await tx.fetch("select regel from audit where keten like $1 order by keten, volgnummer", f"{begin}%")
    return [orjson.loads(row["regel"]) for row in rows]


async def count(hub: Hub, tabel: str) -> int:
    """Count the rows of a table."""
    async with hub.opslag.walk() as tx:
        found: int = await tx.fetchval(f"select count(*) from {tabel}")
    return found


@pytest.mark.parametrize("vraag", VRAGEN)
async def test_what_is_not_there_is_noted_once_and_counted_once_however_it_is_asked(hub: Hub, vraag: str) -> None:
    before = len(await chain(hub, f"org:{WIE}"))
    with made_by(hub, "vera"), suppress(NietGevonden):
        await VRAGEN[vraag](hub)
    noted = (await chain(hub, f"org:{WIE}"))[before:]
    assert [(line["uitkomst"], line["persoon"]) for line in noted] == [("niet-gevonden", "vera")]
    assert await count(hub, "misser where persoon = 'vera'") == 1


async def test_who_loses_the_casus_while_the_answer_is_made_gets_nothing_and_that_is_noted(hub: Hub, keten: Keten) -> None:
    ref = keten.stand.verwijzingen["gemeente"]

    async def leaves(inkijk: Inkijk) -> Antwoord[bytes]:
        async with hub.opslag.walk() as tx:
            await tx.execute("update betrokkenheid set actief = false where verwijzing = $1", ref)
        return Antwoord(b"te laat", uitkomst="getoond")

    shown = len(await chain(hub, "casus:"))
    with pytest.raises(NietGevonden):
        await give(hub, Vraag(OINS["gemeente"], ref, "toets", handeling="toets"), leaves)
    noted = await chain(hub, f"org:{OINS['gemeente']}")
    assert (len(await chain(hub, "casus:")), noted[-1]["uitkomst"], noted[-1]["handeling"]) == (shown, "niet-gevonden", "toets")


async def test_answer_that_cannot_be_recorded_does_not_leave(hub: Hub, keten: Keten) -> None:
    vraag = Vraag(WIE, keten.stand.verwijzingen["veilig_thuis"], "toets", handeling="toets")

    async def fails(_: object) -> None:
        raise RuntimeError("schrijven mislukt")

    async def made(inkijk: Inkijk) -> Antwoord[bytes]:
        beeld = inkijk.open()
        zicht = (await look(hub, Vraag(WIE, vraag.verwijzing, "toets"))).uitsnede
        return Antwoord(b"plan", issue(zicht, b"plan", beeld), bij=fails)

    before = await count(hub, "verstrekking where doel = 'toets'"), len(await chain(hub, "casus:"))
    with pytest.raises(RuntimeError, match="schrijven mislukt"):
        await give(hub, vraag, made)
    # the look inside is on record; of the answer nothing is, so nothing of it left
    assert (await count(hub, "verstrekking where doel = 'toets'"), len(await chain(hub, "casus:"))) == (before[0] + 1, before[1] + 1)


async def test_what_shows_nothing_of_the_plan_still_leaves_a_line_in_the_chain_of_the_casus(hub: Hub, keten: Keten) -> None:
    async def made(_: Inkijk) -> Antwoord[str]:
        return Antwoord("niets", uitkomst="niets te tonen", meer={"reden": "toets"})

    before = await count(hub, "verstrekking")
    assert await give(hub, Vraag(WIE, keten.stand.verwijzingen["veilig_thuis"], "toets", handeling="toets"), made) == "niets"
    line = (await chain(hub, "casus:"))[-1]
    assert (line["handeling"], line["uitkomst"], line["reden"], await count(hub, "verstrekking")) == (
        "toets",
        "niets te tonen",
        "toets",
        before,
    )
