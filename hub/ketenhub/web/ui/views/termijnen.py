"""The terms that run, as shared, with the next meeting and the scores that are old; a figure of our own says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from ketenhub.domain.json import rows, text
from ketenhub.web.ui.texts import count_text, day_text, read_day, term_title
from ketenhub.web.ui.views.lezen import flag, number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.cijfers import Waardering
    from ketenhub.web.ui.views.wijzer import Wijzer

DICHTBIJ = 14
EIGEN_AFSPRAAK = "(eigen afspraak)"


@dataclass(frozen=True, slots=True)
class Termijn:
    """One term: the days in the tile, what it is, what happens when it is not met, and how near it is."""

    tal: int
    eenheid: str
    titel: Markup
    uitleg: Markup
    toon: Literal["gewoon", "let", "neg"]


def _tile(dagen: int) -> tuple[int, str]:
    word = "dag" if abs(dagen) == 1 else "dagen"
    return abs(dagen), f"{word} te laat" if dagen < 0 else word


def _shared(row: Object, wijzer: Wijzer) -> Termijn:
    dagen, dag = number(row, "dagen") or 0, read_day(text(row, "datum"))
    tal, eenheid = _tile(dagen)
    own = EIGEN_AFSPRAAK if flag(row, "eigenAfspraak") else ""
    until = f": uiterlijk {day_text(dag, wijzer.vandaag)}" if dag else ""
    owner = f"Van: {name}." if (name := text(row, "eigenaar", "naam")) else ""
    told = (wijzer.words(text(row, "tekst")), wijzer.words(text(row, "gevolg")), own, wijzer.words(owner))
    explained = Markup(" ").join(words for words in told if words)
    toon: Literal["gewoon", "let", "neg"] = "neg" if dagen < 0 else "let" if dagen <= DICHTBIJ else "gewoon"
    return Termijn(tal, eenheid, wijzer.words(term_title(text(row, "soort") or "") + until), explained, toon)


def _meeting(inhoud: Object, wijzer: Wijzer) -> Iterable[Termijn]:
    """Give the next meeting that was agreed."""
    days = sorted(dag for row in rows(inhoud, "overleggen") if (dag := read_day(text(row, "volgende"))) and dag >= wijzer.vandaag)
    for dag in days[:1]:
        dagen = (dag - wijzer.vandaag).days
        tal, eenheid = _tile(dagen)
        titel = wijzer.words(f"Volgend overleg: {day_text(dag, wijzer.vandaag)}")
        yield Termijn(tal, eenheid, titel, Markup(""), "let" if dagen <= DICHTBIJ else "gewoon")


def _stale(scores: Iterable[Waardering], limiet: int, wijzer: Wijzer) -> Iterable[Termijn]:
    """Give the oldest stale score of each assessor."""
    oldest: dict[str, tuple[date, Waardering]] = {}
    for score in scores:
        if score.oud and score.dag is not None:
            key = score.stem.sleutel
            if key not in oldest or score.dag < oldest[key][0]:
                oldest[key] = (score.dag, score)
    for dag, score in sorted(oldest.values(), key=lambda row: (row[0], row[1].stem.naam)):
        tal, eenheid = _tile((wijzer.vandaag - dag).days)
        why = (
            f"Van {day_text(dag, wijzer.vandaag)}. In deze fase is een cijfer na {count_text(limiet, 'dag', 'dagen')} oud {EIGEN_AFSPRAAK}."
        )
        yield Termijn(tal, eenheid, wijzer.words(f"Cijfer van {score.stem.kort} is oud"), wijzer.words(why), "gewoon")


def make_terms(inhoud: Object, fase: Object, scores: Iterable[Waardering], limiet: int, wijzer: Wijzer) -> tuple[Termijn, ...]:
    """Give every term, the nearest first, and after them what is old."""
    shared = [(number(row, "dagen") or 0, _shared(row, wijzer)) for row in rows(fase, "termijnen")]
    meetings = [(termijn.tal, termijn) for termijn in _meeting(inhoud, wijzer)]
    running = [termijn for _, termijn in sorted([*meetings, *shared], key=lambda row: row[0])]
    return (*running, *_stale(scores, limiet, wijzer))
