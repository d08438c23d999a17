"""The view for monitoring: where each condition stands, by which evidence, and who spoke with whom (VT-14, VT-05)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ketenhub.domain.json import at, rows, text
from ketenhub.inzicht.tijdlijn import when

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ketenhub.domain.json import Json, Object

VOORWAARDE = ("tekst", "termijn", "stand", "gesteldDoorVt", "beschermt", "letOpDoor")
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


def _condition(row: Object, steps: list[Object]) -> dict[str, Json]:
    found: dict[str, Json] = {"id": row.get("id"), **pick(row, VOORWAARDE)}
    last, proven = _last(steps), _last(step for step in steps if "bewijs" in step)
    if last is not None:
        found["laatsteStap"] = {"op": when(last), **pick(last, ("stand", "toelichting")), **said_by(last)}
    if proven is not None:
        found["laatsteBewijs"] = {"op": when(proven), **pick(proven, ("bewijs",)), **said_by(proven)}
    return found


def conditions(inhoud: Object) -> list[dict[str, Json]]:
    """Give each condition with its state, its last step and its last evidence."""
    steps = rows(inhoud, "voorwaardestanden")
    return [
        _condition(row, [step for step in steps if text(step, "voorwaarde") == text(row, "id")])
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
