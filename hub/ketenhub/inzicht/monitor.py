"""The view for monitoring: where each condition stands, by which evidence, and who spoke with whom (VT-14, VT-05)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from ketenhub.domain.json import at, rows, text
from ketenhub.inzicht.tijdlijn import when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.json import Json, Object

VOORWAARDE = ("tekst", "termijn", "stand", "gesteldDoorVt", "beschermt", "letOpDoor")
CONTROLE = ("op", "door", "hoe", "resultaat", "vervolg")
CONTACT = ("komtVeiligheid", "blijftVeiligheid", "verwachtEinde", "beeindigdOp", "overgenomenDoor")


def pick(row: Object, names: Iterable[str]) -> dict[str, Json]:
    """Give these members of an item, where they are shared."""
    return {name: row[name] for name in names if name in row}


def said_by(row: Object) -> dict[str, Json]:
    """Give who said it, where an origin is shared."""
    found = at(row, "herkomst", "organisatie")
    return {"organisatie": found} if found is not None else {}


def _last(found: Iterable[Object]) -> Object | None:
    return max(found, key=lambda row: (when(row), text(row, "id") or ""), default=None)


def _checks(inhoud: Object, voorwaarde: str | None) -> list[Object]:
    """Give every check of the agreements behind a condition, told with the agreement or with how it was kept."""
    agreed = [row for row in rows(inhoud, "veiligheidsafspraken") if voorwaarde and text(row, "voorwaarde") == voorwaarde]
    found = [check for row in agreed for check in rows(row, "controles")]
    behind = {text(row, "id") for row in agreed}
    kept = (at(row, "controle") for row in rows(inhoud, "afspraakstanden") if text(row, "afspraak") in behind)
    return found + [check for check in kept if isinstance(check, Mapping)]


def _condition(row: Object, steps: list[Object], checks: list[Object]) -> dict[str, Json]:
    found: dict[str, Json] = {"id": row.get("id"), **pick(row, VOORWAARDE)}
    last, proven = _last(steps), _last(step for step in steps if "bewijs" in step)
    if last is not None:
        found["laatsteStap"] = {"op": when(last), **pick(last, ("stand", "toelichting")), **said_by(last)}
    if proven is not None:
        found["laatsteBewijs"] = {"op": when(proven), **pick(proven, ("bewijs",)), **said_by(proven)}
    if checks:
        found["laatsteControle"] = pick(max(checks, key=lambda check: text(check, "op") or ""), CONTROLE)
    return found


def conditions(inhoud: Object) -> list[dict[str, Json]]:
    """Give each condition with its state, its last step, its last evidence, and the last check of the agreements behind it."""
    steps = rows(inhoud, "voorwaardestanden")
    return [
        _condition(row, [step for step in steps if text(step, "voorwaarde") == text(row, "id")], _checks(inhoud, text(row, "id")))
        for row in rows(inhoud, "veiligheidsvoorwaarden")
    ]


def _contacts(found: Iterable[Object]) -> list[Json]:
    told = sorted(found, key=lambda row: (when(row, ("contactOp",)), text(row, "id") or ""))
    return [{"op": when(row, ("contactOp",)), **pick(row, CONTACT), **said_by(row)} for row in told]


def monitor(inhoud: Object) -> dict[str, Json]:
    """Give the conditions, the contacts per member, and those about the household as a whole."""
    told = rows(inhoud, "monitors")
    members: list[Json] = []
    for persoon in rows(inhoud, "personen"):
        own = [row for row in told if text(row, "persoon") == text(persoon, "id")]
        if own or "lid" in persoon:
            members.append({"persoon": persoon.get("id"), **pick(persoon, ("lid",)), "contacten": _contacts(own)})
    whole = _contacts(row for row in told if text(row, "persoon") is None)
    return {"voorwaarden": [*conditions(inhoud)], "leden": members, "huishouden": whole}
