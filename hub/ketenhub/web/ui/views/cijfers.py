"""The scores: who gives whom which score, why, and the lines of the chart. Every score stays visible, the lowest leads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.cijfer import Schaal, below, rank
from ketenhub.web.ui.chart_model import Gebeurtenis, Grafiek, Lijn, Punt, Soort
from ketenhub.web.ui.texts import both, count_text, figure, read_day, short_day
from ketenhub.web.ui.views.lezen import HUISHOUDEN, IEMAND, Cijfer, Persoon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

MEESTE_NAMEN = 3


@dataclass(frozen=True, slots=True)
class Stem:
    """One assessor: a professional of an organisation, or a person."""

    sleutel: str
    naam: str
    kort: str
    soort: Soort
    rol: str | None = None


@dataclass(frozen=True, slots=True)
class Waardering:
    """One score as it is shown: the figure, when, and what is the matter with it."""

    stem: Stem
    cijfer: str
    dag: date | None
    dag_tekst: str
    over: tuple[str, ...]
    over_naam: str
    oud: bool
    onvolledig: bool
    schaal: str
    reden: str | None
    niet_hoger: str | None
    niet_lager: str | None
    via: str | None
    bron: str
    aanleiding: str | None = None


@dataclass(frozen=True, slots=True)
class Matrix:
    """Who gives whom which score: one row per assessor, one column per subject, the lowest below."""

    kolommen: tuple[str, ...]
    rijen: tuple[tuple[Stem, tuple[Waardering | None, ...]], ...]
    laagste: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tabel:
    """The figures of the chart as a table: one row per assessor, one column per day."""

    dagen: tuple[str, ...]
    rijen: tuple[tuple[Stem, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Cijferdeel:
    """The whole part about scores."""

    samenvatting: str
    grafiek: Grafiek | None
    tabel: Tabel | None
    matrix: Matrix | None
    redenen: tuple[Waardering, ...]
    eerder: tuple[Waardering, ...]
    later: tuple[Waardering, ...]
    anders: tuple[Waardering, ...]
    laagste: str | None
    hoogste: str | None
    eens: str | None


@dataclass(frozen=True, slots=True)
class Kring:
    """What the scores are read against: the persons, today, and after how many days a score is stale."""

    personen: Mapping[str, Persoon]
    vandaag: date
    limiet: int

    def name(self, ident: str) -> str:
        """Give what to call a person."""
        found = self.personen.get(ident)
        return found.kort if found else IEMAND


def _key(cijfer: Cijfer) -> str:
    """Tell assessors apart: persons by id, professionals by organisation and function."""
    if cijfer.soort == "professional":
        return f"org:{cijfer.herkomst.oin}:{cijfer.herkomst.functie or ''}"
    return f"persoon:{cijfer.persoon or cijfer.id}"


def _kind(cijfer: Cijfer, persoon: Persoon | None) -> Soort:
    if cijfer.soort == "professional":
        return "professional"
    if cijfer.soort == "netwerk":
        return "netwerk"
    child = persoon is not None and (persoon.lid == "minderjarig" or "kind" in {rol for rol, _ in persoon.rollen})
    return "kind" if child else "gezin"


def shorten(namen: Iterable[str]) -> dict[str, str]:
    """Leave out the last word of names that share it (a region), as long as each name stays its own."""
    whole = sorted(set(namen))
    ends = [name.rpartition(" ")[2] for name in whole]
    found = {name: name.rpartition(" ")[0] if " " in name and ends.count(end) > 1 else name for name, end in zip(whole, ends, strict=True)}
    return found if len(set(found.values())) == len(found) else {name: name for name in whole}


def make_voices(cijfers: Sequence[Cijfer], kring: Kring) -> dict[str, Stem]:
    """Give every assessor a name, in the order: professionals, family, children, network."""
    first = {_key(cijfer): cijfer for cijfer in reversed(cijfers)}
    short = shorten(c.herkomst.organisatie for c in first.values() if c.soort == "professional")
    owners = [c.herkomst.oin for c in first.values() if c.soort == "professional"]
    found = []
    for key, cijfer in first.items():
        persoon = kring.personen.get(cijfer.persoon or "")
        soort = _kind(cijfer, persoon)
        if soort == "professional":
            tail = f" ({cijfer.herkomst.functie})" if owners.count(cijfer.herkomst.oin) > 1 and cijfer.herkomst.functie else ""
            name = cijfer.herkomst.organisatie
            found.append(Stem(key, name + tail, short[name] + tail, soort))
        else:
            name = persoon.naam if persoon else IEMAND
            brief = persoon.kort if persoon else IEMAND
            found.append(Stem(key, name, brief, soort, persoon.rol if persoon else IEMAND))
    order = {"professional": 0, "gezin": 1, "kind": 2, "netwerk": 3}
    return {stem.sleutel: stem for stem in sorted(found, key=lambda s: (order[s.soort], s.naam, s.sleutel))}


def rate(cijfer: Cijfer, stem: Stem, kring: Kring) -> Waardering:
    """Make a score ready to show."""
    dag = read_day(cijfer.herkomst.geldig_op)
    names = [kring.name(ident) for ident in cijfer.over]
    return Waardering(
        stem=stem,
        cijfer=cijfer.cijfer,
        dag=dag,
        dag_tekst=short_day(dag) if dag else "dag onbekend",
        over=cijfer.over,
        over_naam=both(names) if names else HUISHOUDEN,
        oud=dag is not None and (kring.vandaag - dag).days > kring.limiet,
        onvolledig=cijfer.onvolledig,
        schaal=cijfer.schaal,
        reden=cijfer.reden,
        niet_hoger=cijfer.niet_hoger,
        niet_lager=cijfer.niet_lager,
        via=cijfer.namens,
        bron=cijfer.herkomst.organisatie,
        aanleiding=cijfer.aanleiding,
    )


def latest(cijfers: Sequence[Cijfer]) -> list[Cijfer]:
    """Give each assessor's last score per subject; of two at one moment the lowest."""
    found: dict[tuple[str, tuple[str, ...]], Cijfer] = {}
    for cijfer in sorted(cijfers, key=lambda c: (c.herkomst.geldig_op or "", -rank(c.cijfer), c.id)):
        found[_key(cijfer), cijfer.over] = cijfer
    return list(found.values())


