"""The unsafe situations newest first, the scenario for new violence, what goes well, and the three goals of now."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ketenhub.domain.json import rows, text
from ketenhub.web.ui.texts import FEITRANGEN, moment_text, read_day
from ketenhub.web.ui.views.kaarten import Merk, Punt, plain_mark
from ketenhub.web.ui.views.lezen import flag, number
from ketenhub.web.ui.views.wijzer import Bron, Lezer, Veld, Wijzer

if TYPE_CHECKING:
    from ketenhub.domain.json import Object

JAAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True, slots=True)
class Situatie:
    """One unsafe situation: when, whom it happened to, what, its marks and its sources."""

    dag: str
    moment: str
    kop: Markup
    tekst: Markup
    merken: tuple[Merk, ...]
    ergste: bool
    velden: tuple[Veld, ...]
    bronnen: tuple[Bron, ...]
    verschil: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """What everyone does at the next incident, until when it holds, and who has it."""

    stappen: tuple[Markup, ...]
    zinnen: tuple[str, ...]
    velden: tuple[Veld, ...]
    bronnen: tuple[Bron, ...]


def _when(row: Object) -> tuple[str, str]:
    """Give what to sort on and what to show: the day, or else the year."""
    day, year = text(row, "datum"), number(row, "jaar")
    return (day or f"{year or ''}", day or (str(year) if year else ""))


def _situation(row: Object, wijzer: Wijzer) -> Situatie:
    lezer = Lezer(row, wijzer)
    ranks = lezer.texts("feitrang")
    _, when = _when(row)
    lezer.skip(*(name for name in ("datum", "jaar") if text(row, "datum") or name == "jaar"))
    victim = lezer.text("slachtoffer")
    return Situatie(
        dag=moment_text(when, wijzer.vandaag) or "Dag niet bekend",
        moment=when if read_day(when) or JAAR.fullmatch(when) else "",
        kop=wijzer.person(victim) if victim else escape("Onveilige situatie"),
        tekst=lezer.words("omschrijving"),
        merken=tuple(plain_mark("negatief" if rank == "ergste" else "neutraal", FEITRANGEN.get(rank, rank)) for rank in ranks),
        ergste="ergste" in ranks,
        velden=lezer.rest(),
        bronnen=lezer.sources(),
        verschil=wijzer.differ(text(row, "id")),
    )


def make_situations(inhoud: Object, wijzer: Wijzer) -> tuple[Situatie, ...]:
    """Give the unsafe situations, newest first."""
    found = sorted(rows(inhoud, "onveiligeSituaties"), key=lambda row: (_when(row)[0], text(row, "id") or ""), reverse=True)
    return tuple(_situation(row, wijzer) for row in found)


def _known_by(row: Object, wijzer: Wijzer) -> tuple[str, ...]:
    until = text(row, "geldigTot")
    found = [f"Dit geldt tot en met {wijzer.day(until)}." if until else ""]
    if "vastgelegdBijPolitie" in row:
        found.append(
            "De politie heeft dit vastgelegd." if flag(row, "vastgelegdBijPolitie") else "De politie heeft dit nog niet vastgelegd."
        )
    if "tonenAanBetrokkenen" in row:
        shown = flag(row, "tonenAanBetrokkenen")
        found.append("Betrokkenen mogen dit zien." if shown else "Laat dit niet zien aan betrokkenen.")
    return tuple(words for words in found if words)


def make_scenarios(inhoud: Object, wijzer: Wijzer) -> tuple[Scenario, ...]:
    """Give the scenarios, newest first."""
    found = []
    for row in reversed(rows(inhoud, "proactieveScenarios")):
        lezer = Lezer(row, wijzer)
        steps = tuple(wijzer.words(step) for step in lezer.texts("stappen"))
        lezer.skip("geldigTot", "vastgelegdBijPolitie", "tonenAanBetrokkenen")
        found.append(Scenario(steps, _known_by(row, wijzer), lezer.rest(), lezer.sources()))
    return tuple(found)


def _points(found: list[Object], wijzer: Wijzer, *elsewhere: str) -> tuple[Punt, ...]:
    points = []
    for row in found:
        lezer = Lezer(row, wijzer)
        lezer.skip(*elsewhere)
        points.append(Punt(lezer.words("tekst"), lezer.rest(), lezer.sources()))
    return tuple(points)


def make_strengths(inhoud: Object, wijzer: Wijzer) -> tuple[Punt, ...]:
    """Give what goes well, newest first."""
    return _points(list(reversed(rows(inhoud, "beschermendeFactoren"))), wijzer)


def make_goals(inhoud: Object, wijzer: Wijzer) -> tuple[tuple[Punt, ...], tuple[Punt, ...]]:
    """Give the active work goals in their order, and the ones that are over."""
    ordered = sorted(rows(inhoud, "werkdoelen"), key=lambda row: (number(row, "volgorde") or 0, text(row, "id") or ""))
    active = [row for row in ordered if row.get("actief") is not False]
    over = [row for row in ordered if row.get("actief") is False]
    return _points(active, wijzer, "volgorde", "actief"), _points(over, wijzer, "volgorde", "actief")
