"""The conditions with their state and history, whom each protects, who agrees, the agreements, and a breach with its consequence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ketenhub.domain.json import rows, text, texts
from ketenhub.web.ui.texts import AFSPRAAKSTANDEN, OORDELEN, STANDEN, day_text
from ketenhub.web.ui.views.kaarten import Merk, Punt, plain_mark
from ketenhub.web.ui.views.lezen import EEN_ORGANISATIE
from ketenhub.web.ui.views.wijzer import Bron, Lezer, Veld, Wijzer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ketenhub.domain.json import Object

HOOGSTENS = 5
ICONEN = {"gedaan": ("check", "pos"), "niet_gedaan": ("kruis", "neg")}
PLEGER = "pleger"


@dataclass(frozen=True, slots=True)
class Afspraak:
    """Who does what, who checks, and how it goes."""

    stand: str
    icoon: str
    toon: str
    wie: Markup
    wat: Markup
    velden: tuple[Veld, ...]
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Schending:
    """A breach: when, what happened, by which source, and the consequence that was agreed."""

    dag: str
    tekst: Markup
    gevolg: Markup
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Instemming:
    """Who agrees or not."""

    wie: Markup
    oordeel: str
    bronnen: tuple[Bron, ...]


@dataclass(frozen=True, slots=True)
class Voorwaarde:
    """One condition with all that hangs on it."""

    nummer: int
    stand: str
    tekst: Markup
    merk: Merk
    beschermt: Markup
    afspraken: tuple[Afspraak, ...]
    instemmingen: tuple[Instemming, ...]
    schending: Schending | None
    standen: tuple[Punt, ...]
    velden: tuple[Veld, ...]
    bronnen: tuple[Bron, ...]
    verschil: str


@dataclass(frozen=True, slots=True)
class Voorwaardendeel:
    """All conditions, the agreements that belong to none, and what to watch."""

    voorwaarden: tuple[Voorwaarde, ...]
    andere: tuple[Afspraak, ...]
    losse: tuple[Punt, ...]
    losse_instemmingen: tuple[Instemming, ...]
    geschonden: int
    onbeschermd: Markup
    te_veel: bool

    def __bool__(self) -> bool:
        return bool(self.voorwaarden or self.andere or self.losse or self.losse_instemmingen)


def _agreement(row: Object, wijzer: Wijzer) -> Afspraak:
    lezer = Lezer(row, wijzer)
    stand = lezer.text("stand") or ""
    icon, tone = ICONEN.get(stand, ("klok", "stil"))
    lezer.skip("voorwaarde")
    return Afspraak(
        stand=AFSPRAAKSTANDEN.get(stand, "Afspraak"),
        icoon=icon,
        toon=tone,
        wie=lezer.words("wie"),
        wat=lezer.words("wat"),
        velden=lezer.rest(),
        bronnen=lezer.sources(),
    )


def _step(row: Object, wijzer: Wijzer) -> Punt:
    lezer = Lezer(row, wijzer)
    stand = lezer.text("stand") or ""
    lezer.skip("voorwaarde")
    return Punt(escape(STANDEN.get(stand, "Stap")), lezer.rest(), lezer.sources())


def _consent(row: Object, wijzer: Wijzer) -> Instemming:
    lezer = Lezer(row, wijzer)
    persoon, organisatie = text(row, "persoon"), text(row, "organisatie")
    who = wijzer.person(persoon) if persoon else escape(wijzer.organisaties.get(organisatie or "", EEN_ORGANISATIE))
    return Instemming(who, OORDELEN.get(text(row, "oordeel") or "", ""), lezer.sources())


def _breach(steps: Sequence[Object], gevolg: Markup, wijzer: Wijzer) -> Schending | None:
    """Give the last breach."""
    if not steps:
        return None
    lezer = Lezer(steps[-1], wijzer)
    return Schending(wijzer.day(text(steps[-1], "herkomst", "geldigOp")), lezer.words("toelichting"), gevolg, lezer.sources())


def _mark(stand: str, lezer: Lezer, steps: Sequence[Object]) -> Merk:
    wijzer, until = lezer.wijzer, lezer.day("termijn")
    since = wijzer.day(text(steps[-1], "herkomst", "geldigOp")) if steps else ""
    match stand:
        case "geschonden":
            return plain_mark("negatief", f"Geschonden sinds {since}" if since else "Geschonden", "driehoek")
        case "gerealiseerd":
            return plain_mark("goed", "Gerealiseerd", "check")
        case "vervallen":
            return plain_mark("neutraal", "Vervallen", "min")
        case _:
            late = until is not None and until < wijzer.vandaag
            words = f"Open, uiterlijk {day_text(until, wijzer.vandaag)}" if until else "Open"
            return plain_mark("let-op" if late else "info", words, "klok")


def _condition(nummer: int, row: Object, inhoud: Object, wijzer: Wijzer) -> Voorwaarde:
    lezer, ident = Lezer(row, wijzer), text(row, "id")
    stand = _known_state(lezer)
    steps = _of(inhoud, "voorwaardestanden", ident)
    current = [step for step in steps if text(step, "stand") == stand]
    breach = _breach(current, lezer.words("gevolg"), wijzer) if stand == "geschonden" else None
    lezer.gelezen.difference_update(() if breach else ("gevolg",))
    mark = _mark(stand, lezer, current)
    lezer.gelezen.difference_update(() if stand == "open" else ("termijn",))
    return Voorwaarde(
        nummer=nummer,
        stand=stand,
        tekst=lezer.words("tekst"),
        merk=mark,
        beschermt=wijzer.persons(lezer.texts("beschermt")),
        afspraken=tuple(_agreement(one, wijzer) for one in _of(inhoud, "veiligheidsafspraken", ident)),
        instemmingen=tuple(_consent(one, wijzer) for one in _of(inhoud, "instemmingen", ident)),
        schending=breach,
        standen=tuple(_step(step, wijzer) for step in reversed(steps)),
        velden=lezer.rest(),
        bronnen=lezer.sources(),
        verschil=wijzer.differ(ident),
    )


def _known_state(lezer: Lezer) -> str:
    """Give the state; one that nobody knows stays among the other fields, and counts as open."""
    stand = text(lezer.rij, "stand") or ""
    if stand not in STANDEN:
        return "open"
    lezer.skip("stand")
    return stand


def _of(inhoud: Object, deel: str, ident: str | None) -> tuple[Object, ...]:
    return tuple(row for row in rows(inhoud, deel) if text(row, "voorwaarde") == ident)


def _loose(inhoud: Object, deel: str, known: Iterable[str | None]) -> tuple[Object, ...]:
    """Give what belongs to no condition on this page."""
    there = set(known)
    return tuple(row for row in rows(inhoud, deel) if text(row, "voorwaarde") not in there)


def _unprotected(inhoud: Object, wijzer: Wijzer) -> Markup:
    """Name the members whom no standing condition here protects; who only uses violence needs none."""
    standing = [row for row in rows(inhoud, "veiligheidsvoorwaarden") if row.get("stand") != "vervallen"]
    protected = {ident for row in standing for ident in texts(row, "beschermt")}
    if not protected:
        return Markup("")
    members = [p for p in wijzer.personen.values() if p.lid and {rol for rol, _ in p.rollen} != {PLEGER}]
    return wijzer.persons([p.id for p in members if p.id not in protected])


def make_conditions(inhoud: Object, wijzer: Wijzer) -> Voorwaardendeel:
    """Give the conditions: broken first, then open, then the rest, each in the order in which it was agreed."""
    order = {"geschonden": 0, "open": 1, "gerealiseerd": 2, "vervallen": 3}
    found = sorted(rows(inhoud, "veiligheidsvoorwaarden"), key=lambda row: order.get(text(row, "stand") or "open", 1))
    known = [text(row, "id") for row in found]
    return Voorwaardendeel(
        voorwaarden=tuple(_condition(n, row, inhoud, wijzer) for n, row in enumerate(found, start=1)),
        andere=tuple(_agreement(row, wijzer) for row in _loose(inhoud, "veiligheidsafspraken", known)),
        losse=tuple(_step(row, wijzer) for row in reversed(_loose(inhoud, "voorwaardestanden", known))),
        losse_instemmingen=tuple(_consent(row, wijzer) for row in _loose(inhoud, "instemmingen", known)),
        geschonden=sum(1 for row in found if text(row, "stand") == "geschonden"),
        onbeschermd=_unprotected(inhoud, wijzer),
        te_veel=sum(1 for row in found if text(row, "stand") == "open") > HOOGSTENS,
    )
