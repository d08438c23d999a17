"""What a disclosure leaves behind: a duty to tell, a look for one of the people, and a record from before a decision about prosecution."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import asyncpg
import orjson
import pytest

from ketenhub.domain.codes import OPENBAAR_MINISTERIE
from ketenhub.domain.errors import GeenToegang, NietGevonden
from ketenhub.domain.json import at, rows, text
from ketenhub.flow.informeertaken import to_tell
from ketenhub.flow.look import Vraag, look, purpose_of
from ketenhub.flow.terugblik import Navraag, recall
from ketenhub.main import own_rules
from tests.integration.flow.keten import OINS, Keten, part
from tests.integration.flow.regels import published, with_rules
from tests.integration.flow.test_eisen import tell
from tests.integration.flow.test_scenario import play_until

if TYPE_CHECKING:
    import httpx

    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub

TELLING = "select count(*) as alle, count(*) filter (where soort = 'taak') as taken, count(distinct (organisatie, persoon)) as paren"


async def duties(keten: Keten) -> tuple[Object, ...]:
    """Give the duties as Veilig Thuis reads them."""
    answer = await keten.get("veilig_thuis", f"/v1/veiligheidsplannen/{keten.stand.verwijzingen['veilig_thuis']}/informeerplichten")
    assert answer.status_code == 200, answer.text
    return rows(answer.json(), "informeerplichten")


async def counted(keten: Keten) -> tuple[int, int, int]:
    """Count duties, tasks among them, and pairs of a recipient and a person."""
    async with keten.hub.opslag.walk() as tx:
        row = await tx.fetchrow(f"{TELLING} from informeerplicht")
    assert row is not None
    return row["alle"], row["taken"], row["paren"]


@pytest.mark.req("MDA-34")
async def test_first_look_at_content_about_people_leaves_a_task_for_each_and_a_second_look_none(keten: Keten) -> None:
    await play_until(keten, 2)
    view = await keten.view("politie")
    first = await counted(keten)
    await keten.view("politie")
    assert await counted(keten) == first
    about_police = [row for row in await duties(keten) if row["ontvanger"] == OINS["politie"]]
    assert len(about_police) == len(part(view, "personen"))
    assert {row["stand"] for row in about_police} == {"taak"}


@pytest.mark.req("MDA-34")
async def test_duties_are_as_many_as_the_pairs_that_got_content_and_each_is_a_task_or_an_exception(keten: Keten) -> None:
    await play_until(keten, 3)
    for wie in ("politie", "gemeente", "veilig_thuis"):
        await keten.view(wie)
    total, tasks, pairs = await counted(keten)
    exceptions = total - tasks
    assert total == pairs == tasks + exceptions > 0
    assert len(await duties(keten)) == total


@pytest.mark.req("MDA-34")
async def test_only_who_directs_reads_the_duties_and_nobody_changes_them(keten: Keten) -> None:
    await play_until(keten, 2)
    await keten.view("politie")
    with pytest.raises(GeenToegang):
        await to_tell(keten.hub, OINS["politie"], keten.stand.verwijzingen["politie"])
    with pytest.raises(NietGevonden):
        await to_tell(keten.hub, OINS["reclassering"], keten.stand.verwijzingen["politie"])
    async with keten.hub.opslag.request(OINS["politie"]) as tx:
        assert await tx.fetch("select organisatie from informeerplicht") == []
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with keten.hub.opslag.walk() as tx:
            await tx.execute("update informeerplicht set soort = 'uitzondering'")


async def told(keten: Keten, **feit: Json) -> None:
    """Let Veilig Thuis say one thing."""
    answer = await tell(keten, "veilig_thuis", **feit)
    assert answer.status_code == 201, answer.text


@pytest.mark.req("MDA-34")
async def test_task_is_done_when_regie_recorded_that_it_was_told(keten: Keten) -> None:
    await play_until(keten, 2)
    await keten.view("politie")
    persoon = text(part(await keten.view("veilig_thuis"), "personen")[0], "id")
    await told(keten, soort="informering", persoon=persoon, ontvanger=OINS["politie"], uitkomst="verteld")
    mine = [row["stand"] for row in await duties(keten) if row["persoon"] == persoon and row["ontvanger"] == OINS["politie"]]
    assert mine == ["verteld"]


async def insight(keten: Keten, wie: str, persoon: str | None) -> httpx.Response:
    """Ask what one of the people may see."""
    pad = f"/v1/veiligheidsplannen/{keten.stand.verwijzingen[wie]}/inzagen"
    return await keten.send(wie, {"persoon": persoon}, pad, "application/json")


async def mother(keten: Keten) -> str | None:
    """Give what Veilig Thuis calls the mother."""
    people = part(await keten.view("veilig_thuis"), "personen")
    return next(text(row, "id") for row in people if text(row, "naam", "voornamen") == "Mila")


async def found_safe(keten: Keten, wat: str) -> None:
    """Let regie record that an agreement may be shown to the people of the household."""
    afspraak = next(row for row in part(await keten.view("veilig_thuis"), "veiligheidsafspraken") if row["wat"] == wat)
    check: Object = {"doelgroepen": ["betrokkene"], "getoetstDoor": "J. Kramer", "getoetstOp": "${dag:0}", "reden": "Besproken."}
    await told(keten, soort="vrijgave", onderdeel=afspraak["id"], veilig=True, **check)


async def test_insight_follows_the_rules_that_hold_now(keten: Keten) -> None:
    hub = await with_rules(keten)
    await play_until(keten, 2)
    persoon = await mother(keten)
    await told(keten, soort="veiligheidsafspraak", wie="Oma", wat="Belt elke avond.")
    await found_safe(keten, "Belt elke avond.")
    before = await insight(keten, "veilig_thuis", persoon)
    kept = tuple(regel for regel in own_rules().regels if regel.id != "mensen-afspraak")
    await published(hub, own_rules().model_copy(update={"versie": "v2", "regels": kept}))
    after = await insight(keten, "veilig_thuis", persoon)
    assert ["veiligheidsafspraken" in answer.json() for answer in (before, after)] == [True, False]


@pytest.mark.req("MDA-46")
async def test_agreement_reaches_a_person_after_the_check_and_is_on_record_to_the_byte(keten: Keten) -> None:
    await play_until(keten, 2)
    persoon = await mother(keten)
    await told(keten, soort="veiligheidsafspraak", wie="Oma", wat="Belt elke avond.")
    before = await insight(keten, "veilig_thuis", persoon)
    await found_safe(keten, "Belt elke avond.")
    after = await insight(keten, "veilig_thuis", persoon)
    assert "veiligheidsafspraken" not in before.json()
    assert [row["wat"] for row in after.json()["veiligheidsafspraken"]] == ["Belt elke avond."]
    assert OINS["veilig_thuis"] not in orjson.dumps(after.json()["veiligheidsafspraken"]).decode()
    vraag = Navraag(OINS["veilig_thuis"], keten.stand.verwijzingen["veilig_thuis"], OINS["veilig_thuis"], datetime.now(UTC))
    given, _ = await recall(keten.hub, vraag)
    assert [(row["staat"], row["uitsnede"]) for row in given if row["soort"] == "inzage"] == [
        ("gelijk", before.json()),
        ("gelijk", after.json()),
    ]


async def test_insight_is_for_who_directs_and_for_people_who_may_see_something(keten: Keten) -> None:
    await play_until(keten, 2)
    persoon = await mother(keten)
    await keten.view("politie")
    child = next(text(row, "id") for row in part(await keten.view("veilig_thuis"), "personen") if text(row, "naam", "voornamen") == "Fenna")
    asked = [
        await insight(keten, "politie", persoon),
        await insight(keten, "veilig_thuis", "ps-onbekend"),
        await insight(keten, "veilig_thuis", child),
    ]
    assert [answer.status_code for answer in asked] == [403, 404, 404]


def with_prosecutor(hub: Hub) -> Hub:
    """Let the municipality of this region be the prosecutor."""
    kinds = {OINS["gemeente"]: OPENBAAR_MINISTERIE}
    known = tuple(o.model_copy(update={"soort": kinds.get(o.oin, o.soort)}) for o in hub.keten.organisaties)
    return replace(hub, keten=hub.keten.model_copy(update={"organisaties": known}))


@pytest.mark.req("VISIE-24", "MDA-42")
async def test_what_the_prosecutor_knew_is_on_record_from_before_the_decision_and_can_be_rebuilt(keten: Keten) -> None:
    await play_until(keten, 2)
    await keten.learn_references()
    await told(keten, soort="strafbaarfeitvermoeden", niveau="vermoeden", grond="Aangifte.")
    hub, om = with_prosecutor(keten.hub), OINS["gemeente"]
    zicht = await look(hub, Vraag(om, keten.stand.verwijzingen["gemeente"], purpose_of(hub, om)))
    decided = datetime.now(UTC)
    assert at(zicht.uitsnede.inhoud, "strafbareFeitVermoedens", 0, "grond") == "Aangifte."
    given, _ = await recall(hub, Navraag(OINS["veilig_thuis"], keten.stand.verwijzingen["veilig_thuis"], om, decided))
    last = given[-1]
    assert (last["doel"], last["staat"]) == ("vervolgingsbeslissing", "gelijk")
    assert at(last, "uitsnede", "strafbareFeitVermoedens", 0, "grond") == "Aangifte."
    assert datetime.fromisoformat(str(last["op"])) < decided
