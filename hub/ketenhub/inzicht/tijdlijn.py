"""The timeline of a household: the events that stand in a view, never typed twice (ROUTE-18)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ketenhub.domain.json import at, rows, text
from ketenhub.domain.moment import NEDERLAND, day_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ketenhub.domain.json import Json, Object

DAG = len("2026-01-01")
ZONE = ZoneInfo(NEDERLAND)


@dataclass(frozen=True, slots=True)
class Bron:
    """Which part of the plan gives which kind of event, which member says when, and which members tell it."""

    deel: str
    soort: str
    velden: tuple[str, ...]
    wanneer: tuple[str, ...] = ()


BRONNEN = (
    Bron("incidenten", "incident", ("aard", "omschrijving", "personen")),
    Bron("maatregelschendingen", "schending", ("maatregel", "omschrijving")),
    Bron("onveiligeSituaties", "situatie", ("slachtoffer", "omschrijving", "personen", "feitrang"), ("datum", "jaar")),
    Bron("meldingen", "melding", ("omschrijving", "personen", "incidentdatum"), ("ontvangen",)),
    Bron("veiligheidsbeoordelingen", "cijfer", ("beoordelaar", "over", "schaal", "cijfer", "aanleiding")),
    Bron("veiligheidsvoorwaarden", "voorwaarde", ("tekst", "termijn"), ("afgesprokenOp",)),
    Bron("voorwaardestanden", "voorwaardestand", ("voorwaarde", "stand", "toelichting")),
    Bron("maatregelen", "maatregel", ("aard", "kader", "persoon", "tot", "beeindigdOp"), ("van",)),
    Bron("overleggen", "overleg", ("aard", "wijze", "besluiten", "volgende")),
    Bron("geweldsoorten", "besluit", ("aard", "zekerheid", "beslissers")),
    Bron("regiestappen", "besluit", ("regierol", "organisatie", "stap", "reden")),
    Bron("zorgbesluiten", "besluit", ("organisatie", "reden")),
    Bron("vrijstellingen", "besluit", ("organisatie", "persoon", "reden", "tot")),
    Bron("afstemmingen", "besluit", ("uitkomst", "vervolgingsbeslissing")),
    Bron("opschalingen", "besluit", ("reden", "antwoord")),
    Bron("heroverwegingen", "besluit", ("terugval", "domein", "besluit", "reden")),
    Bron("overdrachten", "overdracht", ("aan", "aanPersoon", "wat", "reden"), ("per",)),
    Bron("overdrachtstanden", "overdracht", ("overdracht", "stand", "toelichting")),
)
FASE = "fase"
SOORTEN = tuple(dict.fromkeys([*(bron.soort for bron in BRONNEN), FASE]))
# what may move a figure (MDA-27)
BEWEEGT = ("incident", "schending", "situatie", "melding", "voorwaarde", "voorwaardestand", "maatregel", "overleg", "besluit")


def when(row: Object, wanneer: Sequence[str] = ()) -> str:
    """Give when it was true: by a member of its own, else by its origin; a year may be all that is known."""
    for name in wanneer:
        found = at(row, name)
        if isinstance(found, str) or (isinstance(found, int) and not isinstance(found, bool)):
            return str(found)
    return text(row, "herkomst", "geldigOp") or ""


def day_text(op: str) -> str:
    """Give the calendar day of a moment as it is written; a year stays a year."""
    return day_of(datetime.fromisoformat(op), ZONE).isoformat() if len(op) > DAG else op


def _event(row: Object, bron: Bron) -> dict[str, Json]:
    told: dict[str, Json] = {name: row[name] for name in bron.velden if name in row}
    found: dict[str, Json] = {"op": when(row, bron.wanneer), "soort": bron.soort, "feit": row.get("soort"), "id": row.get("id"), **told}
    for name, pad in (("organisatie", ("herkomst", "organisatie")), ("spoor", ("spoor",))):
        if (value := at(row, *pad)) is not None:
            found.setdefault("bron" if name == "organisatie" else name, value)
    return found


def _phases(inhoud: Object) -> Iterator[dict[str, Json]]:
    """Give each change of the phase, as the evaluator derived it again from the facts and `share` let it through."""
    for row in rows(inhoud, "fase", "verloop"):
        yield {"op": row.get("op"), "soort": FASE, "fase": row.get("fase"), "naam": row.get("naam")}


def _order(row: Object) -> tuple[str, str, str]:
    return text(row, "op") or "", text(row, "soort") or "", text(row, "id") or ""


def timeline(inhoud: Object, soorten: Iterable[str] = SOORTEN) -> list[dict[str, Json]]:
    """Give the events of these kinds, the oldest first; what has no day in this view comes first."""
    wanted = frozenset(soorten)
    found = [_event(row, bron) for bron in BRONNEN if bron.soort in wanted for row in rows(inhoud, bron.deel)]
    if FASE in wanted:
        found += _phases(inhoud)
    return sorted(found, key=_order)


def mark(row: Object) -> str:
    """Give an opaque mark of an event, to page on after it: a mark stands in addresses, so it holds no id and no day."""
    return hashlib.sha256("\n".join((*_order(row), str(row.get("fase")))).encode()).hexdigest()[:32]


def page(events: Sequence[Object], na: str | None, hoogstens: int) -> tuple[list[Object], str | None] | None:
    """Give a page after the event with this mark, and the mark to go on with; None when no event bears it."""
    start = 0
    if na is not None:
        place = next((n for n, row in enumerate(events) if mark(row) == na), None)
        if place is None:
            return None
        start = place + 1
    shown = list(events[start : start + hoogstens])
    return shown, mark(shown[-1]) if start + hoogstens < len(events) else None
