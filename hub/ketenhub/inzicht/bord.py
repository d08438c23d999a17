"""Who holds which version of its own view: derived from disclosures and receipts alone, never from contents (VISIE-53, CON-22)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ketenhub.domain.json import Json

BEZORGD = "bezorgd"


@dataclass(frozen=True, slots=True)
class Zichtversie:
    """One version of a recipient's own view: its number, the mark of what lasts in it, when it came, and whether by its own message."""

    nummer: int
    merk: str
    op: datetime
    eigen: bool


@dataclass(frozen=True, slots=True)
class Verstrekt:
    """A version that was disclosed as a whole: first and last time, and how."""

    nummer: int
    eerst: datetime
    laatst: datetime
    soort: str


@dataclass(frozen=True, slots=True)
class Bezorging:
    """A notification to the recipient: when it was made, where it stands, and when its receipt came."""

    aangemaakt: datetime
    status: str
    afgehandeld: datetime | None


@dataclass(frozen=True, slots=True)
class Stand:
    """All that is known of one recipient; versions and notifications in order."""

    versies: tuple[Zichtversie, ...]
    verstrekt: tuple[Verstrekt, ...]
    berichten: tuple[Bezorging, ...]


@dataclass(frozen=True, slots=True)
class Doel:
    """Within how many minutes a change should have been delivered; ours, so it says so where it is shown (VISIE-61)."""

    minuten: int
    eigen_afspraak: bool


def held(stand: Stand) -> int:
    """Give the number of the last version that the recipient holds: it was disclosed, said by itself, or reads as the one it holds."""
    shown, number, mark = {v.nummer for v in stand.verstrekt}, 0, None
    for versie in stand.versies:
        own = versie.eigen and number == versie.nummer - 1
        if versie.nummer in shown or own or versie.merk == mark:
            number, mark = versie.nummer, versie.merk
    return number


def _receipt(stand: Stand, versie: Zichtversie) -> datetime | None:
    """Give when the recipient confirmed a notification that was made with this version or after it."""
    found = [b.afgehandeld for b in stand.berichten if b.status == BEZORGD and b.aangemaakt >= versie.op and b.afgehandeld is not None]
    return min(found, default=None)


def _delivered(stand: Stand, versie: Zichtversie) -> datetime | None:
    """Give when the recipient heard of this version: by a confirmed notification, or because it was shown this version or a later one."""
    found = [v.eerst for v in stand.verstrekt if v.nummer >= versie.nummer]
    receipt = _receipt(stand, versie)
    return min([*found, *([receipt] if receipt is not None else [])], default=None)


def _moment(op: datetime) -> str:
    return op.isoformat().replace("+00:00", "Z")


def _speed(stand: Stand, nu: datetime, doel: Doel) -> dict[str, Json]:
    """Give how long the last change of others took, or takes so far, and how many were over the target."""
    times = [(v, _delivered(stand, v)) for v in stand.versies if not v.eigen]
    seconds = [max(int(((op or nu) - v.op).total_seconds()), 0) for v, op in times]
    over = sum(1 for s in seconds if s > doel.minuten * 60)
    found: dict[str, Json] = {"wijzigingen": len(times), "overDoel": over}
    if times:
        versie, op = times[-1]
        last: dict[str, Json] = {"op": _moment(versie.op), "seconden": seconds[-1], "overDoel": seconds[-1] > doel.minuten * 60}
        found["laatste"] = last | ({"bezorgdOp": _moment(op)} if op is not None else {})
    return found


def board_row(stand: Stand, nu: datetime, doel: Doel) -> dict[str, Json]:
    """Give one recipient's row: the version that is now, the one it holds, what it confirmed, and since when it is behind."""
    if not stand.versies:
        return {"staat": "niets"}
    now, number = stand.versies[-1], held(stand)
    found: dict[str, Json] = {"versie": now.nummer, "sinds": _moment(now.op)}
    if stand.verstrekt:
        last = max(stand.verstrekt, key=lambda v: v.laatst)
        found["verstrekt"] = {"versie": last.nummer, "op": _moment(last.laatst), "wijze": last.soort}
    receipt = _receipt(stand, now)
    if receipt is not None:
        found["bevestigdOp"] = _moment(receipt)
    made = [b for b in stand.berichten if b.aangemaakt >= now.op]
    if made:
        found["notificatie"] = made[-1].status
    behind = next((v for v in stand.versies if v.nummer > number), None)
    if behind is not None:
        found["verouderdSinds"] = _moment(behind.op)
    state = "bij" if behind is None else "bericht_bevestigd" if receipt is not None else "verouderd"
    return {"staat": state, **found, "bezorging": _speed(stand, nu, doel)}
