"""What did an organisation know on a date: every view that was given is rebuilt to the hash of then, whatever changed since (N3)."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from ketenhub.domain.json import at, rows
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.flow.herbouwen import all_facts, rebuilt
from ketenhub.flow.look import Vraag, look
from ketenhub.flow.terugblik import Navraag, recall
from ketenhub.store.verstrekken import Bladzijde, read_disclosures
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import a_household, a_message, opens_incidents, published, with_rules

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.herbouwen import Herbouwd
    from ketenhub.flow.hub import Hub

CASUS = "select casus_id from betrokkenheid where verwijzing = $1"
WIE = ("veilig_thuis", "politie", "gemeente")
AANTAL = 2_000 if os.environ.get("KETENHUB_NACHT") else 200


@dataclass(slots=True)
class Geschiedenis:
    """A household of which things are said, corrected and taken back, and at which organisations look; chance has one seed."""

    keten: Keten
    zaad: int
    kans: random.Random = field(init=False)
    gezegd: dict[str, str] = field(default_factory=dict)
    nummer: int = 0
    gezien: dict[str, list[Object]] = field(default_factory=lambda: {wie: [] for wie in WIE})

    def __post_init__(self) -> None:
        """Start the chance."""
        self.kans = random.Random(self.zaad)

    def _fact(self, ref: str) -> Json:
        self.nummer += 1
        words, n = f"Zin {self.nummer} met é en ‘haken’.", self.kans.randrange(8)
        day = f"2026-{self.kans.randrange(1, 12):02}-{self.kans.randrange(1, 28):02}"
        kinds: list[dict[str, Json]] = [
            {"soort": "risicofactor", "tekst": words, "beinvloedbaar": self.kans.random() < 0.5},
            {"soort": "beschermende_factor", "tekst": words},
            {"soort": "incident", "aard": self.kans.choice(["geweld", "onveilig"]), "omschrijving": words},
            {"soort": "veiligheidsvoorwaarde", "tekst": words, "termijn": "2026-12-01", "gevolg": words},
            {"soort": "gevaarsomschrijving", "tekst": words},
            {"soort": "hersteldoel", "tekst": words, "gebied": "gezondheid"},
            {"soort": "veiligheidsafspraak", "wie": "Oma", "wat": words},
            {
                "soort": "veiligheidsbeoordeling",
                "beoordelaar": {"soort": "professional"},
                "professional": {"ref": "m1", "functie": "Wijkteam"},
                "over": {"soort": "huishouden"},
                "cijfer": self.kans.choice(["2", "5", "6", "6.5", "7"]),
                "reden": words,
            },
        ]
        return {**kinds[n], "ref": ref, "geldigOp": day}

    async def say(self, wie: str, *feiten: Json, **rest: Json) -> int:
        """Let an organisation say something; gives the status."""
        self.nummer += 1
        body = a_message(f"m-{self.nummer}", *feiten, verwijzing=self.keten.stand.verwijzingen[wie], **rest)
        return (await self.keten.send(wie, body)).status_code

    async def happen(self) -> None:
        """Let something be said, corrected or taken back."""
        wie, act = self.kans.choice(WIE), self.kans.random()
        own = [ref for ref, who in self.gezegd.items() if who == wie]
        if act < 0.15 and own:
            ref = self.kans.choice(own)
            del self.gezegd[ref]
            await self.say(wie, intrekkingen=[{"ref": ref, "reden": "Dat klopte niet."}])
            return
        ref = self.kans.choice(own) if act < 0.35 and own else f"r-{self.nummer}"
        if await self.say(wie, self._fact(ref)) == 201:
            self.gezegd[ref] = wie

    async def be_seen(self, hub: Hub, wie: str) -> None:
        """Let an organisation look."""
        zicht = await look(hub, Vraag(OINS[wie], self.keten.stand.verwijzingen[wie], "uitvoering veiligheidsplan"))
        self.gezien[wie].append(zicht.uitsnede.inhoud)


async def known(hub: Hub, keten: Keten, wie: str) -> list[Herbouwd]:
    """Give everything an organisation got, rebuilt whole as no one but itself may see it."""
    async with hub.opslag.walk() as tx:
        (casus_id,) = [row["casus_id"] for row in await tx.fetch(CASUS, keten.stand.verwijzingen["veilig_thuis"])]
        items = await all_facts(hub, tx, casus_id)
        given = await read_disclosures(tx, casus_id, Bladzijde(OINS[wie], datetime.now(UTC), None, 10 * AANTAL))
        return [rebuilt(hub, one, items) for one in given]


async def asked(hub: Hub, keten: Keten, wie: str) -> list[dict[str, Json]]:
    """Ask as who directs what an organisation got, page by page."""
    found: list[dict[str, Json]] = []
    na: str | None = None
    while True:
        vraag = Navraag(OINS["veilig_thuis"], keten.stand.verwijzingen["veilig_thuis"], OINS[wie], datetime.now(UTC), na)
        page, na = await recall(hub, vraag)
        found += page
        if na is None:
            return found


def upgraded(hub: Hub) -> Hub:
    """Give the hub as after an upgrade: other software, other figures in the evaluator, other versions of the plugins."""
    partners = {name: replace(one, versie="99.0.0") for name, one in hub.partners.items()}
    pakket = Regelpakket.model_validate({**Regelpakket().model_dump(), "versie": "anders"})
    return replace(hub, software="99.0.0", pakket=pakket, partners=partners)


async def joined_and_parted(keten: Keten, besluiten: tuple[str, ...]) -> None:
    """Let regie decide about the one proposal."""
    (row,) = (await keten.get("veilig_thuis", "/v1/koppelvoorstellen")).json()["koppelvoorstellen"]
    for besluit in besluiten:
        words: Json = {"besluit": besluit, "reden": "Hetzelfde gezin.", "professional": "proef"}
        answer = await keten.send("veilig_thuis", words, f"/v1/koppelvoorstellen/{row['voorstelId']}/besluiten", "application/json")
        assert answer.status_code == 201, answer.text


async def test_every_view_of_a_generated_history_is_rebuilt_to_the_hash_of_then(keten: Keten) -> None:
    hub = await with_rules(keten)
    await a_household(keten)
    verhaal = Geschiedenis(keten, int(os.environ.get("KETENHUB_ZAAD", random.randrange(10**9))))
    print(f"zaad {verhaal.zaad}")
    for n in range(AANTAL):
        await verhaal.happen()
        await verhaal.be_seen(hub, WIE[n % 3])
    await published(hub, opens_incidents())
    later = upgraded(hub)
    for wie in WIE:
        found = await known(later, keten, wie)
        assert [one.staat for one in found] == ["gelijk"] * len(verhaal.gezien[wie])
        assert [one.uitsnede for one in found] == verhaal.gezien[wie]
        told = await asked(later, keten, wie)
        assert [row["staat"] for row in told] == ["gelijk"] * len(verhaal.gezien[wie])
        assert wie != "veilig_thuis" or [row["uitsnede"] for row in told] == verhaal.gezien[wie]
    assert sum(len(seen) for seen in verhaal.gezien.values()) == AANTAL
    assert len({str(seen) for seen in verhaal.gezien["veilig_thuis"]}) > AANTAL // 6


async def test_what_was_known_stands_after_correction_withdrawal_joining_parting_and_separation(keten: Keten) -> None:
    hub = await with_rules(keten)
    await a_household(keten)
    verhaal = Geschiedenis(keten, 1)
    risico: Json = {"soort": "risicofactor", "ref": "risico", "tekst": "Er is drank."}
    steps: list[tuple[str, tuple[Json, ...], dict[str, Json]]] = [
        ("politie", (risico, {"soort": "incident", "ref": "weg", "aard": "geweld", "omschrijving": "Er werd geslagen."}), {}),
        ("politie", ({"soort": "risicofactor", "ref": "risico", "tekst": "Er is veel drank."},), {}),
        ("politie", (), {"intrekkingen": [{"ref": "weg", "reden": "Dat was elders."}]}),
    ]
    for wie, feiten, rest in steps:
        assert await verhaal.say(wie, *feiten, **rest) == 201
        for one in WIE:
            await verhaal.be_seen(hub, one)
    anna: Json = {"soort": "persoon", "naam": {"voornamen": "Anna"}, "lid": "volwassene", "bsn": "999990019"}
    second = a_message("tweede", anna, {"soort": "risicofactor", "tekst": "Er is schuld."}, geadresseerden=[OINS["veilig_thuis"]])
    assert (await keten.send("politie", second)).status_code == 201
    for besluit in ("samengevoegd", "ontkoppeld"):
        await joined_and_parted(keten, (besluit,))
        for one in WIE:
            await verhaal.be_seen(hub, one)
    people: list[Json] = [{"soort": "persoon", "ref": r, "naam": {"voornamen": r}, "lid": "volwassene"} for r in ("ben", "kim")]
    split: Json = {"soort": "geweldsoort", "aard": "intiem_terrorisme", "plegers": ["ben"], "slachtoffers": ["kim"]}
    assert await verhaal.say("veilig_thuis", *people, split) == 201
    await verhaal.be_seen(hub, "veilig_thuis")
    await published(hub, opens_incidents())
    for wie in WIE:
        found = await known(upgraded(hub), keten, wie)
        assert [(one.staat, one.uitsnede) for one in found] == [("gelijk", seen) for seen in verhaal.gezien[wie]]
    schuld = ["Er is schuld." in str(seen) for seen in verhaal.gezien["veilig_thuis"]]
    assert schuld == [False, False, False, True, False, False]


async def test_what_was_known_holds_no_word_of_what_was_said_later(keten: Keten) -> None:
    hub = await with_rules(keten)
    await a_household(keten)
    verhaal = Geschiedenis(keten, 1)
    await verhaal.be_seen(hub, "veilig_thuis")
    moment = datetime.now(UTC)
    assert await verhaal.say("politie", {"soort": "risicofactor", "tekst": "Er is drank."}) == 201
    await verhaal.be_seen(hub, "veilig_thuis")
    vraag = Navraag(OINS["veilig_thuis"], keten.stand.verwijzingen["veilig_thuis"], OINS["veilig_thuis"], moment)
    found, _ = await recall(hub, vraag)
    assert len(found) == 1
    assert at(found[0], "uitsnede", "risicofactoren") is None


async def seen_by(hub: Hub, keten: Keten, wie: str) -> str:
    """Let an organisation look; gives its view as text."""
    return str((await look(hub, Vraag(OINS[wie], keten.stand.verwijzingen[wie], "uitvoering veiligheidsplan"))).uitsnede.inhoud)


@pytest.mark.req("VISIE-38")
@pytest.mark.parametrize("muur", [{"nietVerder": True}, {"beroepsgeheim": True}])
async def test_who_directs_is_told_nothing_of_anothers_view_that_a_wall_hides_from_it(keten: Keten, muur: dict[str, Json]) -> None:
    hub = await with_rules(keten)
    await a_household(keten)
    verhaal = Geschiedenis(keten, 1)
    before = [row.keys() for row in await asked(hub, keten, "gemeente")]
    assert await verhaal.say("gemeente", {"soort": "risicofactor", "ref": "zq", "tekst": "Zqgeheim.", **muur}) == 201
    assert "Zqgeheim" in await seen_by(hub, keten, "gemeente")
    assert "Zqgeheim" not in await seen_by(hub, keten, "veilig_thuis")
    found = await asked(hub, keten, "gemeente")
    assert len(found) == len(before) + 1
    assert {row["staat"] for row in found} == {"gelijk"}
    assert "Zqgeheim" not in str(found)
    assert not [row for row in found if {"hashUitsnede", "hashBytes", "plaatsen"} & row.keys()]


async def test_who_directs_is_told_of_anothers_view_what_it_was_shown_itself_also_when_that_was_taken_back(keten: Keten) -> None:
    hub = await with_rules(keten)
    await a_household(keten)
    verhaal = Geschiedenis(keten, 1)
    anna: Json = {"soort": "persoon", "ref": "anna", "naam": {"voornamen": "Anna"}, "lid": "volwassene"}
    zin: dict[str, Json] = {"soort": "veiligheidsvoorwaarde", "ref": "vw", "termijn": "2026-12-01", "beschermt": ["anna"]}
    assert await verhaal.say("veilig_thuis", anna, {**zin, "tekst": "Oma haalt Kim."}) == 201
    assert "Oma haalt Kim." in await seen_by(hub, keten, "gemeente")
    assert "Oma haalt Kim." in await seen_by(hub, keten, "veilig_thuis")
    assert await verhaal.say("veilig_thuis", intrekkingen=[{"ref": "vw", "reden": "Dat klopte niet."}]) == 201
    shown = at((await asked(hub, keten, "gemeente"))[-1], "uitsnede", "veiligheidsvoorwaarden", 0)
    own = await look(hub, Vraag(OINS["veilig_thuis"], keten.stand.verwijzingen["veilig_thuis"], "uitvoering veiligheidsplan"))
    assert at(shown, "tekst") == "Oma haalt Kim."
    assert at(shown, "beschermt", 0) in [row["id"] for row in rows(own.uitsnede.inhoud, "personen")]


async def test_what_is_shown_for_the_first_time_by_asking_back_is_on_record_and_only_then(keten: Keten) -> None:
    hub = await with_rules(keten)
    await a_household(keten)
    verhaal = Geschiedenis(keten, 1)
    assert await verhaal.say("politie", {"soort": "risicofactor", "ref": "r", "tekst": "Er is drank."}) == 201
    assert "Er is drank." in await seen_by(hub, keten, "politie")
    for _ in range(2):
        assert "Er is drank." in str(await asked(hub, keten, "politie"))
    (own,) = [row for row in await asked(hub, keten, "veilig_thuis") if row["soort"] == "terugblik"]
    assert own["staat"] == "gelijk"
    assert "Er is drank." in str(own["uitsnede"])
