"""The life of a signal on a real database: raised per recipient, acknowledged by a person, withdrawn with its cause."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import asyncpg
import pytest

from ketenhub.domain.json import at, rows, text
from ketenhub.flow.tick import rebuild_all
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.signalen import (
    a_score,
    acknowledge,
    address,
    calls,
    climb_after,
    danger,
    delivered,
    listed,
    say,
    steps,
    the_direct,
)
from tests.integration.flow.test_scenario import play_until

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object


async def lives(keten: Keten) -> list[tuple[str, str, bool]]:
    """Give every life in order of its id: whose, how severe, ended or not."""
    async with keten.hub.opslag.walk() as tx:
        found = await tx.fetch("select signaal_id, ernst, ingetrokken_op is not null as over from signaal order by signaal_id")
    return [(r["signaal_id"], r["ernst"], r["over"]) for r in found]


async def told(keten: Keten, wie: str) -> list[str | None]:
    """Give the severity of every notification of a signal that an organisation got, in order."""
    query = "select ernst from outbox where organisatie = $1 and aanleiding = 'signaal' order by orde"
    async with keten.hub.opslag.walk() as tx:
        return [r["ernst"] for r in await tx.fetch(query, OINS[wie])]


async def audit(keten: Keten) -> list[Object]:
    async with keten.hub.opslag.walk() as tx:
        return [json.loads(r["regel"]) for r in await tx.fetch("select regel from audit order by keten, volgnummer")]


async def test_each_recipient_has_its_own_life_of_one_cause(keten: Keten) -> None:
    await danger(keten)
    idents = {wie: (await the_direct(keten, wie))["signaalId"] for wie in ("politie", "veilig_thuis")}
    assert len(set(idents.values())) == 2
    async with keten.hub.opslag.walk() as tx:
        keys = await tx.fetch("select sleutel from signaal where ernst = 'direct'")
    assert len({row["sleutel"] for row in keys}) == len(keys) == 2


async def test_same_cause_is_raised_once_however_often_is_walked(keten: Keten) -> None:
    await danger(keten)
    before = await the_direct(keten, "politie")
    await say(keten, "veilig_thuis", a_score("5"))
    assert (await the_direct(keten, "politie"))["signaalId"] == before["signaalId"]


async def test_signal_is_withdrawn_with_its_cause_and_only_that_it_was_there_is_left(keten: Keten) -> None:
    await danger(keten)
    before = await the_direct(keten, "politie")
    await danger(keten, "7", opgesteldOp="2026-11-22T12:00:00Z")
    (gone,) = [row for row in await listed(keten, "politie") if row["staat"] == "ingetrokken"]
    assert set(gone) == {"signaalId", "staat", "sinds", "ingetrokkenOp"}
    assert gone["signaalId"] == before["signaalId"]


async def test_cause_that_returns_is_raised_and_told_anew(keten: Keten) -> None:
    await danger(keten)
    first = await the_direct(keten, "politie")
    await danger(keten, "7", opgesteldOp="2026-11-22T12:00:00Z")
    await danger(keten, "2", opgesteldOp="2026-11-23T12:00:00Z")
    again = await the_direct(keten, "politie")
    assert (again["signaalId"] == first["signaalId"], again["staat"]) == (False, "open")
    assert (await told(keten, "politie")).count("direct") == 2


async def test_danger_that_gets_worse_must_be_acknowledged_anew(keten: Keten) -> None:
    await danger(keten, "5")
    (lesser,) = [row for row in await listed(keten, "politie") if row["ernst"] == "hoog"]
    assert (await acknowledge(keten, "politie", lesser["signaalId"])).status_code == 201
    await danger(keten, "2", opgesteldOp="2026-11-22T12:00:00Z")
    assert (await the_direct(keten, "politie"))["staat"] == "open"


async def test_danger_that_gets_less_stays_one_signal_and_calls_nobody(keten: Keten) -> None:
    await danger(keten)
    before = await the_direct(keten, "politie")
    await danger(keten, "5", opgesteldOp="2026-11-22T12:00:00Z")
    (row,) = [row for row in await listed(keten, "politie") if row["staat"] == "open" and row["ernst"] == "hoog"]
    assert (row["signaalId"], "trede" in row) == (before["signaalId"], False)
    assert await climb_after(keten, days=1) == 0
    assert ("verlicht", None) in await steps(keten, "politie")


@pytest.mark.req("MOV-23")
async def test_score_of_two_is_direct_and_asks_for_a_person_until_one_acknowledges(keten: Keten) -> None:
    await danger(keten)
    before = await the_direct(keten, "veilig_thuis")
    assert (before["ernst"], before["staat"], before["trede"]) == ("direct", "open", "persoon")
    assert (await told(keten, "veilig_thuis")) == ["direct"]
    answer = await acknowledge(keten, "veilig_thuis", before["signaalId"], gedaan="Ter plaatse gegaan.")
    after = await the_direct(keten, "veilig_thuis")
    assert (answer.status_code, after["staat"], "trede" in after) == (201, "bevestigd", False)
    assert after["bevestiging"] == {"op": answer.json()["bevestigdOp"], "professional": "R. de Boer", "gedaan": "Ter plaatse gegaan."}


async def test_repeat_gives_the_same_answer_and_the_first_stays(keten: Keten) -> None:
    await danger(keten)
    ident = (await the_direct(keten, "politie"))["signaalId"]
    first = await acknowledge(keten, "politie", ident)
    second = await acknowledge(keten, "politie", ident, professional="Iemand anders", gedaan="Niets.")
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert at(await the_direct(keten, "politie"), "bevestiging", "professional") == "R. de Boer"
    assert [kind for kind, _ in await steps(keten, "politie")].count("bevestigd") == 1


async def test_acknowledgement_of_one_organisation_is_not_that_of_another(keten: Keten) -> None:
    await danger(keten)
    await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"])
    assert (await the_direct(keten, "veilig_thuis"))["staat"] == "open"


async def test_withdrawn_signal_is_no_longer_acknowledged_but_a_repeat_still_gets_its_answer(keten: Keten) -> None:
    await danger(keten)
    idents = {wie: (await the_direct(keten, wie))["signaalId"] for wie in ("politie", "veilig_thuis")}
    first = await acknowledge(keten, "politie", idents["politie"])
    await danger(keten, "7", opgesteldOp="2026-11-22T12:00:00Z")
    repeat, late = [await acknowledge(keten, wie, idents[wie]) for wie in ("politie", "veilig_thuis")]
    assert (repeat.status_code, repeat.content) == (201, first.content)
    assert (late.status_code, late.json()["code"]) == (409, "tegenstrijdig")


async def test_signal_of_another_is_as_absent_as_one_that_never_was(keten: Keten) -> None:
    await danger(keten)
    foreign = (await the_direct(keten, "veilig_thuis"))["signaalId"]
    other, nothing = [await acknowledge(keten, "politie", ident) for ident in (foreign, "bestaat-niet")]
    assert (other.status_code, nothing.status_code) == (404, 404)
    assert other.text.replace(str(foreign), "bestaat-niet") == nothing.text
    assert (await the_direct(keten, "veilig_thuis"))["staat"] == "open"


@pytest.mark.parametrize("achter", ["", "/x/bevestigingen"])
async def test_reference_of_another_is_as_absent_as_one_that_never_was(keten: Keten, achter: str) -> None:
    await danger(keten)
    foreign = keten.stand.verwijzingen["veilig_thuis"]
    answers = []
    for ref in (foreign, "bestaat-niet"):
        pad = f"/v1/veiligheidsplannen/{ref}/signalen{achter}"
        body: Json = {"professional": "R. de Boer"}
        answers.append(await (keten.send("politie", body, pad, "application/json") if achter else keten.get("politie", pad)))
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].text.replace(foreign, "bestaat-niet") == answers[1].text


async def test_what_the_list_shows_is_what_the_plan_shows_and_is_on_record(keten: Keten) -> None:
    await danger(keten)
    async with keten.hub.opslag.walk() as tx:
        before = await tx.fetchval("select count(*) from verstrekking")
    shown = [{key: row[key] for key in ("soort", "ernst", "dag", "tekst")} for row in await listed(keten, "politie")]
    async with keten.hub.opslag.walk() as tx:
        kept = await tx.fetch("select soort from verstrekking order by op desc limit 1")
        assert await tx.fetchval("select count(*) from verstrekking") == before + 1
    assert ([row["soort"] for row in kept], shown) == (["signalen"], list(rows(await keten.view("politie"), "signalen")))
    assert [line["uitkomst"] for line in await audit(keten) if line["handeling"] == "plan bekeken: signalen opvolgen"] == ["getoond"]


async def test_regie_can_ask_back_what_the_list_showed(keten: Keten) -> None:
    await danger(keten)
    await listed(keten, "politie")
    question = {"verwijzing": keten.stand.verwijzingen["veilig_thuis"], "organisatie": OINS["politie"]}
    answer = await keten.send("veilig_thuis", question, "/v1/verstrekkingen/_zoek", "application/json")
    (found,) = rows(answer.json(), "verstrekkingen")
    assert (found["soort"], found["staat"]) == ("signalen", "gelijk")


async def test_every_act_is_on_record_without_a_name(keten: Keten) -> None:
    await danger(keten)
    ident = (await the_direct(keten, "politie"))["signaalId"]
    for one in (ident, ident, "bestaat-niet"):
        await acknowledge(keten, "politie", one, gedaan="Kanarie-Zonnebloemhof-17")
    lines = [line for line in await audit(keten) if line["handeling"] == "signaal bevestigd"]
    assert [line["uitkomst"] for line in lines] == ["gedaan", "al bevestigd", "niet-gevonden"]
    assert [line.get("signaal") for line in lines] == [ident, ident, None]
    async with keten.hub.opslag.walk() as tx:
        everything = await tx.fetchval("select string_agg(t::text, ' ') from (select * from audit) t")
        sealed = await tx.fetchval("select inhoud from signaalstap where soort = 'bevestigd'")
    assert not any(word in everything or word.encode() in sealed for word in ("de Boer", "Kanarie"))


async def test_regie_sees_that_and_when_another_acknowledged_and_not_who(keten: Keten) -> None:
    await danger(keten)
    answer = await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"], gedaan="Aangehouden.")
    row = await the_direct(keten, "veilig_thuis")
    (other,) = rows(row, "anderen")
    assert (at(other, "organisatie", "oin"), other["bevestigdOp"]) == (OINS["politie"], answer.json()["bevestigdOp"])
    assert not any(word in json.dumps(row) for word in ("de Boer", "Aangehouden"))


async def test_who_does_not_direct_sees_nothing_of_the_others(keten: Keten) -> None:
    await danger(keten)
    assert "anderen" not in await the_direct(keten, "politie")


async def test_bridged_danger_is_acknowledged_on_its_own_track_and_regie_sees_that(keten: Keten) -> None:
    await play_until(keten, 5)
    await keten.learn_references()
    (threat,) = [row for row in await listed(keten, "politie") if row.get("soort") == "dreiging"]
    assert (await acknowledge(keten, "politie", threat["signaalId"])).status_code == 201
    (seen,) = [row for row in await listed(keten, "veilig_thuis") if row.get("soort") == "dreiging"]
    others = {str(at(one, "organisatie", "oin")): "bevestigdOp" in one for one in rows(seen, "anderen")}
    assert (others[OINS["politie"]], others[OINS["gemeente"]]) == (True, False)


async def test_perpetrators_track_learns_nothing_of_the_other_by_its_signals(keten: Keten) -> None:
    await play_until(keten, 5)
    await keten.learn_references()
    found = await listed(keten, "reclassering")
    own = list(rows(await keten.view("reclassering"), "signalen"))
    assert [{key: row.get(key) for key in ("soort", "dag")} for row in found] == [{k: r.get(k) for k in ("soort", "dag")} for r in own]
    words = json.dumps(found)
    hidden = ("anderen", "Mila", "Terpoorten", "Fenna", OINS["politie"], OINS["gemeente"], OINS["veilig_thuis"])
    assert [word for word in hidden if word in words] == []
    for row in found:
        assert (await acknowledge(keten, "reclassering", row["signaalId"])).status_code == 201
    assert {row["staat"] for row in await listed(keten, "reclassering")} <= {"bevestigd"}


async def test_split_raises_nothing_of_before_anew_for_who_stays_beside_the_victim(keten: Keten) -> None:
    await play_until(keten, 4)
    await keten.learn_references()
    before = {text(row, "signaalId") for row in await listed(keten, "veilig_thuis") if row["staat"] != "ingetrokken"}
    await play_until_split(keten)
    after = {text(row, "signaalId") for row in await listed(keten, "veilig_thuis") if row["staat"] != "ingetrokken"}
    assert len(before & after) > 0
    async with keten.hub.opslag.walk() as tx:
        doubled = await tx.fetch(
            "select sleutel from signaal where organisatie = $1 group by sleutel having count(*) > 1", OINS["veilig_thuis"]
        )
        sporen = await tx.fetch(
            "select distinct spoor from signaal where organisatie = $1 and ingetrokken_op is null", OINS["veilig_thuis"]
        )
    assert ([*doubled], [row["spoor"] for row in sporen]) == ([], ["beide"])


async def play_until_split(keten: Keten) -> None:
    """Let regie suspect intiem terrorisme, so that the tracks are separated."""
    view = await keten.view("veilig_thuis")
    people = [text(row, "id") for row in rows(view, "personen")][:2]
    fact: dict[str, Json] = {
        "soort": "geweldsoort",
        "aard": "intiem_terrorisme",
        "zekerheid": "vermoeden",
        "slachtoffers": [people[0]],
        "plegers": [people[1]],
    }
    await say(keten, "veilig_thuis", fact)


@pytest.mark.parametrize("vraag", ["update signaalstap set soort = 'bevestigd'", "delete from signaalstap", "truncate signaalstap cascade"])
async def test_step_is_never_changed_or_removed(keten: Keten, vraag: str) -> None:
    await danger(keten)
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with keten.hub.opslag.walk() as tx:
            await tx.execute(vraag)


async def test_organisation_that_leaves_is_called_for_nothing_any_more(keten: Keten) -> None:
    await danger(keten)
    await delivered(keten)
    leave: dict[str, Json] = {"soort": "betrokkenheid", "organisatie": OINS["politie"], "van": "2026-11-01", "tot": "2026-11-22"}
    await say(keten, "veilig_thuis", leave)
    await climb_after(keten, hours=2)
    assert "politie" not in {wie for wie, _, _ in await calls(keten)}
    assert (await steps(keten, "politie"))[-1] == ("ingetrokken", None)


async def test_rebuild_leaves_every_signal_as_it_was_and_tells_nobody(keten: Keten) -> None:
    await danger(keten)
    await acknowledge(keten, "politie", (await the_direct(keten, "politie"))["signaalId"])
    before, outgoing = await lives(keten), await told(keten, "veilig_thuis")
    await rebuild_all(keten.hub, lambda _done, _of: None)
    assert (await lives(keten), await told(keten, "veilig_thuis")) == (before, outgoing)


async def test_rebuild_of_a_lost_projection_raises_and_tells_nothing_again(keten: Keten) -> None:
    await danger(keten)
    before, outgoing = await lives(keten), await told(keten, "veilig_thuis")
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("delete from projectie")
    assert await rebuild_all(keten.hub, lambda _done, _of: None) == 1
    assert (await lives(keten), await told(keten, "veilig_thuis")) == (before, outgoing)


@pytest.mark.parametrize(
    ("inhoud", "plaats"),
    [
        (b'{"professional": "x", "wat": "y"}', "/(onbekend veld)"),
        (b"{}", "/professional"),
        (b'{"professional": ""}', "/professional"),
        (b'{"professional": 3}', "/professional"),
        (b"[]", ""),
    ],
)
async def test_body_that_does_not_fit_is_refused_with_its_place(keten: Keten, inhoud: bytes, plaats: str) -> None:
    await danger(keten)
    ident = (await the_direct(keten, "politie"))["signaalId"]
    answer = await keten.send("politie", inhoud, f"{address(keten, 'politie')}/{ident}/bevestigingen", "application/json")
    assert (answer.status_code, answer.json().get("plaats", "")) == (400, plaats)


async def test_unknown_parameter_and_other_media_type_are_refused(keten: Keten) -> None:
    await danger(keten)
    pad = address(keten, "politie")
    answers = [await keten.get("politie", f"{pad}?na=1"), await keten.send("politie", b"x", f"{pad}/x/bevestigingen", "text/plain")]
    assert [answer.status_code for answer in answers] == [400, 415]
