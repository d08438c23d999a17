"""View as recipient: the same way as a look, marked, on record, nothing sent, and nothing shown that the one who looks does not see."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.errors import AlleenRegie, GeenToegang, NietGevonden
from ketenhub.domain.json import at, rows, text
from ketenhub.flow.alsontvanger import Alsvraag, Verzonnenvraag, invented, look_as, look_invented
from ketenhub.flow.terugblik import Navraag, recall
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import ANNEKE, GEHEIM, a_household, a_message, does, drafted, opens_incidents, with_rules

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.flow.alsontvanger import Nabootsing
    from ketenhub.flow.hub import Hub

EIGEN = "Kastanjegeheim"


@pytest.fixture
async def hub(keten: Keten) -> Hub:
    """Give a hub with one household in which police, Veilig Thuis and the municipality take part."""
    hub = await with_rules(keten)
    await a_household(keten)
    return hub


async def as_municipality(hub: Hub, keten: Keten, versie: str | None = None, wie: str = "veilig_thuis") -> Nabootsing:
    """Look as the municipality."""
    return await look_as(hub, Alsvraag(OINS[wie], keten.stand.verwijzingen[wie], OINS["gemeente"], versie))


async def test_view_as_recipient_is_marked_and_names_the_rules(hub: Hub, keten: Keten) -> None:
    marked = (await as_municipality(hub, keten)).marked()
    assert marked["simulatie"] == {"als": OINS["gemeente"], "regels": hub.regels.versie}


async def test_what_the_recipient_does_not_see_is_absent(hub: Hub, keten: Keten) -> None:
    found = await as_municipality(hub, keten)
    assert (GEHEIM in json.dumps(found.marked()), len(rows(found.inhoud, "personen"))) == (False, 1)


async def test_under_a_draft_the_recipient_would_see_what_it_opens(hub: Hub, keten: Keten) -> None:
    await drafted(hub, opens_incidents())
    assert GEHEIM in json.dumps((await as_municipality(hub, keten, "v2")).marked())


async def test_own_words_of_the_recipient_are_not_shown_to_who_does_not_see_them(hub: Hub, keten: Keten) -> None:
    secret: Json = {"soort": "risicofactor", "tekst": EIGEN, "nietVerder": True}
    answer = await keten.send("gemeente", a_message("eigen", secret, verwijzing=keten.stand.verwijzingen["gemeente"]))
    own = json.dumps(await keten.view("gemeente"))
    assert (answer.status_code, EIGEN in own, EIGEN in json.dumps((await as_municipality(hub, keten)).marked())) == (201, True, False)


async def test_persons_bear_the_names_of_who_looks_and_the_reference_of_the_recipient_stays_away(hub: Hub, keten: Keten) -> None:
    own = {text(row, "id") for row in rows(await keten.view("veilig_thuis"), "personen")}
    found = await as_municipality(hub, keten)
    shown = {text(row, "id") for row in rows(found.inhoud, "personen")}
    assert (shown <= own, keten.stand.verwijzingen["gemeente"] in json.dumps(found.marked())) == (True, False)


async def test_nothing_is_recorded_as_known_to_the_recipient_and_nothing_is_sent(hub: Hub, keten: Keten) -> None:
    async with hub.opslag.walk() as tx:
        before = await tx.fetchval("select count(*) from outbox")
    await as_municipality(hub, keten)
    async with hub.opslag.walk() as tx:
        known = [tuple(r) for r in await tx.fetch("select organisatie, soort from verstrekking where soort = 'simulatie'")]
        after = await tx.fetchval("select count(*) from outbox")
        theirs = await tx.fetchval("select count(*) from verstrekking where organisatie = $1", OINS["gemeente"])
    assert (known, theirs, after) == ([(OINS["veilig_thuis"], "simulatie")], 0, before)


async def test_what_left_can_be_rebuilt_like_any_disclosure(hub: Hub, keten: Keten) -> None:
    await as_municipality(hub, keten)
    wie = OINS["veilig_thuis"]
    found, _ = await recall(hub, Navraag(wie, keten.stand.verwijzingen["veilig_thuis"], wie, hub.nu()))
    assert [(row["soort"], row["staat"]) for row in found] == [("simulatie", "gelijk")]


async def test_looking_as_recipient_is_in_the_chain_of_the_casus(hub: Hub, keten: Keten) -> None:
    await as_municipality(hub, keten)
    async with hub.opslag.walk() as tx:
        last = json.loads(await tx.fetchval("select regel from audit where keten like 'casus:%' order by volgnummer desc limit 1"))
    assert (last["handeling"], last["als"], last["organisatie"]) == ("plan bekeken als ontvanger", OINS["gemeente"], OINS["veilig_thuis"])


async def test_only_regie_looks_as_another(hub: Hub, keten: Keten) -> None:
    with pytest.raises(AlleenRegie):
        await as_municipality(hub, keten, wie="politie")


@pytest.mark.parametrize(
    "als", [OINS["reclassering"], "0" * 20], ids=["an organisation that takes no part", "an organisation that does not exist"]
)
async def test_who_takes_no_part_is_not_found(hub: Hub, keten: Keten, als: str) -> None:
    with pytest.raises(NietGevonden):
        await look_as(hub, Alsvraag(OINS["veilig_thuis"], keten.stand.verwijzingen["veilig_thuis"], als))


async def test_plan_of_another_is_not_found(hub: Hub, keten: Keten) -> None:
    with pytest.raises(NietGevonden):
        await look_as(hub, Alsvraag(OINS["reclassering"], keten.stand.verwijzingen["veilig_thuis"], OINS["gemeente"]))


async def test_administrator_sees_invented_households_as_any_kind_of_recipient(hub: Hub) -> None:
    found = [await look_invented(hub, does(ANNEKE), Verzonnenvraag(huis, "veilig_thuis")) for huis in invented()]
    assert [bool(rows(one.inhoud, "personen")) for one in found] == [True, True]


async def test_invented_household_under_a_draft_shows_what_it_opens(hub: Hub) -> None:
    await drafted(hub, opens_incidents())
    seen = [await look_invented(hub, does(ANNEKE), Verzonnenvraag("onverdeeld", "gemeente", versie=v)) for v in (None, "v2")]
    assert [len(rows(one.inhoud, "incidenten")) for one in seen] == [0, 1]


async def test_kind_that_takes_no_part_in_a_split_household_counts_as_the_perpetrators(hub: Hub) -> None:
    found = await look_invented(hub, does(ANNEKE), Verzonnenvraag("gescheiden", "gemeente"))
    assert at(found.inhoud, "spoor") == "pleger"


@pytest.mark.parametrize("vraag", [Verzonnenvraag("bestaat-niet", "politie"), Verzonnenvraag("onverdeeld", "politie", "pleger")])
async def test_invented_household_or_track_that_is_not_there_is_not_found(hub: Hub, vraag: Verzonnenvraag) -> None:
    with pytest.raises(NietGevonden):
        await look_invented(hub, does(ANNEKE), vraag)


async def test_who_is_no_administrator_sees_no_invented_household_and_that_is_on_record(hub: Hub) -> None:
    with pytest.raises(GeenToegang):
        await look_invented(hub, does("niemand"), Verzonnenvraag("onverdeeld", "politie"))
    async with hub.opslag.rules() as tx:
        last = json.loads(await tx.fetchval("select regel from audit where keten = 'deelregels' order by volgnummer desc limit 1"))
    assert (last["handeling"], last["uitkomst"]) == ("verzonnen huishouden bekeken als ontvanger", "geen-toegang")
