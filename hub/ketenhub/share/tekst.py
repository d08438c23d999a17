"""Free text: tagged names are fields inside the text; a known name outside a tag holds the text for a person (domain 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ketenhub.domain.json import at, rows, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ketenhub.domain.json import Object

MERK = re.compile(r"@\{([A-Za-z0-9._:~-]{1,128})\|([^|{}@]{1,200})\}")
PLEK = re.compile(r"\{(org|persoon):([A-Za-z0-9._:~-]{1,128})\}")
KORTSTE = 3
PLAATSVELDEN = ("straat", "postcode")


def known_words(casus: Object) -> re.Pattern[str] | None:
    """Give a pattern of every name, street, postcode and phone number of the casus; None when there are none."""
    words: set[str] = set()
    for item in rows(casus, "items"):
        feit = at(item, "feit")
        found = [text(feit, "naam", "voornamen"), text(feit, "naam", "achternaam"), text(feit, "telefoon")]
        found += [text(feit, name) for name in PLAATSVELDEN] if at(feit, "soort") == "plaats" else []
        words |= {word for word in found if word and len(word) >= KORTSTE}
    if not words:
        return None
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in sorted(words)) + r")\b", re.IGNORECASE)


def holds_known_word(value: str, known: re.Pattern[str] | None) -> bool:
    """Tell whether a known name, place or number stands in the text outside a tag."""
    return known is not None and known.search(MERK.sub(" ", value)) is not None


@dataclass(frozen=True, slots=True)
class Noemer:
    """How persons and organisations are named to this recipient: by name where that is shared, else by role."""

    namen: Mapping[str, str]
    rollen: Mapping[str, str]
    organisaties: Mapping[str, str]

    def person(self, ident: str) -> str:
        """Give the name or the role of a person."""
        return self.namen.get(ident) or self.rollen.get(ident) or "iemand"

    def in_text(self, value: str) -> str:
        """Give the text with each tag replaced by the name, where shared, or the role."""
        if "@{" not in value:
            return value
        return MERK.sub(lambda found: found[2] if found[1] in self.namen else self.rollen.get(found[1], "iemand"), value)

    def in_reason(self, value: str) -> str:
        """Give an evaluator's text with its placeholders filled in."""
        return PLEK.sub(
            lambda found: self.organisaties.get(found[2], "een organisatie") if found[1] == "org" else self.person(found[2]), value
        )
