"""The two gates: everything that keeps one shut, each with its facts; nothing found means open (domain F1, F2, F3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal

from ketenhub.domain.kalender import add_months
from ketenhub.domain.partijen import Spoor
from ketenhub.evaluate.feiten import ZES, ZEVEN
from ketenhub.evaluate.stemmen import required_voices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from ketenhub.domain.regelpakket import Vinkje
    from ketenhub.evaluate.feiten import Cijfer, Feiten
    from ketenhub.evaluate.gevaar import Gevaar
    from ketenhub.evaluate.kader import Kader
    from ketenhub.evaluate.stemmen import Bord, Dekking, Stem, Vereist

Obstakelsoort = Literal[
    "geen_stem",
    "onder",
    "ontbreekt",
    "opnieuw",
    "verouderd",
    "onvolledig",
    "andere_schaal",
    "niet_alle_leden",
    "houdt_tegen",
    "ronde",
    "voorwaarde",
    "brug",
    "incident",
    "bescherming",
    "controle",
    "stresstest",
]


@dataclass(frozen=True, slots=True)
class Obstakel:
    """One thing that keeps the gate shut."""

    soort: Obstakelsoort
    stem: str | None = None
    cijfers: tuple[Cijfer, ...] = ()
    leden: tuple[str, ...] = ()
    paden: tuple[str, ...] = ()
    datum: date | None = None
    gevaar: str | None = None


@dataclass(slots=True)
class Toestand:
    """A track on one day: its voices, the dangers of the other track, broken conditions, phase and terms."""

    feiten: Feiten
    kader: Kader
    bord: Bord
    ander: Bord | None
    incidentdagen: tuple[tuple[date, str], ...]
    fase: int = 1
    gebroken: dict[str, Gevaar] = field(default_factory=dict)

    @property
    def limiet(self) -> int:
        """Give after how many days a score is stale now; a track without a phase keeps the strictest."""
        return self.kader.pakket.stale_after(1 if self.feiten.zicht.spoor is Spoor.PLEGER else self.fase).waarde


def _uncovered(stem: Stem, dekking: Dekking, toestand: Toestand) -> Obstakel:
    """Tell why a voice without a score under the gate does not carry it yet."""
    if stem.onvolledig:
        return Obstakel("onvolledig", stem.sleutel, tuple(stem.onvolledig.values()))
    if not stem.laatste:
        other = tuple(c for c in toestand.feiten.tien if c.stem == stem.sleutel)
        return Obstakel("andere_schaal" if other else "ontbreekt", stem.sleutel, other)
    current = tuple(toestand.bord.current(stem))
    if not dekking.gaten_zonder_grens:
        return Obstakel("opnieuw", stem.sleutel, current)
    return Obstakel("niet_alle_leden", stem.sleutel, current, dekking.gaten_zonder_grens)


def _second_round(stem: Stem, dekking: Dekking, toestand: Toestand) -> Obstakel | None:
    """Ask for a second round, so many days after the voice first gave a 7 for everyone and kept to it (VISIE-29)."""
    last, interval = dekking.oudste, toestand.kader.pakket.ronde_interval.waarde
    first = stem.zeven_sinds or last
    if first is None or last is None or (last - first).days >= interval:
        return None
    return Obstakel("ronde", stem.sleutel, dekking.dragend, datum=first + timedelta(days=interval))


def obstacle_of(sleutel: str, toestand: Toestand, eis: int, dag: date) -> Obstakel | None:
    """Give what one required voice lacks for the gate at this height, or None."""
    stem = toestand.bord.stem(sleutel)
    dekking = toestand.bord.cover(stem, eis)
    if dekking.onder:
        return Obstakel("onder", sleutel, dekking.onder)
    if dekking.oudste is None:
        return _uncovered(stem, dekking, toestand)
    if (dag - dekking.oudste).days > toestand.limiet:
        return Obstakel("verouderd", sleutel, dekking.dragend, datum=dekking.oudste)
    return _second_round(stem, dekking, toestand) if eis == ZEVEN else None


def _voices(toestand: Toestand, vereist: list[Vereist], eis: int, dag: date) -> Iterator[Obstakel]:
    waiting = [v.sleutel for v in vereist if v.vrijstelling is None]
    if not waiting:
        yield Obstakel("geen_stem")
    for key in waiting:
        found = obstacle_of(key, toestand, eis, dag)
        if found is not None:
            yield found
    others: dict[str, list[Cijfer]] = {}
    for cijfer in toestand.bord.dissent():
        if cijfer.stem not in waiting:
            others.setdefault(cijfer.stem, []).append(cijfer)
    for key, cijfers in sorted(others.items()):
        yield Obstakel("houdt_tegen", key, tuple(cijfers))


def _dangers(toestand: Toestand) -> Iterator[Obstakel]:
    for key, gevaar in sorted(toestand.gebroken.items()):
        if gevaar.brug:
            yield Obstakel("brug", gevaar=gevaar.soort)
        else:
            yield Obstakel("voorwaarde", paden=(gevaar.pad, f"{key}.tekst"))
    if toestand.ander is not None and any(True for _ in toestand.ander.dissent()):
        yield Obstakel("brug", gevaar="cijfer")


def free_since(toestand: Toestand, dag: date) -> tuple[date | None, str | None]:
    """Give the day from which the months without incident are over, and the incident that decides it."""
    days = [(day, path) for day, path in toestand.incidentdagen if day <= dag]
    if not days:
        return None, None
    day, path = max(days)
    return add_months(day, toestand.kader.pakket.zonder_incident.waarde), path


def ticks(feiten: Feiten, dag: date) -> dict[Vinkje, tuple[str, ...]]:
    """Give the evidence per tick: protection, control, stress test (CON-02)."""
    stands = [(v.item, *v.on(dag)) for v in feiten.voorwaarden]
    agreed = [(ident, afspraak) for day, ident, afspraak in feiten.afspraken if day <= dag]
    realised = tuple(f"{item}.tekst" for item, stand, _ in stands if stand == "gerealiseerd")
    proven = tuple(f"{item}.tekst" for item, stand, evidence in stands if stand == "gerealiseerd" and evidence)
    checked = tuple(dict.fromkeys(path for day, path in feiten.controles if day <= dag))
    tested = tuple(f"{ident}.stresstestResultaat" for ident, a in agreed if a.stresstest_resultaat == "geslaagd")
    return {"bescherming": realised, "controle": checked + proven, "stresstest": tested}


def _blocks(toestand: Toestand, eis: int, dag: date) -> Iterator[Obstakel]:
    wanted: tuple[Vinkje, ...] = ("bescherming", "controle") if eis == ZES else ("stresstest",)
    blocking = [v for v in wanted if v in toestand.kader.pakket.blokkeert]
    if blocking:
        evidence = ticks(toestand.feiten, dag)
        yield from (Obstakel(v) for v in blocking if not evidence[v])


def obstacles(toestand: Toestand, dag: date) -> Iterator[Obstakel]:
    """Give everything that keeps the gate after this phase shut on this day."""
    eis = ZES if toestand.fase == 1 else ZEVEN
    vereist = required_voices(toestand.feiten, toestand.bord, dag)
    yield from _voices(toestand, vereist, eis, dag)
    yield from _dangers(toestand)
    if eis == ZEVEN:
        free, path = free_since(toestand, dag)
        if free is not None and dag < free:
            yield Obstakel("incident", paden=(path,) if path else (), datum=free)
    yield from _blocks(toestand, eis, dag)
