"""A form as a table: which elements, in which order, how often, and what their text must be; read and written by the same rows."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ketenhub.dialects.stuf.codelijsten import GEEN_WAARDE, ONVOLLEDIG
from ketenhub.dialects.stuf.knoop import STUF, XSI, Knoop
from ketenhub.dialects.stuf.toetsen import shaped, text_of
from ketenhub.domain.errors import OngeldigBericht, Verplichtveld

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.dialects.stuf.toetsen import Toets

PAD = 190
VRIJ = text_of(4000)
KORT = text_of(200)
DEEL_VAN_DATUM = shaped(re.compile(r"[0-9]{1,8}"), 8)
NIL = (XSI, "nil")
ENTITEIT = (STUF, "entiteittype")
ONVOLLEDIGE_DATUM = "indOnvolledigeDatum"
GEEN = "@noValue"
AANWEZIG = "@aanwezig"


@dataclass(frozen=True, slots=True)
class Veld:
    """One row of a form: a text with its check, or a group with its parts.

    `vaak` is how often it may stand; `leeg` whether it may be nil, and `reden` in which namespace the reason for that is written;
    `kenmerk` is the one attribute that is kept with a text; of the parts with `keuze` only one may stand.
    """

    naam: str
    ruimte: str
    toets: Toets | None = None
    delen: tuple[Veld, ...] = ()
    verplicht: bool = False
    vaak: int = 1
    leeg: bool = False
    entiteit: str | None = None
    reden: Literal["stuf", "los", "geen"] = "stuf"
    kenmerk: tuple[str, str] | None = None
    keuze: bool = False

    def step(self, n: int) -> str:
        """Give the step of the path to the n-th of these."""
        return self.naam if self.vaak == 1 else f"{self.naam}[{n}]"


def read_form(knoop: Knoop, veld: Veld) -> dict[str, str]:
    """Give every text of a message by its path below the root, in document order; raises OngeldigBericht with the place.

    `path@noValue` says why an element is nil, `path@aanwezig` that a group stands there without anything in it.
    """
    found: dict[str, str] = {}
    _Lezer(f"/{veld.naam}", found).group(knoop, veld, "")
    return found


@dataclass(frozen=True, slots=True)
class _Lezer:
    wortel: str
    found: dict[str, str]

    def refuse(self, pad: str, reden: str) -> OngeldigBericht:
        return OngeldigBericht(f"{self.wortel}/{pad}".rstrip("/"), reden)

    def element(self, knoop: Knoop, veld: Veld, pad: str) -> None:
        if knoop.attributen.get(ENTITEIT, veld.entiteit) != veld.entiteit:
            raise self.refuse(pad, "dit entiteittype hoort hier niet")
        if _is_nil(knoop):
            self.nil(knoop, veld, pad)
        elif veld.toets is None:
            self.group(knoop, veld, pad)
        else:
            self.text(knoop, veld, veld.toets, pad)

    def nil(self, knoop: Knoop, veld: Veld, pad: str) -> None:
        if not veld.leeg or knoop.delen or knoop.tekst.strip():
            raise self.refuse(pad, "dit veld mag niet leeg zijn")
        reden = _no_value(knoop) or "geenWaarde"
        if reden not in GEEN_WAARDE:
            raise self.refuse(pad, "deze reden van leegte staat niet in de lijst")
        self.found[pad + GEEN] = reden

    def text(self, knoop: Knoop, veld: Veld, toets: Toets, pad: str) -> None:
        if knoop.delen:
            raise self.refuse(pad, "hier hoort alleen tekst")
        extra = knoop.attributen.get(veld.kenmerk) if veld.kenmerk else None
        reden = _fault(veld, toets, knoop.tekst, extra)
        if reden is not None:
            raise self.refuse(pad, reden)
        self.found[pad] = knoop.tekst
        if extra is not None and veld.kenmerk is not None:
            self.found[f"{pad}@{veld.kenmerk[1]}"] = extra

    def group(self, knoop: Knoop, veld: Veld, pad: str) -> None:
        if knoop.tekst.strip():
            raise self.refuse(pad, "hier hoort geen tekst")
        known = {(deel.ruimte, deel.naam): deel for deel in veld.delen}
        seen: Counter[tuple[str, str]] = Counter()
        for inner in knoop.delen:
            key = (inner.ruimte, inner.naam)
            seen[key] += 1
            deel = known.get(key)
            if deel is None:
                self.unknown(inner, f"{pad}/{inner.naam}[{seen[key]}]".lstrip("/"), pad)
                continue
            step = f"{pad}/{deel.step(seen[key])}".lstrip("/")
            if seen[key] > deel.vaak:
                raise self.refuse(step, "dit veld komt te vaak voor")
            self.element(inner, deel, step)
        self.complete(veld, seen, pad)
        if not knoop.delen:
            self.found[pad + AANWEZIG] = "ja"

    def complete(self, veld: Veld, seen: Mapping[tuple[str, str], int], pad: str) -> None:
        for deel in veld.delen:
            if deel.verplicht and (deel.ruimte, deel.naam) not in seen:
                raise self.refuse(f"{pad}/{deel.naam}".lstrip("/"), "dit veld ontbreekt")
        if sum(deel.keuze and (deel.ruimte, deel.naam) in seen for deel in veld.delen) > 1:
            raise self.refuse(pad, "van deze velden mag er maar een staan")

    def unknown(self, knoop: Knoop, pad: str, known: str) -> None:
        """Keep what the form does not know as it came; below the last known name its names are never repeated in a fault."""
        place = f"{known}/(onbekend veld)".lstrip("/")
        if len(pad) > PAD:
            raise self.refuse(place, "de naam is te lang")
        for n, inner in enumerate(knoop.delen, 1):
            self.unknown(inner, f"{pad}/{inner.naam}[{n}]", known)
        if knoop.tekst.strip():
            reden = VRIJ(knoop.tekst)
            if reden is not None:
                raise self.refuse(place, reden)
            self.found[pad] = knoop.tekst


def _fault(veld: Veld, toets: Toets, tekst: str, extra: str | None) -> str | None:
    """Give what is wrong with a text; of an incomplete date only a part is true."""
    if extra is None or veld.kenmerk is None:
        return toets(tekst)
    if veld.kenmerk[1] == ONVOLLEDIGE_DATUM:
        fault = None if extra in ONVOLLEDIG else "het attribuut klopt niet"
        return fault or (toets if extra == "V" else DEEL_VAN_DATUM)(tekst)
    return KORT(extra) or toets(tekst)


def _no_value(knoop: Knoop) -> str | None:
    return knoop.attributen.get((STUF, "noValue")) or knoop.attributen.get(("", "noValue"))


def _is_nil(knoop: Knoop) -> bool:
    said = knoop.attributen.get(NIL) in {"true", "1"}
    return said or (_no_value(knoop) is not None and not knoop.delen and not knoop.tekst)


def write_form(veld: Veld, values: Mapping[str, str]) -> Knoop:
    """Make a message of texts by path; raises Verplichtveld with the place. What the form has no row for is left out."""
    present = {prefix for key in values for prefix in _prefixes(key.partition("@")[0])}
    return _Schrijver(f"/{veld.naam}", values, frozenset(present)).group(veld, "")


def _prefixes(pad: str) -> list[str]:
    steps = pad.split("/")
    return ["/".join(steps[: n + 1]) for n in range(len(steps))]


@dataclass(frozen=True, slots=True)
class _Schrijver:
    wortel: str
    values: Mapping[str, str]
    present: frozenset[str]

    def element(self, veld: Veld, pad: str) -> Knoop | None:
        if veld.toets is not None and pad in self.values:
            return self.text(veld, veld.toets, pad)
        if pad + GEEN in self.values and veld.leeg:
            return self.nil(veld, pad)
        return self.group(veld, pad) if veld.toets is None and pad in self.present else None

    def text(self, veld: Veld, toets: Toets, pad: str) -> Knoop | None:
        extra = self.values.get(f"{pad}@{veld.kenmerk[1]}") if veld.kenmerk else None
        value = self.values[pad]
        if _fault(veld, toets, value, extra) is not None:
            return None
        return Knoop(veld.ruimte, veld.naam, value, (), {veld.kenmerk: extra} if veld.kenmerk and extra is not None else {})

    def nil(self, veld: Veld, pad: str) -> Knoop:
        attributen = {NIL: "true", **_entity(veld)}
        if veld.reden != "geen":
            attributen[STUF if veld.reden == "stuf" else "", "noValue"] = self.values[pad + GEEN]
        return Knoop(veld.ruimte, veld.naam, "", (), attributen)

    def group(self, veld: Veld, pad: str) -> Knoop:
        made: list[Knoop] = []
        for deel in veld.delen:
            steps = [f"{pad}/{deel.step(n)}".lstrip("/") for n in range(1, deel.vaak + 1)]
            found = [knoop for knoop in (self.element(deel, step) for step in steps if step in self.present) if knoop is not None]
            if deel.verplicht and not found:
                raise Verplichtveld(f"{self.wortel}/{steps[0]}")
            made += found
        return Knoop(veld.ruimte, veld.naam, "", tuple(made), _entity(veld))


def _entity(veld: Veld) -> dict[tuple[str, str], str]:
    return {ENTITEIT: veld.entiteit} if veld.entiteit is not None else {}
