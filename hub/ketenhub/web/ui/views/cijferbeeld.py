"""The scores as they stand on the page: summary, chart, table, matrix, and for each score why not higher and not lower."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup, escape

from ketenhub.domain.cijfer import rank
from ketenhub.domain.json import rows, text
from ketenhub.domain.regelpakket import Regelpakket
from ketenhub.web.ui.chart_model import Gebeurtenis
from ketenhub.web.ui.charts import score_chart
from ketenhub.web.ui.texts import OVERLEGGEN, figure, read_day, signal_title, term_title
from ketenhub.web.ui.views.cijfers import Kring, make_scores
from ketenhub.web.ui.views.fase import is_provisional
from ketenhub.web.ui.views.kaarten import Kaart, Vorm, make_card
from ketenhub.web.ui.views.lezen import number, read_scores
from ketenhub.web.ui.views.wijzer import Lezer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from ketenhub.domain.json import Object
    from ketenhub.web.ui.views.cijfers import Cijferdeel, Matrix, Tabel, Waardering
    from ketenhub.web.ui.views.wijzer import Wijzer

DEEL = "veiligheidsbeoordelingen"
VORM = Vorm("Cijfers", tekst="reden")
MEESTE_GEBEURTENISSEN = 12
VOORAAN = 6
KLASSEN = ((2, "a"), (5, "b"), (6, "c"), (7, "d"), (8, "e"))


@dataclass(frozen=True, slots=True)
class Blok:
    """A score in its coloured block; the colour never tells more than the figure."""

    tekst: str
    klasse: str


@dataclass(frozen=True, slots=True)
class Cel:
    """One score in the matrix, with its day and what is the matter with it."""

    blok: Blok
    bij: str


@dataclass(frozen=True, slots=True)
class Rij:
    """One assessor in the matrix or the table."""

    naam: Markup
    cellen: tuple[Cel | None, ...]
    cijfers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rooster:
    """The matrix: who gives whom which score, the lowest below."""

    kolommen: tuple[Markup, ...]
    rijen: tuple[Rij, ...]
    laagste: tuple[Blok, ...]


@dataclass(frozen=True, slots=True)
class Lijst:
    """The figures of the chart as a table."""

    dagen: tuple[str, ...]
    rijen: tuple[Rij, ...]


@dataclass(frozen=True, slots=True)
class Uitleg:
    """One score with its reason, why it is not higher and not lower, and what moved it."""

    blok: Blok
    wie: Markup
    over: Markup
    bij: Markup
    reden: Markup
    niet_hoger: Markup
    niet_lager: Markup
    aanleiding: Markup


@dataclass(frozen=True, slots=True)
class Cijferbeeld:
    """The whole part about scores, ready to show."""

    samenvatting: Markup
    breed: Markup
    smal: Markup
    tabel: Lijst | None
    matrix: Rooster | None
    redenen: tuple[Uitleg, ...]
    verder: tuple[Uitleg, ...]
    eerder: tuple[Uitleg, ...]
    later: tuple[Uitleg, ...]
    anders: tuple[Uitleg, ...]
    zonder: tuple[Kaart, ...]

    def __bool__(self) -> bool:
        return bool(self.matrix or self.later or self.anders or self.zonder)


def make_block(cijfer: str, *, oud: bool = False) -> Blok:
    """Give a score its block; a stale one has a dashed border."""
    return Blok(figure(cijfer), "oud" if oud else next(klasse for most, klasse in KLASSEN if int(rank(cijfer)) <= most))


def stale_limit(fase: Object) -> int:
    """Give after how many days a score is stale in this phase."""
    return Regelpakket().stale_after(number(fase, "fase") or 1).waarde


def _happened(inhoud: Object) -> Iterator[tuple[str | None, Literal["incident", "overleg"], str]]:
    for row in rows(inhoud, "incidenten"):
        yield text(row, "herkomst", "geldigOp"), "incident", signal_title(text(row, "aard") or "onveilig")
    for row in rows(inhoud, "onveiligeSituaties"):
        yield text(row, "datum"), "incident", "Onveilige situatie"
    for row in rows(inhoud, "voorwaardestanden"):
        if text(row, "stand") == "geschonden":
            yield text(row, "herkomst", "geldigOp"), "incident", "Voorwaarde geschonden"
    for row in rows(inhoud, "overleggen"):
        yield text(row, "herkomst", "geldigOp"), "overleg", OVERLEGGEN.get(text(row, "aard") or "", "Overleg")


def read_events(inhoud: Object, fase: Object) -> tuple[Gebeurtenis, ...]:
    """Give what stands on the time axis, in fixed words: no text of a partner enters the drawing."""
    found = {Gebeurtenis(dag, soort, words) for moment, soort, words in _happened(inhoud) if (dag := read_day(moment))}
    ends = [Gebeurtenis(dag, "termijn", f"Einde: {term_title(text(row, 'soort') or '').lower()}") for row, dag in _ends(fase)]
    return (*sorted(found, key=lambda g: (g.dag, g.soort, g.tekst))[-MEESTE_GEBEURTENISSEN:], *ends)


def _ends(fase: Object) -> list[tuple[Object, date]]:
    return [(row, dag) for row in rows(fase, "termijnen") if (dag := read_day(text(row, "datum")))]


def _remarks(score: Waardering, *, provisional: bool) -> list[str]:
    firm = score.cijfer != "7" or score.oud or not provisional
    return [
        word for word, yes in (("oud", score.oud), ("onvolledig: de reden ontbreekt", score.onvolledig), ("voorlopig", not firm)) if yes
    ]


def _cell(score: Waardering | None, *, provisional: bool) -> Cel | None:
    if score is None:
        return None
    words = [word.partition(":")[0] for word in _remarks(score, provisional=provisional)]
    return Cel(make_block(score.cijfer, oud=score.oud), ", ".join([score.dag_tekst, *words]))


def _grid(matrix: Matrix | None, wijzer: Wijzer, *, provisional: bool) -> Rooster | None:
    if matrix is None:
        return None
    rijen = tuple(Rij(wijzer.words(stem.naam), tuple(_cell(s, provisional=provisional) for s in scores)) for stem, scores in matrix.rijen)
    return Rooster(tuple(wijzer.words(name) for name in matrix.kolommen), rijen, tuple(make_block(low) for low in matrix.laagste))


def _table(tabel: Tabel | None, wijzer: Wijzer) -> Lijst | None:
    if tabel is None:
        return None
    return Lijst(tabel.dagen, tuple(Rij(wijzer.words(stem.naam), (), figures) for stem, figures in tabel.rijen))


def _explain(score: Waardering, wijzer: Wijzer, *, provisional: bool = False) -> Uitleg:
    told = [f"verteld aan {score.bron}"] if score.stem.soort != "professional" else []
    by = [score.dag_tekst, *_remarks(score, provisional=provisional), *told, *([f"via {score.via}"] if score.via else [])]
    scale = "" if score.schaal == "0-7+" else f"schaal van {score.schaal.replace('-', ' tot ')}"
    return Uitleg(
        blok=Blok(figure(score.cijfer), "oud") if scale else make_block(score.cijfer, oud=score.oud),
        wie=wijzer.words(score.stem.naam),
        over=wijzer.persons(score.over) if score.over else escape("het huishouden"),
        bij=wijzer.words(", ".join([*by, scale] if scale else by)),
        reden=wijzer.words(score.reden),
        niet_hoger=wijzer.words(score.niet_hoger),
        niet_lager=wijzer.words(score.niet_lager),
        aanleiding=wijzer.words(score.aanleiding),
    )


def _foremost(scores: Sequence[Waardering]) -> tuple[list[Waardering], list[Waardering]]:
    """Put the lowest score of each assessor in front, as many as fit beside the matrix; the scores come lowest first."""
    first = {score.stem.sleutel: score for score in reversed(scores)}
    front = [score for score in scores if first[score.stem.sleutel] is score][:VOORAAN]
    return front, [score for score in scores if score not in front]


def _without(inhoud: Object, wijzer: Wijzer) -> tuple[Kaart, ...]:
    """Give what was shared of a score whose figure was not."""
    return tuple(make_card(Lezer(row, wijzer), VORM) for row in rows(inhoud, DEEL) if text(row, "cijfer") is None)


def read_part(inhoud: Object, fase: Object, wijzer: Wijzer) -> Cijferdeel:
    """Read the scores and what can be said about them."""
    kring = Kring(wijzer.personen, wijzer.vandaag, stale_limit(fase))
    return make_scores(read_scores(inhoud), kring, read_events(inhoud, fase))


def show_scores(deel: Cijferdeel, inhoud: Object, fase: Object, wijzer: Wijzer) -> Cijferbeeld:
    """Make the part about scores ready to show."""
    provisional, grafiek = is_provisional(fase), deel.grafiek
    front, further = _foremost(deel.redenen)
    return Cijferbeeld(
        samenvatting=wijzer.words(deel.samenvatting),
        breed=score_chart("grafiek-breed", grafiek) if grafiek else Markup(""),
        smal=score_chart("grafiek-smal", grafiek, smal=True) if grafiek else Markup(""),
        tabel=_table(deel.tabel, wijzer),
        matrix=_grid(deel.matrix, wijzer, provisional=provisional),
        redenen=tuple(_explain(score, wijzer, provisional=provisional) for score in front),
        verder=tuple(_explain(score, wijzer, provisional=provisional) for score in further),
        eerder=tuple(_explain(score, wijzer) for score in deel.eerder),
        later=tuple(_explain(score, wijzer) for score in deel.later),
        anders=tuple(_explain(score, wijzer) for score in deel.anders),
        zonder=_without(inhoud, wijzer),
    )
