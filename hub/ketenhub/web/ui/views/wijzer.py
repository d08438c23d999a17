"""How one shared item reads: who and what its ids stand for, where it comes from, and every field that has no place of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ketenhub.domain.json import at, rows, text, texts
from ketenhub.web.ui.labels import CODES, code_text, field_label
from ketenhub.web.ui.names import Namer, make_namer, veiled
from ketenhub.web.ui.texts import ROLLEN, both, moment_text, read_day
from ketenhub.web.ui.views.lezen import EEN_ORGANISATIE, IEMAND, Persoon, read_organisations, read_origin, read_persons

if TYPE_CHECKING:
    from datetime import date

    from ketenhub.domain.json import Json, Object

OIN = re.compile(r"[0-9]{20}")
CODE = re.compile(r"[a-z]+(_[a-z0-9]+)+")
SLEUTEL = re.compile(r"[a-z][a-z0-9_]*")
DAG = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?")
TUSSEN = frozenset({"gerelateerde", "betreft", "object"})
HOOFDLETTER = re.compile(r"(?<=[a-z])([A-Z])")
KADER = frozenset({"id", "soort", "spoor", "herkomst", "bronnen", "rollen"})
TITELS = ("tekst", "omschrijving", "wat", "aard", "identificatie")
VERBORGEN = "niet getoond"
GEHEIM = frozenset({"bsn", "geboortedatum", "telefoon", "straat", "huisnummer", "postcode", "woonplaats"})


@dataclass(frozen=True, slots=True)
class Veld:
    """One field of an item as words."""

    label: str
    waarde: Markup


@dataclass(frozen=True, slots=True)
class Bron:
    """Where a statement comes from: organisation, and function and day beside it; `spoor` where it stands behind the wall."""

    naam: str
    bij: str
    spoor: str


@dataclass(frozen=True, slots=True)
class Wijzer:
    """Who and what the ids in one view stand for, and today."""

    personen: Mapping[str, Persoon]
    items: Mapping[str, str]
    organisaties: Mapping[str, str]
    vandaag: date
    namer: Namer
    verschillen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def differ(self, ident: str | None) -> str:
        """Say in what sources differ about a person or an item; nothing where they do not."""
        return both(self.verschillen.get(ident or "", ()))

    def words(self, tekst: str | None) -> Markup:
        """Escape a text and mark the names in it."""
        return self.namer.mark(tekst)

    def person(self, ident: str | None) -> Markup:
        """Give what to call a person, in short."""
        found = self.personen.get(ident or "")
        return veiled(found.kort, found.rol) if found else escape(IEMAND)

    def persons(self, idents: Sequence[str]) -> Markup:
        """Give what to call persons, in a row."""
        return in_a_row([self.person(ident) for ident in idents])

    def day(self, value: str | None) -> str:
        """Write a moment as people say it."""
        return moment_text(value, self.vandaag)

    def show(self, value: Json) -> Markup:
        """Give any value as words; nothing for what is empty."""
        if isinstance(value, str):
            return self._reference(value) or self._string(value)
        if isinstance(value, Mapping):
            parts = [Markup("{}: {}").format(field_label(key), self.show(inner)) for key, inner in value.items() if filled(inner)]
            return Markup("; ").join(parts)
        if isinstance(value, Sequence):
            return Markup(", ").join(self.show(inner) for inner in value if filled(inner))
        return escape(plain_value(value))

    def _reference(self, value: str) -> Markup | None:
        """Give what an id stands for, or None where the text is no id."""
        if value in self.personen:
            return self.person(value)
        if value in self.items:
            return self.words(self.items[value])
        return escape(self.organisaties.get(value, EEN_ORGANISATIE)) if OIN.fullmatch(value) else None

    def _string(self, value: str) -> Markup:
        if DAG.fullmatch(value) and read_day(value):
            return escape(self.day(value))
        return escape(code_text(value)) if value in CODES or CODE.fullmatch(value) else self.words(value)


@dataclass(frozen=True, slots=True)
class Lezer:
    """Reads one item and remembers which fields got a place of their own, so that `rest` gives all others."""

    rij: Object
    wijzer: Wijzer
    gelezen: set[str] = field(default_factory=set)

    def text(self, naam: str) -> str | None:
        """Give a text field as it came; a field that says only that there is something stays for `rest`."""
        found = text(self.rij, naam)
        if found is not None:
            self.gelezen.add(naam)
        return found

    def words(self, naam: str) -> Markup:
        """Give a text field with its names marked."""
        return self.wijzer.words(self.text(naam))

    def show(self, naam: str) -> Markup:
        """Give any field as words."""
        self.gelezen.add(naam)
        return self.wijzer.show(at(self.rij, naam))

    def code(self, naam: str) -> Markup:
        """Give any field as words; a code starts with a capital."""
        found = text(self.rij, naam)
        shown = self.show(naam)
        return escape(code_text(found)) if found is not None and str(shown) == found and SLEUTEL.fullmatch(found) else shown

    def texts(self, naam: str) -> tuple[str, ...]:
        """Give a list of texts."""
        found = texts(self.rij, naam)
        if found:
            self.gelezen.add(naam)
        return found

    def day(self, naam: str) -> date | None:
        """Give a field that holds a day."""
        found = read_day(text(self.rij, naam))
        if found is not None:
            self.gelezen.add(naam)
        return found

    def skip(self, *namen: str) -> None:
        """Leave out fields that stand elsewhere on the page already."""
        self.gelezen.update(namen)

    def rest(self) -> tuple[Veld, ...]:
        """Give every field that was not read yet."""
        return tuple(
            Veld(field_label(naam), self._veiled(naam, value))
            for naam, value in self.rij.items()
            if naam not in self.gelezen and naam not in KADER and filled(value)
        )

    def raw(self) -> tuple[Veld, ...]:
        """Give what the message held that the plan has no field for, each under the words of its own form."""
        self.gelezen.add("ruw")
        return tuple(Veld(raw_label(text(row, "veld") or ""), self.wijzer.words(text(row, "waarde"))) for row in rows(self.rij, "ruw"))

    def _veiled(self, naam: str, value: Json) -> Markup:
        words = self.wijzer.show(value)
        return veiled(str(words.striptags()), VERBORGEN) if naam in GEHEIM and isinstance(value, str) else words

    def sources(self) -> tuple[Bron, ...]:
        """Give every source of the item, its own first."""
        found = [source(self.rij, self.wijzer), *(source(other, self.wijzer) for other in rows(self.rij, "bronnen"))]
        return tuple(dict.fromkeys(found))


def raw_label(pad: str) -> str:
    """Write a path in a partner's form as words: its last two steps, without what only links them."""
    steps = [step for step in pad.partition("@")[0].split("/") if step not in TUSSEN]
    words = [HOOFDLETTER.sub(r" \1", step).lower() for step in steps[-2:]]
    return ": ".join(words).capitalize()


