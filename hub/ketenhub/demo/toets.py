"""Hold what each party received to what the scenario expects."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.demo.invullen import steps
from ketenhub.domain.json import at, rows, text

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object


@dataclass(frozen=True, slots=True)
class Waarneming:
    """What is known of one party at one moment: its view, its notifications since the step began, its messages, the last answer.

    `begonnen` holds when each action of the step began; the time to a notification counts from the last one before it.
    """

    zicht: Json
    notificaties: tuple[Object, ...]
    berichten: tuple[Object, ...]
    antwoord: str
    begonnen: tuple[float, ...]
    ooit: int


def _severity(notice: Object) -> Json:
    return at(notice, "inhoud", "data", "ernst") or at(notice, "inhoud", "kenmerken", "ernst")


def _number(value: Json) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def _noticed(wens: Json, seen: Waarneming) -> bool:
    ernst, binnen = at(wens, "ernst"), at(wens, "binnen")
    fits = [n for n in seen.notificaties if ernst is None or _severity(n) == ernst]
    return any(binnen is None or _latency(n, seen) <= _number(binnen) for n in fits)


def _latency(notice: Object, seen: Waarneming) -> float:
    came = _number(notice.get("op"))
    return came - max((start for start in seen.begonnen if start <= came), default=came)


def _part(wens: Json, seen: Waarneming) -> bool:
    return bool(rows(seen.zicht, str(wens)))


def _whole(seen: Waarneming) -> str:
    return json.dumps(seen.zicht, ensure_ascii=False)


def _count(zicht: Json, deel: str) -> int:
    found = at(zicht, *steps(deel))
    return len(found) if isinstance(found, Sequence) and not isinstance(found, str) else 0


def _item_on(wens: Json, seen: Waarneming) -> bool:
    deel, dag = text(wens, "deel") or "", text(wens, "dag") or "-"
    return any((text(item, "herkomst", "geldigOp") or "").startswith(dag) for item in rows(seen.zicht, deel))


def _signalled(wens: Json, seen: Waarneming) -> bool:
    return any(s.get("soort") == at(wens, "soort") and s.get("ernst") == at(wens, "ernst") for s in rows(seen.zicht, "signalen"))


TOETSEN: Mapping[str, Callable[[Json, Waarneming], bool]] = {
    "notificatie": _noticed,
    "bericht": lambda wens, seen: any(b.get("vorm") == wens for b in seen.berichten),
    "antwoord": lambda wens, seen: str(wens) in seen.antwoord,
    "niets": lambda _, seen: seen.ooit == 0,
    "heeft": _part,
    "heeftNiet": lambda wens, seen: not _part(wens, seen),
    "ergens": lambda wens, seen: str(wens) in _whole(seen),
    "nergens": lambda wens, seen: str(wens) not in _whole(seen),
    "signaal": _signalled,
    "itemOp": _item_on,
    "aantal": lambda wens, seen: _count(seen.zicht, text(wens, "deel") or "") == at(wens, "is"),
    "gekoppeld": lambda _, seen: len(rows(seen.zicht, "personen")) > 0 and at(seen.zicht, "fase", "fase") is not None,
}


# what is known without a look at the plan
ZONDER_ZICHT = frozenset({"notificatie", "bericht", "antwoord", "niets", "wist"})


def needs_view(verwacht: Object) -> bool:
    """Tell whether the party must have fetched its view to tell."""
    return not ZONDER_ZICHT & set(verwacht)


def holds(verwacht: Object, seen: Waarneming) -> bool:
    """Tell whether one expectation holds."""
    pad = text(verwacht, "pad")
    if pad is not None:
        return at(seen.zicht, *steps(pad)) == verwacht.get("is")
    (name,) = [key for key in verwacht if key != "bij"]
    return TOETSEN[name](verwacht[name], seen)