def _matrix(latest_ones: Sequence[Waardering], stemmen: Mapping[str, Stem]) -> Matrix | None:
    if not latest_ones:
        return None
    subjects = sorted({(len(w.over), w.over_naam, w.over) for w in latest_ones}, key=lambda s: (s[0] == 0, *s))
    cells = {(w.stem.sleutel, w.over): w for w in latest_ones}
    rows = [(stem, tuple(cells.get((key, over)) for _, _, over in subjects)) for key, stem in stemmen.items()]
    lowest = tuple(min((w.cijfer for w in latest_ones if w.over == over), key=rank) for _, _, over in subjects)
    names = tuple(name.capitalize() if not over else name for _, name, over in subjects)
    return Matrix(names, tuple(row for row in rows if any(row[1])), lowest)


def _table(lijnen: Mapping[str, list[Waardering]], stemmen: Mapping[str, Stem]) -> Tabel:
    days = sorted({w.dag for ones in lijnen.values() for w in ones if w.dag})
    rows = []
    for key, ones in lijnen.items():
        rows.append((stemmen[key], tuple(" en ".join(figure(w.cijfer) for w in ones if w.dag == day) for day in days)))
    return Tabel(tuple(short_day(day) for day in days), tuple(rows))


def _names_of(lowest: Sequence[Waardering]) -> str:
    names = [w.stem.kort for w in lowest]
    return both(names) if len(names) <= MEESTE_NAMEN else count_text(len(names), "beoordelaar", "beoordelaars")


