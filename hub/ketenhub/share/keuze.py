"""The decision per item and per field, with what decided it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.delen import Actie
from ketenhub.share.muren import item_wall
from ketenhub.share.ontvanger import Houding
from ketenhub.share.regels import Positie, compile_rules
from ketenhub.share.tabel import outcome

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.delen import Deelregel
    from ketenhub.domain.json import Json
    from ketenhub.share.gereed import Gereed, Stuk
    from ketenhub.share.ontvanger import Omgeving, Ontvanger
    from ketenhub.share.regels import Stand, Veld
    from ketenhub.share.tabel import Uitkomst

FRAME = frozenset({"geldigOp"})
DAG = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")


class Veldbesluit(NamedTuple):
    """What was decided about one field, and by what: a rule, a wall, the sender's own words, or nothing that shares it."""

    item: str
    veld: str
    actie: Actie
    door: str
    regel: Deelregel | None = None

    def explain(self) -> str:
        """Say it in plain Dutch: rule, basis, purpose, necessity, and what would change it."""
        if self.regel is None:
            return f"{self.veld}: {self.actie.value}. {self.door}."
        basis = f"{self.regel.grondslag.wet} artikel {self.regel.grondslag.artikel}"
        doubt = "" if self.regel.grondslag.bevestigd else " (nog te bevestigen door een jurist)"
        return (
            f"{self.veld}: {self.actie.value} door regel {self.regel.id}. Grondslag: {basis}{doubt}. Doel: {self.regel.doel}. "
            f"Nodig voor: {self.regel.noodzaak}. Een strengere regel verandert dit."
        )


@dataclass(slots=True)
class Keuze:
    """What of each item is shared with one recipient, with its values; `functies` names the items whose professional's function is."""

    velden: dict[str, Mapping[str, Json]] = field(default_factory=dict)
    kleiner: set[tuple[str, str]] = field(default_factory=set)
    functies: set[str] = field(default_factory=set)

    def shows(self, pad: str) -> bool:
        """Tell whether the fact at a path (`item` or `item.veld`) is shared as it is; what was minimised is not."""
        item, _, veld = pad.partition(".")
        found = self.velden.get(item)
        return found is not None and (not veld or veld in FRAME or (veld in found and (item, veld) not in self.kleiner))

    def take(self, stuk: Stuk, uitkomst: Uitkomst) -> None:
        """Take an item of which something is shared; one of which nothing but its frame is does not exist for the recipient."""
        if uitkomst.alles:
            self.velden[stuk.id] = stuk.waarden
        else:
            velden = {naam: stuk.waarden[naam] for naam in uitkomst.delen}
            for oordeel in uitkomst.kleiner:
                velden[oordeel.veld] = make_smaller(velden[oordeel.veld], oordeel.regel)
                self.kleiner.add((stuk.id, oordeel.veld))
            self.velden[stuk.id] = velden
        if uitkomst.functie:
            self.functies.add(stuk.id)


@dataclass(frozen=True, slots=True)
class Kiezer:
    """Everything that stays the same while the items of one casus are decided for one recipient."""

    ontvanger: Ontvanger
    omgeving: Omgeving
    stand: Stand
    geheim: bool

    def allowed(self, veld: Veld) -> Deelregel | None:
        """Give the rule that shares or minimises a field, or None."""
        return self.stand.allowed(veld)

    def outcome(self, stuk: Stuk) -> Uitkomst:
        """Decide about one item that no wall holds back as a whole."""
        oin = self.ontvanger.oin
        bron = self.omgeving.soorten.get(stuk.bron or "", "")
        return outcome(self.stand, stuk.vorm, Houding(self.ontvanger.spoor, bron, stuk.bron == oin, oin in stuk.genoemd, self.geheim))


def make_smaller(value: Json, regel: Deelregel | None) -> Json:
    """Give the minimised value; only methods that never rewrite text, and only that there is something where the method does not fit."""
    method = regel.minimalisering if regel is not None else None
    if method == "jaartal" and isinstance(value, str) and DAG.match(value):
        return value[:4]
    if method == "initialen" and isinstance(value, dict):
        return {"voorletters": "".join(f"{str(part)[:1]}." for key, part in value.items() if part and key in {"voornamen", "achternaam"})}
    return True


def make_chooser(gereed: Gereed, fase: int | None, ontvanger: Ontvanger, omgeving: Omgeving) -> Kiezer:
    """Prepare the decisions for one recipient."""
    positie = Positie(ontvanger.oin, ontvanger.soort, ontvanger.spoor, fase, gereed.geweldsoorten, omgeving.peildatum)
    return Kiezer(ontvanger, omgeving, compile_rules(omgeving.regels, positie), gereed.geheim)


def choose(gereed: Gereed, kiezer: Kiezer) -> Keuze:
    """Decide about every field of every item."""
    keuze, ontvanger = Keuze(), kiezer.ontvanger
    for stuk in gereed.stukken:
        if item_wall(stuk, ontvanger) is None:
            found = kiezer.outcome(stuk)
            if found.delen:
                keuze.take(stuk, found)
    return keuze


def trace(gereed: Gereed, kiezer: Kiezer) -> tuple[Veldbesluit, ...]:
    """Say why each field is there or not: the same walls and the same table, told in full."""
    found: list[Veldbesluit] = []
    for stuk in gereed.stukken:
        wall = item_wall(stuk, kiezer.ontvanger)
        if wall is not None:
            found.append(Veldbesluit(stuk.id, "*", Actie.ONTHOUDEN, wall))
        else:
            found += [Veldbesluit(stuk.id, veld, actie, door, regel) for veld, actie, door, regel in kiezer.outcome(stuk).oordelen]
    return tuple(found)
