"""The voices: which are required, what each last said, and whether that can open a gate (domain F2, F5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.evaluate.feiten import ZES, ZEVEN
from ketenhub.evaluate.orde import BEGIN, Orde

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ketenhub.evaluate.feiten import Cijfer, Feiten, Opvolging, Volwassene

Sleutel = tuple[str, tuple[str, ...]]
HUISHOUDEN = ""


@dataclass(frozen=True, slots=True)
class Dekking:
    """How far one voice carries a gate: scores under it, the oldest member's latest score, members without one."""

    onder: tuple[Cijfer, ...]
    dragend: tuple[Cijfer, ...]
    oudste: date | None
    gaten: tuple[str, ...]
    gaten_zonder_grens: tuple[str, ...]


@dataclass(slots=True)
class Stem:
    """What one voice said so far: the latest valid score per assessor and subject."""

    sleutel: str
    laatste: dict[Sleutel, Cijfer] = field(default_factory=dict)
    onvolledig: dict[Sleutel, Cijfer] = field(default_factory=dict)
    grens: dict[str, Orde] = field(default_factory=dict)
    gedaald: set[str] = field(default_factory=set)
    zeven_sinds: date | None = None
    dekkingen: dict[int, Dekking] = field(default_factory=dict)
    huidig: list[Cijfer] | None = None


class Bord:
    """All voices of a track while the days go by."""

    def __init__(self, feiten: Feiten) -> None:
        self.leden = feiten.leden
        self.grens: Orde = BEGIN
        self.stemmen: dict[str, Stem] = {}
        self.opvolgers: dict[tuple[str, str], set[str]] = {}

    def stem(self, sleutel: str) -> Stem:
        """Give the voice, silent when it never spoke."""
        return self.stemmen.setdefault(sleutel, Stem(sleutel))

    def add(self, cijfer: Cijfer) -> None:
        """Hear a score. A 6 or more without a reason is kept apart and changes nothing else (MOV-12)."""
        stem, key = self.stem(cijfer.stem), (cijfer.door, cijfer.over)
        if not cijfer.geldig:
            stem.onvolledig[key] = cijfer
            return
        before = stem.laatste.get(key) or stem.laatste.get((cijfer.door, ()))
        if cijfer.rang < ZES:
            stem.grens[cijfer.door] = cijfer.orde
            if before is not None and before.rang >= ZES:
                stem.gedaald.add(cijfer.item)
        stem.laatste[key] = cijfer
        stem.onvolledig.pop(key, None)
        self._end_succeeded(stem)
        self._refresh(stem, cijfer.dag)

    def succeed(self, opvolging: Opvolging, dag: date) -> None:
        """Hear who succeeds an assessor; the old score ends once the successor scored the same subject after it."""
        self.opvolgers.setdefault((opvolging.stem, opvolging.van), set()).add(opvolging.naar)
        stem = self.stem(opvolging.stem)
        self._end_succeeded(stem)
        self._refresh(stem, dag)

    def close(self, sleutel: str) -> None:
        """Hear what became of the concern of an organisation that left: its scores no longer stand."""
        self.stemmen.pop(sleutel, None)

    def raise_bar(self, orde: Orde) -> None:
        """From here on every voice scores anew."""
        self.grens = max(self.grens, orde)
        for stem in self.stemmen.values():
            stem.zeven_sinds = None
            stem.dekkingen.clear()

    def _refresh(self, stem: Stem, dag: date) -> None:
        stem.dekkingen.clear()
        stem.huidig = None
        # mostly one score is under 7, and then how far the rest reaches does not matter
        low = any(c.rang < ZEVEN for c in self.current(stem))
        stem.zeven_sinds = None if low or self.cover(stem, ZEVEN).oudste is None else (stem.zeven_sinds or dag)

    def _heirs(self, stem: str, van: str) -> set[str]:
        found: set[str] = set()
        todo = [van]
        while todo:
            fresh = self.opvolgers.get((stem, todo.pop()), set()) - found
            found |= fresh
            todo += fresh
        return found - {van}

    def _end_succeeded(self, stem: Stem) -> None:
        if not self.opvolgers:
            return
        for key, cijfer in list(stem.laatste.items()):
            heirs = self._heirs(stem.sleutel, cijfer.door)
            later = {o for (door, o), c in stem.laatste.items() if door in heirs and c.orde > cijfer.orde}
            if cijfer.over in later or () in later or (cijfer.over == () and self._all_members(later)):
                del stem.laatste[key]

    def _all_members(self, subjects: set[tuple[str, ...]]) -> bool:
        return bool(self.leden) and all((lid,) in subjects for lid in self.leden)

    def current(self, stem: Stem) -> list[Cijfer]:
        """Give the scores that stand; one for the household ends when every member has a later one of its own."""
        if stem.huidig is None:
            stem.huidig = [c for (door, over), c in stem.laatste.items() if over or not self._told_anew(stem, door, c)]
        return stem.huidig

    def _told_anew(self, stem: Stem, door: str, huishouden: Cijfer) -> bool:
        """Tell whether the assessor gave every member a score of its own after the one for the household."""
        return self._all_members({o for (d, o), c in stem.laatste.items() if d == door and c.orde > huishouden.orde})

    def cover(self, stem: Stem, eis: int) -> Dekking:
        """Tell how far the voice carries a gate at this height."""
        known = stem.dekkingen.get(eis)
        if known is None:
            known = stem.dekkingen[eis] = self._cover(self.current(stem), stem, eis)
        return known

    def _cover(self, current: list[Cijfer], stem: Stem, eis: int) -> Dekking:
        enough = [c for c in current if c.rang >= eis]
        fresh = [c for c in enough if c.orde > self.grens and c.orde > stem.grens.get(c.door, BEGIN)]
        leden = self.leden or (HUISHOUDEN,)
        latest: dict[tuple[str, ...], date] = {}
        for c in fresh:
            latest[c.over] = max(latest.get(c.over, c.dag), c.dag)
        whole = latest.get(())
        own = {lid: latest.get((lid,), whole) for lid in leden}
        days = {lid: max(day, whole or day) for lid, day in own.items() if day is not None}
        told = {c.over for c in enough}
        gaps = tuple(lid for lid in leden if lid not in days)
        return Dekking(
            onder=tuple(c for c in current if c.rang < eis),
            dragend=tuple(fresh),
            oudste=None if gaps else min(days.values()),
            gaten=gaps,
            gaten_zonder_grens=tuple(lid for lid in leden if () not in told and (lid,) not in told),
        )

    def dissent(self) -> Iterable[Cijfer]:
        """Give every standing score under 6 of a voice that moves the phase."""
        for stem in self.stemmen.values():
            yield from (c for c in self.cover(stem, ZES).onder if c.tellend)