def summarise(huishouden: Sequence[Waardering], *, namen: bool = True) -> str:
    """Say in short sentences what the last scores for the household are; a drawing cannot hide names, so it names nobody."""
    if not huishouden:
        return "Er is nog geen cijfer over het huishouden."
    low, high = (pick((w.cijfer for w in huishouden), key=rank) for pick in (min, max))
    enough, total = sum(1 for w in huishouden if not below(w.cijfer, 6)), len(huishouden)
    told = f"{count_text(total, 'beoordelaar gaf', 'beoordelaars gaven')} een cijfer over het huishouden."
    if low == high:
        return f"{told} {'Dat is' if total == 1 else 'Iedereen gaf'} een {figure(low)}."
    who = f", van {_names_of([w for w in huishouden if w.cijfer == low])}" if namen else ""
    share = f"{enough} van de {total} {'geeft' if enough == 1 else 'geven'} een 6 of hoger."
    return f"{told} Het laagste cijfer is een {figure(low)}{who}. Het hoogste is een {figure(high)}. {share}"


def agreement(laatste: Sequence[Waardering]) -> str | None:
    """Say whether the last scores agree: equal, one apart, or further apart."""
    if not laatste:
        return None
    ranks = [rank(w.cijfer) for w in laatste]
    apart = max(ranks) - min(ranks)
    return "eens" if apart == 0 else "bijna" if apart <= 1 else "niet"


def _is_coming(cijfer: Cijfer, vandaag: date) -> bool:
    """Tell whether a score holds from a day that has not come: the evaluator does not read it yet either."""
    dag = read_day(cijfer.herkomst.geldig_op)
    return dag is not None and dag > vandaag


def make_scores(cijfers: Sequence[Cijfer], kring: Kring, gebeurtenissen: Sequence[Gebeurtenis]) -> Cijferdeel:
    """Make the part about scores; what is on another scale, or not true yet, stands beside the chart and is not drawn."""
    coming = [c for c in cijfers if _is_coming(c, kring.vandaag)]
    own = [c for c in cijfers if c.schaal == Schaal.VEILIGHEID and c not in coming]
    other = [c for c in cijfers if c.schaal != Schaal.VEILIGHEID and c not in coming]
    stemmen = make_voices(cijfers, kring)
    now = [rate(c, stemmen[_key(c)], kring) for c in latest(own)]
    household = [w for w in now if not w.over]
    lijnen: dict[str, list[Waardering]] = {key: [] for key in stemmen}
    for cijfer in sorted(own, key=lambda c: (c.herkomst.geldig_op or "", -rank(c.cijfer), c.id)):
        if not cijfer.over and read_day(cijfer.herkomst.geldig_op):
            lijnen[_key(cijfer)].append(rate(cijfer, stemmen[_key(cijfer)], kring))
    lijnen = {key: ones for key, ones in lijnen.items() if ones}
    drawn_text = f"{summarise(household, namen=False)} De tabel onder de tekening geeft dezelfde cijfers."
    drawn = [
        Lijn(stemmen[key].kort, stemmen[key].soort, tuple(Punt(w.dag, w.cijfer) for w in ones if w.dag), stemmen[key].rol)
        for key, ones in lijnen.items()
    ]
    order = list(stemmen)
    current = {c.id for c in (*latest(own), *latest(other), *coming)}
    earlier = sorted((c for c in cijfers if c.id not in current), key=lambda c: (c.herkomst.geldig_op or "", c.id), reverse=True)
    return Cijferdeel(
        samenvatting=summarise(household),
        grafiek=Grafiek(tuple(drawn), tuple(gebeurtenissen), kring.vandaag, kring.limiet, drawn_text) if drawn else None,
        tabel=_table(lijnen, stemmen) if drawn else None,
        matrix=_matrix(now, stemmen),
        redenen=tuple(sorted(now, key=lambda w: (rank(w.cijfer), order.index(w.stem.sleutel), w.over))),
        eerder=tuple(rate(c, stemmen[_key(c)], kring) for c in earlier),
        later=tuple(rate(c, stemmen[_key(c)], kring) for c in coming),
        anders=tuple(rate(c, stemmen[_key(c)], kring) for c in latest(other)),
        laagste=min((w.cijfer for w in now), key=rank, default=None),
        hoogste=max((w.cijfer for w in now), key=rank, default=None),
        eens=agreement(now),
    )
