"""The alerts above everything else: one block per severity, the most severe first, exactly as shared."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.fase import Ernst
from ketenhub.domain.json import rows, text
from ketenhub.evaluate.levensloop import Trede
from ketenhub.web.ui.texts import signal_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from markupsafe import Markup

    from ketenhub.domain.json import Object
    from ketenhub.flow.levens import Stand
    from ketenhub.web.ui.views.wijzer import Wijzer

Toon = Literal["error", "warning", "info"]
SOORTEN: tuple[tuple[Ernst, str, Toon, str], ...] = (
    (Ernst.DIRECT, "Direct gevaar", "error", "driehoek"),
    (Ernst.HOOG, "Ernstig", "warning", "driehoek"),
    (Ernst.ATTENTIE, "Let op", "info", "info"),
)
NIEMAND = "Uw organisatie bevestigde dit nog niet."
VOLGENDE = {Trede.PERSOON: "het team", Trede.TEAM: "de regie", Trede.REGIE: "de wacht"}


@dataclass(frozen=True, slots=True)
class Melding:
    """One signal: what kind, on which day, the evaluator's words, where it stands, and its id while someone can still acknowledge it."""

    titel: str
    dag: str
    tekst: Markup
    stand: tuple[str, ...] = ()
    bevestig: str | None = None


@dataclass(frozen=True, slots=True)
class Alarm:
    """The signals of one severity."""

    id: str
    titel: str
    toon: Toon
    icoon: str
    meldingen: tuple[Melding, ...]
    dicht: bool = False

    @property
    def aantal(self) -> str:
        """Say how many there are, for a block that is folded."""
        return "1 punt" if len(self.meldingen) == 1 else f"{len(self.meldingen)} punten"


def _moment(op: datetime, wijzer: Wijzer) -> str:
    return wijzer.day(op.isoformat())


def _waiting(stand: Stand, wijzer: Wijzer) -> str:
    """Say that nobody acknowledged it, and for a direct one who is called next and when."""
    if stand.trede is None:
        return NIEMAND
    if stand.volgende is None:
        return f"{NIEMAND} Iedereen is geroepen."
    who = VOLGENDE[Trede(stand.trede)]
    return f"{NIEMAND} Bevestigt niemand, dan wordt {who} geroepen: {_moment(stand.volgende, wijzer)} (eigen afspraak)."


def _lines(stand: Stand, wijzer: Wijzer) -> tuple[str, ...]:
    """Say who acknowledged a signal and when, or that nobody did; for regie also where the others stand."""
    if stand.bevestigd_op is None:
        own = _waiting(stand, wijzer)
    else:
        own = f"Bevestigd door {stand.professional or 'een medewerker'}, {_moment(stand.bevestigd_op, wijzer)}."
    done = (f"Gedaan: {stand.gedaan}",) if stand.gedaan else ()
    others = (f"{one.naam}: bevestigd, {_moment(one.bevestigd_op, wijzer)}." for one in stand.anderen if one.bevestigd_op)
    open_ = [one.naam for one in stand.anderen if not one.bevestigd_op]
    return (own, *done, *others, *([f"Nog niet bevestigd door: {', '.join(open_)}."] if open_ else []))


def _melding(row: Object, stand: Stand | None, wijzer: Wijzer) -> Melding:
    found = Melding(signal_title(text(row, "soort") or ""), wijzer.day(text(row, "dag")), wijzer.words(text(row, "tekst")))
    if stand is None:
        return found
    return replace(found, stand=_lines(stand, wijzer), bevestig=stand.signaal_id if stand.bevestigd_op is None else None)


def make_alerts(inhoud: Object, wijzer: Wijzer, standen: Sequence[Stand | None] = ()) -> tuple[Alarm, ...]:
    """Give a block per severity that has signals, in the evaluator's order; `standen` tells where each signal stands, if known.

    Points of attention are folded when there are more, so that they do not push the phase off the screen.
    """
    found = []
    pairs = list(zip_longest(rows(inhoud, "signalen"), standen))
    for ernst, titel, toon, icoon in SOORTEN:
        own = tuple(_melding(row, stand, wijzer) for row, stand in pairs if text(row, "ernst") == ernst.value)
        if own:
            found.append(Alarm(f"signaal-{ernst.value}", titel, toon, icoon, own, dicht=ernst is Ernst.ATTENTIE and len(own) > 1))
    return tuple(found)