@dataclass(frozen=True, slots=True)
class Vereist:
    """A voice that a gate waits for, and the excuse when it has one."""

    sleutel: str
    vrijstelling: str | None = None


def _excuse(feiten: Feiten, bord: Bord, sleutel: str, dag: date) -> str | None:
    """Give the excuse that holds today: never for the victim, nor for a voice that last gave less than a 6."""
    if sleutel.removeprefix("persoon:") in feiten.slachtoffers:
        return None
    found = next((v.item for v in feiten.vrijstellingen if v.stem == sleutel and v.van <= dag <= v.tot), None)
    return None if bord.cover(bord.stem(sleutel), ZES).onder else found


def _left_unheard(volwassene: Volwassene, bord: Bord, dag: date) -> bool:
    left = volwassene.tot is not None and volwassene.tot < dag and (volwassene.van is None or volwassene.van <= volwassene.tot)
    return left and not bord.stem(f"persoon:{volwassene.persoon}").laatste


def required_voices(feiten: Feiten, bord: Bord, dag: date) -> list[Vereist]:
    """Give every adult member of the track and every organisation that takes part today (MOV-17, CON-06).

    An adult that left without ever being heard stays required, until it is heard or excused: parting is no safety (MDA-26).
    """
    orgs = sorted({d.organisatie for d in feiten.zicht.deelnames if d.on(dag)})
    keys = [f"org:{oin}" for oin in orgs] + [f"persoon:{v.persoon}" for v in feiten.volwassenen if v.on(dag) or _left_unheard(v, bord, dag)]
    if not feiten.vrijstellingen:
        return [Vereist(key) for key in keys]
    return [Vereist(key, _excuse(feiten, bord, key, dag)) for key in keys]
