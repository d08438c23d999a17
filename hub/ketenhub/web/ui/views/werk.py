"""The work list: one row per household, the most urgent first, and four counters that filter."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from ketenhub.domain.cijfer import rank
from ketenhub.domain.json import rows, text
from ketenhub.domain.moment import NEDERLAND, day_of
from ketenhub.web.ui.spreiding import draw_spread
from ketenhub.web.ui.texts import (
    FASEN,
    OVERLEGGEN,
    SPOREN,
    count_text,
    day_text,
    days_text,
    figure,
    long_day,
    read_day,
    signal_title,
    term_title,
)
from ketenhub.web.ui.views.lezen import flag, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from markupsafe import Markup

    from ketenhub.domain.json import Object

WEEK = 7
PER_BLAD = 150
MEESTE_MELDINGEN = 3
MEESTE_MERKJES = 4
TONEN: Mapping[str, str] = {"direct": "negatief", "hoog": "negatief", "attentie": "let-op"}
ZWAARTE: Mapping[str, int] = {"direct": 0, "hoog": 1, "attentie": 2}
SCHENDINGEN = frozenset({"schending_voorwaarde", "schending_maatregel"})
GEVAAR, VOORBIJ, RUSTIG = 0, 1, 2
LET: Mapping[str, tuple[str, str]] = {
    "gevaar": ("met acuut gevaar of een schending", "neg"),
    "voorbij": ("termijn voorbij", "neg"),
    "week": ("termijn eindigt binnen een week", "let"),
    "klaar": ("klaar voor de volgende fase?", ""),
}
REGIE: Mapping[str, str] = {"": "Alle huishoudens", "eigen": "Mijn organisatie heeft regie"}
VOLGORDE: Mapping[str, str] = {"": "Meest dringend eerst", "cijfer": "Laagste cijfer eerst", "termijn": "Termijn eerst"}
FASEKEUZE: Mapping[str, str] = {"": "Alle fasen", **{str(nr): f"{nr} {naam}" for nr, naam in FASEN.items()}}


@dataclass(frozen=True, slots=True)
class Keuze:
    """What the reader asked for; every part is one of the choices on the page."""

    let: str = ""
    fase: str = ""
    regie: str = ""
    volgorde: str = ""
    blad: int = 1


@dataclass(frozen=True, slots=True)
class Merkje:
    """A label: its tone and its words."""

    toon: str
    tekst: str


@dataclass(frozen=True, slots=True)
class Termijnvak:
    """The nearest term: how far away, what it is, and its tone."""

    dagen: int
    tekst: str
    soort: str
    toon: str


@dataclass(frozen=True, slots=True)
class Rij:
    """One household in the list."""

    naam: str
    adres: str
    spoor: str
    fase: int | None
    fasenaam: str
    laagste: str | None
    was: str | None
    gedaald: bool
    tekening: Markup | None
    spreiding: str
    eens: Merkje | None
    termijn: Termijnvak | None
    let_op: tuple[Merkje, ...]
    bezig: str
    regie: str
    eigen_regie: bool
    klaar: bool
    groep: int
    direct: tuple[str, ...]

    @property
    def dringend(self) -> bool:
        """Tell whether the row stands out."""
        return self.groep < RUSTIG


@dataclass(frozen=True, slots=True)
class Tegel:
    """A counter that filters; chosen, it leads back to all."""

    aantal: int
    tekst: str
    toon: str
    adres: str
    gekozen: bool


@dataclass(frozen=True, slots=True)
class Veld:
    """A choice in the filter: its name, label and options with the one that is chosen."""

    naam: str
    label: str
    opties: tuple[tuple[str, str], ...]
    waarde: str


@dataclass(frozen=True, slots=True)
class WerkView:
    """The page."""

    ondertitel: str
    bijgewerkt: str
    meldingen: tuple[Rij, ...]
    meer_meldingen: int
    tegels: tuple[Tegel, ...]
    velden: tuple[Veld, ...]
    let: str
    rijen: tuple[Rij, ...]
    gefilterd: str
    totaal: int
    vorige: str | None
    volgende: str | None


def _one_of(value: str | None, choices: Iterable[str]) -> str:
    return value if value in set(choices) and value is not None else ""


def read_choice(vraag: Mapping[str, str]) -> Keuze:
    """Read what was asked; anything that is no choice of ours counts as not chosen."""
    blad = vraag.get("blad", "1")
    return Keuze(
        let=_one_of(vraag.get("let"), LET),
        fase=_one_of(vraag.get("fase"), FASEKEUZE),
        regie=_one_of(vraag.get("regie"), REGIE),
        volgorde=_one_of(vraag.get("volgorde"), VOLGORDE),
        blad=int(blad) if blad.isascii() and blad.isdigit() and 0 < len(blad) <= len("9999") and int(blad) else 1,
    )


def address(keuze: Keuze, **anders: str | int) -> str:
    """Give the address of a choice, with some parts changed; only what differs from the start is in it."""
    parts: dict[str, str | int] = {"let": keuze.let, "fase": keuze.fase, "regie": keuze.regie, "volgorde": keuze.volgorde, "blad": 1}
    parts |= anders
    query = urlencode({name: value for name, value in parts.items() if value and (name, value) != ("blad", 1)})
    return f"/werk?{query}" if query else "/werk"


def _term(line: Object, vandaag: date) -> Termijnvak | None:
    found = [(dag, text(row, "soort") or "") for row in rows(line, "termijnen") if (dag := read_day(text(row, "datum"))) is not None]
    if not found:
        return None
    dag, soort = min(found)
    days = (dag - vandaag).days
    return Termijnvak(days, days_text(days), term_title(soort), "neg" if days < 0 else "let" if days <= WEEK else "")


def _labels(line: Object) -> tuple[Merkje, ...]:
    """Give one label per kind of signal, the most severe first; who is late also counts the rest."""
    worst: dict[str, str] = {}
    for row in rows(line, "signalen"):
        soort, ernst = text(row, "soort") or "", text(row, "ernst") or "attentie"
        if ZWAARTE.get(ernst, 2) < ZWAARTE.get(worst.get(soort, ""), 3):
            worst[soort] = ernst
    order = sorted(worst.items(), key=lambda one: (ZWAARTE.get(one[1], 2), one[0]))
    shown = [Merkje(TONEN.get(ernst, "let-op"), signal_title(soort)) for soort, ernst in order[:MEESTE_MERKJES]]
    left = len(order) - len(shown)
    return (*shown, *([Merkje("neutraal", f"en nog {left}")] if left else []))


def _agreement(line: Object, minst: str | None, meest: str | None) -> Merkje | None:
    """Say whether the assessors agree: one figure, one point apart on the same side of the gate, or not. One alone agrees with nobody.

    Figures from before the danger agree on nothing that holds now: those are due again.
    """
    if not minst or not meest or number(line, "cijfers", "aantal") == 1:
        return None
    if flag(line, "opnieuw"):
        return Merkje("neutraal", "Opnieuw te geven")
    if minst == meest:
        return Merkje("goed", "Eens")
    near = rank(meest) - rank(minst) <= 1
    same_side = (rank(minst) < 6) == (rank(meest) < 6)
    return Merkje("info", "Bijna") if near and same_side else Merkje("neutraal", "Niet eens")


def _busy(line: Object, vandaag: date, klaar: bool) -> str:
    """Say what comes next: the next meeting, or the question whether the next phase can begin."""
    meetings = [
        (dag, text(row, "aard") or "") for row in rows(line, "overleggen") if (dag := read_day(text(row, "dag"))) and dag >= vandaag
    ]
    if meetings:
        dag, aard = min(meetings)
        return f"{OVERLEGGEN.get(aard, 'Overleg')} {day_text(dag, vandaag)}"
    fase = number(line, "fase")
    return f"Klaar voor fase {fase + 1}?" if klaar and fase is not None else ""


def _group(line: Object, termijn: Termijnvak | None) -> int:
    signals = rows(line, "signalen")
    if any(text(row, "ernst") == "direct" or text(row, "soort") in SCHENDINGEN for row in signals):
        return GEVAAR
    return VOORBIJ if (termijn and termijn.dagen < 0) or any(text(row, "soort") == "opschalen" for row in signals) else RUSTIG


def make_row(line: Object, vandaag: date) -> Rij:
    """Make a row of a sealed line."""
    minst, meest = text(line, "cijfers", "minst"), text(line, "cijfers", "meest")
    before, laagste = text(line, "cijfers", "vorige"), text(line, "laagste") or text(line, "cijfers", "minst")
    fase, termijn = number(line, "fase"), _term(line, vandaag)
    was = before if before is not None and laagste is not None and before != laagste else None
    klaar = flag(line, "poort") and fase is not None and fase < max(FASEN)
    direct = {signal_title(text(row, "soort") or "") for row in rows(line, "signalen") if text(row, "ernst") == "direct"}
    spoor = text(line, "spoor") or ""
    return Rij(
        naam=text(line, "schuilnaam") or "",
        adres=f"/h/{text(line, 'verwijzing')}",
        spoor=SPOREN.get(spoor, ""),
        fase=fase,
        fasenaam=FASEN.get(fase or 0, ""),
        laagste=laagste,
        was=was,
        gedaald=was is not None and laagste is not None and rank(laagste) < rank(was),
        tekening=draw_spread(minst, meest) if minst and meest else None,
        spreiding=(f"{figure(minst)} – {figure(meest)}" if minst != meest else figure(minst)) if minst and meest else "",
        eens=_agreement(line, minst, meest),
        termijn=termijn,
        let_op=_labels(line),
        bezig=_busy(line, vandaag, klaar),
        regie=text(line, "regie") or "",
        eigen_regie=flag(line, "eigenRegie"),
        klaar=klaar,
        groep=_group(line, termijn),
        direct=tuple(sorted(direct)),
    )


def _order(keuze: Keuze, rij: Rij) -> tuple[float, ...]:
    score = float(rank(rij.laagste)) if rij.laagste else 9.0
    days = float(rij.termijn.dagen) if rij.termijn else 9999.0
    orders = {"cijfer": (score, days), "termijn": (days, score)}
    return orders.get(keuze.volgorde, (float(rij.groep), score, days))


def _fits_tile(rij: Rij, let: str) -> bool:
    days = rij.termijn.dagen if rij.termijn else None
    fits = {
        "gevaar": rij.groep == GEVAAR,
        "voorbij": days is not None and days < 0,
        "week": days is not None and 0 <= days <= WEEK,
        "klaar": rij.klaar,
    }
    return fits.get(let, True)


def _chosen(rij: Rij, keuze: Keuze) -> bool:
    phase = not keuze.fase or str(rij.fase) == keuze.fase
    return _fits_tile(rij, keuze.let) and phase and (not keuze.regie or rij.eigen_regie)


def _tiles(rijen: Sequence[Rij], keuze: Keuze) -> tuple[Tegel, ...]:
    counts = Counter(let for let in LET for rij in rijen if _fits_tile(rij, let))
    return tuple(
        Tegel(counts[let], words, tone if counts[let] else "", address(keuze, let="" if keuze.let == let else let), keuze.let == let)
        for let, (words, tone) in LET.items()
    )


def _filter_text(keuze: Keuze) -> str:
    """Name the filter that is on."""
    parts = [
        LET[keuze.let][0].rstrip("?") if keuze.let else "",
        f"fase {FASEKEUZE[keuze.fase]}" if keuze.fase else "",
        REGIE[keuze.regie].lower() if keuze.regie else "",
    ]
    return ", ".join(part for part in parts if part)


def _fields(keuze: Keuze) -> tuple[Veld, ...]:
    return (
        Veld("fase", "Fase", tuple(FASEKEUZE.items()), keuze.fase),
        Veld("regie", "Regie", tuple(REGIE.items()), keuze.regie),
        Veld("volgorde", "Volgorde", tuple(VOLGORDE.items()), keuze.volgorde),
    )


def work_view(lines: Sequence[Object], keuze: Keuze, nu: datetime) -> WerkView:
    """Make the page of the lines of one organisation."""
    local = nu.astimezone(ZoneInfo(NEDERLAND))
    vandaag = day_of(nu, ZoneInfo(NEDERLAND))
    everyone = sorted((make_row(line, vandaag) for line in lines), key=lambda rij: (*_order(Keuze(), rij), rij.naam))
    chosen = sorted((rij for rij in everyone if _chosen(rij, keuze)), key=lambda rij: (*_order(keuze, rij), rij.naam))
    direct = tuple(rij for rij in everyone if rij.direct)
    start = (keuze.blad - 1) * PER_BLAD
    more = len(chosen) > start + PER_BLAD
    return WerkView(
        ondertitel=f"{count_text(len(everyone), 'huishouden', 'huishoudens')} · {long_day(vandaag)}",
        bijgewerkt=f"Bijgewerkt om {local.hour:02d}.{local.minute:02d} uur",
        meldingen=direct[:MEESTE_MELDINGEN],
        meer_meldingen=max(len(direct) - MEESTE_MELDINGEN, 0),
        tegels=_tiles(everyone, keuze),
        velden=_fields(keuze),
        let=keuze.let,
        rijen=tuple(chosen[start : start + PER_BLAD]),
        gefilterd=_filter_text(keuze),
        totaal=len(everyone),
        vorige=address(keuze, blad=keuze.blad - 1) if keuze.blad > 1 else None,
        volgende=address(keuze, blad=keuze.blad + 1) if more else None,
    )
