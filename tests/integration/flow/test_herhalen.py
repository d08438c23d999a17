"""What was decided is decided again: the same after new facts, new rules and a join; and where it is not, it says by what."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import asyncpg
import pytest

from ketenhub.flow.besluiten import AUTHZEN, Vraagpunt
from ketenhub.flow.deelbesluiten import Besluitvraag, explain_decisions
from ketenhub.flow.herhalen import GELIJK, NIET, ONBEKEND, REGELS, SLEUTEL, SOFTWARE, VERSCHILT, repeat_all
from ketenhub.flow.tick import rebuild_all
from ketenhub.testing.postgres import owner_database_url
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import a_household, a_message, opens_incidents, published, with_rules

if TYPE_CHECKING:
    from ketenhub.domain.json import Json
    from ketenhub.flow.herhalen import Verslag
    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server

ALTIJD = (None, None)


@pytest.fixture
async def hub(keten: Keten) -> Hub:
    """Give a hub with one household in which police, Veilig Thuis and the municipality take part."""
    hub = await with_rules(keten)
    await a_household(keten)
    return hub


async def ask(hub: Hub, keten: Keten, wie: str, punt: Vraagpunt) -> None:
    """Ask about decisions as one organisation."""
    await explain_decisions(hub, Besluitvraag(OINS[wie], keten.stand.verwijzingen[wie], punt))


async def ask_everything(hub: Hub, keten: Keten) -> int:
    """Ask as each of three about itself and each other, in both forms; gives how many that are."""
    wie = ("veilig_thuis", "politie", "gemeente")
    punten = [(one, Vraagpunt(OINS[over], vorm=vorm)) for one in wie for over in wie for vorm in ("deelbesluiten", AUTHZEN)]
    for one, punt in punten:
        await ask(hub, keten, one, punt)
    return len(punten)


def outcomes(verslag: Verslag) -> set[tuple[str, tuple[str, ...]]]:
    return {(one.uitkomst, one.oorzaken) for one in verslag.herhalingen}


async def say(keten: Keten, wie: str, ident: str, *feiten: Json, **rest: Json) -> None:
    answer = await keten.send(wie, a_message(ident, *feiten, verwijzing=keten.stand.verwijzingen[wie], **rest))
    assert answer.status_code == 201, answer.text


async def test_everything_that_was_answered_is_answered_the_same_again(hub: Hub, keten: Keten) -> None:
    asked = await ask_everything(hub, keten)
    steps: list[tuple[int, int]] = []
    verslag = await repeat_all(hub, ALTIJD, lambda done, of: steps.append((done, of)))
    assert outcomes(verslag) == {(GELIJK, ())}
    assert (len(verslag.herhalingen), steps[-1]) == (asked, (asked, asked))


async def test_later_facts_corrections_rules_and_separation_change_nothing_of_what_was_decided(hub: Hub, keten: Keten) -> None:
    await say(keten, "politie", "later", {"soort": "risicofactor", "ref": "risico", "tekst": "Er is drank."})
    await ask_everything(hub, keten)
    await say(keten, "politie", "beter", {"soort": "risicofactor", "ref": "risico", "tekst": "Er is veel drank."})
    await say(keten, "politie", "weg", intrekkingen=[{"ref": "opening-1", "reden": "Dat was een ander huis."}])
    ben: Json = {"soort": "persoon", "ref": "ben", "naam": {"voornamen": "Ben"}, "lid": "volwassene"}
    kim: Json = {"soort": "persoon", "ref": "kim", "naam": {"voornamen": "Kim"}, "lid": "volwassene"}
    split: Json = {"soort": "geweldsoort", "aard": "intiem_terrorisme", "plegers": ["ben"], "slachtoffers": ["kim"]}
    await say(keten, "veilig_thuis", "scheiding", ben, kim, split)
    await published(hub, opens_incidents())
    asked = len((await repeat_all(hub, ALTIJD)).herhalingen)
    await ask_everything(hub, keten)
    verslag = await repeat_all(hub, ALTIJD)
    assert outcomes(verslag) == {(GELIJK, ())}
    assert len(verslag.herhalingen) > asked


async def test_replay_after_new_rules_uses_those_of_then(hub: Hub, keten: Keten) -> None:
    punt = Vraagpunt(OINS["gemeente"], veld="omschrijving")
    await ask(hub, keten, "veilig_thuis", punt)
    await published(hub, opens_incidents())
    await ask(hub, keten, "veilig_thuis", punt)
    async with hub.opslag.walk() as tx:
        kept = await tx.fetch("select regels_versie, hash_antwoord from besluitlog order by op, besluit_id")
    assert [row["regels_versie"] for row in kept] == [hub.regels.versie, "v2"]
    assert kept[0]["hash_antwoord"] != kept[1]["hash_antwoord"]
    assert outcomes(await repeat_all(hub, ALTIJD)) == {(GELIJK, ())}


async def test_decision_about_joined_casussen_is_decided_again_after_they_were_parted(hub: Hub, keten: Keten) -> None:
    anna: Json = {"soort": "persoon", "naam": {"voornamen": "Anna"}, "lid": "volwassene", "bsn": "999990019"}
    second = a_message("tweede", anna, {"soort": "risicofactor", "tekst": "Er is schuld."}, geadresseerden=[OINS["veilig_thuis"]])
    assert (await keten.send("politie", second)).status_code == 201
    await ask_everything(hub, keten)
    (row,) = (await keten.get("veilig_thuis", "/v1/koppelvoorstellen")).json()["koppelvoorstellen"]
    for besluit in ("samengevoegd", "ontkoppeld"):
        words: Json = {"besluit": besluit, "reden": "Hetzelfde gezin.", "professional": "proef"}
        answer = await keten.send("veilig_thuis", words, f"/v1/koppelvoorstellen/{row['voorstelId']}/besluiten", "application/json")
        assert answer.status_code == 201, answer.text
        await ask_everything(hub, keten)
    verslag = await repeat_all(hub, ALTIJD)
    assert outcomes(verslag) == {(GELIJK, ())}
    assert len(verslag.herhalingen) == 54


async def test_nothing_goes_to_who_takes_part_no_more_and_regie_is_told_so(hub: Hub, keten: Keten) -> None:
    ended: Json = {"soort": "betrokkenheid", "organisatie": OINS["gemeente"], "van": "2026-10-05", "tot": "2026-10-06"}
    await say(keten, "veilig_thuis", "einde", ended, opgesteldOp="2026-10-06T10:00:00Z")
    vraag = Besluitvraag(OINS["veilig_thuis"], keten.stand.verwijzingen["veilig_thuis"], Vraagpunt(OINS["gemeente"]))
    found = json.loads(await explain_decisions(hub, vraag))["deelbesluiten"]
    assert {(row["actie"], row["besluit"]) for row in found} == {("onthouden", "deze organisatie doet niet meer mee")}
    assert outcomes(await repeat_all(hub, ALTIJD)) == {(GELIJK, ())}


async def test_period_takes_what_was_decided_within_it(hub: Hub, keten: Keten) -> None:
    await ask(hub, keten, "politie", Vraagpunt())
    now = datetime.now(UTC)
    found = [len((await repeat_all(hub, part)).herhalingen) for part in ((now - timedelta(hours=1), now), (now, None), (None, now))]
    assert found == [1, 0, 1]


async def tamper(server: Server, hub: Hub, statement: str) -> None:
    """Change what nobody may change, as the owner of the database."""
    async with hub.opslag.walk() as tx:
        name = await tx.fetchval("select current_database()")
    connection = await asyncpg.connect(owner_database_url(server, name))
    try:
        await connection.execute("alter table besluitlog no force row level security")
        await connection.execute("alter table deelregelversie no force row level security")
        await connection.execute(statement)
    finally:
        await connection.close()


async def test_other_software_that_decides_the_same_is_no_difference(hub: Hub, keten: Keten) -> None:
    await ask(hub, keten, "politie", Vraagpunt())
    assert outcomes(await repeat_all(replace(hub, software="99.0.0"), ALTIJD)) == {(GELIJK, ())}


@pytest.mark.parametrize(
    ("statement", "uitkomst"),
    [
        ("update besluitlog set hash_antwoord = 'anders'", (VERSCHILT, (ONBEKEND,))),
        ("update besluitlog set hash_antwoord = 'anders', software = '0.0.1'", (VERSCHILT, (SOFTWARE,))),
        ("update besluitlog set regels_hash = 'anders'", (NIET, (REGELS,))),
        ("update besluitlog set gewikkeld = decode(repeat('00', 60), 'hex')", (NIET, (SLEUTEL,))),
        ("update besluitlog set organisatie = '00000000000000000000'", (NIET, (SLEUTEL,))),
    ],
)
async def test_what_does_not_come_out_the_same_says_by_what(
    hub: Hub, keten: Keten, server: Server, statement: str, uitkomst: tuple[str, tuple[str, ...]]
) -> None:
    await ask(hub, keten, "politie", Vraagpunt())
    await tamper(server, hub, statement)
    assert outcomes(await repeat_all(hub, ALTIJD)) == {uitkomst}


@pytest.mark.parametrize(("houder", "uitkomst"), [("gemeente", VERSCHILT), ("politie", NIET)], ids=["one of several", "who opened it"])
async def test_destroyed_key_of_a_source_is_named(hub: Hub, keten: Keten, houder: str, uitkomst: str) -> None:
    await say(keten, "gemeente", "bij", {"soort": "risicofactor", "tekst": "Er is schuld."})
    await ask(hub, keten, "gemeente", Vraagpunt())
    async with hub.opslag.walk() as tx:
        await tx.execute("delete from sleutel where houder = $1", OINS[houder])
    assert outcomes(await repeat_all(hub, ALTIJD)) == {(uitkomst, (SLEUTEL,))}


async def test_decision_that_was_made_without_what_was_destroyed_before_is_still_the_same(hub: Hub, keten: Keten) -> None:
    await say(keten, "gemeente", "bij", {"soort": "risicofactor", "tekst": "Er is schuld."})
    async with hub.opslag.walk() as tx:
        await tx.execute("delete from sleutel where houder = $1", OINS["gemeente"])
    await rebuild_all(hub, lambda _done, _of: None)
    await ask(hub, keten, "politie", Vraagpunt())
    assert outcomes(await repeat_all(hub, ALTIJD)) == {(GELIJK, ())}
