"""Asking why over real HTTP: ours and in AuthZEN form; each may ask what its own view holds, and the rest sounds like nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ketenhub.keys import nieuw_id
from tests.integration.flow.keten import OINS
from tests.integration.web.beloften import check_described, check_problem
from tests.integration.web.gastheer import Gastheer, as_bytes

if TYPE_CHECKING:
    import httpx

pytestmark = pytest.mark.asyncio(loop_scope="module")
ZOEK, EVALUATIE, EVALUATIES = "/v1/deelbesluiten/_zoek", "/access/v1/evaluation", "/access/v1/evaluations"
SOORT = {"Content-Type": "application/json"}
NIETS: dict[str, list[str]] = {"deelbesluiten": []}


async def ask(plan: Gastheer, wie: str, **vraag: Any) -> httpx.Response:
    """Ask about decisions as one organisation, in its own reference unless told otherwise."""
    body = {"verwijzing": plan.keten.stand.verwijzingen[wie], **vraag}
    answer = await plan.post(as_bytes(body), ZOEK, SOORT, wie=wie)
    check_described(answer, "zoekDeelbesluiten")
    return answer


async def asked(plan: Gastheer, wie: str, **vraag: Any) -> list[dict[str, Any]]:
    answer = await ask(plan, wie, **vraag)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()["deelbesluiten"]
    return rows


async def view(plan: Gastheer, wie: str) -> dict[str, Any]:
    pad = f"/v1/veiligheidsplannen/{plan.keten.stand.verwijzingen[wie]}"
    found: dict[str, Any] = (await plan.client.get(pad, headers=plan.headers(wie))).json()
    return found


def an_evaluation(plan: Gastheer, wie: str, over: str, item: str, veld: str) -> dict[str, Any]:
    """Build a question in AuthZEN form."""
    return {
        "subject": {"type": "organisatie", "id": OINS.get(over, over)},
        "action": {"name": "lezen"},
        "resource": {"type": "gegeven", "id": item, "properties": {"veld": veld, "verwijzing": plan.keten.stand.verwijzingen[wie]}},
    }


async def evaluate(plan: Gastheer, wie: str, body: Any, pad: str = EVALUATIE, **kop: str) -> httpx.Response:
    answer = await plan.post(as_bytes(body), pad, SOORT | {k.replace("_", "-"): v for k, v in kop.items()}, wie=wie)
    check_described(answer, "evalueerToegang" if pad == EVALUATIE else "evalueerToegangen")
    return answer


async def said(plan: Gastheer, wie: str, **feit: Any) -> str:
    """Let an organisation add a fact; gives its id in its own view."""
    ref = nieuw_id()
    body = {
        "berichtId": nieuw_id(),
        "opgesteldOp": "2026-11-20T10:00:00Z",
        "verwijzing": plan.keten.stand.verwijzingen[wie],
        "feiten": [{"ref": ref, "geldigOp": "2026-11-20", **feit}],
    }
    answer = await plan.post(as_bytes(body), wie=wie)
    assert answer.status_code == 201, answer.text
    parts = [part for part in (await view(plan, wie)).values() if isinstance(part, list)]
    return next(str(row["id"]) for part in parts for row in part if row.get("herkomst", {}).get("eigenId") == ref)


async def logged(plan: Gastheer) -> list[dict[str, Any]]:
    async with plan.keten.hub.opslag.walk() as tx:
        return [dict(row) for row in await tx.fetch("select * from besluitlog order by op, besluit_id")]


async def test_recipient_is_told_per_field_why_it_sees_it(plan: Gastheer) -> None:
    rows = await asked(plan, "politie")
    shared = [row for row in rows if "regel" in row]
    assert shared
    for row in shared:
        words = " ".join(row["uitleg"])
        for part in (row["regel"], row["versie"], row["grondslag"]["wet"], row["doel"], row["noodzaak"]):
            assert part in words
        assert "jurist" in words
        assert (row["zekerheid"], row["plichten"], bool(row["verandert"]), "lichter" in row) == (
            "beslist",
            ["informeren", "vastleggen"],
            True,
            True,
        )


async def test_rows_are_the_fields_of_the_own_view_and_no_others(plan: Gastheer) -> None:
    rows = await asked(plan, "politie")
    own = await view(plan, "politie")
    here = {row["id"]: set(row) for part in own.values() if isinstance(part, list) for row in part if isinstance(row, dict) and "id" in row}
    for row in rows:
        people = [r for r in own["personen"] if r["id"] == row["item"]]
        beside = {key for person in people for one in person.get("bronnen", []) for key in one}
        assert row["veld"] in here[row["item"]] | beside


async def test_answer_holds_no_value(plan: Gastheer) -> None:
    item = await said(plan, "politie", soort="risicofactor", tekst="Zonnebloemhof riep.")
    assert [row["item"] for row in await asked(plan, "politie", item=item)] != []
    for wie, over in (("politie", None), ("politie", OINS["gemeente"]), ("veilig_thuis", OINS["politie"])):
        assert "Zonnebloemhof" not in (await ask(plan, wie, **({"ontvanger": over} if over else {}))).text


async def test_who_said_it_asks_about_its_own_facts_at_another(plan: Gastheer) -> None:
    item = await said(plan, "politie", soort="risicofactor", tekst="Er is drank in huis.")
    rows = await asked(plan, "politie", ontvanger=OINS["gemeente"])
    assert {row["bron"] for row in rows} == {OINS["politie"]}
    assert {row["zekerheid"] for row in rows} == {"op_wat_u_ziet"}
    assert item in {row["item"] for row in rows}


async def test_regie_asks_about_everything_that_it_sees(plan: Gastheer) -> None:
    rows = await asked(plan, "veilig_thuis", ontvanger=OINS["gemeente"])
    assert len({row["bron"] for row in rows}) > 1
    assert {row["actie"] for row in rows} >= {"delen", "onthouden"}
    seen = json.dumps(await view(plan, "gemeente"))
    assert all(row["item"] in seen for row in rows if row["actie"] == "delen" and not row["item"].startswith("ps-"))


async def test_hidden_item_and_hidden_recipient_sound_like_nothing(plan: Gastheer) -> None:
    hidden = await said(plan, "politie", soort="risicofactor", tekst="Alleen voor ons.", nietVerder=True)
    answers = [
        await ask(plan, "gemeente", item=hidden),
        await ask(plan, "gemeente", item="bestaat-niet"),
        await ask(plan, "gemeente", item=hidden, ontvanger=OINS["politie"]),
        await ask(plan, "politie", ontvanger=OINS["reclassering"]),
        await ask(plan, "politie", ontvanger="9" * 20),
    ]
    assert [answer.json() for answer in answers] == [NIETS] * 5
    assert len({answer.content for answer in answers}) == 1


async def test_plan_of_another_is_not_found(plan: Gastheer) -> None:
    for ref in (plan.keten.stand.verwijzingen["veilig_thuis"], "bestaat-niet"):
        check_problem(await ask(plan, "politie", verwijzing=ref), 404, "niet-gevonden", ZOEK)


async def test_pages_hold_every_row_once(plan: Gastheer) -> None:
    for _ in range(30):
        await said(plan, "veilig_thuis", soort="beschermende_factor", tekst="Een buur let op.")
    everything: list[str] = []
    vraag: dict[str, Any] = {}
    while True:
        body = (await ask(plan, "veilig_thuis", **vraag)).json()
        everything += [json.dumps(row) for row in body["deelbesluiten"]]
        if "volgende" not in body:
            break
        vraag = {"na": body["volgende"]}
    assert len(everything) == len(set(everything)) > 100


async def test_another_day_weighs_the_rules_of_that_day(plan: Gastheer) -> None:
    then = await asked(plan, "veilig_thuis", ontvanger=OINS["politie"], dag="2020-01-01")
    assert {row["actie"] for row in then if row["bron"] != OINS["politie"]} == {"onthouden"}


@pytest.mark.parametrize(
    ("vraag", "plaats"),
    [
        ({"veld": "Een veld"}, "/veld"),
        ({"dag": "morgen"}, "/dag"),
        ({"ontvanger": "politie"}, "/ontvanger"),
        ({"naam": "x"}, "/(onbekend veld)"),
    ],
)
async def test_question_that_does_not_fit_names_the_place(plan: Gastheer, vraag: dict[str, str], plaats: str) -> None:
    answer = await ask(plan, "politie", **vraag)
    check_problem(answer, 400, "ongeldig-bericht", ZOEK)
    assert answer.json()["plaats"] == plaats


async def test_asking_is_a_look_on_record_and_what_it_shows_a_disclosure(plan: Gastheer) -> None:
    before, lines = await plan.count("verstrekking"), await plan.count("audit")
    await asked(plan, "politie")
    await ask(plan, "politie", item="bestaat-niet")
    assert (await plan.count("verstrekking") - before, await plan.count("audit") - lines) == (1, 2)
    shown, nothing = (await logged(plan))[-2:]
    assert (shown["verstrekking_id"], nothing["verstrekking_id"]) == (shown["besluit_id"], None)


async def test_log_names_rules_and_software_and_holds_nothing_readable(plan: Gastheer) -> None:
    await asked(plan, "politie")
    last = (await logged(plan))[-1]
    async with plan.keten.hub.opslag.walk() as tx:
        versie, som = await tx.fetchrow("select versie, hash from deelregelgeldend")
    assert (last["regels_versie"], last["regels_hash"], last["software"], last["vorm"]) == (
        versie,
        som,
        plan.keten.hub.software,
        "deelbesluiten",
    )
    for name in ("inhoud", "gewikkeld"):
        assert plan.keten.stand.verwijzingen["politie"].encode() not in last[name]


async def test_who_asks_cannot_read_the_log_nor_anyone_change_it(plan: Gastheer) -> None:
    async with plan.keten.hub.opslag.walk() as tx:
        may = [
            await tx.fetchval("select has_table_privilege($1, 'besluitlog', $2)", role, what)
            for role, what in (("ketenhub_verzoek", "select"), ("ketenhub_loop", "delete"), ("ketenhub_regels", "select"))
        ]
        columns = await tx.fetch(
            """select attname from pg_attribute where attrelid = 'besluitlog'::regclass and attnum > 0
            and has_column_privilege('ketenhub_loop', attrelid, attnum, 'update')"""
        )
    assert (may, [row["attname"] for row in columns]) == ([False, False, False], ["gewikkeld"])


async def test_evaluation_says_yes_to_what_goes_as_it_stands(plan: Gastheer) -> None:
    row = next(r for r in await asked(plan, "veilig_thuis", ontvanger=OINS["politie"]) if r["actie"] == "delen" and "regel" in r)
    answer = await evaluate(plan, "veilig_thuis", an_evaluation(plan, "veilig_thuis", "politie", row["item"], row["veld"]))
    assert (answer.json()["decision"], answer.json()["context"]["deelbesluiten"][0]["regel"]) == (True, row["regel"])


async def test_evaluation_says_no_with_the_reason_to_who_may_know_it(plan: Gastheer) -> None:
    item = await said(plan, "politie", soort="risicofactor", tekst="Er is schuld.", nietVerder=True)
    answer = await evaluate(plan, "politie", an_evaluation(plan, "politie", "gemeente", item, "tekst"))
    body = answer.json()
    assert (body["decision"], body["context"]["deelbesluiten"][0]["besluit"][:6]) == (False, "muur 3")


async def test_evaluation_of_what_the_asker_may_not_know_is_that_of_what_does_not_exist(plan: Gastheer) -> None:
    hidden = await said(plan, "politie", soort="risicofactor", tekst="Alleen voor ons.", nietVerder=True)
    own = an_evaluation(plan, "gemeente", "gemeente", hidden, "tekst")
    foreign = an_evaluation(plan, "politie", "politie", hidden, "tekst")
    other = {"type": "persoon", "id": OINS["gemeente"]}
    questions = [
        own,
        an_evaluation(plan, "gemeente", "gemeente", "bestaat-niet", "tekst"),
        an_evaluation(plan, "gemeente", "politie", hidden, "tekst"),
        foreign,
        {**own, "resource": {**own["resource"], "properties": {"veld": "tekst", "verwijzing": "bestaat-niet"}}},
        {**own, "action": {"name": "schrijven"}},
        {**own, "subject": other},
    ]
    answers = [await evaluate(plan, "gemeente", one) for one in questions]
    assert {answer.content for answer in answers} == {b'{"decision":false}'}
    heads = [{k: v for k, v in answer.headers.items() if k != "date"} for answer in answers]
    assert all(head == heads[0] for head in heads)


@pytest.mark.parametrize(
    ("weg", "plaats"), [("subject", "/subject"), ("action", "/action"), ("resource", "/resource"), ("veld", "/resource/properties/veld")]
)
async def test_evaluation_without_what_it_needs_names_the_place(plan: Gastheer, weg: str, plaats: str) -> None:
    body = an_evaluation(plan, "politie", "politie", "x", "tekst")
    body.pop(weg, None)
    body.get("resource", {}).get("properties", {}).pop(weg, None)
    answer = await evaluate(plan, "politie", body)
    check_problem(answer, 400, "ongeldig-bericht", EVALUATIE)
    assert answer.json()["plaats"] == plaats


async def test_request_id_comes_back_also_with_a_refusal(plan: Gastheer) -> None:
    body = an_evaluation(plan, "politie", "politie", "x", "tekst")
    for content, status in ((body, 200), ({}, 400)):
        answer = await evaluate(plan, "politie", content, X_Request_ID="b4f2-1")
        assert (answer.status_code, answer.headers["x-request-id"]) == (status, "b4f2-1")
    refused = await plan.post(as_bytes(body), EVALUATIE, SOORT | {"X-Request-ID": "b4f2-2", "Authorization": "Bearer x"})
    assert (refused.status_code, refused.headers["x-request-id"]) == (401, "b4f2-2")
    long = await evaluate(plan, "politie", body, X_Request_ID="x" * 129)
    check_problem(long, 400, "ongeldige-aanvraag", EVALUATIE)


async def test_many_evaluations_share_what_they_leave_out(plan: Gastheer) -> None:
    rows = [r for r in await asked(plan, "veilig_thuis", ontvanger=OINS["politie"]) if not r["item"].startswith("ps-")]
    yes, no = (next(r for r in rows if (r["actie"] == "delen") is goes) for goes in (True, False))
    ref = plan.keten.stand.verwijzingen["veilig_thuis"]
    shared = an_evaluation(plan, "veilig_thuis", "politie", "x", "x")
    resources = [{"type": "gegeven", "id": r["item"], "properties": {"veld": r["veld"], "verwijzing": ref}} for r in (yes, no, yes)]
    body = {"subject": shared["subject"], "action": shared["action"], "evaluations": [{"resource": r} for r in resources] + [{}]}
    found = {}
    for semantic in ("execute_all", "deny_on_first_deny", "permit_on_first_permit"):
        answer = await evaluate(plan, "veilig_thuis", body | {"options": {"evaluations_semantic": semantic}}, EVALUATIES)
        found[semantic] = [one["decision"] for one in answer.json()["evaluations"]]
    assert found == {"execute_all": [True, False, True, False], "deny_on_first_deny": [True, False], "permit_on_first_permit": [True]}
    whole = (await evaluate(plan, "veilig_thuis", body, EVALUATIES)).json()["evaluations"]
    assert whole[-1]["context"]["error"]["status"] == 400


async def test_many_evaluations_without_any_are_one(plan: Gastheer) -> None:
    body = an_evaluation(plan, "politie", "politie", "bestaat-niet", "tekst")
    assert (await evaluate(plan, "politie", body, EVALUATIES)).content == b'{"decision":false}'
    too_many = await evaluate(plan, "politie", body | {"evaluations": [{}] * 51}, EVALUATIES)
    check_problem(too_many, 400, "ongeldig-bericht", EVALUATIES)


async def test_configuration_names_the_addresses_to_everyone(plan: Gastheer) -> None:
    answer = await plan.client.get("/.well-known/authzen-configuration")
    adres = plan.keten.hub.adres
    assert answer.json() == {
        "policy_decision_point": adres,
        "access_evaluation_endpoint": f"{adres}{EVALUATIE}",
        "access_evaluations_endpoint": f"{adres}{EVALUATIES}",
    }
    check_described(answer, "geefAuthzenInstellingen")


async def test_every_evaluation_is_in_the_log_those_of_nothing_too(plan: Gastheer) -> None:
    before = len(await logged(plan))
    one = an_evaluation(plan, "politie", "politie", "bestaat-niet", "tekst")
    none = {**one, "resource": {**one["resource"], "properties": {"veld": "tekst", "verwijzing": "bestaat-niet"}}}
    await evaluate(plan, "politie", {"evaluations": [one, none]}, EVALUATIES)
    found = (await logged(plan))[before:]
    assert [(row["vorm"], row["casus_id"] is None, row["verstrekking_id"]) for row in found] == [
        ("authzen", False, None),
        ("authzen", True, None),
    ]
