"""What did an organisation know on a date: every view that was given is rebuilt to the hash of then, whatever changed since (N3)."""

from __future__ import annotations

import os
import random
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ketenhub.domain.json import at
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.flow.look import Vraag, look
from ketenhub.flow.terugblik import Navraag, recall
from tests.integration.flow.keten import OINS, Keten
from tests.integration.flow.regels import a_household, a_message, opens_incidents, published, with_rules

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub

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


async def known(hub: Hub, keten: Keten, wie: str) -> list[dict[str, Json]]:
    """Give everything an organisation got, page by page."""
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
        assert [row["staat"] for row in found] == ["gelijk"] * len(verhaal.gezien[wie])
        assert [row["uitsnede"] for row in found] == verhaal.gezien[wie]
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
        assert [(row["staat"], row["uitsnede"]) for row in found] == [("gelijk", seen) for seen in verhaal.gezien[wie]]
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
