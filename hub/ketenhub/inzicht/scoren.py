"""What someone who scores must have before the eyes: the clock of a 7, and what happened since the last figure (MOV-27, MDA-27)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ketenhub.domain.cijfer import Schaal, below, rank
from ketenhub.domain.json import rows, text, texts
from ketenhub.domain.kalender import add_months
from ketenhub.inzicht.monitor import pick
from ketenhub.inzicht.tijdlijn import BEWEEGT, day_text, timeline, when

if TYPE_CHECKING:
    from ketenhub.domain.json import Json, Object

ZEVEN = 7
# these start the months without incidents again (domain F3); a release does not
TELT = ("geweld", "onveilig", "dreiging")
RISICO = ("tekst", "aard", "beinvloedbaar", "volgorde")


@dataclass(frozen=True, slots=True)
class Stem:
    """A voice: a professional of an organisation, or a person, about the household, one person or two."""

    wie: str
    over: tuple[str, ...]
    professional: bool


@dataclass(frozen=True, slots=True)
class Klok:
    """The day of the question, and the two figures of the rule pack: months without incidents, days between two rounds."""

    vandaag: date
    maanden: int
    interval: int


def _voice_of(row: Object) -> Stem:
    about = tuple(sorted(texts(row, "over", "personen")))
    if text(row, "beoordelaar", "soort") == "professional":
        return Stem(text(row, "herkomst", "organisatie", "oin") or "", about, professional=True)
    return Stem(text(row, "beoordelaar", "persoon") or "", about, professional=False)


def scores_of(inhoud: Object, stem: Stem) -> list[Object]:
    """Give the figures of this voice in this view, the oldest first; of two at one moment the lowest counts last."""
    found = [
        row
        for row in rows(inhoud, "veiligheidsbeoordelingen")
        if _voice_of(row) == stem and text(row, "schaal") == Schaal.VEILIGHEID and text(row, "cijfer")
    ]
    return sorted(found, key=lambda row: (when(row), -rank(text(row, "cijfer") or "0"), text(row, "id") or ""))


def _last_incident(inhoud: Object, vandaag: date) -> tuple[str, str] | None:
    """Give the day and the kind of the last incident: told as one, a measure that was broken, or what a report is about."""
    found = [(when(row), text(row, "aard") or "") for row in rows(inhoud, "incidenten") if text(row, "aard") in TELT]
    found += [(when(row), "schending_maatregel") for row in rows(inhoud, "maatregelschendingen")]
    found += [(day, "melding") for row in rows(inhoud, "meldingen") if (day := text(row, "incidentdatum"))]
    past = [(day_text(day), soort) for day, soort in found if day and day_text(day) <= vandaag.isoformat()]
    return max(past, default=None)


def _sevens_since(inhoud: Object, stem: Stem, klok: Klok) -> date:
    """Give since when this voice gives a 7 without a lower figure in between: the second round counts from there."""
    since = klok.vandaag
    for row in reversed(scores_of(inhoud, stem)):
        if below(text(row, "cijfer") or "0", ZEVEN):
            break
        since = min(since, date.fromisoformat(day_text(when(row))))
    return since


def weigh_seven(inhoud: Object, stem: Stem, klok: Klok) -> dict[str, Json]:
    """Give the last incident, the risk factors that stand, and from when a 7 of this voice can count for the third phase."""
    incident, since = _last_incident(inhoud, klok.vandaag), _sevens_since(inhoud, stem, klok)
    days = [since + timedelta(days=klok.interval)]
    if incident is not None:
        days.append(add_months(date.fromisoformat(incident[0]), klok.maanden))
    counts = max(days)
    found: dict[str, Json] = {"laatsteIncident": {"op": incident[0], "soort": incident[1]}} if incident else {}
    found["openRisicofactoren"] = [{"id": row.get("id"), **pick(row, RISICO)} for row in rows(inhoud, "risicofactoren")]
    return found | {"teltVanaf": counts.isoformat(), "dagenTeGaan": max((counts - klok.vandaag).days, 0)}


def _day(row: Object) -> str:
    return day_text(text(row, "op") or "")


def moved(inhoud: Object, stem: Stem, cijfer: str, vandaag: date) -> dict[str, Json]:
    """Give the figure of before, and what happened in this view since; a figure that changes asks for its cause."""
    before = [row for row in scores_of(inhoud, stem) if day_text(when(row)) <= vandaag.isoformat()]
    if not before:
        return {"vraagtAanleiding": False, "gebeurtenissen": []}
    last = before[-1]
    since, old = when(last), text(last, "cijfer") or ""
    events: list[Json] = [row for row in timeline(inhoud, BEWEEGT) if day_text(since) <= _day(row) <= vandaag.isoformat()]
    return {"vorige": {"cijfer": old, "op": since}, "vraagtAanleiding": rank(old) != rank(cijfer), "gebeurtenissen": events}
