"""Free text: tagged names are fields inside the text, each shared by its own decision (domain 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ketenhub.domain.catalogus import TEKST, leaves_of
from ketenhub.domain.naam import WOORD
from ketenhub.domain.partijen import NAAMMERK

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ketenhub.domain.json import Json

PLEK = re.compile(r"\{(org|persoon):([A-Za-z0-9._:~-]{1,128})\}")


def free_texts(soort: str, name: str, value: Json) -> Iterator[str]:
    """Give every piece of free text inside a field; codes, dates and references are none."""
    paths = leaves_of(soort)

    def inside(inner: Json, path: tuple[str, ...]) -> Iterator[str]:
        if isinstance(inner, str):
            if paths.get(path) == TEKST:
                yield inner
        elif isinstance(inner, list | tuple):
            for part in inner:
                yield from inside(part, path)
        elif isinstance(inner, dict):
            for key, part in inner.items():
                yield from inside(part, (*path, key))

    yield from inside(value, (name,))


def _within(words: str, name: str) -> bool:
    return {w.lower() for w in WOORD.findall(words)} <= {w.lower() for w in WOORD.findall(name)}


@dataclass(frozen=True, slots=True)
class Noemer:
    """How persons and organisations are named to this recipient: by name where that is shared, else by role."""

    namen: Mapping[str, str]
    rollen: Mapping[str, str]
    organisaties: Mapping[str, str]
    gezegd: dict[str, str] = field(default_factory=dict)

    def person(self, ident: str) -> str:
        """Give the name or the role of a person."""
        return self.namen.get(ident) or self.rollen.get(ident) or "iemand"

    def _tagged(self, found: re.Match[str]) -> str:
        """Give the words of the tag where they are part of the name as it is shared; else that name, or the role."""
        tag = found[0]
        if tag not in self.gezegd:
            name = self.person(found[1])
            self.gezegd[tag] = found[2] if found[1] in self.namen and _within(found[2], name) else name
        return self.gezegd[tag]

    def in_text(self, value: str) -> str:
        """Give the text with each tag replaced by the name, where shared, or the role."""
        return NAAMMERK.sub(self._tagged, value) if "@{" in value else value

    def knows_all_in(self, value: str) -> bool:
        """Tell whether everyone whom an evaluator's text is about is known by name or role."""
        return all(soort != "persoon" or ident in self.namen or ident in self.rollen for soort, ident in PLEK.findall(value))

    def in_reason(self, value: str) -> str:
        """Give an evaluator's text with its placeholders filled in."""
        if "{" not in value:
            return value
        return PLEK.sub(
            lambda found: self.organisaties.get(found[2], "een organisatie") if found[1] == "org" else self.person(found[2]), value
        )
