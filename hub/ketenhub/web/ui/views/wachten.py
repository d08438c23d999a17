"""What waits for a person: texts to look at, and for a holder what falls under its secrecy and somebody else would get."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ketenhub.domain.json import rows, text, texts
from ketenhub.web.ui.labels import code_text, field_label

if TYPE_CHECKING:
    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.wijzer import Wijzer


@dataclass(frozen=True, slots=True)
class Wachtende:
    """One text that waits: its part and field, who said it, and who got it after a look."""

    deel: str
    veld: str
    organisatie: str
    vrij: str


@dataclass(frozen=True, slots=True)
class AfTeWegen:
    """One fact to weigh: its part and fields, for whom, since when, what was asked, and until when a no stands."""

    deel: str
    velden: str
    ontvanger: str
    sinds: str
    vragen: tuple[Markup, ...]
    nee_tot: str


def _question(row: Object, wijzer: Wijzer) -> Markup:
    """Write a question as it may be read, with the day on which it lapses."""
    words = wijzer.words(text(row, "reden")) or escape(code_text(text(row, "noodzaak") or "af te wegen"))
    return Markup("{} (tot en met {})").format(words, wijzer.day(text(row, "geldigTot")))


def make_weighing(inhoud: Object, wijzer: Wijzer) -> tuple[AfTeWegen, ...]:
    """Give what this viewer has to weigh; what waits comes before what it decided not to share."""
    found = [
        AfTeWegen(
            code_text(text(row, "deel") or ""),
            ", ".join(field_label(naam) for naam in texts(row, "velden")),
            text(row, "ontvanger", "naam") or "",
            wijzer.day(text(row, "sinds")),
            tuple(_question(one, wijzer) for one in rows(row, "gevraagd")),
            wijzer.day(text(row, "besluit", "geldigTot")) if "besluit" in row else "",
        )
        for row in rows(inhoud, "afweegrij")
    ]
    return tuple(sorted(found, key=lambda one: bool(one.nee_tot)))


def make_waiting(inhoud: Object) -> tuple[Wachtende, ...]:
    """Give the texts that wait, as shared."""
    return tuple(
        Wachtende(
            code_text(text(row, "deel") or ""),
            field_label(text(row, "veld") or ""),
            text(row, "organisatie", "naam") or "",
            ", ".join(text(one, "naam") or "" for one in rows(row, "vrijgegevenAan")),
        )
        for row in rows(inhoud, "wachtOpBlik")
    )
