"""Need to know per person: conflict list, assignment and break-glass over every operation, with a canary in every field (trust P1, P2)."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import pytest_asyncio

from ketenhub.flow.namens import let_in
from ketenhub.partners.organisaties import Medewerker
from ketenhub.store.namens import NAMENS
from tests.integration.flow.keten import OINS
from tests.integration.web.gastheer import a_gastheer
from tests.integration.web.kanarie import found_in
from tests.integration.web.proeven_toegang import LIJST, NOOD
from tests.integration.web.test_weten import (
    LEESBAAR,
    PLAN,
    PROEVEN,
    REGIE,
    SLACHTOFFER,
    WEG,
    Wereld,
    everything,
    fill,
    shape,
)
from tests.integration.web.vraag import Vraag

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from ketenhub.partners.organisaties import Keten
    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")
# the people of two of them, and what each may ever meet: on the conflict list, not assigned, by break-glass to the second case alone
MENSEN = {
    "dicht_regie": (REGIE, "casemanager", set[str]()),
    "dicht": (SLACHTOFFER, "casemanager", set[str]()),
    "ander": (SLACHTOFFER, "casemanager", set[str]()),
    "nood": (SLACHTOFFER, "casemanager", {"bb"}),
    "eigen": (SLACHTOFFER, "casemanager", {"sl", "bb"}),
    "toezicht": (SLACHTOFFER, "privacy_officer", set[str]()),
}
ABSENT = (
    "geefVeiligheidsplan",
    "geefSignalen",
    "geefConflicten",
    "zetConflict",
    "wijsToe",
    "neemNoodtoegang",
    "bekijkAlsOntvanger",
    "zoekDeelbesluiten",
    "evalueerToegang",
    "geefTijdlijn",
    "geefMonitor",
    "geefPlanbord",
    "geefRegieoverzicht",
    "probeerFeit",
    "controleerBijdrage",
    "haalNotificatiesIn",
    "geefInformeerplichten",
    "geefInzage",
    "geefPersoonskoppelingen",
    "bevestigSignaal",
    "zoekVerstrekkingen",
)


def with_people(streek: Keten) -> Keten:
    """Put people at two of the organisations, of which the victim's side works by assignment."""
    people = [Medewerker(id=ident, naam=ident, rol=rol, organisatie=OINS[wie]) for ident, (wie, rol, _) in MENSEN.items()]  # type: ignore[arg-type]  # plain words
    organisaties = tuple(o.model_copy(update={"toewijzing": o.oin == OINS[SLACHTOFFER]}) for o in streek.organisaties)
    return streek.model_copy(update={"medewerkers": (*streek.medewerkers, *people), "organisaties": organisaties})


async def place(wereld: Wereld) -> None:
    """Close both cases to two people, assign both to one, and let another break the glass of the second."""
    asked: list[tuple[str, Vraag, str | None]] = []
    for refs in wereld.verwijzingen.values():
        closed = [{**LIJST, "organisatie": OINS[MENSEN[ident][0]], "medewerker": ident} for ident in ("dicht", "dicht_regie")]
        asked += [(REGIE, Vraag("POST", f"{PLAN}/{refs[REGIE]}/conflicten", body), None) for body in closed]
        asked.append((SLACHTOFFER, Vraag("POST", f"{PLAN}/{refs[SLACHTOFFER]}/toewijzingen", {"medewerker": "eigen"}), None))
    now = datetime.now(UTC).isoformat()
    body = {**NOOD, "verwijzing": wereld.verwijzingen["b"][SLACHTOFFER], "ingelogdOp": now}
    asked.append((SLACHTOFFER, Vraag("POST", "/v1/noodtoegangen", body), "nood"))
    for wie, vraag, als in asked:
        answer = await wereld.ask(wie, vraag, als)
        assert answer.status_code == 201, answer.text


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wereld(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wereld]:
    """Give a world in which every field of every kind of fact was said, and every relation of a person to it."""
    async with a_gastheer(server, tmp_path_factory.mktemp("personen"), with_people) as gastheer:
        found = Wereld(gastheer)
        await fill(found)
        await place(found)
        yield found


@pytest.mark.parametrize("als", MENSEN)
async def test_no_answer_holds_what_this_person_may_not_know(wereld: Wereld, als: str) -> None:
    wie, _, mag = MENSEN[als]
    answers = [await wereld.hear(wie, vraag, als) for vragen in PROEVEN.values() for vraag in vragen(wereld.alle)]
    assert {word[2:4] for word in found_in(*(everything(answer) for answer in answers))} == mag


@pytest.mark.parametrize("als", MENSEN)
async def test_database_alone_gives_no_row_of_a_case_that_is_hidden_from_this_person(wereld: Wereld, als: str) -> None:
    """Conflict list, assignment and break-glass with the first wall taken away (trust P2); what was reviewed names a case by its id."""
    wie, rol, mag = MENSEN[als]
    hub, found = wereld.gastheer.keten.hub, set()
    token = NAMENS.set(None)
    try:
        await let_in(hub, next(one for one in hub.keten.staff(OINS[wie]) if one.id == als))
        async with hub.opslag.request(OINS[wie]) as tx:
            for table in [row["relname"] for row in await tx.fetch(LEESBAAR)]:
                found |= {(table, row["casus_id"]) for row in await tx.fetch(f"select casus_id from {table}")}
    finally:
        NAMENS.reset(token)
    seen = {casus for table, casus in found if not (rol == "privacy_officer" and table == "noodtoegang")}
    assert seen == {wereld.casussen[{"sl": "a", "bb": "b"}[kant]] for kant in mag}


@pytest.mark.parametrize("als", ["dicht_regie", "dicht", "ander"])
async def test_hidden_from_a_person_is_as_absent_as_one_that_never_was(wereld: Wereld, als: str) -> None:
    wie = MENSEN[als][0]
    for name in (
        "geefVeiligheidsplan",
        "geefSignalen",
        "geefConflicten",
        "zetConflict",
        "wijsToe",
        "neemNoodtoegang",
        "bekijkAlsOntvanger",
    ):
        absent = [shape(await wereld.hear(wie, vraag, als), WEG) for vraag in PROEVEN[name]([WEG])]
        for refs in wereld.verwijzingen.values():
            assert [shape(await wereld.hear(wie, v, als), refs[wie]) for v in PROEVEN[name]([refs[wie]])] == absent, name
