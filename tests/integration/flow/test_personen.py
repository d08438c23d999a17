"""Two persons of a casus that are one: decided by regie, undone without loss, never across tracks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import rows, text
from ketenhub.flow.tick import rebuild_all
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.test_koppelen import BEN, a_person, an_incident, casussen, proposal, say
from tests.integration.flow.test_koppelen import decide as decide_join

if TYPE_CHECKING:
    import httpx

    from ketenhub.domain.json import Json

PAD = "/v1/persoonskoppelingen"


async def told_twice(keten: Keten) -> tuple[str, str]:
    """Let police tell of someone by number, and Veilig Thuis of the same one by name; gives what Veilig Thuis calls both."""
    await say(keten, "politie", a_person("a", "999990019"), an_incident("i") | {"personen": ["a"]}, eigenReferentie="p-1")
    await keten.learn_references()
    before = {text(p, "id") for p in rows(await keten.view("veilig_thuis"), "personen")}
    name: dict[str, Json] = {"soort": "persoon", "ref": "v", "naam": {"voornamen": "Anna"}}
    role: dict[str, Json] = {"soort": "persoonsrol", "ref": "r", "persoon": "v", "rol": "slachtoffer"}
    await say(keten, "veilig_thuis", name, role, verwijzing=keten.stand.verwijzingen["veilig_thuis"])
    after = {text(p, "id") for p in rows(await keten.view("veilig_thuis"), "personen")}
    (een,), (ander,) = before, after - before
    assert een is not None
    assert ander is not None
    return een, ander


async def decide(keten: Keten, wie: str, paar: tuple[str, str], besluit: str = "dezelfde") -> httpx.Response:
    body: dict[str, Json] = {
        "verwijzing": keten.stand.verwijzingen[wie],
        "persoon": paar[0],
        "ander": paar[1],
        "besluit": besluit,
        "reden": "Zelfde geboortedag en school.",
        "professional": "casusregisseur",
    }
    return await keten.send(wie, body, PAD, "application/json")


async def test_persons_that_are_one_stand_once_with_every_statement_beside_the_other(keten: Keten) -> None:
    paar = await told_twice(keten)
    answer = await decide(keten, "veilig_thuis", paar)
    assert answer.status_code == 201, answer.text
    (casus,) = await casussen(keten)
    (person,) = casus.personen
    assert (len(person.verklaringen), [rol.value for rol in person.rollen]) == (2, ["slachtoffer"])
    assert len([item for item in casus.items if item.feit.soort == "persoon"]) == 2


async def test_one_and_two_again_leaves_the_casus_as_it_was_to_the_byte(keten: Keten) -> None:
    paar = await told_twice(keten)
    (before,) = await casussen(keten)
    await decide(keten, "veilig_thuis", paar)
    assert (await decide(keten, "veilig_thuis", paar, "niet_dezelfde")).status_code == 201
    (after,) = await casussen(keten)
    assert after.model_dump_json() == before.model_dump_json()


async def test_who_was_called_otherwise_can_still_be_spoken_about(keten: Keten) -> None:
    paar = await told_twice(keten)
    await decide(keten, "veilig_thuis", paar)
    for n, name in enumerate(paar):
        child: dict[str, Json] = {"soort": "persoonsrol", "ref": f"r{n}", "persoon": name, "rol": "kind"}
        await say(keten, "veilig_thuis", child, verwijzing=keten.stand.verwijzingen["veilig_thuis"])
    (casus,) = await casussen(keten)
    assert len(casus.personen) == 1
    assert {rol.value for rol in casus.personen[0].rollen} == {"slachtoffer", "kind"}


async def test_rebuilding_changes_nothing(keten: Keten) -> None:
    await decide(keten, "veilig_thuis", await told_twice(keten))
    await say(keten, "politie", an_incident("later"), eigenReferentie="p-1")
    assert await rebuild_all(keten.hub, lambda done, total: None) == 0


async def test_only_regie_decides_who_is_who(keten: Keten) -> None:
    paar = await told_twice(keten)
    assert (await decide(keten, "politie", paar)).status_code == 403
    assert len((await casussen(keten))[0].personen) == 2


async def test_person_whom_nobody_named_is_refused(keten: Keten) -> None:
    een, _ = await told_twice(keten)
    for paar in ((een, "onbekend"), (een, een)):
        assert (await decide(keten, "veilig_thuis", paar)).status_code == 400


async def test_same_decision_again_changes_nothing(keten: Keten) -> None:
    paar = await told_twice(keten)
    for _ in range(2):
        assert (await decide(keten, "veilig_thuis", paar)).status_code == 201
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from persoonsbesluit") == 1


async def set_apart(keten: Keten, pleger: str, slachtoffer: str) -> None:
    """Let regie suspect intiem terrorisme, which puts the two on different tracks."""
    suspicion: dict[str, Json] = {
        "soort": "geweldsoort",
        "ref": "k",
        "aard": "intiem_terrorisme",
        "slachtoffers": [slachtoffer],
        "plegers": [pleger],
    }
    await say(keten, "veilig_thuis", suspicion, verwijzing=keten.stand.verwijzingen["veilig_thuis"])


@pytest.mark.req("MDA-20")
async def test_persons_on_different_tracks_are_never_one(keten: Keten) -> None:
    een, ander = await told_twice(keten)
    await set_apart(keten, pleger=een, slachtoffer=ander)
    assert (await decide(keten, "veilig_thuis", (een, ander))).status_code == 409
    assert len((await casussen(keten))[0].personen) == 2


TWEE: tuple[dict[str, Json], dict[str, Json]] = (
    {"soort": "persoon", "ref": "v", "naam": {"voornamen": "Anna", "achternaam": "van Vliet"}, "geboortedatum": "1990-05-06"},
    {"soort": "persoon", "ref": "w", "naam": {"voorletters": "A.", "achternaam": "Vliet"}, "geboortedatum": "1990-05-06"},
)


async def named_twice(keten: Keten) -> tuple[str, str]:
    """Let police and Veilig Thuis each name someone without a number; gives what Veilig Thuis calls both."""
    await say(keten, "politie", TWEE[0], an_incident("i") | {"personen": ["v"], "omschrijving": "Er was ruzie."}, eigenReferentie="p-1")
    await keten.learn_references()
    await say(keten, "veilig_thuis", TWEE[1], verwijzing=keten.stand.verwijzingen["veilig_thuis"])
    een, ander = sorted(text(p, "id") or "" for p in rows(await keten.view("veilig_thuis"), "personen"))
    return een, ander


async def who_is_who(keten: Keten, wie: str = "veilig_thuis") -> httpx.Response:
    return await keten.get(wie, f"/v1/veiligheidsplannen/{keten.stand.verwijzingen[wie]}/persoonskoppelingen")


async def test_two_who_may_be_one_are_proposed_to_regie_and_nothing_is_joined(keten: Keten) -> None:
    paar = await named_twice(keten)
    (found,) = (await who_is_who(keten)).json()["voorstellen"]
    assert (found["persoon"], found["ander"]) == paar
    assert {p["veld"]: p["oordeel"] for p in found["punten"]} == {"achternaam": "past", "voornaam": "past", "geboortedatum": "gelijk"}
    assert len((await casussen(keten))[0].personen) == 2


async def test_refusal_is_remembered_and_stands_in_the_list(keten: Keten) -> None:
    paar = await named_twice(keten)
    (before,) = await casussen(keten)
    assert (await decide(keten, "veilig_thuis", paar, "niet_dezelfde")).status_code == 201
    body = (await who_is_who(keten)).json()
    assert body["voorstellen"] == []
    assert [({b["persoon"], b["ander"]}, b["besluit"]) for b in body["besluiten"]] == [(set(paar), "niet_dezelfde")]
    assert (await casussen(keten))[0] == before


async def test_who_was_taken_for_one_is_proposed_no_more_and_the_decision_is_told(keten: Keten) -> None:
    paar = await named_twice(keten)
    await decide(keten, "veilig_thuis", paar)
    body = (await who_is_who(keten)).json()
    assert body["voorstellen"] == []
    assert [({b["persoon"], b["ander"]}, b["besluit"]) for b in body["besluiten"]] == [(set(paar), "dezelfde")]


async def test_only_regie_gets_the_proposals_and_a_stranger_learns_nothing(keten: Keten) -> None:
    await named_twice(keten)
    answer = await who_is_who(keten, "politie")
    assert (answer.status_code, answer.json()["code"]) == (403, "alleen-regie")
    strange = await keten.get("gemeente", f"/v1/veiligheidsplannen/{keten.stand.verwijzingen['veilig_thuis']}/persoonskoppelingen")
    assert strange.status_code == 404


@pytest.mark.req("MDA-20")
async def test_persons_on_different_tracks_are_not_proposed(keten: Keten) -> None:
    een, ander = await named_twice(keten)
    assert len((await who_is_who(keten)).json()["voorstellen"]) == 1
    await set_apart(keten, pleger=een, slachtoffer=ander)
    assert (await who_is_who(keten)).json()["voorstellen"] == []


async def test_what_regie_may_not_see_of_a_person_makes_no_proposal(keten: Keten) -> None:
    secret = TWEE[0] | {"nietVerder": True}
    await say(keten, "politie", secret, an_incident("i") | {"personen": ["v"], "omschrijving": "Er was ruzie."}, eigenReferentie="p-1")
    await keten.learn_references()
    await say(keten, "veilig_thuis", TWEE[1], verwijzing=keten.stand.verwijzingen["veilig_thuis"])
    assert (await who_is_who(keten)).json() == {"besluiten": [], "voorstellen": []}


async def test_asking_who_is_who_is_a_disclosure_of_persons_and_not_of_the_plan(keten: Keten) -> None:
    await named_twice(keten)
    async with keten.hub.opslag.walk() as tx:
        before = await tx.fetchval("select count(*) from verstrekking")
    await who_is_who(keten)
    async with keten.hub.opslag.walk() as tx:
        assert await tx.fetchval("select count(*) from verstrekking") == before + 1
        assert await tx.fetchrow("select soort, zicht from verstrekking order by op desc limit 1") == ("personen", None)


async def test_decision_in_a_casus_counts_for_what_it_reads_along_and_leaves_the_other_casus_alone(keten: Keten) -> None:
    ident = await proposal(keten)
    await decide_join(keten, "veilig_thuis", "samengevoegd", ident)
    await keten.learn_references()
    whole, part = await casussen(keten)
    numbers = dict(whole.bsns)
    names = [keten.hub.kluis.pseudonym(OINS["veilig_thuis"], numbers[bsn]) for bsn in (BEN, "999990032")]
    answer = await decide(keten, "veilig_thuis", (names[0], names[1]))
    assert answer.status_code == 201, answer.text
    one, alone = await casussen(keten)
    assert len(one.personen) == len(whole.personen) - 1
    assert alone.personen == part.personen
    assert (await decide(keten, "veilig_thuis", (names[0], names[1]), "niet_dezelfde")).status_code == 201
    assert (await casussen(keten))[0].personen == whole.personen
