"""The decision per item and per field, with what decided it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from ketenhub.domain.catalogus import leaves_of
from ketenhub.domain.delen import Actie
from ketenhub.share.betreft import agreed_purposes, consents
from ketenhub.share.doorbreken import override_for
from ketenhub.share.gereed import NIETS, with_addresses
from ketenhub.share.mensen import shown_to
from ketenhub.share.muren import happened_in, item_wall
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
VERWIJST_WEG = "dit verwijst naar iets dat deze ontvanger niet ziet"
DAG = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")


class Veldbesluit(NamedTuple):
    """What was decided about one field, and by what: a rule, a wall, the sender's own words, or nothing that shares it."""

    item: str
    veld: str
    actie: Actie
    door: str
    regel: Deelregel | None = None


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
    toestemming: Mapping[str, frozenset[str]] | None = None
    getoond: frozenset[str] | None = None

    def allowed(self, veld: Veld) -> Deelregel | None:
        """Give the rule that shares or minimises a field, or None."""
        return self.stand.allowed(veld)

    def wall(self, stuk: Stuk) -> str | None:
        """Give what holds back a whole item, or None; to the people themselves goes nothing that nobody checked."""
        if self.getoond is not None and stuk.id not in self.getoond:
            return "niemand toetste of dit veilig te tonen is"
        return item_wall(stuk, self.ontvanger, self.omgeving.peildatum)

    def outcome(self, stuk: Stuk, gereed: Gereed) -> Uitkomst:
        """Decide about one item that no wall holds back as a whole."""
        ontvanger = self.ontvanger
        houding = Houding(
            ontvanger.spoor,
            self.omgeving.soorten.get(str(stuk.bron), ""),
            stuk.bron == ontvanger.oin,
            ontvanger.oin in stuk.genoemd,
            self.geheim,
            ontvanger.persoon is not None,
            NIETS if self.toestemming is None else agreed_purposes(stuk, gereed, self.toestemming),
            NIETS if ontvanger.persoon is not None else stuk.released_to(ontvanger.oin),
            override_for(stuk, ontvanger.oin, self.omgeving.peildatum) if stuk.doorbraken else "",
        )
        return outcome(self.stand, with_addresses(stuk) if houding.mens else stuk.vorm, houding)


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
    around = gereed.omstandigheden | happened_in(gereed, ontvanger, omgeving.peildatum)
    positie = Positie(
        ontvanger.oin, ontvanger.soort, ontvanger.spoor, fase, gereed.geweldsoorten, omgeving.peildatum, around, ontvanger.alleen
    )
    stand = compile_rules(omgeving.regels, positie)
    return Kiezer(
        ontvanger,
        omgeving,
        stand,
        gereed.geheim,
        consents(gereed, ontvanger.oin) if any(regel.op_toestemming for regel in stand.regels) else None,
        shown_to(gereed, ontvanger, omgeving.peildatum) if ontvanger.persoon is not None else None,
    )


def choose(gereed: Gereed, kiezer: Kiezer) -> Keuze:
    """Decide about every field of every item."""
    keuze = Keuze()
    for stuk in gereed.stukken:
        if kiezer.wall(stuk) is None:
            found = kiezer.outcome(stuk, gereed)
            if found.delen:
                keuze.take(stuk, found)
    return keuze


def _points_at_hidden(stuk: Stuk, veld: str, keuze: Keuze) -> bool:
    """Tell whether a field that is shared or minimised refers to a fact that the recipient does not see: then it stays away after all."""
    value = stuk.waarden.get(veld) if veld in keuze.velden.get(stuk.id, {}) else None
    return isinstance(value, str) and leaves_of(stuk.vorm.soort).get((veld,)) == "feit" and value not in keuze.velden


def trace(gereed: Gereed, kiezer: Kiezer, keuze: Keuze) -> tuple[Veldbesluit, ...]:
    """Say why each field is there or not: the same walls and the same table, told in full."""
    found: list[Veldbesluit] = []
    for stuk in gereed.stukken:
        wall = kiezer.wall(stuk)
        if wall is not None:
            found.append(Veldbesluit(stuk.id, "*", Actie.ONTHOUDEN, wall))
            continue
        for veld, actie, door, regel in kiezer.outcome(stuk, gereed).oordelen:
            hidden = _points_at_hidden(stuk, veld, keuze)
            found.append(Veldbesluit(stuk.id, veld, *((Actie.ONTHOUDEN, VERWIJST_WEG, None) if hidden else (actie, door, regel))))
    return tuple(found)


def decided(gereed: Gereed, fase: int | None, ontvanger: Ontvanger, omgeving: Omgeving) -> tuple[Veldbesluit, ...]:
    """Decide about every field for a recipient that may see this phase, and say by what; nothing is shown."""
    kiezer = make_chooser(gereed, fase, ontvanger, omgeving)
    return trace(gereed, kiezer, choose(gereed, kiezer))
