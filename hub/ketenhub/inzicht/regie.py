"""What who directs keeps sight of: who does what, who is informed, the concern, and whether the goal is reached (ROUTE-11)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.json import at, rows, text
from ketenhub.inzicht.monitor import conditions, pick, said_by
from ketenhub.inzicht.tijdlijn import when

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ketenhub.domain.json import Json, Object

AFSPRAAK = ("wat", "voorWie", "uiterlijk", "voorwaarde", "controleDoor", "hoedanigheid")
TAAK = ("tekst", "uiterlijk", "beantwoordOp", "beantwoordDoor")
DOELEN = {
    "veiligheidsdoelen": ("tekst", "horizon", "behaaldOp", "voorwaarde"),
    "werkdoelen": ("tekst", "volgorde", "actief", "voorwaarde"),
    "hersteldoelen": ("tekst", "gebied", "persoon", "voorwaarde"),
}
ONEENS = "oneens"
NIEMAND = "niet gedeeld"


def _agreement(row: Object, steps: Sequence[Object]) -> dict[str, Json]:
    """Give an agreement as it was last told to stand."""
    own = [step for step in steps if text(step, "afspraak") == text(row, "id")]
    last = max(own, key=lambda step: (when(step), text(step, "id") or ""), default=row)
    return {"id": row.get("id"), **pick(row, AFSPRAAK), **pick(last, ("stand", "effect"))}


def who_does_what(inhoud: Object) -> list[dict[str, Json]]:
    """Give the agreements and tasks of each actor."""
    actors: dict[str, tuple[list[Json], list[Json]]] = {}
    names = {text(row, "organisatie", "oin"): text(row, "organisatie", "naam") for row in rows(inhoud, "deelnames")}
    for row in rows(inhoud, "veiligheidsafspraken"):
        actors.setdefault(text(row, "wie") or NIEMAND, ([], []))[0].append(_agreement(row, rows(inhoud, "afspraakstanden")))
    for row in rows(inhoud, "taken"):
        owner = text(row, "eigenaar")
        task: dict[str, Json] = {"id": row.get("id"), **pick(row, TAAK)}
        actors.setdefault(names.get(owner) or owner or NIEMAND, ([], []))[1].append(task)
    return [{"wie": who, "afspraken": afspraken, "taken": taken} for who, (afspraken, taken) in sorted(actors.items())]


def _said_last(inhoud: Object) -> list[Object]:
    """Give what each party last said of each condition: who came round is no dissent any more."""
    told = sorted(rows(inhoud, "instemmingen"), key=lambda row: (when(row), text(row, "id") or ""))
    party = ("voorwaarde", "persoon", "organisatie")
    last = {(*(text(row, name) for name in party), text(row, "herkomst", "organisatie", "oin")): row for row in told}
    return list(last.values())


def concern(inhoud: Object) -> dict[str, Json]:
    """Give the open signals, who does not agree with which condition, which voices are below or missing, and what is contradicted."""
    dissent: list[Json] = [
        {
            **pick(row, ("voorwaarde", "persoon", "oordeel")),
            **({"namens": row["organisatie"]} if "organisatie" in row else {}),
            **said_by(row),
        }
        for row in _said_last(inhoud)
        if text(row, "oordeel") == ONEENS
    ]
    gate = at(inhoud, "fase", "poort")
    return {
        "signalen": list(rows(inhoud, "signalen")),
        "oneens": dissent,
        "onder": list(rows(gate, "onder")),
        "ontbreekt": at(gate, "ontbreekt") or [],
        "verschillen": list(rows(inhoud, "verschillen")),
    }


def goal(inhoud: Object) -> dict[str, Json]:
    """Give where the household stands, the goals, the conditions and the terms that run."""
    phase = at(inhoud, "fase")
    found: dict[str, Json] = pick(phase, ("fase", "naam", "laagste")) if isinstance(phase, dict) else {}
    sentence = text(phase, "poort", "zin")
    if sentence is not None:
        found["zin"] = sentence
    for deel, names in DOELEN.items():
        found[deel] = [{"id": row.get("id"), **pick(row, names)} for row in rows(inhoud, deel)]
    found["voorwaarden"] = [*conditions(inhoud)]
    found["termijnen"] = list(rows(phase, "termijnen"))
    return found


def overview(inhoud: Object, bord: Sequence[Object]) -> dict[str, Json]:
    """Give the four lists; `bord` says who is informed."""
    return {"wieDoetWat": [*who_does_what(inhoud)], "geinformeerd": list(bord), "zorg": concern(inhoud), "doel": goal(inhoud)}