def plain_value(value: float | None) -> str:
    """Write a number, a yes or a no."""
    if isinstance(value, bool):
        return "Ja" if value else "Nee"
    return "" if value is None else str(value).replace(".", ",")


def filled(value: Json) -> bool:
    """Tell whether there is anything to show: a no and a zero are something too."""
    if isinstance(value, str | Mapping | Sequence):
        return len(value) > 0
    return value is not None


def in_a_row(delen: Sequence[Markup]) -> Markup:
    """Write words in a row: `a, b en c`."""
    if len(delen) < 2:
        return delen[0] if delen else Markup("")
    return Markup("{} en {}").format(Markup(", ").join(delen[:-1]), delen[-1])


def source(rij: Object, wijzer: Wijzer) -> Bron:
    """Give the source of an item: organisation, function and day."""
    found = read_origin(rij)
    beside = (found.functie, wijzer.day(found.geldig_op))
    return Bron(found.organisatie, ", ".join(part for part in beside if part), text(rij, "spoor") or "")


def _title(row: Object) -> str:
    found = next((words for name in TITELS if (words := text(row, name))), None)
    return code_text(found or text(row, "soort") or "")


def _differences(inhoud: Object) -> dict[str, tuple[str, ...]]:
    """Gather in which fields sources differ: by person or condition, and by each telling of a situation."""
    found: dict[str, tuple[str, ...]] = {}
    for row in rows(inhoud, "verschillen"):
        label = field_label(text(row, "veld") or "").lower()
        for ident in texts(row, "onderdelen") if text(row, "soort") == "onveilige_situatie" else (text(row, "over") or "",):
            found[ident] = tuple(dict.fromkeys((*found.get(ident, ()), label)))
    return found


def make_wijzer(inhoud: Object, vandaag: date) -> Wijzer:
    """Gather who and what the ids in a view stand for."""
    personen = read_persons(inhoud, ROLLEN)
    namen = {word: persoon.rol for persoon in personen.values() for word in persoon.namen}
    # nothing may be called by a place: it could give a secret one away
    parts = (row for key in sorted(inhoud) if key not in {"personen", "plaatsen"} for row in rows(inhoud, key))
    items = {ident: _title(row) for row in parts if (ident := text(row, "id"))}
    return Wijzer(personen, items, read_organisations(inhoud), vandaag, make_namer(namen), _differences(inhoud))
