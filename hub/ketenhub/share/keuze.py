"""The decision per item and per field, with what decided it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import catalogus
from ketenhub.domain.delen import Actie
from ketenhub.domain.gegeven import Categorie
from ketenhub.domain.json import at, rows, text
from ketenhub.share.muren import field_wall, has_secret_place, is_named, is_own, item_wall, text_wall
from ketenhub.share.regels import Positie, Veld, deciding_rule, rules_for
from ketenhub.share.tekst import free_texts, holds_known_word, known_words

if TYPE_CHECKING:
    from ketenhub.domain.delen import Deelregel
    from ketenhub.domain.json import Json, Object
    from ketenhub.share.ontvanger import Omgeving, Ontvanger

EIGEN = "eigen woorden"
KADER = frozenset({Categorie.KENMERK})
# fields that are a name, number or place themselves; the check is for words about them in running text
GEGEVENS = frozenset({Categorie.IDENTITEIT, Categorie.BSN, Categorie.CONTACT, Categorie.LOCATIE})
FRAME = frozenset({"geldigOp"})
HUB = "hub"
FASEVELD = Veld(HUB, "fase", Categorie.FASE, HUB)
DAG = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")


@dataclass(frozen=True, slots=True)
class Veldbesluit:
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
    """All decisions for one recipient: per item the shared fields with their values, and why."""

    velden: dict[str, dict[str, Json]] = field(default_factory=dict)
    besluiten: list[Veldbesluit] = field(default_factory=list)
    kleiner: set[tuple[str, str]] = field(default_factory=set)

    def shows(self, pad: str) -> bool:
        """Tell whether the fact at a path (`item` or `item.veld`) is shared as it is; what was minimised is not."""
        item, _, veld = pad.partition(".")
        found = self.velden.get(item)
        return found is not None and (not veld or veld in FRAME or (veld in found and (item, veld) not in self.kleiner))


def violence_kinds(casus: Object) -> tuple[str, ...]:
    """Give the kinds of violence that were named in the casus."""
    found = {text(item, "feit", "aard") for item in rows(casus, "items") if at(item, "feit", "soort") == "geweldsoort"}
    return tuple(sorted(kind for kind in found if kind))


@dataclass(slots=True)
class Kiezer:
    """Everything that stays the same while the items of one casus are decided for one recipient."""

    ontvanger: Ontvanger
    omgeving: Omgeving
    regels: tuple[Deelregel, ...]
    geheim: bool
    bekend: re.Pattern[str] | None

    def allowed(self, veld: Veld) -> Deelregel | None:
        """Give the rule that shares or minimises a field, or None."""
        found = deciding_rule(self.regels, veld)
        return None if found is None or found.actie is Actie.ONTHOUDEN else found

    def decide(self, item: Object, name: str, categorie: Categorie) -> Veldbesluit:
        """Decide about one field of an item: walls, own words, rules, and the check on free text."""
        ident = text(item, "id") or ""
        wall = field_wall(item, categorie, self.ontvanger, secret=self.geheim)
        if wall is not None:
            return Veldbesluit(ident, name, Actie.ONTHOUDEN, wall)
        if is_own(item, self.ontvanger):
            return Veldbesluit(ident, name, Actie.DELEN, EIGEN)
        bron = self.omgeving.soorten.get(text(item, "herkomst", "organisatie") or "", "")
        regel = deciding_rule(self.regels, Veld(text(item, "feit", "soort") or "", name, categorie, bron))
        if regel is None:
            return Veldbesluit(ident, name, Actie.ONTHOUDEN, "geen regel deelt dit")
        return self._by_rule(item, name, categorie, regel)

    def _by_rule(self, item: Object, name: str, categorie: Categorie, regel: Deelregel) -> Veldbesluit:
        """Let the rule decide, unless what stands in free text holds it for a person."""
        ident = text(item, "id") or ""
        if regel.actie is not Actie.ONTHOUDEN and categorie not in GEGEVENS:
            reason = self.holds(item, tuple(free_texts(text(item, "feit", "soort") or "", name, at(item, "feit", name))))
            if reason is not None:
                return Veldbesluit(ident, name, Actie.ONTHOUDEN, reason)
        return Veldbesluit(ident, name, regel.actie, f"regel {regel.id}", regel)

    def holds(self, item: Object, texts_: tuple[str, ...]) -> str | None:
        """Give why free text of somebody else waits for a person, or None; whom its sender named gets it unheld (domain 5)."""
        wall = text_wall(texts_, item, self.ontvanger)
        if wall is not None or is_own(item, self.ontvanger) or is_named(item, self.ontvanger):
            return wall
        found = any(holds_known_word(words, self.bekend) for words in texts_)
        return "de tekst noemt een naam of plaats zonder merk; iemand moet dit bekijken" if found else None


def make_smaller(value: Json, besluit: Veldbesluit) -> Json:
    """Give the minimised value; only methods that never rewrite text, and only that there is something where the method does not fit."""
    if besluit.actie is not Actie.MINIMALISEREN or besluit.regel is None:
        return value
    method = besluit.regel.minimalisering
    if method == "jaartal" and isinstance(value, str) and DAG.match(value):
        return value[:4]
    if method == "initialen" and isinstance(value, dict):
        return {"voorletters": "".join(f"{str(part)[:1]}." for key, part in value.items() if part and key in {"voornamen", "achternaam"})}
    return True


def make_chooser(casus: Object, fase: int | None, ontvanger: Ontvanger, omgeving: Omgeving) -> Kiezer:
    """Prepare the decisions for one recipient; where no rule lets it see the phase, only rules without a phase are about it."""
    kinds = violence_kinds(casus)

    def rules(seen: int | None) -> tuple[Deelregel, ...]:
        return rules_for(omgeving.regels, Positie(ontvanger.oin, ontvanger.soort, ontvanger.spoor, seen, kinds, omgeving.peildatum))

    found = rules(fase)
    deciding = deciding_rule(found, FASEVELD)
    if deciding is None or deciding.actie is not Actie.DELEN:
        found = rules(None)
    return Kiezer(ontvanger, omgeving, found, has_secret_place(casus), known_words(casus))


def choose(casus: Object, kiezer: Kiezer) -> Keuze:
    """Decide about every field of every item; an item of which nothing but its frame is shared does not exist for the recipient."""
    keuze, kinds = Keuze(), catalogus()
    for item in rows(casus, "items"):
        ident, feit = text(item, "id") or "", at(item, "feit")
        wall = item_wall(item, kiezer.ontvanger)
        if wall is not None:
            keuze.besluiten.append(Veldbesluit(ident, "*", Actie.ONTHOUDEN, wall))
            continue
        shared: dict[str, Json] = {}
        for name, categorie in kinds.get(text(feit, "soort") or "", {}).items():
            value = at(feit, name)
            if value is None or categorie in KADER:
                continue
            besluit = kiezer.decide(item, name, categorie)
            keuze.besluiten.append(besluit)
            if besluit.actie is not Actie.ONTHOUDEN:
                shared[name] = make_smaller(value, besluit)
            if besluit.actie is Actie.MINIMALISEREN:
                keuze.kleiner.add((ident, name))
        if set(shared) - {"professional"}:
            keuze.velden[ident] = shared
    return keuze
