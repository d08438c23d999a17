"""The register of one person: who got which kinds of content, and not a byte of the other track, of somebody else, or of who reported."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from ketenhub.domain.codes import OPENBAAR_MINISTERIE
from ketenhub.domain.errors import GeenToegang, NietGevonden
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import rows, text
from ketenhub.flow.look import Vraag, look, purpose_of
from ketenhub.flow.register import Registervraag, make_register
from ketenhub.flow.terugblik import Navraag, recall
from tests.integration.flow.keten import OINS, Keten, a_keten
from tests.integration.flow.regels import a_message, a_rule, with_rule, with_rules

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from ketenhub.domain.json import Json
    from ketenhub.flow.hub import Hub
    from ketenhub.store.server import Server

REGIE = "veilig_thuis"
# under the rules that come with the hub nobody on the perpetrator's track sees anything about a person
REGELS = with_rule("toets", a_rule("reclassering-incident", Categorie.INCIDENT, "incident.aard", naar="reclassering"))


def person(ref: str, bsn: str, **rest: Json) -> dict[str, Json]:
    return {"soort": "persoon", "ref": ref, "naam": {"voornamen": ref.capitalize()}, "lid": "volwassene", "bsn": bsn, **rest}


def part(wie: str, spoor: str | None = None, tot: str | None = None) -> dict[str, Json]:
    row: dict[str, Json] = {"soort": "betrokkenheid", "ref": f"deel-{wie}", "organisatie": OINS[wie], "van": "2026-10-05"}
    return {**row, **({"opSpoor": spoor} if spoor else {}), **({"tot": tot} if tot else {})}


ANNA, BEN = person("anna", "999990019"), person("ben", "999970008")
ROLLEN: list[Json] = [
    {"soort": "persoonsrol", "ref": "rol-anna", "persoon": "anna", "rol": "slachtoffer"},
    {"soort": "persoonsrol", "ref": "rol-ben", "persoon": "ben", "rol": "pleger"},
]
GEROEPEN: dict[str, Json] = {"soort": "incident", "aard": "geweld", "omschrijving": "Riep."}
GEDUWD: dict[str, Json] = {"soort": "incident", "aard": "geweld", "omschrijving": "Geduwd.", "personen": ["anna"]}
SPLIT: Json = {"soort": "geweldsoort", "ref": "it", "aard": "intiem_terrorisme", "slachtoffers": ["anna"], "plegers": ["ben"]}


async def say(keten: Keten, wie: str, ident: str, *feiten: Json) -> None:
    answer = await keten.send(wie, a_message(ident, *feiten, verwijzing=keten.stand.verwijzingen[wie]))
    assert answer.status_code == 201, answer.text
    await keten.learn_references()


async def opened(keten: Keten, *feiten: Json, delen: tuple[Json, ...] = ()) -> None:
    """Open a casus of Anna and Ben in which police and municipality take part, unless told otherwise."""
    opening = a_message("opening", ANNA, BEN, *ROLLEN, *feiten, *(delen or (part("politie"), part("gemeente"))))
    answer = await keten.send(REGIE, opening)
    assert answer.status_code == 201, answer.text
    await keten.learn_references()


async def see(hub: Hub, keten: Keten, wie: str) -> None:
    vraag = Vraag(OINS[wie], keten.stand.verwijzingen[wie], purpose_of(hub, OINS[wie]))
    await look(hub, vraag)


async def called(keten: Keten, naam: str) -> str:
    """Give what regie calls a person."""
    people = rows(await keten.view(REGIE), "personen")
    return next(text(row, "id") or "" for row in people if text(row, "naam", "voornamen") == naam)


async def register(hub: Hub, keten: Keten, naam: str, **vraag: str) -> dict[str, Any]:
    asked = Registervraag(OINS[REGIE], keten.stand.verwijzingen[REGIE], await called(keten, naam), **vraag)
    found: dict[str, Any] = json.loads(await make_register(hub, asked))
    return found


def who_got_what(found: dict[str, Any]) -> dict[str, set[str]]:
    got: dict[str, set[str]] = {}
    for row in found["register"]["regels"]:
        got.setdefault(row["organisatie"], set()).update(row["categorieen"])
    return got


@pytest.fixture
async def hub(keten: Keten) -> Hub:
    """Give a hub of a region with rules."""
    return await with_rules(keten)


def name(hub: Hub, wie: str) -> str:
    return hub.keten.names()[OINS[wie]]


async def test_register_names_day_organisation_purpose_categories_and_basis(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    await see(hub, keten, "politie")
    (row,) = (await register(hub, keten, "Anna"))["register"]["regels"]
    assert (row["organisatie"], row["doel"], row["verteld"]) == (name(hub, "politie"), "uitvoering veiligheidsplan", False)
    assert {"identiteit", "rol"} <= set(row["categorieen"])
    assert any("nog te bevestigen door een jurist" in basis for basis in row["grondslagen"])
    assert row["dag"] == datetime.now(UTC).astimezone(hub.kalender.tijdzone).date().isoformat()


async def test_what_an_organisation_had_already_makes_no_new_line(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    for _ in range(3):
        await see(hub, keten, "politie")
    assert len((await register(hub, keten, "Anna"))["register"]["regels"]) == 1


async def test_new_content_of_a_later_day_makes_a_line_of_that_day(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    await see(hub, keten, "politie")
    await say(keten, REGIE, "later", {**GEDUWD, "personen": [await called(keten, "Anna")]})
    tomorrow = replace(hub, nu=lambda: datetime.now(UTC) + timedelta(days=1))
    await see(tomorrow, keten, "politie")
    first, second = (await register(hub, keten, "Anna"))["register"]["regels"]
    assert (first["dag"] < second["dag"], second["categorieen"]) == (True, ["incident"])


async def test_register_of_one_holds_nothing_of_another_nor_any_value(hub: Hub, keten: Keten) -> None:
    health: Json = {"soort": "gezondheidsfeit", "persoon": "ben", "tekst": "@{anna|Anna} zegt dat hij slecht slaapt."}
    melding: Json = {
        "soort": "melding",
        "identificatie": "M-1",
        "ontvangen": "2026-10-05",
        "omschrijving": "Het ging mis.",
        "personen": ["anna"],
        "melder": {"hoedanigheid": "particulier", "naam": "Buurman Kanarie", "magGenoemd": False},
    }
    await opened(keten, health, melding)
    for wie in ("politie", "gemeente"):
        await see(hub, keten, wie)
    vraag = Registervraag(OINS[REGIE], keten.stand.verwijzingen[REGIE], await called(keten, "Anna"))
    content = (await make_register(hub, vraag)).decode()
    lines = json.dumps(json.loads(content)["register"]["regels"])
    people, rest = ("Anna", "Ben", "Kanarie", "Het ging mis", "999990019"), ("melder", "medewerker", "gezondheid", "pleger", "slachtoffer")
    assert [word for word in people if word in content] + [word for word in (*rest, "spoor") if word in lines] == []


async def test_own_words_are_no_disclosure(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    await say(keten, "politie", "eigen", ANNA, GEDUWD)
    await see(hub, keten, "politie")
    assert "incident" not in who_got_what(await register(hub, keten, "Anna"))[name(hub, "politie")]


async def test_trying_out_explaining_and_asking_are_no_knowledge(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    pad = f"/v1/veiligheidsplannen/{keten.stand.verwijzingen[REGIE]}/_bekijk"
    assert (await keten.send(REGIE, {"ontvanger": OINS["gemeente"]}, pad, "application/json")).status_code == 200
    ask: Json = {"verwijzing": keten.stand.verwijzingen["gemeente"]}
    assert (await keten.send("gemeente", ask, "/v1/deelbesluiten/_zoek", "application/json")).status_code == 200
    await register(hub, keten, "Anna")
    assert (await register(hub, keten, "Anna"))["register"]["regels"] == []


async def test_prosecutor_stands_in_no_register(hub: Hub, keten: Keten) -> None:
    kinds = {OINS["gemeente"]: OPENBAAR_MINISTERIE}
    known = tuple(o.model_copy(update={"soort": kinds.get(o.oin, o.soort)}) for o in hub.keten.organisaties)
    with_om = replace(hub, keten=hub.keten.model_copy(update={"organisaties": known}))
    await opened(keten, {"soort": "strafbaarfeitvermoeden", "niveau": "vermoeden", "grond": "Aangifte.", "persoon": "ben"})
    await see(with_om, keten, "gemeente")
    await see(with_om, keten, "politie")
    found = await register(with_om, keten, "Ben")
    assert set(who_got_what(found)) == {name(hub, "politie")}
    assert "straf" not in json.dumps(found)


async def test_shelter_stands_in_the_register_of_the_victim_alone(hub: Hub, keten: Keten) -> None:
    known = tuple(o.model_copy(update={"soort": "vrouwenopvang" if o.oin == OINS["gemeente"] else o.soort}) for o in hub.keten.organisaties)
    await opened(keten)
    await see(hub, keten, "gemeente")
    shelter = replace(hub, keten=hub.keten.model_copy(update={"organisaties": known}))
    found = [set(who_got_what(await register(shelter, keten, who))) for who in ("Anna", "Ben")]
    assert found == [{name(hub, "gemeente")}, set()]


async def recorded(keten: Keten, naam: str, uitkomst: str, **rest: Json) -> None:
    fact: Json = {"soort": "informering", "persoon": await called(keten, naam), "ontvanger": OINS["politie"], "uitkomst": uitkomst, **rest}
    await say(keten, REGIE, f"inf-{uitkomst}-{naam}", fact)


async def test_that_it_was_told_stands_there(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    await see(hub, keten, "politie")
    await recorded(keten, "Anna", "verteld")
    found = [[row["verteld"] for row in (await register(hub, keten, who))["register"]["regels"]] for who in ("Anna", "Ben")]
    assert found == [[True], [False]]


async def test_what_may_not_be_told_stands_apart_for_regie(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    for wie in ("politie", "gemeente"):
        await see(hub, keten, wie)
    await recorded(keten, "Ben", "uitzondering", tot="2099-01-01", reden="Gevaar voor een ander.", beoordelaar="J. Kramer")
    found = await register(hub, keten, "Ben")
    assert set(who_got_what(found)) == {name(hub, "gemeente")}
    assert found["nietVertellen"] == [{"organisatie": {"oin": OINS["politie"], "naam": name(hub, "politie")}, "tot": "2099-01-01"}]
    assert (await register(hub, keten, "Anna"))["nietVertellen"] == []


async def split_case(keten: Keten, hub: Hub, *, victim: bool, perpetrator: bool) -> None:
    """Play a split case; what stands on one of the tracks is said and seen only where asked for."""
    delen = (part("politie", "slachtoffer"), part("gemeente", "slachtoffer"), part("reclassering", "pleger"))
    await opened(keten, SPLIT, delen=delen)
    await see(hub, keten, REGIE)
    if victim:
        await say(keten, "politie", "sl", ANNA, GEDUWD)
        await see(hub, keten, "gemeente")
    if perpetrator:
        ben = person("b", "999970008")
        await say(keten, "reclassering", "pl", ben, {"soort": "gezondheidsfeit", "persoon": "b", "tekst": "Slaapt slecht."})
        await say(keten, REGIE, "pl2", {**GEROEPEN, "personen": [await called(keten, "Ben")], "spoor": "pleger"})
        await see(hub, keten, "reclassering")
    await see(hub, keten, REGIE)


async def test_register_of_a_person_is_the_same_bytes_whatever_stands_on_the_other_track(server: Server, tmp_path: Path) -> None:
    made: dict[tuple[str, bool], set[str]] = {}
    names: Mapping[str, str] = {}
    for n, (victim, perpetrator) in enumerate(((True, True), (False, True), (True, False))):
        folder = tmp_path / str(n)
        folder.mkdir()
        async with a_keten(server, folder, REGELS) as keten:
            hub = await with_rules(keten)
            await split_case(keten, hub, victim=victim, perpetrator=perpetrator)
            for who, own in (("Anna", victim), ("Ben", perpetrator)):
                vraag = Registervraag(OINS[REGIE], keten.stand.verwijzingen[REGIE], await called(keten, who))
                made.setdefault((who, own), set()).add((await make_register(hub, vraag)).decode())
            names = hub.keten.names()
    assert {key: len(found) for key, found in made.items()} == dict.fromkeys(made, 1)
    assert made["Anna", True] != made["Anna", False]
    assert made["Ben", True] != made["Ben", False]
    foreign = {"Anna": ("reclassering",), "Ben": ("politie", "gemeente")}
    assert [(who, wie) for (who, _), found in made.items() for wie in foreign[who] if names[OINS[wie]] in "".join(found)] == []


async def test_each_track_has_its_own_lines(server: Server, tmp_path: Path) -> None:
    async with a_keten(server, tmp_path, REGELS) as keten:
        hub = await with_rules(keten)
        await split_case(keten, hub, victim=True, perpetrator=True)
        anna, ben = [who_got_what(await register(hub, keten, who)) for who in ("Anna", "Ben")]
    assert "incident" in anna[name(hub, REGIE)]
    assert name(hub, "gemeente") in anna
    assert set(ben) == {name(hub, REGIE), name(hub, "reclassering")}
    assert ("identiteit" in ben[name(hub, REGIE)], ben[name(hub, "reclassering")]) == (True, {"incident"})


async def test_who_asks_from_the_other_side_gets_nothing(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    ben = await called(keten, "Ben")
    with pytest.raises(GeenToegang):
        await register(hub, keten, "Anna", aanvrager=ben)
    anna = await called(keten, "Anna")
    assert (await register(hub, keten, "Ben", aanvrager=anna))["nietVertellen"] == []
    await say(keten, REGIE, "split", SPLIT)
    with pytest.raises(GeenToegang):
        await register(hub, keten, "Ben", aanvrager=anna)


async def test_register_is_for_who_directs_and_of_a_person_of_the_plan(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    with pytest.raises(GeenToegang):
        await make_register(hub, Registervraag(OINS["politie"], keten.stand.verwijzingen["politie"], "x"))
    for ref, persoon, aanvrager in (("bestaat-niet", "x", None), (keten.stand.verwijzingen[REGIE], "x", None)):
        with pytest.raises(NietGevonden):
            await make_register(hub, Registervraag(OINS[REGIE], ref, persoon, aanvrager))
    with pytest.raises(NietGevonden):
        await register(hub, keten, "Anna", aanvrager="x")
    async with hub.opslag.walk() as tx:
        lines = [json.loads(row["regel"]) for row in await tx.fetch("select regel from audit where keten like 'org:%'")]
    assert sum(line["handeling"] == "verstrekkingenregister opgemaakt" for line in lines) == 4


async def test_register_is_on_record_and_can_be_rebuilt(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    await see(hub, keten, "politie")
    made = await register(hub, keten, "Anna")
    found, _ = await recall(hub, Navraag(OINS[REGIE], keten.stand.verwijzingen[REGIE], OINS[REGIE], datetime.now(UTC)))
    assert [(row["staat"], row["uitsnede"]) for row in found if row["soort"] == "register"] == [("gelijk", made)]


async def test_destroyed_source_leaves_the_line_and_a_destroyed_disclosure_none(hub: Hub, keten: Keten) -> None:
    await opened(keten)
    await say(keten, "gemeente", "bij", ANNA, GEDUWD)
    await see(hub, keten, "politie")
    before = await register(hub, keten, "Anna")
    async with hub.opslag.walk() as tx:
        await tx.execute("delete from sleutel where houder = $1", OINS["gemeente"])
    assert await register(hub, keten, "Anna") == before
    async with hub.opslag.walk() as tx:
        await tx.execute("update verstrekking set gewikkeld = decode(repeat('00', 60), 'hex') where organisatie = $1", OINS["politie"])
    assert name(hub, "politie") in who_got_what(before)
    assert name(hub, "politie") not in who_got_what(await register(hub, keten, "Anna"))
