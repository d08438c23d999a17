"""The phase as the evaluator explained it: three steps, the gate in words, and each reason with its rule and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from ketenhub.domain.json import at, rows, text, texts
from ketenhub.web.ui.texts import FASEN, REGELS, figure, source_text
from ketenhub.web.ui.views.lezen import flag, number

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.wijzer import Wijzer

HIER = "Hier staat dit huishouden nu."
GEHAALD = "Deze fase is gehaald."
LATER = {
    2: "Kan pas als alle verplichte stemmen een 6 of hoger geven.",
    3: "Kan pas bij een 7 in twee rondes en een half jaar rust.",
}
EISEN = {1: "geeft een 6 of hoger", 2: "geeft een 7 of hoger", 3: "geeft een 7 of hoger"}
VOORLOPIG = "VISIE-13"


@dataclass(frozen=True, slots=True)
class Stap:
    """One of the three phases, and where the household stands with it."""

    nummer: int
    naam: str
    stand: Literal["klaar", "nu", "later"]
    uitleg: str


@dataclass(frozen=True, slots=True)
class Oordeel:
    """A voice with its score."""

    naam: Markup
    cijfer: str


@dataclass(frozen=True, slots=True)
class Poort:
    """The gate: its sentence, how many give enough, and who is below, missing, or does not count."""

    tal: str
    eis: str
    zin: Markup
    vervolg: Markup
    onder: tuple[Oordeel, ...]
    ontbreekt: tuple[Markup, ...]
    overig: tuple[Oordeel, ...]


@dataclass(frozen=True, slots=True)
class Regel:
    """The reasons under one rule: what the rule says, where it comes from, and the reasons with whether they are met."""

    regel: str
    bron: str
    redenen: tuple[tuple[Markup, bool], ...]


@dataclass(frozen=True, slots=True)
class Fasebeeld:
    """The phase of a household, or how a track without a phase stands."""

    titel: str
    stappen: tuple[Stap, ...]
    poort: Poort | None
    regels: tuple[Regel, ...]


def _steps(fase: int | None) -> tuple[Stap, ...]:
    if fase is None:
        return ()
    found = []
    for nummer, naam in FASEN.items():
        if nummer == fase:
            found.append(Stap(nummer, naam, "nu", HIER))
        elif nummer < fase:
            found.append(Stap(nummer, naam, "klaar", GEHAALD))
        else:
            found.append(Stap(nummer, naam, "later", LATER[nummer]))
    return tuple(found)


def _voices(poort: Object, key: str, wijzer: Wijzer) -> tuple[Oordeel, ...]:
    return tuple(Oordeel(wijzer.words(text(row, "stem")), figure(text(row, "cijfer") or "")) for row in rows(poort, key))


def make_gate(fase: Object, wijzer: Wijzer) -> Poort | None:
    """Give the gate exactly as it was shared, or None where only the phase was."""
    poort = at(fase, "poort")
    if not isinstance(poort, Mapping):
        return None
    first, stop, rest = (text(poort, "zin") or "").partition(". ")
    required = number(poort, "aantalVereist") or 0
    return Poort(
        tal=f"{number(poort, 'aantalVoldoende') or 0} van {required}" if required else "",
        eis=EISEN[number(fase, "fase") or 1],
        zin=wijzer.words(first + stop.strip()),
        vervolg=wijzer.words(rest),
        onder=_voices(poort, "onder", wijzer),
        ontbreekt=tuple(wijzer.words(stem) for stem in texts(poort, "ontbreekt")),
        overig=_voices(poort, "overig", wijzer),
    )


def _reason(row: Object, wijzer: Wijzer) -> Markup:
    """Give a reason, and after it what would change it."""
    return Markup(" ").join(wijzer.words(words) for words in (text(row, "tekst"), text(row, "nodig")) if words)


def _rules(fase: Object, wijzer: Wijzer) -> tuple[Regel, ...]:
    """Put reasons that follow each other under the rule and source they share."""
    found = []
    for (regel, bron), group in groupby(rows(fase, "redenen"), lambda r: (text(r, "regel") or "", text(r, "bron") or "")):
        reasons = tuple((_reason(row, wijzer), flag(row, "voldaan")) for row in group)
        found.append(Regel(REGELS.get(regel, regel), source_text(bron), reasons))
    return tuple(found)


def make_phase(fase: Object, wijzer: Wijzer) -> Fasebeeld:
    """Make the phase ready to show; without a phase it says how the track stands."""
    fase_nummer = number(fase, "fase")
    return Fasebeeld(
        titel="Fase" if fase_nummer else "Stand van dit spoor",
        stappen=_steps(fase_nummer),
        poort=make_gate(fase, wijzer),
        regels=_rules(fase, wijzer),
    )


def is_provisional(fase: Object) -> bool:
    """Tell whether a 7 is not firm yet, by the evaluator's own reason."""
    return any(text(row, "bron") == VOORLOPIG and not flag(row, "voldaan") for row in rows(fase, "redenen"))
