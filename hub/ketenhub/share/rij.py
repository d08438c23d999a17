"""One item as this recipient reads it: pseudonyms for persons, no reference to what is hidden, tags resolved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import leaves_of
from ketenhub.share.fase import BEIDE
from ketenhub.share.tabel import PROFESSIONAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.catalogus import Pad
    from ketenhub.domain.json import Json
    from ketenhub.share.gereed import Gereed, Stuk
    from ketenhub.share.keuze import Keuze, Kiezer
    from ketenhub.share.tekst import Noemer


@dataclass(frozen=True, slots=True)
class Tafel:
    """What the parts of the view need while it is laid; what the recipient calls a person or an organisation is asked once."""

    gereed: Gereed
    kiezer: Kiezer
    keuze: Keuze
    noemer: Noemer
    personen: dict[str, str] = field(default_factory=dict)
    organisaties: dict[str | None, dict[str, Json]] = field(default_factory=dict)
    lezingen: dict[str, Lezing] = field(default_factory=dict)

    def person(self, ident: str) -> str:
        """Give what this recipient calls a person."""
        if ident not in self.personen:
            self.personen[ident] = self.kiezer.omgeving.pseudoniem(ident)
        return self.personen[ident]

    def organisation(self, oin: str | None) -> dict[str, Json]:
        """Give an organisation with its name."""
        if oin not in self.organisaties:
            self.organisaties[oin] = {"oin": oin, "naam": self.kiezer.omgeving.namen.get(oin or "", "een organisatie")}
        return self.organisaties[oin]

    def reading(self, soort: str) -> Lezing:
        """Give how one kind of fact reads."""
        if soort not in self.lezingen:
            self.lezingen[soort] = Lezing(leaves_of(soort), self)
        return self.lezingen[soort]


@dataclass(frozen=True, slots=True)
class Lezing:
    """How the strings of one kind of fact read: each place inside it is a reference to a person or a fact, free text, or none of these."""

    aard: Mapping[Pad, str]
    tafel: Tafel

    def value(self, value: Json, pad: Pad) -> Json:
        """Give a value as this recipient may read it."""
        if isinstance(value, str):
            return self.tafel.person(value) if self.aard.get(pad) == "persoon" else self.tafel.noemer.in_text(value)
        if isinstance(value, list | tuple):
            return [self.value(inner, pad) for inner in value if not self.hidden(inner, pad)]
        if isinstance(value, dict):
            return {key: self.value(inner, (*pad, key)) for key, inner in value.items() if not self.hidden(inner, (*pad, key))}
        return value

    def hidden(self, value: Json, pad: Pad) -> bool:
        """Tell whether a value refers to what this recipient does not see."""
        return isinstance(value, str) and self.aard.get(pad) == "feit" and value not in self.tafel.keuze.velden


def _origin(stuk: Stuk, tafel: Tafel) -> dict[str, Json]:
    """Give where an item comes from; a professional by function, and by name only where that is not protected.

    To the people themselves no organisation is named: the name of a shelter or a school tells where someone is.
    """
    if tafel.kiezer.ontvanger.persoon is not None:
        return {"geldigOp": stuk.geldig_op}
    found: dict[str, Json] = {
        "organisatie": tafel.organisation(stuk.bron),
        "geldigOp": stuk.geldig_op,
        "ontvangenOp": stuk.ontvangen_op,
    }
    if stuk.functie and stuk.id in tafel.keuze.functies:
        found["professional"] = {"functie": stuk.functie}
    if stuk.bron == tafel.kiezer.ontvanger.oin:
        found["eigenId"] = stuk.eigen_id
    return found


def make_row(stuk: Stuk, tafel: Tafel) -> dict[str, Json]:
    """Give an item with the fields that are shared."""
    velden = tafel.keuze.velden[stuk.id]
    row: dict[str, Json] = {"id": stuk.id, "soort": stuk.vorm.soort, **velden}
    row.pop(PROFESSIONAL, None)
    lezing = tafel.reading(stuk.vorm.soort)
    for naam in stuk.aanpassen:
        # also where only that there is something would be told: that there is, is what is hidden
        if naam in row and lezing.hidden(stuk.waarden[naam], (naam,)):
            del row[naam]
        elif naam in row:
            row[naam] = lezing.value(row[naam], (naam,))
    if tafel.kiezer.ontvanger.spoor == BEIDE:
        row["spoor"] = stuk.spoor
    row["herkomst"] = _origin(stuk, tafel)
    return row
