"""Two casussen of one household: proposed to who directs, joined by a person, read as one, and undone without loss."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, rows
from ketenhub.flow import beeld as projectie
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.flow.tick import rebuild_all
from ketenhub.keys import nieuw_id
from ketenhub.store import lopen
from tests.integration.flow.keten import OINS, Keten

if TYPE_CHECKING:
    import httpx

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.json import Json

PAD = "/v1/koppelvoorstellen"
ANNA, BEN = "999990019", "999990020"


async def say(keten: Keten, wie: str, *feiten: dict[str, Json], **rest: Json) -> None:
    """Let an organisation say something."""
    facts: list[Json] = [{"geldigOp": "2026-11-01", **feit} for feit in feiten]
    body: dict[str, Json] = {"berichtId": nieuw_id(), "opgesteldOp": "2026-11-02T12:00:00Z", "feiten": facts, **rest}
    answer = await keten.send(wie, body)
    assert answer.status_code == 201, answer.text


def a_person(ref: str, bsn: str) -> dict[str, Json]:
    return {"soort": "persoon", "ref": ref, "bsn": bsn}


def an_incident(ref: str, aard: str = "geweld") -> dict[str, Json]:
    return {"soort": "incident", "ref": ref, "aard": aard, "omschrijving": f"Voorval {ref}."}


async def two_casussen(keten: Keten) -> None:
    """Open a casus by police, and one by the municipality in which one person is the same."""
    await say(keten, "politie", a_person("a", ANNA), a_person("b", BEN), an_incident("i"), eigenReferentie="pol-1")
    await say(keten, "gemeente", a_person("a", ANNA), a_person("z", "999990032"), an_incident("i", "dreiging"), eigenReferentie="gem-1")


async def listed(keten: Keten, wie: str) -> list[dict[str, Json]]:
    answer = await keten.get(wie, PAD)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Json]] = answer.json()["koppelvoorstellen"]
    return found


async def decide(keten: Keten, wie: str, besluit: str, ident: str) -> httpx.Response:
    body: dict[str, Json] = {"besluit": besluit, "reden": "Het is hetzelfde gezin.", "professional": "casusregisseur"}
    return await keten.send(wie, body, f"{PAD}/{ident}/besluiten", "application/json")


async def casussen(keten: Keten) -> list[Casus]:
    """Give every casus as the hub holds it, oldest first."""
    found = []
    async with keten.hub.opslag.walk() as tx:
        for row in await tx.fetch("select casus_id from casus order by geopend_op"):
            ident = row["casus_id"]
            bos = Sleutelbos(keten.hub.kluis, ident, await lopen.read_keys(tx, ident))
            whole = projectie.whole(await lopen.read_projections(tx, ident), bos)
            assert whole is not None
            found.append(whole[0])
    return found


async def proposal(keten: Keten) -> str:
    """Open both, and give the id of the proposal."""
    await two_casussen(keten)
    (row,) = await listed(keten, "veilig_thuis")
    return str(row["voorstelId"])


def kinds_of_incidents(casus: Casus) -> list[str]:
    return sorted(i.feit.aard for i in casus.items if i.feit.soort == "incident")


async def test_only_who_directs_sees_that_a_join_is_proposed(keten: Keten) -> None:
    await two_casussen(keten)
    (row,) = await listed(keten, "veilig_thuis")
    assert (row["staat"], row["magSamenvoegen"]) == ("open", True)
    assert row["nieuweCasus"] != row["bekendeCasus"]
    assert [await listed(keten, wie) for wie in ("politie", "gemeente", "reclassering")] == [[], [], []]


@pytest.mark.parametrize("besluit", ["samengevoegd", "afgewezen", "ontkoppeld"])
async def test_proposal_does_not_exist_for_who_directs_neither(keten: Keten, besluit: str) -> None:
    ident = await proposal(keten)
    for wie in ("politie", "gemeente"):
        assert (await decide(keten, wie, besluit, ident)).status_code == 404


@pytest.mark.req("MDA-03")
async def test_joined_casussen_are_one_plan_with_the_words_of_both(keten: Keten) -> None:
    ident = await proposal(keten)
    assert (await decide(keten, "veilig_thuis", "samengevoegd", ident)).status_code == 201
    whole, part = await casussen(keten)
    assert kinds_of_incidents(whole) == ["dreiging", "geweld"]
    assert kinds_of_incidents(part) == ["dreiging"]
    assert len(whole.personen) == 3
    assert (whole.gekoppeld, part.opgenomen_in) == ((part.id,), whole.id)


async def test_join_extends_nobodys_part(keten: Keten) -> None:
    ident = await proposal(keten)
    before = [casus.deelnames for casus in await casussen(keten)]
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    assert [casus.deelnames for casus in await casussen(keten)] == before
    assert OINS["gemeente"] not in {d.organisatie for d in before[0]}


async def test_join_and_undo_leave_every_casus_as_it_was_to_the_byte(keten: Keten) -> None:
    ident = await proposal(keten)
    before = [casus.model_dump_json() for casus in await casussen(keten)]
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    assert [casus.model_dump_json() for casus in await casussen(keten)] != before
    assert (await decide(keten, "veilig_thuis", "ontkoppeld", ident)).status_code == 201
    assert [casus.model_dump_json() for casus in await casussen(keten)] == before


async def test_what_is_said_in_a_part_afterwards_is_heard_in_the_whole_and_stays_its_own(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    await say(keten, "gemeente", an_incident("later", "onveilig"), eigenReferentie="gem-1")
    await say(keten, "politie", an_incident("p", "vrijlating"), eigenReferentie="pol-1")
    assert [kinds_of_incidents(c) for c in await casussen(keten)] == [
        ["dreiging", "geweld", "onveilig", "vrijlating"],
        ["dreiging", "onveilig"],
    ]
    await decide(keten, "veilig_thuis", "ontkoppeld", ident)
    assert [kinds_of_incidents(c) for c in await casussen(keten)] == [["geweld", "vrijlating"], ["dreiging", "onveilig"]]


async def test_withdrawal_in_a_part_reaches_the_whole(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    await say(keten, "gemeente", eigenReferentie="gem-1", intrekkingen=[{"ref": "i", "reden": "Vergissing."}])
    assert [kinds_of_incidents(c) for c in await casussen(keten)] == [["geweld"], []]


async def test_destroyed_words_of_a_part_stop_nobody_from_speaking_in_the_whole(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    _, part = await casussen(keten)
    async with keten.hub.opslag.walk() as tx:
        await tx.execute("delete from sleutel where casus_id = $1 and houder = $2", part.id, OINS["gemeente"])
    await say(keten, "politie", an_incident("p", "vrijlating"), eigenReferentie="pol-1")
    assert kinds_of_incidents((await casussen(keten))[0]) == ["geweld", "vrijlating"]


async def test_no_id_of_a_casus_leaves_the_hub_with_a_joined_plan(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    shown = str(await keten.view("veilig_thuis")) + str(await listed(keten, "veilig_thuis"))
    assert not [casus.id for casus in await casussen(keten) if casus.id in shown]


async def test_rebuilding_joined_casussen_changes_nothing(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    await say(keten, "gemeente", an_incident("later"), eigenReferentie="gem-1")
    await say(keten, "politie", an_incident("p"), eigenReferentie="pol-1")
    assert await rebuild_all(keten.hub, lambda done, total: None) == 0


async def test_message_of_members_of_joined_casussen_finds_the_whole(keten: Keten) -> None:
    ident = await proposal(keten)
    await say(keten, "veilig_thuis", a_person("v", ANNA), a_person("w", BEN), eigenReferentie="vt-1")
    assert len(await casussen(keten)) == 3
    await say(
        keten,
        "politie",
        {"soort": "persoonsrol", "ref": "r", "persoon": "a", "rol": "slachtoffer"},
        eigenReferentie="pol-1",
    )
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    async with keten.hub.opslag.walk() as tx:
        whole = (await casussen(keten))[0].id
        marks = [keten.hub.kluis.mark("bsn", bsn) for bsn in (ANNA, BEN, "999990032")]
        found = {row[0] for row in await lopen.find_by_bsn(tx, marks, OINS["reclassering"])}
    assert whole in found
    assert len(found) == 2


async def test_view_of_a_joined_plan_is_rebuilt_from_its_disclosure(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    view = await keten.view("veilig_thuis")
    assert len(rows(view, "incidenten")) == 2
    await decide(keten, "veilig_thuis", "ontkoppeld", ident)
    question: dict[str, Json] = {"verwijzing": keten.stand.verwijzingen["veilig_thuis"], "organisatie": OINS["veilig_thuis"]}
    answer = await keten.send("veilig_thuis", question, "/v1/verstrekkingen/_zoek", "application/json")
    (row,) = answer.json()["verstrekkingen"]
    assert (row["staat"], len(rows(at(row, "uitsnede"), "incidenten"))) == ("gelijk", 2)


@pytest.mark.parametrize("besluit", ["samengevoegd", "afgewezen"])
async def test_same_decision_again_changes_nothing(keten: Keten, besluit: str) -> None:
    ident = await proposal(keten)
    for _ in range(2):
        assert (await decide(keten, "veilig_thuis", besluit, ident)).status_code == 201
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from koppelbesluit") == 1


async def test_decision_that_does_not_follow_is_refused(keten: Keten) -> None:
    ident = await proposal(keten)
    assert (await decide(keten, "veilig_thuis", "ontkoppeld", ident)).status_code == 409
    await decide(keten, "veilig_thuis", "samengevoegd", ident)
    assert (await decide(keten, "veilig_thuis", "afgewezen", ident)).status_code == 409


async def test_who_directs_one_of_the_two_may_refuse_and_not_join(keten: Keten) -> None:
    ident = await proposal(keten)
    offer: dict[str, Json] = {"soort": "regie", "ref": "o", "organisatie": OINS["gemeente"], "stap": "aangeboden", "reden": "Verhuisd."}
    part = next(row["nieuweCasus"] for row in await listed(keten, "veilig_thuis"))
    roles = ("casusregie", "zicht_op_veiligheid")
    await say(keten, "veilig_thuis", *({**offer, "ref": f"o-{rol}", "regierol": rol} for rol in roles), verwijzing=part)
    taken = ({**offer, "ref": f"g-{rol}", "regierol": rol, "stap": "aanvaard"} for rol in roles)
    await say(keten, "gemeente", *taken, eigenReferentie="gem-1")
    (row,) = await listed(keten, "gemeente")
    assert (row["magSamenvoegen"], "bekendeCasus" in row) == (False, False)
    assert (await decide(keten, "gemeente", "samengevoegd", ident)).status_code == 403
    assert (await decide(keten, "gemeente", "afgewezen", ident)).status_code == 201


async def test_reason_of_a_decision_stands_nowhere_in_the_clear(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide(keten, "veilig_thuis", "afgewezen", ident)
    async with keten.hub.opslag.walk() as tx:
        kept = [str(dict(row)) for table in ("koppelbesluit", "audit") for row in await tx.fetch(f"select * from {table}")]
    assert any("koppelvoorstel besloten" in row for row in kept)
    assert not any("hetzelfde gezin" in row for row in kept)


async def test_same_secret_address_proposes_nothing(keten: Keten) -> None:
    place: dict[str, Json] = {
        "soort": "plaats",
        "ref": "p",
        "persoon": "a",
        "aard": "opvang",
        "geheim": True,
        "straat": "Vlierpad",
        "huisnummer": "9",
        "postcode": "9999XX",
        "woonplaats": "Westerveen",
    }
    for wie in ("politie", "gemeente"):
        await say(keten, wie, {"soort": "persoon", "ref": "a", "naam": {"achternaam": "Terpoorten"}}, place)
    assert len(await casussen(keten)) == 2
    assert await listed(keten, "veilig_thuis") == []
