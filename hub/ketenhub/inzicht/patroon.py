"""The pattern of the violence, counted from the incidents of a view: kinds, capacities, repetition (ROUTE-18)."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from ketenhub.domain.json import at, rows, text
from ketenhub.inzicht.tijdlijn import day_text, when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.json import Json, Object


def _kinds(incidenten: Iterable[Object]) -> list[Json]:
    """Count per kind, with the first and the last; a kind that is not shared is not counted as one."""
    days: dict[str, list[str]] = {}
    for row in incidenten:
        if aard := text(row, "aard"):
            days.setdefault(aard, []).append(day_text(when(row)))
    return [{"aard": aard, "aantal": len(found), "eerste": min(found), "laatste": max(found)} for aard, found in sorted(days.items())]


def _capacities(inhoud: Object, incidenten: Iterable[Object]) -> list[Json]:
    """Count in how many incidents of this view each person stood in which capacity."""
    known = {text(row, "id") for row in incidenten}
    seen = {
        (text(row, "persoon"), text(row, "hoedanigheid"), text(row, "incident"))
        for row in rows(inhoud, "hoedanigheden")
        if text(row, "incident") in known
    }
    told = Counter((persoon, rol) for persoon, rol, _ in seen if persoon and rol)
    return [{"persoon": persoon, "hoedanigheid": rol, "aantal": number} for (persoon, rol), number in sorted(told.items())]


def _repetition(days: list[str]) -> dict[str, Json]:
    """Tell how the incidents follow each other: days between them, and how many fell in each year."""
    gaps = [(date.fromisoformat(after) - date.fromisoformat(before)).days for before, after in pairwise(days)]
    years = Counter(day[:4] for day in days)
    found: dict[str, Json] = {"perJaar": [{"jaar": year, "aantal": years[year]} for year in sorted(years)]}
    if gaps:
        found["dagenErtussen"] = {"kortste": min(gaps), "langste": max(gaps), "laatste": gaps[-1]}
    return found


def pattern(inhoud: Object) -> dict[str, Json]:
    """Give the pattern as counts; nothing is counted that does not stand in this view."""
    incidenten = rows(inhoud, "incidenten")
    days = sorted(day_text(when(row)) for row in incidenten if when(row))
    found: dict[str, Json] = {"aantalIncidenten": len(incidenten)}
    if days:
        found |= {"eerste": days[0], "laatste": days[-1]}
    found["incidenten"] = _kinds(incidenten)
    found["hoedanigheden"] = _capacities(inhoud, incidenten)
    found["herhaling"] = _repetition(days)
    found["geweldsoorten"] = [
        {"aard": row.get("aard"), "zekerheid": row.get("zekerheid"), "op": when(row)}
        for row in rows(inhoud, "geweldsoorten")
        if at(row, "aard")
    ]
    return found
