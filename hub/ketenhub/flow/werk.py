"""The work list of an organisation: one sealed line per casus, made from its own view and from nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from ketenhub.domain.cijfer import Schaal, rank
from ketenhub.domain.errors import Vernietigd
from ketenhub.domain.json import at, rows, text, texts
from ketenhub.flow.audit import audit_line
from ketenhub.flow.sleutels import Sleutelbos
from ketenhub.store.keten import add_line
from ketenhub.store.kijken import read_work

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.contract.uitsnede import Uitsnede
    from ketenhub.domain.json import Json, Object
    from ketenhub.flow.hub import Hub


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
    """Give the lowest and highest of the scores that hold now, and the lowest before the last day a score came."""
    scores = [
        score
        for score in rows(inhoud, "veiligheidsbeoordelingen")
        if text(score, "cijfer") and (text(score, "schaal") or Schaal.VEILIGHEID) == Schaal.VEILIGHEID
    ]
    if not scores:
        return {}
    now = _latest(scores)
    found: dict[str, Json] = {"minst": min(now, key=rank), "meest": max(now, key=rank)}
    last = max(_day(score) for score in scores)
    before = _latest(score for score in scores if _day(score) < last)
    if before:
        found["vorige"] = min(before, key=rank)
    return found


def work_line(uitsnede: Uitsnede) -> dict[str, Json]:
    """Give what a list shows of this casus, made from the view alone."""
    inhoud = uitsnede.inhoud
    regie = next((row for row in rows(inhoud, "regie") if row.get("soort") == "casusregie"), None)
    return {
        "verwijzing": uitsnede.verwijzing,
        "spoor": uitsnede.spoor,
        "fase": at(inhoud, "fase", "fase"),
        "laagste": at(inhoud, "fase", "laagste"),
        "poort": at(inhoud, "fase", "poort", "open"),
        "signalen": at(inhoud, "signalen"),
        "termijnen": at(inhoud, "fase", "termijnen"),
        "cijfers": spread(inhoud),
        "regie": text(regie, "organisatie", "naam"),
    }


async def read_worklist(hub: Hub, organisatie: str) -> list[Object]:
    """Give the lines of every casus this organisation takes part in; a destroyed one is left out."""
    async with hub.opslag.request(organisatie) as tx:
        sealed = await read_work(tx)
        await add_line(tx, f"org:{organisatie}", audit_line(hub, "werkvoorraad bekeken", organisatie, "getoond"))
    holder = f"werkregel:{organisatie}"
    found: list[Object] = []
    for casus_id, verwijzing, inhoud, wrapped in sealed:
        bos = Sleutelbos(hub.kluis, casus_id, {holder: wrapped})
        try:
            line = orjson.loads(bos.open(holder, "werkregel", organisatie, inhoud))
        except Vernietigd:
            continue
        found.append({**line, "verwijzing": verwijzing})
    return found
