"""The second wall alone: a hub of which the filter gives everything, asked by everyone through every door (trust P2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import pytest_asyncio

from ketenhub.contract.uitsnede import Uitsnede
from ketenhub.flow import delen, inzage
from ketenhub.share.gereed import Gereed
from ketenhub.share.share import Deelbesluit
from tests.integration.flow.keten import OINS
from tests.integration.web.gastheer import a_gastheer
from tests.integration.web.kanarie import found_in
from tests.integration.web.test_weten import (
    LEESBAAR,
    PLEGER,
    PROEVEN,
    REGIE,
    SLACHTOFFER,
    VERTROKKEN,
    WIE,
    Wereld,
    everything,
    fill,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from ketenhub.domain.json import Json, Object
    from ketenhub.share.ontvanger import Omgeving, Ontvanger
    from ketenhub.store.server import Server

pytestmark = pytest.mark.asyncio(loop_scope="module")

# What the database may give whom when nothing filters: walls 3 and 5 (`nv`, `bg`) are the filter's, so they are open here, and that they
# are shows that the filter is off. Who left, and who never took part in a case (PLEGER in `b`, VERTROKKEN in both), gets nothing of it.
# A relation that gets nothing of any case (who stands on a conflict list) goes here with an empty set, and into `fill` of the matrix.
MAG = {REGIE: {"sl", "pl", "nv", "bg", "bb", "re"}, SLACHTOFFER: {"sl", "nv", "bg", "bb"}, PLEGER: {"pl", "re"}, VERTROKKEN: set[str]()}


def share_everything(
    casus: Object | Gereed, beoordeling: Object, ontvanger: Ontvanger, omgeving: Omgeving, *, met_besluiten: bool = False
) -> Deelbesluit:
    """Stand in the place of `share` and hold nothing back of what was loaded."""
    del omgeving, met_besluiten
    whole = casus.casus if isinstance(casus, Gereed) else casus
    frame: dict[str, Json] = {"verwijzing": ontvanger.verwijzing, "spoor": ontvanger.spoor, "plannaam": ontvanger.plannaam}
    inhoud: dict[str, Json] = {**frame, "casus": dict(whole), "beoordeling": dict(beoordeling)}
    return Deelbesluit(Uitsnede(ontvanger.oin, ontvanger.verwijzing, ontvanger.spoor, inhoud), ())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def wereld(server: Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Wereld]:
    """Give the world of the matrix on a hub without a filter: the claim is about what holds without it, so it is taken out whole."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delen, "share", share_everything)
        patch.setattr(inzage, "share", share_everything)
        async with a_gastheer(server, tmp_path_factory.mktemp("muur")) as gastheer:
            found = Wereld(gastheer)
            await fill(found)
            yield found


@pytest.mark.parametrize("wie", WIE)
async def test_no_door_gives_anything_of_another_without_the_filter(
    wereld: Wereld, wie: str, record_property: Callable[[str, Any], None]
) -> None:
    answers = [everything(await wereld.hear(wie, vraag)) for vragen in PROEVEN.values() for vraag in vragen(wereld.alle)]
    record_property("antwoorden gelezen", len(answers))
    assert wereld.geweigerd == []
    assert {word[2:4] for word in found_in(*answers)} == MAG[wie]


@pytest.mark.parametrize("wie", WIE)
async def test_request_role_reads_no_row_of_another_case_or_track(
    wereld: Wereld, wie: str, record_property: Callable[[str, Any], None]
) -> None:
    hidden = {REGIE: (), SLACHTOFFER: ("pleger",), PLEGER: ("slachtoffer", "regie", "beide", "onverdeeld")}.get(wie)
    mine = {casus for naam, casus in wereld.casussen.items() if hidden is not None and wie in wereld.verwijzingen[naam]}
    foreign, read = [], 0
    async with wereld.gastheer.keten.hub.opslag.request(OINS[wie]) as tx:
        for table in await tx.fetch(LEESBAAR):
            tracked = table["met_spoor"]
            rows = await tx.fetch(f"select casus_id {', spoor' if tracked else ''} from {table['relname']}")
            read += len(rows)
            foreign += [table["relname"] for row in rows if row["casus_id"] not in mine]
            foreign += [f"{table['relname']} {row['spoor']}" for row in rows if tracked and row["spoor"] in (hidden or ())]
    record_property("rijen gelezen", read)
    assert foreign == []
    assert (read > 0) == (hidden is not None)
