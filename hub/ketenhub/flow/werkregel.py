"""What a list shows of one casus: made from the recipient's own view and from nothing else, without names or free text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.cijfer import Schaal, rank
from ketenhub.domain.json import at, rows, text, texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.json import Json, Object


def _day(score: Object) -> str:
    return (text(score, "herkomst", "geldigOp") or "")[: len("2026-01-01")]


def _latest(scores: Iterable[Object]) -> list[str]:
    """Give the figure that each assessor gave last about each subject; of one moment the lowest."""
    found: dict[tuple[Json, ...], str] = {}
    for score in sorted(scores, key=lambda s: (text(s, "herkomst", "geldigOp") or "", -rank(text(s, "cijfer") or "0"))):
        who = text(score, "beoordelaar", "persoon") or text(score, "herkomst", "organisatie", "oin")
        key = (text(score, "beoordelaar", "soort"), who, text(score, "herkomst", "professional", "functie"))
        found[*key, *sorted(texts(score, "over", "personen"))] = text(score, "cijfer") or "0"
    return list(found.values())


def spread(inhoud: Object) -> dict[str, Json]:
    """Give the lowest and highest of the scores that hold now and how many there are, and the lowest before the last day a score came."""
    scores = [
        score
        for score in rows(inhoud, "veiligheidsbeoordelingen")
        if text(score, "cijfer") and (text(score, "schaal") or Schaal.VEILIGHEID) == Schaal.VEILIGHEID
    ]
    if not scores:
        return {}
    now = _latest(scores)
    found: dict[str, Json] = {"minst": min(now, key=rank), "meest": max(now, key=rank), "aantal": len(now)}
    last = max(_day(score) for score in scores)
    before = _latest(score for score in scores if _day(score) < last)
    if before:
        found["vorige"] = min(before, key=rank)
    return found


def work_line(uitsnede: Uitsnede) -> dict[str, Json]:
    """Give what a list shows of this casus."""
    inhoud = uitsnede.inhoud
    regie = next((row for row in rows(inhoud, "regie") if row.get("soort") == "casusregie"), None)
    return {
        "verwijzing": uitsnede.verwijzing,
        "spoor": uitsnede.spoor,
        "fase": at(inhoud, "fase", "fase"),
        "laagste": at(inhoud, "fase", "laagste"),
        "poort": at(inhoud, "fase", "poort", "open"),
        "opnieuw": bool(texts(inhoud, "fase", "poort", "opnieuw")),
        "signalen": [{key: row.get(key) for key in ("soort", "ernst", "dag")} for row in rows(inhoud, "signalen")],
        "termijnen": [{key: row.get(key) for key in ("soort", "datum")} for row in rows(inhoud, "fase", "termijnen")],
        "cijfers": spread(inhoud),
        "overleggen": [{"aard": row.get("aard"), "dag": row["volgende"]} for row in rows(inhoud, "overleggen") if row.get("volgende")],
        "regie": text(regie, "organisatie", "naam"),
        "eigenRegie": regie is not None and text(regie, "organisatie", "oin") == uitsnede.ontvanger,
    }
