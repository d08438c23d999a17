"""The alerts above everything else: one block per severity, the most severe first, exactly as shared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.fase import Ernst
from ketenhub.domain.json import rows, text
from ketenhub.web.ui.texts import signal_title

if TYPE_CHECKING:
    from markupsafe import Markup

    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.wijzer import Wijzer

Toon = Literal["error", "warning", "info"]
SOORTEN: tuple[tuple[Ernst, str, Toon, str], ...] = (
    (Ernst.DIRECT, "Direct gevaar", "error", "driehoek"),
    (Ernst.HOOG, "Ernstig", "warning", "driehoek"),
    (Ernst.ATTENTIE, "Let op", "info", "info"),
)


@dataclass(frozen=True, slots=True)
class Melding:
    """One signal: what kind, on which day, and the evaluator's words."""

    titel: str
    dag: str
    tekst: Markup


@dataclass(frozen=True, slots=True)
class Alarm:
    """The signals of one severity."""

    id: str
    titel: str
    toon: Toon
    icoon: str
    meldingen: tuple[Melding, ...]


def make_alerts(inhoud: Object, wijzer: Wijzer) -> tuple[Alarm, ...]:
    """Give a block per severity that has signals; the order inside a block is the evaluator's."""
    found = []
    signals = rows(inhoud, "signalen")
    for ernst, titel, toon, icoon in SOORTEN:
        own = tuple(
            Melding(signal_title(text(row, "soort") or ""), wijzer.day(text(row, "dag")), wijzer.words(text(row, "tekst")))
            for row in signals
            if text(row, "ernst") == ernst.value
        )
        if own:
            found.append(Alarm(f"signaal-{ernst.value}", titel, toon, icoon, own))
    return tuple(found)
