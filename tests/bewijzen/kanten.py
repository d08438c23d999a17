"""Everything that reaches the perpetrator's side of a casus, as bytes: views of each kind of recipient, and all that is made of them."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from ketenhub.domain.delen import Regelset
from ketenhub.domain.json import rows
from ketenhub.domain.kalender import Kalender
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.evaluate import evaluate
from ketenhub.flow.beeld import Beeld, cut
from ketenhub.flow.delen import Besluit, lasting
from ketenhub.flow.horen import Verandering, known_signals, notices
from ketenhub.flow.look import sources
from ketenhub.flow.werkregel import work_line
from ketenhub.inzicht.monitor import monitor
from ketenhub.inzicht.patroon import pattern
from ketenhub.inzicht.regie import overview
from ketenhub.inzicht.tijdlijn import timeline
from ketenhub.share.bewijs import hash_of, make_manifest
from ketenhub.share.mensen import audience
from ketenhub.share.ontvanger import Omgeving, Ontvanger
from ketenhub.share.share import share
from ketenhub.store.lopen import Betrokkene
from tests.bewijzen.feitenmaker import BEGIN
from tests.bewijzen.verhalen import GGZ, ORGANISATIES, RECLASSERING
from tests.property.test_share import a_rule

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ketenhub.domain.casus import Casus
    from ketenhub.domain.fase import FaseBeoordeling
    from ketenhub.domain.json import Json
    from ketenhub.flow.hub import Hub

    Snijder = Callable[[Casus, FaseBeoordeling], dict[str, Beeld]]

PEILDATUM = BEGIN + timedelta(days=60)
PERSOON = re.compile(r"ps-[A-Za-z0-9-]+")
ANDER = "0" * 19 + "9"
# whoever is not assigned to a track counts as the perpetrator's, of whatever kind it is
VREEMD = ("openbaar_ministerie", "aov", "huisarts", "gemeente", "politie", "veilig_thuis", "wijkagent")


@cache
def rule_sets() -> dict[str, Regelset]:
    """Give a rule set in which the walls alone hold, and that of the hub with all its agreements in force."""
    base = json.loads(resources.files("ketenhub.share").joinpath("basisregels.json").read_bytes())
    for afspraak in base["afspraken"]:
        afspraak |= {"van": "2026-01-01", "tot": "2027-01-01"}
    rules: list[Json] = [a_rule("alles")]
    everything: dict[str, Json] = {"versie": "alles", "regels": rules}
    return {"alles": read_rules(everything), "basis": read_rules(base)}


def read_rules(data: dict[str, Json]) -> Regelset:
    """Read a rule set as the hub does."""
    return Regelset.model_validate_json(json.dumps(data))


def surroundings(regels: Regelset, dag: date = PEILDATUM) -> Omgeving:
    """Give what the filter is told about the world."""
    names = {oin: f"Organisatie {oin[-1]}" for oin in ORGANISATIES}
    return Omgeving(regels, dag, names, ORGANISATIES, lambda persoon: f"ps-{persoon}")


def judged(casus: Casus, dag: date = PEILDATUM) -> FaseBeoordeling:
    """Evaluate under the national pack."""
    return evaluate(casus, dag, Regelpakket(), Kalender())


def perpetrators_side(beeld: Beeld, beurt: int) -> Iterator[Ontvanger]:
    """Give who is on that side, by turns: one assigned to it, one that is not assigned at all, and one of the people themselves."""
    oin, soort = (RECLASSERING, GGZ)[beurt % 2], VREEMD[beurt % len(VREEMD)]
    yield Ontvanger(oin, ORGANISATIES[oin], "pleger", False, f"w-{oin}", gemeente="Elzenwoude")
    yield Ontvanger(ANDER, soort, "pleger", False, f"w-{soort}", gemeente="Elzenwoude")
    people = [
        found for row in rows(beeld.casus, "personen") if (found := audience(beeld.casus, str(row["id"]), PEILDATUM, "w")) is not None
    ]
    if people:
        yield people[beurt % len(people)]


def derived(beeld: Beeld, ontvanger: Ontvanger, omgeving: Omgeving) -> tuple[Besluit, str]:
    """Give what a recipient gets and, as one text, all that is made of it: for lists, lines, the record, and the explanation."""
    besluit = share(beeld.gereed, beeld.beoordeling, ontvanger, omgeving, met_besluiten=True)
    inhoud = besluit.uitsnede.inhoud
    som = hash_of(lasting(inhoud))
    made: dict[str, Json] = {
        "zicht": inhoud,
        "werkregel": work_line(besluit.uitsnede),
        "manifest": make_manifest(inhoud, sources(beeld)),
        "tijdlijn": [*timeline(inhoud)],
        "patroon": pattern(inhoud),
        "monitor": monitor(inhoud),
        "overzicht": overview(inhoud, ()),
    }
    why = [(b.item, b.veld, b.actie, b.door) for b in besluit.besluiten]
    text = json.dumps([made, som, besluit.signalen, why], ensure_ascii=False)
    return Besluit(besluit.uitsnede, som, besluit.signalen), text


def renamed(text: str) -> str:
    """Name persons by the order in which they occur: their ids are random, so which id someone has says nothing."""
    known: dict[str, str] = {}
    return PERSOON.sub(lambda found: known.setdefault(found[0], f"mens-{len(known)}"), text)


@dataclass(frozen=True, slots=True)
class Kant:
    """The perpetrator's side of a casus at one moment: its projection as it would stand in the database, and what each recipient gets."""

    projectie: str
    besluiten: dict[str, Besluit]
    teksten: dict[str, str]
    signalen: frozenset[tuple[str, object]]


def side_of(casus: Casus, regels: str, beurt: int, snijd: Snijder = cut) -> Kant:
    """Give the perpetrator's side of a casus under a rule set, of some recipients by turns."""
    beoordeling = judged(casus)
    beeld = snijd(casus, beoordeling)["pleger"]
    omgeving = surroundings(rule_sets()[regels])
    besluiten, teksten = {}, {}
    for n, ontvanger in enumerate(perpetrators_side(beeld, beurt)):
        key = f"{n} {ontvanger.soort}"
        besluiten[key], text = derived(beeld, ontvanger, omgeving)
        teksten[key] = renamed(text)
    return Kant(json.dumps([beeld.casus, beeld.beoordeling], sort_keys=True), besluiten, teksten, known_signals(beoordeling))


@dataclass(frozen=True, slots=True)
class Meldhub:
    """The two things a notification asks of the hub."""

    gewoon_venster: float = 900.0

    def nieuw_id(self) -> str:
        """Give an id."""
        return "id"


def heard(voor: Kant, na: Kant, afzender: str) -> list[str]:
    """Give the notifications that a message would queue for the perpetrator's side."""
    hub: Hub = Meldhub()  # type: ignore[assignment]  # a notification asks no more of the hub
    found = []
    for key, besluit in na.besluiten.items():
        before = voor.besluiten.get(key)
        wie = Betrokkene(besluit.uitsnede.ontvanger, "w", "pleger", regie=False, actief=True)
        change = Verandering(before.som if before else None, voor.signalen, afzender)  # type: ignore[arg-type]  # Ernst is hidden here
        found += [f"{key}: {one.baan} {one.aanleiding} {one.ernst}" for one in notices(hub, wie, besluit, change)]
    return found
